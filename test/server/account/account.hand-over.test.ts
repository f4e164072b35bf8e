import assert from 'node:assert/strict'
import type { Connection } from 'mongoose'
import { createAccountService, type AccountService } from '../../../server/account/account.service.ts'
import type { Role } from '../../../server/contract/enumerations.ts'
import type { HazardDeps } from '../../../server/hazard/hazard.deps.ts'
import { hazardModel } from '../../../server/hazard/hazard.model.ts'
import { createHazardService } from '../../../server/hazard/hazard.service.ts'
import { createIndexes, dropDatabase, freshDatabase } from '../../support/database.ts'
import { done, evidence, file } from '../../support/hazards.ts'
import { startApp, type TestApp } from '../../support/app.ts'

const admin = { id: 'admin' }
const now = new Date('2026-11-24T01:00:00Z')
const inSeconds = (seconds: number) => new Date(now.getTime() + seconds * 1000)

describe('what an account leaves behind', () => {
  let connection: Connection
  let accounts: AccountService
  let gone: string[]
  let broken = false
  beforeEach(async () => {
    connection = await freshDatabase()
    gone = []
    broken = false
    accounts = createAccountService({
      connection, now: () => now,
      audit: { record: async (_deed: unknown, effect?: () => Promise<unknown>) => effect?.() } as never,
      schools: { namesOf: async (ids: string[]) => new Map(ids.map((id) => [id, id])) } as never,
      assigneeGone: async (id) => {
        if (broken) throw new Error('the process died here')
        gone.push(id)
      },
    })
    await createIndexes(connection)
  })
  afterEach(() => dropDatabase(connection))

  const officer = { username: 'wang', name: '王海燕', role: 'officer' as Role, post: 'primary' as const, schoolIds: ['SC013', 'SC014'], email: null }
  const { username: _username, ...same } = officer

  it('goes to the next when it is disabled, changes role, or loses a school; stays otherwise', async () => {
    const { id } = await accounts.create(admin, officer)
    await accounts.change(admin, id, { ...same, name: '王海', disabled: false })
    await accounts.change(admin, id, { ...same, schoolIds: ['SC013', 'SC014', 'SC015'], disabled: false })
    assert.deepEqual(gone, [])
    await accounts.change(admin, id, { ...same, schoolIds: ['SC013'], disabled: false })
    await accounts.change(admin, id, { ...same, schoolIds: ['SC013'], disabled: true })
    await accounts.change(admin, id, { ...same, schoolIds: ['SC013'], disabled: false })
    await accounts.change(admin, id, { ...same, role: 'principal', post: null, schoolIds: ['SC013'], disabled: false })
    assert.deepEqual(gone, [id, id, id])
  })

  it('is looked for once more, when whoever looked the account up just before must have arrived', async () => {
    const { id } = await accounts.create(admin, officer)
    await accounts.change(admin, id, { ...same, disabled: true })
    assert.equal(await accounts.sweepHandOvers(inSeconds(59)), 1)
    assert.equal(await accounts.sweepHandOvers(inSeconds(120)), 1)
    assert.deepEqual(gone, [id, id, id])
    assert.equal(await accounts.sweepHandOvers(inSeconds(180)), 0)
  })

  it('is found by the sweep when the process died between the change and the hand-over', async () => {
    const { id } = await accounts.create(admin, officer)
    broken = true
    await assert.rejects(accounts.change(admin, id, { ...same, disabled: true }), /died/)
    assert.equal(await accounts.authenticate(id, 1), null)
    await assert.rejects(accounts.sweepHandOvers(now), /1 hand-overs failed/)
    broken = false
    assert.equal(await accounts.sweepHandOvers(inSeconds(120)), 1)
    assert.deepEqual(gone, [id])
    assert.equal(await accounts.sweepHandOvers(inSeconds(180)), 0)
  })
})

