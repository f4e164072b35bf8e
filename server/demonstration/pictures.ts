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

export interface Picture {
  /** JPEG as a phone would have sent it. */
  received: Buffer
  /** As the photo room makes it: WebP, 320 px on the long edge. */
  thumbnail: Buffer
  width: number
  height: number
}

export type Wanted = readonly (readonly [DrawingName, Frame])[]
export const pictureKey = (name: DrawingName, frame: Frame) => `${name}/${frame}`

/** Paints each drawing that is wanted once and encodes each framing of it once. Some 100 ms of one core a drawing. */
export async function paintPictures(wanted: Wanted): Promise<ReadonlyMap<string, Picture>> {
  const frames = new Map<DrawingName, Set<Frame>>()
  for (const [name, frame] of wanted) frames.set(name, (frames.get(name) ?? new Set()).add(frame))
  const encoding: Promise<readonly [string, Picture]>[] = []
  for (const [name, asked] of frames) {
    const canvas = paint(name)
    for (const frame of asked) encoding.push(encode(canvas, name, frame))
    // The encoder's threads take the pixels while the next scene is painted.
    await pause()
  }
  return new Map(await Promise.all(encoding))
}

function paint(name: DrawingName): Canvas {
  const canvas = new Canvas(PICTURE_WIDE)
  DRAWINGS[name].paint(canvas)
  light(canvas)
  return canvas
}

async function encode({ pixels, width, height }: Canvas, name: DrawingName, frame: Frame): Promise<readonly [string, Picture]> {
  const raw = sharp(Buffer.from(pixels.buffer), { raw: { width, height, channels: 3 } })
  const part = crop(name, frame, width, height)
  const framed = raw.extract(part)
  const [received, thumbnail] = await Promise.all([
    framed.clone().jpeg({ quality: 76 }).toBuffer(),
    framed.clone().resize(320, 240).webp({ quality: 70, effort: 0 }).toBuffer(),
  ])
  return [pictureKey(name, frame), { received, thumbnail, width: part.width, height: part.height }]
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
