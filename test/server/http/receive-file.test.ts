import assert from 'node:assert/strict'
import { request as open } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { pino } from 'pino'
import request from 'supertest'
import { MAX_PHOTO_BYTES } from '../../../server/contract/photo.ts'
import { onError } from '../../../server/http/on-error.ts'
import { receive } from '../../../server/photo/photo.intake.ts'

/** Nothing but the intake of photos: what came through it is answered by its kind and length. */
function intake() {
  const app = express()
  app.put('/', express.json(), async (req, res) => {
    const { kind, bytes } = await receive(req, res, 'somebody', async (sent) => sent)
    res.json({ kind, length: bytes.length })
  })
  return app.use(onError(pino({ level: 'silent' })))
}

const put = () => request(intake()).put('/')
const picture = Buffer.from('as if it were a picture')
const errorsOf = (body: { errors?: { path: string; code: string }[] }) => body.errors?.map(({ path, code }) => `${path} ${code}`)

describe('receiving a file', () => {
  it('takes one file and its kind, in either order', async () => {
    const answered = { kind: 'before', length: picture.length }
    await put().field('kind', 'before').attach('photo', picture, 'a.jpg').expect(200, answered)
    await put().attach('photo', picture, '照片.jpg').field('kind', 'before').expect(200, answered)
  })

  it('refuses another body as unsupported-type', async () => {
    for (const sent of [put().send({ kind: 'before' }), put().type('image/jpeg').send(picture), put().type('multipart/mixed; boundary=x').send('--x--')]) {
      assert.equal((await sent.expect(415)).body.code, 'unsupported-type')
    }
  })

  it('names what is missing', async () => {
    assert.match(String(errorsOf((await put().attach('photo', picture, 'a.jpg').expect(400)).body)), /^kind /)
    assert.deepEqual(errorsOf((await put().field('kind', 'before').expect(400)).body), ['photo missing'])
    assert.deepEqual(errorsOf((await put().field('kind', 'before').field('photo', 'in words').expect(400)).body), ['photo unknown-field'])
  })

  it('names what does not belong there', async () => {
    const full = () => put().field('kind', 'after').attach('photo', picture, 'a.jpg')
    assert.deepEqual(errorsOf((await full().field('by', 'me').expect(400)).body), ['by unknown-field'])
    assert.deepEqual(errorsOf((await put().field('kind', 'during').attach('photo', picture, 'a.jpg').expect(400)).body), ['kind invalid-value'])
    assert.deepEqual(errorsOf((await put().field('kind', 'after').attach('file', picture, 'a.jpg').expect(400)).body), ['file unknown-field'])
    for (const name of ['kind[$ne]', '__proto__', 'kind[]', 'a[b][c]']) await full().field(name, 'x').expect(400)
    await full().field('kind', 'before').expect(400)
    await full().attach('photo', picture, 'b.jpg').expect(400)
    await put().field('kind', 'x'.repeat(1000)).attach('photo', picture, 'a.jpg').expect(400)
  })

  it('refuses a form that breaks off or has no boundary', async () => {
    const start = '--x\r\nContent-Disposition: form-data; name="photo"; filename="a.jpg"\r\n\r\nhalf of it'
    assert.equal((await put().type('multipart/form-data; boundary=x').send(start).expect(400)).body.code, 'malformed')
    assert.equal((await put().type('multipart/form-data').send(start).expect(400)).body.code, 'malformed')
  })

  it('refuses a file beyond the limit, by what is announced and by what comes', async () => {
    const tooLarge = Buffer.alloc(MAX_PHOTO_BYTES + 1)
    assert.equal((await put().field('kind', 'before').attach('photo', tooLarge, 'a.jpg').expect(413)).body.code, 'too-large')
    await put().field('kind', 'before').attach('photo', Buffer.alloc(MAX_PHOTO_BYTES), 'a.jpg').expect(200)
  })

  it('goes on when somebody hangs up half-way', async () => {
    const server = intake().listen(0)
    const { port } = server.address() as AddressInfo
    try {
      for (let i = 0; i < 20; i++) {
        const cut = open({ port, method: 'PUT', headers: { 'content-type': 'multipart/form-data; boundary=x', 'content-length': MAX_PHOTO_BYTES } })
        const gone = new Promise((resolve) => cut.on('error', resolve))
        cut.write('--x\r\nContent-Disposition: form-data; name="photo"; filename="a.jpg"\r\n\r\nhalf', () => cut.destroy())
        await gone
      }
      await request(server).put('/').field('kind', 'before').attach('photo', picture, 'a.jpg').expect(200)
    } finally {
      server.closeAllConnections()
      server.close()
    }
  })
})
