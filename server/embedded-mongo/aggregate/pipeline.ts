import { fail, failAt } from '../error.ts'
import type { Query } from '../plan/execute.ts'
import { type Documents, mapped } from '../turn.ts'
import { all, parseFilter } from '../query/filter.ts'
import { checkStored } from '../value/check.ts'
import { fieldsOf } from '../value/elements.ts'
import type { Value } from '../value/value.ts'
import { type Scope, WHOLE } from './expression.ts'
import { type Stage, parseLimit, parseSkip, parseSortStage, parseStage, sortStage } from './stages.ts'

/** A pipeline as a query that indexes can answer, and what is left to do. */
export interface Pipeline { query: Query; run: (documents: Documents<Value>) => Documents<Value> }

/** Leading `$match`, `$sort`, `$skip` and `$limit` become the query, in that order and no other. */
export function parsePipeline(items: Value[]): Pipeline {
  const steps = items.map(stepOf)
  const query: Query = { filter: all([]) }
  while (steps[0]?.name === '$match' && steps[0].spec.isObject) query.filter = all([query.filter, parseFilter(steps.shift()!.spec)])
  if (steps[0]?.name === '$sort') query.sort = parseSortStage(steps.shift()!.spec)
  if (steps[0]?.name === '$skip') query.skip = parseSkip(steps.shift()!.spec)
  if (steps[0]?.name === '$limit') query.limit = parseLimit(steps.shift()!.spec)
  const { stages, needed } = compileSteps(steps)
  return { query: { ...query, needed }, run: (documents) => mapped(stages.reduce((stream, stage) => stage.run(stream), documents), sized) }
}

/** MongoDB's limit on what a pipeline makes: that of a document and a little more. */
const MAX_RESULT_BYTES = 16 * 1024 * 1024 + 16 * 1024

function sized(doc: Value): Value {
  const size = doc.end - doc.at
  if (size <= MAX_RESULT_BYTES) return doc
  return fail('BSONObjectTooLarge', `BSONObj size: ${size} is invalid. Size must be between 0 and ${MAX_RESULT_BYTES}(16MB)`)
}

interface Step { name: string; spec: Value }

function stepOf(item: Value): Step {
  if (!item.isObject) failAt(40323, 'Each element of the pipeline must be an object')
  checkStored(item)
  const [first, second] = fieldsOf(item)
  if (!first || second) failAt(40323, 'A pipeline stage specification object must contain exactly one field.')
  return { name: first[0], spec: first[1] }
}

/** The stages, and which paths of the stored documents they read, if not all. */
function compileSteps(steps: Step[]): { stages: Stage[]; needed?: string[] } {
  const scope: Scope = { reads: new Set() }
  let needed: string[] | undefined
  const stages = steps.map(({ name, spec }, i) => {
    const topOnly = name === '$sort' && steps[i + 1]?.name === '$limit'
    const stage = topOnly ? sortStage(parseSortStage(spec), parseLimit(steps[i + 1]!.spec), scope) : parseStage(name, spec, scope)
    if (stage.narrows) needed ??= [...scope.reads]
    return stage
  })
  return { stages, needed: needed?.includes(WHOLE) ? undefined : needed }
}
