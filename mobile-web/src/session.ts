import { computed, ref, shallowRef, watch } from 'vue'
import type { Me } from '../../server/contract/account.ts'
import type { Role } from '../../server/contract/enumerations.ts'
import type { Settings } from '../../server/contract/settings.ts'
import { ApiProblem } from './api/problem.ts'
import { fetchNotifications } from './api/notifications.ts'
import * as api from './api/session.ts'
import { forgetSchools } from './school/schools.ts'

/** Who is signed in. null: nobody; undefined: not asked yet. */
export const me = shallowRef<Me | null | undefined>(undefined)
export const settings = shallowRef<Settings | null>(null)
/** Counts on the tabs. `todo` is null until the to-do page has counted. */
export const unread = ref(0)
export const todo = ref<number | null>(null)

const POLL_MS = 60_000

export const isDesk = computed(() => me.value?.role === 'bureau' && me.value.post === 'desk')
export const isLeader = computed(() => me.value?.role === 'bureau' && me.value.post === 'leader')
/** Whether this person files hazards at all; at a school the form is called 自查. */
export const mayReport = computed(() => hasRole('inspector', 'officer', 'principal') || isDesk.value)
export const isOfSchool = computed(() => hasRole('officer', 'principal'))
export const hasInbox = computed(() => hasRole('inspector', 'officer', 'principal', 'bureau'))

export const hasRole = (...roles: Role[]) => !!me.value && roles.includes(me.value.role)

let meAsked: Promise<Me | null> | null = null

/** Asks who is signed in, once; throws NetworkFailure when the server cannot be reached. */
export function loadMe(): Promise<Me | null> {
  if (me.value !== undefined) return Promise.resolve(me.value)
  meAsked ??= api.fetchMe()
    .catch((error: unknown) => { if (error instanceof ApiProblem && error.status === 401) return null; throw error })
    .then((person) => (me.value ??= person))
    .finally(() => { meAsked = null })
  return meAsked
}

let typed = ''

export async function logIn(username: string, password: string): Promise<Me> {
  const person = await api.logIn(username, password)
  forget()
  typed = person.mustChangePassword ? password : ''
  return (me.value = person)
}

/** The one-time password of the log-in just made, for the page that changes it; gone after one reading or a reload. */
export function passwordJustTyped(): string {
  const once = typed
  typed = ''
  return once
}

export async function logOut(): Promise<void> {
  await api.logOut()
  forget()
}

/** The session has ended: what belonged to the person leaves the page. Drafts on the phone stay. */
export function forget(): void {
  me.value = null
  settings.value = null
  settingsAsked = null
  unread.value = 0
  todo.value = null
  forgetSchools()
}

let settingsAsked: Promise<Settings> | null = null

export function loadSettings(): Promise<Settings> {
  settingsAsked ??= api.fetchSettings()
    .then((found) => (settings.value = found))
    .catch((error: unknown) => { settingsAsked = null; throw error })
  return settingsAsked
}

/** The unread count, now and every minute while the page is looked at. A missed round is made up by the next. */
export function watchUnread(): void {
  const look = () => {
    if (!me.value || me.value.mustChangePassword || !hasInbox.value || document.hidden) return
    fetchNotifications({ unread: true, limit: 1 }).then((page) => { unread.value = page.unread }, () => {})
  }
  setInterval(look, POLL_MS)
  document.addEventListener('visibilitychange', look)
  watch(me, look, { immediate: true })
}

/**
 * Looking at the page again, asks who is signed in now: a changed role or scope holds at once, and another person who
 * logged in beside this page is never shown the first one's.
 */
export function watchPerson(): void {
  document.addEventListener('visibilitychange', () => {
    const before = me.value
    if (document.hidden || !before) return
    api.fetchMe().then((person) => {
      if (person.id !== before.id) location.reload()
      else me.value = person
    }, () => {})
  })
}
