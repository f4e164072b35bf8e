import assert from 'node:assert/strict'
import { byDay } from '../../../mobile-web/src/notification/inbox-days.ts'

/** 2026-11-24 00:30 in Shanghai. */
const NOW = new Date('2026-11-23T16:30:00Z')
const at = (...instants: string[]) => instants.map((instant) => ({ at: instant }))

describe('messages by day', () => {
  it('changes the day at midnight in Shanghai', () => {
    const days = byDay(at('2026-11-23T16:00:00Z', '2026-11-23T15:59:59Z', '2026-11-22T16:00:00Z', '2026-11-22T15:59:59Z'), NOW)
    assert.deepEqual(days.map(({ day, messages }) => [day, messages.length]), [['today', 1], ['yesterday', 2], ['earlier', 1]])
  })

  it('leaves out days without messages', () => assert.deepEqual(byDay(at('2026-10-01T00:00:00Z'), NOW).map(({ day }) => day), ['earlier']))

  it('counts what a fast clock dates tomorrow as today', () => assert.deepEqual(byDay(at('2026-11-24T17:00:00Z'), NOW).map(({ day }) => day), ['today']))
})
