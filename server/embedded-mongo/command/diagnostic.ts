import { existsSync, rmSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import { fail } from '../error.ts';
import { nextTurn } from '../plan/turn.ts';
import { Store } from '../store/store.ts';
import { differences } from '../store/verify.ts';
import { TYPE, textOf } from '../value/value.ts';
import type { Command } from './command.ts';
import { MAX_MESSAGE_BYTES } from '../wire/message.ts';
import { MAX_DOCUMENT_BYTES } from '../update/update.ts';
import { MAX_STATEMENTS } from './write.ts';

/** The version of MongoDB whose answers this server gives. */
const VERSION = [7, 0, 0, 0];

export const hello: Command = {
  options: {
    helloOk: 'ignored', client: 'ignored', compression: 'ignored', loadBalanced: 'ignored', topologyVersion: 'ignored',
    maxAwaitTimeMS: 'ignored', speculativeAuthenticate: 'refused', saslSupportedMechs: 'ignored', hostInfo: 'ignored', backpressure: 'ignored',
  },
  run: ({ connectionId }) => ({
    helloOk: true,
    ismaster: true,
    isWritablePrimary: true,
    maxBsonObjectSize: MAX_DOCUMENT_BYTES,
    maxMessageSizeBytes: MAX_MESSAGE_BYTES,
    maxWriteBatchSize: MAX_STATEMENTS,
    localTime: new Date(),
    logicalSessionTimeoutMinutes: 30,
    connectionId,
    minWireVersion: 0,
    maxWireVersion: 21,
    readOnly: false,
  }),
};

export const ping: Command = { options: {}, run: () => ({}) };

export const buildInfo: Command = {
  options: {},
  run: () => ({
    version: VERSION.slice(0, 3).join('.'),
    gitVersion: 'embedded',
    modules: ['embedded-mongo'],
    versionArray: VERSION,
    storageEngines: ['lmdb'],
    bits: 64,
    debug: false,
    maxBsonObjectSize: MAX_DOCUMENT_BYTES,
  }),
};

/**
 * The one command of our own: a consistent copy of everything committed, made while others go on,
 * into a file that is not there yet. The copy is opened and looked through before it is called good.
 */
export const embeddedBackup: Command = {
  options: {},
  async run({ target, store }) {
    if (target.type !== TYPE.string || !isAbsolute(textOf(target))) fail('BadValue', 'embeddedBackup needs the absolute path of a file to write');
    const path = textOf(target);
    if (existsSync(path)) fail('BadValue', `${path} is there already`);
    await store.disk.backup(path);
    return { path, ...(await lookThrough(path)) };
  },
};

/** Opens the copy and compares some of each collection with its indexes; others have their turn between two collections. */
async function lookThrough(path: string): Promise<{ collections: number; documents: number }> {
  const copy = new Store(path);
  try {
    let documents = 0;
    for (const collection of copy.collections.values()) {
      const [difference] = differences(copy.disk, collection, SAMPLE);
      if (difference) fail('OperationFailed', `The backup is damaged: ${difference}`);
      documents += collection.count;
      await nextTurn();
    }
    return { collections: copy.collections.size, documents };
  } finally {
    await copy.close();
    rmSync(`${path}-lock`, { force: true });
  }
}

/** How many documents of each collection a look through a copy takes in: a piece of a photo has a megabyte. */
const SAMPLE = 20;

/** Sessions cost this server nothing, so there is nothing to end. */
export const endSessions: Command = { options: {}, run: () => ({}) };
