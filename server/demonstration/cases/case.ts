import type { Severity } from '../../contract/enumerations.ts'
import type { AfterName, BeforeName } from '../drawings.ts'

/** Schools that a case can happen at: those with a dormitory, a canteen, a bus, laboratories, or classes with numbers. */
export type Where = 'boarding' | 'canteen' | 'bus' | 'secondary' | 'school'

/**
 * One believable hazard: where it is, what is wrong, how it was put right, and what a reviewer would still miss.
 * The severity is the checklist item's own unless it stands here. No person is named or could be known by it.
 */
export interface Case {
  readonly item: string
  /** What the photograph shows, and what it shows afterwards where that is not the same place put right. */
  readonly drawing: BeforeName
  readonly after?: AfterName
  readonly spots: readonly string[]
  readonly found: string
  readonly done: string
  readonly back: string
  readonly severity?: Severity
  readonly where?: Where
  readonly costYuan?: number
}
