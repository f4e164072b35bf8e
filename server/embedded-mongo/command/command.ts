import { fail } from '../error.ts'
import { Execution, type Query } from '../plan/execute.ts'
import type { Documents } from '../turn.ts'
import type { Collection } from '../store/collection.ts'
import type { Store } from '../store/store.ts'
import type { Plain } from '../value/writer.ts'
import { TYPE, type Value, textOf } from '../value/value.ts'
import type { Batch, Cursors } from './cursors.ts'
import { COMMON, type Given, Options } from './options.ts'

/** What all commands share. */
export interface Server {
  store: Store
  cursors: Cursors
}

/** One command on its way. */
export class Context implements Server {
  readonly store: Store
  readonly cursors: Cursors

  /**
   * `on` is what the command is named on, usually a collection; `deadline` is when `maxTimeMS` is over, in milliseconds
   * of `performance.now`.
   */
  constructor(
    server: Server, readonly name: string, readonly on: Value, readonly db: string, readonly deadline: number | undefined,
    readonly connectionId: number, private readonly queryOf: ((context: Context) => Explained) | undefined,
  ) {
    this.store = server.store
    this.cursors = server.cursors
  }

  /** The namespace of the collection that the command is about. */
  get ns(): string {
    if (this.on.type !== TYPE.string) fail('BadValue', `collection name has invalid type for ${this.name}`)
    const collection = textOf(this.on)
    if (collection === '' || collection.includes('\0')) fail('InvalidNamespace', `Invalid namespace specified '${this.db}.${collection}'`)
    return `${this.db}.${collection}`
  }

  get collection(): Collection | undefined {
    return this.store.collections.get(this.ns)
  }

  /** The command's own query, ready to run. */
  search(): Execution<Explained> {
    const query = this.queryOf?.(this) ?? fail('CommandNotSupported', `Explain failed due to unknown command: ${this.name}`)
    return new Execution(this.store.disk, this.collection, query)
  }

  /** Answers with the first documents of the command's own query and keeps the rest for `getMore`. */
  answer(batch: Batch): Promise<Value> {
    const search = this.search()
    const documents = search.documents()
    return this.cursors.start(this.ns, search.query.through?.(documents) ?? documents, { ...batch, deadline: this.deadline })
  }
}

/** A reply: fields to which `ok: 1` is added, or a document that has it. */
export type Reply = { [name: string]: Plain } | Value

/** A query, the stage above it as `explain` shows it, and what its documents go through. */
export interface Explained extends Query {
  stage?: 'COUNT' | 'UPDATE' | 'DELETE'
  through?: (documents: Documents<Value>) => Documents<Value>
}

interface Declared<T extends Options['takes']> {
  takes: T
  /** Names of options, with spaces between. */
  ignores?: string
  refuses?: string
  run(args: Given<T>, context: Context): Reply | Promise<Reply>
  /** The query in it, for itself to run and for `explain` to show. */
  queryOf?(args: Given<T>, context: Context): Explained
}

export interface Command extends Pick<Declared<Options['takes']>, 'run' | 'queryOf'> {
  options: Options
}

/** A command by the options it takes, ignores and refuses; any other is an error. */
export function command<const T extends Options['takes']>({ takes, ignores, refuses, run, queryOf }: Declared<T>): Command {
  return { options: new Options(takes, ignores, refuses, COMMON), run, queryOf } as unknown as Command
}

/** Options that every query refuses. */
export const QUERY_REFUSES = 'collation hint let'
