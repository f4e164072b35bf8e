import type { Cell, FormulaCell, Standing } from './workbook.ts'
import { attribute, cellText } from './xml.ts'

export const EPOCH = Date.UTC(1899, 11, 30)
/** A date as spreadsheets count it: days since the last but one of 1899. By UTC, or it would land on the day before. */
export const serialOf = (on: string): number => Math.round((Date.parse(`${on}T00:00:00.000Z`) - EPOCH) / 86_400_000)

/** A, B … Z, AA. From 0. */
export const columnName = (at: number): string => (at < 26 ? '' : columnName(Math.floor(at / 26) - 1)) + String.fromCharCode(65 + (at % 26))

export const textXml = (ref: string, style: number, text: string): string => (text === '' ? `<c r="${ref}" s="${style}"/>`
  : `<c r="${ref}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${cellText(text)}</t></is></c>`)

/** Everything but text. */
export function valueXml(ref: string, style: number, cell: Exclude<Cell, string>, at: Standing): string {
  if (cell !== null && typeof cell === 'object' && 'formula' in cell) return formulaXml(ref, style, cell, at)
  const number = cell === null ? Number.NaN : typeof cell === 'number' ? cell : serialOf(cell.on)
  return Number.isFinite(number) ? `<c r="${ref}" s="${style}"><v>${number}</v></c>` : `<c r="${ref}" s="${style}"/>`
}

function formulaXml(ref: string, style: number, { formula, value }: FormulaCell, at: Standing): string {
  const shown = typeof value === 'number' ? String(value) : cellText(value)
  return `<c r="${ref}" s="${style}"${typeof value === 'number' ? '' : ' t="str"'}><f>${attribute(formula(at))}</f><v>${shown}</v></c>`
}
