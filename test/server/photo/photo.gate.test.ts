import assert from 'node:assert/strict'
import fc from 'fast-check'
import { createGate } from '../../../server/photo/photo.gate.ts'

describe('gate', () => {
  it('never holds more than its capacity, lets all through, and in order', async () => {
    await fc.assert(fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 12 }), { maxLength: 40 }), async (weights) => {
      const pass = createGate(10)
      let inside = 0
      const entered: number[] = []
      await Promise.all(weights.map((weight, index) => pass(weight, async () => {
        entered.push(index)
        assert.ok(inside === 0 || inside + weight <= 10)
        inside += weight
        await new Promise(setImmediate)
        inside -= weight
      })))
      assert.deepEqual(entered, weights.map((_, index) => index))
    }))
  })

  it('lets the next one in after a failure', async () => {
    const pass = createGate(1)
    await assert.rejects(pass(1, async () => { throw new Error('broken') }), /broken/)
    assert.equal(await pass(1, async () => 'through'), 'through')
  })
})
