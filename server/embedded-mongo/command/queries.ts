import { parsePipeline } from '../aggregate/pipeline.ts'
import { fail, refuse } from '../error.ts'
import { mapped } from '../turn.ts'
import { type Filter, all } from '../query/filter.ts'
import { project } from '../query/projection.ts'
import { compare } from '../value/compare.ts'
import { keyText } from '../value/key.ts'
import { collectAt, parsePath } from '../value/path.ts'
import { type Value, TYPE, toBigInt } from '../value/value.ts'
import { type Explained, QUERY_REFUSES, command } from './command.ts'
import { drain } from './cursors.ts'

/** What a query without a filter asks for. */
export const EVERYTHING: Filter = all([])

export const find = command({
  takes: { filter: 'filter', sort: 'sort', projection: 'projection', skip: 'size', limit: 'number', batchSize: 'size', singleBatch: 'bool' },
  ignores: 'noCursorTimeout allowDiskUse allowPartialResults oplogReplay',
  refuses: `returnKey showRecordId tailable awaitData min max ${QUERY_REFUSES}`,
  queryOf: ({ filter = EVERYTHING, sort, skip, limit = 0, projection }): Explained => ({
    filter, sort, skip, limit: Math.abs(limit), needed: projection?.mode === 'include' ? projection.paths : undefined,
    through: projection && ((documents) => mapped(documents, (doc) => project(doc, projection))),
  }),
  run: ({ batchSize, limit = 0, singleBatch }, context) => context.answer({ batchSize, singleBatch: singleBatch || limit < 0 }),
})

const cursorId = (value: Value) =>
  value.type === TYPE.long || value.type === TYPE.int ? toBigInt(value) : fail('TypeMismatch', 'a cursor id must be a long')

export const getMore = command({
  takes: { collection: 'string!', batchSize: 'size' },
  ignores: 'term',
  run: ({ collection, batchSize }, { on, db, cursors, deadline }) => cursors.more(cursorId(on), `${db}.${collection}`, { batchSize, deadline }),
})

export const killCursors = command({
  takes: { cursors: 'array!' },
  run({ cursors: ids }, { cursors }) {
    const named = ids.map(cursorId)
    const cursorsKilled = named.filter((id) => cursors.kill(id))
    return { cursorsKilled, cursorsNotFound: named.filter((id) => !cursorsKilled.includes(id)), cursorsAlive: [], cursorsUnknown: [] }
  },
})

export const count = command({
  takes: { query: 'filter', skip: 'size', limit: 'number' },
  ignores: 'fields',
  refuses: QUERY_REFUSES,
  queryOf: ({ query = EVERYTHING, skip, limit = 0 }): Explained => ({ filter: query, skip, limit: Math.abs(limit), needed: [], stage: 'COUNT' }),
  async run(_, context) {
    const search = context.search()
    let n = search.quickCount()
    if (n !== undefined) return { n }
    n = 0
    await drain(search.hits(), context.deadline, () => n!++)
    return { n }
  },
})

export const distinct = command({
  takes: { key: 'string!', query: 'filter' },
  refuses: QUERY_REFUSES,
  queryOf: ({ key, query = EVERYTHING }): Explained => ({ filter: query, needed: [key] }),
  async run({ key }, context) {
    if (key === '' || key.includes('\0')) fail('BadValue', 'Key field cannot be empty or contain an embedded null byte')
    const path = parsePath(key)
    const found = new Map<string, Value>()
    const collect = (value: Value) => {
      const text = keyText(value)
      if (!found.has(text)) found.set(text, value.detached())
    }
    await drain(context.search().documents(), context.deadline, (doc) => collectAt(doc, path, collect))
    return { values: [...found.values()].sort(compare) }
  },
})

export const aggregate = command({
  takes: { pipeline: 'array!', cursor: 'cursor' },
  ignores: 'allowDiskUse bypassDocumentValidation',
  refuses: `explain exchange needsMerge fromMongos ${QUERY_REFUSES}`,
  queryOf({ pipeline }): Explained {
    const { query, run: through } = parsePipeline(pipeline)
    return { ...query, through }
  },
  run({ cursor }, context) {
    if (!cursor) fail('FailedToParse', "The 'cursor' option is required, except for aggregate with the explain argument")
    if (context.on.type !== TYPE.string) refuse('An aggregation on the database')
    return context.answer(cursor)
  },
})
