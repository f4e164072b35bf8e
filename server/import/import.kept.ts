import type { KeptReason } from '../contract/import.ts'
import { Problem } from '../http/problem.ts'

/** What a refusal says about why something stays as it is. Rethrows what is no refusal. */
export function whyKept(error: unknown): KeptReason {
  if (!(error instanceof Problem)) throw error
  return error.code === 'version-changed' || error.code === 'not-found' ? 'changed' : 'place-taken'
}
