import type { AuditEntry } from '../../../server/contract/audit.ts'
import { POSTS, ROLES, type Post, type Role } from '../../../server/contract/enumerations.ts'
import { t, type PlainKey } from '../words/t.ts'

const SUBJECTS: Readonly<Record<string, PlainKey>> = {
  account: 'shell.nav.accounts', accounts: 'shell.nav.accounts', school: 'shell.nav.schools', schools: 'shell.nav.schools', photo: 'admin.subject.photo',
  paper: 'admin.subject.paper', papers: 'admin.subject.papers', basis: 'admin.subject.basis', import: 'admin.subject.import', ledger: 'admin.subject.ledger',
  district: 'shell.demo',
}

const NAMES: Readonly<Record<string, PlainKey>> = {
  name: 'admin.detail.name', username: 'admin.accounts.username', role: 'admin.accounts.role', post: 'admin.account.post', schoolIds: 'admin.accounts.schools', email: 'admin.accounts.email',
  disabled: 'admin.accounts.disabled', from: 'admin.detail.from', failures: 'admin.detail.failures', kind: 'admin.schools.kind', cluster: 'admin.schools.cluster', students: 'admin.schools.students',
  boarding: 'admin.schools.boarding', canteen: 'admin.schools.canteen', schoolBus: 'admin.schools.bus', initials: 'admin.detail.initials', lng: 'admin.school.lng', lat: 'admin.school.lat', demo: 'shell.demo',
  created: 'admin.detail.created', changed: 'admin.detail.changed', unchanged: 'admin.detail.unchanged', schools: 'shell.nav.schools', accounts: 'shell.nav.accounts', hazard: 'shell.nav.hazards',
  number: 'admin.detail.number', title: 'admin.detail.title', reason: 'admin.detail.reason', total: 'admin.detail.total', filter: 'admin.detail.filter', fileName: 'admin.detail.file', accepted: 'admin.detail.accepted',
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** To what it was done: the account by its user name, the school by its code, anything else by the beginning of its id. */
export function subjectWords({ subject, detail }: Pick<AuditEntry, 'subject' | 'detail'>): string {
  const [kind = '', id] = subject.split(/:(.*)/s)
  const noun = SUBJECTS[kind] ? t(SUBJECTS[kind]) : kind
  if (id === undefined) return noun
  if (kind === 'account') return `${noun} ${typeof detail['username'] === 'string' ? detail['username'] : id.slice(0, 8)}`
  return `${noun} ${UUID.test(id) ? id.slice(0, 8) : id}`
}

/** What was noted with it, name by name; what a name has no word for stands as it was written. */
export const detailWords = (detail: AuditEntry['detail']): string =>
  Object.entries(detail).filter(([name, value]) => name !== '_id' && value !== null && value !== undefined && value !== '')
    .map(([name, value]) => t('admin.audit.pair', { name: NAMES[name] ? t(NAMES[name]) : name, value: valueWords(name, value) })).join(t('admin.audit.and'))

function valueWords(name: string, value: unknown): string {
  if (value === null || value === undefined || value === '') return t('shell.none')
  if (typeof value === 'boolean') return t(value ? 'admin.audit.yes' : 'admin.audit.no')
  if (Array.isArray(value)) return value.map((one) => valueWords(name, one)).join(t('admin.audit.comma')) || t('shell.none')
  if (typeof value === 'object') return 'from' in value && 'to' in value ? `${valueWords(name, value.from)} → ${valueWords(name, value.to)}` : JSON.stringify(value)
  return wordOf(name, String(value))
}

function wordOf(name: string, value: string): string {
  if (name === 'role' && ROLES.includes(value as Role)) return t(`shell.role.${value as Role}`)
  if (name === 'post' && POSTS.includes(value as Post)) return t(`shell.post.${value as Post}`)
  if (name === 'schoolIds' && value === 'all') return t('admin.accounts.all')
  return value
}
