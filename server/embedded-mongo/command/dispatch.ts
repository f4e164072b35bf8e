import { MongoError, fail, refuse } from '../error.ts';
import { startTurn } from '../plan/turn.ts';
import { Elements, fieldMap } from '../value/elements.ts';
import { toNumber, wholeNumber } from '../value/number.ts';
import { type Plain, toDocument } from '../value/reply.ts';
import { TYPE, Value, doubleValue, textOf } from '../value/value.ts';
import { writer } from '../value/writer.ts';
import type { Message } from '../wire/message.ts';
import { aggregate } from './aggregate.ts';
import { Arguments, COMMON_OPTIONS } from './arguments.ts';
import { create, createIndexes, drop, dropDatabase, dropIndexes, listCollections, listDatabases, listIndexes } from './catalog.ts';
import type { Command, Context, Server } from './command.ts';
import { buildInfo, embeddedBackup, endSessions, hello, ping } from './diagnostic.ts';
import { explain } from './explain.ts';
import { count, distinct, find, getMore, killCursors } from './read.ts';
import { del, findAndModify, insert, update } from './write-commands.ts';

/** Every command there is. */
export const COMMANDS: Record<string, Command> = {
  hello, isMaster: hello, ping, buildInfo, endSessions, embeddedBackup,
  insert, update, delete: del, findAndModify,
  find, getMore, killCursors, count, distinct, aggregate, explain,
  create, drop, dropDatabase, listCollections, listDatabases, createIndexes, listIndexes, dropIndexes,
};

/** MongoDB takes some names in lower case too. */
const ALIASES: Record<string, string> = { ismaster: 'isMaster', buildinfo: 'buildInfo', findandmodify: 'findAndModify' };

/** Commands of MongoDB that are refused as such, rather than as unknown. */
export const REFUSED_COMMANDS = [
  'bulkWrite', 'mapReduce', 'collMod', 'renameCollection', 'collStats', 'dbStats', 'validate', 'compact', 'convertToCapped',
  'commitTransaction', 'abortTransaction', 'startSession', 'killSessions', 'refreshSessions', 'killAllSessions',
  'createUser', 'updateUser', 'dropUser', 'usersInfo', 'createRole', 'saslStart', 'saslContinue', 'logout', 'connectionStatus',
  'serverStatus', 'hostInfo', 'getParameter', 'setParameter', 'getLog', 'getCmdLineOpts', 'currentOp', 'killOp', 'profile', 'top',
  'fsync', 'fsyncUnlock', 'reIndex', 'cloneCollectionAsCapped', 'geoSearch', 'replSetGetStatus', 'replSetInitiate', 'shutdown',
  'whatsmyuri', 'configureFailPoint', 'createSearchIndexes', 'atlasVersion',
];

const OK = doubleValue(1);

/** What each command takes, with what all take: put together once, for it is asked for every request. */
const OPTIONS = new Map(Object.entries(COMMANDS).map(([name, { options }]) => [name, { ...COMMON_OPTIONS, ...options }]));

/** Answers one command; an error becomes the reply that MongoDB would send. */
export async function answer(server: Server, message: Message, connectionId: number): Promise<Value> {
  startTurn();
  try {
    const context = contextOf(server, message, connectionId);
    const reply = await COMMANDS[context.name]!.run(context);
    return reply instanceof Value ? reply : toDocument({ ...reply, ok: OK });
  } catch (error) {
    return errorReply(error);
  }
}

export function errorReply(error: unknown): Value {
  writer.reset();
  const known = error instanceof MongoError ? error : new MongoError(1, 'InternalError', `Internal error: ${String(error)}`);
  if (known !== error) console.error('embedded-mongo', error);
  const { message, code, codeName, extra } = known;
  return toDocument({ ok: doubleValue(0), errmsg: message, code, codeName, ...(extra as { [name: string]: Plain }) });
}

function contextOf(server: Server, { body, sequences }: Message, connectionId: number): Context {
  const first = new Elements(body);
  if (!first.next()) fail('FailedToParse', 'The command is empty');
  return prepare(server, first.name, first.value(), fieldMap(body), sequences, connectionId);
}

/** Checks a command's name and options; `explain` does so for the command inside it. */
export function prepare(
  server: Server, given: string, target: Value, values: Map<string, Value>, sequences: Map<string, Value[]>, connectionId: number,
): Context {
  const name = ALIASES[given] ?? given;
  if (!Object.hasOwn(COMMANDS, name)) {
    if (REFUSED_COMMANDS.includes(name)) fail('CommandNotSupported', `The command '${name}' is not supported by the embedded database`);
    return fail('CommandNotFound', `no such command: '${given}'`);
  }
  values.delete(given);
  const args = Arguments.check(values, given, OPTIONS.get(name)!);
  checkConcerns(args);
  const limit = args.size('maxTimeMS');
  return {
    ...server, name, target, args, sequences, connectionId,
    db: databaseOf(args),
    deadline: limit ? performance.now() + limit : undefined,
  };
}

function databaseOf(args: Arguments): string {
  const db = args.string('$db') ?? 'admin';
  if (db === '' || /[\0/\\. "$]/.test(db)) fail('InvalidNamespace', `Invalid database name: '${db}'`);
  return db;
}

const READ_LEVELS = ['local', 'available', 'majority'];

/** One server that answers after the flush satisfies what these ask for; what asks for more is refused. */
function checkConcerns(args: Arguments) {
  if (args.has('readConcern')) checkReadConcern(args.document('readConcern'));
  if (args.has('writeConcern')) checkWriteConcern(args.document('writeConcern'));
}

function checkReadConcern(concern: Value) {
  for (const [name, value] of fieldMap(concern)) {
    if (name !== 'level') refuse(`The option '${name}' of readConcern`);
    if (value.type !== TYPE.string || !READ_LEVELS.includes(textOf(value))) refuse('This level of readConcern');
  }
}

function checkWriteConcern(concern: Value) {
  for (const [name, value] of fieldMap(concern)) {
    if (!['w', 'j', 'wtimeout', 'fsync', 'provenance'].includes(name)) fail('FailedToParse', `unrecognized write concern field: ${name}`);
    if (name === 'w') checkW(value);
  }
}

function checkW(value: Value) {
  if (value.type === TYPE.string && textOf(value) === 'majority') return;
  const w = wholeNumber(value);
  if (w === undefined || w < 0 || w > 50) fail('FailedToParse', 'w has to be a number or a string');
  if (toNumber(value) > 1) fail('BadValue', "cannot use 'w' > 1 when a host is not replicated");
}
