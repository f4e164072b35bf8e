import { type Server as NetServer, type Socket, createServer } from 'node:net';
import { chmodSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { join } from 'node:path';
import { Cursors } from './command/cursors.ts';
import { answer, errorReply } from './command/dispatch.ts';
import type { Server } from './command/command.ts';
import { expire } from './command/expire.ts';
import { resume } from './store/build.ts';
import { Store } from './store/store.ts';
import { differences } from './store/verify.ts';
import { nextTurn } from './plan/turn.ts';
import { Connection } from './wire/connection.ts';

/** What the thread that starts this one tells it. */
export interface WorkerData {
  dataDir: string;
  socketPath: string;
  port: number | undefined;
  /** The last owner did not stop in order, so a look at the indexes is due. */
  afterCrash: boolean;
  expireEveryMs: number;
}

const { dataDir, socketPath, port, afterCrash, expireEveryMs } = workerData as WorkerData;

// Documents are a few kilobytes: larger slabs mean that few of them need memory of their own.
Buffer.poolSize = 1 << 16;

// When a commit fails LMDB also rejects promises that it has given to nobody; the writers have been told already.
process.on('unhandledRejection', (reason) => {
  if (!(reason instanceof Error && 'commitError' in reason)) throw reason;
});

const server: Server = { store: new Store(join(dataDir, 'database.lmdb')), cursors: new Cursors() };
let connections = 0;
const sockets = new Set<Socket>();

const serve = (socket: Socket) => {
  const id = ++connections;
  new Connection(socket, (message) => answer(server, message, id), errorReply);
  sockets.add(socket);
  socket.on('close', () => sockets.delete(socket));
};

/** On its private socket, and on a loopback port too if one is asked for. */
const listeners = [{ path: socketPath }, ...(port === undefined ? [] : [{ port, host: '127.0.0.1' }])].map((where) => {
  const listener = createServer({ noDelay: true }, serve);
  return new Promise<NetServer>((ready, failed) => listener.once('error', failed).listen(where, () => ready(listener)));
});

Promise.all(listeners).then(
  () => {
    chmodSync(socketPath, 0o600);
    parentPort!.postMessage({ ready: true });
    void resume(server.store).then(() => (afterCrash ? checkSample(server.store) : undefined));
  },
  (error: unknown) => parentPort!.postMessage({ failed: String(error) }),
);

/** A commit is whole or not at all, so there should be nothing to find; if there is, somebody must know. */
async function checkSample({ collections, disk }: Store) {
  for (const collection of [...collections.values()]) {
    for (const difference of differences(disk, collection, 100)) console.error('embedded-mongo', difference);
    await nextTurn();
  }
}

const sweep = setInterval(() => {
  server.cursors.closeIdle();
  void expire(server).catch((error: unknown) => console.error('embedded-mongo', error));
}, expireEveryMs);

parentPort!.on('message', () => void stop());

async function stop() {
  clearInterval(sweep);
  for (const listener of listeners) (await listener).close();
  for (const socket of sockets) socket.destroy();
  await server.store.close();
  process.exit(0);
}
