import { isDesk } from '../account/actor.ts'
import { indexSchools, readOldHazard, type HazardReading, type ReadOld } from './import.hazards.ts'
import type { Job, Kind, KindDeps, Rows } from './import.kinds.ts'
import type { Verdict } from './import.model.ts'
import { createRepeats, refused, type Repeats } from './import.verdicts.ts'

const PAPERS_AT_ONCE = 200

export function hazardKind({ hazards, schools, papers, categories }: KindDeps): Kind {
  async function readingFor({ columns, defaults }: Job, now: Date): Promise<HazardReading> {
    return { schools: indexSchools(await schools.all()), categories, columns, defaults, now }
  }

  async function checker(job: Job, now: Date) {
    const reading = await readingFor(job, now)
    const repeated = createRepeats()
    return async (rows: Rows): Promise<Verdict[]> => {
      const read = rows.map(({ cells }) => readOldHazard(cells, reading))
      const found = read.flatMap((one) => ('hazard' in one ? one.hazard : []))
      const [standing, ours] = await Promise.all([hazards.standing(found.map(({ id }) => id)), hazards.numbered(found.flatMap(({ old }) => old.number ?? []))])
      return read.map((one, at) => verdictOf(one, rows[at]!.row, { standing, ours, repeated }))
    }
  }

  async function carryOut(job: Job, rows: Rows, now: Date) {
    const reading = await readingFor(job, now)
    const old = rows.map(({ cells }) => readOldHazard(cells, reading)).flatMap((one) => ('hazard' in one ? one.hazard : []))
    const imported = await hazards.importOld(old, { importId: job._id, by: job.by }, now)
    return { imported, changed: 0, already: old.length - imported }
  }

  /** Those that a paper in force covers: what was issued must go on naming something. */
  async function onPapers(ids: readonly string[]): Promise<Set<string>> {
    const named = new Set<string>()
    for (let at = 0; at < ids.length; at += PAPERS_AT_ONCE) {
      for (const { hazardIds } of await papers.inForce(undefined, ids.slice(at, at + PAPERS_AT_ONCE))) hazardIds.forEach((id) => named.add(id))
    }
    return named
  }

  return {
    checker, carryOut, mayImport: isDesk,
    inTheWay: async ({ _id }) => {
      const all = await hazards.imported(_id)
      const named = await onPapers(all.map(({ id }) => id))
      return all.flatMap(({ id, number, actedOn }) => (actedOn || named.has(id) ? [{ id, number, reason: actedOn ? 'acted-on' : 'on-paper' }] : []))
    },
    takeBack: async ({ _id }, _chunks, stillAtWork) => (await hazards.takeBack(_id, stillAtWork)).map((kept) => ({ ...kept, reason: 'acted-on' })),
  }
}

interface Known { standing: ReadonlySet<string>; ours: ReadonlySet<string>; repeated: Repeats }

function verdictOf(read: ReadOld, row: number, { standing, ours, repeated }: Known): Verdict {
  if ('refusals' in read) return refused(...read.refusals)
  const { id, old } = read.hazard
  const again = repeated(id, row, old.number ? 'number' : 'description')
  if (again) return again
  if (old.number && ours.has(old.number)) return { outcome: 'already', refusals: [{ field: 'number', code: 'ours', with: old.number }] }
  return { outcome: standing.has(id) ? 'already' : 'accepted', refusals: [] }
}
