import { Agent, request } from 'node:http'

export interface Client {
  send(method: string, path: string, body?: Buffer | string, type?: string): Promise<Buffer>
}

/** A signed-in caller over kept-alive connections. Every answer that is no success is an error: a bench of refusals is none. */
export async function signIn(origin: string, username: string, password: string): Promise<Client> {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 })
  let cookie = ''
  const send: Client['send'] = (method, path, body, type = 'application/json') => new Promise((resolve, reject) => {
    const headers = { ...(cookie && { cookie }), ...(body !== undefined && { 'content-type': type, 'content-length': Buffer.byteLength(body) }) }
    const sent = request(`${origin}${path}`, { method, agent, headers }, (answer) => {
      const parts: Buffer[] = []
      answer.on('data', (part: Buffer) => parts.push(part))
      answer.on('end', () => {
        const text = Buffer.concat(parts)
        if (answer.statusCode! >= 300) return reject(new Error(`${method} ${path}: ${answer.statusCode} ${text.toString('utf8', 0, 300)}`))
        cookie ||= answer.headers['set-cookie']?.[0]?.split(';')[0] ?? ''
        resolve(text)
      })
    })
    sent.on('error', reject)
    sent.end(body)
  })
  await send('POST', '/api/session', JSON.stringify({ username, password }))
  return { send }
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
