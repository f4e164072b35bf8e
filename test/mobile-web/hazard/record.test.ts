import assert from 'node:assert/strict'
import { freshActionDraft } from '../../../mobile-web/src/offline/kept.ts'
import { actionRequestOf, datesFor, firstDraft, missingIn, yuanOf } from '../../../mobile-web/src/hazard/record/action-form.ts'
import { conflictWords } from '../../../mobile-web/src/hazard/record/conflict.ts'
import { deadlineWords } from '../../../mobile-web/src/hazard/record/deadline-words.ts'
import { lastRectification, lastReturn, photosInOrder } from '../../../mobile-web/src/hazard/record/evidence.ts'
import { historyLines } from '../../../mobile-web/src/hazard/record/history.ts'
import { offersOf } from '../../../mobile-web/src/hazard/record/offers.ts'
import { partsPlayed } from '../../../mobile-web/src/hazard/record/people.ts'
import { turnOf } from '../../../mobile-web/src/hazard/record/turn.ts'
import { byTime } from '../../../mobile-web/src/hazard/todo/grouping.ts'
import { asTyped } from '../../../mobile-web/src/offline/drafts.ts'
import { useLanguage } from '../../../mobile-web/src/words/t.ts'
import { actionRequest } from '../../../server/contract/action.ts'
import { ACTIONS, type Action } from '../../../server/contract/enumerations.ts'
import type { Hazard } from '../../../server/contract/hazard.ts'

const NOW = new Date('2026-11-24T07:43:00+08:00')
const PHOTO = '6f1f7c52-8a5c-4a53-9a0f-1f4f0f0a0b01'
const at = (local: string) => new Date(`${local}+08:00`).toISOString()
const entry = (local: string, by: string, action: Hazard['history'][number]['action'], to: 'open' | 'rectified' | 'closed', more = {}) =>
  ({ at: at(local), by, action, actionId: null, from: null, to, ...more })

/** The hazard of the mock-up: reported, rectified, returned, late, chased. */
const aHazard = (fields: Partial<Hazard> = {}): Hazard => ({
  id: 'h', number: 'YH-2026-SC013-0005', schoolId: 'SC013', spot: '教学楼二层西侧', category: 'FIRE', checklistItem: null, severity: 'serious',
  description: '消火栓箱前堆放纸箱，缺水枪一支', photoCount: 1, location: null, selfCheck: false,
  photos: [{ id: PHOTO, kind: 'after', by: 'wang', at: at('2026-11-18T16:38:00'), sha256: '', bytes: 1, width: 1, height: 1 }],
  foundAt: at('2026-11-12T10:21:00'), receivedAt: at('2026-11-12T10:24:00'), acknowledgedAt: at('2026-11-12T14:02:00'), rectifiedAt: null, closedAt: null,
  status: 'open', state: 'overdue', version: 4, dueOn: '2026-11-19', dueAt: at('2026-11-20T00:00:00'), originalDueOn: '2026-11-19', daysLeft: -5,
  deadlineSetBy: 'severity', deadlineVersion: 1, escalationLevel: 2, nextRungAt: null, assigneeId: 'wang', reporterId: 'li', acceptances: [],
  extension: null, handedOver: null, supervision: null, confirmedMajorAt: null, majorBasis: null, plan: null, planState: null, remindedAt: null,
  actions: ['rectify'], nextRung: null,
  deadlines: [{ version: 1, dueOn: '2026-11-19', startOn: '2026-11-12', days: 7, mode: 'calendar', setBy: 'severity', reason: null, by: 'li', at: at('2026-11-12T10:24:00') }],
  people: [{ id: 'li', name: '李建国', role: 'inspector' }, { id: 'wang', name: '王海燕', role: 'officer' }, { id: 'zhao', name: '赵立新', role: 'principal' }],
  history: [
    entry('2026-11-12T10:24:00', 'li', 'report', 'open', { assigneeId: 'wang' }),
    entry('2026-11-18T16:40:00', 'wang', 'rectify', 'rectified', { measures: '清走纸箱', photoIds: [PHOTO], costYuan: 0 }),
    entry('2026-11-19T11:05:00', 'li', 'return', 'open', { reason: '还缺水枪', dueOn: '2026-11-19' }),
    entry('2026-11-20T07:00:00', 'system', 'escalate', 'open', { rung: 'T+1', level: 1, told: ['zhao'] }),
  ],
  ...fields,
})
const words = (hazard: Hazard) => historyLines(hazard, NOW).map((line) => `${line.words} | ${line.meta}`)

