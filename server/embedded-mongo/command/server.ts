import { existsSync, rmSync } from 'node:fs'
import { isAbsolute } from 'node:path'
import { fail } from '../error.ts'
import { nextTurn } from '../turn.ts'
import { Store } from '../store/store.ts'
import { differences } from '../store/verify.ts'
import { MAX_DOCUMENT_BYTES } from '../update/update.ts'
import { TYPE, textOf } from '../value/value.ts'
import { MAX_MESSAGE_BYTES } from '../wire/message.ts'
import { command } from './command.ts'
import { MAX_STATEMENTS } from './statements.ts'

/** The version of MongoDB whose answers this server gives. */
const VERSION = [7, 0, 0, 0]

export const hello = command({
  takes: {},
  ignores: 'helloOk client compression loadBalanced topologyVersion maxAwaitTimeMS saslSupportedMechs hostInfo backpressure',
  refuses: 'speculativeAuthenticate',
  run: (_, { connectionId }) => ({
    helloOk: true, ismaster: true, isWritablePrimary: true, readOnly: false,
    maxBsonObjectSize: MAX_DOCUMENT_BYTES, maxMessageSizeBytes: MAX_MESSAGE_BYTES, maxWriteBatchSize: MAX_STATEMENTS,
    localTime: new Date(), logicalSessionTimeoutMinutes: 30, connectionId, minWireVersion: 0, maxWireVersion: 21,
  }),
})

/** Says that all is well: so it fails while the disk refuses what is written. */
export const ping = command({
  takes: {},
  async run(_, { store }) {
    await store.disk.checkWritable()
    return {}
  },
})

export const buildInfo = command({
  takes: {},
  run: () => ({
    version: VERSION.slice(0, 3).join('.'), versionArray: VERSION, gitVersion: 'embedded', modules: ['embedded-mongo'],
    storageEngines: ['lmdb'], bits: 64, debug: false, maxBsonObjectSize: MAX_DOCUMENT_BYTES,
  }),
})

/** Sessions cost this server nothing, so there is nothing to end. */
export const endSessions = command({ takes: {}, run: () => ({}) })

/** How many documents of each collection a look through a copy takes in: a piece of a photo has a megabyte. */
const SAMPLE = 20

/**
 * The one command of our own: a consistent copy of everything committed, made while others go on,
 * into a file that is not there yet. The copy is opened and looked through before it is called good.
 */
export const embeddedBackup = command({
  takes: {},
  async run(_, { on, store }) {
    const path = on.type === TYPE.string ? textOf(on) : ''
    if (!isAbsolute(path)) fail('BadValue', 'embeddedBackup needs the absolute path of a file to write')
    if (existsSync(path)) fail('BadValue', `${path} is there already`)
    await store.disk.backup(path)
    return { path, ...(await lookThrough(path)) }
  },
})

/** Opens the copy and compares some of each collection with its indexes; others have their turn between two collections. */
async function lookThrough(path: string): Promise<{ collections: number; documents: number }> {
  const copy = new Store(path)
  try {
    let documents = 0
    for (const collection of copy.collections.values()) {
      const [difference] = differences(copy.disk, collection, SAMPLE)
      if (difference) fail('OperationFailed', `The backup is damaged: ${difference}`)
      documents += collection.count
      await nextTurn()
    }
    return { collections: copy.collections.size, documents }
  } finally {
    await copy.close()
    rmSync(`${path}-lock`, { force: true })
  }
}
