import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import express from 'express'
import { pino } from 'pino'
import request from 'supertest'
import { onError } from '../../../server/http/on-error.ts'
import { serve } from '../../../server/photo/photo.serve.ts'
import type { Viewed } from '../../../server/photo/photo.service.ts'

const BYTES = Buffer.from(Array.from({ length: 1000 }, (_, i) => i % 256))
let sent = 0

const whole: Viewed = {
  etag: '"abc-d"', mediaType: 'image/jpeg', length: BYTES.length, fileName: 'YH-2026-SC013-0042-before-1.jpg',
  sendTo: (out, range) => {
    sent++
    return pipeline(Readable.from([range ? BYTES.subarray(range.start, range.end + 1) : BYTES]), out)
  },
}
const broken: Viewed = { ...whole, sendTo: async () => { throw new Error('the file is gone') } }

function app(viewed: Viewed) {
  const made = express().get('/', (req, res) => serve(req, res, viewed)).use(onError(pino({ level: 'silent' })))
  return made.disable('etag')
}
const get = (viewed = whole) => request(app(viewed)).get('/')

describe('serving a photo', () => {
  beforeEach(() => { sent = 0 })

  it('whole, with its type and with no leave to guess another', async () => {
    const { headers, body } = await get().expect(200).expect('Content-Type', 'image/jpeg').expect('Content-Length', '1000')
    assert.deepEqual(body, BYTES)
    assert.equal(headers.etag, '"abc-d"')
    assert.equal(headers['cache-control'], 'private, no-cache')
    assert.equal(headers['x-content-type-options'], 'nosniff')
    assert.equal(headers['cross-origin-resource-policy'], 'same-origin')
    assert.equal(headers['accept-ranges'], 'bytes')
    assert.equal(headers['content-disposition'], 'attachment; filename="YH-2026-SC013-0042-before-1.jpg"')
  })

  it('not again to who has it', async () => {
    const { headers } = await get().set('If-None-Match', '"other", "abc-d"').expect(304)
    assert.equal(headers.etag, '"abc-d"')
    assert.equal(sent, 0)
    await get().set('If-None-Match', '"abc-t"').expect(200)
    await get().set('If-None-Match', '"abc-d"').set('Range', 'bytes=0-9').expect(304)
  })

  it('nothing but the headers to HEAD', async () => {
    await request(app(whole)).head('/').expect(200).expect('Content-Length', '1000')
    assert.equal(sent, 0)
  })

  for (const [asked, range, from, to] of [
    ['bytes=0-0', 'bytes 0-0/1000', 0, 1],
    ['bytes=10-19', 'bytes 10-19/1000', 10, 20],
    ['bytes=990-', 'bytes 990-999/1000', 990, 1000],
    ['bytes=-5', 'bytes 995-999/1000', 995, 1000],
    ['bytes=900-5000', 'bytes 900-999/1000', 900, 1000],
    ['bytes=0-4,5-9', 'bytes 0-9/1000', 0, 10],
  ] as const) {
    it(`a part: ${asked}`, async () => {
      const { body } = await get().set('Range', asked).expect(206).expect('Content-Range', range).expect('Content-Length', String(to - from))
      assert.deepEqual(body, BYTES.subarray(from, to))
    })
  }

  it('a part only of the file it was asked of', async () => {
    await get().set('Range', 'bytes=0-9').set('If-Range', '"abc-d"').expect(206)
    await get().set('Range', 'bytes=0-9').set('If-Range', '"older"').expect(200)
  })

  it('the whole for ranges that are none, or several', async () => {
    for (const asked of ['bytes=0-1,500-501', 'bytes=x', 'lines=1-2', 'nonsense']) await get().set('Range', asked).expect(200)
  })

  it('416 beyond the end', async () => {
    const { body } = await get().set('Range', 'bytes=1000-').expect(416).expect('Content-Range', 'bytes */1000')
    assert.equal(body.code, 'range-not-satisfiable')
  })

  it('a Problem, not described as a picture, when the file cannot be read', async () => {
    const { headers, body } = await get(broken).expect(500).expect('Content-Type', /problem\+json/)
    assert.equal(body.code, 'internal')
    assert.equal(headers.etag, undefined)
    assert.equal(headers['content-disposition'], undefined)
  })
})
