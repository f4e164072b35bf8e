import { language } from '../words/t.ts'
import { isAttended } from './attendance.ts'
import { ApiProblem, failureOf, NetworkFailure, worthRepeating } from './problem.ts'

export type Query = Record<string, string | number | boolean | readonly string[] | null | undefined>

export interface Ask {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE'
  query?: Query
  body?: unknown
  signal?: AbortSignal
  /** Gives up waiting after this long; the outcome of a write is then unknown. */
  timeoutMs?: number
  /** How often in all to send it while no answer comes. Only for idempotent requests: GET and PUT. */
  tries?: number
  wait?: (ms: number) => Promise<void>
}

/** What the app does when the session has ended or a password must change first; set once by the router. */
export const onRefused: { signedOut(): void; passwordRequired(): void } = { signedOut() {}, passwordRequired() {} }

const TIMEOUT_MS = 20_000
const FIRST_WAIT_MS = 800
const LONGEST_WAIT_MS = 15_000

/**
 * Asks the server and gives back its JSON (undefined for an empty answer).
 * Throws ApiProblem for a refusal, NetworkFailure when nothing answered, AbortError when `signal` was pulled.
 */
export async function ask<T>(path: string, options: Ask = {}): Promise<T> {
  const { tries = 1, wait = pause } = options
  for (let attempt = 1; ; attempt++) {
    try {
      return await once<T>(path, options)
    } catch (error) {
      if (attempt >= tries || !worthRepeating(error) || options.signal?.aborted) throw error
      await wait(backOffMs(attempt, error))
    }
  }
}

async function once<T>(path: string, { method = 'GET', query, body, signal, timeoutMs = TIMEOUT_MS }: Ask): Promise<T> {
  if (signal?.aborted) throw new DOMException('aborted', 'AbortError')
  const clock = new AbortController()
  const timer = setTimeout(() => clock.abort(), timeoutMs)
  const pulled = () => clock.abort()
  signal?.addEventListener('abort', pulled)
  try {
    const response = await fetch(path + queryString(query), {
      method, credentials: 'same-origin', signal: clock.signal, headers: headersFor(body),
      body: body === undefined ? undefined : JSON.stringify(body),
    })
    return settle<T>(response.status, await response.text(), response.headers.get('Retry-After'))
  } catch (error) {
    if (error instanceof ApiProblem || error instanceof NetworkFailure || signal?.aborted) throw error
    throw new NetworkFailure(clock.signal.aborted ? 'timeout' : 'unreachable')
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', pulled)
  }
}

/** Turns status and text into the answer, or throws; shared with the photo upload, which cannot use fetch. */
export function settle<T>(status: number, text: string, retryAfter: string | null): T {
  if (status >= 200 && status < 300) return (text ? JSON.parse(text) : undefined) as T
  const failure = failureOf(status, text, retryAfter)
  if (failure instanceof ApiProblem && failure.code === 'not-signed-in') onRefused.signedOut()
  if (failure instanceof ApiProblem && failure.code === 'password-change-required') onRefused.passwordRequired()
  throw failure
}

export const languageHeader = () => (language.value === 'zh' ? 'zh-CN' : 'en')

const headersFor = (body: unknown): Record<string, string> => ({
  'Accept': 'application/json',
  'Accept-Language': languageHeader(),
  ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
  ...(isAttended() ? {} : { 'X-Unattended': '1' }),
})

/** ?a=1&b=x,y ; null, undefined, '' and empty lists are left out. */
export function queryString(query: Query = {}): string {
  const pairs = Object.entries(query).flatMap(([name, value]) => {
    const text = Array.isArray(value) ? value.join(',') : value === null || value === undefined ? '' : String(value)
    return text === '' ? [] : [`${encodeURIComponent(name)}=${encodeURIComponent(text)}`]
  })
  return pairs.length ? `?${pairs.join('&')}` : ''
}

/** Doubles from 0.8 s to 15 s with a jitter, so that a district coming back online does not knock all at once. */
export function backOffMs(attempt: number, error: unknown): number {
  const told = error instanceof ApiProblem ? (error.retryAfterSeconds ?? 0) * 1000 : 0
  const grown = Math.min(FIRST_WAIT_MS * 2 ** (attempt - 1), LONGEST_WAIT_MS)
  return Math.max(told, grown * (0.75 + Math.random() / 2))
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))
