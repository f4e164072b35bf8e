import { inScope, type Actor } from '../account/actor.ts'
import type { Hazard, HazardQuery, HazardSummary } from '../contract/hazard.ts'
import type { MapQuery } from '../contract/map.ts'
import { Problem } from '../http/problem.ts'
import { countBySchool, type SchoolCounts } from './hazard.counts.ts'
import type { HazardRecord } from './hazard.model.ts'
import { listPlan } from './hazard.queries.ts'
import type { HazardDeps } from './hazard.deps.ts'
import { idsNamed, toRecord, toSummary } from './hazard.wire.ts'

export type Reading = ReturnType<typeof createReading>

export function createReading({ hazards, photos: photoStore, accounts }: Pick<HazardDeps, 'hazards' | 'photos' | 'accounts'>) {
  /** The hazard if this person may know of it. Throws not-found, the same for another school's as for none. */
  async function seen(actor: Actor, id: string): Promise<HazardRecord> {
    const hazard = await hazards.findById(id).lean<HazardRecord>()
    if (!hazard || !inScope(actor, hazard.schoolId)) throw new Problem('not-found')
    return hazard
  }

  async function present(actor: Actor, hazard: HazardRecord, now: Date): Promise<Hazard> {
    const [photos, people] = await Promise.all([photoStore.ofHazards([hazard._id]), accounts.peopleOf(idsNamed(hazard))])
    return { ...toRecord(hazard, photos.get(hazard._id) ?? [], actor, now), people }
  }

  /** A 409 shows the hazard as it stands, so that the person sees who was first. */
  async function conflict(code: 'status-changed' | 'version-changed' | 'id-taken', actor: Actor, hazard: HazardRecord, now: Date) {
    return new Problem(code, { current: await present(actor, hazard, now) })
  }

  async function find(actor: Actor, id: string, now: Date): Promise<Hazard> {
    return present(actor, await seen(actor, id), now)
  }

  /** One page of the hazards this person sees, with the photos and the names that its rows show. */
  async function list(actor: Actor, query: HazardQuery, now: Date): Promise<{ items: HazardSummary[]; nextCursor: string | null; people: Hazard['people'] }> {
    const plan = listPlan(actor, query, now)
    const rows = await hazards.find(plan.filter).sort(plan.sort).limit(query.limit + 1).lean<HazardRecord[]>()
    const page = rows.slice(0, query.limit)
    const [photos, people] = await Promise.all([
      photoStore.ofHazards(page.map(({ _id }) => _id)),
      accounts.peopleOf(page.flatMap(({ assigneeId, reporterId }) => [assigneeId, reporterId]).filter((id) => id !== null)),
    ])
    return {
      items: page.map((hazard) => toSummary(hazard, photos.get(hazard._id) ?? [], actor, now)),
      nextCursor: rows.length > query.limit ? plan.cursorOf(page.at(-1)!) : null, people,
    }
  }

  const counts = (actor: Actor, query: MapQuery, now: Date): Promise<SchoolCounts[]> => countBySchool(hazards, actor, query, now)

  /** The hazards among these that the person sees. */
  async function visible(actor: Actor, ids: readonly string[]): Promise<Map<string, HazardRecord>> {
    const found = await hazards.find({ _id: { $in: [...new Set(ids)] } }).lean<HazardRecord[]>()
    return new Map(found.filter(({ schoolId }) => inScope(actor, schoolId)).map((hazard) => [hazard._id, hazard]))
  }

  return { seen, conflict, find, list, counts, visible }
}
