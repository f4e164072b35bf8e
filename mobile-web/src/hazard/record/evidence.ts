import type { Hazard, Photo } from '../../../../server/contract/hazard.ts'

export interface Rectification { photos: Photo[]; by: string; at: string; outcome: 'returned' | 'waiting' | 'accepted' }
type Entry = Hazard['history'][number]

const PUT_RIGHT: readonly string[] = ['rectify', 'close', 'fixOnSpot']

export const beforePhotos = (hazard: Pick<Hazard, 'photos'>): Photo[] => hazard.photos.filter(({ kind }) => kind === 'before')

/** The photos that one entry of the history names, as far as they are there. */
export function photosOf(hazard: Pick<Hazard, 'photos'>, entry: Entry): Photo[] {
  const ids = Array.isArray(entry['photoIds']) ? (entry['photoIds'] as unknown[]).map(String) : []
  return ids.flatMap((id) => hazard.photos.find((photo) => photo.id === id) ?? [])
}

/** Every photo of the record in its order: what was found, then what each entry of the history showed. */
export const photosInOrder = (hazard: Pick<Hazard, 'photos' | 'history'>): Photo[] =>
  [...new Set([...beforePhotos(hazard), ...hazard.history.flatMap((entry) => photosOf(hazard, entry))])]

/** The last time somebody put it right, with the photos named then and what became of it. */
export function lastRectification(hazard: Hazard): Rectification | null {
  const index = hazard.history.findLastIndex(({ action }) => PUT_RIGHT.includes(action))
  const entry = hazard.history[index]
  if (!entry) return null
  const later = hazard.history.slice(index + 1).map(({ action }) => action)
  const outcome = later.includes('return') ? 'returned' : hazard.status === 'rectified' ? 'waiting' : 'accepted'
  return { photos: photosOf(hazard, entry), by: entry.by, at: entry.at, outcome }
}

/** What was said when it was sent back or opened again, while the school has not answered yet. */
export function lastReturn(hazard: Hazard): { action: 'return' | 'reopen'; reason: string; by: string; at: string } | null {
  const entry = hazard.history.findLast(({ action }) => action === 'return' || action === 'rectify' || action === 'reopen')
  if (!entry || (entry.action !== 'return' && entry.action !== 'reopen') || hazard.status !== 'open') return null
  return { action: entry.action, reason: typeof entry['reason'] === 'string' ? entry['reason'] : '', by: entry.by, at: entry.at }
}
