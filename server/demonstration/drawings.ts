import type { Canvas } from './drawing/canvas.ts'
import { distributionBox, leak, looseCable, manhole, railing, stairs } from './drawing/scenes-building.ts'
import { exit, extinguisher, hydrant } from './drawing/scenes-fire.ts'
import { bunk, reagents, register } from './drawing/scenes-room.ts'
import { boiler, drinkingPoint, gas, kitchen } from './drawing/scenes-service.ts'
import { gate, goal, pond, road } from './drawing/scenes-yard.ts'

/** A scene, and the point of it that one would step up to for a second photograph. */
interface Drawing {
  paint(canvas: Canvas): void
  readonly focus: readonly [x: number, y: number]
}

const drawing = (focus: Drawing['focus'], paint: Drawing['paint']): Drawing => ({ paint, focus })

/** What is wrong. */
const BEFORE = {
  'hydrant': drawing([190, 150], (canvas) => hydrant(canvas, false)),
  'extinguisher': drawing([220, 110], (canvas) => extinguisher(canvas, false)),
  'exit:chained': drawing([270, 180], (canvas) => exit(canvas, 'chained')),
  'exit:dark': drawing([110, 120], (canvas) => exit(canvas, 'dark')),
  'box': drawing([200, 140], (canvas) => distributionBox(canvas, false)),
  'cable': drawing([250, 200], looseCable),
  'railing': drawing([240, 150], (canvas) => railing(canvas, false)),
  'leak': drawing([160, 120], (canvas) => leak(canvas, false)),
  'stairs': drawing([210, 150], (canvas) => stairs(canvas, false)),
  'manhole': drawing([200, 170], (canvas) => manhole(canvas, false)),
  'kitchen': drawing([220, 140], (canvas) => kitchen(canvas, false)),
  'gas': drawing([150, 170], (canvas) => gas(canvas, false)),
  'boiler': drawing([170, 110], (canvas) => boiler(canvas, false)),
  'drinkingPoint': drawing([190, 150], (canvas) => drinkingPoint(canvas, false)),
  'reagents': drawing([220, 190], (canvas) => reagents(canvas, false)),
  'bunk': drawing([150, 110], (canvas) => bunk(canvas, false)),
  'register': drawing([260, 160], (canvas) => register(canvas, false)),
  'goal': drawing([150, 170], (canvas) => goal(canvas, false)),
  'gate': drawing([200, 190], (canvas) => gate(canvas, false)),
  'road': drawing([280, 150], (canvas) => road(canvas, false)),
  'pond': drawing([240, 210], (canvas) => pond(canvas, false)),
} as const satisfies Record<string, Drawing>

/** The same places put right. */
const AFTER = {
  'hydrant:good': drawing([200, 140], (canvas) => hydrant(canvas, true)),
  'extinguisher:good': drawing([225, 120], (canvas) => extinguisher(canvas, true)),
  'exit:good': drawing([150, 130], (canvas) => exit(canvas, 'good')),
  'box:good': drawing([200, 130], (canvas) => distributionBox(canvas, true)),
  'railing:good': drawing([230, 150], (canvas) => railing(canvas, true)),
  'leak:good': drawing([160, 140], (canvas) => leak(canvas, true)),
  'stairs:good': drawing([210, 150], (canvas) => stairs(canvas, true)),
  'manhole:good': drawing([200, 170], (canvas) => manhole(canvas, true)),
  'kitchen:good': drawing([240, 150], (canvas) => kitchen(canvas, true)),
  'gas:good': drawing([200, 150], (canvas) => gas(canvas, true)),
  'boiler:good': drawing([210, 120], (canvas) => boiler(canvas, true)),
  'drinkingPoint:good': drawing([210, 140], (canvas) => drinkingPoint(canvas, true)),
  'reagents:good': drawing([200, 150], (canvas) => reagents(canvas, true)),
  'bunk:good': drawing([150, 110], (canvas) => bunk(canvas, true)),
  'register:good': drawing([250, 170], (canvas) => register(canvas, true)),
  'goal:good': drawing([180, 180], (canvas) => goal(canvas, true)),
  'gate:good': drawing([200, 190], (canvas) => gate(canvas, true)),
  'road:good': drawing([280, 140], (canvas) => road(canvas, true)),
  'pond:good': drawing([220, 200], (canvas) => pond(canvas, true)),
} as const satisfies Record<string, Drawing>

export type BeforeName = keyof typeof BEFORE
export type AfterName = keyof typeof AFTER
export type DrawingName = BeforeName | AfterName

export const DRAWINGS: Readonly<Record<DrawingName, Drawing>> = { ...BEFORE, ...AFTER }

/** The scene that shows this one put right; a loose cable ends in the box, and a dark exit and a chained one end alike. */
export function putRight(name: BeforeName): AfterName {
  if (name === 'cable') return 'box:good'
  return `${name.split(':')[0]}:good` as AfterName
}
