import type { Canvas } from './canvas.ts'
import { ellipse, path, polygon, rect, stroke, turned } from './path.ts'
import { cone, danger, lines, write } from './signs.ts'
import { block, carton, castShadow, dado, glazing, ground, shadow, sky, tiles, tree, wall } from './surroundings.ts'

/** A distribution box: open, unmarked, with goods under it; or shut, marked, and clear. */
export function distributionBox(canvas: Canvas, safe: boolean): void {
  wall(canvas, 0xcfd2cb, 0, 250)
  dado(canvas, 0x93a5a0, 172, 252)
  tiles(canvas, 0x9c978c, 252)
  for (const x of [178, 196, 214]) canvas.fill(rect(x, 0, 9, 46), { line: [x, 0, x + 9, 0], stops: [[0, 0xe9e9e3], [1, 0xa9aba4]] })
  castShadow(canvas, 126, 42, 150, 166, 12)
  canvas.fill(rect(126, 42, 150, 166, 4), 0x7f8785)
  if (safe) {
    canvas.fill(rect(131, 47, 140, 156, 3), { line: [131, 47, 271, 203], stops: [[0, 0xd5d9d6], [1, 0xa7aeab]] })
    danger(canvas, 201, 70, 62)
    write(canvas, '电', 170, 136, 24, 0x22231e, 10)
    lines(canvas, 200, 140, 44, 2, 11, 0x33352f)
    canvas.fill(rect(256, 112, 9, 30, 3), 0x4b5250)
    canvas.fill(ellipse(260.5, 134, 2.6), 0xd8b65a)
    canvas.fill(rect(150, 170, 102, 22, 2), 0xf6f3e7)
    lines(canvas, 155, 175, 92, 2, 8)
    canvas.fill(path('M96 262h208l30 30h-268z'), [0xe3b51c, 0.14])
    for (let x = 80; x < 316; x += 28) canvas.fill(path(`M${x} 282h16l4 8h-16z`), 0xe3b51c)
    return
  }
  canvas.fill(rect(132, 48, 138, 154), { line: [132, 48, 270, 202], stops: [[0, 0x3f4644], [1, 0x5d6663]] })
  for (const [row, y] of [62, 110, 158].entries()) breakers(canvas, y, row)
  canvas.fill(stroke('M150 84c20 26 54 -8 64 26M240 132c-20 24 -50 4 -66 30M262 84c6 30 -10 60 -4 84', 2.4), 0xb8322a)
  canvas.fill(stroke('M160 84c6 20 40 10 46 26M222 84c-4 14 18 16 20 26', 2.2), 0x2d5fa8)
  canvas.fill(path('M126 42l-62 22v166l62 -22z'), { line: [64, 0, 126, 0], stops: [[0, 0xb9bfbc], [1, 0x8b9391]] })
  canvas.fill(path('M118 54l-46 16v140l46 -16z'), [0xffffff, 0.12])
  carton(canvas, 176, 214, 92, 66)
  carton(canvas, 92, 232, 86, 50, 0xa87842)
}

function breakers(canvas: Canvas, y: number, row: number): void {
  canvas.fill(rect(140, y - 3, 122, 28, 2), 0x2a2f2e)
  for (let index = 0; index < 6; index += 1) {
    if (row === 2 && index > 3) continue
    const x = 144 + index * 19
    canvas.fill(rect(x, y, 16, 22, 1.5), { line: [0, y, 0, y + 22], stops: [[0, 0xf3f4f0], [1, 0xc7cbc7]] })
    canvas.fill(rect(x + 5, y + (index === 2 ? 11 : 5), 6, 8, 1), index === 2 ? 0xb8322a : 0x39403e)
  }
}

/** Socket strips chained together on the floor, a cable across the way. */
export function looseCable(canvas: Canvas): void {
  wall(canvas, 0xd6d3c8, 0, 178)
  dado(canvas, 0x9fb0a4, 92, 184)
  tiles(canvas, 0xa79e8d, 184)
  canvas.fill(rect(36, 106, 52, 52, 4), 0xf1f0ea)
  canvas.fill(rect(36, 106, 52, 52, 4), { line: [36, 106, 88, 158], stops: [[0, [0xffffff, 0.4]], [1, [0x20241f, 0.16]]] })
  canvas.fill([...rect(52, 122, 4, 12, 1), ...rect(68, 122, 4, 12, 1), ...rect(60, 138, 4, 10, 1)], 0x2c302d)
  canvas.fill(path('M50 112c12 -10 40 -8 44 14c4 20 -16 36 -30 34z'), [0x1d1610, 0.34])
  for (const [dx, colour, width] of [[3, [0x0f0d08, 0.3], 9], [0, 0x26292a, 6.4], [-0.8, [0xffffff, 0.22], 1.6]] as const) {
    canvas.fill(stroke(`M62 ${148 + dx}c-4 50 40 44 70 66s30 32 72 ${30 + dx}c20 -4 26 -6 32 -6`, width), colour)
    canvas.fill(stroke(`M312 ${214 + dx}c30 -12 26 -34 70 -30l40 6`, width), colour)
  }
  strip(canvas, 232, 224)
  strip(canvas, 96, 262)
  canvas.fill(stroke('M244 236c-30 40 -50 44 -76 40', 5), 0x26292a)
  canvas.fill(rect(240, 214, 20, 17, 3), 0x33383a)
  charger(canvas)
}

