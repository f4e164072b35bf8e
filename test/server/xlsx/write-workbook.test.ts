import assert from 'node:assert/strict'
import { PassThrough, Writable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { serialOf } from '../../../server/xlsx/cell-xml.ts'
import type { Row, Sheet } from '../../../server/xlsx/workbook.ts'
import { writeWorkbook } from '../../../server/xlsx/write-workbook.ts'
import { cellsOf, partsOf } from '../../support/spreadsheet.ts'

const AT = new Date('2026-11-24T01:00:00Z')
const sheetOf = (rows: Sheet['rows']): Sheet => ({
  name: '甲/乙', paper: 'A4', frozenColumns: 1, rows, title: { text: '题目', below: '第二行 & <三>' },
  columns: [{ head: '文字', width: 10, kind: 'text' }, { head: '日期', width: 10, kind: 'date' }, { head: '数', width: 6, kind: 'amount' }],
  footer: () => ({ left: 'A&B', right: '右' }),
})

async function written(rows: Sheet['rows']) {
  const chunks: Buffer[] = []
  const output = new PassThrough().on('data', (chunk: Buffer) => chunks.push(chunk))
  await writeWorkbook(output, { creator: '周科员', at: AT, sheets: [sheetOf(rows)] })
  const parts = await partsOf(Buffer.concat(chunks))
  return { parts, cells: cellsOf(parts.get('xl/worksheets/sheet1.xml')!) }
}

describe('a workbook that is written', () => {
  it('keeps text as text, whatever it begins with, and marks what an edit would turn into a formula', async () => {
    const texts = ['=1+1', '+86', '-3', '@SUM(A1)', '＝HYPERLINK("x")', '普通', '<b>&"', ' 前后空格 ', '两\n行', 'x_x000D_y', '𠮷𩸽㛃', '\u0000坏\u000b', '']
    const { cells } = await written([texts.map((text): Row => [text, null, null])])
    texts.forEach((text, at) => {
      const cell = cells.get(`A${at + 3}`)!
      assert.equal(cell.value.replaceAll('_x005F_', '_'), text.replace(/[\u0000\u000b]/g, ''))
      assert.equal(cell.type, text === '' ? 'empty' : 'text')
      assert.equal(cell.style, /^[=+\-@＝]/.test(text) ? '8' : '3', text)
    })
  })

  it('writes dates as the days that spreadsheets count, the same in every zone', async () => {
    assert.equal(serialOf('2026-11-11'), 46337)
    assert.equal(serialOf('1900-03-01'), 61)
    const { cells, parts } = await written([[['a', { on: '2026-11-11' }, 0.024], ['b', null, Number.NaN]]])
    assert.deepEqual(cells.get('B3'), { type: 'number', value: '46337', style: '5' })
    assert.deepEqual(cells.get('C3'), { type: 'number', value: '0.024', style: '7' })
    assert.equal(cells.get('C4')!.type, 'empty')
    assert.match(parts.get('xl/styles.xml')!, /formatCode="yyyy\\-mm\\-dd"/)
  })

  it('freezes, filters, repeats and prints what it says', async () => {
    const { parts } = await written([[['a', null, 1]], [], [['b', null, 2]]])
    const sheet = parts.get('xl/worksheets/sheet1.xml')!
    assert.match(sheet, /<pane xSplit="1" ySplit="2" topLeftCell="B3" activePane="bottomRight" state="frozen"\/>/)
    assert.match(sheet, /<autoFilter ref="A2:C4"\/><mergeCells count="1"><mergeCell ref="A1:C1"\/>/)
    assert.match(sheet, /paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/)
    assert.match(sheet, /&amp;L&amp;8A&amp;&amp;B&amp;C&amp;8第 &amp;P 页 \/ 共 &amp;N 页&amp;R&amp;8右/)
    const book = parts.get('xl/workbook.xml')!
    assert.match(book, /<sheet name="甲 乙"/)
    assert.match(book, /Print_Titles" localSheetId="0">'甲 乙'!\$1:\$2</)
    assert.match(book, /Print_Area" localSheetId="0">'甲 乙'!\$A\$1:\$C\$4</)
  })

  it('ends a table of figures with what it comes to, by formulas that know their rows', async () => {
    const chunks: Buffer[] = []
    const figures: Sheet = {
      name: '表', paper: 'A4', frozenColumns: 1, rows: [[['甲', 1, { formula: ({ row }) => `IF(B${row}<2,"<少>",1)`, value: '<少>' }]], [['乙', 3, 0.5]]],
      columns: [{ head: '名', width: 10, kind: 'centre' }, { head: '数', group: '组', width: 6, kind: 'count' }, { head: '率', group: '组', width: 6, kind: 'share' }],
      ending: { total: ['计', { formula: ({ row, first }) => `SUM(B${first}:B${row - 1})`, value: 4 }, null], notes: [{ text: '注&' }, { text: '签字', height: 30 }] },
    }
    await writeWorkbook(new PassThrough().on('data', (chunk: Buffer) => chunks.push(chunk)), { creator: '', at: AT, sheets: [figures] })
    const parts = await partsOf(Buffer.concat(chunks))
    const sheet = parts.get('xl/worksheets/sheet1.xml')!
    const cells = cellsOf(sheet)
    assert.deepEqual(['A1', 'B1', 'A2', 'B2', 'C2'].map((name) => cells.get(name)!.value), ['名', '组', '', '数', '率'])
    assert.deepEqual(cells.get('C3'), { type: 'text', value: '<少>', style: '11', formula: 'IF(B3<2,"<少>",1)' })
    assert.deepEqual(cells.get('B5'), { type: 'number', value: '4', style: '2', formula: 'SUM(B3:B4)' })
    assert.deepEqual([cells.get('A6')!.value, cells.get('A7')!.value], ['注&', '签字'])
    assert.deepEqual([...sheet.matchAll(/<mergeCell ref="(.*?)"/g)].map(([, ref]) => ref).sort(), ['A1:A2', 'A6:C6', 'A7:C7', 'B1:C1'])
    const book = parts.get('xl/workbook.xml')!
    assert.match(book, /Print_Area" localSheetId="0">'表'!\$A\$1:\$C\$7<.*Print_Titles" localSheetId="0">'表'!\$1:\$2</)
    assert.doesNotMatch(sheet + book, /autoFilter|FilterDatabase/)
  })

  it('asks for no more rows than its reader takes, and closes them when the reader goes', async () => {
    let asked = 0
    let closed = false
    async function* endless(): AsyncGenerator<Row[]> {
      try {
        for (;;) {
          asked++
          yield Array.from({ length: 50 }, (_, at): Row => [`${Math.random()} ${at}`, null, null])
        }
      } finally {
        closed = true
      }
    }
    const stuck = new Writable({ highWaterMark: 1024, write() { /* takes one chunk and never asks for another */ } })
    const writing = writeWorkbook(stuck, { creator: '', at: AT, sheets: [sheetOf(endless())] })
    await sleep(150)
    const then = asked
    await sleep(150)
    assert.equal(asked, then)
    stuck.destroy()
    await assert.rejects(writing, { code: 'ERR_STREAM_PREMATURE_CLOSE' })
    await sleep(10)
    assert.ok(closed)
  })

  it('rejects when the rows fail', async () => {
    async function* failing(): AsyncGenerator<Row[]> {
      yield [['a', null, null]]
      throw new Error('the cursor broke')
    }
    await assert.rejects(written(failing()), /the cursor broke/)
  })
})
