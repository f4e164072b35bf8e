import assert from 'node:assert/strict'
import { watchAttendance } from '../../../mobile-web/src/api/attendance.ts'
import { ask, backOffMs, onRefused, queryString } from '../../../mobile-web/src/api/client.ts'
import { ApiProblem, NetworkFailure } from '../../../mobile-web/src/api/problem.ts'
import { useLanguage } from '../../../mobile-web/src/words/t.ts'

type Sent = { url: string; init: RequestInit }
type Answer = { status: number; body?: unknown; headers?: Record<string, string> } | 'no network' | 'silence'

/** A server that gives these answers in turn, the last one for ever. */
function server(...answers: Answer[]): Sent[] {
  const sent: Sent[] = []
  globalThis.fetch = (input, init = {}) => {
    const answer = answers[Math.min(sent.length, answers.length - 1)]!
    sent.push({ url: String(input), init })
    if (answer === 'no network') return Promise.reject(new TypeError('Failed to fetch'))
    if (answer === 'silence') {
      return new Promise((_, reject) => init.signal?.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError'))))
    }
    const text = answer.body === undefined ? null : typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body)
    return Promise.resolve(new Response(text, { status: answer.status, headers: answer.headers ?? {} }))
  }
  return sent
}

const problem = (status: number, code: string, more: object = {}) => ({ status, body: { type: `about:blank#${code}`, title: '', status, code, ...more } })
const caught = async (asked: Promise<unknown>) => asked.then(() => assert.fail('was answered'), (error: unknown) => error)

describe('asking the server', () => {
  const realFetch = globalThis.fetch
  const waits: number[] = []
  const wait = async (ms: number) => { waits.push(ms) }
  beforeEach(async () => {
    waits.length = 0
    await useLanguage('zh')
  })
  afterEach(() => {
    globalThis.fetch = realFetch
    Object.assign(onRefused, { signedOut() {}, passwordRequired() {} })
  })

  it('sends JSON in the reader’s language and gives back JSON', async () => {
    const sent = server({ status: 200, body: { id: 'a' } })
    await useLanguage('en')
    assert.deepEqual(await ask('/api/x', { method: 'PUT', body: { n: 1 } }), { id: 'a' })
    const headers = sent[0]!.init.headers as Record<string, string>
    assert.equal(headers['Accept-Language'], 'en')
    assert.equal(headers['Content-Type'], 'application/json')
    assert.equal(sent[0]!.init.body, '{"n":1}')
  })

  it('says so when nobody has had a hand on the page for a while, and stops saying it with the next touch', async () => {
    const sent = server({ status: 200, body: {} })
    const page = new EventTarget()
    watchAttendance(page)
    const said = async () => { await ask('/api/x'); return 'X-Unattended' in (sent.at(-1)!.init.headers as object) }
    const { now } = Date
    try {
      assert.equal(await said(), false)
      Date.now = () => now() + 5 * 60_000
      assert.equal(await said(), true)
      page.dispatchEvent(new Event('keydown'))
      assert.equal(await said(), false)
    } finally {
      Date.now = now
    }
  })

  it('gives nothing for an empty answer', async () => {
    server({ status: 204 })
    assert.equal(await ask('/api/x', { method: 'DELETE' }), undefined)
  })

  it('tells a refusal by its code, its fields and the state of things', async () => {
    server(problem(409, 'version-changed', { current: { version: 4 } }))
    const error = await caught(ask('/api/x'))
    assert.ok(error instanceof ApiProblem)
    assert.deepEqual([error.status, error.code, error.current], [409, 'version-changed', { version: 4 }])
    server(problem(400, 'malformed', { errors: [{ path: 'spot', code: 'missing' }] }))
    assert.deepEqual(((await caught(ask('/api/x'))) as ApiProblem).errors, [{ path: 'spot', code: 'missing' }])
  })

  it('tells a missing network from a refusal', async () => {
    server('no network')
    const error = await caught(ask('/api/x'))
    assert.ok(error instanceof NetworkFailure)
    assert.equal(error.reason, 'unreachable')
  })

  it('takes a proxy without an application behind it for a missing network', async () => {
    server({ status: 502, body: '<h1>Bad gateway</h1>' })
    assert.ok(await caught(ask('/api/x')) instanceof NetworkFailure)
  })

  it('gives what a proxy refuses its meaning', async () => {
    server({ status: 413, body: '<h1>Too large</h1>' })
    assert.equal(((await caught(ask('/api/x'))) as ApiProblem).code, 'too-large')
  })

  it('gives up on silence', async () => {
    server('silence')
    const error = await caught(ask('/api/x', { timeoutMs: 5 }))
    assert.equal((error as NetworkFailure).reason, 'timeout')
  })

  it('says nothing of its own when the page itself pulled the question back', async () => {
    server('silence')
    const pull = new AbortController()
    const asked = caught(ask('/api/x', { signal: pull.signal, tries: 3, wait }))
    pull.abort()
    assert.equal(((await asked) as Error).name, 'AbortError')
    assert.deepEqual(waits, [])
  })

  it('does not even ask when it was pulled back before', async () => {
    const sent = server({ status: 200, body: {} })
    const pull = new AbortController()
    pull.abort()
    assert.equal(((await caught(ask('/api/x', { signal: pull.signal }))) as Error).name, 'AbortError')
    assert.equal(sent.length, 0)
  })

  it('tells the app once when the session has ended, and not for a wrong password', async () => {
    const told: string[] = []
    onRefused.signedOut = () => told.push('signed out')
    server(problem(401, 'wrong-credentials'))
    await caught(ask('/api/session', { method: 'POST', body: {} }))
    assert.deepEqual(told, [])
    server(problem(401, 'not-signed-in'))
    await caught(ask('/api/hazards'))
    assert.deepEqual(told, ['signed out'])
  })

  it('leads to the password page when one must be changed first', async () => {
    let led = false
    onRefused.passwordRequired = () => { led = true }
    server(problem(403, 'password-change-required'))
    await caught(ask('/api/hazards'))
    assert.ok(led)
  })
})

