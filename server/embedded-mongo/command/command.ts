import { fail } from '../error.ts';
import type { Execution, Query } from '../plan/execute.ts';
import type { Store } from '../store/store.ts';
import type { Plain } from '../value/reply.ts';
import { TYPE, type Value, textOf } from '../value/value.ts';
import type { Arguments, Options } from './arguments.ts';
import type { Cursors } from './cursors.ts';

/** What all commands share. */
export interface Server {
  store: Store;
  cursors: Cursors;
}

/** One command on its way. */
export interface Context extends Server {
  name: string;
  /** What the command is named on: usually a collection. */
  target: Value;
  db: string;
  args: Arguments;
  sequences: Map<string, Value[]>;
  /** When `maxTimeMS` is over, in milliseconds of `performance.now`. */
  deadline: number | undefined;
  connectionId: number;
}

/** A reply: fields to which `ok: 1` is added, or a document that has it. */
export type Reply = { [name: string]: Plain } | Value;

export interface Command {
  options: Options;
  run: (context: Context) => Reply | Promise<Reply>;
  /** How `explain` finds the query in it. */
  explain?: (context: Context) => { query: Query; execution: Execution; update?: 'UPDATE' | 'DELETE'; count?: boolean; stages?: Value[] };
}

/** The namespace of the collection that a command is about. */
export function namespaceOf({ name, target, db }: Context): string {
  if (target.type !== TYPE.string) fail('BadValue', `collection name has invalid type for ${name}`);
  const collection = textOf(target);
  if (collection === '' || collection.includes('\0')) fail('InvalidNamespace', `Invalid namespace specified '${db}.${collection}'`);
  return `${db}.${collection}`;
}

export const collectionOf = (context: Context) => context.store.collections.get(namespaceOf(context));
