import assert from 'node:assert/strict'
import fc from 'fast-check'
import { decodeCursor, encodeCursor } from '../../../server/http/cursor.ts'
import { Problem } from '../../../server/http/problem.ts'

const refused = (kind: string, cursor: string) =>
  assert.throws(() => decodeCursor(kind, cursor), (error) => error instanceof Problem && error.code === 'malformed')

describe('a cursor', () => {
  it('comes back as it was given out, for any instant and id', () => fc.assert(
    fc.property(fc.date({ noInvalidDate: true }), fc.string(), (at, id) => {
      assert.deepEqual(decodeCursor('d', encodeCursor('d', at, id)), { at, id })
    }),
  ))

  it('of another list is refused', () => refused('r', encodeCursor('d', new Date(0), 'x')))

  it('that was forged is refused, whatever it is', () => {
    const forge = (value: unknown) => Buffer.from(JSON.stringify(value) ?? '').toString('base64url')
    for (const value of [['d', 8.64e15 + 1, 'x'], ['d', -9e15, 'x'], ['d', 1.5, 'x'], ['d', 1, 2], ['d', '1', 'x'], [], null, {}]) refused('d', forge(value))
    fc.assert(fc.property(fc.string(), (cursor) => refused('d', cursor)))
    fc.assert(fc.property(fc.jsonValue(), (value) => refused('d', forge(value))))
  })
})
