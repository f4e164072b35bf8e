import { chmodSync, rmSync } from 'node:fs'
import { type Server as NetServer, type Socket, createServer } from 'node:net'
import { join } from 'node:path'
import type { Server } from './command/command.ts'
import { Cursors } from './command/cursors.ts'
import { answer, errorReply } from './command/dispatch.ts'
import { expire } from './command/writes.ts'
import { releaseLock, takeLock } from './lock.ts'
import { nextTurn } from './turn.ts'
import { resume } from './store/build.ts'
import { Store } from './store/store.ts'
import { differences } from './store/verify.ts'
import { Connection } from './wire/connection.ts'

/** What the process that starts this one tells it. */
export interface Settings {
  dataDir: string
  socketPath: string
  port: number | undefined
  expireEveryMs: number
}

// Documents are a few kilobytes: larger slabs mean that few of them need memory of their own.
Buffer.poolSize = 1 << 16

// When a commit fails LMDB also rejects promises that it has given to nobody; the writers have been told already.
process.on('unhandledRejection', (reason) => {
  if (!(reason instanceof Error && 'commitError' in reason)) throw reason
})

// A signal to the whole group is for the one that has started this process: it says when to stop, in order.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined)

// Without it nobody needs this one, and the next owner waits for the folder.
const end = () => process.kill(process.pid, 'SIGKILL')
process.on('disconnect', end)
if (!process.connected) end()

const report = (what: unknown) => console.error('embedded-mongo', what)

/** A commit is whole or not at all, so there should be nothing to find; if there is, somebody must know. */
async function checkSample({ collections, disk }: Store) {
  for (const collection of [...collections.values()]) {
    for (const difference of differences(disk, collection, 100)) report(difference)
    await nextTurn()
  }
}

async function run({ dataDir, socketPath, port, expireEveryMs }: Settings) {
  const afterCrash = await takeLock(dataDir, socketPath)
  const server: Server = { store: new Store(join(dataDir, 'database.lmdb')), cursors: new Cursors() }
  const sockets = new Set<Socket>()
  let connections = 0
  const serve = (socket: Socket) => {
    const id = ++connections
    new Connection(socket, (message) => answer(server, message, id), errorReply)
    sockets.add(socket.on('close', () => sockets.delete(socket)))
  }
  rmSync(socketPath, { force: true })
  const listeners = await Promise.all([{ path: socketPath }, ...(port === undefined ? [] : [{ port, host: '127.0.0.1' }])].map((where) => {
    const listener = createServer({ noDelay: true }, serve)
    return new Promise<NetServer>((ready, failed) => listener.once('error', failed).listen(where, () => ready(listener)))
  }))
  chmodSync(socketPath, 0o600)
  const sweep = setInterval(() => {
    server.cursors.closeIdle()
    expire(server).catch(report)
  }, expireEveryMs)
  process.on('message', async () => {
    clearInterval(sweep)
    for (const listener of listeners) listener.close()
    for (const socket of sockets) socket.destroy()
    await server.store.close()
    releaseLock(dataDir)
    process.exit(0)
  })
  process.send!({}, () => undefined)
  resume(server.store).then(() => (afterCrash ? checkSample(server.store) : undefined)).catch(report)
}

const settings = JSON.parse(process.argv[2]!) as Settings
run(settings).catch((error: NodeJS.ErrnoException) => {
  const failure = error.code ? `The data folder ${settings.dataDir} cannot be used: ${error.message}` : error.message
  process.send!({ failure }, () => process.exit(1))
})
