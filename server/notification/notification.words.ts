import type { HistoryAction, Rung, Severity, VoidReason } from '../contract/enumerations.ts'
import { daysLeft } from '../hazard/hazard.deadline.ts'
import type { HazardRecord, HistoryEntry } from '../hazard/hazard.model.ts'
import { SEVERITY_WORDS } from '../hazard/hazard.words.ts'

/** Every text of an e-mail. Plain words, made from the records at the moment of sending; the inbox is worded by the phone. */
const EVENTS: Readonly<Record<HistoryAction, string>> = {
  report: '新隐患上报', acknowledge: '隐患已签收', rectify: '整改已提交，等待复查', close: '隐患已销号', fixOnSpot: '隐患已立行立改',
  accept: '复查通过', return: '整改被退回', reclassify: '隐患等级或类别有改动', void: '隐患已作废', reopen: '隐患重新打开',
  reassign: '隐患改派给你', escalate: '升级催办', remind: '催办：请尽快处理', comment: '隐患有新留言',
  requestExtension: '申请延期，等候决定', grantExtension: '同意延期', refuseExtension: '不同意延期',
  submitPlan: '整改方案已提交，等候审批', approvePlan: '整改方案已批准', returnPlan: '整改方案被退回',
  confirmMajor: '已确认为重大隐患', supervise: '隐患已挂牌督办', delist: '隐患已摘牌', handOver: '隐患已移交外单位',
}

const RUNGS: Readonly<Record<Rung, string>> = {
  'T-1': '整改期限明天到期', 'T': '整改期限今天到期',
  'T+1': '黄牌：整改逾期', 'T+3': '督办单：整改逾期',
  'unacknowledged-2h': '重大隐患 2 小时无人签收', 'unacknowledged-24h': '隐患 24 小时未签收', 'unacknowledged-48h': '隐患 48 小时未签收',
  'unchecked-3d': '整改已提交 3 天，等待复查', 'unchecked-7d': '整改已提交 7 天，仍未复查', 'unchecked-10d': '整改已提交 10 天，仍未复查',
}
const RED_CARD = '红牌：重大隐患整改逾期'
const RED_LEVEL = 3
const LATE_REQUEST = '逾期后申请延期，等候决定'
/** What an action names beside its words. */
const NAMED = { authority: '移交单位', supervisor: '督办责任人', interimMeasures: '临时管控', responsible: '责任人', emergencyPlan: '应急预案' } as const
/** A late date without a card: the hazard was with an authority outside. */
const OUTSIDE_LATE = '移交事项逾期，请跟进'
const MAJOR_REPORT = '重大隐患上报'
const FIRST_ACCEPTANCE = '复查通过一次，还要局里再复查'

const VOID_REASONS: Readonly<Record<VoidReason, string>> = { duplicate: '重复上报', mistaken: '误报', notOurs: '不属本单位' }

export interface MailFacts {
  rung: Rung | null
  /** How high the rung stood when it was planned; null where that was not written down. */
  level: number | null
  /** The entry of the history that an event tells of. */
  entry: HistoryEntry | null
  hazard: HazardRecord
  schoolName: string
  recipientName: string
  byName: string | null
  /** The address of the hazard's page, if the installation knows its own. */
  link: string | null
  now: Date
}

/** What an e-mail says. One line a fact, so that it reads on any phone. */
export function wordsOfMail(facts: MailFacts): { subject: string; text: string } {
  const { hazard, schoolName, recipientName, link } = facts
  const headline = headlineOf(facts)
  const lines = [
    `${recipientName}，你好：`, '', `${headline}。`, '',
    ...carriedLines(facts),
    `编号：${hazard.number}`, `学校：${schoolName}`, `位置：${hazard.spot}`, `等级：${SEVERITY_WORDS[hazard.severity]}`,
    `情况：${hazard.description}`, ...deadlineLines(facts),
    ...(link ? ['', `查看：${link}`] : []),
    '', '这是系统发出的消息，请不要回复。',
  ]
  return { subject: `${headline} · ${schoolName} · ${hazard.spot}`, text: `${lines.join('\n')}\n` }
}

/** What happened is worded by the record of that moment: the hazard may have moved on, or been reclassified, since. */
function headlineOf({ rung, level, entry, hazard }: MailFacts): string {
  if (!rung) return eventLine(entry, hazard.severity)
  if (level === 0 && (rung === 'T+1' || rung === 'T+3')) return OUTSIDE_LATE
  if (rung === 'T+1' && (level === null ? hazard.severity === 'major' : level === RED_LEVEL)) return RED_CARD
  return RUNGS[rung]
}

function eventLine(entry: HistoryEntry | null, severity: Severity): string {
  if ((!entry || entry.action === 'report') && severity === 'major') return MAJOR_REPORT
  if (entry?.action === 'reclassify') return reclassifiedLine(entry)
  if (entry?.action === 'grantExtension' && entry.dueOn) return `同意延期到${dateWords(entry.dueOn)}`
  if (entry?.action === 'accept' && entry.to === 'rectified') return FIRST_ACCEPTANCE
  if (entry?.action === 'requestExtension' && entry.late) return LATE_REQUEST
  return EVENTS[entry?.action ?? 'report']
}

function reclassifiedLine({ severity, severityBefore }: HistoryEntry): string {
  if (!severity || severity === severityBefore) return EVENTS.reclassify
  const made = SEVERITY_WORDS[severity]
  return severityBefore ? `隐患由${SEVERITY_WORDS[severityBefore]}改为${made}` : `隐患改为${made}`
}

/** Who did it, what it named, and the words that went with it. */
function carriedLines({ entry, byName }: MailFacts): string[] {
  if (!entry) return []
  const words = wordsCarried(entry)
  const reason = entry.action === 'void' ? VOID_REASONS[entry.reason as VoidReason] : undefined
  const named = Object.entries(NAMED).flatMap(([field, label]) => (typeof entry[field] === 'string' ? [`${label}：${entry[field]}`] : []))
  return [
    ...(byName ? [`经手：${byName}`] : []), ...(reason ? [`原因：${reason}`] : []), ...named,
    ...askedLines(entry),
    ...(words ? [`说明：${words}`] : []),
  ]
}

/** A grant of just what was asked for says it at its head. */
function askedLines({ action, askedDueOn, dueOn }: HistoryEntry): string[] {
  if (!askedDueOn || (action === 'grantExtension' && askedDueOn === dueOn)) return []
  return [`${action === 'submitPlan' ? '治理时限' : '申请延至'}：${dateWords(askedDueOn)}`]
}

/** What a person wrote when acting: a reason, a note, the measures taken. The reason of a void is a code, not words. */
export function wordsCarried({ action, reason, note, measures, basis }: HistoryEntry): string | null {
  const said = action === 'void' ? note : action === 'confirmMajor' ? basis : reason ?? note ?? measures
  return typeof said === 'string' ? said : null
}

function deadlineLines({ hazard, now }: MailFacts): string[] {
  if (hazard.status === 'closed' || hazard.status === 'void') return []
  const date = dateWords(hazard.dueOn)
  return [`整改期限：${hazard.status === 'open' ? `${date}（${daysShown(daysLeft(hazard.dueOn, now))}）` : date}`]
}

function dateWords(date: string): string {
  const [year, month, day] = date.split('-').map(Number)
  return `${year}年${month}月${day}日`
}

function daysShown(days: number): string {
  if (days === 0) return '今天到期'
  return days > 0 ? `剩 ${days} 天` : `逾期 ${-days} 天`
}
