import assert from 'node:assert/strict'
import type { Locator, Page } from 'playwright-core'
import type { Device } from './support.ts'

/** The browser says this of the question who is signed in, which the log-in page has to ask. */
const HARMLESS = /status of 401 .*\/api\/me$/

/** A person before a device: finds things by their words, and notices what goes wrong in the console. */
export class Visitor {
  readonly page: Page
  readonly device: Device
  readonly problems: string[] = []
  taps = 0
  fields = 0
  private expected = [HARMLESS]

  constructor(page: Page, device: Device) {
    this.page = page
    this.device = device
    page.on('pageerror', (error) => this.note(`${error.name}: ${error.message}`))
    page.on('console', (said) => { if (said.type() === 'error') this.note(`${said.text()} ${said.location().url}`) })
  }

  private note(problem: string): void {
    if (!this.expected.some((harmless) => harmless.test(problem))) this.problems.push(problem)
  }

  /** The browser will write this to the console, and rightly so. */
  expect(problem: RegExp): void {
    this.expected.push(problem)
  }

  button = (name: string | RegExp, within: Page | Locator = this.page) => within.getByRole('button', { name, exact: true })
  link = (name: string | RegExp, within: Page | Locator = this.page) => within.getByRole('link', { name, exact: true })
  field = (label: string | RegExp, within: Page | Locator = this.page) => within.getByLabel(label, { exact: true })
  /** The sheet that lies over the page. */
  sheet = (title: string) => this.page.getByRole('dialog', { name: title })
  tab = (name: string) => this.page.getByRole('navigation').getByRole('link', { name })

  async goto(path: string): Promise<void> {
    await this.page.goto(path)
    await this.page.locator('#main').waitFor()
  }

  async logIn(username: string, password: string): Promise<void> {
    await this.type(this.field('用户名'), username)
    await this.type(this.field('密码'), password)
    await this.tap(this.button('登录'))
    await this.page.waitForURL((url) => url.pathname !== '/log-in')
  }

  /** A finger on the phone, a click on the desk; counted. */
  async tap(target: Locator): Promise<void> {
    this.taps++
    await (this.device === 'phone' ? target.tap() : target.click())
  }

  /** One field of text; counted. */
  async type(target: Locator, words: string): Promise<void> {
    this.fields++
    await target.fill(words)
  }

  /** Presses what opens the camera or the album; the pictures then come through the real file input. */
  async shoot(target: Locator, ...pictures: string[]): Promise<void> {
    const [chooser] = await Promise.all([this.page.waitForEvent('filechooser'), this.tap(target)])
    await chooser.setFiles(pictures)
  }

  /** Waits until this can be read, and looks whether the page keeps within the screen. */
  async sees(what: string | RegExp | Locator): Promise<void> {
    const seen = typeof what === 'string' || what instanceof RegExp ? this.page.getByText(what) : what
    await seen.filter({ visible: true }).first().waitFor()
    if (this.device === 'phone') await this.fits()
  }

  async seesNot(what: string | RegExp | Locator): Promise<void> {
    const gone = typeof what === 'string' || what instanceof RegExp ? this.page.getByText(what) : what
    await gone.first().waitFor({ state: 'hidden' })
  }

  async fits(): Promise<void> {
    const width = await this.page.evaluate<number>('document.documentElement.scrollWidth')
    assert.ok(width <= this.page.viewportSize()!.width, `${this.page.url()} is ${width} px wide`)
  }

  startCounting(): void {
    [this.taps, this.fields] = [0, 0]
  }

  query = () => new URL(this.page.url()).searchParams
}

/** The size in which a picture arrived, once it is there. */
export async function sizeOf(image: Locator): Promise<{ width: number; height: number }> {
  await image.waitFor()
  return image.evaluate(async (element: Image) => {
    await element.decode()
    return { width: element.naturalWidth, height: element.naturalHeight }
  })
}

/** As much of the browser's own image as is asked of it. */
interface Image { decode(): Promise<void>; naturalWidth: number; naturalHeight: number }
