import assert from 'node:assert/strict'
import { startApp, type TestApp } from '../../support/app.ts'
import { act, aDistrict, anExtension, aPlan, done, file, recordOf, type District } from '../../support/hazards.ts'

describe('a hazard between two people', () => {
  let t: TestApp
  let d: District
  beforeEach(async () => {
    t = await startApp()
    d = await aDistrict(t)
  })
  afterEach(() => t.stop())

  const asking = anExtension()

  describe('two who decide at the same moment', () => {
    const conflicts: [string, (id: string) => Promise<unknown>, [who: 'desk' | 'otherDesk' | 'officer' | 'deputy' | 'principal', body: object][]][] = [
      ['an extension', (id) => done(d.officer, id, asking), [['desk', { action: 'grantExtension' }], ['otherDesk', { action: 'refuseExtension', reason: '不行' }]]],
      ['a plan', (id) => done(d.officer, id, { action: 'submitPlan', ...aPlan() }), [['desk', { action: 'approvePlan' }], ['otherDesk', { action: 'returnPlan', reason: '不行' }]]],
      ['a confirmation', async () => {}, [['desk', { action: 'confirmMajor', basis: '甲' }], ['otherDesk', { action: 'confirmMajor', basis: '乙' }]]],
      ['whom it goes to', async () => {}, [['principal', { action: 'reassign', assigneeId: null }], ['desk', { action: 'handOver', authority: '镇政府', reason: '归镇管', dueOn: '2026-12-24' }]]],
      ['a request', async () => {}, [['officer', asking], ['deputy', { ...asking, dueOn: '2026-12-25' }]]],
    ]
    for (const [what, prepare, deeds] of conflicts) {
      it(`about ${what}: one is first, the other is shown how it stands now`, async () => {
        const { id } = await file(d.inspector, { severity: 'major' })
        await prepare(id)
        const { version } = await recordOf(d.desk, id)
        const bodies = deeds.map(([who, body]) => [who, 'assigneeId' in body ? { ...body, assigneeId: d.deputy.id } : body] as const)
        const answers = await Promise.all(bodies.map(([who, body]) => act(d[who], id, { ...body, version })))
        assert.deepEqual(answers.map(({ status }) => status).sort(), [201, 409], answers.map(({ text }) => text).join())
        const loser = answers.find(({ status }) => status === 409)!.body
        assert.ok(['version-changed', 'status-changed'].includes(loser.code), loser.code)
        assert.equal(loser.current.version, version + 1)
        assert.ok(bodies.some(([, body]) => (body as { action: string }).action === loser.current.history.at(-1).action))
        assert.equal((await recordOf(d.desk, id)).history.filter(({ actionId }) => actionId !== null).length, version)
      })
    }
  })
})
