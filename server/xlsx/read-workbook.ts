import { openParts, UnreadableWorkbook, WorkbookTooLarge, type Part } from './read-parts.ts'
import { EPOCH } from './cell-xml.ts'

export interface ReadRow {
  /** Its number in the sheet, from 1. */
  row: number
  /** As a person sees them, trimmed; a date is YYYY-MM-DD, whatever its format. */
  cells: string[]
}
export interface ReadSheet { name: string; rows: ReadRow[] }

export interface ReadLimits { rows: number; columns: number }

/** 20 million characters: what limits of rows and columns alone would still let through. */
const MOST_TEXT = 20_000_000

/**
 * Reads every sheet of an xlsx. Rows without anything in them are left out. Formulas count as the values they were saved with.
 * Throws UnreadableWorkbook, and WorkbookTooLarge for more rows than `limits` says.
 */
export async function readWorkbook(bytes: Buffer, limits: ReadLimits): Promise<ReadSheet[]> {
  const parts = await openParts(bytes)
  const book = parts.get('xl/workbook.xml')
  if (!book) throw new UnreadableWorkbook('no workbook')
  const strings = await stringsIn(parts.get('xl/sharedStrings.xml'))
  const dated = await datedStyles(parts.get('xl/styles.xml'))
  const targets = await relationsIn(parts.get('xl/_rels/workbook.xml.rels'))
  const budget = { text: MOST_TEXT, rows: limits.rows }
  const sheets: ReadSheet[] = []
  const { listed, from1904 } = await sheetsIn(book)
  for (const { name, relation } of listed) {
    const part = parts.get(pathOf(targets.get(relation) ?? ''))
    if (part) sheets.push({ name, rows: await rowsIn(part, { strings, dated, daysEarlier: from1904 ? DAYS_TO_1904 : 0, limits, budget }) })
  }
  return sheets
}

const pathOf = (target: string) => (target.startsWith('/') ? target.slice(1) : `xl/${target}`)

/** `x:row` and `row` are the same: some programs write the namespace out. */
const local = (name: string) => name.slice(name.indexOf(':') + 1)

/** Old workbooks from a Mac count their days from 1904. */
const DAYS_TO_1904 = 1462

async function sheetsIn(book: Part): Promise<{ listed: { name: string; relation: string }[]; from1904: boolean }> {
  const listed: { name: string; relation: string }[] = []
  let from1904 = false
  await book({
    open({ name, attributes }) {
      if (local(name) === 'workbookPr') from1904 = ['1', 'true'].includes(attributes.date1904 ?? '')
      if (local(name) !== 'sheet' || attributes.state === 'hidden' || attributes.state === 'veryHidden') return
      const relation = Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1]
      listed.push({ name: attributes.name ?? '', relation: relation ?? '' })
    },
  })
  return { listed, from1904 }
}

async function relationsIn(part: Part | undefined): Promise<Map<string, string>> {
  const targets = new Map<string, string>()
  await part?.({ open({ name, attributes }) { if (local(name) === 'Relationship') targets.set(attributes.Id ?? '', attributes.Target ?? '') } })
  return targets
}

/** Text of `<si>`: its runs joined, without the phonetic guides. */
async function stringsIn(part: Part | undefined): Promise<string[]> {
  const strings: string[] = []
  let text: string | null = null
  let reading = false
  let phonetic = false
  await part?.({
    open({ name }) {
      const tag = local(name)
      if (tag === 'si') text = ''
      else if (tag === 'rPh') phonetic = true
      else if (tag === 't') reading = true
    },
    text(piece) { if (reading && !phonetic && text !== null) text += piece },
    close(name) {
      const tag = local(name)
      if (tag === 't') reading = false
      else if (tag === 'rPh') phonetic = false
      else if (tag === 'si') strings.push(text ?? '')
    },
  })
  return strings
}

/** The built-in formats that show a date, and by what is in them the office's own; times of day alone are none. */
const DATE_FORMATS = new Set([14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58])
const SHOWS_DATE = /[yd年日]|m{3}/i
const NOT_FORMAT = /"[^"]*"|\[[^\]]*\]|\\./g

