import assert from 'node:assert/strict'
import { cardOf, titleOf } from '../../../mobile-web/src/notification/notification-words.ts'
import { useLanguage } from '../../../mobile-web/src/words/t.ts'
import type { Notification } from '../../../server/contract/notification.ts'

const message = (fields: Partial<Notification>, hazard: Partial<NonNullable<Notification['hazard']>> = {}): Notification => ({
  id: 'm', at: '2026-11-20T07:00:00+08:00', readAt: null, event: null, rung: null, to: null, level: null, late: false, byName: null, words: null,
  hazard: {
    id: 'h', number: 'YH-2026-SC013-0005', schoolId: 'SC013', spot: '走廊', description: '', severity: 'major', state: 'open', dueOn: '2026-11-19',
    daysLeft: -5, thumbnailId: null, ...hazard,
  },
  ...fields,
})

describe('a message', () => {
  before(() => useLanguage('zh'))

  it('keeps the card that was shown, whatever the hazard was made since', () => {
    const yellow = message({ rung: 'T+1', level: 1 })
    assert.deepEqual([cardOf(yellow), titleOf(yellow, 'principal')], ['yellow', '黄牌：逾期 1 天'])
    const red = message({ rung: 'T+1', level: 3 }, { severity: 'general' })
    assert.deepEqual([cardOf(red), titleOf(red, 'bureau')], ['red', '红牌：重大隐患逾期'])
    assert.equal(cardOf(message({ rung: 'T+1' })), 'red')
  })

  it('is no card where the hazard was with an authority outside', () => {
    const late = message({ rung: 'T+1', level: 0 })
    assert.deepEqual([titleOf(late, 'bureau'), cardOf(late)], ['移交事项逾期，请跟进', null])
  })

  it('tells a first acceptance from the one that closes, also once the hazard is closed', () => {
    assert.equal(titleOf(message({ event: 'accept', to: 'rectified' }, { state: 'closed' }), 'officer'), '复查通过一次，还要局里再复查')
    assert.equal(titleOf(message({ event: 'accept', to: 'closed' }, { state: 'rectified' }), 'officer'), '复查通过，已销号')
  })
})
