import { inScope, type Actor } from '../account/actor.ts'
import { UNFINISHED, type Likeness } from '../contract/enumerations.ts'
import type { SimilarHazards, SimilarRequest } from '../contract/hazard.ts'
import { Problem } from '../http/problem.ts'
import { pairsOf } from '../search/grams.ts'
import type { HazardDeps } from './hazard.deps.ts'
import type { HazardRecord } from './hazard.model.ts'
import { toSummary } from './hazard.wire.ts'

const NEAR_METRES = 50
/** A position no better than this says nothing about fifty metres. */
const MOST_ACCURACY_METRES = 100
/** How much of the shorter text must stand in the other: a spot is two or three words, a description has many by chance. */
const SPOT_SHARE = 0.6
const WORDS_SHARE = 0.35
const FEWEST_PAIRS = 3
/** No school has more unfinished hazards than this to compare; more than three suggestions nobody reads. */
const COMPARED = 300
const SHOWN = 3

type Described = Pick<HazardRecord, 'spot' | 'description' | 'location'>

/** In what a hazard and a report are alike; nothing if they are two different things. */
export function likeness(report: Pick<SimilarRequest, 'spot' | 'description' | 'location'>, hazard: Described): { why: Likeness[]; weight: number } {
  const spot = shared(report.spot, hazard.spot)
  const words = shared(report.description, hazard.description)
  const why: Likeness[] = [
    ...(spot.share >= SPOT_SHARE ? ['spot' as const] : []),
    ...(isNear(report.location ?? null, hazard.location) ? ['near' as const] : []),
    ...(words.share >= WORDS_SHARE && words.pairs >= FEWEST_PAIRS ? ['words' as const] : []),
  ]
  return { why, weight: why.length + words.share }
}

function shared(one = '', other: string): { pairs: number; share: number } {
  const [a, b] = [new Set(pairsOf(one)), new Set(pairsOf(other))]
  const pairs = [...a].filter((pair) => b.has(pair)).length
  return { pairs, share: pairs === 0 ? 0 : pairs / Math.min(a.size, b.size) }
}

function isNear(one: Described['location'], other: Described['location']): boolean {
  if (!one || !other || Math.max(one.accuracyMetres, other.accuracyMetres) > MOST_ACCURACY_METRES) return false
  const metresADegree = 111_320
  const north = (one.lat - other.lat) * metresADegree
  const east = (one.lng - other.lng) * metresADegree * Math.cos((one.lat * Math.PI) / 180)
  return Math.hypot(north, east) <= NEAR_METRES
}

/** The unfinished hazards of the same school and category that a report may repeat, the likest first. Throws not-found out of scope. */
export const createSimilar = ({ hazards, photos: photoStore }: Pick<HazardDeps, 'hazards' | 'photos'>) =>
  async function similar(actor: Actor, request: SimilarRequest, now: Date): Promise<SimilarHazards> {
    if (!inScope(actor, request.schoolId)) throw new Problem('not-found')
    const standing = await hazards.find({ schoolId: request.schoolId, status: { $in: UNFINISHED }, category: request.category })
      .sort({ dueAt: 1, _id: 1 }).limit(COMPARED).lean<HazardRecord[]>()
    const alike = standing.map((hazard) => ({ hazard, ...likeness(request, hazard) })).filter(({ why }) => why.length > 0)
      .sort((a, b) => b.weight - a.weight || b.hazard.receivedAt.getTime() - a.hazard.receivedAt.getTime()).slice(0, SHOWN)
    const photos = await photoStore.ofHazards(alike.map(({ hazard }) => hazard._id))
    return { items: alike.map(({ hazard, why }) => ({ hazard: toSummary(hazard, photos.get(hazard._id) ?? [], actor, now), why })) }
  }