async function datedStyles(part: Part | undefined): Promise<boolean[]> {
  const own = new Map<string, boolean>()
  const dated: boolean[] = []
  let inCells = false
  await part?.({
    open({ name, attributes }) {
      const tag = local(name)
      if (tag === 'numFmt') own.set(attributes.numFmtId ?? '', SHOWS_DATE.test((attributes.formatCode ?? '').replaceAll(NOT_FORMAT, '')))
      else if (tag === 'cellXfs') inCells = true
      else if (tag === 'xf' && inCells) dated.push(own.get(attributes.numFmtId ?? '') ?? DATE_FORMATS.has(Number(attributes.numFmtId)))
    },
    close(name) { if (local(name) === 'cellXfs') inCells = false },
  })
  return dated
}

interface Reading { strings: readonly string[]; dated: readonly boolean[]; daysEarlier: number; limits: ReadLimits; budget: { text: number; rows: number } }

async function rowsIn(part: Part, { strings, dated, daysEarlier, limits, budget }: Reading): Promise<ReadRow[]> {
  const rows: ReadRow[] = []
  let row: ReadRow | null = null
  let cell: { at: number; type: string; style: number; value: string } | null = null
  let reading = false
  await part({
    open({ name, attributes }) {
      const tag = local(name)
      if (tag === 'row') row = { row: Number(attributes.r) || (rows.at(-1)?.row ?? 0) + 1, cells: [] }
      else if (tag === 'c') cell = { at: columnOf(attributes.r) ?? row?.cells.length ?? 0, type: attributes.t ?? 'n', style: Number(attributes.s ?? 0), value: '' }
      else if (tag === 'v' || tag === 't') reading = true
    },
    text(piece) { if (reading && cell) cell.value += piece },
    close(name) {
      const tag = local(name)
      if (tag === 'v' || tag === 't') reading = false
      else if (tag === 'c' && cell && row) {
        if (cell.at < limits.columns) put(row.cells, cell.at, shown(cell, strings, dated, daysEarlier))
        budget.text -= row.cells[cell.at]?.length ?? 0
        if (budget.text < 0) throw new WorkbookTooLarge('text')
        cell = null
      } else if (tag === 'row' && row) {
        if (row.cells.some((value) => value !== '')) {
          if (--budget.rows < 0) throw new WorkbookTooLarge('rows')
          rows.push(row)
        }
        row = null
      }
    },
  })
  return rows
}

function put(cells: string[], at: number, value: string): void {
  while (cells.length < at) cells.push('')
  cells[at] = value
}

function shown({ type, style, value }: { type: string; style: number; value: string }, strings: readonly string[], dated: readonly boolean[], daysEarlier: number): string {
  if (type === 's') return unescaped(strings[Number(value)] ?? '').trim()
  if (type === 'b') return value === '1' ? '是' : '否'
  if (type === 'e') return ''
  if (type !== 'n') return unescaped(value).trim()
  const number = Number(value)
  if (value === '' || !Number.isFinite(number)) return value.trim()
  return dated[style] ? dateOfSerial(number + daysEarlier) : plainNumber(number)
}

/** 0.1 + 0.2 as it is shown, not as it is stored: fifteen places are what a spreadsheet keeps. */
const plainNumber = (number: number): string => String(Number(number.toPrecision(15)))

/** YYYY-MM-DD of a spreadsheet's day. Serial 60 is the 29th of February 1900, which there never was. */
export function dateOfSerial(serial: number): string {
  const date = new Date(EPOCH + Math.floor(serial) * 86_400_000)
  return Number.isNaN(date.getTime()) ? '' : date.toISOString().slice(0, 10)
}

/** _x000D_ and its like, as ECMA-376 writes characters out. */
const unescaped = (text: string): string => text.replaceAll(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)))

/** 27 of AB12, from 0. */
function columnOf(ref: string | undefined): number | null {
  const letters = /^[A-Z]{1,3}/.exec(ref ?? '')?.[0]
  return letters ? [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1 : null
}
