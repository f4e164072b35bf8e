import { inScope, type Actor } from '../account/actor.ts'
import type { AccountService } from '../account/account.service.ts'
import { findCategory, findItem } from '../checklist/checklist.ts'
import { addDays, dateOf, instantAt } from '../contract/calendar.ts'
import type { Photo } from '../contract/hazard.ts'
import { hazardQuery, type HazardQuery } from '../contract/hazard.ts'
import { MAX_PHOTO_ROWS, MAX_ROWS, type IssueRequest, type RequestOf } from '../contract/paper.ts'
import type { HazardRecord } from '../hazard/hazard.model.ts'
import type { HazardWalk } from '../hazard/hazard.walk.ts'
import { idsNamed } from '../hazard/hazard.wire.ts'
import { Problem } from '../http/problem.ts'
import type { SchoolService } from '../school/school.service.ts'
import { unfit, type Material } from './forms/form.ts'
import { keptOffNotice } from './paper.facts.ts'
import { add, noFigures, periodOf, tally, type Figures } from './paper.figures.ts'
import type { PaperSettingsService } from './paper.settings.ts'
import type { PaperFacts, PaperStore } from './paper.store.ts'

export interface MaterialDeps {
  store: PaperStore
  settings: PaperSettingsService
  accounts: Pick<AccountService, 'peopleOf' | 'contacts'>
  schools: Pick<SchoolService, 'list'>
  photos: { ofHazards(ids: readonly string[]): Promise<Map<string, Photo[]>> }
  hazards: {
    list(actor: Actor, query: HazardQuery, now: Date): Promise<{ items: { id: string }[]; nextCursor: string | null }>
    visible(actor: Actor, ids: readonly string[], now: Date): Promise<Map<string, HazardRecord>>
    walk: HazardWalk['walk']
  }
}

