import type { Actor } from '../account/actor.ts'
import type { HazardSort } from '../contract/enumerations.ts'
import type { HazardQuery } from '../contract/hazard.ts'
import type { HazardModel, HazardRecord } from './hazard.model.ts'
import { schools, sortOf, type ListPlan } from './hazard.queries.ts'
import type { Reading } from './hazard.reading.ts'

/** All hazards of a list, without its pages; or the ones named, in the order they were named. */
export type Walked = { filter: ListFilter } | { ids: readonly string[] }
export type ListFilter = Omit<HazardQuery, 'cursor' | 'limit'>

/** What a walk reads of a hazard: all but the fields that only its own page shows. */
const READ = { location: 0, photoIds: 0, grams: 0, reportHash: 0 }
const BATCH = 100

const among = (actor: Actor, ids: readonly string[]) => ({ $and: [{ _id: { $in: ids } }, schools(actor)] })

/** Goes through hazards by the hundred thousand: a batch at a time, as fast as whoever asked takes them. */
export function createWalk(hazards: HazardModel, { plans }: Pick<Reading, 'plans'>) {
  /** Which of these the walk will not meet, for this person. */
  async function missing(actor: Actor, ids: readonly string[]): Promise<string[]> {
    const found = new Set((await hazards.find(among(actor, ids), { _id: 1 }).lean()).map(({ _id }) => _id))
    return ids.filter((id) => !found.has(id))
  }

  /** How many the walk of a list will meet, save for what happens meanwhile. */
  async function count(actor: Actor, filter: ListFilter, now: Date): Promise<number> {
    const parts = await plans(actor, { ...filter, limit: 1 }, now)
    const counts = await Promise.all(parts.map((part) => hazards.countDocuments(part.filter)))
    return counts.reduce((sum, one) => sum + one, 0)
  }

  /** What the list goes by, for whoever states its order. */
  const orderOf = (filter: ListFilter): HazardSort => sortOf(filter)

  /** Within the scope of this person, in the order of the list. What is received after `now` is left out. */
  async function* walk(actor: Actor, walked: Walked, now: Date): AsyncGenerator<HazardRecord[]> {
    for await (const batch of 'ids' in walked ? named(actor, walked.ids) : listed(actor, walked.filter, now)) {
      yield batch.filter(({ receivedAt }) => receivedAt <= now)
    }
  }

  async function* listed(actor: Actor, asked: ListFilter, now: Date): AsyncGenerator<HazardRecord[]> {
    for (const plan of await plans(actor, { ...asked, limit: 1 }, now)) yield* inOrder(plan)
  }

  async function* inOrder({ filter, sort }: ListPlan): AsyncGenerator<HazardRecord[]> {
    const cursor = hazards.collection.find(filter as object, { sort, projection: READ, batchSize: BATCH })
    try {
      while (await cursor.hasNext()) yield cursor.readBufferedDocuments() as unknown as HazardRecord[]
    } finally {
      await cursor.close()
    }
  }

  async function* named(actor: Actor, ids: readonly string[]): AsyncGenerator<HazardRecord[]> {
    for (let at = 0; at < ids.length; at += BATCH) {
      const asked = ids.slice(at, at + BATCH)
      const found = await hazards.find(among(actor, asked), READ).lean<HazardRecord[]>()
      const byId = new Map(found.map((hazard) => [hazard._id, hazard]))
      yield asked.flatMap((id) => byId.get(id) ?? [])
    }
  }

  return { missing, count, orderOf, walk }
}

export type HazardWalk = ReturnType<typeof createWalk>
