import { encode, LONG_EDGE_PX, QUALITY, scaledTo, type Encoded } from './encode.ts'

/** Why a picture could not be taken in. `heic` is named apart, because the person can do something about it. */
export class PhotoUnreadable extends Error {
  override name = 'PhotoUnreadable'
  readonly reason: 'heic' | 'unreadable'
  readonly fileName: string
  constructor(reason: 'heic' | 'unreadable', fileName: string) {
    super(`${reason}: ${fileName}`)
    this.reason = reason
    this.fileName = fileName
  }
}

let worker: Worker | null | undefined
let next = 0
const waiting = new Map<number, (encoded: Encoded | null) => void>()

/** One worker for the life of the page; null where the browser has no canvas outside the page. */
function shrinker(): Worker | null {
  if (worker !== undefined) return worker
  worker = typeof Worker === 'function' && typeof OffscreenCanvas === 'function' ? startWorker() : null
  return worker
}

function startWorker(): Worker {
  const started = new Worker(new URL('./shrink.worker.ts', import.meta.url), { type: 'module' })
  started.onmessage = ({ data }: MessageEvent<{ id: number; encoded: Encoded | null }>) => {
    waiting.get(data.id)?.(data.encoded)
    waiting.delete(data.id)
  }
  // A worker that cannot even start (a policy, an old browser): everything falls back to the page.
  started.onerror = () => {
    worker = null
    for (const done of waiting.values()) done(null)
    waiting.clear()
  }
  return started
}

function inWorker(file: Blob): Promise<Encoded | null> {
  const at = shrinker()
  if (!at) return Promise.resolve(null)
  return new Promise((resolve) => {
    const id = next++
    waiting.set(id, resolve)
    at.postMessage({ id, file })
  })
}

/**
 * Shrinks a picture to at most 1600 px on its long edge, upright, as JPEG: about 300 KB of a phone's photo.
 * Throws PhotoUnreadable when this browser cannot decode the file; nothing else is touched.
 */
export async function shrink(file: File): Promise<Encoded> {
  const encoded = (await inWorker(file)) ?? (await inPage(file))
  if (!encoded) throw new PhotoUnreadable(looksLikeHeic(file) ? 'heic' : 'unreadable', file.name)
  return encoded
}

const looksLikeHeic = (file: File) => /hei[cf]/i.test(file.type) || /\.hei[cf]$/i.test(file.name)

/** An <img> decodes what createImageBitmap does not (HEIC on an iPhone) and turns the picture upright by itself. */
async function inPage(file: File): Promise<Encoded | null> {
  const url = URL.createObjectURL(file)
  try {
    const image = new Image()
    image.src = url
    await image.decode()
    const size = scaledTo(image.naturalWidth, image.naturalHeight, LONG_EDGE_PX)
    const canvas = Object.assign(document.createElement('canvas'), size)
    return await encode(canvas, image, size, () =>
      new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', QUALITY)))
  } catch {
    return null
  } finally {
    URL.revokeObjectURL(url)
  }
}
