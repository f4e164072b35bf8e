import type { ReportReceipt, ReportRequest } from '../../../../server/contract/hazard.ts'
import type { PhotoKind } from '../../../../server/contract/enumerations.ts'
import type { ProblemOnTheWire } from '../../../../server/contract/problem.ts'
import { fetchHazard, reportHazard } from '../../api/hazards.ts'
import { putPhoto } from '../../api/photos.ts'
import { ApiProblem } from '../../api/problem.ts'
import { photoById } from '../../offline/photos.ts'
import type { WordsAttempt } from './reportSender.ts'
import type { Attempt, SendPhoto } from './uploadQueue.ts'

/** Refusals that the same request, sent later, may still get past. */
const PASSING = new Set(['too-many-requests', 'outcome-unknown', 'not-ready', 'internal'])
const SIGNED_OUT = new Set(['not-signed-in', 'password-change-required'])

type Failure = Extract<Attempt, { ended: 'again' | 'refused' | 'signedOut' }>

function failureOf(error: unknown): Failure {
  if (!(error instanceof ApiProblem)) return { ended: 'again', retryAfterSeconds: null }
  if (SIGNED_OUT.has(error.code)) return { ended: 'signedOut' }
  if (PASSING.has(error.code)) return { ended: 'again', retryAfterSeconds: error.retryAfterSeconds ?? null }
  return { ended: 'refused', code: error.code }
}

/** Sends one kept photo to a hazard. */
export const photoSender = (hazardId: string, kind: PhotoKind): SendPhoto => async (photoId, onShare) => {
  const photo = await photoById(photoId).catch(() => undefined)
  try {
    if (!photo) return await arrivedAlready(hazardId, photoId) ? { ended: 'sent' } : { ended: 'refused', code: 'photo-broken' }
    await putPhoto({ hazardId, photoId, kind, bytes: new Blob([photo.bytes], { type: photo.type }), onProgress: onShare })
    return { ended: 'sent' }
  } catch (error) {
    return failureOf(error)
  }
}

/** Another tab may have sent the photo and cleared it away; otherwise the phone has lost it, and it must be taken again. */
const arrivedAlready = async (hazardId: string, photoId: string) =>
  (await fetchHazard(hazardId)).photos.some(({ id }) => id === photoId)

/** Puts the words of a report. An id that already stands for other words is this person's own earlier try: its receipt counts. */
export async function putWords(hazardId: string, request: ReportRequest): Promise<WordsAttempt> {
  try {
    return { ended: 'received', receipt: await reportHazard(hazardId, request) }
  } catch (error) {
    if (error instanceof ApiProblem && error.code === 'id-taken') return earlierReceipt(hazardId, error)
    const failure = failureOf(error)
    return failure.ended === 'refused' ? { ended: 'refused', problem: problemOf(error as ApiProblem) } : failure
  }
}

async function earlierReceipt(hazardId: string, refusal: ApiProblem): Promise<WordsAttempt> {
  try {
    const { id, number, receivedAt, dueOn, dueAt, version } = await fetchHazard(hazardId)
    const receipt: ReportReceipt = { id, number, receivedAt, dueOn, dueAt, version }
    return { ended: 'taken', receipt }
  } catch (error) {
    const failure = failureOf(error)
    return failure.ended === 'refused' ? { ended: 'refused', problem: problemOf(refusal) } : failure
  }
}

/** What is worth keeping of a refusal, in the shape in which it came. */
const problemOf = (error: ApiProblem): ProblemOnTheWire =>
  ({ type: 'about:blank', title: '', status: error.status, code: error.code, errors: error.errors })
