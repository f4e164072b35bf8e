import assert from 'node:assert/strict'
import { startApp, type Person, type TestApp } from '../../support/app.ts'
import { aDistrict, done, evidence, file, type District } from '../../support/hazards.ts'

describe('the list of hazards', () => {
  let t: TestApp
  let d: District
  before(async () => {
    t = await startApp({ at: '2026-11-01T09:00:00' })
    d = await aDistrict(t)
    for (let n = 0; n < 12; n++) {
      t.advance({ minutes: 17 })
      await file(d.desk, { schoolId: n % 4 === 3 ? 'SC014' : 'SC013', severity: (['general', 'serious', 'major'] as const)[n % 3]!, spot: `第 ${n} 处` })
    }
  })
  after(() => t.stop())

  async function all(who: Person, query: string, limit = 5): Promise<Record<string, unknown>[]> {
    const rows: Record<string, unknown>[] = []
    let cursor = ''
    do {
      const { body } = await who.request.get(`/api/hazards?${query}&limit=${limit}${cursor && `&cursor=${cursor}`}`).expect(200)
      rows.push(...body.items)
      cursor = body.nextCursor ?? ''
    } while (cursor)
    return rows
  }

  it('gives every hazard once, page by page, newest first or by deadline', async () => {
    const newest = await all(d.desk, 'sort=received')
    assert.equal(new Set(newest.map(({ id }) => id)).size, 12)
    assert.deepEqual(newest.map(({ receivedAt }) => receivedAt), newest.map(({ receivedAt }) => receivedAt).sort().reverse())
    const due = await all(d.desk, 'state=overdue,soon,open')
    assert.equal(due.length, 12)
    assert.deepEqual(due.map(({ dueAt }) => dueAt), due.map(({ dueAt }) => dueAt).sort())
  })

  it('does not repeat or lose a row when one is filed between two pages', async () => {
    const { body: first } = await d.desk.request.get('/api/hazards?limit=5&sort=due').expect(200)
    await file(d.desk, { severity: 'major' })
    const { body: second } = await d.desk.request.get(`/api/hazards?limit=100&sort=due&cursor=${first.nextCursor}`).expect(200)
    const ids = [...first.items, ...second.items].map(({ id }: { id: string }) => id)
    assert.equal(new Set(ids).size, ids.length)
    assert.ok(ids.length >= 12)
  })

  it('holds everybody to the schools of the account, whatever is asked for', async () => {
    for (const query of ['', 'schoolId=SC014', 'schoolId=SC013,SC014', 'state=open&schoolId=SC014']) {
      const rows = await all(d.officer, query)
      assert.ok(rows.every(({ schoolId }) => schoolId === 'SC013'), query)
    }
    const nobody = await t.person('inspector', { schoolIds: [] })
    assert.deepEqual(await all(nobody, ''), [])
    const everywhere = await t.person('inspector', { schoolIds: 'all' })
    assert.equal((await all(everywhere, '')).length, 13)
  })

  it('narrows by severity, by person and by the day of receipt', async () => {
    assert.ok((await all(d.desk, 'severity=major,serious')).every(({ severity }) => severity !== 'general'))
    assert.equal((await all(d.desk, `assigneeId=${d.officer.id}`)).length + (await all(d.desk, `assigneeId=${d.stranger.id}`)).length, 13)
    assert.equal((await all(d.desk, 'receivedFrom=2026-11-02')).length, 0)
    assert.equal((await all(d.desk, 'receivedTo=2026-11-01')).length, 13)
    assert.equal((await all(d.desk, 'receivedTo=2026-11-01T01:20:00Z')).length, 1)
  })

  it('goes by weight, each severity by its deadline, page by page', async () => {
    const weights = ['major', 'serious', 'general']
    for (const query of ['sort=severity', 'sort=severity&state=overdue,soon,open', 'sort=severity&severity=general,major']) {
      const rows = await all(d.desk, query, 3)
      const keys = rows.map(({ severity, dueAt }) => `${weights.indexOf(severity as string)} ${dueAt}`)
      assert.deepEqual(keys, [...keys].sort(), query)
      assert.equal(new Set(rows.map(({ id }) => id)).size, query.endsWith('major') ? 9 : 13, query)
    }
    const { body } = await d.desk.request.get('/api/hazards?limit=1&sort=severity').expect(200)
    await d.desk.request.get(`/api/hazards?limit=1&sort=severity&severity=general&cursor=${body.nextCursor}`).expect(400)
    await d.desk.request.get(`/api/hazards?limit=1&sort=due&cursor=${body.nextCursor}`).expect(400)
  })

  it('refuses a filter it does not know and a cursor that is not its own', async () => {
    for (const query of ['colour=red', 'state=late', 'limit=101', 'limit=0', 'cursor=abc', 'receivedFrom=2026-02-30', 'severity=major&severity=x']) {
      await d.desk.request.get(`/api/hazards?${query}`).expect(400)
    }
    const { body } = await d.desk.request.get('/api/hazards?limit=1&sort=due').expect(200)
    await d.desk.request.get(`/api/hazards?limit=1&sort=received&cursor=${body.nextCursor}`).expect(400)
    await d.desk.request.get('/api/hazards?schoolId[$ne]=x').expect(400)
    for (const forged of [['r', 9e15, 'x'], ['r', 0.5, 'x'], ['r', 1, { $gt: '' }], ['r', null, 'x'], [1, 'x'], null, 5, {}]) {
      const cursor = Buffer.from(JSON.stringify(forged)).toString('base64url')
      await d.desk.request.get(`/api/hazards?sort=received&cursor=${cursor}`).expect(400)
    }
  })

  it('names who reported and who has to act, and carries no history', async () => {
    const { body } = await d.desk.request.get('/api/hazards?limit=1').expect(200)
    assert.ok(body.people.some(({ name }: { name: string }) => name === '周科员'))
    assert.equal('history' in body.items[0], false)
  })
})

