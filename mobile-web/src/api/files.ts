import { languageHeader, settle, type Ask } from './client.ts'
import { ApiProblem, NetworkFailure } from './problem.ts'

export interface Saved { bytes: Blob; name: string }
type AskedFile = Pick<Ask, 'method' | 'body' | 'signal'>

/**
 * A file that the server makes for this person, read as it is written. Throws as `ask` does; one that breaks off is a
 * NetworkFailure. No clock runs against it: a large one takes as long as it takes.
 */
export function fetchFile(path: string, { method = 'GET', body, signal }: AskedFile = {}): Promise<Saved> {
  return whole(path, { method, signal, body: body === undefined ? undefined : JSON.stringify(body), headers: body === undefined ? {} : { 'Content-Type': 'application/json' } },
    async (response) => ({ bytes: await response.blob(), name: nameIn(response.headers.get('Content-Disposition')) }))
}

/** Sends a form with a file in it; the answer is JSON. Throws as `ask` does. */
export function putForm<T>(path: string, form: FormData, signal?: AbortSignal): Promise<T> {
  return whole(path, { method: 'PUT', signal, body: form }, async (response) => settle<T>(response.status, await response.text(), null))
}

type Sent = Omit<RequestInit, 'signal' | 'body'> & { signal?: AbortSignal | undefined; body?: BodyInit | undefined }

async function whole<T>(path: string, { signal, body, headers, ...sent }: Sent, take: (response: Response) => Promise<T>): Promise<T> {
  try {
    const response = await fetch(path, {
      ...sent, credentials: 'same-origin', headers: { 'Accept-Language': languageHeader(), ...headers as Record<string, string> },
      ...(signal && { signal }), ...(body !== undefined && { body }),
    })
    if (!response.ok) settle(response.status, await response.text(), response.headers.get('Retry-After'))
    return await take(response)
  } catch (error) {
    if (error instanceof ApiProblem || error instanceof NetworkFailure || signal?.aborted) throw error
    throw new NetworkFailure('unreachable')
  }
}

/** RFC 6266: the name in UTF-8 stands behind filename*. */
export function nameIn(disposition: string | null): string {
  const encoded = /filename\*=UTF-8''([^;]+)/.exec(disposition ?? '')?.[1]
  return encoded ? decodeURIComponent(encoded) : 'file.xlsx'
}
