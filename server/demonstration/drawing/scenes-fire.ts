import type { Canvas } from './canvas.ts'
import { ellipse, path, polygon, rect, stroke } from './path.ts'
import { exitSign, lines, write } from './signs.ts'
import { carton, castShadow, dado, shadow, tiles, wall } from './surroundings.ts'

/** A hydrant cabinet in a corridor; cartons stand before it until they are cleared away. */
export function hydrant(canvas: Canvas, clear: boolean): void {
  wall(canvas, 0xd9d6c9, 0, 150)
  dado(canvas, 0x7fa596, 150, 242)
  tiles(canvas, 0xa39a8a, 242)
  castShadow(canvas, 128, 46, 144, 140)
  canvas.fill(rect(128, 46, 144, 140, 4), 0x99201c)
  canvas.fill(rect(134, 52, 132, 128, 3), { line: [134, 52, 266, 180], stops: [[0, 0xd8413a], [1, 0xb72620]] })
  write(canvas, '消火栓', 176, 57, 13, 0xfff4ee, 10)
  canvas.fill(rect(146, 77, 108, 93, 2), 0x701512)
  canvas.fill(rect(148, 79, 104, 89, 1), { line: [148, 79, 252, 168], stops: [[0, 0xdfe9e7], [1, 0xaebdba]] })
  for (let r = 33; r > 9; r -= 5) canvas.fill(ellipse(191, 124, r), r % 2 ? 0xddd3bd : 0xc3b79d)
  canvas.fill(ellipse(191, 124, 9), 0x8a7f69)
  canvas.fill(path('M222 130c10 4 12 18 10 34h-9c2 -14 0 -24 -6 -28z'), 0xd2c8b1)
  if (clear) canvas.fill(path('M238 92l6 0l2 44h-10z'), { line: [236, 0, 246, 0], stops: [[0, 0xe6c25a], [1, 0x9c7a22]] })
  canvas.fill(ellipse(239, 152, 6), 0xa8322b)
  canvas.fill(polygon([148, 79], [214, 79], [148, 146]), [0xffffff, 0.3])
  canvas.fill(rect(257, 116, 5, 20, 2), 0xe8d9c8)
  if (clear) {
    for (let x = 96; x < 300; x += 26) canvas.fill(path(`M${x} 268h15l4 8h-15z`), 0xe3b51c)
    canvas.fill(path('M96 250h208l22 34h-252z'), [0xe3b51c, 0.1])
    return
  }
  carton(canvas, 90, 162, 114, 96)
  carton(canvas, 192, 188, 106, 78, 0xa87842)
  carton(canvas, 140, 114, 92, 48, 0xc39660)
}

/** A portable extinguisher in a corner: needle in the red, or in the green and checked. */
export function extinguisher(canvas: Canvas, charged: boolean): void {
  wall(canvas, 0xd4d8d6, 0, 236)
  canvas.fill(rect(0, 0, 84, 236), [0x35433d, 0.1])
  canvas.fill(rect(0, 228, 400, 8), 0x7d847f)
  tiles(canvas, 0x989c96, 236)
  canvas.fill(rect(284, 70, 84, 62, 2), 0xc9362c)
  castShadow(canvas, 284, 70, 84, 62, 5)
  canvas.fill(rect(288, 74, 76, 54, 1), 0xf3efe4)
  lines(canvas, 294, 82, 40, 4, 10)
  canvas.fill(path('M346 116v-20q0 -8 7 -12q6 4 6 12v20z'), 0xc9362c)
  shadow(canvas, 190, 266, 82, 13, 0.6)
  canvas.fill(stroke('M168 62c-34 4 -40 44 -38 84s-4 66 2 86', 8), 0x23282a)
  canvas.fill(stroke('M166 61c-32 5 -37 46 -35 84', 2), [0xffffff, 0.24])
  canvas.fill(path('M125 226h14l4 24h-22z'), 0x303637)
  canvas.fill(rect(140, 84, 100, 180, 30), { line: [140, 0, 240, 0], stops: [[0, 0x7d1410], [0.22, 0xc52620], [0.36, 0xe65c50], [0.5, 0xc9271f], [1, 0x7a120f]] })
  canvas.fill(rect(140, 246, 100, 18, 8), [0x1a0605, 0.35])
  canvas.fill(rect(172, 58, 36, 30, 5), { line: [172, 0, 208, 0], stops: [[0, 0x2a2f30], [0.5, 0x6b7376], [1, 0x26292a]] })
  canvas.fill(stroke('M158 50h70l22 -12', 9), 0x2a2e2f)
  canvas.fill(stroke('M162 66h58l26 8', 7), 0x3a4042)
  canvas.fill(rect(158, 128, 66, 78, 3), 0xf2ecd9)
  canvas.fill(rect(158, 128, 66, 16, 3), 0xcf9d1f)
  lines(canvas, 164, 152, 54, 5, 10)
  canvas.fill(ellipse(236, 92, 27), 0x3b3f3e)
  canvas.fill(ellipse(236, 92, 24), 0xf7f6f1)
  for (const [from, to, colour] of [[-215, -150, 0xc0261f], [-145, -35, 0x2f9a57], [-30, 35, 0xd9a514]] as const) canvas.fill(arc(236, 92, 18, from, to), colour)
  const angle = (charged ? -86 : -192) / 180 * Math.PI
  canvas.fill(stroke(`M236 92l${19 * Math.cos(angle)} ${19 * Math.sin(angle)}`, 2.6), 0x17191a)
  canvas.fill(ellipse(236, 92, 3.2), 0x17191a)
  if (!charged) return
  canvas.fill(stroke('M226 128l14 26', 1.6), 0x8c7a4a)
  canvas.fill(rect(226, 152, 40, 56, 3), 0xfdfbf2)
  canvas.fill(rect(226, 152, 40, 12, 3), 0x2f9a57)
  lines(canvas, 231, 170, 20, 4, 9)
  for (let row = 0; row < 4; row += 1) canvas.fill(stroke(`M254 ${171 + row * 9}l2.4 2.4l4 -5`, 1.5), 0x2f9a57)
}

