import assert from 'node:assert/strict'
import type { Connection } from 'mongoose'
import { AlreadyFilled, fillDatabase } from '../../../server/demonstration/fill-database.ts'
import { hazardModel, type HazardRecord } from '../../../server/hazard/hazard.model.ts'
import { startApp, type TestApp } from '../../support/app.ts'
import { checkHazard, checkNumbers } from './invariants.ts'

describe('filling a database', function () {
  this.timeout(60_000)
  let t: TestApp
  const fill = (more = false) =>
    fillDatabase({ connection: t.connection, now: t.clock.now, schools: 23, hazards: 400, open: 40, more })
  const all = (connection: Connection) => hazardModel(connection).find({}).lean<HazardRecord[]>()
  let password: string

  before(async () => {
    t = await startApp()
    const filled = await fill()
    assert.deepEqual([filled.schools, filled.accounts, filled.hazards], [23, 53, 400])
    password = filled.password!
  })
  after(() => t.stop())

  it('writes records that obey the rules, as many unfinished as asked for', async () => {
    const hazards = await all(t.connection)
    assert.equal(hazards.length, 400)
    assert.equal(hazards.filter(({ status }) => status === 'open' || status === 'rectified').length, 40)
    for (const hazard of hazards) await checkHazard(hazard, t.clock.now)
    checkNumbers(hazards)
  })

  it('gives the desk a log-in that sees them, with a picture to each', async () => {
    const desk = await t.logIn('seed-desk', password)
    const { body } = await desk.get('/api/hazards?limit=100').expect(200)
    assert.equal(body.items.length, 100)
    assert.ok(body.items.every(({ photos }: { photos: unknown[] }) => photos.length > 0))
    const { photos } = body.items[0] as { photos: { id: string }[] }
    await desk.get(`/api/photos/${photos[0]!.id}/thumbnail`).expect(200)
    await desk.get(`/api/photos/${photos[0]!.id}/display`).expect(200)
  })

  it('refuses a second time, and adds under new numbers when asked to', async () => {
    await assert.rejects(fill(), AlreadyFilled)
    assert.equal((await all(t.connection)).length, 400)
    const more = await fill(true)
    assert.deepEqual([more.accounts, more.password], [0, null])
    const hazards = await all(t.connection)
    assert.equal(hazards.length, 800)
    checkNumbers(hazards)
  })
})
