import { inScope, scopeOf, type Actor } from '../account/actor.ts'
import { SEVERITIES, STATES } from '../contract/enumerations.ts'
import type { Hazard, HazardQuery, HazardSummary } from '../contract/hazard.ts'
import type { MapQuery } from '../contract/map.ts'
import { COUNTED_TO, type CountQuery, type HazardCount } from '../contract/view.ts'
import { Problem } from '../http/problem.ts'
import { countBySchool, type SchoolCounts } from './hazard.counts.ts'
import { findHazards, type HazardRecord } from './hazard.model.ts'
import { listPlans, type ListPlan } from './hazard.queries.ts'
import { createSearch } from './hazard.search.ts'
import type { HazardDeps } from './hazard.deps.ts'
import { idsNamed, toRecord, toSummary } from './hazard.wire.ts'

/**
 * What a count asks for, said in such a way that an index answers it without a document. Those begin with the states, or with
 * school and severity: what nobody asked for is asked for in every form. Of one severity or category alone, over all schools,
 * another index knows the number; a person's own list and a search have theirs.
 */
function saidForCounting(actor: Actor, query: CountQuery): CountQuery {
  const { q, list, assigneeId, reporterId, ...rest } = query
  if (q !== undefined || list || assigneeId || reporterId || rest.state) return query
  if (scopeOf(actor) !== 'all' || rest.schoolId) return rest.receivedFrom || rest.receivedTo ? query : { ...query, severity: rest.severity ?? [...SEVERITIES] }
  return Object.values(rest).every((value) => value === undefined) ? { ...query, state: [...STATES] } : query
}

export type Reading = ReturnType<typeof createReading>

export function createReading({ hazards, schools, photos: photoStore, accounts }: Pick<HazardDeps, 'hazards' | 'schools' | 'photos' | 'accounts'>) {
  const search = createSearch({ hazards, schools })

  /** The hazard if this person may know of it. Throws not-found, the same for another school's as for none. */
  async function seen(actor: Actor, id: string): Promise<HazardRecord> {
    const [hazard] = await findHazards(hazards, { _id: id })
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

  /** The queries behind a list, one after the other, with what its words find. Throws malformed for a cursor or words that are none. */
  async function plans(actor: Actor, query: HazardQuery, now: Date): Promise<ListPlan[]> {
    return listPlans(actor, query, now, query.q === undefined ? undefined : await search.branches(actor, query.q, now))
  }

  /** One page of the hazards this person sees, with the photos and the names that its rows show. */
  async function list(actor: Actor, query: HazardQuery, now: Date): Promise<{ items: HazardSummary[]; nextCursor: string | null; people: Hazard['people'] }> {
    const { rows, cursorOf } = query.q === undefined
      ? await oneAfterTheOther(listPlans(actor, query, now), query.limit + 1) : await searched(actor, query, query.q, now)
    const page = rows.slice(0, query.limit)
    const [photos, people] = await Promise.all([
      photoStore.ofHazards(page.map(({ _id }) => _id)),
      accounts.peopleOf(page.flatMap(({ assigneeId, reporterId }) => [assigneeId, reporterId]).filter((id) => id !== null)),
    ])
    return {
      items: page.map((hazard) => toSummary(hazard, photos.get(hazard._id) ?? [], actor, now)),
      nextCursor: rows.length > query.limit ? cursorOf(page.at(-1)!) : null, people,
    }
  }

  const run = ({ filter, sort }: ListPlan, limit: number) => hazards.find(filter).sort(sort).limit(limit).lean<HazardRecord[]>()

  async function oneAfterTheOther(parts: readonly ListPlan[], limit: number) {
    const rows: { row: HazardRecord; plan: ListPlan }[] = []
    for (const plan of parts) {
      rows.push(...(await run(plan, limit - rows.length)).map((row) => ({ row, plan })))
      if (rows.length >= limit) break
    }
    const of = new Map(rows.map(({ row, plan }) => [row._id, plan]))
    return { rows: rows.map(({ row }) => row), cursorOf: (last: HazardRecord) => of.get(last._id)!.cursorOf(last) }
  }

  /** Each way in which the words can be meant is asked for by itself, on its own index, and the answers are merged: the newest first. */
  async function searched(actor: Actor, query: HazardQuery, q: string, now: Date) {
    const ways = (await search.branches(actor, q, now)).flatMap((way) => listPlans(actor, query, now, [way]))
    const found = await Promise.all(ways.map((way) => run(way, query.limit + 1)))
    const rows = [...new Map(found.flat().map((row) => [row._id, row])).values()]
      .sort((a, b) => b.receivedAt.getTime() - a.receivedAt.getTime() || (a._id < b._id ? 1 : -1)).slice(0, query.limit + 1)
    return { rows, cursorOf: (last: HazardRecord) => ways[0]!.cursorOf(last) }
  }

  /** How many hazards a list finds, exactly up to COUNTED_TO. What its words can mean may overlap: then their ids are told apart. */
  async function howMany(actor: Actor, query: CountQuery, now: Date): Promise<HazardCount> {
    const ways = query.q === undefined ? null : await search.branches(actor, query.q, now)
    const asked = { ...saidForCounting(actor, query), limit: 1 }
    const parts = ways ? ways.flatMap((way) => listPlans(actor, asked, now, [way])) : listPlans(actor, asked, now)
    const found = parts.length > 1 ? await countTogether(parts) : parts[0] ? await hazards.collection.countDocuments(parts[0].filter as object, { limit: COUNTED_TO + 1 }) : 0
    return { count: Math.min(found, COUNTED_TO), more: found > COUNTED_TO }
  }

  async function countTogether(parts: readonly ListPlan[]): Promise<number> {
    const ids = await Promise.all(parts.map(({ filter }) => hazards.find(filter, { _id: 1 }).limit(COUNTED_TO + 1).lean<{ _id: string }[]>()))
    return new Set(ids.flat().map(({ _id }) => _id)).size
  }

  const counts = (actor: Actor, query: MapQuery, now: Date): Promise<SchoolCounts[]> => countBySchool(hazards, actor, query, now)

  /** The hazards among these that the person sees. */
  async function visible(actor: Actor, ids: readonly string[]): Promise<Map<string, HazardRecord>> {
    const found = await findHazards(hazards, { _id: { $in: [...new Set(ids)] } })
    return new Map(found.filter(({ schoolId }) => inScope(actor, schoolId)).map((hazard) => [hazard._id, hazard]))
  }

  return { seen, conflict, find, list, plans, howMany, counts, visible }
}
