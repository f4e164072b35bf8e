import type { Canvas } from './canvas.ts'
import { ellipse, path, polygon, rect, stroke, turned } from './path.ts'
import { lines } from './signs.ts'
import { castShadow, dado, glazing, shadow, tiles, wall } from './surroundings.ts'

/** A cupboard of reagents: bottles mixed, one fallen, labels gone; or sorted, labelled and in trays. */
export function reagents(canvas: Canvas, sorted: boolean): void {
  wall(canvas, 0xd9dcd6)
  castShadow(canvas, 52, 18, 296, 262, 10)
  canvas.fill(rect(52, 18, 296, 264, 4), { line: [52, 18, 348, 282], stops: [[0, 0xe7e4da], [1, 0xb9b5a8]] })
  canvas.fill(rect(64, 30, 272, 240, 2), { line: [64, 30, 64, 270], stops: [[0, 0x5d655f], [1, 0x7f877f]] })
  for (const [shelf, y] of [104, 186, 264].entries()) {
    canvas.fill(rect(64, y, 272, 8), { line: [0, y, 0, y + 8], stops: [[0, 0xf1eee4], [1, 0xaaa697]] })
    canvas.fill(rect(64, y + 8, 272, 10), [0x10130f, 0.22])
    if (sorted) {
      canvas.fill(rect(70, y - 12, 260, 12, 2), [[0x2f6fae, 0xb9473c, 0x3b8a5a][shelf] as number, 0.92])
      canvas.fill(rect(176, y - 10, 48, 8, 1), 0xf8f6ec)
    }
    for (let index = 0; index < 7; index += 1) jar(canvas, 72 + index * 37, y - (sorted ? 3 : 0), shelf, index, sorted)
  }
  if (sorted) return
  canvas.fill(path('M206 264q30 -12 62 -2q26 10 40 18q-50 10 -100 2z'), [0xa8641c, 0.55])
  canvas.fill(turned(rect(214, 240, 22, 40, 4), 82, [226, 260]), { line: [206, 250, 246, 268], stops: [[0, 0xb56a26], [1, 0x6d3a10]] })
  canvas.fill(rect(244, 254, 11, 10, 2), 0x2f3331)
}

function jar(canvas: Canvas, x: number, base: number, shelf: number, index: number, sorted: boolean): void {
  if (!sorted && ((shelf === 2 && index > 2) || (shelf === 0 && index === 3))) return
  const mixed = [0x8a4f1c, 0xdfe9ea, 0x2f5f8f, 0xc9b04a, 0x6d8f5a, 0xb0482f, 0x8a4f1c]
  const colour = sorted ? [0x8a4f1c, 0xdde8ea, 0x8a4f1c][shelf] as number : mixed[(index * 3 + shelf * 2) % 7] as number
  const height = sorted ? 50 : 36 + (index * 17 + shelf * 11) % 26
  canvas.fill(rect(x, base - height, 27, height, 5), { line: [x, 0, x + 27, 0], stops: [[0, [colour, 0.95]], [0.3, 0xf3f0e6], [0.42, colour], [1, [0x2a1a0a, 0.85]]] })
  canvas.fill(rect(x + 7, base - height - 9, 13, 11, 2), sorted ? 0x303633 : [0x303633, 0x9c2f28, 0xd9d6ca][index % 3] as number)
  if (!sorted && index % 2) return
  canvas.fill(rect(x + 3, base - height * 0.66, 21, 20, 1), 0xf8f4e6)
  lines(canvas, x + 5, base - height * 0.66 + 4, 17, 3, 5)
}

/** A bunk bed: the guard rail off and the ladder loose; or complete. */
export function bunk(canvas: Canvas, sound: boolean): void {
  wall(canvas, 0xdcd8cb, 0, 250)
  dado(canvas, 0x9db3a6, 150, 254)
  glazing(canvas, 296, 44, 82, 92)
  tiles(canvas, 0xa8a091, 252)
  shadow(canvas, 164, 272, 170, 14, 0.45)
  for (const x of [30, 282]) canvas.fill(rect(x, 34, 10, 240, 3), { line: [x, 0, x + 10, 0], stops: [[0, 0x7fa2b4], [0.4, 0x4f7488], [1, 0x2f4653]] })
  for (const y of [112, 212]) {
    canvas.fill(rect(38, y - 22, 248, 24, 7), { line: [0, y - 22, 0, y + 2], stops: [[0, 0xf5f3ea], [1, 0xcfcabd]] })
    canvas.fill(path(`M120 ${y - 26}h162q6 12 2 26h-150q-20 -6 -14 -26z`), { line: [0, y - 26, 0, y], stops: [[0, 0x86a9b5], [1, 0x5d8291]] })
    for (let x = 142; x < 280; x += 22) canvas.fill(stroke(`M${x} ${y - 25}l4 24`, 2), [0xffffff, 0.3])
    canvas.fill(rect(44, y - 34, 58, 20, 9), { line: [0, y - 34, 0, y - 14], stops: [[0, 0xffffff], [1, 0xd8d4c8]] })
    canvas.fill(rect(30, y, 262, 10, 2), { line: [0, y, 0, y + 10], stops: [[0, 0x6d92a5], [1, 0x36505e]] })
  }
  canvas.fill(rect(38, 222, 248, 26), [0x10130f, 0.16])
  guard(canvas, sound)
  ladder(canvas, sound)
}

