import assert from 'node:assert/strict'
import { pino } from 'pino'
import type { Notification } from '../../../server/contract/notification.ts'
import type { HazardRecord } from '../../../server/hazard/hazard.model.ts'
import { createReminderService } from '../../../server/reminder/reminder.service.ts'
import { startApp, type Person, type TestApp } from '../../support/app.ts'
import { aDistrict, done, evidence, file, type District } from '../../support/hazards.ts'

describe('a hazard that runs late', () => {
  let t: TestApp
  let people: District
  beforeEach(async () => {
    t = await startApp({ at: '2026-11-12T10:24:00' })
    people = await aDistrict(t)
  })
  afterEach(() => t.stop())

  const rungsOf = async (one: Person) => ((await one.request.get('/api/notifications?limit=100').expect(200)).body.items as Notification[])
    .flatMap(({ rung }) => rung ?? []).reverse()
  const everybody = async () => Object.fromEntries(await Promise.all((['officer', 'principal', 'inspector', 'desk', 'leader'] as const)
    .map(async (who) => [who, (await rungsOf(people[who])).join(' ')] as const)))
  const hazardOf = async (id: string) => (await people.desk.request.get(`/api/hazards/${id}`).expect(200)).body
  const tickAt = (local: string) => {
    t.setClock(local)
    return t.services.reminders.tick(t.clock.now)
  }
  /** A tick that dies when all is planned and nothing told. */
  const planUntold = (notifications = t.services.notifications) => createReminderService({
    hazards: t.services.chase, notifications: { ...notifications, dispatch: async () => {} }, log: pino({ level: 'silent' }),
  }).tick(t.clock.now)
  /** Ticks at every wake until then, as cron would. */
  async function until(local: string): Promise<void> {
    const end = new Date(`${local}+08:00`)
    for (;;) {
      const wake = await t.services.chase.oldestWake()
      if (!wake || wake > end) break
      t.clock.now = wake
      await t.services.reminders.tick(wake)
    }
    t.clock.now = end
  }

  it('climbs the ladder of a serious one, each step told once to its own people', async () => {
    const { id } = await file(people.inspector, { severity: 'serious' })
    await done(people.officer, id, { action: 'acknowledge' })
    await until('2026-12-31T12:00:00')
    assert.deepEqual(await everybody(), { officer: 'T-1 T', principal: 'T T+1', inspector: '', desk: 'T+3', leader: '' })
    const hazard = await hazardOf(id)
    assert.deepEqual([hazard.escalationLevel, hazard.nextRungAt, hazard.version], [2, null, 2])
    const escalations = hazard.history.filter(({ action }: { action: string }) => action === 'escalate')
    assert.deepEqual(escalations.map(({ at, rung, level }: Record<string, unknown>) => [at, rung, level]), [
      ['2026-11-17T23:00:00.000Z', 'T-1', 0], ['2026-11-18T23:00:00.000Z', 'T', 0],
      ['2026-11-19T23:00:00.000Z', 'T+1', 1], ['2026-11-21T23:00:00.000Z', 'T+3', 2],
    ])
    assert.deepEqual(escalations[2].told, [people.principal.id])
  })

  it('is the bureau’s business from the first late morning when it is major', async () => {
    await file(people.inspector, { severity: 'major' })
    await until('2026-12-31T12:00:00')
    assert.deepEqual(await everybody(), {
      officer: '', principal: 'unacknowledged-2h T', inspector: '', desk: 'unacknowledged-2h T T+1', leader: '',
    })
  })

  it('is asked after while nobody acknowledges', async () => {
    await file(people.inspector, { severity: 'serious' })
    await until('2026-11-16T12:00:00')
    assert.deepEqual(await everybody(), { officer: 'unacknowledged-24h', principal: 'unacknowledged-48h', inspector: '', desk: '', leader: '' })
  })

  it('is asked after anew from whoever it was given to, and the principal hears of each who ignores it', async () => {
    const { id } = await file(people.inspector)
    await until('2026-11-15T10:00:00')
    for (const assignee of [people.deputy, people.officer]) {
      await done(people.principal, id, { action: 'reassign', assigneeId: assignee.id })
      t.advance({ hours: 49 })
      await until(new Date(t.clock.now.getTime() + 8 * 3_600_000).toISOString().slice(0, 19))
      people.principal = await t.again(people.principal)
    }
    people.officer = await t.again(people.officer)
    assert.deepEqual(await rungsOf(await t.again(people.deputy)), ['unacknowledged-24h'])
    assert.deepEqual(await rungsOf(people.officer), ['unacknowledged-24h', 'unacknowledged-24h'])
    assert.deepEqual(await rungsOf(people.principal), ['unacknowledged-48h', 'unacknowledged-48h', 'unacknowledged-48h'])
  })

  it('is asked after within two hours by whoever is next, when it is major', async () => {
    const { id } = await file(people.inspector, { severity: 'major' })
    await until('2026-11-12T12:30:00')
    await done(people.principal, id, { action: 'reassign', assigneeId: people.deputy.id })
    await until('2026-11-12T15:00:00')
    assert.deepEqual((await everybody()).desk, 'unacknowledged-2h unacknowledged-2h')
  })

  it('says nothing more of the one who had it before', async () => {
    const { id } = await file(people.inspector)
    t.setClock('2026-11-13T10:24:00')
    await planUntold()
    await done(people.principal, id, { action: 'reassign', assigneeId: people.deputy.id })
    await t.services.notifications.dispatch()
    assert.deepEqual(await rungsOf(people.officer), [])
  })

  it('is the reviewer’s while it waits for a recheck, and then the bureau’s', async () => {
    const { id } = await file(people.inspector, { severity: 'serious' })
    await done(people.officer, id, { action: 'rectify', ...(await evidence(people.officer, id)) })
    await until('2026-12-31T12:00:00')
    assert.deepEqual(await everybody(), { officer: '', principal: '', inspector: 'unchecked-3d', desk: 'unchecked-7d', leader: 'unchecked-10d' })
  })

  it('starts again for the reviewer with a second rectification', async () => {
    const { id } = await file(people.inspector, { severity: 'serious' })
    for (const until_ of ['2026-11-15T12:00:00', '2026-11-19T12:00:00']) {
      await done(people.officer, id, { action: 'rectify', ...(await evidence(people.officer, id)) })
      await until(until_)
      await done(people.inspector, id, { action: 'return', reason: '还不行' })
    }
    assert.deepEqual(await rungsOf(people.inspector), ['unchecked-3d', 'unchecked-3d'])
  })

  it('is left alone once it is closed', async () => {
    const { id } = await file(people.inspector)
    await done(people.officer, id, { action: 'close', ...(await evidence(people.officer, id)) })
    assert.equal((await hazardOf(id)).nextRungAt, null)
    await until('2027-01-31T12:00:00')
    assert.deepEqual(await everybody(), { officer: '', principal: '', inspector: '', desk: '', leader: '' })
  })

  it('gets one late step after an outage, at the next 07:00', async () => {
    const { id } = await file(people.inspector, { severity: 'serious' })
    await done(people.officer, id, { action: 'acknowledge' })
    await tickAt('2026-11-24T15:00:00')
    assert.deepEqual(await everybody(), { officer: '', principal: '', inspector: '', desk: '', leader: '' })
    assert.equal((await hazardOf(id)).nextRungAt, '2026-11-24T23:00:00.000Z')
    await tickAt('2026-11-25T06:59:00')
    assert.deepEqual(await rungsOf(people.desk), [])
    await until('2026-12-31T12:00:00')
    assert.deepEqual(await everybody(), { officer: '', principal: '', inspector: '', desk: 'T+3', leader: '' })
  })

  it('reaches people once when two instances ring at the same moment', async () => {
    for (let count = 0; count < 4; count++) await file(people.inspector, { severity: 'major', spot: `楼梯 ${count}` })
    t.advance({ hours: 2 })
    await Promise.all([1, 2, 3].map(() => t.services.reminders.tick(t.clock.now)))
    assert.equal((await rungsOf(people.principal)).length, 4)
    const hazards = await t.connection.collection('hazards').find().toArray()
    for (const { history } of hazards) assert.equal(history.filter(({ action }: { action: string }) => action === 'escalate').length, 1)
  })

  it('doubles nothing after a crash between the messages and the hazard’s own step', async () => {
    const { id } = await file(people.inspector, { severity: 'major' })
    t.advance({ hours: 2 })
    const dying = createReminderService({
      notifications: t.services.notifications, log: pino({ level: 'silent' }),
      hazards: { ...t.services.chase, moveRung: async () => { throw new Error('the process dies here') } },
    })
    await dying.tick(t.clock.now)
    assert.equal((await hazardOf(id)).escalationLevel, 0)
    t.advance({ minutes: 1 })
    await t.services.reminders.tick(t.clock.now)
    assert.deepEqual(await rungsOf(people.principal), ['unacknowledged-2h'])
    assert.deepEqual((await hazardOf(id)).nextRungAt, '2026-11-12T23:00:00.000Z')
  })

  it('is looked at again when somebody acted while a tick was at work', async () => {
    const { id } = await file(people.inspector, { severity: 'major', dueOn: '2026-11-19', dueReason: '设备订货' })
    await done(people.officer, id, { action: 'acknowledge' })
    t.setClock('2026-11-18T07:00:00')
    const { notifications, chase, hazards, reminders } = t.services
    const slow = { ...notifications, plan: async (...planned: Parameters<typeof notifications.plan>) => {
      await notifications.plan(...planned)
      // The officer's account is closed at this very moment: the hazard goes to the principal, who has not acknowledged it.
      await t.connection.collection('accounts').updateOne({ _id: people.officer.id as never }, { $set: { disabledAt: t.clock.now } })
      if ((await chase.forTelling(id))?.assigneeId === people.officer.id) await hazards.reassignFrom(people.officer.id, t.clock.now)
    } }
    await planUntold(slow)
    t.advance({ minutes: 1 })
    await reminders.tick(t.clock.now)
    await tickAt('2026-11-18T09:00:00')
    assert.deepEqual(await rungsOf(people.principal), ['T-1', 'unacknowledged-2h'])
    const { history } = await hazardOf(id)
    assert.equal(history.filter(({ rung }: { rung?: string }) => rung === 'T-1').length, 1)
  })

  it('spares people a step that an action overtook between planning and sending', async () => {
    const { id } = await file(people.inspector)
    await done(people.officer, id, { action: 'acknowledge' })
    t.setClock('2026-11-26T07:00:00')
    await planUntold()
    await done(people.officer, id, { action: 'close', ...(await evidence(people.officer, id)) })
    await t.services.notifications.dispatch()
    assert.deepEqual(await rungsOf(people.officer), [])
    const [row] = await t.connection.collection('notifications').find({ rung: 'T-1' }).toArray()
    assert.equal(row?.state, 'cancelled')
  })

  it('never says that a date is near which has passed since the message was planned', async () => {
    const { id } = await file(people.inspector)
    await done(people.officer, id, { action: 'acknowledge' })
    t.setClock('2026-11-26T07:00:00')
    await planUntold()
    await tickAt('2026-11-27T09:00:00')
    assert.deepEqual(await rungsOf(people.officer), ['T'])
  })

  it('does not keep others waiting when its own people cannot be found', async () => {
    const broken = await file(people.inspector, { severity: 'major', spot: '坏的' })
    const whole = await file(people.inspector, { severity: 'major', spot: '好的' })
    const hazards = t.connection.collection<HazardRecord>('hazards')
    const one = { ...(await hazards.findOne({ _id: broken.id }))!, severity: 'unheard-of' as never }
    await hazards.replaceOne({ _id: broken.id }, one)
    await hazards.insertMany(Array.from({ length: 205 }, (_, count) => ({ ...one, _id: `copy-${count}`, seq: count + 3 })))
    await hazards.updateOne({ _id: whole.id }, { $set: { nextRungAt: new Date(one.nextRungAt!.getTime() + 1) } })
    t.advance({ hours: 2, minutes: 1 })
    const { chase, notifications } = t.services
    await createReminderService({ hazards: chase, notifications, log: pino({ level: 'silent' }) }).tick(t.clock.now)
    assert.equal((await hazardOf(whole.id)).nextRungAt, '2026-11-12T23:00:00.000Z')
  })

  it('is not left for later because many are late on one morning', async () => {
    const { id } = await file(people.inspector, { severity: 'major' })
    const hazards = t.connection.collection<HazardRecord>('hazards')
    const one = (await hazards.findOne({ _id: id }))!
    await hazards.insertMany(Array.from({ length: 205 }, (_, count) => ({ ...one, _id: `copy-${count}`, seq: count + 2 })))
    t.advance({ hours: 2 })
    await t.services.reminders.tick(t.clock.now)
    assert.equal(await hazards.countDocuments({ nextRungAt: { $lte: t.clock.now } }), 0)
    assert.equal((await people.principal.request.get('/api/notifications').expect(200)).body.unread, 207)
  })

  it('is seen by the watchdog when nothing rings', async () => {
    const { id } = await file(people.inspector, { severity: 'major' })
    assert.equal(await t.services.lateness(t.clock.now), 0)
    t.advance({ hours: 2, minutes: 11 })
    assert.equal(await t.services.lateness(t.clock.now), 660)
    assert.equal((await t.anyone().get('/health/ready').expect(200)).body.jobsOnTime, false)
    await t.services.reminders.tick(t.clock.now)
    assert.equal(await t.services.lateness(t.clock.now), 0)
    await t.connection.collection('hazards').updateOne({ _id: id as never }, { $set: { untoldFrom: 0 } })
    assert.equal(await t.services.lateness(t.clock.now), (2 * 60 + 11) * 60)
  })
})