function strip(canvas: Canvas, x: number, y: number): void {
  shadow(canvas, x + 50, y + 24, 66, 9, 0.5)
  canvas.fill(path(`M${x} ${y}l96 -14q8 0 8 7v12q0 6 -8 7l-94 14q-9 1 -9 -8v-10q0 -7 7 -8z`), 0xd8d6cc)
  canvas.fill(path(`M${x} ${y}l96 -14q8 0 8 7l-104 15q-8 2 -7 -1q0 -6 7 -7z`), 0xf6f5ef)
  for (let index = 0; index < 5; index += 1) {
    const [sx, sy] = [x + 12 + index * 17, y + 10 - index * 2.5]
    canvas.fill([...rect(sx, sy, 2, 7, 0.6), ...rect(sx + 6, sy - 1, 2, 7, 0.6)], 0x3a3d3b)
  }
  canvas.fill(ellipse(x + 98, y - 2, 2.4), 0xd13b2f)
}

function charger(canvas: Canvas): void {
  shadow(canvas, 332, 250, 44, 9, 0.5)
  canvas.fill(rect(300, 214, 62, 34, 6), { line: [300, 214, 362, 248], stops: [[0, 0x50585b], [1, 0x24292b]] })
  for (let index = 0; index < 6; index += 1) canvas.fill(rect(308 + index * 8, 220, 3, 22, 1.5), [0x0d0f10, 0.5])
  canvas.fill(ellipse(354, 222, 2.4), 0xe14b3c)
}

/** The railing of an outside corridor: one post broken off at its weld, or mended. */
export function railing(canvas: Canvas, sound: boolean): void {
  sky(canvas, 200)
  block(canvas, [22, 84, 120, 130], 0xd6cab4)
  block(canvas, [236, 98, 152, 116], 0xcdc4b2)
  tree(canvas, 186, 214, 92)
  ground(canvas, 0xb7b2a7, 208, 90)
  canvas.fill(rect(0, 198, 400, 22), { line: [0, 198, 0, 220], stops: [[0, 0xcfcabf], [1, 0x8f897d]] })
  canvas.fill(rect(0, 218, 400, 4), [0x1f1c16, 0.28])
  for (let x = 18; x < 400; x += 33) {
    if (!sound && (x === 216 || x === 249)) continue
    post(canvas, x)
  }
  for (const y of [96, 178]) bar(canvas, y)
  if (sound) {
    for (const x of [216, 249]) canvas.fill(ellipse(x + 3.5, 196, 7.5, 3.4), 0x77858a)
    return
  }
  canvas.fill(turned(rect(249, 100, 7, 92, 2), -24, [252, 100]), { line: [240, 100, 300, 190], stops: [[0, 0x5f7a85], [0.65, 0x6b563f], [1, 0x8a4a24]] })
  canvas.fill(path('M209 198c2 -7 12 -8 15 0l-2 3h-11z'), 0x7c4524)
  canvas.fill(path('M246 198c3 -6 10 -6 13 0z'), 0x7c4524)
  canvas.fill(path('M212 99h8l-1 7l-3 3l-4 -2z'), 0x7c4524)
  canvas.fill(ellipse(219, 206, 12, 5), [0x7a421f, 0.34])
}

function post(canvas: Canvas, x: number): void {
  canvas.fill(rect(x, 98, 7, 102), { line: [x, 0, x + 7, 0], stops: [[0, 0x87a3ae], [0.4, 0x5d7a86], [1, 0x3a525c]] })
}

function bar(canvas: Canvas, y: number): void {
  canvas.fill(rect(0, y, 400, 10, 3), { line: [0, y, 0, y + 10], stops: [[0, 0x9db5bd], [0.35, 0x607e8a], [1, 0x344a53]] })
}

