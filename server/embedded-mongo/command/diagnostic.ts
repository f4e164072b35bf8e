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

/** Sessions cost this server nothing, so there is nothing to end. */
export const endSessions: Command = { options: {}, run: () => ({}) };
