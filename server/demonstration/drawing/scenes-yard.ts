import { UNITS_WIDE, type Canvas } from './canvas.ts'
import { ellipse, path, polygon, rect, stroke, turned } from './path.ts'
import { cone, danger, lines } from './signs.ts'
import { block, ground, shadow, sky, tree } from './surroundings.ts'

/** A football goal on the pitch: tipped, nothing holding it; or weighted at the back and level. */
export function goal(canvas: Canvas, anchored: boolean): void {
  sky(canvas, 150)
  block(canvas, [230, 62, 150, 92], 0xd6cab4)
  for (const x of [30, 92, 158]) tree(canvas, x, 154, 70 + x % 3 * 9)
  ground(canvas, 0x7d9a5f, 148, 0)
  for (let x = -300; x < 700; x += 90) canvas.fill(polygon([200 + (x - 200) * 0.5, 148], [200 + (x - 155) * 0.5, 148], [x + 45, 300], [x, 300]), [0x4d6f38, 0.22])
  canvas.fill(stroke('M-10 214L410 204', 4), [0xf4f4ec, 0.85])
  shadow(canvas, 196, 250, 172, 18, 0.35)
  if (anchored) {
    goalFrame(canvas, 0)
    for (const x of [96, 132, 262, 300]) sandbag(canvas, x, 196)
    return
  }
  goalFrame(canvas, -7)
  canvas.fill(path('M58 246q14 -8 26 0l-4 5h-18z'), 0x6d5a3a)
  canvas.fill(stroke('M330 236l16 8l-4 10', 3), 0x7c4524)
}

function goalFrame(canvas: Canvas, tilt: number): void {
  const at = (shape: Parameters<typeof turned>[0]) => turned(shape, tilt, [60, 246])
  const posts = stroke('M60 246V96H342V244', 9)
  for (let x = 78; x < 340; x += 15) canvas.fill(at(stroke(`M${x} 100L${200 + (x - 200) * 0.82} 200`, 0.9)), [0xf8f8f2, 0.62])
  for (let y = 110; y < 200; y += 12) canvas.fill(at(stroke(`M${66 + (y - 96) * 0.26} ${y}H${338 - (y - 96) * 0.26}`, 0.9)), [0xf8f8f2, 0.62])
  canvas.fill(at(stroke('M60 246L96 202H312L342 244', 5)), 0xc5cac6)
  canvas.fill(at(posts), { line: [0, 90, 0, 250], stops: [[0, 0xffffff], [1, 0xd3d6d0]] })
  canvas.fill(at(stroke('M57 246V98', 2)), [0x4d5652, 0.3])
}

function sandbag(canvas: Canvas, x: number, y: number): void {
  shadow(canvas, x, y + 14, 26, 6, 0.5)
  canvas.fill(path(`M${x - 20} ${y + 12}q-4 -16 8 -18q14 -4 26 0q10 4 6 18q-20 4 -40 0z`), { line: [0, y - 6, 0, y + 14], stops: [[0, 0x4f7a6a], [1, 0x2c4a3e]] })
  canvas.fill(stroke(`M${x - 12} ${y - 2}q12 5 26 0`, 1.4), [0x10201a, 0.5])
}

/** The school gate: a bollard missing and the gate ajar; or a full row and the gate shut. */
export function gate(canvas: Canvas, guarded: boolean): void {
  sky(canvas, 190)
  block(canvas, [96, 66, 208, 124], 0xdccfb8)
  for (const [x, size] of [[40, 96], [366, 104]] as const) tree(canvas, x, 196, size)
  ground(canvas, 0xb3afa5, 190)
  canvas.fill(rect(0, 232, 400, 68), 0x6c6d6a)
  canvas.fill(rect(0, 228, 400, 6), 0xd8d4c8)
  for (let x = 10; x < 400; x += 62) canvas.fill(path(`M${x} 268h34l4 6h-34z`), [0xf1efe6, 0.85])
  for (const x of [46, 316]) {
    canvas.fill(rect(x, 92, 38, 110), { line: [x, 0, x + 38, 0], stops: [[0, 0xb4523f], [0.5, 0xc76551], [1, 0x883526]] })
    for (let y = 100; y < 200; y += 11) canvas.fill(rect(x, y, 38, 0.9), [0xf0dcc8, 0.4])
    canvas.fill(rect(x - 5, 84, 48, 10, 1), 0xd9d5c8)
    canvas.fill(ellipse(x + 19, 76, 10), 0xf4efdc)
  }
  canvas.fill(rect(324, 110, 22, 76, 1), 0xc79a2c)
  lines(canvas, 331, 118, 8, 8, 8, 0x4c3a10)
  guardroom(canvas)
  slidingGate(canvas, guarded ? 84 : 168)
  for (let x = 96; x <= 304; x += 52) {
    if (!guarded && x === 200) continue
    bollard(canvas, x)
  }
  if (guarded) return
  canvas.fill(ellipse(200, 224, 14, 4.4), 0x4d4a43)
  canvas.fill(ellipse(200, 223, 9, 2.6), 0x1f1d19)
  canvas.fill(stroke('M186 226l-12 5M214 226l14 3', 1.4), [0x2b2923, 0.7])
}

