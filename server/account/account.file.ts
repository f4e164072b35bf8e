import type { z } from 'zod'
import { createAccountRequest, type AccountFields } from '../contract/account.ts'
import { ROLES } from '../contract/enumerations.ts'
import { readCsv, type CsvRow } from '../csv/read-csv.ts'
import type { RowError } from '../csv/row-errors.ts'
import { postFits, scopeFits } from './account.rules.ts'

export interface AccountRow {
  line: number
  fields: AccountFields
}

/** `rows` has the rows at fault too, as far as they can be read, for what is asked of the rows together. None is fit to import while there are `errors`. */
export interface AccountFile {
  rows: AccountRow[]
  errors: RowError[]
}

const COLUMNS = { required: ['username', 'name', 'role'], optional: ['post', 'schools', 'email'] }

const REASONS: Record<string, string> = {
  username: '用户名（username）用小写字母、数字和 . _ -，以字母或数字开头，2 至 40 个字符',
  name: '姓名（name）要填，最多 40 个字',
  role: `角色（role）是 ${ROLES.join('、')} 之一`,
  post: '岗位（post）：局机关填 desk 或 leader，安全员填 primary 或 deputy，其他角色不填',
  schoolIds: '学校（schools）填 all，或用分号隔开的学校代码',
  scope: '范围（schools）和角色对不上：安全员、校长填学校代码；局机关、系统管理员、审计员填 all 或不填',
  email: '邮箱（email）写法不对，可以不填',
}

/** What stands for a field at fault: it claims nothing, and nobody is called ''. */
const NOTHING: AccountFields = { username: '', name: '', role: 'inspector', post: null, schoolIds: [], email: null }

/**
 * Reads an account file whole: columns username, name, role, post, schools (codes joined by `;`, or `all`), email.
 * Whether the schools exist, and have a primary officer, is asked of the database later.
 */
export function readAccounts(bytes: Uint8Array): AccountFile {
  const { rows: cells, errors: misshapen } = readCsv(bytes, COLUMNS)
  const read = cells.map(readRow)
  const rows = read.map(({ row }) => row)
  return { rows, errors: [...misshapen, ...read.flatMap(({ errors }) => errors), ...repeatedNames(rows)].sort((a, b) => a.line - b.line) }
}

function readRow({ line, cells }: CsvRow): { row: AccountRow; errors: RowError[] } {
  const asked: Record<keyof AccountFields, unknown> = {
    username: cells.username, name: cells.name, role: cells.role?.toLowerCase(), post: cells.post?.toLowerCase() || null,
    schoolIds: schoolsIn(cells.schools ?? ''), email: cells.email || null,
  }
  const parsed = createAccountRequest.safeParse(asked)
  const faults = parsed.data ? misfits(parsed.data) : fieldsAtFault(parsed.error)
  return { row: { line, fields: parsed.data ?? legibleIn(asked) }, errors: faults.map((field) => ({ line, reason: REASONS[field] ?? field })) }
}

function legibleIn(asked: Record<keyof AccountFields, unknown>): AccountFields {
  const { shape } = createAccountRequest
  const legible = (Object.keys(NOTHING) as (keyof AccountFields)[]).flatMap((field) => {
    const { success, data } = shape[field].safeParse(asked[field])
    return success ? [[field, data]] : []
  })
  return { ...NOTHING, ...Object.fromEntries(legible) as Partial<AccountFields> }
}

const fieldsAtFault = (error: z.ZodError) => [...new Set(error.issues.map(({ path }) => String(path[0])))]

const misfits = (fields: AccountFields) => [...(postFits(fields) ? [] : ['post']), ...(scopeFits(fields) ? [] : ['scope'])]

/** Full-width punctuation comes with Chinese keyboards. */
function schoolsIn(cell: string): 'all' | string[] {
  if (cell.toLowerCase() === 'all') return 'all'
  return cell.split(/[;；]/).map((code) => code.trim()).filter((code) => code !== '')
}

function repeatedNames(rows: readonly AccountRow[]): RowError[] {
  const first = new Map<string, number>()
  return rows.flatMap(({ line, fields: { username } }) => {
    if (username === NOTHING.username) return []
    const earlier = first.get(username)
    if (earlier === undefined) first.set(username, line)
    return earlier === undefined ? [] : [{ line, reason: `用户名 ${username} 在第 ${earlier} 行已经有了` }]
  })
}
