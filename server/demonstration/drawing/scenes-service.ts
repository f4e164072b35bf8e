import type { Canvas } from './canvas.ts'
import { ellipse, path, polygon, rect, stroke } from './path.ts'
import { danger, lines } from './signs.ts'
import { castShadow, ground, shadow, tiles, wall } from './surroundings.ts'

/** White wall tiles, as in kitchens and boiler rooms. */
function tiledWall(canvas: Canvas, bottom: number, colour = 0xe4e8e4): void {
  wall(canvas, colour, 0, bottom)
  for (let y = 0; y < bottom; y += 24) {
    canvas.fill(rect(0, y, 400, 0.9), [0x6a7772, 0.26])
    for (let x = (y / 24 % 2) * 20; x < 400; x += 40) canvas.fill(rect(x, y, 0.9, 24), [0x6a7772, 0.2])
  }
}

/** A canteen's stove under its hood: raw and cooked food side by side, grease; or cleaned and apart. */
export function kitchen(canvas: Canvas, clean: boolean): void {
  tiledWall(canvas, 281)
  canvas.fill(path('M60 62h280l34 -44h-348z'), { line: [0, 18, 0, 62], stops: [[0, 0xa9b1af], [1, 0xdde2e0]] })
  canvas.fill(rect(58, 60, 284, 12, 2), 0x8d9694)
  canvas.fill(rect(158, 0, 84, 20), { line: [158, 0, 242, 0], stops: [[0, 0xc4cbc9], [0.4, 0xeef1ef], [1, 0x98a19f]] })
  if (!clean) {
    canvas.fill(path('M70 72h264l-8 8l-18 -2l-12 12l-16 -10l-26 4l-20 14l-14 -16l-30 3l-18 15l-22 -17l-30 6l-24 -8z'), [0x6e4a12, 0.78])
    for (const [x, y] of [[96, 96], [170, 112], [246, 104], [300, 98]] as const) canvas.fill(path(`M${x} ${y - 12}q-4 10 0 14q5 -4 0 -14z`), 0x7d561a)
    canvas.fill(path('M92 84q70 60 210 4l10 70h-230z'), [0x8a6524, 0.13])
  }
  canvas.fill(rect(20, 176, 360, 16, 2), { line: [0, 176, 0, 192], stops: [[0, 0xf4f6f5], [1, 0x9aa3a1]] })
  canvas.fill(rect(28, 192, 344, 90), { line: [0, 192, 0, 282], stops: [[0, 0xb6bfbc], [1, 0x8b9491]] })
  for (const x of [34, 148, 262]) canvas.fill(rect(x, 200, 104, 70, 2), [0xffffff, 0.14])
  for (const x of [86, 200, 314]) canvas.fill(rect(x - 16, 206, 32, 4, 2), 0x68716e)
  tiles(canvas, 0x9f9a8e, 280)
  wok(canvas, 100)
  if (clean) cleanShelf(canvas)
  else mixedBoards(canvas)
}

function wok(canvas: Canvas, x: number): void {
  canvas.fill(ellipse(x, 178, 54, 6), [0x14120e, 0.4])
  canvas.fill(path(`M${x - 52} 146h104q-8 32 -52 32q-44 0 -52 -32z`), { line: [x - 52, 0, x + 52, 0], stops: [[0, 0x2c3031], [0.4, 0x646b6d], [1, 0x202324]] })
  canvas.fill(ellipse(x, 146, 52, 8), 0x1b1e1f)
  canvas.fill(stroke(`M${x + 46} 142l34 -16`, 6), 0x6a4a2b)
}

/** One board for raw meat and cooked food: what must not be. */
function mixedBoards(canvas: Canvas): void {
  shadow(canvas, 266, 178, 104, 6, 0.5)
  canvas.fill(path('M176 176l18 -26h164l14 26z'), { line: [176, 150, 372, 176], stops: [[0, 0xd9b989], [1, 0xa9824f]] })
  canvas.fill(path('M206 168q-2 -20 22 -22q34 -2 36 12q0 14 -26 14q-22 2 -32 -4z'), 0xb8443f)
  canvas.fill(path('M214 162q6 -12 24 -10q14 2 12 8q-20 -6 -36 2z'), 0xf0c3b6)
  for (const [x, y] of [[292, 160], [312, 156], [302, 166], [324, 164]] as const) {
    canvas.fill(ellipse(x, y, 14, 7), 0xe2c08a)
    canvas.fill(ellipse(x - 3, y - 2, 8, 3), [0xffffff, 0.3])
  }
  canvas.fill(path('M262 174l64 -10l4 6l-52 10z'), 0xd4dad8)
  canvas.fill(stroke('M256 178l22 -4', 6), 0x2b2f30)
}

