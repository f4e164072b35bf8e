import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import type { ImportedFile } from '../../../server/contract/import.ts'
import type { Cell } from '../../../server/xlsx/workbook.ts'
import { startApp, type Person, type TestApp } from '../../support/app.ts'
import { act, aDistrict, file, type District } from '../../support/hazards.ts'
import { bytes, cellsOf, partsOf } from '../../support/spreadsheet.ts'
import { aTable } from '../../support/table.ts'

const HEADS = ['序号', '隐患编号', '学校', '检查日期', '检查人', '隐患部位', '隐患类别', '隐患情况', '隐患等级', '整改措施', '责任人', '整改期限', '整改完成日期', '整改状态', '备注']

/** A year's ledger as a clerk kept it; every fiftieth row has something wrong with it. */
function ledgerRows(rows: number, bad: number): Cell[][] {
  const wrong: ((row: Cell[]) => void)[] = [
    (row) => { row[2] = '没有的学校' }, (row) => { row[3] = '去年冬天' }, (row) => { row[7] = null }, (row) => { row[12] = { on: '2019-01-01' } }, (row) => { row[6] = '说不清' },
  ]
  return Array.from({ length: rows }, (_, n) => {
    const open = n % 10 === 0
    const day = (month: number) => ({ on: `2025-${String(month).padStart(2, '0')}-${String(n % 28 + 1).padStart(2, '0')}` })
    const row: Cell[] = [n + 1, `旧-${n + 1}`, n % 2 ? 'SC014' : '学校SC013', day(n % 6 + 1), '李检查', '教学楼', ['消防', '用电安全', '食堂'][n % 3]!, `第 ${n + 1} 处隐患`, n % 7 ? '一般' : '较大', '已更换', '老王', day(n % 6 + 2), open ? null : day(n % 6 + 2), open ? '整改中' : '已整改', null]
    if (n % (rows / bad) === 1) wrong[Math.floor(n / (rows / bad)) % wrong.length]!(row)
    return row
  })
}

