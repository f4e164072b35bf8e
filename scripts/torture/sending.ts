import { setTimeout as sleep } from 'node:timers/promises'
import { createCaller, photoForm, type Answer, type Ask } from '../support/client.ts'
import { DOERS, type Cast, type Doer } from './cast.ts'
import type { Deed } from './deeds.ts'
import type { Ledger } from './ledger.ts'
import type { PhotoMaker } from './photos.ts'

const PAUSE_MS = 60
/** Far more than any restart takes: a request that is still unanswered then never will be. */
const MOST_ATTEMPTS = 2000

export type Sending = Awaited<ReturnType<typeof createSending>>

/** Sends as a phone does: the same request again and again until its receipt has arrived. Signs everybody in, once. */
export async function createSending(origin: () => string, cast: Cast, photos: PhotoMaker, ledger: Ledger) {
  let resent = 0
  let waiting = 0
  const callers = Object.fromEntries(await Promise.all(DOERS.map(async (doer) => [doer, await signedIn(origin, doer, cast.password)] as const)))

  const ask = (deed: Deed): Promise<Answer> => {
    const { body, type } = deed.photo ? photoForm(deed.photo.kind, photos.bytesOf(deed.id, deed.photo.large)) : { body: deed.json, type: undefined }
    return get(deed.by, deed.path, deed.kind === 'look' ? 'GET' : 'PUT', body, type)
  }
  const get = (by: Doer, path: string, method = 'GET', body?: Buffer | string, type?: string): Promise<Answer> => callers[by]!(method, path, body, type)

  /** The answer, once there is one that is not "ask again"; nothing when the connection broke. */
  async function attempt(deed: Deed): Promise<Answer | undefined> {
    waiting++
    const answer = await ask(deed).catch(() => undefined)
    waiting--
    return answer && [429, 503].includes(answer.status) ? undefined : answer
  }

  async function untilReceipt(deed: Deed): Promise<boolean> {
    for (let attempts = 0; attempts < MOST_ATTEMPTS; attempts++) {
      const answer = await attempt(deed)
      if (answer) return noted(deed, answer)
      resent++
      await sleep(PAUSE_MS)
    }
    ledger.violated('lost', `${deed.path} was never answered`)
    return false
  }

  function noted(deed: Deed, { status, body }: Answer): boolean {
    const received = status === 200 || status === 201
    if (!received) ledger.violated('wrong', `${deed.kind} ${deed.path} was refused: ${status} ${body.toString('utf8', 0, 300)}`)
    else if (deed.kind !== 'look') ledger.note(deed, body.toString())
    return received
  }

  /** Sends one submission, step by step; what a refused step was needed for is not sent. */
  async function submit(deeds: readonly Deed[]): Promise<void> {
    for (const deed of deeds) {
      const received = await Promise.all(deed.twice ? [untilReceipt(deed), untilReceipt(deed)] : [untilReceipt(deed)])
      if (received.includes(false)) return
    }
  }

  return { submit, untilReceipt, ask, get, resent: () => resent, waiting: () => waiting }
}

async function signedIn(origin: () => string, username: string, password: string): Promise<Ask> {
  const ask = createCaller(origin)
  const { status } = await ask('POST', '/api/session', JSON.stringify({ username, password }))
  if (status !== 200) throw new Error(`${username} could not sign in: ${status}`)
  return ask
}