describe('a list of one’s own', () => {
  let t: TestApp
  let d: District
  before(async () => {
    t = await startApp()
    d = await aDistrict(t)
  })
  after(() => t.stop())

  const list = async (who: Person, name: string): Promise<string[]> =>
    (await who.request.get(`/api/hazards?list=${name}`).expect(200)).body.items.map(({ id }: { id: string }) => id)

  it('holds what a person answers for or reported', async () => {
    const { id } = await file(d.inspector)
    const unowned = await file(d.desk, { schoolId: await t.school('SC015') })
    assert.deepEqual(await list(d.officer, 'mine'), [id])
    assert.deepEqual(await list(d.inspector, 'mine'), [id])
    assert.deepEqual(await list(d.desk, 'mine'), [unowned.id])
    for (const who of [d.deputy, d.principal, d.otherInspector, d.leader, d.stranger]) assert.deepEqual(await list(who, 'mine'), [])
    await d.desk.request.get('/api/hazards?list=theirs').expect(400)
  })

  it('holds what waits for a person’s own eyes, never the own rectification nor one already accepted', async () => {
    const serious = (await file(d.inspector, { severity: 'serious' })).id
    await done(d.officer, serious, { action: 'rectify', ...await evidence(d.officer, serious) })
    const school = await t.school('SC016')
    const own = (await file(d.otherDesk, { schoolId: school, severity: 'serious' })).id
    await done(d.desk, own, { action: 'rectify', ...await evidence(d.desk, own) })
    assert.deepEqual(await list(d.desk, 'recheck'), [serious])
    assert.deepEqual(new Set(await list(d.otherDesk, 'recheck')), new Set([serious, own]))
    assert.deepEqual(await list(d.inspector, 'recheck'), [serious])
    for (const who of [d.officer, d.principal, d.leader, d.strangerInspector]) assert.deepEqual(await list(who, 'recheck'), [])
    await done(d.inspector, serious, { action: 'accept' })
    assert.deepEqual(await list(d.desk, 'recheck'), [])
  })

  it('holds what waits for the desk’s word, until it is spoken', async () => {
    const { id, dueOn } = await file(d.inspector, { severity: 'serious' })
    assert.deepEqual(await list(d.desk, 'decide'), [])
    await done(d.officer, id, { action: 'requestExtension', dueOn: dueOn.replace(/\d\d$/, '28').replace('2026-12', '2027-01').replace('2026-11', '2026-12'), reason: '要等配件到货', interimMeasures: '先停用，派人看守' })
    assert.deepEqual(await list(d.desk, 'decide'), [id])
    for (const who of [d.officer, d.inspector, d.leader]) assert.deepEqual(await list(who, 'decide'), [])
    await done(d.desk, id, { action: 'refuseExtension', reason: '配件三天就到' })
    assert.deepEqual(await list(d.desk, 'decide'), [])
  })
})
