import type { Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Connection } from 'mongoose'
import type { Logger } from 'pino'
import type { Actor } from '../account/actor.ts'
import type { AuditService } from '../audit/audit.service.ts'
import type { PaperFormat } from '../contract/enumerations.ts'
import type { IssueRequest, WholePaper } from '../contract/paper.ts'
import { once } from '../database/once.ts'
import { Problem } from '../http/problem.ts'
import type { PhotoFiles } from '../photo/photo.files.ts'
import type { Prints } from '../photo/photo.print.ts'
import { createHolds } from './paper.holds.ts'
import { createIssuing, mayIssue } from './paper.issuing.ts'
import { createMaterial, type MaterialDeps } from './paper.material.ts'
import { paperModel } from './paper.model.ts'
import { createReading, fileNameOf } from './paper.reading.ts'
import { createRendering } from './paper.rendering.ts'
import { createPaperSettings } from './paper.settings.ts'
import { createPaperStore } from './paper.store.ts'

export interface PaperDeps extends Pick<MaterialDeps, 'accounts' | 'schools' | 'photos' | 'hazards'> {
  connection: Connection
  files: PhotoFiles
  prints: Prints
  audit: AuditService
  log: Logger
}

/** A file on its way to a person. */
export interface Download {
  name: string
  format: PaperFormat
  /** Of what is kept; a draft has none. */
  sha256?: string
  bytes: number
  sendTo(out: Writable): Promise<void>
}

export type PaperService = ReturnType<typeof createPaperService>

export function createPaperService({ connection, files, prints, audit, log, ...rooms }: PaperDeps) {
  const papers = paperModel(connection)
  const store = createPaperStore(papers)
  const settings = createPaperSettings({ connection, audit })
  const reading = createReading({ papers, store, hazards: rooms.hazards })
  const rendering = createRendering({ store, files, prints, log })
  const holds = createHolds(papers)
  const { issue, draft } = createIssuing({ papers, store, holds, reading, gather: createMaterial({ store, settings, ...rooms }) })

  /** Issues a paper and begins to make its file; whoever downloads it waits for that. Throws what `issue` throws. */
  async function ask(actor: Actor, id: string, request: IssueRequest, now: Date): Promise<{ paper: WholePaper; replayed: boolean }> {
    const { paper, replayed } = await issue(actor, id, request, now)
    if (!paper.file) rendering.begin(id, now)
    return { paper: await reading.find(actor, id, now), replayed }
  }

  /** The file of a paper, the same whenever it is asked for. Throws not-found, also for a workbook of a paper that has none. */
  async function download(actor: Actor, id: string, format: PaperFormat, now: Date): Promise<Download> {
    const paper = await reading.seen(actor, id)
    const made = paper.file ?? await rendering.fileOf(id, now)
    const file = format === 'docx' ? made : made.workbook
    if (!file) throw new Problem('not-found')
    return { name: fileNameOf(paper, format), format, sha256: file.sha256, bytes: file.bytes, sendTo: (out) => pipeline(files.read(file.fileId), out) }
  }

  /** What would be issued, without a number; nothing is kept. Throws what `issue` throws. */
  async function preview(actor: Actor, request: IssueRequest, now: Date): Promise<Download> {
    const drafted = await draft(actor, request, now)
    const bytes = await rendering.draw(drafted)
    return { name: `${drafted.frame.title}（草稿）.docx`, format: 'docx', bytes: bytes.length, sendTo: async (out) => void out.end(bytes) }
  }

  /** 作废: the number stays taken, with the reason. Throws not-found, not-this-person, and paper-stands-no-more unless it repeats itself. */
  async function declareVoid(actor: Actor, id: string, reason: string, now: Date): Promise<WholePaper> {
    const paper = await reading.seen(actor, id)
    if (!mayIssue(actor, paper.type)) throw new Problem('not-this-person')
    if (paper.void?.by.id === actor.id && paper.void.reason === reason) return reading.find(actor, id, now)
    if (paper.void || (await store.corrections([id])).size > 0) throw new Problem('paper-stands-no-more')
    await audit.record({ by: actor.id, action: 'paper.void', subject: `paper:${id}`, detail: { number: paper.number, title: paper.frame.title, reason } }, async () => {
      if (!(await store.declareVoid(id, { at: now, by: { id: actor.id, name: actor.name }, reason }))) throw new Problem('paper-stands-no-more')
    })
    return reading.find(actor, id, now)
  }

  return {
    issue, ask, download, preview, declareVoid, settings,
    find: reading.find, list: reading.list,
    /** What papers of an earlier version lack, and what must be there before one is issued. */
    prepare: (now: Date) => once(connection, 'paper-holds', now, holds.fill),
    inForce: store.inForce, nameSchool: store.nameSchool, renderPending: rendering.renderPending, settled: rendering.settled, unnamed: store.unnamed,
  }
}
