import assert from 'node:assert/strict'
import { createHash, randomUUID } from 'node:crypto'
import { readWorkbook } from '../../../server/xlsx/read-workbook.ts'
import { startApp, type TestApp } from '../../support/app.ts'
import { aDistrict, done, evidence, file, type District } from '../../support/hazards.ts'
import { bytes, cellsOf, partsOf, worth, type ShownCell } from '../../support/spreadsheet.ts'
import { download, wordsOf } from './docx.ts'

const HEADS = ['单位', '应检学校', '实检学校', '覆盖率', '出动人次', '上期结转', '本期新增', '一般', '重大', '立行立改', '限期整改', '通知书份数', '已销号', '未销号', '整改率',
  '已到期', '按期整改', '按期整改率', '逾期未改', '批准延期', '挂牌', '摘牌', '投入资金万元', '督办单', '约谈', '通报']
const COLUMN = Object.fromEntries(HEADS.map((head, at) => [head, String.fromCharCode(65 + at)]))
const FIRST = 4
const HOSTILE = '=HYPERLINK("http://evil.example","点我")'

describe('the workbook of a return', function () {
  this.timeout(60_000)
  let t: TestApp
  let d: District
  let id: string
  let workbook: Buffer
  let cells: Map<string, ShownCell>
  let sheet: string

  before(async () => {
    t = await startApp({ at: '2026-10-20T09:00:00' })
    d = await aDistrict(t)
    for (const [code, cluster] of [['SC021', HOSTILE], ['SC022', '石林镇（含原鹿楼乡并入的四个教学点和两所附设幼儿园，由中心学校代管）'], ['SC023', '红旗片区']]) {
      await d.administrator.request.post('/api/schools').send({ id: code, name: `${code}小学`, cluster }).expect(201)
    }
    await file(d.desk, { schoolId: 'SC021', severity: 'serious' })
    t.setClock('2026-11-12T09:00:00')
    for (let at = 0; at < 12; at++) {
      const { id: hazard } = await file(d.desk, { schoolId: at < 6 ? 'SC021' : 'SC023', severity: at === 0 ? 'serious' : 'general' })
      if (at % 2 === 0) await done(d.desk, hazard, { action: 'fixOnSpot', ...await evidence(d.desk, hazard), costYuan: 10_050 })
    }
    await file(d.inspector)
    t.setClock('2026-12-01T09:00:00')
    id = randomUUID()
    const { body } = await d.desk.request.put(`/api/papers/${id}`).send({ type: 'statistics', year: 2026, fromMonth: 11, toMonth: 11 }).expect(201)
    assert.deepEqual(body.formats, ['docx', 'xlsx'], 'it is offered before it is made')
    workbook = await take(id)
    sheet = (await partsOf(workbook)).get('xl/worksheets/sheet1.xml')!
    cells = cellsOf(sheet)
  })
  after(() => t.stop())

  const take = async (paper: string): Promise<Buffer> => (await d.desk.request.get(`/api/papers/${paper}/workbook`).buffer(true).parse(bytes).expect(200)).body as Buffer
  /** The lines of the table under their heads, the total last. */
  async function lines(): Promise<Record<string, string>[]> {
    const [read] = await readWorkbook(workbook, { rows: 200, columns: 30 })
    const table = read!.rows.filter(({ row, cells: [name, schools] }) => row >= FIRST && name && schools)
    return table.map(({ cells: values }) => Object.fromEntries(HEADS.map((head, at) => [head, values[at] ?? ''])))
  }
  const at = (head: string, row: number) => cells.get(`${COLUMN[head]}${row}`)!

  it('is frozen with the paper, under its own SHA-256, and a reprint is that file', async () => {
    const first = await take(id)
    await file(d.desk, { schoolId: 'SC023' })
    assert.ok(first.equals(await take(id)))
    const { body } = await d.desk.request.get(`/api/papers/${id}`).expect(200)
    assert.deepEqual(body.formats, ['docx', 'xlsx'])
    assert.deepEqual(body.file.workbook, {
      name: '校园安全隐患排查整改情况统计表 2026-12-01.xlsx', bytes: first.length, sha256: createHash('sha256').update(first).digest('hex'),
    })
    const { headers } = await d.desk.request.get(`/api/papers/${id}/workbook`).expect(200)
    assert.equal(headers['content-type'], 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
    assert.equal(headers.etag, `"${body.file.workbook.sha256}"`)
    assert.match(headers['content-disposition']!, /filename="paper\.xlsx"; filename\*=UTF-8''.+2026-12-01\.xlsx$/)
  })

  it('shows what the sheet of paper shows: one set of figures', async () => {
    const words = (await wordsOf(await download(d.desk, id))).split('\n')
    const shownAs: Record<string, (value: number) => string> = { 整改率: percent, 按期整改率: percent, 投入资金万元: (value) => value.toFixed(2) }
    for (const line of await lines()) {
      const printed = words.slice(words.indexOf(line['单位']!)).slice(0, HEADS.length)
      assert.deepEqual(printed, HEADS.map((head) => (shownAs[head] && Number(line[head]) >= 0 ? shownAs[head](Number(line[head])) : line[head])))
    }
  })

  it('closes: the identities hold in every line, and the total is the sum of the lines', async () => {
    const all = await lines()
    assert.deepEqual(all.map((line) => line['单位']), [...all.slice(0, -1).map((line) => line['单位']!), '合计'])
    for (const line of all) {
      const of = (head: string) => Number(line[head])
      assert.equal(of('未销号'), of('上期结转') + of('本期新增') - of('已销号'))
      assert.equal(of('本期新增'), of('一般') + of('重大'))
      assert.equal(of('本期新增'), of('立行立改') + of('限期整改'))
    }
    const total = all.pop()!
    for (const head of HEADS.filter((one) => !['单位', '覆盖率', '整改率', '按期整改率', '实检学校', '出动人次', '约谈', '通报'].includes(one))) {
      assert.equal(Number(total[head]), Number(all.reduce((sum, line) => sum + Number(line[head]), 0).toFixed(6)), head)
    }
    assert.deepEqual([total['上期结转'], total['本期新增'], total['立行立改'], total['投入资金万元']], ['1', '13', '6', '6.04'])
  })

  it('computes what it can: every formula comes to the value that it was saved with', () => {
    const formulas = [...cells].filter(([, { formula }]) => formula)
    for (const [name, { formula, value, type }] of formulas) {
      const anew = worth(formula!, cells)
      assert.equal(typeof anew === 'number' ? anew.toFixed(9) : anew, type === 'number' ? Number(value).toFixed(9) : value, `${name} = ${formula}`)
    }
    const last = FIRST + 4
    for (const head of ['整改率', '按期整改率', '覆盖率', '未销号']) for (let row = FIRST; row <= last; row++) assert.ok(at(head, row).formula, `${head} ${row}`)
    assert.equal(at('单位', last).value, '合计')
    assert.equal(at('本期新增', last).formula, `SUM(G${FIRST}:G${last - 1})`)
  })

  it('goes on computing with what the office fills in by hand', () => {
    const [row, last] = [FIRST, FIRST + 4]
    assert.deepEqual([at('实检学校', row).type, at('覆盖率', row).value, at('实检学校', last).value], ['empty', '', ''])
    const filled = new Map(cells).set(`C${row}`, { type: 'number', value: '1', style: '' })
    assert.equal(worth(at('覆盖率', row).formula!, filled), 1)
    assert.equal(worth(at('实检学校', last).formula!, filled), 1)
  })

  it('says 样本少 for a share of fewer than five, and a dash where nothing stood', async () => {
    const all = await lines()
    assert.ok(all.some((line) => Number(line['已到期']) >= 5))
    assert.ok(all.every((line) => (Number(line['已到期']) < 5) === (line['按期整改率'] === '样本少')))
    assert.equal(all.find((line) => line['单位']!.startsWith('石林镇'))!['整改率'], '—')
  })

  it('has two rows of heads, frozen and repeated, a bold last row, and no filter that could carry the total away', async () => {
    for (const [head, column] of Object.entries(COLUMN)) assert.ok([2, 3].some((row) => cells.get(`${column}${row}`)!.value.replaceAll('\n', '') === head), head)
    assert.match(sheet, /<pane xSplit="1" ySplit="3" topLeftCell="B4"/)
    for (const merge of ['A1:Z1', 'A2:A3', 'B2:E2', 'F2:K2', 'L2:L3', 'M2:T2', 'U2:V2', 'W2:W3', 'X2:Z2']) assert.ok(sheet.includes(`<mergeCell ref="${merge}"/>`), merge)
    assert.doesNotMatch(sheet, /autoFilter/)
    const styles = [...(await partsOf(workbook)).get('xl/styles.xml')!.matchAll(/<xf [^>]*fontId="(\d)"/g)].slice(1)
    for (const head of HEADS) assert.equal(styles[Number(at(head, FIRST + 4).style)]![1], '2', head)
  })

  it('states definitions, denominator, cut-off, the count of 较大 and who made it under the table', () => {
    const under = [...cells].filter(([name]) => Number(name.slice(1)) > FIRST + 4).map(([, { value }]) => value).join('\n')
    for (const words of ['含本局内部分级为“较大”的隐患1条', '整改率＝已销号÷（上期结转＋本期新增）', '数据截至：2026年11月30日24时', '制表：周科员 2026-12-01 09:00', '填表人：']) assert.ok(under.includes(words), words)
    assert.match(cells.get('A1')!.value, /^校园安全隐患排查整改情况统计表（2026年11月）\n填报单位（公章）：.+统计区间：2026年11月1日至2026年11月30日$/)
  })

  it('keeps a name that looks like a formula text', () => {
    const [name] = [...cells].find(([, { value }]) => value === HOSTILE)!
    assert.deepEqual([cells.get(name)!.type, cells.get(name)!.style, cells.get(name)!.formula], ['text', '9', undefined])
  })

  it('divides by what was found alone where the office counts so, and says it', async () => {
    const { body } = await d.administrator.request.get('/api/paper-settings').expect(200)
    await d.administrator.request.put('/api/paper-settings').send({ version: body.version, settings: { ...body.settings, rateOver: 'found' } }).expect(200)
    const other = randomUUID()
    await d.desk.request.put(`/api/papers/${other}`).send({ type: 'statistics', year: 2026, fromMonth: 11, toMonth: 11 }).expect(201)
    const counted = cellsOf((await partsOf(await take(other))).get('xl/worksheets/sheet1.xml')!)
    assert.equal(counted.get(`O${FIRST}`)!.formula, `IF(G${FIRST}=0,"—",M${FIRST}/G${FIRST})`)
    assert.equal(worth(counted.get(`O${FIRST + 4}`)!.formula!, counted), Number(counted.get(`O${FIRST + 4}`)!.value))
    assert.ok([...counted.values()].some(({ value }) => value.includes('整改率＝已销号÷本期新增')))
    assert.ok([...cells.values()].some(({ value }) => value.includes('÷（上期结转＋本期新增）')), 'the one that was issued before stays')
  })

  it('is known to those who see the whole district alone, and only a paper of figures has one', async () => {
    await d.leader.request.get(`/api/papers/${id}/workbook`).expect(200)
    for (const who of [d.officer, d.principal, d.inspector, d.stranger]) await who.request.get(`/api/papers/${id}/workbook`).expect(404)
    await d.auditor.request.get(`/api/papers/${id}/workbook`).expect(403)
    const notice = randomUUID()
    await d.desk.request.put(`/api/papers/${notice}`).send({ type: 'notice', of: { hazardIds: [(await file(d.inspector)).id] } }).expect(201)
    await d.desk.request.get(`/api/papers/${notice}/workbook`).expect(404)
    await d.desk.request.get(`/api/papers/${notice}/file`).expect(200)
    const { body } = await d.desk.request.get(`/api/papers/${notice}`).expect(200)
    assert.deepEqual([body.formats, body.file.workbook], [['docx'], null])
  })

  it('is swept away by nobody while its paper names it', async () => {
    await t.services.sweepPapers(new Date(Date.now() + 2 * 86_400_000))
    assert.ok(workbook.equals(await take(id)))
  })
})

const percent = (value: number) => `${(value * 100).toFixed(1)}%`
