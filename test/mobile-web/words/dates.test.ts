import assert from 'node:assert/strict'
import { dateWithWeekday, dateWords, instantWords, sinceWords, stampWords } from '../../../mobile-web/src/words/dates.ts'
import { useLanguage } from '../../../mobile-web/src/words/t.ts'

/** 2026-11-24 10:21 in Shanghai. */
const NOW = new Date('2026-11-24T02:21:00Z')

describe('dates as people read them', () => {
  beforeEach(() => useLanguage('zh'))

  it('leaves the year out when it is this one', () => {
    assert.equal(dateWords('2026-11-24', NOW), '11月24日')
    assert.equal(dateWords('2025-12-30', NOW), '2025年12月30日')
  })

  it('names the weekday where one must plan', () => assert.equal(dateWithWeekday('2026-12-01', NOW), '12月1日 周二'))

  it('is relative only for today and yesterday, in Shanghai whatever the zone', () => {
    assert.equal(sinceWords('2026-11-23T23:00:00Z', NOW), '07:00')
    assert.equal(sinceWords('2026-11-23T07:20:00Z', NOW), '昨天 15:20')
    assert.equal(sinceWords('2026-11-22T15:59:59Z', NOW), '11月22日')
    assert.equal(sinceWords('2026-11-22T16:00:00Z', NOW), '昨天 00:00')
  })

  it('stamps machine forms to the minute', () => assert.equal(stampWords('2026-11-24T02:21:59Z'), '2026-11-24 10:21'))

  it('makes up no hour where only the day is known', () => {
    assert.equal(instantWords('2026-11-24T02:21:59Z', NOW), '11月24日 10:21')
    assert.equal(instantWords('2025-05-28', NOW), '2025年5月28日')
    assert.equal(stampWords('2025-05-28'), '2025-05-28')
  })

  it('speaks English too', async () => {
    await useLanguage('en')
    assert.equal(dateWords('2025-12-30', NOW), '30 Dec 2025')
    assert.equal(sinceWords('2026-11-23T07:20:00Z', NOW), 'Yesterday 15:20')
  })
})