describe('an old ledger that is brought in', () => {
  let t: TestApp
  let d: District
  before(async () => {
    t = await startApp({ at: '2026-11-24T10:00:00' })
    d = await aDistrict(t)
  })
  after(() => t.stop())

  const send = (who: Person, table: Buffer, kind = 'hazards', id = randomUUID()) =>
    who.request.put(`/api/imports/${id}`).field('kind', kind).attach('file', table, { filename: '2025年台账.xlsx', contentType: 'application/octet-stream' })
  const put = async (who: Person, path: string, body: object = {}) => (await who.request.put(`/api/imports/${path}`).send(body).expect(200)).body as ImportedFile

  async function until(who: Person, id: string, state: ImportedFile['state']): Promise<ImportedFile> {
    for (;;) {
      const { body } = await who.request.get(`/api/imports/${id}`).expect(200)
      if (body.state === state) return body as ImportedFile
      await new Promise((soon) => setTimeout(soon, 20))
    }
  }

  async function bringIn(table: Buffer, columns?: Record<string, number>) {
    const { body: sent } = await send(d.desk, table).expect(200)
    const checked = await put(d.desk, `${sent.id}/mapping`, { columns: columns ?? sent.columns })
    await put(d.desk, `${sent.id}/run`)
    return { sent: sent as ImportedFile, checked, done: await until(d.desk, sent.id, 'done') }
  }

  it('proposes the columns, names every bad row before anything is written, and brings in the others', async function () {
    this.timeout(60_000)
    const table = await aTable(HEADS, ledgerRows(500, 10), { title: '2025年隐患台账', dates: ['检查日期', '整改期限', '整改完成日期'] })
    const { body: sent } = await send(d.desk, table).expect(200)
    assert.equal(sent.rows, 500)
    assert.deepEqual(sent.columns, {
      number: 1, school: 2, foundOn: 3, inspectedBy: 4, spot: 5, category: 6, description: 7, severity: 8, measures: 9, responsible: 10, dueOn: 11, rectifiedOn: 12, state: 13, remark: 14,
    })
    assert.equal(sent.samples[0][1], '旧-1')
    const checked = await put(d.desk, `${sent.id}/mapping`, { columns: sent.columns })
    assert.deepEqual([checked.accepted, checked.already, checked.refused], [490, 0, 10])
    assert.equal(await t.connection.collection('hazards').countDocuments({}), 0, 'nothing is written yet')
    const { body: bad } = await d.desk.request.get(`/api/imports/${sent.id}/rows?outcome=refused&limit=200`).expect(200)
    assert.deepEqual(bad.items.map(({ row }: { row: number }) => row), Array.from({ length: 10 }, (_, n) => n * 50 + 1 + 3))
    const reasons = bad.items.map(({ refusals: [first] }: { refusals: { field: string; code: string }[] }) => `${first!.field} ${first!.code}`)
    assert.deepEqual(reasons.slice(0, 5), ['school unknown-school', 'foundOn bad-date', 'description missing', 'rectifiedOn before-found', 'category unknown-category'])

    await put(d.desk, `${sent.id}/run`)
    const ran = await until(d.desk, sent.id, 'done')
    assert.deepEqual([ran.handled, ran.imported, ran.already], [500, 490, 0])
    assert.equal(await t.connection.collection('hazards').countDocuments({ importId: sent.id }), 490)

    const again = await bringIn(table)
    assert.deepEqual([again.checked.accepted, again.checked.already, again.checked.refused, again.done.imported], [0, 490, 10, 0])
    assert.equal(await t.connection.collection('hazards').countDocuments({}), 490)
    const numbers = await t.connection.collection('hazards').find({ schoolId: 'SC013' }, { projection: { seq: 1 } }).toArray()
    assert.deepEqual(numbers.map(({ seq }) => seq as number).sort((a, b) => a - b), numbers.map((_, at) => at + 1), 'numbers without gaps')

    const { body: back } = await d.desk.request.get(`/api/imports/${sent.id}/refused`).buffer().parse(bytes).expect(200)
    const cells = cellsOf((await partsOf(back as Buffer)).get('xl/worksheets/sheet1.xml')!)
    assert.equal(cells.get('A2')!.value, '4')
    assert.match(cells.get('B2')!.value, /^学校没有这所学校：没有的学校$/)

    assert.equal((await put(d.desk, `${sent.id}/undo`)).state === 'done', false)
    await until(d.desk, sent.id, 'undone')
    assert.equal(await t.connection.collection('hazards').countDocuments({}), 0)
  })

  const row = (fields: Partial<Record<(typeof HEADS)[number], Cell>>): Cell[] => HEADS.map((head) => fields[head] ?? null)

  it('keeps what the ledger said, tells nobody, and chases only from the next morning', async () => {
    const { sent } = await bringIn(await aTable(HEADS, [
      row({ 隐患编号: 'A-1', 学校: 'SC013', 检查日期: '2026/9/1', 检查人: '李检查', 隐患部位: '三楼', 隐患类别: '消防安全', 隐患情况: '灭火器过期', 整改期限: '2026.9.16', 整改状态: '未完成', 备注: '缺钱' }),
      row({ 学校: '学校SC013', 检查日期: '20260905', 隐患类别: '食堂与食品', 隐患情况: '留样不足', 隐患等级: '较大隐患', 整改措施: '已补', 整改完成日期: '2026年9月8日', 整改状态: '已销号' }),
    ]))
    const { body } = await d.desk.request.get(`/api/hazards?schoolId=SC013&sort=received`).expect(200)
    const [closed, open] = body.items
    assert.deepEqual([open.state, open.dueOn, open.daysLeft, open.spot, open.assigneeId, open.acknowledgedAt !== null], ['overdue', '2026-09-16', -69, '三楼', d.officer.id, true])
    assert.equal(open.nextRungAt, '2026-11-24T23:00:00.000Z', 'the next 07:00')
    assert.deepEqual([closed.status, closed.severity, closed.closedAt], ['closed', 'serious', '2026-09-08'])
    const { body: record } = await d.desk.request.get(`/api/hazards/${open.id}`).expect(200)
    assert.deepEqual([record.foundAt, record.receivedAt, record.acknowledgedAt], ['2026-09-01', '2026-09-01', '2026-09-01'], 'the day alone: no hour was written down')
    assert.deepEqual(record.history.map(({ action }: { action: string }) => action), ['report'])
    const { body: exported } = await d.desk.request.post('/api/ledger').send({ id: randomUUID(), ids: [open.id, closed.id] }).buffer().parse(bytes).expect(200)
    const ledger = cellsOf((await partsOf(exported as Buffer)).get('xl/worksheets/sheet1.xml')!)
    assert.deepEqual(['G3', 'O3', 'Z3', 'N4', 'X4'].map((cell) => ledger.get(cell)!.value), ['李检查', '王海燕', '原编号 A-1；缺钱', '已补', '已销号'])
    assert.deepEqual(record.history[0].old, { number: 'A-1', inspectedBy: '李检查', remark: '缺钱' })

    await t.services.reminders.tick(t.clock.now)
    assert.equal(await t.connection.collection('notifications').countDocuments({}), 0)
    t.setClock('2026-11-25T07:00:00')
    await t.services.reminders.tick(t.clock.now)
    const told = await t.connection.collection('notifications').find({ hazardId: open.id }).toArray()
    assert.deepEqual([...new Set(told.map(({ rung }) => rung as string))].length, 1, 'one rung, the highest')
    t.setClock('2026-11-25T10:00:00')

    await d.desk.request.put(`/api/papers/${randomUUID()}`).send({ type: 'notice', of: { hazardIds: [open.id] } }).expect(201)
    await d.desk.request.put(`/api/imports/${sent.id}/undo`).expect(409).expect(({ body: { current } }) => assert.deepEqual(current.kept, [{ id: open.id, number: open.number, reason: 'on-paper' }]))
    assert.equal((await act(d.officer, open.id, { action: 'comment', note: '正在改' })).status, 201)
    const { body: refused } = await d.desk.request.put(`/api/imports/${sent.id}/undo`).expect(409)
    assert.equal(refused.code, 'import-acted-on')
    assert.deepEqual(refused.current.kept, [{ id: open.id, number: open.number, reason: 'acted-on' }])
  })

  it('says what is wrong with each row', async () => {
    const good = { 学校: 'SC013', 检查日期: '2026-01-05', 隐患类别: '消防安全', 隐患情况: '甲' }
    const { body: sent } = await send(d.desk, await aTable(HEADS, [
      row({ ...good, 学校: '实验小学' }), row({ ...good, 检查日期: '1月5日' }), row({ ...good, 检查日期: '2027-01-01' }), row({ ...good, 检查日期: null }),
      row({ ...good, 隐患等级: '天大' }), row({ ...good, 整改状态: '看看再说' }), row({ ...good, 整改状态: '待复查', 整改完成日期: '2026-01-06' }), row({ ...good, 整改状态: '已销号' }),
      row({ ...good, 隐患编号: 'B-1' }), row({ ...good, 隐患编号: 'B-1', 隐患情况: '乙' }), row(good), row({ ...good, 隐患情况: '甲。' }), row({ ...good, 隐患情况: '长'.repeat(2001) }),
    ])).expect(200)
    const checked = await put(d.desk, `${sent.id}/mapping`, { columns: sent.columns })
    const { body } = await d.desk.request.get(`/api/imports/${sent.id}/rows`).expect(200)
    assert.deepEqual(body.items.map(({ outcome, refusals }: { outcome: string; refusals: { field: string; code: string; with: string }[] }) =>
      refusals.map(({ field, code, with: what }) => `${field} ${code} ${what ?? ''}`.trim()).join() || outcome), [
      'school unknown-school 实验小学', 'foundOn no-year 1月5日', 'foundOn in-future 2027-01-01', 'foundOn missing', 'severity unknown-severity 天大', 'state unknown-state 看看再说',
      'state no-recheck-for-general 待复查', 'rectifiedOn missing', 'accepted', 'number repeated 10', 'accepted', 'description repeated 12', 'description too-long',
    ])
    assert.equal(checked.accepted, 2)
    const without = { columns: { school: 2, foundOn: 3, description: 7 } }
    assert.equal((await put(d.desk, `${sent.id}/mapping`, without)).accepted, 0, 'no category in any row')
    assert.equal((await put(d.desk, `${sent.id}/mapping`, { ...without, defaults: { category: 'FIRE', severity: 'serious' } })).accepted, 2)
    await d.desk.request.put(`/api/imports/${sent.id}/mapping`).send({ ...without, defaults: { category: 'COLOUR' } }).expect(422)
  })

  it('shows its rows page by page, and reads only the rows of the page', async () => {
    const { body: sent } = await send(d.desk, await aTable(HEADS, ledgerRows(500, 10))).expect(200)
    await put(d.desk, `${sent.id}/mapping`, { columns: sent.columns })
    const client = t.connection.getClient()
    let read = 0
    const note = ({ reply }: { reply: { cursor?: { ns: string; firstBatch?: unknown[]; nextBatch?: unknown[] } } }) => {
      if (reply.cursor?.ns.endsWith('.importChunks')) read += (reply.cursor.firstBatch ?? reply.cursor.nextBatch ?? []).length
    }
    client.on('commandSucceeded', note)
    async function pages(filter: string): Promise<{ rows: number[]; chunks: number[] }> {
      const rows: number[] = []
      const chunks: number[] = []
      for (let cursor: string | null = '0'; cursor !== null;) {
        read = 0
        const { body } = await d.desk.request.get(`/api/imports/${sent.id}/rows?after=${cursor}${filter}`).expect(200) as { body: { items: { row: number }[]; nextCursor: string | null } }
        rows.push(...body.items.map(({ row: at }) => at))
        chunks.push(read)
        cursor = body.nextCursor
      }
      return { rows, chunks }
    }
    const all = await pages('&limit=120')
    const refused = await pages('&outcome=refused&limit=4')
    client.off('commandSucceeded', note)
    assert.deepEqual(all.rows, Array.from({ length: 500 }, (_, n) => n + 2))
    assert.ok(Math.max(...all.chunks) <= 2 && all.chunks.at(-1) === 1, String(all.chunks))
    assert.deepEqual(refused.rows, Array.from({ length: 10 }, (_, n) => n * 50 + 1 + 2))
  })

  it('knows a ledger of its own again', async () => {
    const { number } = await file(d.inspector)
    const { checked } = await bringIn(await aTable(HEADS, [row({ 隐患编号: number, 学校: 'SC013', 检查日期: '2026-11-01', 隐患类别: '消防安全', 隐患情况: '甲' })]))
    assert.deepEqual([checked.accepted, checked.already], [0, 1])
  })

  it('goes on after a crash from where it was, and counts nothing twice', async () => {
    const { body: sent } = await send(d.desk, await aTable(HEADS, ledgerRows(500, 10), { dates: ['检查日期', '整改期限', '整改完成日期'] })).expect(200)
    await put(d.desk, `${sent.id}/mapping`, { columns: sent.columns })
    await put(d.desk, `${sent.id}/run`)
    const before = await until(d.desk, sent.id, 'done')
    // As a crash leaves it that came after the rows of the second chunk, before their count.
    await t.connection.collection('imports').updateOne({ _id: sent.id as never }, { $set: { state: 'running', nextChunk: 1, handled: 200, imported: 196, leaseUntil: new Date(t.clock.now.getTime() - 1) } })
    await t.services.imports.sweep(t.clock.now)
    const after = await until(d.desk, sent.id, 'done')
    assert.deepEqual([after.handled, after.imported, after.already], [before.handled, before.imported, before.already])
  })

  it('is the desk’s work alone, and takes nothing but a workbook', async () => {
    const table = await aTable(HEADS, [row({ 学校: 'SC013', 检查日期: '2026-01-05', 隐患类别: '消防安全', 隐患情况: '甲' })])
    await send(d.leader, table).expect(403)
    await send(d.administrator, table).expect(403)
    await send(d.officer, table).expect(403)
    await send(d.desk, Buffer.from('not a workbook')).expect(422).expect(({ body }) => assert.equal(body.code, 'file-unreadable'))
    await send(d.desk, await aTable(['甲', '乙'], [['1', '2']])).expect(422).expect(({ body }) => assert.equal(body.code, 'table-not-found'))
    await send(d.desk, table, 'money').expect(400)
    const { body: sent } = await send(d.desk, table).expect(200)
    await send(d.desk, table, 'hazards', sent.id).expect(200)
    await send(d.otherDesk, table, 'hazards', sent.id).expect(409)
    await d.desk.request.put(`/api/imports/${sent.id}/run`).expect(409)
    await d.desk.request.put(`/api/imports/${sent.id}/mapping`).send({ columns: { school: 2 } }).expect(422).expect(({ body }) => assert.equal(body.code, 'columns-missing'))
    await d.desk.request.put(`/api/imports/${sent.id}/mapping`).send({ columns: { colour: 1 } }).expect(400)
    await d.leader.request.get(`/api/imports/${sent.id}`).expect(403)
    await d.desk.request.get(`/api/imports/${randomUUID()}`).expect(404)
    const { body: list } = await d.desk.request.get('/api/imports').expect(200)
    assert.ok(list.items.some(({ id }: { id: string }) => id === sent.id))
    assert.deepEqual((await d.administrator.request.get('/api/imports').expect(200)).body.items, [])
  })

  it('offers a table to fill in whose heads it knows', async () => {
    const { body, headers } = await d.desk.request.get('/api/import-templates/hazards').buffer().parse(bytes).expect(200)
    assert.ok(headers['content-disposition']!.includes(encodeURIComponent('导入模板-旧台账.xlsx')), headers['content-disposition'])
    const { body: sent } = await send(d.desk, body as Buffer)
    assert.equal(sent.code, 'table-not-found', 'heads, and nothing below them')
    const heads = [...cellsOf((await partsOf(body as Buffer)).get('xl/worksheets/sheet1.xml')!).values()].map(({ value }) => value)
    const filled = await send(d.desk, await aTable(heads, [heads.map(() => 'x')])).expect(200)
    assert.equal(Object.keys(filled.body.columns).length, heads.length)
  })
})
