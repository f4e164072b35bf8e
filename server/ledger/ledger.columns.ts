import { dateOf } from '../contract/calendar.ts'
import type { Cell, Column, Row } from '../xlsx/workbook.ts'
import { daysOverdue, deadlinesIn, fundsOf, measuresOf, oldOf, type LineFacts } from './ledger.line.ts'
import { remarkOf, severityOf, statusWords } from './ledger.words.ts'

interface LedgerColumn extends Column { of(facts: LineFacts): Cell }

const on = (instant: Date | null): Cell => instant && { on: dateOf(instant) }
const day = (date: string | null | undefined): Cell => (date ? { on: date } : null)
const recheckers = ({ hazard, nameOf }: LineFacts) => [...new Set(hazard.acceptances.map(({ by }) => nameOf(by)))].join('、') || oldOf(hazard).recheckedBy || ''
/** Who answers for it: an authority outside, a person, the bureau; of what was over before it came here, whom the old ledger names. */
const responsible = ({ hazard, nameOf }: LineFacts) => hazard.handedOver?.authority ??
  (hazard.status === 'closed' ? oldOf(hazard).responsible : undefined) ?? (hazard.assigneeId ? nameOf(hazard.assigneeId) : '区教体局')

/** 隐患台账 as offices keep it, less pictures and opinions. The widths sum to what stays legible on A3. */
export const LEDGER_COLUMNS: readonly LedgerColumn[] = [
  { head: '序号', width: 4.5, kind: 'count', of: ({ at }) => at },
  { head: '隐患编号', width: 10.5, kind: 'centre', of: ({ hazard }) => hazard.number },
  { head: '学校', width: 12, kind: 'text', of: ({ school, hazard }) => school?.name ?? hazard.schoolId },
  { head: '学段', width: 5.5, kind: 'centre', of: ({ school }) => school?.kind ?? '' },
  { head: '检查日期', width: 10, kind: 'date', of: ({ hazard }) => on(hazard.foundAt) },
  { head: '检查类型', width: 6, kind: 'centre', of: ({ hazard }) => oldOf(hazard).inspection ?? (hazard.selfCheck ? '自查自纠' : '检查') },
  { head: '检查人', width: 7, kind: 'centre', of: ({ hazard, nameOf }) => oldOf(hazard).inspectedBy ?? nameOf(hazard.reporterId) },
  { head: '位置', width: 11, kind: 'text', of: ({ hazard }) => hazard.spot },
  { head: '类别', width: 6, kind: 'centre', of: ({ category }) => category },
  { head: '隐患描述', width: 18, kind: 'text', of: ({ hazard }) => hazard.description },
  { head: '等级', width: 5, kind: 'centre', of: ({ hazard, levels }) => severityOf(hazard, levels) },
  { head: '依据', width: 13, kind: 'text', of: ({ basis }) => basis },
  { head: '通知书号', width: 11, kind: 'centre', of: ({ notices }) => notices },
  { head: '整改措施', width: 18, kind: 'text', of: ({ hazard }) => measuresOf(hazard) },
  { head: '责任人', width: 7, kind: 'centre', of: responsible },
  { head: '督办人', width: 7, kind: 'centre', of: ({ hazard, principal }) => hazard.supervision?.supervisor ?? principal ?? '' },
  { head: '资金万元', width: 6, kind: 'amount', of: ({ hazard }) => fundsOf(hazard) },
  { head: '整改时限', width: 10, kind: 'date', of: ({ hazard }) => day(deadlinesIn(hazard).on) },
  { head: '延期后时限', width: 10, kind: 'date', of: ({ hazard }) => day(deadlinesIn(hazard).extendedTo) },
  { head: '完成日期', width: 10, kind: 'date', of: ({ hazard }) => on(hazard.rectifiedAt) },
  { head: '复查人', width: 7, kind: 'centre', of: recheckers },
  { head: '复查日期', width: 10, kind: 'date', of: ({ hazard }) => on(hazard.acceptances.at(-1)?.at ?? null) ?? day(oldOf(hazard).recheckedOn) },
  { head: '销号日期', width: 10, kind: 'date', of: ({ hazard }) => on(hazard.closedAt) },
  { head: '状态', width: 7, kind: 'centre', of: ({ hazard }) => statusWords(hazard) },
  { head: '逾期天数', width: 5, kind: 'count', of: ({ hazard, now }) => daysOverdue(hazard, now) },
  { head: '未完成原因、备注', width: 13, kind: 'text', of: ({ hazard }) => remarkOf(hazard) },
]

export const rowOf = (facts: LineFacts): Row => LEDGER_COLUMNS.map((column) => column.of(facts))
