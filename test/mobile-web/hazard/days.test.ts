import assert from 'node:assert/strict'
import { stateWords } from '../../../mobile-web/src/hazard/days.ts'
import { useLanguage } from '../../../mobile-web/src/words/t.ts'
import { addDays, dateOf, daysBetween, instantAt } from '../../../server/contract/calendar.ts'
import type { Severity, State } from '../../../server/contract/enumerations.ts'

/** A hazard due on the 19th, as the server would describe it to a reader at `now`. */
function dueOn(date: string, now: Date, severity: Severity = 'serious') {
  const daysLeft = daysBetween(dateOf(now), date)
  const state: State = daysLeft < 0 ? 'overdue' : daysLeft <= 3 ? 'soon' : 'open'
  return { state, severity, daysLeft, dueAt: instantAt(addDays(date, 1)).toISOString() }
}
const read = (date: string, at: string, severity?: Severity) => stateWords(dueOn(date, new Date(at), severity), new Date(at))

describe('the words for a deadline', () => {
  before(() => useLanguage('zh'))

  it('counts days to the date and never prints the instant after it', () => {
    assert.equal(read('2026-11-19', '2026-11-12T10:24:00+08:00'), '剩 7 天')
    assert.equal(read('2026-11-19', '2026-11-18T23:59:59+08:00'), '剩 1 天')
  })

  it('reads 今天到期 all of the last day and 逾期 1 天 from the next midnight on', () => {
    assert.equal(read('2026-11-19', '2026-11-19T00:00:00+08:00'), '今天到期')
    assert.equal(read('2026-11-19', '2026-11-19T23:59:59.999+08:00'), '今天到期')
    assert.equal(read('2026-11-19', '2026-11-20T00:00:00+08:00'), '逾期 1 天')
    assert.equal(read('2026-11-19', '2026-11-24T07:43:00+08:00'), '逾期 5 天')
  })

  it('counts whole hours for a major hazard in its last day, and for no other', () => {
    assert.equal(read('2026-11-19', '2026-11-19T18:00:00+08:00', 'major'), '剩 6 小时')
    assert.equal(read('2026-11-19', '2026-11-19T17:10:00+08:00', 'major'), '剩 6 小时')
    assert.equal(read('2026-11-19', '2026-11-19T23:30:00+08:00', 'major'), '剩 1 小时')
    assert.equal(read('2026-11-19', '2026-11-18T23:00:00+08:00', 'major'), '剩 1 天')
    assert.equal(read('2026-11-19', '2026-11-19T18:00:00+08:00', 'general'), '今天到期')
  })

  it('names whose move it is once the school is done', () => {
    const now = new Date('2026-11-24T07:43:00+08:00')
    const words = (['rectified', 'closed', 'void'] as const).map((state) => stateWords({ ...dueOn('2026-11-19', now), state }, now))
    assert.deepEqual(words, ['待复查', '已销号', '已作废'])
  })

  it('knows one day from several in English', async () => {
    await useLanguage('en')
    assert.equal(read('2026-11-19', '2026-11-18T12:00:00+08:00'), '1 day left')
    assert.equal(read('2026-11-19', '2026-11-24T12:00:00+08:00'), '5 days overdue')
    await useLanguage('zh')
  })
})
