import type { Contact } from '../account/account.views.ts'
import type { Actor } from '../account/actor.ts'
import type { Category, ChecklistItem } from '../contract/checklist.ts'
import type { PhotoKind } from '../contract/enumerations.ts'
import type { Hazard, Photo } from '../contract/hazard.ts'
import type { School } from '../contract/school.ts'
import type { JobModel } from './hazard.job.model.ts'
import type { HazardModel, HazardRecord } from './hazard.model.ts'

/** A hazard just inserted, and whom it was given to: who tells of it need not read them again. */
export interface Fresh { hazard: HazardRecord; assignee: Contact | null }

/** What the hazard room asks of the others. */
export interface HazardDeps {
  hazards: HazardModel
  jobs: JobModel
  schools: {
    find(id: string): Promise<{ id: string } | null>
    /** Those that this person may know of. */
    list(actor: Actor): Promise<readonly Pick<School, 'id' | 'name' | 'initials'>[]>
  }
  accounts: {
    assigneeAt(schoolId: string): Promise<Contact | null>
    assigneeOf(schoolId: string): Promise<string | null>
    /** The school's officers and principals who are in office: whom a person may give a hazard to. */
    answerableAt(schoolId: string): Promise<readonly Pick<Actor, 'id' | 'name' | 'role' | 'post'>[]>
    peopleOf(ids: readonly string[]): Promise<Hazard['people']>
  }
  photos: {
    ofHazards(ids: readonly string[]): Promise<Map<string, Photo[]>>
    stored(hazardId: string, ids: readonly string[], kind: PhotoKind): Promise<boolean>
  }
  checklists: { findCategory(code: string): Category | undefined; findItem(code: string): ChecklistItem | undefined }
  /** Called after every durable change, so that people are told at once. It must not throw: the sweep tells what it missed. */
  changed(hazardId: string, now: Date, fresh?: Fresh): Promise<void>
}

/** Whether this is the first answer to a request or the first answer again. */
export interface Answered<T> { receipt: T; replayed: boolean }
