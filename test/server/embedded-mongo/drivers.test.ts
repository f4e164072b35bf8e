import assert from 'node:assert/strict';
import MongoStore from 'connect-mongo';
import { GridFSBucket } from 'mongodb';
import mongoose from 'mongoose';
import { sharedUri, stopShared, useDatabase } from './support.ts';

after(stopShared);

describe('The drivers connect to the embedded database unmodified', () => {
  const use = useDatabase();

  it('mongoose makes indexes, saves, finds, updates with a guard and refuses a duplicate', async () => {
    const connection = await mongoose.createConnection(await sharedUri(), { dbName: use.db.databaseName }).asPromise();
    const schema = new mongoose.Schema({ schoolId: String, year: Number, seq: Number, status: String, version: Number, history: [{ _id: false, actionId: String }] });
    schema.index({ schoolId: 1, year: 1, seq: 1 }, { unique: true });
    const Hazard = connection.model('Hazard', schema);
    await Hazard.init();
    const saved = await Hazard.create({ schoolId: 's1', year: 2026, seq: 1, status: 'open', version: 1, history: [] });
    const guard = { _id: saved._id, version: 1, 'history.actionId': { $ne: 'a1' } };
    const change = { $set: { status: 'closed' }, $inc: { version: 1 }, $push: { history: { actionId: 'a1' } } };
    assert.equal((await Hazard.updateOne(guard, change)).modifiedCount, 1);
    assert.equal((await Hazard.updateOne(guard, change)).matchedCount, 0);
    await assert.rejects(Hazard.create({ schoolId: 's1', year: 2026, seq: 1 }), { code: 11000 });
    assert.equal((await Hazard.findOne({ status: 'closed' }).lean())?.version, 2);
    await connection.close();
  });

  it('connect-mongo keeps, touches and destroys a session under its TTL index', async () => {
    const store = MongoStore.create({ client: use.client as never, dbName: use.db.databaseName, ttl: 60 });
    const session = { cookie: { originalMaxAge: 60000, path: '/' }, accountId: 'a' } as never;
    const call = <T>(run: (done: (error: unknown, result?: T) => void) => void) =>
      new Promise<T | undefined>((resolve, reject) => run((error, result) => (error ? reject(error as Error) : resolve(result))));
    await call((done) => store.set('sid', session, done));
    await call((done) => store.touch('sid', session, done));
    assert.equal((await call<{ accountId: string }>((done) => store.get('sid', done as never)))?.accountId, 'a');
    await call((done) => store.destroy('sid', done));
    assert.equal(await call((done) => store.get('sid', done as never)), null);
    const indexes = await use.db.collection('sessions').indexes();
    assert.equal(indexes.find(({ name }) => name === 'expires_1')?.expireAfterSeconds, 0);
  });

  it('GridFS keeps a file of several chunks and deletes it', async () => {
    const bucket = new GridFSBucket(use.db, { bucketName: 'photos' });
    const bytes = Buffer.from(Array.from({ length: 600000 }, (_, i) => i % 251));
    const upload = bucket.openUploadStream('photo.jpg');
    await new Promise<void>((done) => upload.end(bytes, () => done()));
    const chunks: Buffer[] = [];
    for await (const chunk of bucket.openDownloadStream(upload.id)) chunks.push(chunk as Buffer);
    assert.deepEqual(Buffer.concat(chunks), bytes);
    await bucket.delete(upload.id);
    assert.equal(await use.db.collection('photos.chunks').countDocuments({}), 0);
  });
});
