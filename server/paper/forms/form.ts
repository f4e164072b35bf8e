import type { Actor } from '../../account/actor.ts'
import type { ItemBasis } from '../../checklist/checklist.ts'
import type { Category, ChecklistItem } from '../../contract/checklist.ts'
import type { PaperType, Role } from '../../contract/enumerations.ts'
import type { Photo } from '../../contract/hazard.ts'
import type { PaperSettings, RequestOf } from '../../contract/paper.ts'
import type { School } from '../../contract/school.ts'
import type { HazardRecord } from '../../hazard/hazard.model.ts'
import { Problem } from '../../http/problem.ts'
import type { Sheet } from '../../xlsx/workbook.ts'
import type { Counted } from '../paper.figures.ts'
import type { Box } from '../typeset/measures.ts'
import type { Picture } from '../typeset/picture.ts'
import type { Faces } from '../typeset/text.ts'

/** What stands on every paper, frozen with it. */
export interface Frame {
  title: string
  office: PaperSettings['office']
  faces: Faces
  redHead: PaperSettings['redHead']
  /** As printed; in a draft, and where the register gives it, without its figure. Null for a form that bears none. */
  number: string | null
  /** The day of issue in Shanghai, and the minute, which is the cut-off of what the paper counts. */
  on: string
  at: string
  by: string
  demo: boolean
  draft: boolean
  /** The number of the paper that this one corrects. */
  corrects: string | null
}

/** Everything that a form may read to compose its content. Nothing of it is read again afterwards. */
export interface Material {
  hazards: readonly HazardRecord[]
  schools: ReadonlyMap<string, School>
  photos: ReadonlyMap<string, readonly Photo[]>
  /** By account; nobody and the system have none. */
  nameOf(id: string | null): string
  roleOf(id: string): Role | null
  principalsOf: ReadonlyMap<string, string>
  /** The number of the notice in force that a hazard stands on. */
  noticeOf(hazardId: string): string | null
  /** The latest paper in force of a type that covers the hazard. */
  paperOf(type: PaperType, hazardId: string): { number: string | null; on: string } | null
  item(code: string | null): ChecklistItem | undefined
  category(code: string): Category | undefined
  /** The basis of an item, if the bureau has ticked it. */
  ticked(code: string | null): ItemBasis | undefined
  /** What these schools come to in the period that was asked for; nothing where no period was. */
  figures(schoolIds: readonly string[]): Counted
  settings: PaperSettings
  actor: Pick<Actor, 'id' | 'name'>
  now: Date
}

export interface Composed<D> {
  data: D
  schoolId: string | null
  hazardIds: readonly string[]
  /** In the order in which they are placed. */
  photoIds?: readonly string[]
}

/** Pictures by photo; one that could not be drawn is missing. */
export type Pictures = ReadonlyMap<string, Picture>

/** A kind of paper: what it says, and how it is set. A change of `draw` or `sheet` that shows raises `version`. */
export interface Form<T extends PaperType = PaperType, D = unknown> {
  type: T
  version: number
  /** Into which box its photos go; without one it shows none. */
  box?: Box
  compose(request: RequestOf<T>, material: Material): Composed<D>
  draw(data: D, frame: Frame, pictures: Pictures): Promise<Buffer>
  /** The same figures as a spreadsheet that computes, where an office counts on with them. */
  sheet?(data: D, frame: Frame): Sheet
}

/** Refuses what cannot be made, naming the field and why. */
export const unfit = (path: string, code: string): Problem => new Problem('paper-does-not-fit', { errors: [{ path, code }] })

/** The one school that all of these belong to. Throws paper-does-not-fit when there are two. */
export function oneSchool({ hazards, schools }: Material): School {
  const ids = [...new Set(hazards.map(({ schoolId }) => schoolId))]
  const school = ids.length === 1 ? schools.get(ids[0]!) : undefined
  if (!school) throw unfit('of', ids.length === 0 ? 'no-hazards' : 'several-schools')
  return school
}

/** The one hazard that a form is about. */
export function oneHazard({ hazards }: Material): HazardRecord {
  const [hazard] = hazards
  if (!hazard || hazards.length > 1) throw unfit('of', 'one-hazard')
  return hazard
}

/** The foot of a form: what it is, who confirmed what in the system, and the marks. */
export const footOf = (frame: Frame, ...parts: (string | null | undefined)[]): string => [
  frame.number, ...parts, frame.corrects && `更正${frame.corrects}`, frame.draft && '草稿', frame.demo && '演示数据',
].filter(Boolean).join('　')