/** Coloured boards in a rack and covered, labelled boxes. */
function cleanShelf(canvas: Canvas): void {
  for (const [index, colour] of [0xb93a34, 0x2f7d52, 0x2f62a8, 0xd9c9a6].entries()) {
    canvas.fill(rect(186 + index * 17, 116, 12, 60, 4), { line: [186 + index * 17, 0, 198 + index * 17, 0], stops: [[0, colour], [1, [0x1a1d1b, 0.85]]] })
  }
  canvas.fill(rect(178, 168, 80, 9, 2), 0x7d8684)
  for (const x of [274, 326]) {
    canvas.fill(rect(x, 136, 46, 41, 3), { line: [x, 0, x + 46, 0], stops: [[0, 0xe8edeb], [0.5, 0xf9fbfa], [1, 0xb2bbb8]] })
    canvas.fill(rect(x - 2, 130, 50, 9, 3), 0x6f7a77)
    canvas.fill(rect(x + 8, 148, 30, 20, 1), 0xfdfbf0)
    lines(canvas, x + 11, 152, 24, 3, 5)
  }
}

/** Gas bottles: loose beside the wall with a cracked hose; or chained in a vented cage. */
export function gas(canvas: Canvas, safe: boolean): void {
  wall(canvas, 0xd5d2c7, 0, 236)
  for (let y = 8; y < 236; y += 18) for (let x = (y % 36 < 18 ? -16 : 0); x < 400; x += 34) canvas.fill(rect(x, y, 32, 16.4, 1), [0xb98d72, 0.26])
  ground(canvas, 0xa29d92, 232)
  canvas.fill(rect(34, 40, 78, 62, 2), 0xf7f4e9)
  danger(canvas, 73, 47, 36, false)
  lines(canvas, 46, 86, 54, 2, 7)
  canvas.fill(stroke('M166 92v-34h234', 7), 0xc99b1e)
  canvas.fill(stroke('M166 91v-34h234', 2), [0xfff2c0, 0.6])
  for (const [x, colour] of safe ? [[176, 0x8fa3ac], [272, 0x8fa3ac]] as const : [[150, 0x8d9fa7], [252, 0x7d8f96]] as const) bottle(canvas, x, colour)
  canvas.fill(stroke(safe ? 'M176 118c-4 -20 -12 -18 -10 -28' : 'M150 118c-30 -10 -30 60 -44 78s-6 40 30 44s34 -90 30 -150', 5), safe ? 0xb9c0be : 0xc4672b)
  if (safe) {
    canvas.fill(stroke('M132 184h190', 3.4), 0x3c4243)
    canvas.fill(stroke('M132 182h190', 1), [0xffffff, 0.4])
    for (let x = 122; x < 336; x += 17) canvas.fill(rect(x, 66, 3, 196), [0x3f6b53, 0.9])
    for (const y of [66, 160, 258]) canvas.fill(rect(118, y, 214, 5), 0x3f6b53)
    detector(canvas)
    return
  }
  for (const [x, y] of [[112, 176], [104, 200], [114, 222]] as const) canvas.fill(stroke(`M${x - 5} ${y - 3}l10 5`, 1.6), 0x43200a)
  canvas.fill(path('M322 262l8 -56h46l8 56z'), { line: [322, 0, 384, 0], stops: [[0, 0xd9d4c4], [1, 0x9b9585]] })
  canvas.fill(path('M322 210q10 -22 30 -14q22 -8 32 12q-30 8 -62 2z'), 0x8b6d4b)
  shadow(canvas, 352, 264, 42, 6)
}

