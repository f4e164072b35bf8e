import { dateOf } from '../contract/calendar.ts'
import type { Cell, Column, Row } from '../xlsx/workbook.ts'
import { daysOverdue, fundsOf, lastRectification, type LineFacts } from './ledger.line.ts'
import { remarkOf, severityWords, statusWords } from './ledger.words.ts'

interface LedgerColumn extends Column { of(facts: LineFacts): Cell }

const on = (instant: Date | null): Cell => instant && { on: dateOf(instant) }
const names = ({ hazard, nameOf }: LineFacts) => [...new Set(hazard.acceptances.map(({ by }) => nameOf(by)))].join('、')

/** 隐患台账 as offices keep it, less pictures and opinions. The widths sum to what stays legible on A3. */
export const LEDGER_COLUMNS: readonly LedgerColumn[] = [
  { head: '序号', width: 4.5, kind: 'count', of: ({ at }) => at },
  { head: '隐患编号', width: 10.5, kind: 'centre', of: ({ hazard }) => hazard.number },
  { head: '学校', width: 12, kind: 'text', of: ({ school, hazard }) => school?.name ?? hazard.schoolId },
  { head: '学段', width: 5.5, kind: 'centre', of: ({ school }) => school?.kind ?? '' },
  { head: '检查日期', width: 10, kind: 'date', of: ({ hazard }) => on(hazard.foundAt) },
  { head: '检查类型', width: 6, kind: 'centre', of: ({ hazard }) => (hazard.selfCheck ? '自查自纠' : '检查') },
  { head: '检查人', width: 7, kind: 'centre', of: ({ hazard, nameOf }) => nameOf(hazard.reporterId) },
  { head: '位置', width: 11, kind: 'text', of: ({ hazard }) => hazard.spot },
  { head: '类别', width: 6, kind: 'centre', of: ({ category }) => category },
  { head: '隐患描述', width: 18, kind: 'text', of: ({ hazard }) => hazard.description },
  { head: '等级', width: 5, kind: 'centre', of: ({ hazard, levels }) => severityWords(hazard.severity, levels) },
  { head: '依据', width: 13, kind: 'text', of: () => '' },
  { head: '通知书号', width: 11, kind: 'centre', of: () => '' },
  { head: '整改措施', width: 18, kind: 'text', of: ({ hazard }) => String(lastRectification(hazard)?.measures ?? '') },
  { head: '责任人', width: 7, kind: 'centre', of: ({ hazard, nameOf }) => (hazard.assigneeId ? nameOf(hazard.assigneeId) : '区教体局') },
  { head: '督办人', width: 7, kind: 'centre', of: ({ principal }) => principal ?? '' },
  { head: '资金万元', width: 6, kind: 'amount', of: ({ hazard }) => fundsOf(hazard) },
  { head: '整改时限', width: 10, kind: 'date', of: ({ hazard }) => ({ on: hazard.originalDueOn }) },
  { head: '延期后时限', width: 10, kind: 'date', of: ({ hazard }) => (hazard.dueOn === hazard.originalDueOn ? null : { on: hazard.dueOn }) },
  { head: '完成日期', width: 10, kind: 'date', of: ({ hazard }) => on(hazard.rectifiedAt) },
  { head: '复查人', width: 7, kind: 'centre', of: names },
  { head: '复查日期', width: 10, kind: 'date', of: ({ hazard }) => on(hazard.acceptances.at(-1)?.at ?? null) },
  { head: '销号日期', width: 10, kind: 'date', of: ({ hazard }) => on(hazard.closedAt) },
  { head: '状态', width: 7, kind: 'centre', of: ({ hazard }) => statusWords(hazard) },
  { head: '逾期天数', width: 5, kind: 'count', of: ({ hazard, now }) => daysOverdue(hazard, now) },
  { head: '未完成原因、备注', width: 13, kind: 'text', of: ({ hazard }) => remarkOf(hazard) },
]

export const rowOf = (facts: LineFacts): Row => LEDGER_COLUMNS.map((column) => column.of(facts))
