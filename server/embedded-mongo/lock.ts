import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';

/** Who has a data folder open, and where to reach it. */
export interface Owner {
  pid: number;
  socket: string;
  /** When the process began, so that another one with its number is not taken for it. */
  startedAt: string;
}

const lockPath = (dataDir: string) => join(dataDir, 'owner.json');

/** The process that has the folder, if it is alive. */
export function liveOwner(dataDir: string): Owner | undefined {
  const owner = readOwner(dataDir);
  return owner && processStart(owner.pid) === owner.startedAt ? owner : undefined;
}

function readOwner(dataDir: string): Owner | undefined {
  try {
    return JSON.parse(readFileSync(lockPath(dataDir), 'utf8')) as Owner;
  } catch {
    return undefined;
  }
}

/**
 * Takes the folder for this process, or throws if another has it. Returns whether its last owner
 * went without giving it back.
 * The file is made exclusively, so of two that start at once one loses.
 */
export function takeLock(dataDir: string, socket: string): boolean {
  const owner: Owner = { pid: process.pid, socket, startedAt: processStart(process.pid)! };
  const left = readOwner(dataDir);
  if (left && liveOwner(dataDir))
    throw new Error(`The data folder ${dataDir} is in use by process ${left.pid}; stop it first, or use another folder`);
  rmSync(lockPath(dataDir), { force: true });
  try {
    writeFileSync(lockPath(dataDir), JSON.stringify(owner), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    throw new Error(`The data folder ${dataDir} is being opened by another process`);
  }
  return left !== undefined;
}

export function releaseLock(dataDir: string) {
  rmSync(lockPath(dataDir), { force: true });
}

/** Something that differs between two processes that had one number, or undefined if there is none. */
function processStart(pid: number): string | undefined {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return undefined;
  }
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? 'unknown';
  } catch {
    return 'unknown';
  }
}

/** Whether somebody answers on the socket. */
export function answers(socket: string): Promise<boolean> {
  return new Promise((resolve) => {
    const client = connect(socket);
    const done = (alive: boolean) => {
      client.destroy();
      resolve(alive);
    };
    client.setTimeout(1000, () => done(false));
    client.once('connect', () => done(true));
    client.once('error', () => done(false));
  });
}
