import type { QueryFilter } from 'mongoose'
import { inScope, scopeOf, type Actor } from '../account/actor.ts'
import { dateOf } from '../contract/calendar.ts'
import type { PaperFormat } from '../contract/enumerations.ts'
import { MAX_PHOTO_ROWS, type Paper, type PaperQuery, type WholePaper } from '../contract/paper.ts'
import type { HazardRecord } from '../hazard/hazard.model.ts'
import { decodeCursor, encodeCursor } from '../http/cursor.ts'
import { Problem } from '../http/problem.ts'
import { formOf } from './forms/forms.ts'
import { mayIssue } from './paper.issuing.ts'
import type { PaperModel, PaperRecord } from './paper.model.ts'
import { FACTS, type PaperFacts, type PaperStore } from './paper.store.ts'

export interface ReadingDeps {
  papers: PaperModel
  store: PaperStore
  hazards: { visible(actor: Actor, ids: readonly string[], now: Date): Promise<Map<string, HazardRecord>> }
}

/** Hazards that a list names beside each paper; the paper itself has all that it can be corrected with. */
const NAMED = 20

export type Reading = ReturnType<typeof createReading>

export function createReading({ papers, store, hazards }: ReadingDeps) {
  /** The paper if this person may know of it: one of a school in scope, or for those who see all schools one of the district. Throws not-found. */
  async function seen(actor: Actor, id: string): Promise<PaperRecord> {
    const paper = await store.find(id)
    if (!paper || !maySee(actor, paper)) throw new Problem('not-found')
    return paper
  }

  async function present(actor: Actor, shown: readonly PaperFacts[], most: number, now: Date): Promise<Paper[]> {
    const ids = shown.map(({ _id }) => _id)
    const [corrections, corrected, named] = await Promise.all([
      store.corrections(ids), Promise.all(shown.map(({ replaces }) => (replaces ? store.facts(replaces) : null))),
      hazards.visible(actor, shown.flatMap(({ hazardIds }) => hazardIds.slice(0, most)), now),
    ])
    return shown.map((paper, index) => onTheWire(paper, {
      hazards: paper.hazardIds.flatMap((id) => { const hazard = named.get(id); return hazard ? [{ id, number: hazard.number }] : [] }),
      replaces: corrected[index] ? { id: corrected[index]._id, number: corrected[index].number } : null,
      replacedBy: corrections.get(paper._id) ?? null,
    }))
  }

  async function find(actor: Actor, id: string, now: Date): Promise<WholePaper> {
    const record = await seen(actor, id)
    const shown = (await present(actor, [record], MAX_PHOTO_ROWS, now))[0]!
    const correctable = mayIssue(actor, record.type) && !shown.void && !shown.replacedBy
    return { ...shown, request: correctable ? record.request ?? null : null }
  }

  /** Newest first, held to the schools of this person. Throws malformed for a cursor that no list gave out. */
  async function list(actor: Actor, query: PaperQuery, now: Date): Promise<{ items: Paper[]; nextCursor: string | null }> {
    const rows = await papers.find(filterOf(actor, query), FACTS).sort({ issuedAt: -1, _id: -1 }).limit(query.limit + 1).lean<PaperFacts[]>()
    const page = rows.slice(0, query.limit)
    const end = page.at(-1)
    return { items: await present(actor, page, NAMED, now), nextCursor: end && rows.length > query.limit ? encodeCursor('p', end.issuedAt, end._id) : null }
  }

  return { seen, find, list }
}

function maySee(actor: Actor, { schoolId }: Pick<PaperRecord, 'schoolId'>): boolean {
  return schoolId === null ? scopeOf(actor) === 'all' : inScope(actor, schoolId)
}

function filterOf(actor: Actor, { type, schoolId, hazardId, cursor }: PaperQuery): QueryFilter<PaperRecord> {
  const scope = scopeOf(actor)
  const schools = scope === 'all' ? (schoolId ? [schoolId] : null) : schoolId ? scope.filter((id) => id === schoolId) : [...scope]
  const conditions: QueryFilter<PaperRecord>[] = [
    ...(schools ? [{ schoolId: schools.length === 1 ? schools[0]! : { $in: schools } }] : []),
    ...(type ? [{ type: type.length === 1 ? type[0]! : { $in: type } }] : []), ...(hazardId ? [{ hazardIds: hazardId }] : []), ...(cursor ? [after(cursor)] : []),
  ]
  return conditions.length > 1 ? { $and: conditions } : conditions[0] ?? {}
}

function after(cursor: string): QueryFilter<PaperRecord> {
  const { at, id } = decodeCursor('p', cursor)
  return { issuedAt: { $lte: at }, $or: [{ issuedAt: { $lt: at } }, { _id: { $lt: id } }] }
}

function onTheWire(paper: PaperFacts, beside: Pick<Paper, 'hazards' | 'replaces' | 'replacedBy'>): Paper {
  const { file } = paper
  return {
    id: paper._id, type: paper.type, title: paper.frame.title, number: paper.number, schoolId: paper.schoolId,
    issuedAt: paper.issuedAt.toISOString(), issuedBy: { id: paper.issuedBy.id, name: paper.issuedBy.name }, demo: paper.demo, templateVersion: paper.templateVersion,
    ...beside, hazardCount: paper.hazardIds.length,
    void: paper.void && { at: paper.void.at.toISOString(), by: { id: paper.void.by.id, name: paper.void.by.name }, reason: paper.void.reason },
    formats: (file ? file.workbook : formOf(paper.type)?.sheet) ? ['docx', 'xlsx'] : ['docx'],
    file: file && {
      name: fileNameOf(paper, 'docx'), bytes: file.bytes, sha256: file.sha256,
      workbook: file.workbook ? { name: fileNameOf(paper, 'xlsx'), bytes: file.workbook.bytes, sha256: file.workbook.sha256 } : null,
    },
  }
}

/** 整改通知书 山教体安整〔2026〕12号.docx; a void one says so at once. Nothing in it that a file system refuses. */
export function fileNameOf({ frame, number, issuedAt, void: stamp }: Pick<PaperFacts, 'frame' | 'number' | 'issuedAt' | 'void'>, format: PaperFormat): string {
  const name = `${stamp ? '（作废）' : ''}${frame.title} ${number ?? dateOf(issuedAt)}`
  return `${name.replaceAll(/[\\/:*?"<>|\u0000-\u001f]/g, '')}.${format}`
}
