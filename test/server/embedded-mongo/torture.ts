import { type ChildProcess, spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type Collection, MongoClient } from 'mongodb';
import { start } from '../../../server/embedded-mongo/start.ts';
import { Store } from '../../../server/embedded-mongo/store/store.ts';
import { resume } from '../../../server/embedded-mongo/store/build.ts';
import { differences } from '../../../server/embedded-mongo/store/verify.ts';
import { temporaryFolder, uriOf } from './support.ts';

interface Row {
  _id: number;
  k: number;
  tags: string[];
  version: number;
}

/** What the client was told, document by document. */
interface Told {
  /** How many updates were acknowledged; of a deleted document, none count. */
  version: number;
  deleted: boolean;
  /** A write was on its way when the server died: it may be there or not. */
  open: boolean;
}

export interface Tally {
  rounds: number;
  acknowledged: number;
  lost: string[];
  returned: string[];
  differences: string[];
}

const SCRIPT = fileURLToPath(new URL('../../../dist/scripts/embedded-mongo.js', import.meta.url));

/**
 * Kills the server with SIGKILL in the middle of inserts, updates, deletes and an index build, again and
 * again on one folder, and each time compares what is there with what was acknowledged.
 */
export async function torture(rounds: number): Promise<Tally> {
  const dataDir = temporaryFolder();
  const told = new Map<number, Told>();
  const tally: Tally = { rounds, acknowledged: 0, lost: [], returned: [], differences: [] };
  try {
    for (let round = 0; round < rounds; round++) {
      await killedRound(dataDir, round, told, tally);
      await compare(dataDir, told, tally);
    }
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
  return tally;
}

async function killedRound(dataDir: string, round: number, told: Map<number, Told>, tally: Tally) {
  const server = spawn(process.execPath, [SCRIPT, '--data', dataDir, '--port', '0'], { stdio: 'ignore' });
  const client = await MongoClient.connect(await uriOf(dataDir), { serverSelectionTimeoutMS: 2000 });
  const rows = client.db('torture').collection<Row>('rows');
  await rows.createIndexes([{ key: { k: 1 } }, { key: { tags: 1, version: -1 } }]);
  const writers = Array.from({ length: 8 }, (_, writer) => write(rows, writer, told, tally).catch(() => undefined));
  if (round % 2 === 1) void rows.createIndex({ version: 1, k: round }, { name: `built${round}` }).catch(() => undefined);
  await setTimeout(50 + Math.random() * 400);
  await kill(server);
  await Promise.all(writers);
  await client.close(true).catch(() => undefined);
}

async function kill(server: ChildProcess) {
  const gone = new Promise((resolve) => server.once('exit', resolve));
  server.kill('SIGKILL');
  await gone;
}

let allocated = 0;

/** Each writer has documents of its own, so that it knows what comes after what. Ends when the server is gone. */
async function write(rows: Collection<Row>, writer: number, told: Map<number, Told>, tally: Tally) {
  const own = [...told.keys()].filter((id) => id % 8 === writer && !told.get(id)!.deleted);
  for (;;) {
    const dice = Math.random();
    const id = dice < 0.5 || own.length === 0 ? 8 * ++allocated + writer : own[Math.floor(Math.random() * own.length)]!;
    const state = told.get(id) ?? { version: -1, deleted: false, open: false };
    told.set(id, state);
    state.open = true;
    if (state.version < 0) {
      await rows.insertOne({ _id: id, k: id % 100, tags: [`t${id % 7}`, `u${id % 11}`], version: 0 });
      state.version = 0;
      own.push(id);
    } else if (dice < 0.85) {
      await rows.updateOne({ _id: id }, { $inc: { version: 1, k: 1 }, $set: { tags: [`t${Math.floor(dice * 70)}`] } });
      state.version++;
    } else {
      await rows.deleteOne({ _id: id });
      state.deleted = true;
      own.splice(own.indexOf(id), 1);
    }
    state.open = false;
    tally.acknowledged++;
  }
}

/** What was on its way has come to be what is there. */
function settle(id: number, state: Told, version: number | undefined, told: Map<number, Told>) {
  state.open = false;
  if (version !== undefined) state.version = version;
  else if (state.version >= 0) state.deleted = true;
  else told.delete(id);
}

/** Opens the folder as a start after the crash does, and settles what was open by what is there. */
async function compare(dataDir: string, told: Map<number, Told>, tally: Tally) {
  const running = await start({ dataDir });
  const client = await MongoClient.connect(running.uri);
  const found = new Map((await client.db('torture').collection<Row>('rows').find().toArray()).map((row) => [row._id, row.version]));
  await client.close();
  await running.stop();
  for (const [id, state] of told) {
    const version = found.get(id);
    found.delete(id);
    if (!state.open && state.deleted && version !== undefined) tally.returned.push(`${id}`);
    if (!state.open && !state.deleted && version !== state.version) tally.lost.push(`${id}: version ${version} is not ${state.version}`);
    const near = version === undefined || version === state.version || version === state.version + 1;
    if (state.open && !near) tally.lost.push(`${id}: version ${version}, ${state.version} was acknowledged`);
    if (state.open) settle(id, state, version, told);
  }
  tally.returned.push(...[...found.keys()].map((id) => `${id} was never written`));
  const store = new Store(join(dataDir, 'database.lmdb'));
  await resume(store);
  for (const collection of store.collections.values()) tally.differences.push(...differences(store.disk, collection));
  await store.close();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const tally = await torture(Number(process.argv[2] ?? 100));
  console.log(`${tally.rounds} rounds, ${tally.acknowledged} acknowledged, ${tally.lost.length} lost, ${tally.returned.length} returned, ${tally.differences.length} index differences`);
  for (const problem of [...tally.lost, ...tally.returned, ...tally.differences].slice(0, 20)) console.log(problem);
  process.exit(tally.lost.length + tally.returned.length + tally.differences.length > 0 ? 1 : 0);
}