describe('the record of a hazard', () => {
  before(() => useLanguage('zh'))

  it('tells its history in plain words, the newest first', () => {
    assert.deepEqual(words(aHazard()), [
      '黄牌：逾期 1 天，告知校长 | 11月20日 07:00 · 已告知赵立新',
      '李建国退回：还缺水枪 | 11月19日 11:05',
      '王海燕提交整改：清走纸箱 | 11月18日 16:40 · 照片 1 张 · 花费 0 元',
      '李建国上报，派给王海燕 | 11月12日 10:24 · 期限 7 天',
    ])
    assert.equal(historyLines(aHazard(), NOW)[0]!.card, 'yellow')
  })

  it('leads from a duplicate to the one it repeats', () => {
    const voided = { ...entry('2026-11-20T09:00:00', 'li', 'void', 'open', { reason: 'duplicate', duplicateOf: 'other' }), to: 'void' as const }
    assert.deepEqual(historyLines(aHazard({ history: [...aHazard().history, voided] }), NOW).slice(0, 2).map(({ words, repeats }) => [words, repeats]),
      [['李建国作废：重复', 'other'], ['黄牌：逾期 1 天，告知校长', null]])
  })

  it('says of a card what it was when it was shown, whatever the hazard was made since', () => {
    const [, , , report] = [...aHazard().history].reverse()
    const red = entry('2026-11-20T07:00:00', 'system', 'escalate', 'open', { rung: 'T+1', level: 3 })
    const early = entry('2026-11-18T07:00:00', 'system', 'escalate', 'open', { rung: 'T-1', level: 0 })
    const lifted = entry('2026-11-21T07:00:00', 'li', 'reclassify', 'open', { severity: 'major', reason: '梁已开裂' })
    const lines = (severity: Hazard['severity'], history: Hazard['history']) => historyLines(aHazard({ severity, history: [report!, ...history] }), NOW).reverse().slice(1)
    assert.equal(historyLines(aHazard({ severity: 'major' }), NOW)[0]!.card, 'yellow')
    assert.deepEqual(lines('general', [red]).map(({ card, words: said }) => [card, said]), [['red', '红牌：重大隐患逾期，报区教体局']])
    assert.equal(lines('major', [early, lifted])[0]!.words, '提醒安全员：明天到期')
    assert.equal(lines('major', [lifted, { ...early, at: at('2026-11-22T07:00:00') }])[1]!.words, '提醒校长和区教体局：明天到期')
  })

  it('puts the rung that comes next on top, as something that may never happen', () => {
    const [first] = historyLines(aHazard({ nextRung: { rung: 'T+3', at: at('2026-11-25T07:00:00') } }), NOW)
    assert.deepEqual([first!.words, first!.meta, first!.future], ['11月25日 07:00，督办单：逾期 3 天，报区教体局', '到那时还没有提交整改才会发出', true])
  })

  it('names the bureau, and shows no card, while an authority outside has it', () => {
    const [report] = aHazard().history
    const out = entry('2026-11-19T09:00:00', 'zhou', 'handOver', 'open', { authority: '区供电公司', reason: '线路是他们的' })
    const rung = entry('2026-11-20T07:00:00', 'system', 'escalate', 'open', { rung: 'T+1', level: 1, told: ['zhou'] })
    const back = entry('2026-11-21T09:00:00', 'zhou', 'reassign', 'open', { assigneeId: 'wang' })
    const handedOver = { authority: '区供电公司', reason: '线路是他们的', dueOn: '2026-11-19', by: 'zhou', at: at('2026-11-19T09:00:00') }
    const lines = (history: Hazard['history'], more: Partial<Hazard> = {}) => historyLines(aHazard({ history, ...more }), NOW).map(({ words: said, card }) => [said, card])
    assert.deepEqual(lines([report!, out, rung])[0], ['跟进日期过了 1 天，告知区教体局和分管领导', null])
    assert.deepEqual(lines([report!, out, back, { ...rung, at: at('2026-11-22T07:00:00') }])[0], ['黄牌：逾期 1 天，告知校长', 'yellow'])
    assert.deepEqual(lines([report!, out], { handedOver, nextRung: { rung: 'T+3', at: at('2026-11-25T07:00:00') } })[0], ['11月25日 07:00，跟进日期过了 3 天，告知区教体局和分管领导', null])
  })

  it('says a new date only where one was set', () => {
    const reopened = aHazard({
      history: [entry('2026-11-20T09:00:00', 'li', 'reopen', 'open', { reason: '又堆上了', dueOn: '2026-11-27' })],
      deadlines: [...aHazard().deadlines, { ...aHazard().deadlines[0]!, version: 2, dueOn: '2026-11-27', at: at('2026-11-20T09:00:00') }],
    })
    assert.match(words(reopened)[0]!, /新期限 11月27日/)
  })

  it('says how each date came about', () => {
    const first = aHazard().deadlines[0]!
    const moved = { ...first, version: 2, dueOn: '2026-12-17', days: 35, setBy: 'hand' as const, at: at('2026-11-20T09:00:00') }
    const granted = aHazard({ history: [...aHazard().history, entry('2026-11-20T09:00:00', 'zhou', 'grantExtension', 'open')] })
    assert.deepEqual([deadlineWords(granted, first), deadlineWords(granted, moved), deadlineWords(aHazard(), moved)], ['按等级 7 天', '延期 35 天', '人工定 35 天'])
    assert.equal(deadlineWords(aHazard(), { ...first, days: 0 }), '按等级 期限当天')
  })

  it('survives an entry that carries less than it should', () => {
    const bare = aHazard({ people: [], history: [entry('2026-11-20T09:00:00', 'gone', 'rectify', 'rectified'), entry('2026-11-20T09:00:00', 'system', 'escalate', 'open', { rung: 'T+99' })] })
    assert.equal(words(bare).length, 2)
    assert.match(words(bare)[1]!, /已离开的人提交整改/)
  })

  it('shows the last evidence and what the reviewer said about it, until it is answered', () => {
    assert.deepEqual([lastRectification(aHazard())?.outcome, lastRectification(aHazard())?.photos.length], ['returned', 1])
    assert.equal(lastReturn(aHazard())?.reason, '还缺水枪')
    const answered = aHazard({ status: 'rectified', history: [...aHazard().history, entry('2026-11-24T07:00:00', 'wang', 'rectify', 'rectified', { photoIds: [PHOTO] })] })
    assert.equal(lastReturn(answered), null)
    assert.equal(lastRectification(answered)?.outcome, 'waiting')
    const reopened = aHazard({ history: [...aHazard().history, entry('2026-11-24T07:00:00', 'li', 'reopen', 'open', { reason: '又堆上了' })] })
    assert.deepEqual([lastReturn(reopened)?.action, lastReturn(reopened)?.reason], ['reopen', '又堆上了'])
  })

  it('says whose turn it is', () => {
    assert.deepEqual(turnOf(aHazard()), { before: '轮到 ', who: '你', after: ' 处理', then: '提交后等复查' })
    assert.equal(turnOf(aHazard({ actions: [] })).who, '王海燕')
    assert.equal(turnOf(aHazard({ actions: [], assigneeId: null })).who, '区教体局')
    assert.equal(turnOf(aHazard({ actions: ['rectify'], assigneeId: null })).who, '区教体局')
    assert.equal(turnOf(aHazard({ actions: ['rectify', 'handOver'], assigneeId: null })).who, '你')
    assert.equal(turnOf(aHazard({ actions: [], status: 'rectified' })).who, '李建国')
    assert.equal(turnOf(aHazard({ actions: [], status: 'rectified', selfCheck: true, reporterId: 'wang' })).who, '检查员')
    assert.deepEqual(turnOf(aHazard({ status: 'closed', closedAt: at('2026-11-24T07:00:00') })), { before: '11月24日已销号', who: '', after: '', then: '' })
  })

  it('says whose turn it is while the bureau decides', () => {
    const plan = { severity: 'major' as const, status: 'rectified' as const, actions: [] }
    const asked = { dueOn: '2027-02-20', reason: '换锅炉', interimMeasures: '停用', late: true, by: 'wang', at: at('2026-11-23T09:00:00') }
    assert.equal(turnOf(aHazard({ extension: asked })).then, '延期等局里决定')
    assert.deepEqual(turnOf(aHazard({ extension: asked, actions: ['grantExtension', 'refuseExtension'] })), { before: '轮到 ', who: '你', after: ' 决定延期', then: '' })
    assert.deepEqual([turnOf(aHazard({ ...plan, planState: 'submitted' })).who, turnOf(aHazard({ ...plan, planState: 'returned' })).who], ['区教体局', '王海燕'])
    assert.equal(turnOf(aHazard({ ...plan, planState: 'submitted', actions: ['approvePlan', 'returnPlan'] })).who, '你')
    assert.equal(turnOf(aHazard({ ...plan, planState: 'approved' })).who, '李建国')
    const people = [...aHazard().people, { id: 'zhou', name: '周明', role: 'bureau' as const }]
    const acceptedBy = (by: string) => turnOf(aHazard({ ...plan, planState: 'approved', people, acceptances: [{ by, at: at('2026-11-24T07:00:00') }] })).who
    assert.deepEqual([acceptedBy('li'), acceptedBy('zhou')], ['区教体局', '区教体局另一人'])
  })

  const offers = (actions: Action[], fresh = false, facts: Partial<Hazard> = {}) => offersOf(actions, fresh, aHazard({ state: 'open', ...facts }))

  it('offers one solid button, at most one beside it, and the rest in the menu', () => {
    assert.deepEqual(offers(['acknowledge', 'rectify']), { primary: 'rectify', beside: 'acknowledge', menu: [] })
    assert.deepEqual(offers(['accept', 'return', 'void']), { primary: 'accept', beside: 'return', menu: ['void'] })
    assert.deepEqual(offers(['acknowledge', 'close', 'fixOnSpot', 'reclassify', 'void'], true), { primary: 'close', beside: 'acknowledge', menu: ['fixOnSpot', 'reclassify', 'void'] })
    assert.deepEqual(offers(['reopen']), { primary: null, beside: null, menu: ['reopen'] })
    assert.equal(offers(['fixOnSpot', 'void'], true).primary, 'fixOnSpot')
    assert.deepEqual(offers(['fixOnSpot', 'void']), { primary: null, beside: null, menu: ['fixOnSpot', 'void'] })
    assert.deepEqual(offers([]), { primary: null, beside: null, menu: [] })
    const reopened = { history: [...aHazard().history, entry('2026-11-24T07:00:00', 'li', 'reopen', 'open', { reason: '又灭了一盏' })] }
    assert.equal(offers(['fixOnSpot', 'void'], true, reopened).primary, null, 'what was reopened is the school’s to put right')
  })

  it('puts what waits for a decision first, and chasing only where it is late', () => {
    assert.deepEqual(offers(['rectify', 'requestExtension', 'comment']), { primary: 'rectify', beside: 'requestExtension', menu: [] })
    assert.deepEqual(offers(['rectify', 'requestExtension', 'submitPlan']), { primary: 'rectify', beside: 'submitPlan', menu: ['requestExtension'] })
    assert.deepEqual(offers(['rectify', 'submitPlan'], false, { planState: 'submitted' }), { primary: 'rectify', beside: null, menu: ['submitPlan'] })
    assert.deepEqual(offers(['grantExtension', 'refuseExtension', 'handOver', 'remind']), { primary: 'grantExtension', beside: 'refuseExtension', menu: ['handOver', 'remind'] })
    assert.deepEqual(offers(['approvePlan', 'returnPlan', 'confirmMajor']), { primary: 'approvePlan', beside: 'returnPlan', menu: ['confirmMajor'] })
    assert.equal(offers(['return']).beside, 'return')
    assert.deepEqual([offers(['remind']).primary, offers(['remind'], false, { state: 'overdue' }).primary], [null, 'remind'])
  })

  it('leaves to the school as rare what an authority outside has in hand', () => {
    const handedOver = { authority: '区供电公司', reason: '线路产权', dueOn: '2026-12-08', by: 'zhou', at: at('2026-11-23T09:00:00') }
    assert.deepEqual(offers(['rectify', 'requestExtension', 'comment'], false, { handedOver }), { primary: null, beside: null, menu: ['rectify', 'requestExtension'] })
    assert.equal(offers(['rectify', 'requestExtension', 'handOver'], false, { handedOver }).primary, 'rectify')
  })

  it('shows its photos in the order of the story, and who played which part', () => {
    const photo = (id: string, kind: 'before' | 'comment') => ({ ...aHazard().photos[0]!, id, kind })
    const told = aHazard({
      photos: [aHazard().photos[0]!, photo('c', 'comment'), photo('b', 'before')],
      history: [...aHazard().history, entry('2026-11-23T09:00:00', 'wang', 'comment', 'open', { note: '水枪到货', photoIds: ['c'] })],
    })
    assert.deepEqual(photosInOrder(told).map(({ id }) => id), ['b', PHOTO, 'c'])
    assert.equal(lastRectification(told)?.photos.length, 1, 'a comment is no rectification')
    assert.deepEqual(partsPlayed(told).map(({ part, name, role }) => [part, name, role]), [['reporter', '李建国', '检查员'], ['assignee', '王海燕', '安全员'], ['rectifier', '王海燕', '安全员']])
    assert.equal(partsPlayed(aHazard({ assigneeId: null }))[1]!.name, '区教体局')
  })

  it('names who was faster, and skips what the system did', () => {
    const now = aHazard()
    assert.equal(conflictWords(now, 2, 'wang'), '李建国刚刚退回了这一条。')
    assert.equal(conflictWords(now, 3, 'wang'), null)
    assert.equal(conflictWords(undefined, 0, 'wang'), null)
  })
})

