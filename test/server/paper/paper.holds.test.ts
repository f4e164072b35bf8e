import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { startApp, type Person, type TestApp } from '../../support/app.ts'
import { aDistrict, file, type District } from '../../support/hazards.ts'

describe('a notice holds its hazards', function () {
  this.timeout(60_000)
  let t: TestApp
  let d: District
  let other: TestApp['services']
  before(async () => {
    t = await startApp()
    d = await aDistrict(t)
    other = t.anotherProcess()
  })
  after(async () => {
    await Promise.all([t.services.papers.settled(), other.papers.settled()])
    await t.stop()
  })

  const notice = (hazardIds: string[], fields: object = {}) => ({ type: 'notice' as const, of: { hazardIds }, ...fields })
  const ask = (hazardIds: string[], fields: object = {}, id: string = randomUUID()) => d.desk.request.put(`/api/papers/${id}`).send(notice(hazardIds, fields))
  const issued = async (hazardIds: string[], fields: object = {}) => (await ask(hazardIds, fields).expect(201)).body as { id: string; number: string }
  const refused = (hazardIds: string[], fields: object = {}) => ask(hazardIds, fields).expect(422)
    .expect(({ body }) => assert.deepEqual(body.errors, [{ path: 'of', code: 'on-notice' }]))
  const cancel = ({ id }: { id: string }) => d.desk.request.put(`/api/papers/${id}/void`).send({ reason: '学校名称有误' })
  const someHazards = (count: number) => Promise.all(Array.from({ length: count }, async () => (await file(d.inspector)).id as string))
  const as = async ({ id }: Person) => (await t.services.accounts.authenticate(id, 1))!
  const codeOf = (outcome: PromiseSettledResult<unknown>) => (outcome.status === 'fulfilled' ? 'issued' : (outcome.reason as { code: string }).code)

  it('against every other process: of two that issue at once exactly one does', async () => {
    const actor = await as(d.desk)
    for (let round = 0; round < 8; round++) {
      const [shared, mine, theirs] = await someHazards(3) as [string, string, string]
      const both = await Promise.allSettled([
        t.services.papers.issue(actor, randomUUID(), notice([mine, shared]), t.clock.now),
        other.papers.issue(actor, randomUUID(), notice([shared, theirs]), t.clock.now),
      ])
      assert.deepEqual(both.map(codeOf).sort(), ['issued', 'paper-does-not-fit'])
      assert.equal((await other.papers.inForce('notice', [shared])).length, 1)
    }
    const numbers = await t.connection.collection('papers').find({ type: 'notice' }).sort({ seq: 1 }).toArray()
    assert.deepEqual(numbers.map(({ seq }) => seq), numbers.map((_, index) => index + 1))
  })

  it('gives them up when it is void', async () => {
    const hazards = await someHazards(2)
    const paper = await issued(hazards)
    await refused([hazards[1]!])
    await cancel(paper).expect(200)
    await issued([hazards[1]!])
    await issued([hazards[0]!])
  })

  it('through all its corrections: what one leaves out is free, what it keeps or takes on is held', async () => {
    const [kept, dropped, added] = await someHazards(3) as [string, string, string]
    const first = await issued([kept, dropped])
    await refused([kept], { replaces: (await issued([added])).id })
    const second = await issued([kept], { replaces: first.id })
    await refused([kept])
    const elsewhere = await issued([dropped])
    await refused([kept, dropped], { replaces: second.id })
    await cancel(elsewhere).expect(200)
    const third = await issued([kept, dropped], { replaces: second.id })
    await refused([dropped])
    await refused([kept])
    await cancel(third).expect(200)
    await issued([kept, dropped])
  })

  it('does not fit a correction that takes in what stands on another', async () => {
    const [one, two] = await someHazards(2) as [string, string]
    const paper = await issued([one])
    await issued([two])
    await refused([one, two], { replaces: paper.id })
    await issued([one], { replaces: paper.id })
  })

  it('is corrected or declared void, never both at the same moment', async () => {
    const actor = await as(d.desk)
    for (let round = 0; round < 8; round++) {
      const [hazard] = await someHazards(1) as [string]
      const paper = await issued([hazard])
      const both = await Promise.allSettled([
        t.services.papers.issue(actor, randomUUID(), notice([hazard], { replaces: paper.id }), t.clock.now),
        other.papers.declareVoid(actor, paper.id, '学校名称有误', t.clock.now),
      ])
      assert.equal(both.filter(({ status }) => status === 'fulfilled').length, 1)
      assert.equal(both.map(codeOf).includes('paper-stands-no-more'), true)
      await (both[0].status === 'fulfilled' ? refused([hazard]) : issued([hazard]))
    }
  })

  it('also when it was issued before the database held this, once what is missing was filled in', async () => {
    const [first, second, gone] = await someHazards(3) as [string, string, string]
    const corrected = await issued([first, gone])
    await issued([first], { replaces: corrected.id })
    await cancel(await issued([second])).expect(200)
    const papers = t.connection.collection('papers')
    await papers.updateMany({}, { $unset: { holds: 1, ends: 1 } })
    await t.connection.collection('migrations').deleteMany({})
    assert.equal(await t.services.prepare(), true)
    assert.equal(await t.services.prepare(), false)
    await refused([first])
    await issued([second, gone])
    assert.deepEqual(await papers.find({ holds: { $size: 0 } }).toArray(), [])
  })
})
