import type { ImportField, ImportKind, Refusal } from '../contract/import.ts'
import { FIELD_HEADS } from './import.fields.ts'
import type { RefusedField } from './import.hazards.ts'

/** In Chinese, for the file that goes back to the office; the pages word the same codes themselves. */
const WORDS: Readonly<Record<Refusal, (what: string) => string>> = {
  'missing': () => '没有填', 'too-long': () => '太长', 'bad-date': (what) => `不是日期：${what}`, 'no-year': (what) => `没有写年份：${what}`,
  'in-future': (what) => `在今天之后：${what}`, 'before-found': (what) => `早于检查日期：${what}`, 'unknown-school': (what) => `没有这所学校：${what}`,
  'ambiguous-school': (what) => `有两所同名的学校，改填代码：${what}`, 'unknown-category': (what) => `不认识的类别：${what}`,
  'unknown-severity': (what) => `不认识的等级：${what}`, 'unknown-state': (what) => `不认识的状态：${what}`,
  'no-recheck-for-general': () => '一般隐患不经复查，填整改中或已销号', 'bad-number': (what) => `不是数：${what}`, 'repeated': (what) => `和第 ${what} 行重复`,
  'ours': (what) => `本系统已有 ${what}`, 'bad-value': (what) => `填得不对：${what}`, 'changed-meanwhile': () => '检查之后情况变了，重新导入这一行',
}

export const headOf = (kind: ImportKind, field: string): string => FIELD_HEADS[kind][field as ImportField]?.[0] ?? field

export const refusalWords = (kind: ImportKind, refusals: readonly RefusedField[]): string =>
  refusals.map(({ field, code, with: what }) => `${headOf(kind, field)}${WORDS[code](what ?? '')}`).join('；')
