import { UNITS_HIGH, UNITS_WIDE, type Canvas, type Colour } from './canvas.ts'
import { ellipse, path, polygon, rect, stroke } from './path.ts'

/** Parts that several scenes share: rooms, ground, shadows, cartons, light. Units: a page of 400 × 300. */

const page = rect(0, 0, UNITS_WIDE, UNITS_HIGH)

export function wall(canvas: Canvas, upper: number, from = 0, to = UNITS_HIGH): void {
  canvas.fill(rect(0, from, UNITS_WIDE, to - from), upper)
  canvas.fill(rect(0, from, UNITS_WIDE, to - from), { centre: [150, from + 20, 330, 260], stops: [[0, [0xffffff, 0.28]], [1, [0xffffff, 0]]] })
}

/** The painted lower half that school corridors have, with its line and skirting. */
export function dado(canvas: Canvas, colour: number, top: number, bottom: number): void {
  canvas.fill(rect(0, top, UNITS_WIDE, bottom - top), colour)
  canvas.fill(rect(0, top, UNITS_WIDE, bottom - top), { line: [0, top, 0, bottom], stops: [[0, [0xffffff, 0.1]], [1, [0x0c1a14, 0.16]]] })
  canvas.fill(rect(0, top - 3, UNITS_WIDE, 4), [0x22382e, 0.5])
  canvas.fill(rect(0, bottom - 9, UNITS_WIDE, 9), [0x3d4843, 0.65])
}

/** A tiled floor running to a vanishing point above the middle of the page. */
export function tiles(canvas: Canvas, colour: number, top: number, joint: Colour = [0x4a4234, 0.34]): void {
  canvas.fill(rect(0, top, UNITS_WIDE, UNITS_HIGH - top), colour)
  canvas.fill(rect(0, top, UNITS_WIDE, UNITS_HIGH - top), { line: [0, top, 0, UNITS_HIGH], stops: [[0, [0x1b1710, 0.26]], [0.35, [0x1b1710, 0.04]], [1, [0xffffff, 0.12]]] })
  for (let x = -600; x <= 1000; x += 80) canvas.fill(stroke(`M${200 + (x - 200) * 0.52} ${top}L${x} ${UNITS_HIGH}`, 0.9), joint)
  for (let row = 1, y = top + 9; y < UNITS_HIGH; row += 1, y += 8 + row * 5) canvas.fill(rect(0, y, UNITS_WIDE, 0.7 + row * 0.15), joint)
}

/** Level ground: concrete, asphalt or earth, with specks. */
export function ground(canvas: Canvas, colour: number, top: number, specks = 130): void {
  canvas.fill(rect(0, top, UNITS_WIDE, UNITS_HIGH - top), colour)
  canvas.fill(rect(0, top, UNITS_WIDE, UNITS_HIGH - top), { line: [0, top, 0, UNITS_HIGH], stops: [[0, [0xffffff, 0.16]], [0.4, [0xffffff, 0]], [1, [0x14120e, 0.2]]] })
  let seed = 7
  const next = () => (seed = (seed * 16807) % 2147483647) / 2147483647
  for (let index = 0; index < specks; index += 1) {
    const depth = next() ** 1.4
    const y = top + 3 + depth * (UNITS_HIGH - top)
    canvas.fill(ellipse(next() * UNITS_WIDE, y, 0.5 + depth * 1.6, 0.3 + depth * 0.7, 8), [next() > 0.5 ? 0xffffff : 0x17150f, 0.16])
  }
}

export function sky(canvas: Canvas, bottom: number): void {
  canvas.fill(rect(0, 0, UNITS_WIDE, bottom), { line: [0, 0, 0, bottom], stops: [[0, 0x9fc0d6], [0.7, 0xd3e3ea], [1, 0xe9eee9]] })
  for (const [x, y, size] of [[66, 40, 1], [258, 26, 1.3], [348, 62, 0.8]] as const) {
    const puffs = [[0, 0, 13], [17, -5, 16], [36, 0, 12], [18, 5, 20]] as const
    canvas.fill(puffs.flatMap(([dx, dy, r]) => ellipse(x + dx * size, y + dy * size, r * size * 1.2, r * size * 0.55)), [0xffffff, 0.55])
  }
}

/** A teaching block seen from across the yard: storeys of windows with a corridor band. */
export function block(canvas: Canvas, [x, y, width, height]: readonly [number, number, number, number], colour = 0xd8cbb4, storeys = 3): void {
  canvas.fill(rect(x, y, width, height), colour)
  canvas.fill(rect(x, y, width, height), { line: [x, y, x + width, y + height], stops: [[0, [0xffffff, 0.2]], [1, [0x2b2a22, 0.16]]] })
  canvas.fill(rect(x - 3, y - 5, width + 6, 6), 0x8d8577)
  const storey = height / storeys
  for (let floor = 0; floor < storeys; floor += 1) {
    const top = y + floor * storey + storey * 0.22
    canvas.fill(rect(x, top + storey * 0.6, width, storey * 0.1), 0xa4573f)
    for (let left = x + 7; left + 15 < x + width; left += 23) pane(canvas, left, top, 15, storey * 0.5)
  }
}

function pane(canvas: Canvas, x: number, y: number, width: number, height: number): void {
  canvas.fill(rect(x, y, width, height), { line: [x, y, x + width, y + height], stops: [[0, 0x9db8c4], [1, 0x5f7f8f]] })
  canvas.fill(rect(x + width / 2 - 0.6, y, 1.2, height), 0xf0eee6)
}

