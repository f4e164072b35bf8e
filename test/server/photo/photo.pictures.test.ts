import assert from 'node:assert/strict'
import sharp from 'sharp'
import type { ProblemCode } from '../../../server/contract/problem.ts'
import { Problem } from '../../../server/http/problem.ts'
import { drawDisplay, readPicture } from '../../../server/photo/photo.pictures.ts'
import { bomb, jpeg, lyingOnItsSide, NO_PICTURES, polyglot, scene, SCRIPT } from './pictures.ts'

const refused = (bytes: Buffer, code: ProblemCode) =>
  assert.rejects(readPicture(bytes), (error) => error instanceof Problem && error.code === code)

async function colourAt(picture: Buffer, left: number, top: number): Promise<'red' | 'blue' | 'other'> {
  const [red = 0, , blue = 0] = await sharp(picture).extract({ left, top, width: 1, height: 1 }).raw().toBuffer()
  return red > 200 && blue < 60 ? 'red' : blue > 200 && red < 60 ? 'blue' : 'other'
}

describe('pictures', () => {
  describe('what is taken in', () => {
    for (const [mediaType, make] of [
      ['image/jpeg', () => scene(640, 480).jpeg().toBuffer()],
      ['image/png', () => scene(640, 480).png().toBuffer()],
      ['image/webp', () => scene(640, 480).webp().toBuffer()],
    ] as const) {
      it(`${mediaType} with its size and a WebP thumbnail of 320 px`, async () => {
        const picture = await readPicture(await make())
        assert.deepEqual([picture.mediaType, picture.width, picture.height], [mediaType, 640, 480])
        const { format, width, height } = await sharp(picture.thumbnail).metadata()
        assert.deepEqual([format, width, height], ['webp', 320, 240])
      })
    }

    it('turned upright, and without what the camera wrote into it', async () => {
      const sent = await lyingOnItsSide()
      assert.ok((await sharp(sent).metadata()).exif, 'the picture sent carries EXIF')
      const { width, height, thumbnail } = await readPicture(sent)
      assert.deepEqual([width, height], [200, 400])
      assert.deepEqual([await colourAt(thumbnail, 80, 20), await colourAt(thumbnail, 80, 300)], ['red', 'blue'])
      assert.equal((await sharp(thumbnail).metadata()).exif, undefined)
    })

    it('a small picture keeps its size', async () => {
      const { thumbnail } = await readPicture(await jpeg(40, 30))
      assert.equal((await sharp(thumbnail).metadata()).width, 40)
    })
  })

  describe('what is refused', () => {
    it('a JPEG that breaks off, wherever it does', async () => {
      const whole = await jpeg()
      for (const part of [0.01, 0.3, 0.9, 0.995]) await refused(whole.subarray(0, Math.floor(whole.length * part)), 'photo-broken')
    })

    it('a PNG and a WebP that break off', async () => {
      const png = await scene(400, 300).png().toBuffer()
      const webp = await scene(400, 300).webp().toBuffer()
      await refused(png.subarray(0, png.length / 2), 'photo-broken')
      await refused(webp.subarray(0, webp.length / 2), 'photo-broken')
    })

    it('an empty file, and one with nothing behind its signature', async () => {
      await refused(Buffer.alloc(0), 'photo-broken')
      await refused(Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), Buffer.alloc(1000, 7)]), 'photo-broken')
    })

    it('a PNG of 400 megapixels, before it is decoded', async () => {
      const bytes = bomb()
      assert.ok(bytes.length < 400_000)
      await refused(bytes, 'photo-too-large-to-decode')
    })

    for (const [name, bytes] of Object.entries(NO_PICTURES)) {
      it(`${name}`, () => refused(bytes, 'unsupported-type'))
    }

    it('by the loaders too, not by the first bytes alone', async () => {
      await assert.rejects(sharp(NO_PICTURES.SVG).metadata(), /unsupported image format/)
      await assert.rejects(sharp(NO_PICTURES.GIF).metadata(), /unsupported image format/)
    })
  })

  describe('the display picture', () => {
    it('is a JPEG of at most 2048 px, upright and stripped', async () => {
      const large = await sharp(await drawDisplay(() => jpeg(3000, 1500))).metadata()
      assert.deepEqual([large.format, large.width, large.height], ['jpeg', 2048, 1024])
      const turned = await drawDisplay(lyingOnItsSide)
      const { width, height, exif, orientation } = await sharp(turned).metadata()
      assert.deepEqual([width, height, exif, orientation], [200, 400, undefined, undefined])
      assert.equal(await colourAt(turned, 100, 20), 'red')
    })

    it('carries nothing over from a file that is a page as well', async () => {
      const sent = await polyglot()
      assert.ok(sent.includes(SCRIPT))
      await readPicture(sent)
      assert.ok(!(await drawDisplay(async () => sent)).includes(SCRIPT))
    })

    it('shows what is see-through on white', async () => {
      const clear = await sharp({ create: { width: 50, height: 50, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } } }).png().toBuffer()
      const [red] = await sharp(await drawDisplay(async () => clear)).raw().toBuffer()
      assert.equal(red, 255)
    })
  })

  it('at most two are decoded at a time', async () => {
    let inside = 0
    let most = 0
    const sent = await jpeg(400, 300)
    await Promise.all(Array.from({ length: 8 }, () => drawDisplay(async () => {
      most = Math.max(most, ++inside)
      await new Promise(setImmediate)
      inside--
      return sent
    })))
    assert.equal(most, 2)
  })
})
