import type { Canvas, Colour } from './canvas.ts'
import { ellipse, path, polygon, rect, scaled, stroke } from './path.ts'

/** No font is at hand, so the few characters and pictograms that signs need are drawn, each in a box of 100 × 100. */
const CHARACTERS = {
  消: 'M14 16l14 12M8 42l14 12M8 90l18 -30M62 6v26M42 14l8 14M84 12l-8 16M42 92v-52h42v46l-8 4M42 56h42M42 72h42',
  火: 'M50 8v36l-14 30l-24 20M50 46l14 26l26 22M18 30l10 22M84 28l-12 20',
  栓: 'M8 30h34M25 6v88M25 36l-16 30M26 40l14 16M68 6l-26 28M68 6l26 28M52 42h32M68 42v46M52 62h32M44 90h50',
  出: 'M50 6v86M24 18v28h52v-28M12 58v34h76v-34',
  口: 'M18 18h64v70h-64z',
  电: 'M22 22h54v46h-54zM22 45h54M49 6v76q2 10 14 10h22v-12',
  水: 'M50 6v82l-12 -6M14 34h24q-6 32 -28 46M84 24l-24 20M54 40q14 32 38 42',
} as const
type Character = keyof typeof CHARACTERS

/** Writes characters from left to right; `size` is the height of one in units. */
export function write(canvas: Canvas, text: string, x: number, y: number, size: number, colour: Colour, weight = 9): void {
  for (const [index, character] of [...text].entries()) {
    canvas.fill(scaled(stroke(CHARACTERS[character as Character], weight), size / 100, [x + index * size * 1.18, y]), colour)
  }
}

/** The green exit sign: a running figure through a door, an arrow, 出口. `lit` is how it should look. */
export function exitSign(canvas: Canvas, x: number, y: number, lit: boolean): void {
  const [plate, ink] = lit ? [0x0d8a55, 0xeafff2] : [0x3c5347, 0x93a69b]
  if (lit) canvas.fill(ellipse(x + 66, y + 26, 150, 95), { centre: [x + 66, y + 26, 150, 95], stops: [[0, [0x6dffb4, 0.42]], [0.5, [0x6dffb4, 0.12]], [1, [0x6dffb4, 0]]] })
  canvas.fill(rect(x - 4, y - 4, 140, 60, 5), 0xd9dcd8)
  canvas.fill(rect(x, y, 132, 52, 3), plate)
  canvas.fill(rect(x, y, 132, 52, 3), { line: [x, y, x, y + 52], stops: [[0, [0xffffff, lit ? 0.2 : 0.1]], [1, [0xffffff, 0]]] })
  write(canvas, '出口', x + 10, y + 15, 21, ink, 10)
  canvas.fill(ellipse(x + 79, y + 12, 4.4), ink)
  canvas.fill(stroke(`M${x + 80} ${y + 19}l4 12l-8 6l2 9M${x + 84} ${y + 31}l4 7l9 1M${x + 81} ${y + 20}l9 3l3 6M${x + 80} ${y + 20}l-6 7l-6 -1`, 3.6), ink)
  canvas.fill(stroke(`M${x + 100} ${y + 26}h22M${x + 112} ${y + 15}l11 11l-11 11`, 4.4), ink)
}

/** The yellow triangle of danger, with a flash of lightning or an exclamation mark. */
export function danger(canvas: Canvas, cx: number, top: number, size: number, flash = true): void {
  const h = size * 0.87
  canvas.fill(stroke(`M${cx} ${top}l${size / 2} ${h}h${-size}z`, size * 0.13), 0x22231e)
  canvas.fill(polygon([cx, top], [cx + size / 2, top + h], [cx - size / 2, top + h]), 0xf3c317)
  const mark = flash
    ? path(`M${cx + size * 0.05} ${top + h * 0.26}l${-size * 0.15} ${h * 0.38}h${size * 0.12}l${-size * 0.07} ${h * 0.27}l${size * 0.2} ${-h * 0.38}h${-size * 0.12}l${size * 0.09} ${-h * 0.27}z`)
    : [...rect(cx - size * 0.045, top + h * 0.34, size * 0.09, h * 0.32, 1), ...ellipse(cx, top + h * 0.8, size * 0.055)]
  canvas.fill(mark, 0x22231e)
}

/** Grey lines that read as printed text from a distance. */
export function lines(canvas: Canvas, x: number, y: number, width: number, count: number, gap: number, colour: Colour = [0x4b4d47, 0.62]): void {
  for (let row = 0; row < count; row += 1) {
    canvas.fill(rect(x, y + row * gap, width * (row === count - 1 ? 0.6 : 0.94 + (row % 3) * 0.03), gap * 0.3, gap * 0.12), colour)
  }
}

/** A traffic cone. */
export function cone(canvas: Canvas, x: number, base: number, height: number): void {
  canvas.fill(path(`M${x - height * 0.34} ${base}h${height * 0.68}l${-height * 0.05} ${-height * 0.08}h${-height * 0.58}z`), 0xb8471b)
  canvas.fill(path(`M${x - height * 0.24} ${base - height * 0.07}l${height * 0.19} ${-height * 0.9}h${height * 0.1}l${height * 0.19} ${height * 0.9}z`), { line: [x - height * 0.2, 0, x + height * 0.2, 0], stops: [[0, 0xf0793a], [0.5, 0xe5612a], [1, 0xa83f14]] })
  for (const [at, tall] of [[0.34, 0.16], [0.63, 0.13]] as const) {
    const half = (1 - at) * height * 0.235
    canvas.fill(polygon([x - half, base - at * height], [x + half, base - at * height], [x + half - tall * height * 0.21, base - (at + tall) * height], [x - half + tall * height * 0.21, base - (at + tall) * height]), 0xf4f1ea)
  }
}