/** Gathers what a form reads, within what this person may see. */
export function createMaterial({ store, settings, accounts, schools, photos, hazards }: MaterialDeps) {
  /** All hazards of a list, in its order. Throws paper-does-not-fit for more than `most`. */
  async function listed(actor: Actor, asked: Partial<HazardQuery>, most: number, now: Date): Promise<string[]> {
    const ids: string[] = []
    let cursor: string | null | undefined
    do {
      const page = await hazards.list(actor, { ...hazardQuery.parse({}), ...asked, limit: 100, ...(cursor && { cursor }) }, now)
      ids.push(...page.items.map(({ id }) => id))
      if (ids.length > most) throw unfit('of', 'too-many')
      cursor = page.nextCursor
    } while (cursor)
    return ids
  }

  /** These hazards in this order. Throws not-found for one that this person may not know of, as for one that there is not. */
  async function records(actor: Actor, ids: readonly string[], now: Date): Promise<HazardRecord[]> {
    const seen = await hazards.visible(actor, ids, now)
    return ids.map((id) => {
      const hazard = seen.get(id)
      if (!hazard) throw new Problem('not-found')
      return hazard
    })
  }

  /** What was found at a school on a day, can stand on a notice, and no notice names yet. */
  async function foundOn(actor: Actor, { schoolId, day }: { schoolId: string; day: string }, now: Date): Promise<HazardRecord[]> {
    if (!inScope(actor, schoolId)) throw new Problem('not-found')
    const ids = await listed(actor, { schoolId: [schoolId], receivedFrom: day, receivedTo: day, sort: 'received' }, MAX_PHOTO_ROWS, now)
    const [found, noticed] = await Promise.all([records(actor, ids, now), store.inForce('notice', ids)])
    const named = new Set(noticed.flatMap(({ hazardIds }) => hazardIds))
    const left = found.filter((hazard) => !keptOffNotice(hazard) && !named.has(hazard._id))
    if (left.length === 0) throw unfit('of', found.length > 0 ? 'nothing-left' : 'no-hazards')
    return left
  }

  async function ofNotice(actor: Actor, id: string, now: Date): Promise<HazardRecord[]> {
    const paper = await store.facts(id)
    if (!paper || paper.type !== 'notice' || !paper.schoolId || !inScope(actor, paper.schoolId)) throw new Problem('not-found')
    return records(actor, paper.hazardIds, now)
  }

  async function hazardsOf(actor: Actor, request: IssueRequest, now: Date): Promise<HazardRecord[]> {
    if (request.type === 'statistics') return []
    const { of } = request
    if ('hazardIds' in of) return records(actor, of.hazardIds, now)
    if ('noticeId' in of) return ofNotice(actor, of.noticeId, now)
    if ('day' in of) return foundOn(actor, of, now)
    const { schoolId, ...filter } = of.filter
    if (schoolId && !inScope(actor, schoolId)) throw new Problem('not-found')
    const ids = await listed(actor, { ...filter, ...(schoolId && { schoolId: [schoolId] }) }, request.type === 'photoLedger' ? MAX_PHOTO_ROWS : MAX_ROWS, now)
    if (ids.length === 0) throw unfit('of', 'no-hazards')
    return records(actor, ids, now)
  }

  /** Every hazard that was there by the end of the period, once. */
  async function figuresOf(actor: Actor, request: RequestOf<'statistics'>, now: Date): Promise<Material['figures']> {
    const period = periodOf(request)
    const bySchool = new Map<string, Figures>()
    for await (const batch of hazards.walk(actor, { filter: { receivedTo: period.to } }, now)) {
      for (const hazard of batch) {
        const figures = bySchool.get(hazard.schoolId) ?? noFigures()
        bySchool.set(hazard.schoolId, figures)
        add(figures, hazard, period, now)
      }
    }
    return tally(bySchool, await store.issuedBetween(['notice', 'supervisionOrder'], instantAt(period.from), instantAt(addDays(period.to, 1))))
  }

  /** Throws not-found, and paper-does-not-fit where nothing is left to write about. */
  return async function gather(actor: Actor, request: IssueRequest, now: Date): Promise<Material> {
    const found = await hazardsOf(actor, request, now)
    const ids = found.map(({ _id }) => _id)
    const schoolIds = [...new Set(found.map(({ schoolId }) => schoolId))]
    const [counted, people, all, pictures, papers, held, ticked, principals] = await Promise.all([
      request.type === 'statistics' ? figuresOf(actor, request, now) : tally(new Map(), []), accounts.peopleOf([...new Set(found.flatMap(namedIn))]), schools.list(actor), photos.ofHazards(ids), store.inForce(undefined, ids),
      settings.read(), settings.tickedBases(), Promise.all(schoolIds.map((id) => accounts.contacts.principalsOf(id))),
    ])
    const byId = new Map(people.map((person) => [person.id, person]))
    return {
      hazards: found, schools: new Map(all.map((school) => [school.id, school])), photos: pictures,
      nameOf: (id) => (id === null ? '' : byId.get(id)?.name ?? ''), roleOf: (id) => byId.get(id)?.role ?? null,
      principalsOf: new Map(schoolIds.map((id, index) => [id, principals[index]![0]?.name ?? ''])),
      noticeOf: (id) => latest(papers, 'notice', id)?.number ?? null,
      paperOf: (type, id) => { const paper = latest(papers, type, id); return paper ? { number: paper.number, on: dateOf(paper.issuedAt) } : null },
      item: (code) => (code === null ? undefined : findItem(code)), category: findCategory, ticked, figures: counted, settings: held.settings,
      actor: { id: actor.id, name: actor.name }, now,
    }
  }
}

const namedIn = (hazard: HazardRecord) => [...idsNamed(hazard), ...hazard.acceptances.map(({ by }) => by)]

const latest = (papers: readonly PaperFacts[], type: string, hazardId: string) => papers.find((paper) => paper.type === type && paper.hazardIds.includes(hazardId))