describe('a hazard whose officer is disabled', () => {
  let t: TestApp
  before(async () => { t = await startApp() })
  after(() => t.stop())

  it('goes to the principal, by the system’s hand', async () => {
    await t.school('SC013')
    const [keeper, inspector, officer, principal] = await Promise.all([
      t.person('administrator'), t.person('inspector', { schoolIds: ['SC013'] }),
      t.person('officer', { post: 'primary', schoolIds: ['SC013'] }), t.person('principal', { schoolIds: ['SC013'] }),
    ])
    const { id } = await file(inspector)
    const read = async () => (await inspector.request.get(`/api/hazards/${id}`).expect(200)).body
    assert.equal((await read()).assigneeId, officer.id)
    await keeper.request.put(`/api/accounts/${officer.id}`)
      .send({ name: '王海燕', role: 'officer', post: 'primary', schoolIds: ['SC013'], disabled: true }).expect(200)
    const hazard = await read()
    assert.equal(hazard.assigneeId, principal.id)
    assert.deepEqual([hazard.history.at(-1).action, hazard.history.at(-1).by], ['reassign', 'system'])
  })

  it('goes on too when its report looked the officer up just before, and was stored just after', async () => {
    await t.school('SC016')
    const schoolIds = ['SC016']
    const [keeper, inspector, officer, principal] = await Promise.all([
      t.person('administrator'), t.person('inspector', { schoolIds }), t.person('officer', { post: 'primary', schoolIds }), t.person('principal', { schoolIds }),
    ])
    await keeper.request.put(`/api/accounts/${officer.id}`).send({ name: '王海燕', role: 'officer', post: 'primary', schoolIds, disabled: true }).expect(200)
    const { id } = await file(inspector, { schoolId: 'SC016' })
    await t.connection.collection('hazards').updateOne({ _id: id as never }, { $set: { assigneeId: officer.id } })
    t.advance({ minutes: 1 })
    await t.services.accounts.sweepHandOvers(t.clock.now)
    const { body: hazard } = await inspector.request.get(`/api/hazards/${id}`).expect(200)
    assert.equal(hazard.assigneeId, principal.id)
  })

  it('goes to the principal when it is reopened after the officer left', async () => {
    await t.school('SC015')
    const schoolIds = ['SC015']
    const [keeper, inspector, officer, principal] = await Promise.all([
      t.person('administrator'), t.person('inspector', { schoolIds }), t.person('officer', { post: 'primary', schoolIds }), t.person('principal', { schoolIds }),
    ])
    const { id } = await file(inspector, { schoolId: 'SC015' })
    await done(officer, id, { action: 'close', ...await evidence(officer, id) })
    await keeper.request.put(`/api/accounts/${officer.id}`).send({ name: '王海燕', role: 'officer', post: 'primary', schoolIds, disabled: true }).expect(200)
    await done(inspector, id, { action: 'reopen', reason: '又堆上了' })
    const { body: hazard } = await inspector.request.get(`/api/hazards/${id}`).expect(200)
    assert.equal(hazard.assigneeId, principal.id)
    assert.equal(hazard.history.at(-1).assigneeId, principal.id)
    await done(principal, id, { action: 'acknowledge' })
  })

  it('is handed over even when somebody is at work on it, or the hand-over does not count as done', async () => {
    await t.school('SC014')
    const [inspector, officer] = await Promise.all([
      t.person('inspector', { schoolIds: ['SC014'] }), t.person('officer', { post: 'primary', schoolIds: ['SC014'] }),
    ])
    const { id } = await file(inspector, { schoolId: 'SC014' })
    const hazards = hazardModel(t.connection)
    let disturbances = Infinity
    // Between the reading of the hazard and the writing, somebody else writes.
    const assigneeOf = async () => {
      if (disturbances-- > 0) await hazards.updateOne({ _id: id }, { $inc: { version: 1 } })
      return null
    }
    const { reassignFrom } = createHazardService({ hazards, accounts: { assigneeOf }, changed: async () => {} } as unknown as HazardDeps)
    const holder = async () => (await hazards.findById(id).lean())!.assigneeId
    await assert.rejects(reassignFrom(officer.id, t.clock.now), /faster/)
    assert.equal(await holder(), officer.id)
    disturbances = 2
    await reassignFrom(officer.id, t.clock.now)
    assert.equal(await holder(), null)
  })
})
