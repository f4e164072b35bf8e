import { postFits, scopeFits } from '../account/account.rules.ts'
import { createAccountRequest, type AccountFields } from '../contract/account.ts'
import type { Post, Role } from '../contract/enumerations.ts'
import type { Mapping, StaffField } from '../contract/import.ts'
import type { RefusedField, SchoolIndex } from './import.hazards.ts'

export type ReadStaff = { account: AccountFields } | { refusals: RefusedField[] }

const ROLE_WORDS: Readonly<Record<string, Role>> = {
  检查员: 'inspector', 督学: 'inspector', 责任督学: 'inspector', 安全员: 'officer', 安全干事: 'officer', 校长: 'principal', 园长: 'principal', 副校长: 'principal',
  局机关: 'bureau', 局机关经办: 'bureau', 局领导: 'bureau', 系统管理员: 'administrator', 管理员: 'administrator', 审计员: 'auditor',
}
const POST_WORDS: Readonly<Record<string, Post>> = { 经办: 'desk', 科员: 'desk', 分管领导: 'leader', 领导: 'leader', 主责: 'primary', 专职: 'primary', 协助: 'deputy', 兼职: 'deputy' }

/** One row of a list of staff, or everything that is wrong with it. Schools by code or name, several divided by 、 or ;. */
export function readStaffRow(cells: readonly string[], columns: Mapping['columns'], schools: SchoolIndex): ReadStaff {
  const cell = (field: StaffField) => { const at = columns[field]; return at === undefined ? '' : cells[at] ?? '' }
  const refusals: RefusedField[] = []
  const refuse = (field: StaffField, code: RefusedField['code'], what: string) => { refusals.push({ field, code, with: what.slice(0, 60) || null }) }
  const parsed = createAccountRequest.safeParse({
    username: cell('username'), name: cell('name'), role: ROLE_WORDS[cell('role')] ?? cell('role').toLowerCase(),
    post: cell('post') === '' ? null : POST_WORDS[cell('post')] ?? cell('post').toLowerCase(),
    schoolIds: schoolsIn(cell('schools'), schools, (code, what) => refuse('schools', code, what)), email: cell('email') || null,
  })
  for (const { path } of parsed.error?.issues ?? []) {
    const field = path[0] === 'schoolIds' ? 'schools' : String(path[0]) as StaffField
    if (!refusals.some((one) => one.field === field)) refuse(field, cell(field) === '' ? 'missing' : 'bad-value', cell(field))
  }
  if (parsed.data && !postFits(parsed.data)) refuse('post', 'bad-value', cell('post'))
  if (parsed.data && !scopeFits(parsed.data)) refuse('schools', 'bad-value', cell('schools'))
  return parsed.data && refusals.length === 0 ? { account: parsed.data } : { refusals }
}

function schoolsIn(cell: string, schools: SchoolIndex, refuse: (code: RefusedField['code'], what: string) => void): 'all' | string[] {
  if (/^(all|全部|全区)$/i.test(cell)) return 'all'
  return cell.split(/[;；、,，\n]/).map((part) => part.trim()).filter(Boolean).flatMap((part) => {
    const found = schools.find(part)
    if (typeof found !== 'string') return found.id
    refuse(found, part)
    return []
  })
}
