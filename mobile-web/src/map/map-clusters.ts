import { addCounts, sumOf, type MapPoint, type StateCounts } from './map-points.ts'
import { project, unproject, type LngLat, type Pixel } from './map-projection.ts'

/** A disc on the map: one school, or several whose discs would touch at this zoom. */
export interface Cluster extends LngLat {
  /** Sorted codes: the same schools are the same marker, whatever order they came in. */
  schoolIds: readonly string[]
  counts: StateCounts
  total: number
  closed: number
  major: number
  /** Drawn radius in pixels. */
  radius: number
}

export const RADIUS = { one: 13, oneOverdue: 16, least: 23, most: 36 } as const
/** Least clear ground between two discs, so that neither outline hides the other's. */
const GAP_PX = 2
/** The labels 重大 n and 已销号 n hang below a disc; a disc further down must leave them whole. */
export const NOTE_PX = 20
const CELL_PX = 2 * RADIUS.most + GAP_PX + 2 * NOTE_PX

type Disc = Omit<Cluster, keyof LngLat> & Pixel

/** Radius in pixels of a disc: 26 px across for one hazard, 32 if it is late, else 54–72 growing with √n. */
export function radiusOf(counts: StateCounts): number {
  const total = sumOf(counts)
  if (total <= 1) return counts.overdue > 0 ? RADIUS.oneOverdue : RADIUS.one
  return Math.min(RADIUS.most, RADIUS.least + 3 * Math.sqrt(total))
}

/**
 * Merges points until no two discs touch. Every point ends in exactly one cluster, so the figures always add up.
 * All points take part, not only those in view: a map that is dragged does not regroup.
 */
export function clustersAt(points: readonly MapPoint[], zoom: number): Cluster[] {
  const settled = new Grid()
  const waiting = [...points].sort((a, b) => (a.schoolId < b.schoolId ? 1 : -1)).map((point) => discOf(point, zoom))
  for (let disc = waiting.pop(); disc; disc = waiting.pop()) {
    const neighbour = settled.touching(disc)
    if (!neighbour) settled.add(disc)
    else {
      settled.remove(neighbour)
      waiting.push(merge(disc, neighbour))
    }
  }
  return settled.all().map(({ x, y, ...cluster }) => ({ ...cluster, ...unproject({ x, y }, zoom) }))
}

/** Whether some zoom up to `maxZoom` shows these schools as more than one disc. */
export const canBeZoomedApart = (points: readonly MapPoint[], maxZoom: number): boolean => clustersAt(points, maxZoom).length > 1

function discOf(point: MapPoint, zoom: number): Disc {
  return {
    ...project(point, zoom), schoolIds: [point.schoolId], counts: { ...point.counts },
    total: point.total, closed: point.closed, major: point.major, radius: radiusOf(point.counts),
  }
}

function merge(a: Disc, b: Disc): Disc {
  const counts = addCounts({ ...a.counts }, b.counts)
  const share = weight(a) / (weight(a) + weight(b))
  return {
    x: a.x * share + b.x * (1 - share), y: a.y * share + b.y * (1 - share),
    schoolIds: [...a.schoolIds, ...b.schoolIds].sort(), counts,
    total: a.total + b.total, closed: a.closed + b.closed, major: a.major + b.major, radius: radiusOf(counts),
  }
}

/** A school with only closed hazards still has a place in the middle of its cluster. */
const weight = (disc: Disc): number => Math.max(disc.total, 1)

/** Squares wide enough that discs which touch lie in the same or in neighbouring ones. */
class Grid {
  private readonly cells = new Map<string, Set<Disc>>()

  add(disc: Disc): void {
    const key = cellOf(disc)
    const cell = this.cells.get(key)
    if (cell) cell.add(disc)
    else this.cells.set(key, new Set([disc]))
  }

  remove(disc: Disc): void {
    this.cells.get(cellOf(disc))?.delete(disc)
  }

  touching(disc: Disc): Disc | undefined {
    let nearest: Disc | undefined
    let least = Infinity
    for (const other of this.around(disc)) {
      const distance = Math.hypot(other.x - disc.x, other.y - disc.y)
      if (distance < clearance(disc, other) && distance < least) [nearest, least] = [other, distance]
    }
    return nearest
  }

  all(): Disc[] {
    return [...this.cells.values()].flatMap((cell) => [...cell])
  }

  private* around(disc: Disc): Generator<Disc> {
    for (const dx of [-1, 0, 1]) for (const dy of [-1, 0, 1]) yield* this.cells.get(cellOf(disc, dx, dy)) ?? []
  }
}

/** Least distance between the middles of two discs; more where one stands below the labels of the other. */
function clearance(a: Disc, b: Disc): number {
  const [upper, lower] = a.y < b.y ? [a, b] : [b, a]
  const apart = Math.hypot(a.x - b.x, a.y - b.y)
  const steepness = apart ? (lower.y - upper.y) / apart : 0
  return a.radius + b.radius + GAP_PX + notesOf(upper) * NOTE_PX * steepness
}

/** How many labels hang below this disc. */
export const notesOf = ({ major, closed }: Pick<Cluster, 'major' | 'closed'>): number => Number(major > 0) + Number(closed > 0)

const cellOf = ({ x, y }: Pixel, dx = 0, dy = 0): string => `${Math.floor(x / CELL_PX) + dx}:${Math.floor(y / CELL_PX) + dy}`
