import { z } from 'zod'
import { Problem } from './problem.ts'

/**
 * The only place where a ZodError becomes a 400: anywhere else it is our own mistake, hence a 500.
 * Throws `malformed` with a path and a code for every field at fault.
 */
export function parse<T extends z.ZodType>(schema: T, input: unknown): z.output<T> {
  const result = schema.safeParse(input, { reportInput: true })
  if (result.success) return result.data
  throw new Problem('malformed', { errors: result.error.issues.flatMap(fieldErrors) })
}

function fieldErrors(issue: z.core.$ZodIssue): { path: string; code: string }[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path: [...issue.path, key].join('.'), code: 'unknown-field' }))
  }
  return [{ path: issue.path.join('.'), code: issue.code === 'custom' ? issue.message : fieldCode(issue) }]
}

const fieldCode = (issue: z.core.$ZodIssue) =>
  (issue.code === 'invalid_type' || issue.code === 'invalid_value') && issue.input === undefined ? 'missing' : issue.code.replaceAll('_', '-')
