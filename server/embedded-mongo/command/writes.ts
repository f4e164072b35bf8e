import { ObjectId } from 'bson'
import { MongoError, fail } from '../error.ts'
import { Execution, type Query } from '../plan/execute.ts'
import { PAUSE } from '../plan/turn.ts'
import { type Filter, all, parseFilter } from '../query/filter.ts'
import { project } from '../query/projection.ts'
import type { Collection, Hit } from '../store/collection.ts'
import { type Update, MAX_DOCUMENT_BYTES, parseUpdate, upsertSeed } from '../update/update.ts'
import { checkStored } from '../value/check.ts'
import { Elements, field, firstName } from '../value/elements.ts'
import { type Plain, objectIdValue, toDocument } from '../value/reply.ts'
import { TYPE, type Value } from '../value/value.ts'
import { writer } from '../value/writer.ts'
import { type Explained, type Server, QUERY_REFUSES, command } from './command.ts'
import { drain } from './cursors.ts'
import { Options } from './options.ts'
import { EVERYTHING } from './queries.ts'

const ID = Buffer.from('_id')
export const MAX_STATEMENTS = 100_000

/** How long one job of many statements writes before others have their turn. */
const SLICE_MS = 12

/** One statement of a write: what is done inside a write with what a query finds, and what if it finds nothing. */
interface Statement {
  query?: Query
  multi?: boolean
  change?: (hit: Hit, collection: Collection) => void
  otherwise?: () => void
}

/** Goes on until nothing is left to do or others must have their turn. */
function forAWhile(step: () => boolean) {
  const until = performance.now() + SLICE_MS
  while (step() && performance.now() < until);
}

/**
 * Does the statements one after the other, as many as fit in a short job, each job one commit.
 * An error goes into the reply; if the order counts, the ones after it are not tried.
 */
async function runStatements(server: Server, ns: string, items: Value[], ordered: boolean, statementOf: (item: Value, index: number) => Statement) {
  if (items.length === 0 || items.length > MAX_STATEMENTS)
    fail('InvalidOptions', `Write batch sizes must be between 1 and ${MAX_STATEMENTS}. Got ${items.length} operations.`)
  const writeErrors: { [name: string]: Plain }[] = []
  let next = 0
  const failed = (error: unknown, index: number) => {
    const { code, message, extra } = error instanceof MongoError ? error : { code: 1, message: String(error), extra: {} }
    writeErrors.push({ index, code, errmsg: message, ...(extra as { [name: string]: Plain }) })
    if (ordered) next = items.length
  }
  while (next < items.length) {
    let waiting: Promise<void> | undefined
    await server.store.disk.write(() => forAWhile(() => {
      const index = next++
      try {
        waiting = perform(server, ns, statementOf(items[index]!, index))?.catch((error: unknown) => failed(error, index))
      } catch (error) {
        failed(error, index)
      }
      return next < items.length && !waiting
    }))
    await waiting
  }
  return writeErrors.length > 0 ? { writeErrors } : {}
}

const searchOf = ({ store }: Server, ns: string, { query, multi }: Statement) =>
  new Execution(store.disk, store.collections.get(ns), { filter: EVERYTHING, ...query, limit: multi ? 0 : 1 })

/**
 * Inside a write: does the statement. A search that would hold everybody up there is made before other writes: then it
 * returns the promise of having done it.
 */
function perform(server: Server, ns: string, statement: Statement): Promise<void> | undefined {
  if (!statement.query) return void statement.otherwise!()
  const search = searchOf(server, ns, statement)
  return statement.multi || search.slow ? performLater(server, ns, statement, search) : performNow(statement, search)
}

function performNow({ change, otherwise }: Statement, search: Execution): undefined {
  for (const hit of search.hits()) if (hit !== PAUSE) return void change!(hit, search.collection!)
  otherwise?.()
}

