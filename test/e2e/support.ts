import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Browser } from 'playwright-core'
import sharp from 'sharp'
import type { ReportRequest } from '../../server/contract/hazard.ts'
import { PASSWORD, startApp, type Person, type TestApp } from '../support/app.ts'
import { file } from '../support/hazards.ts'
import { Visitor } from './visitor.ts'

const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium'
const SWITCHES = [
  '--no-sandbox', '--headless', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync',
]
/** What the harness' own clock shows, so that the pages count days from the same morning. */
export const MORNING = '2026-11-24T09:00:00+08:00'

const DEVICES = {
  phone: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
  desk: { viewport: { width: 1440, height: 900 } },
}
export type Device = keyof typeof DEVICES

let browser: Browser | undefined
const folder = mkdtempSync(join(tmpdir(), 'campus-pictures-'))
after(async () => {
  await browser?.close()
  rmSync(folder, { recursive: true, force: true })
})

/** The application and a browser in front of it, for the tests of one walk. */
export class Stage {
  app!: TestApp
  private readonly visitors: Visitor[] = []

  /** Opens the log-in page on a device of this person's own. */
  async open(device: Device): Promise<Visitor> {
    const context = await browser!.newContext({ ...DEVICES[device], locale: 'zh-CN', timezoneId: 'Asia/Shanghai', baseURL: this.app.origin })
    context.setDefaultTimeout(20_000)
    await context.clock.install({ time: MORNING })
    const visitor = new Visitor(await context.newPage(), device)
    this.visitors.push(visitor)
    await visitor.goto('/log-in')
    return visitor
  }

  /** Signs in as people do, and waits for the first page. */
  async enter(person: Pick<Person, 'username'>, device: Device, password = PASSWORD): Promise<Visitor> {
    const visitor = await this.open(device)
    await visitor.logIn(person.username, password)
    return visitor
  }

  /** One test: what goes wrong in it leaves a picture, and what the console complained of goes wrong in it. */
  async play(title: string, act: () => Promise<void>): Promise<void> {
    try {
      await act()
      for (const { problems } of this.visitors) assert.deepEqual(problems, [], 'errors in the console')
    } catch (error) {
      await this.keepPictures(title)
      throw error
    } finally {
      for (const { page } of this.visitors.splice(0)) await page.context().close()
    }
  }

  /** Every page that is open, in the folder for passing things. */
  private async keepPictures(title: string): Promise<void> {
    for (const [index, { page, problems }] of this.visitors.entries()) {
      const path = join(tmpdir(), `walk-${title.replace(/\W+/g, '-')}-${index + 1}.png`)
      await page.screenshot({ path, timeout: 10_000 }).then(() => console.error(`      ${page.url()} is shown in ${path}`), () => {})
      for (const problem of problems) console.error(`      ${problem}`)
    }
  }
}

type Step = (title: string, act: () => Promise<void>) => void

/** One walk through the built pages in a real browser. Without one it is skipped, but never where a change is judged. */
export function walk(title: string, steps: (stage: Stage, step: Step) => void): void {
  describe(title, function () {
    this.timeout(120_000)
    const stage = new Stage()
    before(async function () {
      if (!existsSync(CHROMIUM)) {
        if (process.env.CI === 'true') throw new Error(`no browser at ${CHROMIUM}`)
        return this.skip()
      }
      browser ??= await chromium.launch({ executablePath: CHROMIUM, args: SWITCHES })
      stage.app = await startApp()
    })
    after(() => stage.app?.stop())
    steps(stage, (title, act) => it(title, () => stage.play(title, act)))
  })
}

type Colour = readonly [red: number, green: number, blue: number]

/** A photo as a phone held upright makes it: 1600×1200 on the sensor, with the turn in its EXIF. */
export async function photoFile(name: string, colour: Colour = [200, 176, 140]): Promise<string> {
  const path = join(folder, `${name}.jpg`)
  if (!existsSync(path)) writeFileSync(path, await phonePhoto(colour))
  return path
}

/** A cabinet on a wall, drawn pixel by pixel: a server guards itself against every picture format that phones do not make. */
async function phonePhoto([red, green, blue]: Colour): Promise<Buffer> {
  const [width, height] = [1600, 1200]
  const pixels = Buffer.alloc(width * height * 3)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const shade = (x > 500 && x < 1100 && y > 250 && y < 950 ? 0.55 : 1) * (0.85 + (0.15 * y) / height) + ((x * 7 + y * 13) % 11) / 400
      pixels.set([red * shade, green * shade, blue * shade].map((part) => Math.min(255, part)), (y * width + x) * 3)
    }
  }
  return sharp(pixels, { raw: { width, height, channels: 3 } }).withMetadata({ orientation: 6 }).jpeg({ quality: 85 }).toBuffer()
}

/** A hazard with its photo, filed without the pages: what a walk needs to be there when it begins. */
export async function reported(by: Person, fields: Partial<ReportRequest> = {}) {
  const hazard = await file(by, fields)
  await by.request.put(`/api/hazards/${hazard.id}/photos/${crypto.randomUUID()}`)
    .field('kind', 'before').attach('photo', await photoFile('reported')).expect(201)
  return hazard
}
