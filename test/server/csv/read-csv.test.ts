import assert from 'node:assert/strict'
import { readCsv } from '../../../server/csv/read-csv.ts'
import { RowErrors } from '../../../server/csv/row-errors.ts'

const columns = { required: ['code', 'name'], optional: ['students'] }
const read = (text: string) => readCsv(new TextEncoder().encode(text), columns)
const cells = (text: string) => read(text).rows.map((row) => row.cells)

describe('reading a table that an office saved', () => {
  it('in UTF-8, with a BOM or without', () => {
    assert.deepEqual(cells('code,name\nSC001,区第一小学\n'), [{ students: '', code: 'SC001', name: '区第一小学' }])
    assert.deepEqual(cells('\ufeffcode,name\r\nSC001,区第一小学\r\n'), [{ students: '', code: 'SC001', name: '区第一小学' }])
  })

  it('in GBK, as Excel writes CSV in China', () => {
    // 区第一小学 in GB18030.
    const name = Uint8Array.from([0xc7, 0xf8, 0xb5, 0xda, 0xd2, 0xbb, 0xd0, 0xa1, 0xd1, 0xa7])
    const head = new TextEncoder().encode('code,name\r\nSC001,')
    assert.equal(readCsv(Uint8Array.from([...head, ...name]), columns).rows[0]?.cells.name, '区第一小学')
  })

  it('with commas and line breaks in quotes, spaces around, empty rows behind, columns in any order and case', () => {
    assert.deepEqual(cells('Name,STUDENTS,code\n"东校,\n西校", 12 ,SC001\n\n,,\n'), [{ name: '东校,\n西校', students: '12', code: 'SC001' }])
  })

  it('counts the lines as the editor shows them', () => {
    assert.deepEqual(read('code,name\n\nA,a\n\nB,b\n').rows.map(({ line }) => line), [3, 5])
  })

  it('names a row too short and one too long, and reads the others', () => {
    const { rows, errors } = read('code,name\nA\nB,b,c\nC,c\n')
    assert.deepEqual(errors, [{ line: 2, reason: '有 1 格，应为 2 格' }, { line: 3, reason: '有 3 格，应为 2 格' }])
    assert.deepEqual(rows.map(({ line }) => line), [4])
  })

  const refused: [string, string, RegExp][] = [
    ['an empty file', '', /空/],
    ['a header alone', 'code,name\n', /没有数据/],
    ['a missing column', 'code\nA\n', /第 1 行：缺少列 name/],
    ['an unknown column', 'code,name,nmae\nA,a,b\n', /不认识的列“nmae”/],
    ['a column twice', 'code,name,name\nA,a,b\n', /name 出现了两次/],
    ['a quote that never closes', 'code,name\nA,"a\n', /引号/],
  ]
  for (const [what, text, reason] of refused) {
    it(`refuses ${what}`, () => assert.throws(() => read(text), (error) => error instanceof RowErrors && reason.test(error.message)))
  }
})