describe('the form of an action', () => {
  const hazard = { severity: 'serious' as const, category: 'FIRE', version: 4, dueOn: '2026-11-30' }
  const draft = freshActionDraft('a:h:x', 'x')

  it('asks for evidence before it closes anything', () => {
    assert.deepEqual(missingIn('close', draft, hazard), ['photos', 'measures'])
    assert.deepEqual(missingIn('accept', draft, hazard), [])
    assert.deepEqual(missingIn('return', draft, hazard), ['reason'])
    assert.deepEqual(missingIn('reclassify', { ...draft, severity: 'serious', typed: { reason: '定错了' } }, hazard), ['severity'])
    assert.deepEqual(missingIn('void', { ...draft, voidReason: 'duplicate' }, hazard), ['duplicateOf'])
  })

  it('asks for all five elements of a plan, for somebody to reassign to, and for words or a photo of a comment', () => {
    assert.deepEqual(missingIn('submitPlan', draft, hazard), ['measures', 'fundsYuan', 'dueOn', 'responsible', 'emergencyPlan'])
    assert.deepEqual(missingIn('submitPlan', { ...draft, typed: { measures: '加固', fundsYuan: '十万', dueOn: '2027-01-15', responsible: '赵立新', emergencyPlan: '封楼' } }, hazard), ['fundsYuan'])
    assert.deepEqual(missingIn('requestExtension', draft, hazard), ['dueOn', 'reason', 'interimMeasures'])
    assert.deepEqual(missingIn('reassign', draft, hazard), ['assigneeId'])
    assert.deepEqual(missingIn('comment', draft, hazard), ['note'])
    assert.deepEqual(missingIn('comment', { ...draft, photoIds: [PHOTO] }, hazard), [])
  })

  it('reads an amount as people type it, and asks again for what is none', () => {
    assert.deepEqual(['320', '1,320．50', ' 85。5 ', ''].map(yuanOf), [320, 1320.5, 85.5, null])
    assert.deepEqual(missingIn('close', { ...draft, photoIds: [PHOTO], typed: { measures: '清走', costYuan: '三百' } }, hazard), ['costYuan'])
  })

  it('offers the dates that can be granted: after the deadline, from today on, a year at most', () => {
    assert.deepEqual(datesFor('requestExtension', hazard, '2026-11-24'), { min: '2026-12-01', max: '2027-11-24' })
    assert.equal(datesFor('grantExtension', { ...hazard, dueOn: '2026-11-19' }, '2026-11-24').min, '2026-11-24')
    assert.equal(datesFor('handOver', hazard, '2026-11-24').min, '2026-11-24')
  })

  it('sends what the contract takes', () => {
    const typed = {
      measures: ' 清走纸箱 ', costYuan: '85.5', reason: '还缺水枪', note: ' ', dueOn: '2026-12-30', interimMeasures: '专人看守', fundsYuan: '186,000', responsible: '赵立新',
      emergencyPlan: '封楼', basis: '判定标准第五条', supervisor: '郑局长', authority: '区供电公司',
    }
    const written = { ...draft, photoIds: [PHOTO], typed, severity: 'major' as const, category: 'FIRE', voidReason: 'duplicate' as const, duplicateOf: PHOTO, assigneeId: 'desk' }
    for (const action of ACTIONS) {
      const request = actionRequestOf(action, written, hazard)
      assert.deepEqual(actionRequest.parse(request), request, action)
    }
    assert.ok(!('category' in actionRequestOf('reclassify', written, hazard)))
    assert.deepEqual(actionRequestOf('reassign', written, hazard), { action: 'reassign', version: 4, assigneeId: null })
    assert.deepEqual(actionRequestOf('comment', written, hazard), { action: 'comment', photoIds: [PHOTO] })
  })

  it('begins a plan that was returned with what it said', () => {
    const plan = {
      state: 'returned' as const, measures: '加固', fundsYuan: 0, dueOn: '2027-01-15', responsible: '赵立新', emergencyPlan: '封楼', reason: '写明值班',
      submittedBy: 'wang', submittedAt: at('2026-11-23T09:00:00'), decidedBy: 'zhou', decidedAt: at('2026-11-23T10:00:00'),
    }
    assert.deepEqual(missingIn('submitPlan', firstDraft('submitPlan', 'k', 'x', { plan }), hazard), [])
    assert.deepEqual(firstDraft('returnPlan', 'k', 'x', { plan }).typed, {})
    assert.deepEqual(firstDraft('submitPlan', 'k', 'x', { plan: null }).typed, {})
  })

  it('still opens what was typed into an earlier version of it', () => {
    const { typed: _typed, assigneeId: _assigneeId, ...rest } = draft
    const kept = asTyped({ ...rest, measures: '清走', costYuan: '', reason: '', note: '', dueOn: null } as never)
    assert.equal(kept.typed.measures, '清走')
    assert.deepEqual(missingIn('close', { ...kept, photoIds: [PHOTO] }, hazard), [])
    assert.equal(asTyped(draft), draft)
  })
})

describe('the to-do list', () => {
  it('goes by time: late, today, within a week, later; empty groups are left out', () => {
    const items = ([['overdue', -5], ['soon', 0], ['open', 7], ['open', 8]] as const).map(([state, daysLeft]) => ({ state, daysLeft }))
    assert.deepEqual(byTime(items).map(({ group, hazards }) => [group, hazards.length]), [['overdue', 1], ['today', 1], ['week', 1], ['later', 1]])
    assert.deepEqual(byTime([]), [])
  })
})
