import { crc32, deflateSync } from 'node:zlib'
import sharp, { type Sharp } from 'sharp'

/** Noise over a slope, so that it weighs about what a phone's photo of the same size does. The same for the same seed. */
export function scene(width: number, height: number, seed = 1): Sharp {
  const pixels = Buffer.alloc(width * height * 3)
  let state = seed
  for (let i = 0; i < pixels.length; i++) {
    state = (state * 1_103_515_245 + 12_345) & 0x7fffffff
    pixels[i] = (i / 3 % width / 8 + i / 3 / width / 8 + (state >> 24) % 20) & 255
  }
  return sharp(pixels, { raw: { width, height, channels: 3 } })
}

export const jpeg = (width = 1600, height = 1200, seed = 1): Promise<Buffer> => scene(width, height, seed).jpeg({ quality: 80 }).toBuffer()

/** Left half red, right half blue, with the EXIF tag that says "turn me a quarter to the right". */
export async function lyingOnItsSide(): Promise<Buffer> {
  const half = (background: string) => sharp({ create: { width: 200, height: 200, channels: 3, background } }).png().toBuffer()
  return sharp({ create: { width: 400, height: 200, channels: 3, background: 'red' } })
    .composite([{ input: await half('blue'), left: 200, top: 0 }])
    .jpeg().withExif({ IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '35/1 54/1 0/1' } }).withMetadata({ orientation: 6 }).toBuffer()
}

/** Fifty kilobytes of PNG that would be 400 million pixels: 20,000 rows of one bit a pixel, all of them empty. */
export function bomb(): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(20_000, 0)
  header.writeUInt32BE(20_000, 4)
  header[8] = 1
  const rows = deflateSync(Buffer.alloc(20_000 * (1 + 20_000 / 8)))
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), chunk('IHDR', header), chunk('IDAT', rows), chunk('IEND', Buffer.alloc(0))])
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data])
  const framed = Buffer.alloc(body.length + 8)
  framed.writeUInt32BE(data.length, 0)
  body.copy(framed, 4)
  framed.writeUInt32BE(crc32(body), body.length + 4)
  return framed
}

export const SCRIPT = '<script>alert(1)</script>'

/** A picture that a browser would run as a page if it were told to. */
export const polyglot = async (): Promise<Buffer> => Buffer.concat([await jpeg(400, 300), Buffer.from(`<html>${SCRIPT}</html>`)])

export const NO_PICTURES: Record<string, Buffer> = {
  SVG: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'),
  HTML: Buffer.from(`<!doctype html>${SCRIPT}`),
  GIF: Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64'),
  HEIC: Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypheic\0\0\0\0mif1heic'), Buffer.alloc(200)]),
  AVIF: Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypavif\0\0\0\0mif1avif'), Buffer.alloc(200)]),
  TIFF: Buffer.concat([Buffer.from('II*\0'), Buffer.alloc(200)]),
  PDF: Buffer.from('%PDF-1.4\n1 0 obj'),
  text: Buffer.from('not a picture'),
}