/** A classroom wall under a blocked gutter: stained and cracked, or dried and painted. */
export function leak(canvas: Canvas, dry: boolean): void {
  wall(canvas, dry ? 0xe3dfd2 : 0xd8d3c4, 0, 262)
  canvas.fill(rect(0, 0, 400, 36), 0xbdb9ab)
  canvas.fill(rect(0, 32, 400, 5), [0x1e1b14, 0.22])
  glazing(canvas, 276, 84, 92, 128)
  dado(canvas, 0x9db0a2, 222, 268)
  ground(canvas, 0x928c80, 266, 40)
  canvas.fill(rect(36, 20, 13, 248), { line: [36, 0, 49, 0], stops: [[0, 0xf1efe6], [0.5, 0xd9d6ca], [1, 0xa09d92]] })
  for (const y of [70, 160, 240]) canvas.fill(rect(33, y, 19, 6, 1), 0x8f8c80)
  if (dry) {
    canvas.fill(path('M92 38h156v182h-156z'), [0xfdfaf0, 0.32])
    canvas.fill(path('M60 262l8 -44h34l8 44z'), 0xdedbd0)
    canvas.fill(stroke('M66 222q18 -30 34 0', 2.4), 0x6d6f69)
    canvas.fill(path('M66 220h40l-2 9q-6 10 -10 2q-4 14 -12 0q-8 10 -13 -2z'), 0xf6f3e8)
    shadow(canvas, 86, 264, 40, 6)
    return
  }
  canvas.fill(path('M84 37c-12 60 28 70 10 120s26 46 14 64h112c-12 -26 -20 -54 -4 -90s12 -60 -10 -94z'), [0xb0976a, 0.72])
  canvas.fill(path('M104 37c-8 56 30 66 12 112s24 40 12 60h66c-8 -30 -16 -44 0 -84s6 -56 -10 -88z'), [0x8c774e, 0.5])
  canvas.fill(path('M124 60c-4 34 16 54 6 84s14 34 8 52h32c-2 -30 12 -50 4 -76s6 -40 -8 -60z'), [0x5d4f35, 0.34])
  canvas.fill(path('M150 96q16 -12 30 2q10 16 -4 26q-18 8 -30 -6q-6 -12 4 -22z'), 0xe7e2d5)
  canvas.fill(path('M176 120q10 -4 14 6l-10 8z'), 0xf4f0e4)
  canvas.fill(stroke('M214 37l10 40l-15 34l20 44l-12 52M209 111l-22 16M229 155l16 12', 2.2), 0x54492f)
  for (const [x, y] of [[130, 228], [152, 236], [188, 230]] as const) canvas.fill(path(`M${x} ${y}q-4 9 0 12q4 -3 0 -12z`), [0x6d93a8, 0.8])
  canvas.fill(ellipse(156, 272, 62, 8), [0x55666c, 0.36])
  canvas.fill(ellipse(146, 271, 30, 3), [0xe6f2f6, 0.4])
}

/** A staircase: broken treads and a loose rail, or whole, with yellow edges. */
export function stairs(canvas: Canvas, sound: boolean): void {
  wall(canvas, 0xdad6ca)
  canvas.fill(polygon([0, 118], [400, 26], [400, 300], [0, 300]), 0x9fb3a8)
  canvas.fill(stroke('M0 118L400 26', 3), [0x22382e, 0.5])
  for (let index = 0; index < 7; index += 1) tread(canvas, index, sound)
  const rail = sound ? 'M40 176L374 52' : 'M40 176L236 103'
  for (const [x, y] of [[62, 168], [136, 140], [210, 113], [286, 85], [356, 59]] as const) {
    if (!sound && x > 250) continue
    canvas.fill(rect(x - 3, y, 6, 68 - x * 0.02), { line: [x - 3, 0, x + 3, 0], stops: [[0, 0x8fa2a8], [1, 0x4b5d64]] })
  }
  canvas.fill(stroke(rail, 12), 0x7c5430)
  canvas.fill(stroke(rail, 4), [0xe8c08c, 0.5])
  if (sound) return
  canvas.fill(turned(stroke('M250 98L374 52', 12), 17, [372, 54]), 0x7c5430)
  canvas.fill(turned(stroke('M252 96L372 50', 3), 17, [372, 54]), [0xe8c08c, 0.45])
  canvas.fill(path('M234 97l14 -1l-4 7l5 6l-12 4z'), 0xb78a58)
  canvas.fill(rect(284, 86, 6, 30, 1), 0x5d6f76)
}