const arc = (cx: number, cy: number, r: number, from: number, to: number) => stroke(Array.from({ length: 13 }, (_, index) => {
  const angle = (from + (to - from) * index / 12) / 180 * Math.PI
  return `${index ? 'L' : 'M'}${cx + r * Math.cos(angle)} ${cy + r * Math.sin(angle)}`
}).join(''), 7)

/** An exit at the end of a corridor: chained shut, its sign dark, or as it should be. */
export function exit(canvas: Canvas, state: 'chained' | 'dark' | 'good'): void {
  wall(canvas, state === 'good' ? 0xd2d1c8 : 0xc4c3bb, 0, 252)
  canvas.fill(rect(0, 0, 400, 34), 0xdddcd6)
  canvas.fill(rect(0, 32, 400, 4), [0x262a25, 0.2])
  dado(canvas, 0x8fa79b, 170, 256)
  tiles(canvas, 0xa19b8e, 256)
  doubleDoor(canvas)
  exitSign(canvas, 28, 66, state === 'good')
  emergencyLamp(canvas, state !== 'dark')
  if (state === 'chained') chain(canvas)
  if (state === 'good') canvas.fill(path('M176 262h206l14 30h-236z'), [0x1d8a57, 0.16])
}

function doubleDoor(canvas: Canvas): void {
  canvas.fill(rect(180, 52, 200, 208), 0x5d5143)
  for (const x of [188, 282]) {
    canvas.fill(rect(x, 60, 90, 200), { line: [x, 60, x + 90, 260], stops: [[0, 0xa08a6c], [1, 0x7b674d]] })
    canvas.fill(rect(x + 16, 76, 58, 62, 2), 0x54483a)
    canvas.fill(rect(x + 19, 79, 52, 56, 1), { line: [x, 76, x + 58, 138], stops: [[0, 0xbfd2d6], [1, 0x86a1a8]] })
    canvas.fill(polygon([x + 19, 79], [x + 46, 79], [x + 19, 116]), [0xffffff, 0.3])
    canvas.fill(rect(x + 12, 206, 66, 40, 2), [0x2d2418, 0.18])
  }
  for (const x of [196, 290]) canvas.fill(rect(x, 166, 74, 10, 5), { line: [0, 166, 0, 176], stops: [[0, 0xe7e9e6], [1, 0x868c88]] })
  canvas.fill(rect(278.5, 60, 3, 200), 0x3f362b)
}

function emergencyLamp(canvas: Canvas, lit: boolean): void {
  canvas.fill(rect(46, 140, 96, 32, 4), 0xeceae3)
  canvas.fill(rect(46, 164, 96, 8, 4), 0xcdcbc2)
  for (const x of [66, 122]) {
    if (lit) canvas.fill(ellipse(x, 156, 54, 40), { centre: [x, 156, 54, 40], stops: [[0, [0xfff6cf, 0.75]], [0.4, [0xfff6cf, 0.24]], [1, [0xfff6cf, 0]]] })
    canvas.fill(ellipse(x, 156, 13), 0x85877f)
    canvas.fill(ellipse(x, 156, 10.5), lit ? 0xfffbe6 : 0x9fa099)
  }
  canvas.fill(ellipse(94, 150, 2.4), lit ? 0x35c46f : 0x8d2a22)
}

function chain(canvas: Canvas): void {
  for (let link = 0; link < 13; link += 1) {
    const t = link / 12
    const [x, y] = [240 + t * 80, 172 + Math.sin(t * Math.PI) * 26]
    const flat = link % 2 === 0
    canvas.fill(ellipse(x, y, flat ? 6.4 : 4.4, flat ? 4.6 : 3), 0x3d4244)
    canvas.fill(ellipse(x, y, flat ? 3.6 : 2.6, flat ? 2 : 1), flat ? 0x8d8071 : 0xa9b0b1)
    canvas.fill(ellipse(x - 2, y - 2.4, 2, 0.9, 12), [0xffffff, 0.5])
  }
  canvas.fill(stroke('M270 206v-8c0 -14 20 -14 20 0v8', 5), 0xa9b0b1)
  canvas.fill(rect(262, 204, 36, 30, 4), { line: [262, 204, 298, 234], stops: [[0, 0xe0b653], [1, 0x98701c]] })
  canvas.fill(ellipse(280, 216, 4), 0x3a2c0c)
  canvas.fill(rect(278.4, 217, 3.2, 10, 1), 0x3a2c0c)
}

