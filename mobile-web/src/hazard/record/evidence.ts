import type { Hazard, Photo } from '../../../../server/contract/hazard.ts'

export interface Rectification { photos: Photo[]; by: string; at: string; outcome: 'returned' | 'waiting' | 'accepted' }

export const beforePhotos = (hazard: Pick<Hazard, 'photos'>): Photo[] => hazard.photos.filter(({ kind }) => kind === 'before')

/** The last time somebody put it right, with the photos named then and what became of it. */
export function lastRectification(hazard: Hazard): Rectification | null {
  const index = hazard.history.findLastIndex((entry) => Array.isArray(entry['photoIds']))
  const entry = hazard.history[index]
  if (!entry) return null
  const ids = (entry['photoIds'] as unknown[]).map(String)
  const later = hazard.history.slice(index + 1).map(({ action }) => action)
  const outcome = later.includes('return') ? 'returned' : hazard.status === 'rectified' ? 'waiting' : 'accepted'
  const photos = ids.flatMap((id) => hazard.photos.find((photo) => photo.id === id) ?? [])
  return { photos, by: entry.by, at: entry.at, outcome }
}

/** What was said when it was sent back or opened again, while the school has not answered yet. */
export function lastReturn(hazard: Hazard): { action: 'return' | 'reopen'; reason: string; by: string; at: string } | null {
  const entry = hazard.history.findLast(({ action }) => action === 'return' || action === 'rectify' || action === 'reopen')
  if (!entry || (entry.action !== 'return' && entry.action !== 'reopen') || hazard.status !== 'open') return null
  return { action: entry.action, reason: typeof entry['reason'] === 'string' ? entry['reason'] : '', by: entry.by, at: entry.at }
}
