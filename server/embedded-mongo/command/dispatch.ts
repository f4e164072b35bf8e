import { fail, refuse, told } from '../error.ts'
import { startTurn } from '../turn.ts'
import { fieldMap } from '../value/elements.ts'
import { TYPE, Value, doubleValue, textOf, wholeNumber } from '../value/value.ts'
import { type Plain, toDocument, writer } from '../value/writer.ts'
import type { Message } from '../wire/message.ts'
import { create, createIndexes, drop, dropDatabase, dropIndexes, listCollections, listDatabases, listIndexes } from './catalog.ts'
import { type Command, Context, type Server } from './command.ts'
import { type COMMON, Options } from './options.ts'
import { explain } from './explain.ts'
import { aggregate, count, distinct, find, getMore, killCursors } from './queries.ts'
import { buildInfo, embeddedBackup, endSessions, hello, ping } from './server.ts'
import { delete as del, findAndModify, insert, update } from './writes.ts'

/** Every command there is. */
export const COMMANDS: Record<string, Command> = {
  hello, isMaster: hello, ping, buildInfo, endSessions, embeddedBackup,
  insert, update, delete: del, findAndModify,
  find, getMore, killCursors, count, distinct, aggregate, explain,
  create, drop, dropDatabase, listCollections, listDatabases, createIndexes, listIndexes, dropIndexes,
}

/** MongoDB takes some names in lower case too. */
const ALIASES: Record<string, string> = { ismaster: 'isMaster', buildinfo: 'buildInfo', findandmodify: 'findAndModify' }

/** Commands of MongoDB that are refused as such, rather than as unknown. */
export const REFUSED_COMMANDS = `bulkWrite mapReduce collMod renameCollection collStats dbStats validate compact convertToCapped
  commitTransaction abortTransaction startSession killSessions refreshSessions killAllSessions createUser updateUser dropUser usersInfo
  createRole saslStart saslContinue logout connectionStatus serverStatus hostInfo getParameter setParameter getLog getCmdLineOpts currentOp
  killOp profile top fsync fsyncUnlock reIndex cloneCollectionAsCapped geoSearch replSetGetStatus replSetInitiate shutdown whatsmyuri
  configureFailPoint createSearchIndexes atlasVersion`.split(/\s+/)

const OK = doubleValue(1)

/** Answers one command; an error becomes the reply that MongoDB would send. */
export async function answer(server: Server, { body, sequences }: Message, connectionId: number): Promise<Value> {
  startTurn()
  try {
    const { command, args, context } = prepare(server, new Map<string, Value | Value[]>([...fieldMap(body), ...sequences]), connectionId)
    const reply = await command.run(args, context)
    return reply instanceof Value ? reply : toDocument({ ...reply, ok: OK })
  } catch (error) {
    return errorReply(error)
  }
}

export function errorReply(error: unknown): Value {
  writer.reset()
  const { message, code, codeName, extra } = told(error)
  return toDocument({ ok: doubleValue(0), errmsg: message, code, codeName, ...(extra as { [name: string]: Plain }) })
}

/** Finds a command by its first field and checks what came with it; `explain` does so for the command inside it. */
export function prepare(server: Server, values: Map<string, Value | Value[]>, connectionId: number) {
  const [given, target] = values.entries().next().value ?? fail('FailedToParse', 'The command is empty')
  const name = ALIASES[given] ?? given
  if (!Object.hasOwn(COMMANDS, name) || Array.isArray(target)) {
    if (REFUSED_COMMANDS.includes(name)) fail('CommandNotSupported', `The command '${name}' is not supported by the embedded database`)
    return fail('CommandNotFound', `no such command: '${given}'`)
  }
  values.delete(given)
  const command = COMMANDS[name]!
  const args = command.options.read(values, given) as ReturnType<typeof COMMON.read>
  const { $db: db = 'admin', maxTimeMS, readConcern, writeConcern } = args
  if (db === '' || /[\0/\\. "$]/.test(db)) fail('InvalidNamespace', `Invalid database name: '${db}'`)
  if (readConcern) checkReadConcern(readConcern)
  if (writeConcern) checkWriteConcern(writeConcern)
  const deadline = maxTimeMS ? performance.now() + maxTimeMS : undefined
  const queryOf = command.queryOf && ((context: Context) => command.queryOf!(args, context))
  return { command, args, context: new Context(server, name, target, db, deadline, connectionId, queryOf) }
}

/** One server that answers after the flush satisfies what these ask for; what asks for more is refused. */
const READ_CONCERN = new Options({ level: 'string' }, 'provenance', 'afterClusterTime atClusterTime')
const WRITE_CONCERN = new Options({ w: 'any' }, 'j wtimeout fsync provenance')

function checkReadConcern(concern: Value) {
  const { level = 'local' } = READ_CONCERN.readDocument(concern, 'readConcern')
  if (!['local', 'available', 'majority'].includes(level)) refuse('This level of readConcern')
}

function checkWriteConcern(concern: Value) {
  const { w } = WRITE_CONCERN.readDocument(concern, 'writeConcern')
  if (!w || (w.type === TYPE.string && textOf(w) === 'majority')) return
  const wanted = wholeNumber(w) ?? -1
  if (wanted < 0 || wanted > 50) fail('FailedToParse', 'w has to be a number or a string')
  if (wanted > 1) fail('BadValue', "cannot use 'w' > 1 when a host is not replicated")
}
