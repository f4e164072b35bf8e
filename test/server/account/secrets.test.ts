import assert from 'node:assert/strict'
import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sessionSecret } from '../../../server/account/secrets.ts'

describe('the secret of the sessions', () => {
  let folder: string
  beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'campus-secret-')) })
  afterEach(() => rmSync(folder, { recursive: true }))
  const mode = (path: string) => statSync(path).mode & 0o777

  it('is made at the first start, for its owner alone, and kept', () => {
    const DATA_DIR = join(folder, 'data')
    const first = sessionSecret({ DATA_DIR, SESSION_SECRET: undefined })
    assert.ok(first.length >= 43)
    assert.equal(sessionSecret({ DATA_DIR, SESSION_SECRET: undefined }), first)
    assert.deepEqual(readdirSync(DATA_DIR), ['session-secret'])
    assert.equal(mode(join(DATA_DIR, 'session-secret')), 0o600)
  })

  it('is closed again to others when somebody opened it', () => {
    sessionSecret({ DATA_DIR: folder, SESSION_SECRET: undefined })
    chmodSync(join(folder, 'session-secret'), 0o644)
    sessionSecret({ DATA_DIR: folder, SESSION_SECRET: undefined })
    assert.equal(mode(join(folder, 'session-secret')), 0o600)
  })

  it('is the one from the settings where that is set, and nothing is written', () => {
    const SESSION_SECRET = 'the same on every instance, thirty-two'
    assert.equal(sessionSecret({ DATA_DIR: folder, SESSION_SECRET }), SESSION_SECRET)
    assert.deepEqual(readdirSync(folder), [])
  })

  it('stops the start when it is damaged', () => {
    writeFileSync(join(folder, 'session-secret'), 'half')
    assert.throws(() => sessionSecret({ DATA_DIR: folder, SESSION_SECRET: undefined }), /damaged/)
  })
})
