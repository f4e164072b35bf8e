import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { startApp, type Person, type TestApp } from '../../support/app.ts'
import { aDistrict, done, evidence, file, type District } from '../../support/hazards.ts'
import { bytes, cellsOf, partsOf } from '../../support/spreadsheet.ts'

const HEADS = ['序号', '隐患编号', '学校', '学段', '检查日期', '检查类型', '检查人', '位置', '类别', '隐患描述', '等级', '依据', '通知书号', '整改措施', '责任人',
  '督办人', '资金万元', '整改时限', '延期后时限', '完成日期', '复查人', '复查日期', '销号日期', '状态', '逾期天数', '未完成原因、备注']
const DAY = (on: string) => String((Date.parse(on) - Date.UTC(1899, 11, 30)) / 86_400_000)

describe('the ledger', () => {
  let t: TestApp
  let d: District
  const ids: Record<string, string> = {}
  before(async () => {
    t = await startApp({ at: '2026-11-02T09:00:00' })
    d = await aDistrict(t)
    ids.late = (await file(d.inspector, { description: '=HYPERLINK("http://evil.example","点我")', severity: 'serious' })).id
    ids.closed = (await file(d.inspector, { spot: '食堂𠮷厅', category: 'FOOD' })).id
    ids.stranger = (await file(d.strangerInspector, { schoolId: 'SC014' })).id
    t.advance({ days: 3 })
    await done(d.officer, ids.closed, { action: 'close', ...await evidence(d.officer, ids.closed), costYuan: 240 })
    await done(d.officer, ids.late, { action: 'rectify', ...await evidence(d.officer, ids.late) })
    await done(d.inspector, ids.late, { action: 'return', reason: '缺水枪一支' })
    t.setClock('2026-11-24T17:30:00')
  })
  after(() => t.stop())

  const asked = (who: Person, body: object = {}, id = randomUUID()) => who.request.post('/api/ledger').buffer().parse(bytes).send({ id, ...body })

  /** The rows of the ledger by the heads of their columns, and its notes. */
  async function ledger(who: Person, body: object = {}) {
    const response = await asked(who, body)
    assert.equal(response.status, 200, response.text)
    const parts = await partsOf(response.body as Buffer)
    const cells = cellsOf(parts.get('xl/worksheets/sheet1.xml')!)
    const columns = HEADS.map((_, at) => (at < 26 ? String.fromCharCode(65 + at) : ''))
    assert.deepEqual(columns.map((column) => cells.get(`${column}2`)?.value), HEADS)
    const rows: Record<string, string>[] = []
    for (let row = 3; cells.has(`A${row}`); row++) rows.push(Object.fromEntries(columns.map((column, at) => [HEADS[at], cells.get(`${column}${row}`)!.value])))
    const notes = cellsOf(parts.get('xl/worksheets/sheet2.xml')!)
    return { rows, title: cells.get('A1')!.value, notes: [...notes.values()].map(({ value }) => value).join('\n'), response, sheet: parts.get('xl/worksheets/sheet1.xml')! }
  }

  it('tells each hazard as the office writes it down, with real dates and figures', async () => {
    const { rows, title, notes, response } = await ledger(d.desk, { filter: { sort: 'due' } })
    assert.equal(response.headers['content-disposition'], `attachment; filename="ledger.xlsx"; filename*=UTF-8''${encodeURIComponent('隐患台账-2026-11-24.xlsx')}`)
    assert.deepEqual(rows.map((row) => row['序号']), ['1', '2', '3'])
    const [late] = rows
    const closed = rows.find((row) => row['状态'] === '已销号')
    assert.equal(late!['隐患描述'], '=HYPERLINK("http://evil.example","点我")')
    assert.equal(late!['等级'], '较大')
    assert.equal(late!['整改时限'], DAY('2026-11-09'))
    assert.equal(late!['逾期天数'], '15')
    assert.equal(late!['状态'], '整改中')
    assert.equal(late!['未完成原因、备注'], '2026-11-05 退回：缺水枪一支')
    assert.deepEqual([late!['检查人'], late!['责任人'], late!['督办人']], ['李建国', '王海燕', '赵立新'])
    assert.equal(closed!['位置'], '食堂𠮷厅')
    assert.deepEqual([closed!['类别'], closed!['状态'], closed!['资金万元'], closed!['销号日期']], ['食堂与食品', '已销号', '0.024', DAY('2026-11-05')])
    assert.match(title, /校园安全隐患排查整改台账\n筛选：全部　　数据截至：2026-11-24 17:30　　制表人：周科员/)
    assert.match(notes, /3 条/)
    assert.match(notes, /较大 1 条/)
  })

  it('says how the open ones stand, what papers cover them, and by which rule', async () => {
    const handed = await file(d.inspector, { description: '电线挨着树', checklistItem: 'FIRE-01' })
    await d.desk.request.put('/api/paper-bases/FIRE-01').send({ ticked: true }).expect(200)
    const { body: paper } = await d.desk.request.put(`/api/papers/${randomUUID()}`).send({ type: 'notice', of: { hazardIds: [handed.id] } }).expect(201)
    await done(d.desk, handed.id, { action: 'handOver', authority: '供电公司', reason: '学校够不着', dueOn: '2026-12-20' })
    const asked = await file(d.inspector, { description: '锅炉要换', severity: 'serious' })
    await done(d.officer, asked.id, { action: 'requestExtension', dueOn: '2027-02-01', reason: '等招标', interimMeasures: '停用' })
    const major = await file(d.inspector, { description: '墙要倒', severity: 'major' })
    const { rows } = await ledger(d.desk, { ids: [handed.id, asked.id, major.id], levels: 'two' })
    assert.deepEqual(rows.map((row) => row['状态']), ['已移交', '延期审批中', '整改中'])
    assert.deepEqual(rows.map((row) => row['等级']), ['一般', '一般', '重大（建议）'])
    assert.deepEqual([rows[0]!['责任人'], rows[0]!['未完成原因、备注']], ['供电公司', '2026-11-24 移交：学校够不着'])
    assert.match(rows[0]!['依据']!, /^《?.*消防法》?第二十八条/)
    assert.equal(rows[0]!['通知书号'], paper.number)
    assert.equal(rows[1]!['未完成原因、备注'], '2026-11-24 申请延期：等招标')
    await t.connection.collection('hazards').deleteMany({ _id: { $in: [handed.id, asked.id, major.id] as never[] } })
  })

  it('folds 较大 into 一般 for reports upward, and says how many', async () => {
    const { rows, notes, title } = await ledger(d.desk, { levels: 'two' })
    assert.ok(rows.every((row) => row['等级'] === '一般'))
    assert.match(notes, /含本局内部分级为“较大”的隐患 1 条/)
    assert.match(title, /较大计入一般/)
  })

  it('holds everybody to their schools, whatever is asked for', async () => {
    assert.equal((await ledger(d.officer)).rows.length, 2)
    assert.equal((await ledger(d.officer, { filter: { schoolId: ['SC014'] } })).rows.length, 0)
    assert.equal((await ledger(d.officer, { ids: [ids.stranger, ids.closed] })).rows.length, 1)
    assert.equal((await ledger(d.leader)).rows.length, 3)
    await asked(d.auditor).expect(403)
    await asked(d.administrator).expect(403)
  })

  it('takes a selection in the order it was made, and a filter as the list does, stated in words', async () => {
    const chosen = await ledger(d.desk, { ids: [ids.closed, ids.late] })
    assert.deepEqual(chosen.rows.map((row) => row['状态']), ['已销号', '整改中'])
    assert.match(chosen.title, /筛选：选定的 2 条/)
    const narrow = await ledger(d.desk, { filter: { state: ['overdue'], severity: ['serious'], schoolId: ['SC013'], category: ['FIRE'], receivedFrom: '2026-11-01', assigneeId: d.officer.id } })
    assert.equal(narrow.rows.length, 1)
    assert.match(narrow.title, /筛选：状态 逾期；等级 较大；类别 消防安全；学校 学校SC013；2026-11-01 起登记；责任人 王海燕/)
  })

  it('says of a selection which hazards are not in it, to who asked and on its face', async () => {
    const id = randomUUID()
    const gone = randomUUID()
    await asked(d.officer, { ids: [ids.stranger, ids.closed, gone] }, id).expect(200)
    const { body } = await d.officer.request.get(`/api/ledger/${id}`).expect(200)
    assert.deepEqual(body.missing, [ids.stranger, gone])
    assert.equal(body.total, 1)
    assert.match((await ledger(d.officer, { ids: [ids.stranger, ids.closed] })).title, /筛选：选定的 2 条，其中 1 条已看不到，没有列入/)
  })

  it('tells who asked how far it is, and nobody else', async () => {
    const id = randomUUID()
    await asked(d.desk, {}, id).expect(200)
    const now = async () => (await d.desk.request.get(`/api/ledger/${id}`).expect(200)).body
    // The file has arrived; that it has is written down right after.
    let body = await now()
    while (body.state === 'running') body = await now()
    assert.deepEqual(body, { id, state: 'done', rows: 3, total: 3, missing: [] })
    await d.otherDesk.request.get(`/api/ledger/${id}`).expect(404)
    await asked(d.desk, {}, id).expect(409)
  })

  it('refuses what it does not know', async () => {
    for (const body of [{ filter: { colour: 'red' } }, { ids: [] }, { ids: ['x'] }, { levels: 'four' }, { filter: { cursor: 'x' } }]) await asked(d.desk, body).expect(400)
    await d.desk.request.post('/api/ledger').send({}).expect(400)
  })

  it('leaves a trace of who took it out', async () => {
    const { body } = await d.auditor.request.get('/api/audit?limit=100').expect(200)
    const entry = body.items.find(({ action }: { action: string }) => action === 'ledger.export')
    assert.equal(entry.byName, '周科员')
    assert.ok('filter' in entry.detail)
  })

  it('reads as many as there are, each once', async () => {
    const copies = Array.from({ length: 450 }, (_, n) => ({ ...template, _id: randomUUID(), seq: 1000 + n, number: `YH-2026-SC013-${1000 + n}` }))
    await t.connection.collection('hazards').insertMany(copies as never)
    const { rows } = await ledger(d.desk)
    assert.equal(rows.length, 453)
    assert.equal(new Set(rows.map((row) => row['隐患编号'])).size, 453)
    assert.equal(rows.at(-1)!['序号'], '453')
  })

  let template: Record<string, unknown>
  before(async () => { template = (await t.connection.collection('hazards').findOne({ _id: ids.closed as never }))! })
})
