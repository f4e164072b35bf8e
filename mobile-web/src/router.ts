import { createRouter, createWebHistory, type RouteLocationNormalized } from 'vue-router'
import { SEES_HAZARDS, type Role } from '../../server/contract/enumerations.ts'
import { onRefused } from './api/client.ts'
import { forget, loadMe, me } from './session.ts'
import { allWords, type PlainKey } from './words/t.ts'

declare module 'vue-router' {
  interface RouteMeta {
    /** The page's name, for the window's title. */
    title: PlainKey
    /** Where the page has another name for the people of a school. */
    titleOfSchool?: PlainKey
    /** Open without signing in. */
    open?: boolean
    /** Who finds this page; everybody signed in when left out. Others land on their own first page. */
    roles?: readonly Role[]
    /** Speaks with the core of the words alone: what must open on the weakest line waits for nothing else. */
    fewWords?: boolean
    /** No tab bar on the phone: the page has a way back and an action of its own at the bottom. */
    bare?: boolean
  }
}

/** Past hazards are the desk’s work, schools and staff the administrator’s; the server holds a leader back. */
const IMPORTERS: readonly Role[] = ['bureau', 'administrator']
const FIRST_PAGE: Record<Role, string> = {
  inspector: '/todo', officer: '/todo', principal: '/todo', bureau: '/map', administrator: '/admin/accounts', auditor: '/audit',
}
export const firstPage = () => (me.value ? FIRST_PAGE[me.value.role] : '/log-in')

export const router = createRouter({
  history: createWebHistory(),
  routes: [
    { path: '/', redirect: () => firstPage(), meta: { title: 'shell.brand' } },
    { path: '/log-in', component: () => import('./account/LogIn.vue'), meta: { title: 'shell.logIn.title', open: true, bare: true, fewWords: true } },
    { path: '/password', component: () => import('./account/ChangePassword.vue'), meta: { title: 'shell.password.title', bare: true } },
    { path: '/me', component: () => import('./account/Me.vue'), meta: { title: 'shell.me.title' } },
    { path: '/inbox', component: () => import('./notification/Inbox.vue'), meta: { title: 'shell.nav.inbox', roles: SEES_HAZARDS } },
    { path: '/todo', component: () => import('./hazard/HazardTodo.vue'), meta: { title: 'shell.nav.todo', roles: SEES_HAZARDS } },
    { path: '/report', component: () => import('./hazard/HazardReport.vue'), meta: { title: 'report.title', titleOfSchool: 'report.title.selfCheck', roles: SEES_HAZARDS, bare: true, fewWords: true } },
    { path: '/hazards', component: () => import('./hazard/HazardList.vue'), meta: { title: 'shell.nav.hazards', roles: SEES_HAZARDS } },
    { path: '/hazards/:id', component: () => import('./hazard/HazardDetail.vue'), props: true, meta: { title: 'shell.nav.hazards', roles: SEES_HAZARDS, bare: true } },
    { path: '/map', component: () => import('./map/HazardMap.vue'), meta: { title: 'map.title', roles: SEES_HAZARDS } },
    { path: '/papers', component: () => import('./paper/Papers.vue'), meta: { title: 'shell.nav.papers', roles: ['bureau'] } },
    { path: '/papers/bases', component: () => import('./paper/PaperBases.vue'), meta: { title: 'paper.bases', roles: ['bureau'] } },
    { path: '/admin/papers', component: () => import('./paper/PaperSettings.vue'), meta: { title: 'paper.settings', roles: ['administrator'] } },
    { path: '/admin/accounts', component: () => import('./admin/Accounts.vue'), meta: { title: 'shell.nav.accounts', roles: ['administrator'] } },
    { path: '/admin/schools', component: () => import('./admin/Schools.vue'), meta: { title: 'shell.nav.schools', roles: ['administrator'] } },
    { path: '/imports', component: () => import('./import/Imports.vue'), meta: { title: 'imports.title', roles: IMPORTERS } },
    { path: '/imports/:id', component: () => import('./import/ImportDetail.vue'), props: true, meta: { title: 'imports.title', roles: IMPORTERS, bare: true } },
    { path: '/audit', component: () => import('./audit/AuditTrail.vue'), meta: { title: 'shell.nav.audit', roles: ['auditor'] } },
    { path: '/:rest(.*)*', component: () => import('./ui/NotFound.vue'), meta: { title: 'shell.notFound.title', open: true } },
  ],
  scrollBehavior: (to, from, saved) => saved ?? (to.path === from.path ? undefined : { top: 0 }),
})

router.beforeResolve(async (to) => { if (!to.meta.fewWords) await allWords() })

/** Sends each person where they may be: the log-in page keeps the address, a one-time password is changed first. */
router.beforeEach(async (to) => {
  const person = await loadMe()
  if (!person) return to.meta.open ? true : toLogIn(to)
  if (person.mustChangePassword && to.path !== '/password') return '/password'
  if (to.path === '/log-in' || to.path === '/') return addressAfterLogIn(to)
  if (to.meta.roles && !to.meta.roles.includes(person.role)) return firstPage()
  return true
})

const toLogIn = (from: RouteLocationNormalized) => ({ path: '/log-in', query: from.path === '/' ? {} : { to: from.fullPath } })

/** Where a log-in was asked from, if that is one of our own addresses; else the role's first page. */
export function addressAfterLogIn(at: RouteLocationNormalized): string {
  const to = at.query['to']
  return typeof to === 'string' && /^\/(?![/\\])/.test(to) && !to.startsWith('/log-in') ? to : firstPage()
}

/** A session that ends under somebody's hands: back to the log-in page, which keeps the address. Nobody yet: the guard's affair. */
onRefused.signedOut = () => {
  if (!me.value) return
  const at = router.currentRoute.value
  forget()
  void router.replace({ path: '/log-in', query: { to: at.fullPath, again: '1' } })
}
onRefused.passwordRequired = () => {
  if (me.value) me.value = { ...me.value, mustChangePassword: true }
  void router.replace('/password')
}