function bottle(canvas: Canvas, cx: number, colour: number): void {
  shadow(canvas, cx, 262, 58, 10, 0.55)
  canvas.fill(rect(cx - 38, 132, 76, 128, 26), { line: [cx - 38, 0, cx + 38, 0], stops: [[0, 0x4c5a61], [0.28, 0xd5e0e4], [0.5, colour], [1, 0x46535a]] })
  canvas.fill(rect(cx - 38, 196, 76, 4), [0x262d31, 0.24])
  canvas.fill(rect(cx - 30, 254, 60, 10, 2), 0x4a555b)
  canvas.fill(path(`M${cx - 22} 136v-26q22 -8 44 0v26h-8v-20h-28v20z`), { line: [cx - 22, 0, cx + 22, 0], stops: [[0, 0x5d6a70], [0.4, 0xb9c6cb], [1, 0x4c585e]] })
  canvas.fill(rect(cx - 5, 114, 10, 20, 2), 0xb08a2e)
  canvas.fill(ellipse(cx, 113, 9, 4), 0x2f6b3d)
  canvas.fill(rect(cx - 18, 168, 36, 26, 2), [0xf7f4e9, 0.9])
  lines(canvas, cx - 14, 174, 28, 3, 6)
}

function detector(canvas: Canvas): void {
  castShadow(canvas, 352, 110, 32, 44, 5)
  canvas.fill(rect(352, 110, 32, 44, 4), 0xf2f1ea)
  canvas.fill(ellipse(368, 124, 9), 0x777d79)
  canvas.fill(ellipse(368, 124, 6), 0xb9bdb8)
  canvas.fill(ellipse(368, 145, 2.6), 0x2fb567)
}

/** A boiler's gauge: needle past the mark and a leaking joint; or in the green, with its inspection plate. */
export function boiler(canvas: Canvas, sound: boolean): void {
  tiledWall(canvas, 242, 0xd8dad4)
  tiles(canvas, 0x8f8b82, 242)
  canvas.fill(stroke('M-10 66h110v60', 20), 0x97a29f)
  canvas.fill(stroke('M-10 61h106', 5), [0xffffff, 0.4])
  canvas.fill(stroke('M330 120v-86h90', 20), 0xb5483d)
  canvas.fill(stroke('M325 116v-86h90', 5), [0xffffff, 0.32])
  shadow(canvas, 216, 268, 176, 15, 0.6)
  canvas.fill(rect(72, 104, 290, 156, 60), { line: [0, 104, 0, 260], stops: [[0, 0x7fa0ad], [0.22, 0xcfe0e6], [0.45, 0x7796a3], [1, 0x33474f]] })
  for (const x of [128, 292]) canvas.fill(rect(x, 104, 9, 156), [0x1f2d33, 0.28])
  canvas.fill([...rect(118, 254, 26, 20, 2), ...rect(290, 254, 26, 20, 2)], 0x3c4a50)
  canvas.fill([...rect(84, 118, 34, 12, 3), ...rect(314, 112, 34, 12, 3)], 0x59686d)
  gauge(canvas, sound)
  if (sound) {
    canvas.fill(rect(222, 170, 60, 46, 2), 0xf7f4e9)
    canvas.fill(rect(222, 170, 60, 12, 2), 0x2f8f5b)
    lines(canvas, 228, 188, 48, 3, 8)
    return
  }
  canvas.fill(path('M82 130q-6 60 -14 100q14 20 34 4q-6 -54 4 -102z'), [0x7a4520, 0.5])
  for (const [x, y, r] of [[58, 118, 20], [42, 98, 26], [64, 80, 22], [30, 70, 28]] as const) {
    canvas.fill(ellipse(x, y, r, r), { centre: [x, y, r, r], stops: [[0, [0xffffff, 0.62]], [1, [0xffffff, 0]]] })
  }
  canvas.fill(ellipse(92, 272, 52, 8), [0x3d5157, 0.5])
}

