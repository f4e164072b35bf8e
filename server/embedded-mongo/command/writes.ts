import { ObjectId } from 'bson'
import { fail } from '../error.ts'
import { type Filter, all, parseFilter } from '../query/filter.ts'
import { project } from '../query/projection.ts'
import type { Collection, Hit } from '../store/collection.ts'
import { type Update, ID, MAX_DOCUMENT_BYTES, parseUpdate, upsertSeed, withId } from '../update/update.ts'
import { checkStored } from '../value/check.ts'
import { Elements, field, firstName } from '../value/elements.ts'
import { objectIdValue, toDocument } from '../value/writer.ts'
import { TYPE, type Value } from '../value/value.ts'
import { type Explained, type Server, QUERY_REFUSES, command } from './command.ts'
import { Options } from './options.ts'
import { EVERYTHING } from './queries.ts'
import { perform, runStatements } from './statements.ts'

/** The document as it is stored: checked, with an `_id`, and that in front. */
function storable(doc: Value): Value {
  checkStored(doc)
  const id = field(doc, ID)
  if (id) checkId(id)
  const size = doc.end - doc.at
  if (size > MAX_DOCUMENT_BYTES) fail('BSONObjectTooLarge', `object to insert too large. size in bytes: ${size}, max size: ${MAX_DOCUMENT_BYTES}`)
  if (id && firstName(doc) === '_id') return doc
  return withId(doc, id ?? objectIdValue(Buffer.from(new ObjectId().id)))
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
  takes: { documents: 'documents!', ordered: 'bool' },
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
