import type { z } from 'zod'
import type { ActionReceipt, ActionRequest } from '../../../server/contract/action.ts'
import type { BulkRequest, BulkResult } from '../../../server/contract/bulk.ts'
import type { HazardSort, OwnList, Severity, State } from '../../../server/contract/enumerations.ts'
import type { Hazard, hazardPage, ReportReceipt, ReportRequest, SimilarHazards, SimilarRequest } from '../../../server/contract/hazard.ts'
import type { HazardMap } from '../../../server/contract/map.ts'
import type { HazardCount } from '../../../server/contract/view.ts'
import { ask, type Ask } from './client.ts'

export type HazardPage = z.infer<typeof hazardPage>

/** Filters of map and list. `receivedFrom`, `receivedTo`: a date in Shanghai counts whole, an instant to the millisecond. */
export interface MapFilters {
  severity?: readonly Severity[]
  category?: readonly string[]
  receivedFrom?: string
  receivedTo?: string
}

export interface ListFilters extends MapFilters {
  q?: string | undefined
  list?: OwnList | undefined
  state?: readonly State[]
  schoolId?: readonly string[]
  assigneeId?: string
  reporterId?: string
  sort?: HazardSort
  cursor?: string
  limit?: number
}

type Waiting = Pick<Ask, 'signal' | 'tries'>

export const fetchHazards = (filters: ListFilters = {}, signal?: AbortSignal) =>
  ask<HazardPage>('/api/hazards', { query: { ...filters }, signal })

/** How many a list finds: exact up to 5,000. */
export const countHazards = ({ sort: _sort, cursor: _cursor, limit: _limit, ...filters }: ListFilters, signal?: AbortSignal) =>
  ask<HazardCount>('/api/hazards/count', { query: { ...filters }, signal })

/** Unfinished hazards that this report may be a repeat of. */
export const fetchSimilar = (report: SimilarRequest, signal?: AbortSignal) =>
  ask<SimilarHazards>('/api/hazards/similar', { method: 'POST', body: report, signal }).then(({ items }) => items)

export const fetchHazard = (id: string, signal?: AbortSignal) => ask<Hazard>(`/api/hazards/${id}`, { signal })

export const fetchMap = (filters: MapFilters = {}, signal?: AbortSignal) => ask<HazardMap>('/api/map', { query: { ...filters }, signal })

/** Files a hazard under an id made here: asked again, it answers as the first time. */
export const reportHazard = (id: string, report: ReportRequest, waiting: Waiting = {}) =>
  ask<ReportReceipt>(`/api/hazards/${id}`, { method: 'PUT', body: report, ...waiting })

export const actOnHazard = (id: string, actionId: string, action: ActionRequest, waiting: Waiting = {}) =>
  ask<ActionReceipt>(`/api/hazards/${id}/actions/${actionId}`, { method: 'PUT', body: action, ...waiting })

export const setPhotoCount = (id: string, photoCount: number, waiting: Waiting = {}) =>
  ask<void>(`/api/hazards/${id}/photo-count`, { method: 'PUT', body: { photoCount }, ...waiting })

/** One action on many hazards, under a job id made here: asked again, it answers as the first time. */
export const actOnMany = (jobId: string, request: BulkRequest, waiting: Waiting = {}) =>
  ask<BulkResult>(`/api/hazards/bulk/${jobId}`, { method: 'PUT', body: request, ...waiting })
