import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import express from 'express'
import { MongoServerError } from 'mongodb'
import { pino } from 'pino'
import supertest from 'supertest'
import { noSuchRoute, onError } from '../../../server/http/on-error.ts'
import { pages } from '../../../server/http/pages.ts'
import { startApp, type TestApp } from '../../support/app.ts'

const log = pino({ level: 'silent' })

describe('the pages', () => {
  let folder: string
  let request: ReturnType<typeof supertest>
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'campus-pages-'))
    mkdirSync(join(folder, 'assets'))
    writeFileSync(join(folder, 'index.html'), '<!doctype html>')
    writeFileSync(join(folder, 'assets', 'app-1a2b.js'), 'let x')
    request = supertest(express().use(pages(folder), noSuchRoute, onError(log)))
  })
  after(() => rmSync(folder, { recursive: true }))

  it('are served, each asset to be kept for ever', async () => {
    await request.get('/hazards/1').expect(200, '<!doctype html>')
    await request.get('/assets/app-1a2b.js').expect(200).expect('Cache-Control', /immutable/)
  })

  it('refuse what is not there and what cannot be had, as Problems that nobody keeps', async () => {
    for (const [answer, status, code] of [
      [request.get('/assets/old-hash.js'), 404, 'not-found'],
      [request.post('/assets/app-1a2b.js'), 404, 'not-found'],
      [request.post('/hazards/1'), 404, 'not-found'],
      [request.get('/assets/app-1a2b.js').set('Range', 'bytes=900-'), 416, 'range-not-satisfiable'],
      [request.get('/assets/app-1a2b.js').set('If-Match', '"another"'), 400, 'malformed'],
      [request.get('/%E0%A4%A'), 400, 'malformed'],
    ] as const) {
      const { status: given, body, type, headers } = await answer
      assert.deepEqual([given, body.code, type, headers['cache-control']], [status, code, 'application/problem+json', 'private, no-store'])
    }
  })
})

describe('what no route serves', () => {
  let t: TestApp
  before(async () => { t = await startApp() })
  after(() => t.stop())

  it('is a Problem inside the API and outside', async () => {
    for (const answer of [t.anyone().get('/assets/old-hash.js'), t.anyone().post('/nowhere'), t.anyone().get('/api/nowhere'), t.anyone().post('/api/nowhere').send({})]) {
      await answer.expect(404).expect('Content-Type', /problem\+json/)
    }
  })
})

describe('a failure of the database', () => {
  const answerTo = (error: Error) =>
    supertest(express().put('/', () => { throw error }).use(onError(log))).put('/')

  it('while the primary changes leaves the outcome unknown, so that the phone sends again', async () => {
    for (const code of [91, 189, 10107, 11600, 11602, 13435, 13436]) {
      const { body, headers } = await answerTo(new MongoServerError({ message: 'not primary', code })).expect(503)
      assert.deepEqual([body.code, headers['retry-after']], ['outcome-unknown', '2'])
    }
    const labelled = new MongoServerError({ message: 'interrupted', code: 11601, errorLabels: ['RetryableWriteError'] })
    await answerTo(labelled).expect(503)
  })

  it('of another kind is our own', async () => {
    const { body } = await answerTo(new MongoServerError({ message: 'bad query', code: 2 })).expect(500)
    assert.equal(body.code, 'internal')
  })
})
