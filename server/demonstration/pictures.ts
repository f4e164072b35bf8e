import { setImmediate as pause } from 'node:timers/promises'
import sharp from 'sharp'
import { Canvas, UNITS_HIGH, UNITS_WIDE } from './drawing/canvas.ts'
import { light } from './drawing/surroundings.ts'
import { DRAWINGS, type DrawingName } from './drawings.ts'

/** How near the photographer stood: the whole scene, a step nearer, or right at it. */
export const FRAMES = ['whole', 'nearer', 'close'] as const
export type Frame = (typeof FRAMES)[number]
const SHARE: Readonly<Record<Frame, number>> = { whole: 1, nearer: 0.78, close: 0.6 }

const PICTURE_WIDE = 1200
const THUMBNAIL_WIDE = 320

export interface Picture {
  /** JPEG as a phone would have sent it. */
  received: Buffer
  /** As the photo room makes it: WebP, 320 px on the long edge. */
  thumbnail: Buffer
  width: number
  height: number
}

interface Wanted { readonly drawing: DrawingName; readonly frame: Frame }

/**
 * Paints each drawing that is wanted once, encodes each framing of it once, and hands it out with all who wanted it.
 * Some 100 ms of one core a drawing; encoding and `take` go on in other threads while the next scene is painted.
 */
export async function paintPictures<T extends Wanted>(
  wanted: readonly T[], take: (picture: Picture, wanted: readonly T[]) => Promise<void>, width = PICTURE_WIDE,
): Promise<void> {
  const going: Promise<void>[] = []
  for (const [name, drawn] of groupedBy(wanted, ({ drawing }) => drawing)) {
    const canvas = paint(name, width)
    for (const [frame, framed] of groupedBy(drawn, (one) => one.frame)) {
      going.push(encode(canvas, name, frame).then((picture) => take(picture, framed)))
    }
    await pause()
  }
  await Promise.all(going)
}

function groupedBy<T, K>(from: readonly T[], keyOf: (one: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>()
  for (const one of from) groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one])
  return groups
}

function paint(name: DrawingName, width: number): Canvas {
  const canvas = new Canvas(width)
  DRAWINGS[name].paint(canvas)
  light(canvas)
  return canvas
}

async function encode({ pixels, width, height }: Canvas, name: DrawingName, frame: Frame): Promise<Picture> {
  const raw = sharp(Buffer.from(pixels.buffer), { raw: { width, height, channels: 3 } })
  const part = crop(name, frame, width, height)
  const framed = raw.extract(part)
  const [received, thumbnail] = await Promise.all([
    framed.clone().jpeg({ quality: 76 }).toBuffer(),
    framed.clone().resize(THUMBNAIL_WIDE, THUMBNAIL_WIDE * 0.75).webp({ quality: 70, effort: 0 }).toBuffer(),
  ])
  return { received, thumbnail, width: part.width, height: part.height }
}

/** The part of the scene about its focus, held inside the page. */
function crop(name: DrawingName, frame: Frame, width: number, height: number) {
  const [x, y] = DRAWINGS[name].focus
  const share = SHARE[frame]
  const at = (centre: number, whole: number) => Math.round(Math.min(Math.max(centre - whole * share / 2, 0), whole * (1 - share)))
  return {
    left: at(x / UNITS_WIDE * width, width), top: at(y / UNITS_HIGH * height, height),
    width: Math.round(width * share), height: Math.round(height * share),
  }
}

/**
 * The same picture as a file of its own: a comment segment after the start of image says that it is demonstration data
 * and whose, so that no two photos are the same bytes.
 */
export function stamped(received: Buffer, photoId: string): Buffer {
  const comment = Buffer.from(`演示数据 demonstration ${photoId}`)
  const head = Buffer.from([0xff, 0xd8, 0xff, 0xfe, 0, comment.length + 2])
  return Buffer.concat([head, comment, received.subarray(2)])
}
