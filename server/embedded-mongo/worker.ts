import { createServer, type Server as NetServer, type ListenOptions } from 'node:net';
import { chmodSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { join } from 'node:path';
import { Cursors } from './command/cursors.ts';
import { answer, errorReply } from './command/dispatch.ts';
import type { Server } from './command/command.ts';
import { expire } from './command/expire.ts';
import { resume } from './store/build.ts';
import { Store } from './store/store.ts';
import { Connection } from './wire/connection.ts';

/** What the thread that starts this one tells it. */
export interface WorkerData {
  dataDir: string;
  listen: ListenOptions;
  expireEveryMs: number;
}

const { dataDir, listen, expireEveryMs } = workerData as WorkerData;

// Documents are a few kilobytes: larger slabs mean that few of them need memory of their own.
Buffer.poolSize = 1 << 16;

const server: Server = { store: new Store(join(dataDir, 'database.lmdb')), cursors: new Cursors() };
let connections = 0;

const net: NetServer = createServer({ noDelay: true }, (socket) => {
  const id = ++connections;
  const connection = new Connection(socket, (message) => answer(server, message, id), errorReply);
  sockets.add(socket);
  socket.on('close', () => sockets.delete(socket));
  void connection;
});
const sockets = new Set<import('node:net').Socket>();

net.on('error', (error) => parentPort!.postMessage({ failed: String(error) }));
net.listen(listen, () => {
  if (listen.path) chmodSync(listen.path, 0o600);
  parentPort!.postMessage({ ready: true });
  void resume(server.store);
});

const sweep = setInterval(() => {
  server.cursors.closeIdle();
  void expire(server).catch((error: unknown) => console.error('embedded-mongo', error));
}, expireEveryMs);

parentPort!.on('message', () => void stop());

async function stop() {
  clearInterval(sweep);
  net.close();
  for (const socket of sockets) socket.destroy();
  await server.store.close();
  process.exit(0);
}
