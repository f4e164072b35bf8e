import { Agent, request } from 'node:http'
import type { PhotoKind } from '../../server/contract/enumerations.ts'

export interface Answer {
  status: number
  body: Buffer
}

/** Sends one request and answers whatever came back; rejects when the connection ended before the whole answer was there. */
export type Ask = (method: string, path: string, body?: Buffer | string, type?: string) => Promise<Answer>

export interface Client {
  send(method: string, path: string, body?: Buffer | string, type?: string): Promise<Buffer>
}

/** Long enough for a loaded machine; a server that says nothing for so long is taken for gone. */
const ANSWER_TIMEOUT_MS = 60_000

/** A caller over kept-alive connections that keeps the cookie it is given, whoever the server behind `origin` is by then. */
export function createCaller(origin: () => string): Ask {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 })
  let cookie = ''
  return (method, path, body, type = 'application/json') => new Promise((resolve, reject) => {
    const headers = { ...(cookie && { cookie }), ...(body !== undefined && { 'content-type': type, 'content-length': Buffer.byteLength(body) }) }
    const sent = request(`${origin()}${path}`, { method, agent, headers, timeout: ANSWER_TIMEOUT_MS }, (answer) => {
      const parts: Buffer[] = []
      answer.on('data', (part: Buffer) => parts.push(part))
      answer.on('error', reject)
      answer.on('end', () => {
        if (!answer.complete) return reject(new Error('the answer was cut off'))
        cookie ||= answer.headers['set-cookie']?.[0]?.split(';')[0] ?? ''
        resolve({ status: answer.statusCode!, body: Buffer.concat(parts) })
      })
    })
    sent.on('timeout', () => sent.destroy(new Error('no answer')))
    sent.on('error', reject)
    sent.end(body)
  })
}

/** A signed-in caller. Every answer that is no success is an error: a bench of refusals is none. */
export async function signIn(origin: string, username: string, password: string): Promise<Client> {
  const ask = createCaller(() => origin)
  const send: Client['send'] = async (method, path, body, type) => {
    const answer = await ask(method, path, body, type)
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${answer.body.toString('utf8', 0, 300)}`)
    return answer.body
  }
  await send('POST', '/api/session', JSON.stringify({ username, password }))
  return { send }
}

const BOUNDARY = 'a-boundary-that-no-picture-holds'

/** The multipart form that the phone sends a photo in. */
export function photoForm(kind: PhotoKind, photo: Buffer): { body: Buffer; type: string } {
  const head = `--${BOUNDARY}\r\ncontent-disposition: form-data; name="kind"\r\n\r\n${kind}\r\n--${BOUNDARY}\r\n` +
    'content-disposition: form-data; name="photo"; filename="a.jpg"\r\ncontent-type: image/jpeg\r\n\r\n'
  const body = Buffer.concat([Buffer.from(head), photo, Buffer.from(`\r\n--${BOUNDARY}--\r\n`)])
  return { body, type: `multipart/form-data; boundary=${BOUNDARY}` }
}

/** Runs `work` for n = 0 … count − 1, at most `concurrency` at once; answers each one's duration in milliseconds. */
export async function run(count: number, concurrency: number, work: (n: number) => Promise<unknown>): Promise<number[]> {
  const durations: number[] = []
  let next = 0
  await Promise.all(Array.from({ length: concurrency }, async () => {
    for (let n = next++; n < count; n = next++) {
      const startedAt = performance.now()
      await work(n)
      durations.push(performance.now() - startedAt)
    }
  }))
  return durations
}

export function quantile(durations: readonly number[], share: number): number {
  const sorted = [...durations].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!
}

export const median = (values: readonly number[]): number => quantile(values, 0.5)