/** Finds while others run, and looks at each document again before it is changed. */
async function performLater(server: Server, ns: string, statement: Statement, search: Execution): Promise<void> {
  const { store } = server
  const records: number[] = []
  await drain(search.hits(), undefined, ({ record }) => records.push(record))
  let changed = 0
  for (let next = 0; next < records.length; )
    await store.disk.write(() => forAWhile(() => {
      const collection = store.collections.get(ns)
      const record = records[next++]!
      const doc = collection?.document(record)
      if (doc && search.query.filter.matches(doc)) {
        statement.change!({ record, doc }, collection!)
        changed++
      }
      return next < records.length
    }))
  const again = statement.otherwise !== undefined || (!statement.multi && records.length > 0)
  if (changed === 0 && again) await store.disk.write(() => performNow(statement, searchOf(server, ns, { ...statement, multi: false })))
}

/** The document as it is stored: checked, with an `_id`, and that in front. */
function storable(doc: Value): Value {
  checkStored(doc)
  const id = field(doc, ID)
  if (id) checkId(id)
  const size = doc.end - doc.at
  if (size > MAX_DOCUMENT_BYTES) fail('BSONObjectTooLarge', `object to insert too large. size in bytes: ${size}, max size: ${MAX_DOCUMENT_BYTES}`)
  if (id && firstName(doc) === '_id') return doc
  const mark = writer.begin()
  writer.put('_id', id ?? objectIdValue(Buffer.from(new ObjectId().id)))
  for (const e = new Elements(doc); e.next(); ) if (!e.is(ID)) writer.raw(e.bytes, e.from, e.end)
  return writer.finish(mark)
}

function checkId(id: Value) {
  if (id.type === TYPE.array || id.type === TYPE.regex) fail('InvalidIdField', `The '_id' value cannot be of type ${id.isArray ? 'array' : 'regex'}`)
  if (!id.isObject) return
  for (const e = new Elements(id); e.next(); )
    if (e.name.startsWith('$')) fail('DollarPrefixedFieldName', `_id fields may not contain '$'-prefixed fields: ${e.name} is not valid for storage.`)
}

/** Inside a write: stores the document and returns it with its `_id`. */
function insertInto({ store }: Server, ns: string, doc: Value): Value {
  const stored = storable(doc)
  store.create(ns).insert(stored)
  return stored
}

/** Inside a write: the document after the update; the same if nothing changed. */
function applyTo({ doc, record }: Hit, collection: Collection, update: Update): Value {
  const after = update.apply(doc, false)
  if (after !== doc) collection.replace({ record, doc }, after)
  return after
}

const upserted = (server: Server, ns: string, filter: Filter, update: Update) =>
  insertInto(server, ns, update.apply(upsertSeed(filter, update.replacement), true))

export const insert = command({
  takes: { documents: 'array!', ordered: 'bool' },
  ignores: 'bypassDocumentValidation',
  async run({ documents, ordered = true }, context) {
    const { ns } = context
    let n = 0
    const errors = await runStatements(context, ns, documents, ordered, (doc) => ({
      otherwise() {
        insertInto(context, ns, doc)
        n++
      },
    }))
    return { n, ...errors }
  },
})

const UPDATE = new Options({ q: 'filter!', u: 'any!', multi: 'bool', upsert: 'bool' }, '', 'arrayFilters c upsertSupplied sort collation hint')

function parseUpdateStatement(statement: Value) {
  const { q: filter, u, multi = false, upsert = false } = UPDATE.readDocument(statement, 'update.updates')
  const update = parseUpdate(u)
  if (multi && update.replacement) fail('FailedToParse', 'multi update is not supported for replacement-style update')
  return { filter, update, multi, upsert }
}

export const update = command({
  takes: { updates: 'array!', ordered: 'bool' },
  ignores: 'bypassDocumentValidation',
  refuses: 'let',
  async run({ updates, ordered = true }, context) {
    const { ns } = context
    const inserted: { index: number; _id: Value }[] = []
    let n = 0
    let nModified = 0
    const errors = await runStatements(context, ns, updates, ordered, (item, index) => {
      const { filter, update, multi, upsert } = parseUpdateStatement(item)
      const change = (hit: Hit, collection: Collection) => {
        if (applyTo(hit, collection, update) !== hit.doc) nModified++
        n++
      }
      const otherwise = () => {
        inserted.push({ index, _id: field(upserted(context, ns, filter, update), ID)! })
        n++
      }
      return { query: { filter }, multi, change, ...(upsert && { otherwise }) }
    })
    return { n, nModified, ...(inserted.length > 0 ? { upserted: inserted } : {}), ...errors }
  },
  queryOf: ({ updates }): Explained => ({ filter: parseUpdateStatement(updates[0]!).filter, stage: 'UPDATE' }),
})