describe('sending again', () => {
  const realFetch = globalThis.fetch
  const waits: number[] = []
  const wait = async (ms: number) => { waits.push(ms) }
  beforeEach(() => { waits.length = 0 })
  afterEach(() => { globalThis.fetch = realFetch })

  it('is not done unless asked for', async () => {
    const sent = server('no network')
    await caught(ask('/api/x', { method: 'POST', body: {} }))
    assert.equal(sent.length, 1)
  })

  it('sends the very same bytes until an answer comes', async () => {
    const sent = server('no network', problem(503, 'outcome-unknown'), { status: 200, body: { number: 'YH-2026-SC013-0042' } })
    assert.deepEqual(await ask('/api/hazards/1', { method: 'PUT', body: { spot: 'x' }, tries: 5, wait }), { number: 'YH-2026-SC013-0042' })
    assert.deepEqual(sent.map(({ init }) => init.body), Array(3).fill('{"spot":"x"}'))
    assert.equal(waits.length, 2)
  })

  it('ends at a refusal: asking again would be refused again', async () => {
    const sent = server('no network', problem(422, 'unknown-code'))
    assert.equal(((await caught(ask('/api/x', { method: 'PUT', body: {}, tries: 5, wait }))) as ApiProblem).code, 'unknown-code')
    assert.equal(sent.length, 2)
  })

  it('ends after so many tries', async () => {
    const sent = server('no network')
    await caught(ask('/api/x', { method: 'PUT', body: {}, tries: 4, wait }))
    assert.equal(sent.length, 4)
  })

  it('waits longer each time, and as long as the server says', () => {
    const nothing = new NetworkFailure('unreachable')
    assert.ok(backOffMs(1, nothing) <= 1_000)
    assert.ok(backOffMs(4, nothing) >= 4_800)
    assert.ok(backOffMs(20, nothing) <= 18_750)
    assert.ok(backOffMs(1, new ApiProblem(503, 'outcome-unknown', { retryAfterSeconds: 7 })) >= 7_000)
  })
})

describe('the query of an address', () => {
  it('joins lists and leaves out what is not given', () => {
    assert.equal(queryString({ state: ['overdue', 'soon'], category: [], cursor: undefined, q: '石林', limit: 50, unread: false }),
      '?state=overdue%2Csoon&q=%E7%9F%B3%E6%9E%97&limit=50&unread=false')
    assert.equal(queryString({}), '')
  })
})
