import sharp from 'sharp'
import { readPicture } from '../../server/photo/photo.pictures.ts'
import { run } from '../support/client.ts'

const WIDTH = 1600
const HEIGHT = 1200
const BYTES = 300_000

/** A photograph-like JPEG of 1600×1200 and close to 300 KB: soft shapes under fine noise, the same on every machine. */
export async function benchPicture(): Promise<Buffer> {
  const pixels = Buffer.alloc(WIDTH * HEIGHT * 3)
  let seed = 1
  for (let at = 0; at < pixels.length; at++) {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0
    const pixel = Math.floor(at / 3)
    const x = pixel % WIDTH
    const y = Math.floor(pixel / WIDTH)
    pixels[at] = 128 + 70 * Math.sin(x / 97 + (at % 3)) * Math.cos(y / 71) + ((seed >>> 24) - 128) / 9
  }
  let low = 20
  let high = 95
  let picture = Buffer.alloc(0)
  while (low <= high) {
    const quality = (low + high) >> 1
    picture = await sharp(pixels, { raw: { width: WIDTH, height: HEIGHT, channels: 3 } }).jpeg({ quality }).toBuffer()
    if (Math.abs(picture.length - BYTES) < 15_000) break
    if (picture.length < BYTES) low = quality + 1
    else high = quality - 1
  }
  return picture
}

/** What the thumbnails alone cost in this process, two at a time as in the server: pictures a second and CPU ms each. */
export async function bareThumbnails(picture: Buffer, count: number): Promise<{ perSecond: number; cpuMs: number }> {
  await run(20, 2, () => readPicture(picture))
  const startedAt = performance.now()
  const before = process.cpuUsage()
  await run(count, 2, () => readPicture(picture))
  const { user, system } = process.cpuUsage(before)
  return { perSecond: (count / (performance.now() - startedAt)) * 1000, cpuMs: (user + system) / 1000 / count }
}
