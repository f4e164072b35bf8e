import { dateOf, timeOf } from '../contract/calendar.ts'
import type { Severity, State } from '../contract/enumerations.ts'

/** 2026年11月9日, as sentences write a date. */
export function longDate(date: string): string {
  const [year, month, day] = date.split('-').map(Number)
  return `${year}年${month}月${day}日`
}

/** 2026年11月9日、12日: what is repeated is said once. */
export function longDates(dates: readonly string[]): string {
  let before: (number | undefined)[] = []
  return [...new Set(dates)].sort().map((date) => {
    const [year, month, day] = date.split('-').map(Number)
    const said = year !== before[0] ? `${year}年${month}月${day}日` : month !== before[1] ? `${month}月${day}日` : `${day}日`
    before = [year, month]
    return said
  }).join('、')
}

/** A deadline is a moment, the end of its day: 24时, never 23:59. */
export const endOf = (date: string): string => `${longDate(date)}24时`

/** A deadline and below it until when it was extended, as `deadlineOf` answers them. */
export const deadlineWords = ({ on, extendedTo }: { on: string; extendedTo: string | null }): string => endOf(on) + (extendedTo ? `\n延至${endOf(extendedTo)}` : '')

/** 2026年11月24日9时30分. */
export function longTime(at: Date): string {
  const [hour, minute] = timeOf(at).split(':').map(Number)
  return `${longDate(dateOf(at))}${hour}时${minute ? `${minute}分` : ''}`
}

interface Weighed { severity: Severity; confirmedMajor?: unknown }

/** Printed for a school: 较大 stands in brackets, and a major hazard that nobody has confirmed is a suggestion. */
export function severityToSchool({ severity, confirmedMajor }: Weighed): string {
  if (severity === 'major') return confirmedMajor ? '重大' : '重大（建议）'
  return severity === 'serious' ? '一般（较大）' : '一般'
}

/** Printed upward, where there are two levels; `fold` off keeps 较大. */
export function severityUpward(hazard: Weighed, fold: boolean): string {
  return hazard.severity === 'serious' ? (fold ? '一般' : '较大') : severityToSchool(hazard)
}

/** A bracket begins a line of its own in a narrow cell. */
export const stacked = (severity: string): string => severity.replace('（', '\n（')

/** YH-2026-SC013-0042 breaks where a reader would break it; left alone it would break after any hyphen. */
export const stackedNumber = (number: string): string => number.replace(/^(YH-\d+-)/, '$1\n')

/** Names of two characters are spaced to the width of three, in tables. */
export const spacedName = (name: string): string => (/^\p{Script=Han}{2}$/u.test(name) ? `${name[0]}　${name[1]}` : name)

const STATE_WORDS: Record<State, string> = { overdue: '逾期', soon: '将到期', open: '整改中', rectified: '待复查', closed: '已销号', void: '作废' }
export const stateWord = (state: State): string => STATE_WORDS[state]

/** 180元. Forms count in yuan. */
export const yuan = (amount: number): string => `${amount.toLocaleString('en-US', { useGrouping: false, maximumFractionDigits: 2 })}元`
/** 0.018: ledgers count in units of ten thousand. */
export const tenThousands = (amount: number): string => (amount / 10_000).toFixed(3)

/** The names once each, in the order of their first appearance. */
export const listed = (names: readonly string[]): string => [...new Set(names.filter(Boolean))].join('、')

/** A sentence ends once, whatever the writer typed. */
export const sentence = (text: string): string => (/[。！？；.!?]$/.test(text.trim()) ? text.trim() : `${text.trim()}。`)
