import type { ReportRequest } from '../../../../server/contract/hazard.ts'
import type { ReportDraft } from '../../offline/kept.ts'

/** The fields in the order in which they stand on the page: the first one missing is where the page scrolls to. */
export const FIELDS = ['photos', 'school', 'spot', 'category', 'severity', 'description'] as const
export type Field = (typeof FIELDS)[number]


const isThere: Record<Field, (draft: ReportDraft) => boolean> = {
  photos: (draft) => draft.photoIds.length > 0,
  school: (draft) => draft.schoolId !== null,
  spot: (draft) => draft.spot.trim() !== '',
  category: (draft) => draft.category !== null,
  severity: (draft) => draft.severity !== null,
  description: (draft) => draft.description.trim() !== '',
}

export const missingFields = (draft: ReportDraft): Field[] => FIELDS.filter((field) => !isThere[field](draft))

/** The draft as it goes over the wire; call it only when nothing is missing. */
export function requestOf(draft: ReportDraft): ReportRequest {
  return {
    schoolId: draft.schoolId!, spot: draft.spot.trim(), category: draft.category!, severity: draft.severity!,
    description: draft.description.trim(), photoCount: draft.photoIds.length, foundAt: draft.foundAt,
    ...(draft.checklistItem ? { checklistItem: draft.checklistItem } : {}),
    ...(draft.location ? { location: draft.location } : {}),
    ...(draft.dueOn ? { dueOn: draft.dueOn } : {}),
    ...(draft.dueOn && draft.dueReason.trim() ? { dueReason: draft.dueReason.trim() } : {}),
  }
}

/** Which field of the form a path of the server's complaint belongs to. */
export function fieldOf(path: string): Field | 'deadline' | null {
  const head = path.split('.')[0] ?? ''
  const fields: Record<string, Field | 'deadline'> = {
    schoolId: 'school', spot: 'spot', category: 'category', checklistItem: 'category', severity: 'severity',
    description: 'description', photoCount: 'photos', dueOn: 'deadline', dueReason: 'deadline',
  }
  return fields[head] ?? null
}