function guardroom(canvas: Canvas): void {
  canvas.fill(rect(354, 124, 60, 78), 0xe7e1d2)
  canvas.fill(rect(348, 116, 70, 10), 0x8a8375)
  canvas.fill(rect(364, 138, 40, 30), { line: [364, 138, 404, 168], stops: [[0, 0xa9c6d1], [1, 0x5e8091]] })
}

function slidingGate(canvas: Canvas, from: number): void {
  for (let x = from; x < 316; x += 15) {
    canvas.fill(stroke(`M${x} 146l14 52M${x + 14} 146l-14 52`, 2.4), 0xc3cac8)
    canvas.fill(rect(x - 1, 144, 3, 58), 0x8d9795)
  }
  canvas.fill(rect(from, 142, 316 - from, 5, 2), 0xe3e7e5)
  canvas.fill(rect(from, 198, 316 - from, 5, 2), 0x9aa3a1)
}

function bollard(canvas: Canvas, x: number): void {
  shadow(canvas, x + 4, 225, 17, 5, 0.5)
  canvas.fill(rect(x - 8, 184, 16, 41, 6), { line: [x - 8, 0, x + 8, 0], stops: [[0, 0x6f787a], [0.35, 0xf0f3f1], [1, 0x5b6466]] })
  for (const y of [192, 204]) canvas.fill(rect(x - 8, y, 16, 6), 0xd4661f)
}

/** The road before a school: markings worn away and a stall on the verge; or repainted, with its sign. */
export function road(canvas: Canvas, marked: boolean): void {
  sky(canvas, 140)
  block(canvas, [20, 52, 170, 92], 0xd8ccb6)
  for (const x of [222, 280, 350]) tree(canvas, x, 148, 80 + x % 4 * 6)
  ground(canvas, 0xbab5a9, 140, 60)
  canvas.fill(polygon([0, 168], [UNITS_WIDE, 160], [UNITS_WIDE, 300], [0, 300]), { line: [0, 160, 0, 300], stops: [[0, 0x74767a], [1, 0x55575a]] })
  canvas.fill(stroke('M0 166L400 158', 7), 0xd9d5c9)
  for (let index = 0; index < 7; index += 1) {
    const [x, far] = [70 + index * 44, 138 + index * 22]
    canvas.fill(polygon([far, 178], [far + 12, 177], [x + 26, 292], [x, 293]), [0xf4f2ea, marked ? 0.95 : 0.12 + index % 3 * 0.06])
  }
  if (!marked) {
    for (const [x, y] of [[92, 232], [196, 206], [268, 262]] as const) canvas.fill(path(`M${x} ${y}q14 -8 30 0q10 8 -4 13q-20 6 -30 -2z`), [0x2d2e30, 0.55])
    stall(canvas)
    return
  }
  canvas.fill(rect(340, 66, 6, 112), 0x8d9593)
  canvas.fill(polygon([343, 22], [385, 64], [343, 106], [301, 64]), 0x1d1f1c)
  canvas.fill(polygon([343, 27], [380, 64], [343, 101], [306, 64]), 0xf3c317)
  canvas.fill([...ellipse(334, 50, 5), ...ellipse(354, 54, 4.4)], 0x1d1f1c)
  canvas.fill(stroke('M334 58l-2 14l-7 12M332 72l8 11M334 61l10 6l10 -2M354 62v12l-5 10M354 74l7 9', 4), 0x1d1f1c)
  for (let x = 24; x < 390; x += 9) canvas.fill(stroke(`M${x} 168.5l5 -0.1`, 4.4), x % 2 ? 0xe3b51c : 0x2d2e30)
}

