import { IconBell, IconChecklist, IconFileText, IconHistory, IconList, IconMap2, IconPlus, IconSchool, IconTable, IconTableImport, IconUserCircle, IconUsers } from '@tabler/icons-vue'
import { computed, type Component } from 'vue'
import { hasInbox, hasRole, isDesk, isLeader, isOfSchool, mayReport, me, todo, unread } from '../session.ts'
import { t, type PlainKey } from '../words/t.ts'

export interface Tab {
  to: string
  words: PlainKey
  icon: Component
  /** The filled one in the middle: the thing this person comes to do. */
  main?: boolean
  count?: { n: number; words: string }
}

const TODO = (): Tab => ({
  to: '/todo', words: 'shell.nav.todo', icon: IconChecklist,
  ...(todo.value ? { count: { n: todo.value, words: t('shell.nav.waiting', { n: todo.value }) } } : {}),
})
const INBOX = (): Tab => ({
  to: '/inbox', words: 'shell.nav.inbox', icon: IconBell,
  ...(unread.value ? { count: { n: unread.value, words: t('shell.nav.unread', { n: unread.value }) } } : {}),
})
const REPORT = (): Tab => ({ to: '/report', words: isOfSchool.value ? 'shell.nav.selfCheck' : 'shell.nav.report', icon: IconPlus, main: true })
const MAP: Tab = { to: '/map', words: 'shell.nav.map', icon: IconMap2 }
const LIST: Tab = { to: '/hazards', words: 'shell.nav.hazards', icon: IconList }
const TABLE: Tab = { ...LIST, icon: IconTable }
const ME: Tab = { to: '/me', words: 'shell.nav.me', icon: IconUserCircle }
const ACCOUNTS: Tab = { to: '/admin/accounts', words: 'shell.nav.accounts', icon: IconUsers }
const SCHOOLS: Tab = { to: '/admin/schools', words: 'shell.nav.schools', icon: IconSchool }
const PAPERS: Tab = { to: '/papers', words: 'shell.nav.papers', icon: IconFileText }
const PAPER_SETTINGS: Tab = { to: '/admin/papers', words: 'paper.settings', icon: IconFileText }
const IMPORTS: Tab = { to: '/imports', words: 'shell.nav.imports', icon: IconTableImport }
const AUDIT: Tab = { to: '/audit', words: 'shell.nav.audit', icon: IconHistory }

/** The tabs at the bottom of the phone: at most five, the main one in the middle. What is not built has none. */
export const phoneTabs = computed<Tab[]>(() => {
  switch (me.value?.role) {
    case 'inspector': return [TODO(), LIST, REPORT(), INBOX(), ME]
    case 'officer': case 'principal': return [TODO(), LIST, REPORT(), INBOX(), ME]
    case 'bureau': return isLeader.value ? [MAP, LIST, INBOX(), ME] : [TODO(), MAP, REPORT(), INBOX(), ME]
    case 'administrator': return [ACCOUNTS, SCHOOLS, IMPORTS, PAPER_SETTINGS, ME]
    case 'auditor': return [AUDIT, ME]
    default: return []
  }
})

/** The rail on the desk; inbox and the person stand apart at its foot. */
export const railTabs = computed<Tab[]>(() => {
  const field = hasRole('inspector', 'officer', 'principal', 'bureau')
  return [
    ...(hasRole('bureau') ? [MAP] : []),
    ...(field && !isLeader.value ? [TODO()] : []),
    ...(field ? [TABLE] : []),
    ...(field && !hasRole('bureau') ? [MAP] : []),
    ...(hasRole('bureau') ? [PAPERS] : []),
    ...(mayReport.value ? [{ ...REPORT(), main: false }] : []),
    ...(hasRole('administrator') ? [ACCOUNTS, SCHOOLS, PAPER_SETTINGS] : []),
    ...(hasRole('administrator') || isDesk.value ? [IMPORTS] : []),
    ...(hasRole('auditor') ? [AUDIT] : []),
  ]
})
export const railFoot = computed<Tab[]>(() => (hasInbox.value ? [INBOX()] : []))
