import { columnName } from './cell-xml.ts'
import { headRows } from './head-xml.ts'
import type { Sheet, Workbook } from './workbook.ts'
import { attribute } from './xml.ts'

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'

const relation = (id: string, type: string, target: string) => `<Relationship Id="${id}" Type="${type}" Target="${target}"/>`

export const ROOT_RELATIONS = `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">` +
  relation('rId1', `${OFFICE}/officeDocument`, 'xl/workbook.xml') +
  relation('rId2', `${PACKAGE}/relationships/metadata/core-properties`, 'docProps/core.xml') + '</Relationships>'

export function contentTypes(sheets: readonly Sheet[]): string {
  const part = (name: string, type: string) => `<Override PartName="${name}" ContentType="${type}"/>`
  const spreadsheet = 'application/vnd.openxmlformats-officedocument.spreadsheetml'
  return `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>` +
    part('/xl/workbook.xml', `${spreadsheet}.sheet.main+xml`) + part('/xl/styles.xml', `${spreadsheet}.styles+xml`) +
    sheets.map((_, at) => part(`/xl/worksheets/sheet${at + 1}.xml`, `${spreadsheet}.worksheet+xml`)).join('') +
    part('/docProps/core.xml', 'application/vnd.openxmlformats-package.core-properties+xml') + '</Types>'
}

export const bookRelations = (sheets: readonly Sheet[]): string => `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">` +
  sheets.map((_, at) => relation(`rId${at + 1}`, `${OFFICE}/worksheet`, `worksheets/sheet${at + 1}.xml`)).join('') +
  relation(`rId${sheets.length + 1}`, `${OFFICE}/styles`, 'styles.xml') + '</Relationships>'

/** `lastRows` as the sheets were written: what is printed, repeated on each page and filtered is named by its range. */
export function bookXml(sheets: readonly Sheet[], lastRows: readonly number[]): string {
  return `${HEAD}<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="${OFFICE}"><bookViews><workbookView activeTab="0"/></bookViews>` +
    `<sheets>${sheets.map(({ name }, at) => `<sheet name="${attribute(sheetName(name))}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`).join('')}</sheets>` +
    `<definedNames>${sheets.map((sheet, at) => namesOf(sheet, at, lastRows[at]!)).join('')}</definedNames></workbook>`
}

function namesOf(sheet: Sheet, at: number, lastRow: number): string {
  const own = `'${sheetName(sheet.name).replaceAll("'", "''")}'!`
  const last = columnName(sheet.columns.length - 1)
  const heads = headRows(sheet)
  const name = (key: string, range: string, hidden = '') => `<definedName name="_xlnm.${key}" localSheetId="${at}"${hidden}>${attribute(own + range)}</definedName>`
  return (sheet.ending ? '' : name('_FilterDatabase', `$A$${heads}:$${last}$${Math.max(lastRow, heads)}`, ' hidden="1"')) +
    name('Print_Area', `$A$1:$${last}$${Math.max(lastRow, heads)}`) + name('Print_Titles', `$1:$${heads}`)
}

/** Spreadsheets allow 31 characters and none of these. */
export const sheetName = (name: string): string => name.replaceAll(/[/\\?*[\]:]/g, ' ').slice(0, 31)

export const coreXml = ({ creator, at }: Workbook): string => `${HEAD}<cp:coreProperties xmlns:cp="${PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">` +
  `<dc:creator>${attribute(creator)}</dc:creator><dcterms:created xsi:type="dcterms:W3CDTF">${at.toISOString().replace(/\.\d+/, '')}</dcterms:created></cp:coreProperties>`
