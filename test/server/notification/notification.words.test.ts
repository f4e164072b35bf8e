import assert from 'node:assert/strict'
import { HISTORY_ACTIONS, RUNGS } from '../../../server/contract/enumerations.ts'
import type { HazardRecord, HistoryEntry } from '../../../server/hazard/hazard.model.ts'
import { wordsOfMail, type MailFacts } from '../../../server/notification/notification.words.ts'

const NOW = new Date('2026-11-24T02:00:00.000Z')
const hazard = {
  _id: 'a', number: 'YH-2026-SC013-0042', spot: '教学楼二层走廊', description: '消火栓箱缺水枪', severity: 'serious', status: 'open', dueOn: '2026-11-19',
} as HazardRecord
const facts: MailFacts = {
  rung: null, level: null, entry: null, hazard, schoolName: '第一小学', recipientName: '赵立新', byName: null, link: null, now: NOW,
}
const entry = (fields: Partial<HistoryEntry> & { action: HistoryEntry['action'] }): HistoryEntry =>
  ({ at: NOW, by: 'x', actionId: null, from: 'open', to: 'open', ...fields })

describe('an e-mail', () => {
  it('names the card, the hazard and the days', () => {
    const { subject, text } = wordsOfMail({ ...facts, rung: 'T+3' })
    assert.equal(subject, '督办单：整改逾期 · 第一小学 · 教学楼二层走廊')
    for (const line of ['赵立新，你好：', '编号：YH-2026-SC013-0042', '等级：较大', '整改期限：2026年11月19日（逾期 5 天）']) assert.ok(text.includes(line), line)
  })

  it('is a red card for a major hazard on its first late day', () => {
    assert.match(wordsOfMail({ ...facts, rung: 'T+1' }).subject, /^黄牌/)
    assert.match(wordsOfMail({ ...facts, rung: 'T+1', hazard: { ...hazard, severity: 'major' } }).subject, /^红牌/)
  })

  it('calls what an authority outside is late with no card', () => {
    for (const rung of ['T+1', 'T+3'] as const) assert.match(wordsOfMail({ ...facts, rung, level: 0 }).subject, /^移交事项逾期，请跟进 ·/)
  })

  it('words a card and an acceptance as they were, not as the hazard is now', () => {
    const major = { ...hazard, severity: 'major', status: 'closed' } as HazardRecord
    assert.match(wordsOfMail({ ...facts, rung: 'T+1', level: 1, hazard: major }).subject, /^黄牌/)
    assert.match(wordsOfMail({ ...facts, rung: 'T+1', level: 3 }).subject, /^红牌/)
    const accepted = (to: HistoryEntry['to']) => wordsOfMail({ ...facts, hazard: major, entry: entry({ action: 'accept', from: 'rectified', to }) }).subject
    assert.match(accepted('rectified'), /^复查通过一次，还要局里再复查 ·/)
    assert.match(accepted('closed'), /^复查通过 ·/)
  })

  it('says at its head that a hazard is major, or what it was made', () => {
    const major = { ...hazard, severity: 'major' } as HazardRecord
    assert.match(wordsOfMail({ ...facts, hazard: major, entry: entry({ action: 'report' }) }).subject, /^重大隐患上报 ·/)
    assert.match(wordsOfMail({ ...facts, entry: entry({ action: 'report' }) }).subject, /^新隐患上报 ·/)
    const made = (fields: object) => wordsOfMail({ ...facts, hazard: major, entry: entry({ action: 'reclassify', ...fields }) }).subject
    assert.match(made({ severity: 'general' }), /^隐患改为一般 ·/)
    assert.match(made({ severity: 'serious', severityBefore: 'general' }), /^隐患由一般改为较大 ·/)
    assert.match(made({ category: 'FIRE', severity: 'general', severityBefore: 'general' }), /^隐患等级或类别有改动 ·/)
    assert.match(made({ category: 'FIRE' }), /^隐患等级或类别有改动 ·/)
  })

  it('says who acted and the words that went with it', () => {
    const { text } = wordsOfMail({ ...facts, byName: '李建国', entry: entry({ action: 'return', reason: '还缺水枪' }) })
    assert.match(text, /经手：李建国\n说明：还缺水枪/)
  })

  it('words the code of a voided hazard and names no deadline any more', () => {
    const { text } = wordsOfMail({ ...facts, hazard: { ...hazard, status: 'void' }, entry: entry({ action: 'void', reason: 'duplicate', note: '见上一条' }) })
    assert.match(text, /原因：重复上报\n说明：见上一条/)
    assert.doesNotMatch(text, /整改期限|duplicate/)
  })

  it('says on its face that an extension was asked for too late, until when, and how people are kept safe', () => {
    const asked = entry({ action: 'requestExtension', reason: '等配件', interimMeasures: '围挡', askedDueOn: '2026-12-09', late: true })
    const { subject, text } = wordsOfMail({ ...facts, byName: '王海燕', entry: asked })
    assert.match(subject, /^逾期后申请延期，等候决定 ·/)
    assert.match(text, /经手：王海燕\n临时管控：围挡\n申请延至：2026年12月9日\n说明：等配件\n/)
    assert.match(wordsOfMail({ ...facts, entry: entry({ ...asked, late: false }) }).subject, /^申请延期，等候决定 ·/)
  })

  it('says until when an extension was granted, and what was asked for where that is another day', () => {
    const granted = (askedDueOn: string) => wordsOfMail({ ...facts, entry: entry({ action: 'grantExtension', dueOn: '2026-12-12', askedDueOn }) })
    assert.match(granted('2026-12-20').subject, /^同意延期到2026年12月12日 ·/)
    assert.match(granted('2026-12-20').text, /申请延至：2026年12月20日/)
    assert.doesNotMatch(granted('2026-12-12').text, /申请延至/)
  })

  it('names who supervises a listed hazard, and its deadline', () => {
    const { text } = wordsOfMail({ ...facts, entry: entry({ action: 'supervise', supervisor: '郑局长' }) })
    assert.match(text, /督办责任人：郑局长\n/)
    assert.match(text, /整改期限：2026年11月19日/)
  })

  it('never calls a hazard late that waits for its recheck', () => {
    assert.match(wordsOfMail({ ...facts, rung: 'unchecked-3d', hazard: { ...hazard, status: 'rectified' } }).text, /整改期限：2026年11月19日\n/)
  })

  it('links to the hazard only if the installation knows its own address', () => {
    assert.doesNotMatch(wordsOfMail(facts).text, /查看/)
    assert.match(wordsOfMail({ ...facts, link: 'https://aq.example/hazards/a' }).text, /查看：https:\/\/aq\.example\/hazards\/a/)
  })

  it('has words for every event and every rung', () => {
    for (const action of HISTORY_ACTIONS) assert.doesNotMatch(wordsOfMail({ ...facts, entry: entry({ action }) }).subject, /undefined/)
    for (const rung of RUNGS) assert.doesNotMatch(wordsOfMail({ ...facts, rung }).subject, /undefined/)
  })
})
