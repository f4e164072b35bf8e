import type { Severity, Status } from '../contract/enumerations.ts'
import { dateOn } from '../contract/primitives.ts'
import { dateOfSerial } from '../xlsx/read-workbook.ts'

/** What is written in a cell, read as what it means; null where it means nothing that is known. */

/** Serials of 1982 to 2064: a date that lost its format. A year alone, or a number of pieces, is none. */
const SERIALS = { from: 30_000, to: 60_000 }

export type ReadDate = { on: string } | 'bad-date' | 'no-year'

/** 2025-11-09, 2025/11/9, 2025.11.9 14:30, 2025年11月9日, 20251109, or the number that a spreadsheet keeps. */
export function readDate(cell: string): ReadDate {
  const text = cell.normalize('NFKC').trim()
  const parts = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})(?:日|号)?(?:[ T]*\d{1,2}[:时].*)?$/.exec(text) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(text)
  if (parts) return real(parts.slice(1) as [string, string, string])
  if (/^\d{5}(\.\d+)?$/.test(text) && Number(text) >= SERIALS.from && Number(text) <= SERIALS.to) return { on: dateOfSerial(Number(text)) }
  return /^\d{1,2}[-/.月]\d{1,2}[日号]?$/.test(text) ? 'no-year' : 'bad-date'
}

function real([year, month, day]: [string, string, string]): ReadDate {
  const on = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  return dateOn.safeParse(on).success && year >= '1990' ? { on } : 'bad-date'
}

const SEVERITY: readonly [RegExp, Severity][] = [[/重大|特大|重特大/, 'major'], [/较大|较重|严重/, 'serious'], [/一般|轻微|较小|低/, 'general']]
export const readSeverity = (cell: string): Severity | null =>
  SEVERITY.find(([words]) => words.test(cell))?.[1] ?? (['general', 'serious', 'major'] as const).find((one) => one === cell.toLowerCase()) ?? null

/** What is not done is looked for first: 未完成 holds 完成. */
const STATE: readonly [RegExp, Status][] = [
  [/作废|取消|误报/, 'void'],
  [/未|没有|整改中|正在|进行|挂牌|逾期|延期|否|待整改|计划/, 'open'],
  [/待复查|待验收|待销号|复查中/, 'rectified'],
  [/销号|完成|已整改|整改到位|合格|办结|闭环|关闭|是|立行立改|✓|√/, 'closed'],
]
export const readState = (cell: string): Status | null => STATE.find(([words]) => words.test(cell))?.[1] ?? null

/** 0.24, 0.24万, 2400元; in yuan. The column is of 万元 unless a cell says otherwise. */
export function readFunds(cell: string): number | null {
  const [, figure, unit] = /^([\d,]+(?:\.\d+)?)\s*(万元?|元)?$/.exec(cell.normalize('NFKC').trim()) ?? []
  if (figure === undefined) return null
  const number = Number(figure.replaceAll(',', ''))
  return Math.round(number * (unit === '元' ? 1 : 10_000) * 100) / 100
}

/** 是, 有, 1, √ and their opposites; an empty cell is no. */
export function readFlag(cell: string): boolean | null {
  if (/^(1|是|有|y|yes|true|√|✓)$/i.test(cell)) return true
  return /^(0|否|无|没有|n|no|false|×|)$/i.test(cell) ? false : null
}
