import { dateOf } from '../contract/calendar.ts'
import type { Severity, State, Status, VoidReason } from '../contract/enumerations.ts'
import type { LedgerLevels } from '../contract/ledger.ts'
import type { HazardRecord, HistoryEntry } from '../hazard/hazard.model.ts'
import { SEVERITY_WORDS } from '../hazard/hazard.words.ts'
import { oldOf } from './ledger.line.ts'

/** The ledger is an office paper: it speaks Chinese whoever asks for it. */

export const severityWords = (severity: Severity, levels: LedgerLevels): string =>
  (severity === 'serious' && levels === 'two' ? SEVERITY_WORDS.general : SEVERITY_WORDS[severity])

/** A major hazard that no person has confirmed is a suggestion, and says so. */
export const severityOf = ({ severity, confirmedMajor }: HazardRecord, levels: LedgerLevels): string =>
  severityWords(severity, levels) + (severity === 'major' && !confirmedMajor ? '（建议）' : '')

const STATUS: Readonly<Record<Status, string>> = { open: '整改中', rectified: '待复查', closed: '已销号', void: '已作废' }
/** Whose move it is, and how the open ones stand beside that. */
export function statusWords({ status, supervision, handedOver, extension }: HazardRecord): string {
  if (status !== 'open') return STATUS[status]
  if (supervision) return '挂牌督办'
  if (handedOver) return '已移交'
  return extension ? '延期审批中' : STATUS.open
}

export const STATE_WORDS: Readonly<Record<State, string>> = {
  overdue: '逾期', soon: '即将到期', open: '未到期', rectified: '待复查', closed: '已销号', void: '已作废',
}

const VOIDED: Readonly<Record<VoidReason, string>> = { duplicate: '重复', mistaken: '报错了', notOurs: '不归学校管' }
/** What is told of an entry beside its reason, where the reason says why a hazard is not finished. */
const REASONS: Readonly<Record<string, string>> = {
  return: '退回', reopen: '重新打开', void: '作废', requestExtension: '申请延期', refuseExtension: '延期未批', handOver: '移交', returnPlan: '方案退回',
}

/** Why it is not finished, or not a hazard: the newest reason that its history gives; and what the old ledger noted. */
export function remarkOf(hazard: HazardRecord): string {
  const entry = hazard.history.findLast(({ action, reason }) => action in REASONS && typeof reason === 'string')
  const { number, remark } = oldOf(hazard)
  return [entry ? `${dateOf(entry.at)} ${REASONS[entry.action]}：${reasonIn(entry)}` : '', number ? `原编号 ${number}` : '', remark ?? ''].filter(Boolean).join('；')
}

function reasonIn({ action, reason, note }: HistoryEntry): string {
  const words = action === 'void' ? VOIDED[reason as VoidReason] ?? String(reason) : String(reason)
  return typeof note === 'string' ? `${words}，${note}` : words
}