const DELETE = new Options({ q: 'filter!', limit: 'number!' }, '', 'collation hint')

function parseDeleteStatement(statement: Value) {
  const { q: filter, limit } = DELETE.readDocument(statement, 'delete.deletes')
  if (limit !== 0 && limit !== 1) fail('FailedToParse', `The limit field in delete objects must be 0 or 1. Got ${limit}`)
  return { query: { filter }, multi: limit === 0 }
}

const del = command({
  takes: { deletes: 'array!', ordered: 'bool' },
  refuses: 'let',
  async run({ deletes, ordered = true }, context) {
    let n = 0
    const change = (hit: Hit, collection: Collection) => {
      collection.remove(hit)
      n++
    }
    const errors = await runStatements(context, context.ns, deletes, ordered, (item) => ({ ...parseDeleteStatement(item), change }))
    return { n, ...errors }
  },
  queryOf: ({ deletes }): Explained => ({ ...parseDeleteStatement(deletes[0]!).query, stage: 'DELETE' }),
})
export { del as delete }

export const findAndModify = command({
  takes: { query: 'filter', sort: 'sort', update: 'any', remove: 'bool', new: 'bool', upsert: 'bool', fields: 'projection' },
  ignores: 'bypassDocumentValidation',
  refuses: `arrayFilters ${QUERY_REFUSES}`,
  async run({ query: filter = EVERYTHING, sort, update: given, remove, new: wantsNew, upsert, fields }, context) {
    if (remove && given) fail('FailedToParse', 'Cannot specify both an update and remove=true')
    if (remove && upsert) fail('FailedToParse', 'Cannot specify both upsert=true and remove=true ')
    if (remove && wantsNew) fail('FailedToParse', "Cannot specify both new=true and remove=true; 'remove' always returns the deleted document")
    if (!remove && !given) fail('FailedToParse', 'Either an update or remove=true must be specified')
    const { ns } = context
    const update = given && parseUpdate(given)
    let before: Value | undefined
    let after: Value | undefined
    const change = (hit: Hit, collection: Collection) => {
      if (update) after = applyTo(hit, collection, update)
      else collection.remove(hit)
      before = hit.doc
    }
    const otherwise = () => {
      after = upserted(context, ns, filter, update!)
    }
    let waiting: Promise<void> | undefined
    await context.store.disk.write(() => {
      waiting = perform(context, ns, { query: { filter, sort }, change, ...(upsert && { otherwise }) })
    })
    await waiting
    const shown = wantsNew ? after : before
    const value = shown && fields ? project(shown, fields) : (shown ?? null)
    const done = before ?? after ? 1 : 0
    const inserted = !before && after ? field(after, ID) : undefined
    return { lastErrorObject: remove ? { n: done } : { n: done, updatedExisting: before !== undefined, upserted: inserted }, value }
  },
  queryOf: ({ query = EVERYTHING, sort, remove }): Explained => ({ filter: query, sort, limit: 1, stage: remove ? 'DELETE' : 'UPDATE' }),
})

/** Deletes what TTL indexes say has had its time, as the delete command would. */
export async function expire(server: Server, now = Date.now()) {
  for (const { ns, indexes } of [...server.store.collections.values()])
    for (const { expireAfterSeconds, fields, partial } of indexes) {
      if (expireAfterSeconds === undefined) continue
      const old = parseFilter(toDocument({ [fields[0]![0]]: { $lt: new Date(now - expireAfterSeconds * 1000) } }))
      const filter = partial ? all([old, partial]) : old
      await perform(server, ns, { query: { filter }, multi: true, change: (hit, collection) => collection.remove(hit) })
    }
}
