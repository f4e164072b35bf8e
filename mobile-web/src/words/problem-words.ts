import { ApiProblem, NetworkFailure } from '../api/problem.ts'
import { t, type Key } from './t.ts'
import type zh from './zh/problem.ts'

type FieldCode = keyof { [K in keyof typeof zh as K extends `field.${infer C}` ? C : never]: true }
const FIELD_CODES: Record<FieldCode, true> = {
  'missing': true, 'too-small': true, 'too-big': true, 'invalid-format': true, 'invalid-value': true, 'username': true, 'school-code': true,
  'date': true, 'control-character': true, 'password-too-short': true, 'password-too-simple': true, 'email': true, 'other': true,
}

/** One sentence for the person, whatever was thrown: what happened, then the move. */
export function problemWords(error: unknown): string {
  if (error instanceof ApiProblem) return t(`problem.${error.code}`)
  if (error instanceof NetworkFailure) return t(error.reason === 'timeout' ? 'problem.timeout' : 'problem.network')
  return t('problem.unknown')
}

/** The same where nothing was typed, only asked for: no comfort about drafts that nobody has. */
export function loadWords(error: unknown): string {
  return error instanceof NetworkFailure ? t('problem.unreachable') : problemWords(error)
}

/** What is wrong with one field, by the code in the Problem's `errors`. */
export function fieldWords(code: string): string {
  const known = code in FIELD_CODES ? code as FieldCode : 'other'
  return t(`problem.field.${known}` as Key & `problem.field.${FieldCode}`)
}

/** The messages under the fields, by path, from a `malformed`; empty for anything else. */
export function fieldErrors(error: unknown): Record<string, string> {
  if (!(error instanceof ApiProblem)) return {}
  return Object.fromEntries(error.errors.map(({ path, code }) => [path, fieldWords(code)]))
}
