import { createHash } from 'node:crypto'
import type { Actor } from '../account/actor.ts'
import type { ActionRequest } from '../contract/action.ts'
import type { BulkRequest, BulkResult } from '../contract/bulk.ts'
import { UNFINISHED } from '../contract/enumerations.ts'
import { isDuplicate } from '../database/duplicate.ts'
import { Problem } from '../http/problem.ts'
import type { Acting } from './hazard.acting.ts'
import type { Answered, HazardDeps } from './hazard.deps.ts'
import type { JobRecord } from './hazard.job.model.ts'
import { schools } from './hazard.queries.ts'
import { hashOf } from './hazard.record.ts'

/** What one job takes over from somebody who leaves; who had more is asked for again. */
const MOST_FROM_ONE = 1000
/** Enough for writes to share a commit, few enough to leave the database to the others who are working. */
const IN_FLIGHT = 8

export function createBulk({ hazards, jobs }: Pick<HazardDeps, 'hazards' | 'jobs'>, { act }: Pick<Acting, 'act'>) {
  /**
   * Does one action to many hazards, each by the table of transitions and under the scope of this person: what is refused
   * says why, and keeps no other from being done. The same id with the same content goes on, or answers as the first time.
   */
  async function bulk(actor: Actor, id: string, request: BulkRequest, now: Date): Promise<Answered<BulkResult>> {
    const { job, found } = await begin(actor, id, request, now)
    if (job.by !== actor.id || job.hash !== hashOf(request)) throw new Problem('id-taken')
    if (job.items) return { receipt: resultOf(job, job.items), replayed: true }
    const items: BulkResult['items'] = []
    for (let at = 0; at < job.ids.length; at += IN_FLIGHT) {
      items.push(...await Promise.all(job.ids.slice(at, at + IN_FLIGHT).map((hazardId) => doOne(actor, job, hazardId, now))))
    }
    return { receipt: resultOf(job, await finish(job, items, now)), replayed: found }
  }

  async function begin(actor: Actor, id: string, request: BulkRequest, now: Date): Promise<{ job: JobRecord; found: boolean }> {
    const earlier = await jobs.findById(id).lean<JobRecord>()
    if (earlier) return { job: earlier, found: true }
    const job: JobRecord = { _id: id, by: actor.id, at: now, hash: hashOf(request), request, ...await chosen(actor, request), items: null, finishedAt: null }
    try {
      await jobs.collection.insertOne(job as never)
      return { job, found: false }
    } catch (error) {
      if (!isDuplicate(error, '_id')) throw error
      const first = await jobs.findById(id).lean<JobRecord>()
      if (!first) throw new Problem('outcome-unknown', { retryAfterSeconds: 2 })
      return { job: first, found: true }
    }
  }

  /** The hazards that were named, or all that are unfinished with one person, the most urgent first, as far as this person sees them. */
  async function chosen(actor: Actor, request: BulkRequest): Promise<Pick<JobRecord, 'ids' | 'left'>> {
    if (!('from' in request) || request.from === undefined) return { ids: request.ids ?? [], left: 0 }
    const filter = {
      assigneeId: request.from === 'desk' ? null : request.from, status: { $in: UNFINISHED },
      ...schools(actor, request.schoolId === undefined ? undefined : [request.schoolId]),
    }
    const rows = await hazards.find(filter, { _id: 1 }).sort({ dueAt: 1, _id: 1 }).limit(MOST_FROM_ONE).lean()
    const all = rows.length < MOST_FROM_ONE ? rows.length : await hazards.countDocuments(filter)
    return { ids: rows.map(({ _id }) => _id), left: all - rows.length }
  }

  async function doOne(actor: Actor, { _id: jobId, request }: JobRecord, hazardId: string, now: Date): Promise<BulkResult['items'][number]> {
    try {
      await act(actor, hazardId, actionIdOf(jobId, hazardId), actionOf(request), now, { jobId })
      return { id: hazardId, done: true, code: null }
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      return { id: hazardId, done: false, code: error.code }
    }
  }

  /** Of two who finish the same job the first is believed: what he refused the other may have found done already. */
  async function finish(job: JobRecord, items: BulkResult['items'], now: Date): Promise<BulkResult['items']> {
    const { matchedCount } = await jobs.updateOne({ _id: job._id, finishedAt: null }, { $set: { items, finishedAt: now } })
    return matchedCount === 1 ? items : (await jobs.findById(job._id).lean<JobRecord>())?.items ?? items
  }

  return { bulk }
}

/** The version is put in when the hazard has been read. */
function actionOf(request: BulkRequest): ActionRequest {
  switch (request.action) {
    case 'acknowledge': return { action: 'acknowledge', version: 0 }
    case 'remind': return { action: 'remind', ...noted(request) }
    case 'reassign': return { action: 'reassign', version: 0, assigneeId: request.assigneeId, ...noted(request) }
  }
}

const noted = ({ note }: { note?: string | undefined }) => (note === undefined ? {} : { note })

/** The same for the same job and hazard, so that a job that is run again finds what it has done. */
function actionIdOf(jobId: string, hazardId: string): string {
  const hex = createHash('sha256').update(`${jobId} ${hazardId}`).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

const resultOf = ({ _id, request, at, left }: JobRecord, items: BulkResult['items']): BulkResult => {
  const done = items.filter((item) => item.done).length
  return { id: _id, action: request.action, at: at.toISOString(), done, refused: items.length - done, left, items }
}
