import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { MongoClient } from 'mongodb';
import { type Running, runningUri, start } from '../../../server/embedded-mongo/start.ts';
import { capabilityTable } from '../../../server/embedded-mongo/table.ts';
import { temporaryFolder } from './support.ts';

describe('Starting the embedded database', () => {
  let dataDir: string;
  let running: Running | undefined;
  beforeEach(() => (dataDir = temporaryFolder()));
  afterEach(async () => {
    await running?.stop();
    running = undefined;
    rmSync(dataDir, { recursive: true, force: true });
  });

  const using = async <T>(uri: string, use: (client: MongoClient) => Promise<T>) => {
    const client = await MongoClient.connect(uri);
    return use(client).finally(() => client.close());
  };

  it('a folder is ready again after a stop, with everything in it', async () => {
    running = await start({ dataDir });
    await using(running.uri, (client) => client.db('a').collection('b').insertOne({ _id: 1 as never, text: 'kept' }));
    await running.stop();
    running = await start({ dataDir });
    assert.deepEqual(await using(running.uri, (client) => client.db('a').collection('b').findOne()), { _id: 1, text: 'kept' });
  });

  it('a script can join the running owner; nobody else may start on its folder', async () => {
    assert.equal(await runningUri(dataDir), null);
    running = await start({ dataDir });
    assert.equal(await runningUri(dataDir), running.uri);
    await assert.rejects(start({ dataDir }), /in use by process/);
    assert.equal(await runningUri(dataDir), running.uri);
    await running.stop();
    assert.equal(await runningUri(dataDir), null);
  });

  it('the lock of a process that is gone is taken over, even if its number is in use again', async () => {
    writeFileSync(join(dataDir, 'owner.json'), JSON.stringify({ pid: process.pid, socket: join(dataDir, 'mongo.sock'), startedAt: 'another time' }));
    assert.equal(await runningUri(dataDir), null);
    running = await start({ dataDir });
    assert.equal(await runningUri(dataDir), running.uri);
  });

  it('nobody but its user may use the socket', async () => {
    running = await start({ dataDir });
    assert.equal(statSync(join(dataDir, 'mongo.sock')).mode & 0o777, 0o600);
  });

  it('a folder with a long name has its socket elsewhere', async () => {
    const long = join(dataDir, 'x'.repeat(90));
    running = await start({ dataDir: long });
    assert.equal((await using(running.uri, (client) => client.db('a').command({ ping: 1 }))).ok, 1);
    assert.equal(await runningUri(long), running.uri);
  });

  it('a file that is no database, or cut off, is refused with its reason', async () => {
    running = await start({ dataDir });
    await using(running.uri, (client) => client.db('a').collection('b').insertMany(Array.from({ length: 500 }, (_, n) => ({ n, text: 'x'.repeat(2000) }))));
    await running.stop();
    const file = join(dataDir, 'database.lmdb');
    truncateSync(file, 8192);
    await assert.rejects(start({ dataDir }), /damaged/);
    writeFileSync(file, 'this is no database');
    await assert.rejects(start({ dataDir }), /no database/);
    assert.equal(await runningUri(dataDir), null);
  });

  it('a backup made while others write opens as a folder of its own', async () => {
    running = await start({ dataDir });
    const folder = join(dataDir, 'copy');
    mkdirSync(folder);
    await using(running.uri, async (client) => {
      const rows = client.db('a').collection('rows');
      await rows.createIndex({ n: 1 });
      await rows.insertMany(Array.from({ length: 300 }, (_, n) => ({ n })));
      const backup = client.db('admin').command({ embeddedBackup: join(folder, 'database.lmdb') });
      await Promise.all([backup, rows.insertMany(Array.from({ length: 300 }, (_, n) => ({ n: 300 + n })))]);
      assert.ok((await backup).documents >= 300);
      await assert.rejects(client.db('admin').command({ embeddedBackup: join(folder, 'database.lmdb') }), /there already/);
    });
    const restored = await start({ dataDir: folder });
    assert.equal(await using(restored.uri, (client) => client.db('a').collection('rows').countDocuments({ n: { $lt: 300 } })), 300);
    await restored.stop();
  });

  it('what a TTL index says has had its time is deleted', async () => {
    running = await start({ dataDir, expireEveryMs: 20 });
    await using(running.uri, async (client) => {
      const sessions = client.db('a').collection<{ _id: number; expires?: unknown }>('sessions');
      await sessions.createIndex({ expires: 1 }, { expireAfterSeconds: 0 });
      await sessions.insertMany([{ _id: 1, expires: new Date(Date.now() - 1000) }, { _id: 2, expires: new Date(Date.now() + 60000) }, { _id: 3, expires: 'never' }, { _id: 4 }]);
      while ((await sessions.countDocuments({})) > 3) await setImmediate();
      assert.deepEqual((await sessions.find().toArray()).map(({ _id }) => _id), [2, 3, 4]);
    });
  });

  it('the table of what is done and refused is that of the code', () => {
    assert.equal(readFileSync('docs/embedded-mongo.md', 'utf8'), capabilityTable(), 'run: npm run embedded-mongo -- --table');
  });
});
