import type { KeptReason } from '../contract/import.ts'
import { Problem } from '../http/problem.ts'
import type { Kept, Kind, StillAtWork } from './import.kinds.ts'
import type { ChunkRecord } from './import.model.ts'

export type By = { id: string }

/** An undo that needs no more than what was noted with each chunk. */
export const chunkByChunk = (undo: (chunk: ChunkRecord, by: By, stillAtWork: StillAtWork) => Promise<Kept[]>): Kind['takeBack'] =>
  async ({ by }, chunks, stillAtWork) => {
    const kept: Kept[] = []
    for await (const chunk of chunks) kept.push(...await undo(chunk, { id: by }, stillAtWork))
    return kept
  }

/** What a refusal says about why something stays as it is. Rethrows what is no refusal. */
export function whyKept(error: unknown): KeptReason {
  if (!(error instanceof Problem)) throw error
  return error.code === 'version-changed' || error.code === 'not-found' ? 'changed' : 'place-taken'
}