function tread(canvas: Canvas, index: number, sound: boolean): void {
  const [x, y, size] = [-30 + index * 52, 300 - index * 29, 29]
  canvas.fill(polygon([x + 40, y - size], [430, y - size], [430, y + 4], [x + 26, y + 4]), { line: [0, y - size, 0, y], stops: [[0, 0xb7b0a3], [1, 0x8f887b]] })
  canvas.fill(polygon([x + 40, y - size], [430, y - size], [430, y - size - 12], [x + 62, y - size - 12]), 0xd3ccbf)
  if (sound) canvas.fill(polygon([x + 40, y - size], [430, y - size], [430, y - size - 5], [x + 48, y - size - 5]), 0xe4b723)
  canvas.fill(rect(x + 40, y - size, 400, 2), [0x1f1b13, 0.3])
  if (sound || ![1, 2, 4].includes(index)) return
  const cx = x + 92 + index * 8
  canvas.fill(path(`M${cx} ${y - size - 4}l18 4l22 -3l12 7l-9 12l-14 -4l-10 8l-16 -9z`), 0x6b6357)
  canvas.fill(path(`M${cx + 6} ${y - size + 2}l14 3l20 -2l-8 8l-10 -2l-8 4z`), 0x49433a)
  canvas.fill(polygon([cx - 4, y + 1], [cx + 8, y - 4], [cx + 15, y + 2]), 0x8d8577)
}

/** A manhole in the yard: its cover split, or new, level and painted round. */
export function manhole(canvas: Canvas, covered: boolean): void {
  ground(canvas, 0xa8a59b, 0, 320)
  canvas.fill(stroke('M0 92L400 70M0 214L400 236M120 0L96 300M312 0L338 300', 1.6), [0x3b382f, 0.34])
  canvas.fill(rect(0, 0, 400, 30), 0x7d9468)
  canvas.fill(rect(0, 27, 400, 11), { line: [0, 27, 0, 38], stops: [[0, 0xd6d2c6], [1, 0x8a867a]] })
  for (let x = 6; x < 400; x += 9) canvas.fill(stroke(`M${x} 29l${(x % 4) - 2} ${-7 - x % 5}`, 1.6), 0x5f7d4c)
  canvas.fill(ellipse(202, 176, 118, 74), [0x17150f, 0.2])
  canvas.fill(ellipse(200, 172, 114, 71), 0x87847a)
  canvas.fill(ellipse(200, 172, 103, 63), 0x2b2d2b)
  if (covered) {
    canvas.fill(ellipse(200, 171, 99, 60), { line: [110, 120, 290, 230], stops: [[0, 0x777d7b], [1, 0x4a504e]] })
    for (let ring = 0; ring < 3; ring += 1) canvas.fill(hoop(200, 171, 84 - ring * 25, 51 - ring * 15), [0x23282a, 0.5])
    for (let angle = 0; angle < 360; angle += 22.5) canvas.fill(ellipse(200 + 70 * Math.cos(angle / 57.3), 171 + 42 * Math.sin(angle / 57.3), 4.4, 2.8, 12), [0xd3d8d4, 0.38])
    write(canvas, '水', 187, 156, 26, [0xd3d8d4, 0.8], 10)
    canvas.fill(hoop(200, 172, 124, 78), 0xe3b51c)
    return
  }
  canvas.fill(ellipse(200, 175, 97, 58), { centre: [200, 200, 110, 70], stops: [[0, 0x050606], [1, 0x1f2220]] })
  canvas.fill(path('M104 164c6 -38 60 -58 110 -53l-20 28l12 18l-24 22l6 22l-32 20c-34 -10 -54 -32 -52 -57z'), { line: [104, 111, 214, 220], stops: [[0, 0x767c7a], [1, 0x4a504e]] })
  canvas.fill(path('M214 111l-20 28l12 18l-24 22l6 22l-32 20l3 5l35 -22l-6 -22l24 -22l-12 -18l18 -27z'), 0x25292a)
  canvas.fill(path('M268 214l26 -20c-6 14 -14 22 -24 28z'), 0x5b615f)
  canvas.fill(path('M118 150c14 -20 40 -30 66 -32', ), [0xffffff, 0.12])
  canvas.fill(stroke('M320 148l18 10l22 -4M90 226l-16 14l-24 2', 1.8), [0x2e2b24, 0.6])
  cone(canvas, 342, 278, 74)
}

const hoop = (cx: number, cy: number, rx: number, ry: number) =>
  stroke(Array.from({ length: 61 }, (_, index) => `${index ? 'L' : 'M'}${cx + rx * Math.cos(index * 6 / 57.2958)} ${cy + ry * Math.sin(index * 6 / 57.2958)}`).join(''), 4)

