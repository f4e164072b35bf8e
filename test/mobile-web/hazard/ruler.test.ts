import assert from 'node:assert/strict'
import fc from 'fast-check'
import { alignedRuler, datedRuler } from '../../../mobile-web/src/hazard/ruler.ts'
import { addDays } from '../../../server/contract/calendar.ts'

const START = '2026-11-12'
const on = (days: number) => addDays(START, days)

describe('the deadline ruler', () => {
  it('shows seven days allowed and five late to scale', () => {
    const ruler = datedRuler({ startOn: START, dueOn: on(7), originalDueOn: on(7), endOn: on(12) })
    assert.ok(Math.abs(ruler.notch / ruler.late - 7 / 5) < 1e-9)
    assert.equal(ruler.used, ruler.notch)
    assert.equal(ruler.original, null)
  })

  it('leaves the rest of the day to a deadline on the day itself', () => {
    const ruler = datedRuler({ startOn: START, dueOn: on(0), originalDueOn: on(0), endOn: on(1) })
    assert.ok(ruler.notch > 0.3 && ruler.late > ruler.notch)
  })

  it('leaves a mark where the first promise stood', () => {
    const ruler = datedRuler({ startOn: START, dueOn: on(14), originalDueOn: on(7), endOn: on(2) })
    assert.ok(Math.abs(ruler.original! - ruler.notch / 2) < 1e-9)
  })

  it('puts every notch of a table in the middle and delays on one scale', () => {
    const short = alignedRuler({ startOn: START, dueOn: on(1), originalDueOn: on(1), endOn: on(6) })
    const long = alignedRuler({ startOn: START, dueOn: on(15), originalDueOn: on(15), endOn: on(20) })
    assert.equal(short.notch, long.notch)
    assert.equal(short.late, long.late)
  })

  it('never draws outside its line, whatever the dates', () => {
    const days = fc.integer({ min: -5, max: 400 })
    fc.assert(fc.property(days, days, days, (due, original, end) => {
      for (const draw of [datedRuler, alignedRuler]) {
        const { notch, used, late, original: first } = draw({ startOn: START, dueOn: on(due), originalDueOn: on(original), endOn: on(end) })
        for (const share of [notch, used, late, notch + late, first ?? 0]) assert.ok(share >= 0 && share <= 1.000001, `${share}`)
        assert.ok(used <= notch + 1e-9)
      }
    }))
  })
})
