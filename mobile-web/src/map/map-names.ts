import { schoolName } from '../school/schools.ts'
import type { Area } from './map-areas.ts'
import { NOTE_PX, notesOf, type Cluster } from './map-clusters.ts'
import { boxAround, placeLabels, type Box, type Side, type Wanted } from './map-labels.ts'
import { project, type Pixel } from './map-projection.ts'
import { labelOf } from './map-words.ts'

const SCHOOL_PX = 12
const AREA_PX = 14
/** How much further from its shape a part's name may go to find room. */
const STEPS_PX = [6, 40]

export type Name = Pixel & { text: string; className: string }

/** Names of single schools and of the parts of the district, where they hide no marker and not each other. */
export function namesOn(clusters: readonly Cluster[], areas: readonly Area[], zoom: number, view: Box): Name[] {
  const discs = clusters.map((cluster) => ({ cluster, at: project(cluster, zoom) }))
  const taken = discs.flatMap(({ cluster, at }) => boxesOf(cluster, at))
  const single = discs.filter(({ cluster }) => cluster.schoolIds.length === 1)
  const schools = placeLabels(single.map(({ cluster, at }) => schoolLabel(cluster, at)), taken, view)
  const parts = placeLabels(areas.map((area) => areaLabel(area, zoom)), [...taken, ...schools.map(({ box }) => box)], view)
  return [
    ...schools.map(({ x, y, text }) => ({ x, y, text, className: 'school' })),
    ...parts.map(({ x, y, text }) => ({ x, y, text, className: 'area' })),
  ]
}

/** A disc with the badge that stands out of it, and the labels that hang below. */
function boxesOf(cluster: Cluster, { x, y }: Pixel): Box[] {
  const disc = boxAround({ x, y }, cluster.radius + 3)
  const notes = notesOf(cluster)
  return notes ? [disc, { left: x - 32, right: x + 32, top: y, bottom: y + cluster.radius + notes * NOTE_PX }] : [disc]
}

function schoolLabel(cluster: Cluster, at: Pixel): Wanted {
  const beside = cluster.radius + 10
  const below = cluster.radius + 4 + notesOf(cluster) * NOTE_PX
  const tries = [['below', below], ['right', beside], ['left', beside], ['above', beside]] as const
  return { ...at, text: labelOf(schoolName(cluster.schoolIds[0]!)), size: SCHOOL_PX, spacing: 0, tries }
}

/** Beside the shape of the part, at whichever side is free, near before far. */
function areaLabel({ name, hull }: Area, zoom: number): Wanted {
  const corners = hull.map((corner) => project(corner, zoom))
  const [left, right] = [Math.min(...corners.map(({ x }) => x)), Math.max(...corners.map(({ x }) => x))]
  const [top, bottom] = [Math.min(...corners.map(({ y }) => y)), Math.max(...corners.map(({ y }) => y))]
  const half = { across: (right - left) / 2, down: (bottom - top) / 2 }
  const tries = STEPS_PX.flatMap((step): [Side, number][] =>
    [['left', half.across + step], ['right', half.across + step], ['above', half.down + step], ['below', half.down + step]])
  return { x: (left + right) / 2, y: (top + bottom) / 2, text: name, size: AREA_PX, spacing: 2, tries }
}