function stall(canvas: Canvas): void {
  shadow(canvas, 300, 170, 66, 8, 0.5)
  canvas.fill(rect(252, 114, 96, 38, 2), { line: [0, 114, 0, 152], stops: [[0, 0xc98b4b], [1, 0x8b5a2a]] })
  canvas.fill([...ellipse(270, 158, 11), ...ellipse(330, 158, 11)], 0x26282a)
  canvas.fill([...ellipse(270, 158, 4), ...ellipse(330, 158, 4)], 0xa7adab)
  canvas.fill(stroke('M258 114V70M342 114V70', 3), 0x6f7573)
  canvas.fill(polygon([244, 74], [262, 52], [338, 52], [356, 74]), 0xc9443a)
  for (let index = 0; index < 3; index += 1) canvas.fill(polygon([260 + index * 32, 74], [268 + index * 25, 52], [280 + index * 24, 52], [276 + index * 32, 74]), 0xf5efe2)
  for (let x = 262; x < 340; x += 17) canvas.fill(rect(x, 100, 12, 14, 2), [0xe3c07a, 0xd9776a, 0x9db56a][x % 3] as number)
  cone(canvas, 384, 196, 30)
}

/** A pond near the school: bank open, the sign fallen; or fenced, with ring and sign. */
export function pond(canvas: Canvas, fenced: boolean): void {
  sky(canvas, 118)
  for (const [x, size] of [[26, 62], [84, 78], [330, 70], [386, 88]] as const) tree(canvas, x, 122, size, 0x6a8f58)
  canvas.fill(rect(0, 114, 400, 186), { line: [0, 114, 0, 300], stops: [[0, 0x9cae74], [1, 0x6f8450]] })
  canvas.fill(path('M-20 168c60 -46 150 -40 230 -34s150 -8 220 24v64c-70 40 -180 34 -262 28s-150 10 -188 -18z'), 0x8c7a55)
  canvas.fill(path('M-20 174c60 -42 150 -36 230 -30s150 -8 220 24v48c-70 38 -180 30 -262 24s-150 10 -188 -16z'), { line: [0, 140, 0, 244], stops: [[0, 0x8fb4bd], [0.5, 0x56858f], [1, 0x2f5f68]] })
  for (const [x, y, width] of [[70, 176, 60], [190, 164, 84], [300, 190, 70], [130, 206, 96], [256, 220, 60]] as const) canvas.fill(stroke(`M${x} ${y}q${width / 4} -4 ${width / 2} 0t`.replace('t', `q${width / 4} 4 ${width / 2} 0`), 1.8), [0xffffff, 0.34])
  for (let x = 4; x < 400; x += 13) canvas.fill(stroke(`M${x} ${250 + x % 5 * 8}q2 -12 ${(x % 7) - 3} -20`, 2), [0x4c6a35, 0.8])
  if (!fenced) {
    canvas.fill(path('M170 232l60 4l26 34l-70 20z'), [0x9d8a62, 0.8])
    canvas.fill(turned(rect(286, 256, 70, 44, 2), 24, [320, 280]), 0xc9c4b2)
    canvas.fill(turned(stroke('M276 282h-50', 5), 24, [320, 280]), 0x7c6246)
    return
  }
  for (let x = 10; x < 400; x += 46) canvas.fill(rect(x, 216, 7, 70, 2), { line: [x, 0, x + 7, 0], stops: [[0, 0xf7f7f2], [1, 0xa9ada8]] })
  for (const y of [224, 248, 270]) canvas.fill(rect(0, y, 400, 6, 2), { line: [0, y, 0, y + 6], stops: [[0, 0xfafaf6], [1, 0xb7bbb5]] })
  canvas.fill(rect(200, 170, 7, 120), 0x8d9593)
  canvas.fill(rect(158, 128, 92, 74, 4), 0xf6f3e7)
  danger(canvas, 204, 134, 38, false)
  lines(canvas, 170, 178, 68, 2, 10)
  for (const [r, colour] of [[25, 0xe5612a], [14, 0xb7bbb5]] as const) canvas.fill(ellipse(322, 250, r), colour)
  canvas.fill([...rect(318, 225, 8, 11), ...rect(318, 264, 8, 11)], 0xf7f7f2)
  canvas.fill(ellipse(322, 250, 12), { line: [0, 238, 0, 262], stops: [[0, 0x84976a], [1, 0x74885a]] })
}
