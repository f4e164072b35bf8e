import type { default as sharp, Sharp } from 'sharp'
import { Problem } from '../http/problem.ts'
import { createGate } from '../http/gate.ts'
import type { MediaType } from './photo.model.ts'

/** Phones make pictures of 50 and 108 MP. A PNG of 400 KB can claim 400 MP and would take the memory of the whole machine. */
const MAX_PIXELS = 120_000_000
const THUMBNAIL_PIXELS = 320
const DISPLAY_PIXELS = 2048

// One decode may take some 420 MB at the cap, and the machine has other work: two at a time in the whole process.
const decoding = createGate(2)

let loading: Promise<typeof sharp> | undefined
/** The picture library. It takes long to load and nothing waits for it before the first photo, so it is loaded last. */
export const loadPictureLibrary = (): Promise<typeof sharp> => (loading ??= load())

async function load(): Promise<typeof sharp> {
  const { default: library } = await import('sharp')
  library.concurrency(1)
  library.cache(false)
  // Everything libvips can load is a way in (SVG, PDF, GIF, TIFF, AVIF …): close all of them, then open the three we take.
  library.block({ operation: ['VipsForeignLoad'] })
  library.unblock({ operation: ['VipsForeignLoadJpegBuffer', 'VipsForeignLoadPngBuffer', 'VipsForeignLoadWebpBuffer'] })
  return library
}

export interface Picture {
  mediaType: MediaType
  /** Held upright. */
  width: number
  height: number
  thumbnail: Buffer
}

/**
 * Decodes a file whole, which is the only real check of its type, and draws its thumbnail (WebP, 320 px on the long edge).
 * Throws unsupported-type for what is no JPEG, PNG or WebP, photo-too-large-to-decode beyond 120 MP, and photo-broken.
 */
export async function readPicture(bytes: Buffer): Promise<Picture> {
  const mediaType = signatureOf(bytes)
  if (!mediaType) throw new Problem(bytes.length === 0 ? 'photo-broken' : 'unsupported-type')
  return decoding(1, async () => {
    const picture = await opened(bytes)
    const { width, height } = await measured(picture)
    return { mediaType, width, height, thumbnail: await thumbnailOf(picture) }
  })
}

/**
 * The picture to be looked at: upright, stripped of what the phone wrote into it, JPEG, at most 2048 px on the long edge.
 * A smaller one is encoded anew as well: only what we drew ourselves is safe to show. `load` is called once it is its turn.
 */
export function drawDisplay(load: () => Promise<Buffer>): Promise<Buffer> {
  return decoding(1, async () => drawn(await opened(await load()), DISPLAY_PIXELS)
    .flatten({ background: '#ffffff' }).jpeg({ quality: 80 }).toBuffer())
}

/** A picture for paper: upright, whole, stripped, JPEG, within these pixels. */
export function drawPrint(load: () => Promise<Buffer>, within: { width: number; height: number }): Promise<{ jpeg: Buffer; width: number; height: number }> {
  return decoding(1, async () => {
    const { data, info } = await (await opened(await load())).autoOrient()
      .resize(within.width, within.height, { fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#ffffff' }).jpeg({ quality: 76 }).toBuffer({ resolveWithObject: true })
    return { jpeg: data, width: info.width, height: info.height }
  })
}

/** The cap is kept by `measured`, which says more than the library's own refusal does. */
const opened = async (bytes: Buffer): Promise<Sharp> => (await loadPictureLibrary())(bytes, { failOn: 'error', limitInputPixels: false })

/** Reads the header alone, so the cap is kept before a pixel is decoded. */
async function measured(picture: Sharp): Promise<{ width: number; height: number }> {
  const { autoOrient: { width, height } } = await picture.metadata().catch(broken)
  if (width * height > MAX_PIXELS) throw new Problem('photo-too-large-to-decode', { detail: `more than ${MAX_PIXELS} pixels` })
  return { width, height }
}

const thumbnailOf = (picture: Sharp): Promise<Buffer> =>
  drawn(picture, THUMBNAIL_PIXELS).webp({ quality: 70, effort: 0 }).toBuffer().catch(broken)

const drawn = (picture: Sharp, longEdge: number): Sharp =>
  picture.autoOrient().resize(longEdge, longEdge, { fit: 'inside', withoutEnlargement: true })

function broken(cause: Error): never {
  throw new Problem('photo-broken', { detail: cause.message })
}

/** What the first bytes say the file is; the decode has to agree. */
function signatureOf(bytes: Buffer): MediaType | undefined {
  const text = (start: number, end: number) => bytes.toString('latin1', start, end)
  if (text(0, 3) === '\xff\xd8\xff') return 'image/jpeg'
  if (text(0, 8) === '\x89PNG\r\n\x1a\n') return 'image/png'
  if (text(0, 4) === 'RIFF' && text(8, 12) === 'WEBP') return 'image/webp'
  return undefined
}
