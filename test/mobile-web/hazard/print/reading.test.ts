import assert from 'node:assert/strict'
import { readEach } from '../../../../mobile-web/src/hazard/print/reading.ts'

const ids = Array.from({ length: 20 }, (_, index) => `h${index}`)

describe('reading the hazards of a selection', () => {
  it('says of each what became of it, and loses none over another', async () => {
    const outcomes = new Map<string, unknown>()
    await readEach(ids, async (id) => {
      if (id === 'h3' || id === 'h19') throw new Error(`no ${id}`)
      return id.toUpperCase()
    }, (id, outcome) => outcomes.set(id, 'value' in outcome ? outcome.value : (outcome.error as Error).message))
    assert.equal(outcomes.size, 20)
    assert.equal(outcomes.get('h3'), 'no h3')
    assert.equal(outcomes.get('h19'), 'no h19')
    assert.equal(outcomes.get('h4'), 'H4')
  })

  it('asks for a few at a time', async () => {
    let [running, most] = [0, 0]
    await readEach(ids, async (id) => {
      most = Math.max(most, ++running)
      await new Promise((resolve) => setImmediate(resolve))
      running--
      return id
    }, () => {})
    assert.ok(most > 1 && most <= 6, `${most} at once`)
  })
})