function gauge(canvas: Canvas, sound: boolean): void {
  canvas.fill(rect(186, 92, 12, 30, 2), 0xa98637)
  canvas.fill(ellipse(192, 66, 42), 0x39403f)
  canvas.fill(ellipse(192, 66, 37), 0xfaf9f3)
  for (let tick = 0; tick <= 10; tick += 1) {
    const angle = (-215 + tick * 25) / 57.2958
    const red = tick > 7
    canvas.fill(stroke(`M${192 + 27 * Math.cos(angle)} ${66 + 27 * Math.sin(angle)}L${192 + 34 * Math.cos(angle)} ${66 + 34 * Math.sin(angle)}`, red ? 4 : 2.4), red ? 0xc0261f : tick < 2 ? 0x8d928e : 0x2f8f5b)
  }
  const angle = (sound ? -98 : 18) / 57.2958
  canvas.fill(stroke(`M${192 - 8 * Math.cos(angle)} ${66 - 8 * Math.sin(angle)}L${192 + 26 * Math.cos(angle)} ${66 + 26 * Math.sin(angle)}`, 3), 0x1b1e1d)
  canvas.fill(ellipse(192, 66, 4), 0x1b1e1d)
}

/** A drinking point: scaled spouts, no cup of warning, an old filter card; or clean and signed. */
export function drinkingPoint(canvas: Canvas, clean: boolean): void {
  tiledWall(canvas, 244, 0xdfe6e4)
  tiles(canvas, 0x9fa39c, 244)
  shadow(canvas, 200, 268, 132, 13, 0.55)
  canvas.fill(rect(96, 66, 208, 200, 6), { line: [96, 0, 304, 0], stops: [[0, 0x9ea8a6], [0.2, 0xeff3f1], [0.6, 0xc9d1ce], [1, 0x88928f]] })
  canvas.fill(rect(108, 80, 184, 44, 3), 0x2f4a55)
  for (const x of [128, 178, 228]) {
    canvas.fill(rect(x, 90, 32, 14, 2), 0x7fd1c2)
    canvas.fill(ellipse(x + 16, 114, 3), clean ? 0x59d68a : 0xd8523f)
  }
  canvas.fill(rect(108, 134, 184, 64, 2), 0x8a9592)
  canvas.fill(rect(108, 184, 184, 16, 2), 0x5b6663)
  for (const [index, x] of [138, 200, 262].entries()) {
    canvas.fill(path(`M${x - 8} 138h16v10q12 0 12 10v6h-9v-5q0 -4 -6 -4h-13z`), { line: [x - 8, 0, x + 20, 0], stops: [[0, 0xf2f5f4], [1, 0x7d8785]] })
    canvas.fill(ellipse(x, 137, 6, 3), index === 0 ? 0xc23a30 : 0x2f6fae)
    if (clean) continue
    canvas.fill(path(`M${x + 10} 160h11l2 8l-5 4l-8 -3z`), 0xcbb68a)
    canvas.fill(path(`M${x + 4} 172q8 -4 20 2l4 22q-14 4 -26 0z`), [0xa98a4c, 0.5])
  }
  canvas.fill(rect(108, 210, 184, 48, 2), [0x2b3331, 0.14])
  paperOnWall(canvas, 322, 86, clean)
  if (clean) {
    canvas.fill(rect(30, 92, 50, 62, 3), 0xf6f3e7)
    danger(canvas, 55, 99, 28, false)
    lines(canvas, 38, 132, 34, 3, 7)
    return
  }
  canvas.fill(path('M118 200q60 14 150 0l14 66q-80 12 -176 0z'), [0x6d7f5a, 0.22])
  canvas.fill(ellipse(150, 276, 60, 8), [0x54707a, 0.4])
}

function paperOnWall(canvas: Canvas, x: number, y: number, signed: boolean): void {
  castShadow(canvas, x, y, 56, 78, 4)
  canvas.fill(rect(x, y, 56, 78, 2), signed ? 0xfdfbf2 : 0xd9cfae)
  canvas.fill(rect(x, y, 56, 12, 2), signed ? 0x2f8f5b : 0x9a8f6e)
  for (let row = 0; row < 5; row += 1) {
    canvas.fill(rect(x + 6, y + 20 + row * 11, 44, 0.8), [0x3a3c38, 0.4])
    if (signed) canvas.fill(stroke(`M${x + 10} ${y + 27 + row * 11}q6 -8 10 0M${x + 36} ${y + 26 + row * 11}l3 3l5 -6`, 1.3), 0x2f62a8)
  }
  if (!signed) canvas.fill(polygon([x + 56, y + 78], [x + 38, y + 78], [x + 56, y + 58]), 0xb5a982)
}
