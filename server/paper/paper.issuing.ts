import { isDesk, type Actor } from '../account/actor.ts'
import { dateOf, stampOf } from '../contract/calendar.ts'
import { NUMBERED_PAPERS, SCHOOL_PAPERS, type NumberedPaper, type PaperType } from '../contract/enumerations.ts'
import type { IssueRequest } from '../contract/paper.ts'
import { hashOf } from '../hazard/hazard.record.ts'
import { Problem } from '../http/problem.ts'
import type { Composed, Form, Frame, Material } from './forms/form.ts'
import { unfit } from './forms/form.ts'
import { formOf } from './forms/forms.ts'
import { holdsOf, type Holds } from './paper.holds.ts'
import type { PaperModel, PaperRecord } from './paper.model.ts'
import { createNumbering } from './paper.number.ts'
import type { Reading } from './paper.reading.ts'
import type { PaperStore } from './paper.store.ts'

export interface IssuingDeps {
  papers: PaperModel
  store: PaperStore
  holds: Holds
  reading: Reading
  gather(actor: Actor, request: IssueRequest, now: Date): Promise<Material>
}

/** Content that is ready to be frozen: all but the number. */
interface Ready {
  composed: Composed<unknown>
  frame: Frame
  form: Form
  demo: boolean
  /** Whether it takes the next number here; one that the register numbers leaves room for it. */
  numbered: boolean
}

/** The desk issues what is the bureau's; a school's people, within their scope, what a school asks or answers, and the desk for them. */
export const mayIssue = (actor: Actor, type: PaperType): boolean =>
  isDesk(actor) || (SCHOOL_PAPERS.includes(type) && (actor.role === 'officer' || actor.role === 'principal'))

const isNumbered = (type: PaperType): type is NumberedPaper => (NUMBERED_PAPERS as readonly PaperType[]).includes(type)

export function createIssuing({ papers, store, holds, reading, gather }: IssuingDeps) {
  const { insertNumbered, insertUnnumbered } = createNumbering(papers)

  /** Throws what `gather` and the form throw, and not-this-person. */
  async function ready(actor: Actor, request: IssueRequest, corrected: PaperRecord | null, now: Date, draft: boolean): Promise<Ready> {
    const form = formOf(request.type)
    if (!form) throw unfit('type', 'unknown')
    const material = await gather(actor, request, now)
    if (!mayIssue(actor, request.type)) throw new Problem('not-this-person')
    const composed = form.compose(request as never, material)
    const { settings } = material
    const demo = composed.schoolId ? material.schools.get(composed.schoolId)?.demo ?? false : [...material.schools.values()].some((school) => school.demo)
    return {
      composed, form, demo, numbered: isNumbered(request.type) && !settings.byRegister.includes(request.type), frame: {
        title: settings.titles[request.type], office: settings.office, faces: settings.faces, redHead: settings.redHead,
        number: isNumbered(request.type) ? `${settings.prefixes[request.type]}〔${yearOf(now)}〕　号` : null,
        on: dateOf(now), at: stampOf(now), by: actor.name, demo, draft, corrects: corrected ? corrected.number ?? corrected.frame.title : null,
      },
    }
  }

  /** The paper to be corrected. Throws not-found, not-this-person, paper-does-not-fit for another type, and paper-stands-no-more. */
  async function toCorrect(actor: Actor, { replaces, type }: IssueRequest): Promise<PaperRecord | null> {
    if (!replaces) return null
    const old = await reading.seen(actor, replaces)
    if (!mayIssue(actor, type)) throw new Problem('not-this-person')
    if (old.type !== type) throw unfit('replaces', 'type')
    if (old.void || (await store.corrections([old._id])).size > 0) throw new Problem('paper-stands-no-more')
    return old
  }

  /**
   * Issues a paper: one insert with its number, its content and the client's id. The same id with the same content answers as the first time.
   * Throws not-found, not-this-person, paper-does-not-fit, paper-stands-no-more and id-taken.
   */
  async function issue(actor: Actor, id: string, request: IssueRequest, now: Date): Promise<{ paper: PaperRecord; replayed: boolean }> {
    const earlier = await store.find(id)
    if (earlier) return repeated(actor, earlier, request)
    const corrected = await toCorrect(actor, request)
    const { composed, form, frame, demo, numbered } = await ready(actor, request, corrected, now, false)
    const make = (seq?: number): PaperRecord => {
      const number = seq === undefined ? null : frame.number!.replace('　', String(seq))
      return {
        _id: id, requestHash: hashOf(request), request, type: request.type, year: yearOf(now), ...(seq !== undefined && { seq }), number,
        schoolId: composed.schoolId, hazardIds: [...composed.hazardIds], issuedAt: now, issuedBy: { id: actor.id, name: actor.name }, demo,
        ...(corrected && { replaces: corrected._id, ends: [corrected._id] }), ...holdsOf(request.type, composed.hazardIds, corrected),
        templateVersion: form.version, frame: { ...frame, number: number ?? frame.number },
        data: composed.data, photoIds: [...composed.photoIds ?? []], void: null, file: null, renderAt: now,
      }
    }
    for (;;) {
      const inserted = numbered ? await insertNumbered(request.type, yearOf(now), make) : await insertUnnumbered(make)
      if ('paper' in inserted) return { paper: inserted.paper, replayed: false }
      // The same request at the same moment clashes with itself in all that it holds.
      const there = await store.find(id)
      if (there) return repeated(actor, there, request)
      if (inserted.taken === 'ends') throw new Problem('paper-stands-no-more')
      if (!(await holds.free(composed.hazardIds))) throw unfit('of', 'on-notice')
    }
  }

  async function repeated(actor: Actor, earlier: PaperRecord, request: IssueRequest): Promise<{ paper: PaperRecord; replayed: boolean }> {
    await reading.seen(actor, earlier._id)
    if (earlier.requestHash !== hashOf(request) || earlier.issuedBy.id !== actor.id) throw new Problem('id-taken')
    return { paper: earlier, replayed: true }
  }

  /** The same content without a number, to be looked at before it is issued. Nothing is kept. */
  async function draft(actor: Actor, request: IssueRequest, now: Date) {
    const { composed, frame } = await ready(actor, request, await toCorrect(actor, request), now, true)
    return { type: request.type, frame, data: composed.data, photoIds: [...composed.photoIds ?? []] }
  }

  return { issue, draft }
}

const yearOf = (now: Date): number => Number(dateOf(now).slice(0, 4))
