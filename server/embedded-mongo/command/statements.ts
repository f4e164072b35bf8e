import { fail, told } from '../error.ts'
import { Execution, type Query } from '../plan/execute.ts'
import { PAUSE, forAWhile } from '../turn.ts'
import type { Collection, Hit } from '../store/collection.ts'
import type { Value } from '../value/value.ts'
import { type Plain, writer } from '../value/writer.ts'
import type { Server } from './command.ts'
import { drain } from './cursors.ts'
import { EVERYTHING } from './queries.ts'

export const MAX_STATEMENTS = 100_000

/** One statement of a write: what is done inside a write with what a query finds, and what if it finds nothing. */
export interface Statement {
  query?: Query
  multi?: boolean
  change?: (hit: Hit, collection: Collection) => void
  otherwise?: () => void
}

/**
 * Does the statements one after the other, as many as fit in a short job, each job one commit.
 * An error goes into the reply; if the order counts, the ones after it are not tried.
 */
export async function runStatements(server: Server, ns: string, items: Value[], ordered: boolean, statementOf: (item: Value, index: number) => Statement) {
  if (items.length === 0 || items.length > MAX_STATEMENTS)
    fail('InvalidOptions', `Write batch sizes must be between 1 and ${MAX_STATEMENTS}. Got ${items.length} operations.`)
  const writeErrors: { [name: string]: Plain }[] = []
  let next = 0
  const failed = (error: unknown, index: number) => {
    const { code, message, extra } = told(error)
    writeErrors.push({ index, code, errmsg: message, ...(extra as { [name: string]: Plain }) })
    if (ordered) next = items.length
    writer.reset()
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
export function perform(server: Server, ns: string, statement: Statement): Promise<void> | undefined {
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
