import type { Path } from './path.ts'

/** 0xRRGGBB, or the same with an opacity from 0 to 1. */
export type Colour = number | readonly [rgb: number, opacity: number]
type Stop = readonly [at: number, colour: Colour]

/** A colour that changes along a line, or outwards from a centre. Points are in the drawing's own units. */
export type Paint = Colour
  | { readonly line: readonly [x0: number, y0: number, x1: number, y1: number], readonly stops: readonly Stop[] }
  | { readonly centre: readonly [x: number, y: number, rx: number, ry: number], readonly stops: readonly Stop[] }

export const UNITS_WIDE = 400
export const UNITS_HIGH = 300
const STEPS = 256
/** Coverage and opacity count to 256 each, so that their product shifts away by 16 bits. */
const FULL = 256
const HALF = 1 << 15

/** Pixels to paint on: RGB, 8 bits, opaque. One unit of a drawing is `scale` pixels; the page is 400 × 300 units. */
export class Canvas {
  readonly width: number
  readonly height: number
  readonly pixels: Uint8Array
  readonly #scale: number
  readonly #stride: number
  readonly #coverage: Float32Array
  readonly #shades: Uint8Array

  constructor(width: number) {
    this.#scale = width / UNITS_WIDE
    this.width = width
    this.height = Math.round(UNITS_HIGH * this.#scale)
    this.pixels = new Uint8Array(this.width * this.height * 3).fill(255)
    this.#stride = this.width + 2
    this.#coverage = new Float32Array(this.#stride * this.height)
    this.#shades = new Uint8Array(this.width)
  }

  /** Fills a path. Edges are exact: each pixel takes the share of its area that lies inside. */
  fill(path: Path, paint: Paint): this {
    let [left, right, top, bottom] = [this.width, 0, this.height, 0]
    for (const polygon of path) {
      for (const [index, [x, y]] of polygon.entries()) {
        const [nextX, nextY] = polygon[(index + 1) % polygon.length] as readonly [number, number]
        this.#edge(x * this.#scale, y * this.#scale, nextX * this.#scale, nextY * this.#scale)
        left = Math.min(left, x * this.#scale)
        right = Math.max(right, x * this.#scale)
        top = Math.min(top, y * this.#scale)
        bottom = Math.max(bottom, y * this.#scale)
      }
    }
    const from = Math.max(0, Math.floor(left) - 1)
    const to = Math.min(this.width, Math.ceil(right) + 1)
    this.#blend(from, to, Math.max(0, Math.floor(top)), Math.min(this.height, Math.ceil(bottom)), paint)
    return this
  }

  /** Film grain over everything, so that flat areas do not look printed. The same every time. */
  grain(amount: number): this {
    const { pixels } = this
    let state = 0x9e3779b9
    for (let index = 0; index < pixels.length; index += 3) {
      state ^= state << 13; state ^= state >>> 17; state ^= state << 5
      const noise = (((state & 255) - 128) * amount) >> 7
      for (let channel = index; channel < index + 3; channel += 1) {
        const value = pixels[channel]! + noise
        pixels[channel] = value < 0 ? 0 : value > 255 ? 255 : value
      }
    }
    return this
  }

  /** Adds one edge's signed area to the rows it crosses; summed along a row this gives the coverage. */
  #edge(fromX: number, fromY: number, toX: number, toY: number): void {
    if (fromY === toY) return
    const direction = fromY < toY ? 1 : -1
    const [x0, y0, x1, y1] = fromY < toY ? [fromX, fromY, toX, toY] : [toX, toY, fromX, fromY]
    const slope = (x1 - x0) / (y1 - y0)
    const last = Math.min(this.height, Math.ceil(y1))
    for (let row = Math.max(0, Math.floor(y0)); row < last; row += 1) {
      const enter = Math.max(row, y0)
      const leave = Math.min(row + 1, y1)
      const a = this.#inside(x0 + (enter - y0) * slope)
      const b = this.#inside(x0 + (leave - y0) * slope)
      this.#span(row * this.#stride, Math.min(a, b), Math.max(a, b), (leave - enter) * direction)
    }
  }

  #inside(x: number): number {
    return x < 0 ? 0 : x > this.width ? this.width : x
  }

  /** Spreads an edge of height `area` over the pixels between x0 and x1 of one row, as differences. */
  #span(row: number, x0: number, x1: number, area: number): void {
    const end = Math.ceil(x1)
    let before = 0
    for (let x = Math.floor(x0); x <= end; x += 1) {
      const covered = areaUpTo(x + 1, x0, x1) - areaUpTo(x, x0, x1)
      this.#coverage[row + x] = this.#coverage[row + x]! + area * (covered - before)
      before = covered
    }
  }

  #blend(left: number, right: number, top: number, bottom: number, paint: Paint): void {
    const shades = this.#shades.fill(0)
    const table = coloursOf(paint)
    for (let y = top; y < bottom; y += 1) {
      shadeRow(paint, this.#scale, y, left, right, shades)
      this.#blendRow(y, left, right, table, shades)
    }
  }

  /** The innermost loop: a page passes through it a dozen times, so it allocates nothing and reckons in whole numbers. */
  #blendRow(y: number, left: number, right: number, table: Int32Array, shades: Uint8Array): void {
    const { pixels } = this
    const coverage = this.#coverage
    const row = y * this.#stride
    let sum = 0
    let covered = 0
    let pixel = (y * this.width + left) * 3
    for (let x = left; x < right; x += 1, pixel += 3) {
      const change = coverage[row + x]!
      if (change !== 0) {
        sum += change
        covered = Math.min(Math.abs(sum) * FULL, FULL) | 0
      }
      if (covered === 0) continue
      const at = shades[x]! << 2
      const opacity = covered * table[at + 3]!
      if (opacity === 0) continue
      const r = pixels[pixel]!
      const g = pixels[pixel + 1]!
      const b = pixels[pixel + 2]!
      pixels[pixel] = r + (((table[at]! - r) * opacity + HALF) >> 16)
      pixels[pixel + 1] = g + (((table[at + 1]! - g) * opacity + HALF) >> 16)
      pixels[pixel + 2] = b + (((table[at + 2]! - b) * opacity + HALF) >> 16)
    }
    coverage.fill(0, row + left, Math.min(row + right + 2, row + this.#stride))
  }
}

/** How much of the ground left of `x` lies right of an edge that leans from x0 to x1, for one unit of height. */
function areaUpTo(x: number, x0: number, x1: number): number {
  if (x <= x0) return 0
  return x >= x1 ? x - (x0 + x1) / 2 : (x - x0) ** 2 / (2 * (x1 - x0))
}

const channels = (colour: Colour): [number, number, number, number] => {
  const [rgb, opacity] = typeof colour === 'number' ? [colour, 1] : colour
  return [rgb >> 16, (rgb >> 8) & 255, rgb & 255, opacity * FULL]
}

/** The colours a paint runs through, as a table of RGB and opacity. */
function coloursOf(paint: Paint): Int32Array {
  if (typeof paint === 'number' || !('stops' in paint)) return Int32Array.from(channels(paint))
  const table = new Int32Array(STEPS * 4)
  for (let step = 0; step < STEPS; step += 1) table.set(mixed(paint.stops, step / (STEPS - 1)), step * 4)
  return table
}

function mixed(stops: readonly Stop[], at: number): number[] {
  const next = stops.findIndex(([offset]) => offset >= at)
  const after = stops[next === -1 ? stops.length - 1 : next] as Stop
  const before = stops[next === -1 ? stops.length - 1 : Math.max(0, next - 1)] as Stop
  const share = after[0] === before[0] ? 0 : (at - before[0]) / (after[0] - before[0])
  const to = channels(after[1])
  return channels(before[1]).map((value, index) => value + ((to[index] as number) - value) * share)
}

/** Which step of the table each pixel of a row takes. */
function shadeRow(paint: Paint, scale: number, y: number, left: number, right: number, shades: Uint8Array): void {
  if (typeof paint === 'number' || !('stops' in paint)) return
  const last = STEPS - 1
  if ('line' in paint) {
    const [x0, y0, x1, y1] = paint.line.map((value) => value * scale) as [number, number, number, number]
    const length = (x1 - x0) ** 2 + (y1 - y0) ** 2
    const along = (x1 - x0) / length * last
    let at = ((left + 0.5 - x0) * (x1 - x0) + (y + 0.5 - y0) * (y1 - y0)) / length * last
    for (let x = left; x < right; x += 1, at += along) shades[x] = at < 0 ? 0 : at > last ? last : at
    return
  }
  const [cx, cy, rx, ry] = paint.centre.map((value) => value * scale) as [number, number, number, number]
  const down = ((y + 0.5 - cy) / ry) ** 2
  for (let x = left; x < right; x += 1) {
    const across = (x + 0.5 - cx) / rx
    const at = Math.sqrt(across * across + down) * last
    shades[x] = at > last ? last : at
  }
}
