import type { Category, ChecklistItem } from '../contract/checklist.ts'
import type { PhotoKind } from '../contract/enumerations.ts'
import type { Hazard, Photo } from '../contract/hazard.ts'
import { createActing } from './hazard.acting.ts'
import { createEvidence } from './hazard.evidence.ts'
import type { HazardModel, HazardRecord } from './hazard.model.ts'
import { createReading } from './hazard.reading.ts'
import { createReporting } from './hazard.reporting.ts'

export interface HazardDeps {
  hazards: HazardModel
  schools: { find(id: string): Promise<{ id: string } | null> }
  accounts: {
    assigneeOf(schoolId: string): Promise<string | null>
    peopleOf(ids: readonly string[]): Promise<Hazard['people']>
  }
  photos: {
    ofHazards(ids: readonly string[]): Promise<Map<string, Photo[]>>
    stored(hazardId: string, ids: readonly string[], kind: PhotoKind): Promise<boolean>
  }
  checklists: { findCategory(code: string): Category | undefined; findItem(code: string): ChecklistItem | undefined }
  /** Called after every durable change, so that people are told at once. It must not throw: the sweep tells what it missed. */
  changed(hazardId: string, now: Date, asInserted?: HazardRecord): Promise<void>
}

/** Whether this is the first answer to a request or the first answer again. */
export interface Answered<T> { receipt: T; replayed: boolean }

export type HazardService = ReturnType<typeof createHazardService>

/** What can be done with hazards: filed, acted upon, given photos, read. */
export function createHazardService(deps: HazardDeps) {
  const reading = createReading(deps)
  return { ...createReporting(deps), ...createActing(deps, reading), ...createEvidence(deps, reading), ...reading }
}
