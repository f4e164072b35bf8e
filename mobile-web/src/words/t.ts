import { ref, shallowRef } from 'vue'
import type { Language } from '../../../server/contract/enumerations.ts'
import type zh from './zh/words.ts'

/**
 * Every text of the pages, by room and name: `t('hazard.daysLeft', { n: 3 })`. Chinese is the master: the keys and the
 * holes `{n}` a text must be given are read from it by the compiler. English may add plurals: `{n|day|days}`.
 */
type Words = typeof zh
export type Key = { [R in keyof Words]: `${R}.${keyof Words[R] & string}` }[keyof Words]
type TextOf<K> = K extends `${infer R}.${infer N}` ? R extends keyof Words ? N extends keyof Words[R] ? Words[R][N] : never : never : never
type HolesOf<T> = T extends `${string}{${infer Hole}}${infer Rest}` ? Hole | HolesOf<Rest> : never
/** The keys whose text has no holes: names of pages, labels, whatever is kept in a table and worded later. */
export type PlainKey = { [K in Key]: [HolesOf<TextOf<K>>] extends [never] ? K : never }[Key]
type Given<K> = [HolesOf<TextOf<K>>] extends [never] ? [] : [Record<HolesOf<TextOf<K>>, string | number>]

type Loaded = Record<string, Record<string, string>>
type Load = () => Promise<{ default: Loaded }>
/** The report form opens with the core alone; every other page waits for all of them. */
const CORE: Record<Language, Load> = { zh: () => import('./zh/core.ts'), en: () => import('./en/core.ts') }
const ALL: Record<Language, Load> = { zh: () => import('./zh/words.ts'), en: () => import('./en/words.ts') }
const words = shallowRef<Loaded>({})
let complete = false
export const language = ref<Language>('zh')

export function t<K extends Key>(key: K, ...given: Given<K>): string {
  const dot = key.indexOf('.')
  const text = words.value[key.slice(0, dot)]?.[key.slice(dot + 1)] ?? (complete ? key : '')
  return fill(text, given[0] ?? {})
}

function fill(text: string, given: Record<string, string | number>): string {
  return text.replace(/\{(\w+)(?:\|([^|}]*)\|([^|}]*))?\}/g, (_, name: string, one?: string, many?: string) => {
    if (one === undefined) return String(given[name])
    return (Number(given[name]) === 1 ? one : many) ?? ''
  })
}

/** Loads one language and turns every text on the page; `remember` keeps it for the next visit. */
export async function useLanguage(next: Language, remember = true): Promise<void> {
  speak(next, (await ALL[next]()).default)
  complete = true
  if (remember && typeof document !== 'undefined') localStorage.setItem('language', next)
}

/** The first words of a visit, and the others behind them. */
export async function startLanguage(next: Language): Promise<void> {
  speak(next, (await CORE[next]()).default)
  allWords().catch(() => {})
}

/** Resolves when every page can be worded; rejects where the rest could not be fetched, and tries again when asked again. */
export async function allWords(): Promise<void> {
  if (complete) return
  const asked = language.value
  const { default: loaded } = await ALL[asked]()
  // Somebody may have changed the language meanwhile, which brought all the words of the other one.
  if (language.value !== asked) return
  speak(asked, loaded)
  complete = true
}

function speak(next: Language, loaded: Loaded): void {
  words.value = loaded
  language.value = next
  if (typeof document !== 'undefined') document.documentElement.lang = next === 'zh' ? 'zh-CN' : 'en'
}

/** The language kept from the last visit; Chinese on the first. */
export function savedLanguage(): Language {
  return typeof localStorage !== 'undefined' && localStorage.getItem('language') === 'en' ? 'en' : 'zh'
}
