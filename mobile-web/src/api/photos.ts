import type { PhotoForm, PhotoKind } from '../../../server/contract/enumerations.ts'
import type { Photo } from '../../../server/contract/hazard.ts'
import { languageHeader, settle } from './client.ts'
import { NetworkFailure } from './problem.ts'

export const photoUrl = (id: string, form: PhotoForm) => `/api/photos/${id}/${form}`

export interface Upload {
  hazardId: string
  photoId: string
  kind: PhotoKind
  /** The bytes as first encoded: encoding again on a retry would be another photo. */
  bytes: Blob
  /** 0–1, of what left the phone. */
  onProgress?: (share: number) => void
  signal?: AbortSignal
}

/** A photo may crawl over a weak signal; it is given up only when nothing has moved for this long. */
const STALL_MS = 30_000

/**
 * Sends one photo under its own id; sent again, it is stored once. XMLHttpRequest, since fetch tells no upload progress.
 * Throws as `ask` does.
 */
export function putPhoto({ hazardId, photoId, kind, bytes, onProgress, signal }: Upload): Promise<Photo> {
  const form = new FormData()
  form.append('kind', kind)
  form.append('photo', bytes, `${photoId}.${bytes.type.split('/')[1] ?? 'jpeg'}`)
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    let stalled: ReturnType<typeof setTimeout>
    const moved = () => {
      clearTimeout(stalled)
      stalled = setTimeout(() => { request.abort(); reject(new NetworkFailure('timeout')) }, STALL_MS)
    }
    const pulled = () => { request.abort(); reject(new DOMException('aborted', 'AbortError')) }
    request.open('PUT', `/api/hazards/${hazardId}/photos/${photoId}`)
    request.setRequestHeader('Accept', 'application/json')
    request.setRequestHeader('Accept-Language', languageHeader())
    request.upload.onprogress = ({ loaded, total }) => { moved(); onProgress?.(total ? loaded / total : 0) }
    request.onerror = () => reject(new NetworkFailure('unreachable'))
    request.onload = () => {
      try { resolve(settle<Photo>(request.status, request.responseText, request.getResponseHeader('Retry-After'))) } catch (error) { reject(error) }
    }
    request.onloadend = () => { clearTimeout(stalled); signal?.removeEventListener('abort', pulled) }
    signal?.addEventListener('abort', pulled)
    if (signal?.aborted) return pulled()
    moved()
    request.send(form)
  })
}
