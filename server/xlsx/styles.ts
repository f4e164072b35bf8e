import type { ColumnKind } from './workbook.ts'

/** The faces that offices have; none is embedded, and each program substitutes its own where one is missing. */
const TITLE_FACE = '方正小标宋简体'
const FACE = '宋体'
const SIZE = 9

/** Indexes into cellXfs below. `quoted` is the same with the mark that keeps "=1+1" text when somebody edits the cell. */
export const STYLE = { plain: 0, title: 1, head: 2, text: 3, centre: 4, date: 5, count: 6, amount: 7, textQuoted: 8, centreQuoted: 9, money: 10, share: 11, moneyTotal: 12, shareTotal: 13 } as const

const OF_KIND: Readonly<Record<ColumnKind, number>> = {
  text: STYLE.text, centre: STYLE.centre, date: STYLE.date, count: STYLE.count, amount: STYLE.amount, money: STYLE.money, share: STYLE.share,
}

/** What a program would take for a formula if the cell were typed anew, or opened from CSV. */
const FORMULA_LIKE = /^[=+\-@\t\r＝＋－＠]/

export function styleOf(kind: ColumnKind, text: string | null): number {
  if (text === null || !FORMULA_LIKE.test(text)) return OF_KIND[kind]
  return kind === 'text' ? STYLE.textQuoted : STYLE.centreQuoted
}

/** In the row of totals everything is bold, as heads are. */
export const totalStyleOf = (kind: ColumnKind): number => (kind === 'money' ? STYLE.moneyTotal : kind === 'share' ? STYLE.shareTotal : STYLE.head)

const font = (name: string, size: number, bold = false) => `<font>${bold ? '<b/>' : ''}<sz val="${size}"/><name val="${name}"/></font>`
const sides = ['left', 'right', 'top', 'bottom'].map((side) => `<${side} style="thin"><color rgb="FF000000"/></${side}>`).join('')

interface Look { numFmt?: number; font?: number; framed?: boolean; across?: 'left' | 'center'; quoted?: boolean }

const xf = ({ numFmt = 0, font: face = 0, framed = true, across = 'center', quoted = false }: Look) =>
  `<xf numFmtId="${numFmt}" fontId="${face}" fillId="0" borderId="${framed ? 1 : 0}" xfId="0" applyNumberFormat="1" applyFont="1" applyBorder="1" applyAlignment="1"${quoted ? ' quotePrefix="1"' : ''}>` +
  `<alignment horizontal="${across}" vertical="center" wrapText="1"/></xf>`

const LOOKS: readonly Look[] = [
  { framed: false, across: 'left' }, { font: 1, framed: false }, { font: 2 },
  { across: 'left' }, {}, { numFmt: 164 }, { numFmt: 1 }, { numFmt: 165 },
  { across: 'left', quoted: true }, { quoted: true },
  { numFmt: 2 }, { numFmt: 166 }, { numFmt: 2, font: 2 }, { numFmt: 166, font: 2 },
]

export const STYLES_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' +
  '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">' +
  '<numFmts count="3"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/><numFmt numFmtId="165" formatCode="0.000"/><numFmt numFmtId="166" formatCode="0.0%"/></numFmts>' +
  `<fonts count="3">${font(FACE, SIZE)}${font(TITLE_FACE, 18)}${font(FACE, SIZE, true)}</fonts>` +
  '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>' +
  `<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border>${sides}<diagonal/></border></borders>` +
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
  `<cellXfs count="${LOOKS.length}">${LOOKS.map(xf).join('')}</cellXfs>` +
  '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'

/** The small line below a title, as a run of its own within the cell. */
export const SMALL_RUN = `<rPr><sz val="${SIZE}"/><rFont val="${FACE}"/></rPr>`
export const TITLE_RUN = `<rPr><sz val="18"/><rFont val="${TITLE_FACE}"/></rPr>`
