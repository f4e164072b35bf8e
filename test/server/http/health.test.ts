import assert from 'node:assert/strict'
import express, { Router } from 'express'
import type { Connection } from 'mongoose'
import supertest from 'supertest'
import { healthRoutes, type HealthDeps } from '../../../server/http/health.routes.ts'
import { mount } from '../../../server/http/route.ts'
import { dropDatabase, freshDatabase } from '../../support/database.ts'

describe('readiness', () => {
  let connection: Connection
  before(async () => { connection = await freshDatabase() })
  after(() => dropDatabase(connection))

  const ready = (deps: Partial<HealthDeps>) => {
    const router = Router()
    const routes = healthRoutes({ connection, lateness: async () => 0, draining: () => false, ...deps })
    mount(router, routes, { now: () => new Date(), authenticate: async () => null })
    return supertest(express().use(router)).get('/health/ready')
  }

  it('tells how late the jobs are, and from ten minutes on that they are', async () => {
    const { body } = await ready({ lateness: async () => 600.4 }).expect(200)
    assert.deepEqual(body, { ready: true, database: true, draining: false, latenessSeconds: 600, jobsOnTime: true })
    assert.equal((await ready({ lateness: async () => 601 }).expect(200)).body.jobsOnTime, false)
  })

  it('does not call jobs on time whose lateness nobody could find out', async () => {
    const { body } = await ready({ lateness: async () => { throw new Error('the query failed') } }).expect(200)
    assert.deepEqual(body, { ready: true, database: true, draining: false, latenessSeconds: null, jobsOnTime: false })
  })

  it('is not given while the service drains, or without a database', async () => {
    await ready({ draining: () => true }).expect(503)
    const { body } = await ready({ connection: { db: undefined, readyState: 0 } as unknown as Connection }).expect(503)
    assert.deepEqual([body.database, body.jobsOnTime], [false, false])
  })
})
