import assert from 'node:assert/strict'
import { daysAllowed, deadlineFault, proposedDueOn } from '../../../mobile-web/src/hazard/report/proposal.ts'
import type { ChecklistItem } from '../../../server/contract/checklist.ts'

const DAYS = { general: 15, serious: 7, major: 1 }
const item: ChecklistItem = {
  code: 'FIRE-03', textZh: '', textEn: '', defaultSeverity: 'serious', majorConfirmed: false, suggestedDeadlineDays: 3,
}

describe('the proposed deadline', () => {
  it('takes the item’s days while the severity is the item’s own, else the severity’s', () => {
    assert.equal(daysAllowed('serious', item, DAYS), 3)
    assert.equal(daysAllowed('general', item, DAYS), 15)
    assert.equal(daysAllowed('major', null, DAYS), 1)
  })

  it('does not count the day itself, and 0 days mean today', () => {
    assert.equal(proposedDueOn('2026-11-12', 7), '2026-11-19')
    assert.equal(proposedDueOn('2026-09-21', 15), '2026-10-06')
    assert.equal(proposedDueOn('2026-12-31', 0), '2026-12-31')
  })

  it('may be shortened freely, and lengthened with a reason', () => {
    const fault = (dueOn: string, reason = '', selfCheck = false) => deadlineFault({ dueOn, reason }, '2026-11-19', '2026-11-12', selfCheck)
    assert.equal(fault('2026-11-14'), null)
    assert.equal(fault('2026-11-19'), null)
    assert.equal(fault('2026-11-20'), 'reason-missing')
    assert.equal(fault('2026-11-20', '  '), 'reason-missing')
    assert.equal(fault('2026-11-20', '配件要订货'), null)
    assert.equal(fault('2026-11-11'), 'before-today')
    assert.equal(fault('2028-01-01', '配件要订货'), 'too-far')
  })

  it('is never lengthened by a school that checks itself', () => {
    assert.equal(deadlineFault({ dueOn: '2026-11-20', reason: '配件要订货' }, '2026-11-19', '2026-11-12', true), 'only-shorter')
    assert.equal(deadlineFault({ dueOn: '2026-11-15', reason: '' }, '2026-11-19', '2026-11-12', true), null)
  })
})