function guard(canvas: Canvas, sound: boolean): void {
  const steel = { line: [0, 56, 0, 112], stops: [[0, 0x86a9bb], [1, 0x3f6072]] } as const
  if (sound) {
    for (const y of [58, 80]) canvas.fill(rect(34, y, 190, 6, 3), steel)
    for (const x of [70, 120, 170, 220]) canvas.fill(rect(x, 58, 6, 54, 2), steel)
    return
  }
  canvas.fill(rect(70, 84, 6, 28, 2), steel)
  canvas.fill(turned([...rect(40, 60, 150, 6, 3), ...rect(40, 82, 150, 6, 3), ...rect(90, 60, 6, 44), ...rect(150, 60, 6, 44)], 28, [40, 70], [14, 30]), 0x54788b)
  canvas.fill(ellipse(73, 84, 5), 0x7c4524)
  canvas.fill(ellipse(223, 112, 6, 4), 0x7c4524)
}

function ladder(canvas: Canvas, sound: boolean): void {
  const rails = [...rect(236, 92, 6, 180, 2), ...rect(270, 92, 6, 180, 2)]
  const rungs = [126, 156, 186, 216, 246].filter((y) => sound || y !== 186).flatMap((y) => rect(240, y, 32, 6, 2))
  const whole = [...rails, ...rungs]
  canvas.fill(sound ? whole : turned(whole, 5, [256, 272]), { line: [236, 0, 276, 0], stops: [[0, 0x8fb0c0], [1, 0x3d5c6c]] })
}

/** The register of inspections on a desk: rows left empty; or filled in, signed and ticked. */
export function register(canvas: Canvas, complete: boolean): void {
  canvas.fill(rect(0, 0, 400, 300), { line: [0, 0, 400, 300], stops: [[0, 0xb08a5c], [1, 0x85623b]] })
  for (let y = 6; y < 300; y += 19) canvas.fill(stroke(`M0 ${y}c90 ${(y % 7) - 3} 220 ${4 - (y % 5)} 400 ${(y % 9) - 4}`, 1.1), [0x4d3216, 0.24])
  canvas.fill(turned(rect(50, 34, 306, 244, 4), -3, [200, 150], [7, 9]), [0x120b04, 0.34])
  canvas.fill(turned(rect(46, 30, 308, 244, 4), -3, [200, 150]), 0x35574a)
  for (const x of [54, 202]) {
    canvas.fill(turned(rect(x, 36, 144, 232, 1), -3, [200, 150]), { line: [x, 0, x + 144, 0], stops: x < 100 ? [[0, 0xf8f5ea], [0.86, 0xf1ede0], [1, 0xcfc9b8]] : [[0, 0xcbc5b4], [0.13, 0xf3efe3], [1, 0xfaf8ef]] })
    page(canvas, x, complete)
  }
  for (let y = 48; y < 262; y += 22) canvas.fill(turned(rect(194, y, 12, 6, 3), -3, [200, 150]), 0xb7bdbb)
  if (complete) stamp(canvas)
  pen(canvas, complete)
}

function page(canvas: Canvas, x: number, complete: boolean): void {
  const on = (shape: Parameters<typeof turned>[0]) => turned(shape, -3, [200, 150])
  canvas.fill(on(rect(x + 40, 46, 64, 6, 2)), 0x3a3f3b)
  for (let row = 0; row <= 10; row += 1) canvas.fill(on(rect(x + 10, 62 + row * 19, 124, row === 0 ? 1.8 : 0.9)), [0x2f5b4a, 0.75])
  for (const column of [0, 26, 86, 124]) canvas.fill(on(rect(x + 10 + column, 62, 0.9, 190)), [0x2f5b4a, 0.75])
  for (let row = 1; row < 10; row += 1) {
    const y = 71 + row * 19
    const filled = complete || (x < 100 ? row < 6 : row < 2)
    if (!filled) continue
    canvas.fill(on(rect(x + 15, y - 2, 16, 3, 1)), [0x22304a, 0.8])
    canvas.fill(on(stroke(`M${x + 41} ${y}q5 -9 8 0q6 -9 9 -1q4 -6 ${8 + row % 4 * 4} 0${row % 3 ? 'q4 -7 7 0' : ''}`, 1.5)), 0x22366a)
    canvas.fill(on(stroke(`M${x + 102} ${y + 1}q4 -10 8 -1q5 -9 9 1`, 1.5)), 0x22366a)
  }
}

function stamp(canvas: Canvas): void {
  const ring = (r: number) => stroke(Array.from({ length: 41 }, (_, index) => `${index ? 'L' : 'M'}${302 + r * Math.cos(index * 9 / 57.2958)} ${206 + r * Math.sin(index * 9 / 57.2958)}`).join(''), 2.6)
  canvas.fill(ring(25), [0xc0261f, 0.72])
  const star = Array.from({ length: 10 }, (_, index): [number, number] => {
    const [r, angle] = [index % 2 ? 4 : 10, (index * 36 - 90) / 57.2958]
    return [302 + r * Math.cos(angle), 206 + r * Math.sin(angle)]
  })
  canvas.fill(polygon(...star), [0xc0261f, 0.72])
}

function pen(canvas: Canvas, complete: boolean): void {
  const at = (shape: Parameters<typeof turned>[0]) => turned(shape, complete ? 62 : 38, [340, 170], complete ? [26, -40] : [-6, 20])
  canvas.fill(turned(rect(268, 166, 130, 11, 5), complete ? 62 : 38, [340, 170], complete ? [29, -33] : [-2, 27]), [0x120b04, 0.3])
  canvas.fill(at(rect(276, 164, 118, 11, 5)), { line: [276, 120, 330, 220], stops: [[0, 0x3b6ea5], [1, 0x1d3a5c]] })
  canvas.fill(at(polygon([276, 164], [276, 175], [256, 170])), 0xd7d9d6)
  canvas.fill(at(rect(362, 162, 34, 15, 5)), 0x22304a)
}
