import { inScope, isLeader, type Actor } from '../account/actor.ts'
import type { ReportReceipt, ReportRequest } from '../contract/hazard.ts'
import { isDuplicate } from '../database/duplicate.ts'
import { Problem } from '../http/problem.ts'
import { checkCodes } from './hazard.codes.ts'
import type { HazardRecord } from './hazard.model.ts'
import { createNumbering } from './hazard.number.ts'
import { hashOf, newHazard, yearOf } from './hazard.record.ts'
import type { Answered, HazardDeps } from './hazard.deps.ts'
import { reportReceiptOf } from './hazard.wire.ts'

export function createReporting(deps: HazardDeps) {
  const { hazards } = deps
  const insertNumbered = createNumbering(hazards)
  /** Schools are never removed: what was found once need not be looked for again. */
  const known = new Set<string>()

  async function exists(schoolId: string): Promise<boolean> {
    if (known.has(schoolId)) return true
    const found = await deps.schools.find(schoolId)
    if (found) known.add(schoolId)
    return found !== null
  }

  /** Files a hazard. The same id with the same content answers as the first time; with other content it is id-taken. */
  async function report(actor: Actor, id: string, request: ReportRequest, now: Date): Promise<Answered<ReportReceipt>> {
    if (!inScope(actor, request.schoolId) || !(await exists(request.schoolId))) throw new Problem('not-found')
    if (isLeader(actor)) throw new Problem('not-this-person')
    try {
      const item = checkCodes(deps.checklists, request)
      const assignee = await deps.accounts.assigneeAt(request.schoolId)
      const hazard = await insertNumbered(request.schoolId, yearOf(now), (seq) => newHazard({ id, request, reporter: actor, item, assigneeId: assignee?.id ?? null, seq, now }))
      await deps.changed(id, now, { hazard, assignee })
      return { receipt: reportReceiptOf(hazard), replayed: false }
    } catch (error) {
      // A repeat is found out by its id. It may also come so late that what it asks for would be refused today.
      if (!(error instanceof Problem) && !isDuplicate(error, '_id')) throw error
      const earlier = await hazards.findById(id).lean<HazardRecord>()
      // Taken, but not yet readable on a majority: the client asks again, and is answered then.
      if (!earlier) throw error instanceof Problem ? error : new Problem('outcome-unknown', { retryAfterSeconds: 2 })
      return repeated(actor, earlier, request)
    }
  }

  function repeated(actor: Actor, earlier: HazardRecord, request: ReportRequest): Answered<ReportReceipt> {
    if (!inScope(actor, earlier.schoolId)) throw new Problem('not-found')
    if (earlier.reporterId !== actor.id || earlier.reportHash !== hashOf(request)) throw new Problem('id-taken')
    return { receipt: reportReceiptOf(earlier), replayed: true }
  }

  return { report }
}