export function glazing(canvas: Canvas, x: number, y: number, width: number, height: number, frame = 0xf0eee6): void {
  canvas.fill(rect(x - 5, y - 5, width + 10, height + 10), frame)
  canvas.fill(rect(x, y, width, height), { line: [x, y, x + width, y + height], stops: [[0, 0xc3dbe6], [0.5, 0x9dbfce], [1, 0x7ba2b4]] })
  canvas.fill(polygon([x + width * 0.12, y], [x + width * 0.4, y], [x + width * 0.1, y + height], [x, y + height], [x, y + height * 0.5]), [0xffffff, 0.26])
  canvas.fill(rect(x + width / 2 - 2.5, y, 5, height), frame)
  canvas.fill(rect(x, y + height * 0.38, width, 4), frame)
  canvas.fill(rect(x - 9, y + height + 5, width + 18, 6), 0xd9d5c8)
  canvas.fill(rect(x - 9, y + height + 11, width + 18, 2), [0x1d211c, 0.2])
}

/** A soft shadow where something stands on the floor. */
export function shadow(canvas: Canvas, cx: number, cy: number, rx: number, ry: number, opacity = 0.42): void {
  canvas.fill(ellipse(cx, cy, rx, ry), { centre: [cx, cy, rx, ry], stops: [[0, [0x0f0d08, opacity]], [0.55, [0x0f0d08, opacity * 0.55]], [1, [0x0f0d08, 0]]] })
}

/** The shadow that a box on a wall throws down and to the right. */
export function castShadow(canvas: Canvas, x: number, y: number, width: number, height: number, depth = 9): void {
  for (let step = 1; step <= 4; step += 1) {
    const grow = depth * step / 4
    canvas.fill(rect(x + grow * 0.4, y + grow, width + grow * 0.35, height, 4), [0x10140f, 0.07])
  }
}

export function carton(canvas: Canvas, x: number, y: number, width: number, height: number, colour = 0xb98a55): void {
  shadow(canvas, x + width / 2, y + height + 1, width * 0.62, 7, 0.5)
  canvas.fill(rect(x, y, width, height), colour)
  canvas.fill(rect(x, y, width, height), { line: [x, y, x + width, y + height], stops: [[0, [0xfff1d6, 0.22]], [1, [0x2e1a06, 0.28]]] })
  canvas.fill(polygon([x, y], [x + width, y], [x + width - 6, y - height * 0.15], [x + 7, y - height * 0.15]), 0xd0a870)
  canvas.fill(polygon([x + width * 0.44, y], [x + width * 0.57, y], [x + width * 0.56, y - height * 0.15], [x + width * 0.45, y - height * 0.15]), 0xe5cfa3)
  canvas.fill(rect(x + width * 0.44, y, width * 0.13, height * 0.62), [0xe2c896, 0.8])
  canvas.fill(rect(x, y - 0.6, width, 1.4), [0x4d3214, 0.5])
  canvas.fill(rect(x + width * 0.09, y + height * 0.55, width * 0.28, height * 0.24), 0xece4d0)
  for (let line = 0; line < 3; line += 1) canvas.fill(rect(x + width * 0.12, y + height * (0.6 + line * 0.06), width * (0.2 - line * 0.04), 1), [0x4a443a, 0.7])
}

/** Screw heads in the four corners of a plate. */
export function screws(canvas: Canvas, x: number, y: number, width: number, height: number, inset = 5): void {
  for (const [sx, sy] of [[x + inset, y + inset], [x + width - inset, y + inset], [x + inset, y + height - inset], [x + width - inset, y + height - inset]] as const) {
    canvas.fill(ellipse(sx, sy, 1.8, 1.8, 16), 0x8f9692)
    canvas.fill(stroke(`M${sx - 1.1} ${sy - 0.8}l2.2 1.6`, 0.6), 0x50564f)
  }
}

export function tree(canvas: Canvas, x: number, base: number, height: number, leaf = 0x5f8a5a): void {
  canvas.fill(path(`M${x - height * 0.04} ${base}l${height * 0.02} ${-height * 0.6}h${height * 0.04}l${height * 0.02} ${height * 0.6}z`), 0x6d5640)
  for (const [dx, dy, r] of [[-0.18, -0.6, 0.2], [0.16, -0.62, 0.21], [0, -0.8, 0.23], [0, -0.58, 0.22]] as const) {
    canvas.fill(ellipse(x + dx * height, base + dy * height, r * height), leaf)
    canvas.fill(ellipse(x + dx * height, base + dy * height, r * height), { centre: [x + (dx - 0.08) * height, base + (dy - 0.1) * height, r * height * 1.3, r * height * 1.3], stops: [[0, [0xe8f2c8, 0.3]], [1, [0x122414, 0.22]]] })
  }
}

/** The light of the whole picture, and its grain: what every photograph has. */
export function light(canvas: Canvas): void {
  canvas.fill(page, { line: [0, 0, UNITS_WIDE, UNITS_HIGH], stops: [[0, [0xffffff, 0.14]], [0.5, [0xffffff, 0]], [0.55, [0x10201a, 0]], [1, [0x10201a, 0.26]]] })
  canvas.fill(page, { centre: [200, 145, 290, 225], stops: [[0, [0, 0]], [0.65, [0, 0]], [1, [0x0b120e, 0.15]]] })
  canvas.grain(4)
}
