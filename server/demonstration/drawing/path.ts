export type Point = readonly [x: number, y: number]
/** Closed polygons; where they overlap the same way round they count once. */
export type Path = readonly (readonly Point[])[]

const CURVE_STEPS = 14
/** Handle length of a cubic curve that draws a quarter of a circle. */
const QUARTER = 0.5523

export const polygon = (...points: Point[]): Path => [points]

export function rect(x: number, y: number, width: number, height: number, radius = 0): Path {
  if (radius === 0) return [[[x, y], [x + width, y], [x + width, y + height], [x, y + height]]]
  const r = Math.min(radius, width / 2, height / 2)
  const h = r * (1 - QUARTER)
  return path(`M${x + r} ${y}h${width - 2 * r}c${r - h} 0 ${r} ${h} ${r} ${r}v${height - 2 * r}c0 ${r - h} ${-h} ${r} ${-r} ${r}`
    + `h${2 * r - width}c${h - r} 0 ${-r} ${-h} ${-r} ${-r}v${2 * r - height}c0 ${h - r} ${h} ${-r} ${r} ${-r}z`)
}

export function ellipse(cx: number, cy: number, rx: number, ry = rx, steps = 48): Path {
  const angles = Array.from({ length: steps }, (_, index) => index / steps * 2 * Math.PI)
  return [angles.map((angle): Point => [cx + rx * Math.cos(angle), cy + ry * Math.sin(angle)])]
}

/** A filled path written as in SVG: M L H V C S Q Z, capital for absolute and small for relative. */
export const path = (commands: string): Path => trace(commands)

/** The outline of a pen of this width drawn along an SVG path; ends and corners are round. */
export function stroke(commands: string, width: number): Path {
  return trace(commands).flatMap((points) => points.flatMap((point, index) => penMarks(points[index - 1], point, width / 2)))
}

function penMarks(from: Point | undefined, to: Point, half: number): Point[][] {
  const dot = ellipse(to[0], to[1], half, half, 16) as Point[][]
  if (!from || (from[0] === to[0] && from[1] === to[1])) return dot
  const length = Math.hypot(to[0] - from[0], to[1] - from[1])
  const [dx, dy] = [(to[1] - from[1]) / length * half, (to[0] - from[0]) / length * half]
  // Clockwise on the page like the dots, so that pieces add up instead of cancelling out.
  return [...dot, [[from[0] + dx, from[1] - dy], [to[0] + dx, to[1] - dy], [to[0] - dx, to[1] + dy], [from[0] - dx, from[1] + dy]]]
}

/** The same shape moved, and turned by degrees about a point before that. */
export function turned(shape: Path, degrees: number, [cx, cy]: Point, [dx, dy]: Point = [0, 0]): Path {
  const [cos, sin] = [Math.cos(degrees / 180 * Math.PI), Math.sin(degrees / 180 * Math.PI)]
  return shape.map((points) => points.map(([x, y]): Point =>
    [cx + (x - cx) * cos - (y - cy) * sin + dx, cy + (x - cx) * sin + (y - cy) * cos + dy]))
}

export const scaled = (shape: Path, factor: number, [dx, dy]: Point): Path =>
  shape.map((points) => points.map(([x, y]): Point => [x * factor + dx, y * factor + dy]))

const ARGUMENTS: Readonly<Record<string, number>> = { m: 2, l: 2, h: 1, v: 1, c: 6, s: 4, q: 4, z: 0 }

/** Turns path commands into runs of points. A closed run ends where it began. */
function trace(commands: string): Point[][] {
  const runs: Point[][] = []
  let at: Point = [0, 0]
  let handle: Point = at
  for (const [, letter = '', rest = ''] of commands.matchAll(/([a-z])([^a-z]*)/gi)) {
    const numbers = [...rest.matchAll(/-?(?:\d+\.?\d*|\.\d+)(?:e-?\d+)?/g)].map(Number)
    const size = ARGUMENTS[letter.toLowerCase()] ?? 0
    if (size === 0) numbers.push(0)
    for (let index = 0; index < numbers.length; index += size || 1) {
      if (letter.toLowerCase() === 'm' && index === 0) runs.push([])
      const run = runs[runs.length - 1] as Point[]
      const controls = size === 0 ? [run[0] as Point] : controlPoints(letter, numbers.slice(index, index + size), at, handle)
      run.push(...(controls.length > 1 ? curve([at, ...controls]) : controls))
      at = controls[controls.length - 1] as Point
      // Where a smooth curve that follows would set out for: the last handle, seen in the mirror.
      const last = controls[controls.length - 2] ?? at
      handle = [2 * at[0] - last[0], 2 * at[1] - last[1]]
    }
  }
  return runs
}

function controlPoints(letter: string, numbers: number[], at: Point, handle: Point): Point[] {
  const kind = letter.toLowerCase()
  const base: Point = letter === kind ? at : [0, 0]
  if (kind === 'h') return [[base[0] + (numbers[0] as number), at[1]]]
  if (kind === 'v') return [[at[0], base[1] + (numbers[0] as number)]]
  const points = Array.from({ length: numbers.length / 2 }, (_, index): Point =>
    [base[0] + (numbers[index * 2] as number), base[1] + (numbers[index * 2 + 1] as number)])
  return kind === 's' ? [handle, ...points] : points
}

/** Points along a Bézier curve of any degree. */
function curve(control: Point[]): Point[] {
  return Array.from({ length: CURVE_STEPS }, (_, index) => {
    const t = (index + 1) / CURVE_STEPS
    let points = control
    while (points.length > 1) {
      points = points.slice(1).map(([x, y], next): Point => {
        const [px, py] = points[next] as Point
        return [px + (x - px) * t, py + (y - py) * t]
      })
    }
    return points[0] as Point
  })
}
