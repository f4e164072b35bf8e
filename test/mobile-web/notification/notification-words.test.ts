import assert from 'node:assert/strict'
import { cardOf, saidIn, titleOf } from '../../../mobile-web/src/notification/notification-words.ts'
import { useLanguage } from '../../../mobile-web/src/words/t.ts'
import type { Notification } from '../../../server/contract/notification.ts'

const message = (fields: Partial<Notification>, hazard: Partial<NonNullable<Notification['hazard']>> = {}): Notification => ({
  id: 'm', at: '2026-11-20T07:00:00+08:00', readAt: null, event: null, rung: null, to: null, level: null, late: false, byName: null, words: null, settled: null,
  hazard: {
    id: 'h', number: 'YH-2026-SC013-0005', schoolId: 'SC013', spot: '走廊', description: '', severity: 'major', state: 'open', dueOn: '2026-11-19',
    daysLeft: -5, thumbnailId: null, ...hazard,
  },
  ...fields,
})

const settled = (fields: Partial<NonNullable<Notification['settled']>>): Pick<Notification, 'byName' | 'settled'> => ({
  byName: '周科员', settled: { dueOn: '2026-12-12', askedDueOn: null, supervisor: null, severity: null, severityBefore: null, voidReason: null, ...fields },
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

  describe('says what was settled', () => {
    after(() => useLanguage('zh'))
    const both = async (one: Notification) => {
      const said = []
      for (const language of ['zh', 'en'] as const) {
        await useLanguage(language)
        said.push(titleOf(one, 'officer'), saidIn(one))
      }
      return said
    }
    const year = new Date().getFullYear()
    const on = (day: number) => `${year}-12-${day}`

    it('by a grant: the new deadline, and the one asked for if it is another', async () => {
      const given = message({ event: 'grantExtension', ...settled({ dueOn: on(12), askedDueOn: on(12) }) })
      assert.deepEqual(await both(given), ['同意延期到 12月12日', '由周科员处理', 'Extended to 12 Dec', 'By 周科员'])
      const less = message({ event: 'grantExtension', words: '尽快', ...settled({ dueOn: on(12), askedDueOn: on(20) }) })
      assert.deepEqual(await both(less), ['同意延期到 12月12日', '周科员：申请的是 12月20日；尽快', 'Extended to 12 Dec', '周科员: asked for 20 Dec; 尽快'])
      assert.equal(titleOf(message({ event: 'grantExtension' }), 'officer'), 'Extension granted')
    })

    it('by a reclassification: the severity, and the old one where it is known', async () => {
      const raised = message({ event: 'reclassify', ...settled({ severity: 'major', severityBefore: 'general' }) })
      assert.deepEqual([await both(raised)].map(([zh, , en]) => [zh, en]), [['等级由一般改为重大', 'Severity from General to Major']])
      const old = message({ event: 'reclassify', ...settled({ severity: 'major' }) })
      assert.deepEqual([await both(old)].map(([zh, , en]) => [zh, en]), [['等级改为重大', 'Severity is now Major']])
      for (const same of [settled({}), settled({ severity: 'major', severityBefore: 'major' }), {}]) {
        assert.equal((await both(message({ event: 'reclassify', ...same })))[0], '等级或类别改了')
      }
    })

    it('by a listing and a voiding: who supervises it until when, and why it is void', async () => {
      const listed = message({ event: 'supervise', ...settled({ supervisor: '郑局长', dueOn: on(12) }) })
      assert.deepEqual(await both(listed), ['已挂牌督办', '周科员：督办责任人 郑局长，期限 12月12日', 'Listed for supervision', '周科员: supervised by 郑局长, due 12 Dec'])
      const voided = message({ event: 'void', words: '见上一条', ...settled({ voidReason: 'duplicate' }) })
      assert.deepEqual(await both(voided), ['已作废', '周科员：重复；见上一条', 'Voided', '周科员: Duplicate; 见上一条'])
    })
  })

  it('tells a first acceptance from the one that closes, also once the hazard is closed', () => {
    assert.equal(titleOf(message({ event: 'accept', to: 'rectified' }, { state: 'closed' }), 'officer'), '复查通过一次，还要局里再复查')
    assert.equal(titleOf(message({ event: 'accept', to: 'closed' }, { state: 'rectified' }), 'officer'), '复查通过，已销号')
  })
})
