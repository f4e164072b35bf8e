import type { PipelineStage } from 'mongoose'
import type { Actor } from '../account/actor.ts'
import { UNFINISHED } from '../contract/enumerations.ts'
import type { MapQuery } from '../contract/map.ts'
import type { HazardModel } from './hazard.model.ts'
import { narrowing, schools } from './hazard.queries.ts'

export interface SchoolCounts { schoolId: string; overdue: number; soon: number; open: number; rectified: number; closed: number; major: number }

const CLOSED_DAYS = 30
const NONE = { overdue: 0, soon: 0, open: 0, rectified: 0, closed: 0, major: 0 }

/**
 * Hazards by school and state. The first four exclude each other and `major` is a share of them;
 * `closed` counts the last 30 days apart. Two groupings, each answered from one index without reading a document.
 */
export async function countBySchool(hazards: HazardModel, actor: Actor, query: MapQuery, now: Date): Promise<SchoolCounts[]> {
  const filter = { ...schools(actor), ...narrowing(query) }
  const closedSince = new Date(now.getTime() - CLOSED_DAYS * 86_400_000)
  const [standing, closed] = await Promise.all([
    hazards.aggregate<Partial<SchoolCounts> & { _id: string }>(standingCounts(filter, now)),
    hazards.aggregate<{ _id: string; closed: number }>([
      { $match: { status: 'closed', closedAt: { $gte: closedSince }, ...filter } },
      { $group: { _id: '$schoolId', closed: { $sum: 1 } } },
    ]),
  ])
  const bySchool = new Map<string, SchoolCounts>()
  for (const { _id, ...counts } of [...standing, ...closed]) {
    bySchool.set(_id, { ...NONE, ...bySchool.get(_id), ...counts, schoolId: _id })
  }
  return [...bySchool.values()].sort((a, b) => (a.schoolId < b.schoolId ? -1 : 1))
}

function standingCounts(filter: object, now: Date): PipelineStage[] {
  const open = { $eq: ['$status', 'open'] }
  const sumIf = (condition: object) => ({ $sum: { $cond: [condition, 1, 0] } })
  return [
    { $match: { status: { $in: UNFINISHED }, ...filter } },
    {
      $group: {
        _id: '$schoolId',
        overdue: sumIf({ $and: [open, { $lte: ['$dueAt', now] }] }),
        soon: sumIf({ $and: [open, { $gt: ['$dueAt', now] }, { $lte: ['$soonAt', now] }] }),
        open: sumIf({ $and: [open, { $gt: ['$dueAt', now] }, { $gt: ['$soonAt', now] }] }),
        rectified: sumIf({ $eq: ['$status', 'rectified'] }),
        major: sumIf({ $eq: ['$severity', 'major'] }),
      },
    },
  ]
}
