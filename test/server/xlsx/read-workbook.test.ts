import assert from 'node:assert/strict'
import { PassThrough } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { ZipFile } from 'yazl'
import { UnreadableWorkbook, WorkbookTooLarge } from '../../../server/xlsx/read-parts.ts'
import { dateOfSerial, readWorkbook } from '../../../server/xlsx/read-workbook.ts'
import { writeWorkbook } from '../../../server/xlsx/write-workbook.ts'
import type { Row } from '../../../server/xlsx/workbook.ts'

const LIMITS = { rows: 100, columns: 30 }

async function written(rows: Row[]): Promise<Buffer> {
  const output = new PassThrough()
  const [bytes] = await Promise.all([buffer(output), writeWorkbook(output, {
    creator: '', at: new Date(0), sheets: [{
      name: '台账', paper: 'A4', frozenColumns: 0, rows: [rows],
      columns: [{ head: '文字', width: 10, kind: 'text' }, { head: '日期', width: 10, kind: 'date' }, { head: '数', width: 6, kind: 'amount' }],
    }],
  })])
  return bytes
}

/** A workbook as another program writes it: shared strings, its own date format, cells without references. */
async function zipped(parts: Record<string, string>): Promise<Buffer> {
  const zip = new ZipFile()
  for (const [path, content] of Object.entries(parts)) zip.addBuffer(Buffer.from(content), path)
  zip.end()
  return buffer(zip.outputStream as NodeJS.ReadableStream as PassThrough)
}

const book = (sheet: string, more: Record<string, string> = {}) => zipped({
  'xl/workbook.xml': '<workbook xmlns:r="r"><sheets><sheet name="一" sheetId="1" r:id="rId1"/><sheet name="藏" state="hidden" sheetId="2" r:id="rId2"/></sheets></workbook>',
  'xl/_rels/workbook.xml.rels': '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Target="worksheets/sheet2.xml"/></Relationships>',
  'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${sheet}</sheetData></worksheet>`,
  ...more,
})

describe('a workbook that is read', () => {
  it('comes back as it was written', async () => {
    const [sheet] = await readWorkbook(await written([['=1+1 & <b>\n𠮷', { on: '2026-11-11' }, 0.1], ['_x000D_', null, 3]]), LIMITS)
    assert.equal(sheet!.name, '台账')
    assert.deepEqual(sheet!.rows, [
      { row: 1, cells: ['文字', '日期', '数'] }, { row: 2, cells: ['=1+1 & <b>\n𠮷', '2026-11-11', '0.1'] }, { row: 3, cells: ['_x000D_', '', '3'] },
    ])
  })

  it('reads shared strings with runs, dates of any format, formulas by their values, and no hidden sheets', async () => {
    const sheets = await readWorkbook(await book(
      '<row r="2"><c r="A2" t="s"><v>0</v></c><c r="C2" s="1"><v>45970.5</v></c><c r="D2" s="2"><v>45970</v></c><c r="E2"><f>1+1</f><v>2</v></c><c r="F2" t="str"><f>A1</f><v>公式</v></c><c r="G2" t="e"><v>#N/A</v></c></row><row r="3"><c r="A3"/></row><row><c><v>0.30000000000000004</v></c><c t="b"><v>1</v></c></row>', {
        'xl/sharedStrings.xml': '<sst><si><r><t>石林</t></r><r><t>中学</t></r><rPh><t>shilin</t></rPh></si></sst>',
        'xl/styles.xml': '<styleSheet><numFmts><numFmt numFmtId="170" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/><numFmt numFmtId="171" formatCode="0.00&quot;日&quot;"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="170"/><xf numFmtId="171"/></cellXfs></styleSheet>',
        'xl/worksheets/sheet2.xml': '<worksheet/>',
      }), LIMITS)
    assert.deepEqual(sheets.map(({ name }) => name), ['一'])
    assert.deepEqual(sheets[0]!.rows, [
      { row: 2, cells: ['石林中学', '', '2025-11-09', '45970', '2', '公式', ''] }, { row: 3, cells: ['0.3', '是'] },
    ])
    assert.equal(dateOfSerial(61), '1900-03-01')
  })

  it('refuses what is no xlsx, what is broken, and what declares entities', async () => {
    const whole = await written([['a', null, 1]])
    for (const bytes of [Buffer.from('hello'), Buffer.alloc(0), whole.subarray(0, whole.length - 40), Buffer.from('d0cf11e0a1b11ae1', 'hex'), await zipped({ 'a.txt': 'x' }),
      await book('<row><c></row>'), await book('', { 'xl/styles.xml': '<!DOCTYPE x [<!ENTITY a "aaaa">]><styleSheet>&a;</styleSheet>' })]) {
      await assert.rejects(readWorkbook(bytes, LIMITS), UnreadableWorkbook)
    }
  })

  it('does not unpack a bomb, nor read more rows than it may', async () => {
    const bomb = await book('', { 'xl/sharedStrings.xml': `<sst>${' '.repeat(160 * 1024 * 1024)}</sst>` })
    assert.ok(bomb.length < 1024 * 1024)
    await assert.rejects(readWorkbook(bomb, LIMITS), WorkbookTooLarge)
    await assert.rejects(readWorkbook(await written(Array.from({ length: 100 }, (): Row => ['a', null, 1])), LIMITS), WorkbookTooLarge)
    const far = await book('<row r="1"><c r="XFD1"><v>1</v></c><c r="A1"><v>2</v></c></row>')
    assert.deepEqual((await readWorkbook(far, LIMITS))[0]!.rows, [{ row: 1, cells: ['2'] }])
  })
})
