import assert from 'node:assert/strict'
import fc from 'fast-check'
import { createGate } from '../../../server/http/gate.ts'

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

  it('lets others past somebody who has used up the share, and that person on in order', async () => {
    const pass = createGate(10, 4)
    const entered: string[] = []
    const leave: (() => void)[] = []
    const go = (holder: string, weight: number, name: string) => pass(weight, () => {
      entered.push(name)
      return new Promise<void>((resolve) => void leave.push(resolve))
    }, holder)
    const all = [go('slow', 4, 'slow 1'), go('slow', 3, 'slow 2'), go('slow', 1, 'slow 3'), go('quick', 4, 'quick'), go('greedy', 9, 'greedy')]
    await new Promise(setImmediate)
    assert.deepEqual(entered, ['slow 1', 'quick'])
    while (leave.length > 0) {
      leave.shift()!()
      await new Promise(setImmediate)
    }
    await Promise.all(all)
    assert.deepEqual(entered, ['slow 1', 'quick', 'slow 2', 'slow 3', 'greedy'])
  })

  it('lets the next one in after a failure', async () => {
    const pass = createGate(1)
    await assert.rejects(pass(1, async () => { throw new Error('broken') }), /broken/)
    assert.equal(await pass(1, async () => 'through'), 'through')
  })
})
