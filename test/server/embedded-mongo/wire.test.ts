import assert from 'node:assert/strict';
import { type Socket, connect } from 'node:net';
import { BSON, Decimal128, type Document, Timestamp, Code } from 'mongodb';
import { failure, sharedUri, useDatabase } from './support.ts';

const int32 = (n: number) => {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32LE(n);
  return bytes;
};

/** A message of this opcode around these bytes. */
const frame = (opcode: number, ...parts: Buffer[]) => {
  const body = Buffer.concat(parts);
  return Buffer.concat([int32(16 + body.length), int32(1), int32(0), int32(opcode), body]);
};
const message = (document: Buffer) => frame(2013, int32(0), Buffer.from([0]), document);
const command = (document: Document) => message(Buffer.from(BSON.serialize({ ...document, $db: 'wire' })));

describe('On the wire', () => {
  const use = useDatabase();
  let socket: Socket;
  beforeEach(async () => {
    socket = connect(decodeURIComponent(new URL(await sharedUri()).host));
  });
  afterEach(async () => {
    socket.destroy();
    assert.equal((await use.db.command({ ping: 1 })).ok, 1, 'the server goes on');
  });

  /** What comes back, or 'closed' if the server hangs up. */
  const reply = (bytes: Buffer) =>
    new Promise<Document | 'closed'>((resolve) => {
      let got = Buffer.alloc(0);
      socket.on('error', () => undefined);
      socket.on('data', (chunk: Buffer) => {
        got = Buffer.concat([got, chunk]);
        if (got.length >= 4 && got.length >= got.readInt32LE(0)) resolve(BSON.deserialize(got.subarray(21)));
      });
      socket.on('close', () => resolve('closed'));
      socket.write(bytes);
    });

  const broken = (change: (document: Buffer) => void) => {
    const document = Buffer.from(BSON.serialize({ ping: 1, text: 'abc', $db: 'wire' }));
    change(document);
    return message(document);
  };

  it('a frame that says it is too large or too small ends the connection', async () => {
    assert.equal(await reply(Buffer.concat([int32(48000001), Buffer.alloc(40)])), 'closed');
  });
  it('a negative length ends the connection', async () => assert.equal(await reply(Buffer.concat([int32(-5), Buffer.alloc(40)])), 'closed'));
  it('an unknown opcode ends the connection', async () => assert.equal(await reply(frame(2004, Buffer.alloc(8))), 'closed'));
  it('an unknown section ends the connection', async () => assert.equal(await reply(frame(2013, int32(0), Buffer.from([7, 0, 0, 0, 0, 0]))), 'closed'));
  it('a section that lies about its length ends the connection', async () => {
    assert.equal(await reply(frame(2013, int32(0), Buffer.from([1]), int32(5000), Buffer.from('documents\0'))), 'closed');
  });
  it('a document longer than its message is an error', async () => assert.equal(((await reply(broken((d) => d.writeInt32LE(9999)))) as Document).code, 22));
  it('a string longer than its document is an error', async () => {
    assert.equal(((await reply(broken((d) => d.writeInt32LE(1000000, d.indexOf('text') + 5)))) as Document).code, 22);
  });
  it('a string of negative length is an error', async () => {
    assert.equal(((await reply(broken((d) => d.writeInt32LE(-1, d.indexOf('text') + 5)))) as Document).code, 22);
  });
  it('an unknown type is an error', async () => assert.equal(((await reply(broken((d) => (d[4] = 0x55)))) as Document).code, 22));

  it('a document nested deeper than 200 is an error', async () => {
    let deep: Document = {};
    for (let i = 0; i < 210; i++) deep = { a: deep };
    assert.equal(((await reply(command({ insert: 'deep', documents: [deep] }))) as Document).code, 15);
  });

  it('bytes that are no UTF-8 come back as they were', async () => {
    const document = Buffer.from(BSON.serialize({ insert: 'utf', documents: [{ _id: 1, text: 'XX' }], $db: use.db.databaseName }));
    document.write('\xff\xfe', document.indexOf('XX'), 'latin1');
    assert.equal(((await reply(message(document))) as Document).n, 1);
    const [raw] = (await use.db.collection('utf').find({}, { raw: true }).toArray()) as unknown as Buffer[];
    assert.ok(raw!.includes(Buffer.from([0xff, 0xfe])));
  });

  it('a message in pieces and several in one piece are all answered', async () => {
    const ping = command({ ping: 1 });
    socket.write(ping.subarray(0, 3));
    socket.write(ping.subarray(3, 17));
    const answers = new Promise<number>((resolve) => {
      let bytes = 0;
      socket.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes >= 3 * (21 + 17)) resolve(bytes);
      });
    });
    socket.write(Buffer.concat([ping.subarray(17), ping, ping]));
    assert.equal(await answers, 3 * (21 + 17));
  });
});

describe('What is not done', () => {
  const use = useDatabase();
  const codeOf = async (document: Document) => (await failure(use.db.command(document))).code;

  it('an unknown command is error 59, one of MongoDB that is not done is 115', async () => {
    assert.equal(await codeOf({ frobnicate: 1 }), 59);
    assert.equal(await codeOf({ mapReduce: 'x' }), 115);
  });
  it('an unknown option is error 40415, one of a wrong type 14', async () => {
    assert.equal(await codeOf({ find: 'x', frob: 1 }), 40415);
    assert.equal(await codeOf({ find: 'x', filter: 5 }), 14);
    assert.equal(await codeOf({ find: 'x', skip: -1 }), 51024);
    for (const wrong of [5, 'text', [1]]) assert.equal(await codeOf({ insert: 'wrong', documents: [{}, wrong] }), 14);
    assert.equal(await use.db.collection('wrong').countDocuments({}), 0);
  });
  it('collation, hints and other options are refused by name', async () => {
    for (const option of [{ collation: { locale: 'zh' } }, { hint: 'a_1' }, { let: { a: 1 } }, { tailable: true }, { min: { a: 1 } }])
      assert.match((await failure(use.db.command({ find: 'x', ...option }))).message, new RegExp(Object.keys(option)[0]!));
    assert.equal(await codeOf({ create: 'x', capped: true, size: 100 }), 238);
    assert.equal(await codeOf({ find: 'x', readConcern: { level: 'snapshot' } }), 238);
    assert.equal(await codeOf({ insert: 'x', documents: [{}], writeConcern: { w: 3 } }), 2);
  });
  it('transactions are refused', async () => assert.equal(await codeOf({ insert: 'x', documents: [{}], txnNumber: BSON.Long.fromNumber(1) }), 20));
  it('types that are not stored are refused, wherever they hide', async () => {
    for (const value of [Decimal128.fromString('1'), new Timestamp({ t: 1, i: 1 }), new Code('x'), { $ref: 'a', $id: 1 }]) {
      const { writeErrors } = await use.db.command({ insert: 'types', documents: [{ a: [{ b: value }] }] });
      assert.equal(writeErrors[0].code, 238);
    }
    assert.equal(await use.db.collection('types').countDocuments({}), 0);
  });
  it('w: majority and j are what every write gets anyway', async () => {
    assert.equal((await use.db.command({ insert: 'x', documents: [{}], writeConcern: { w: 'majority', j: true, wtimeout: 1000 } })).n, 1);
  });
  it('maxTimeMS ends a long query', async () => {
    await use.db.collection('many').insertMany(Array.from({ length: 20000 }, (_, n) => ({ n, text: 'x'.repeat(100) })));
    assert.equal(await codeOf({ aggregate: 'many', cursor: {}, maxTimeMS: 1, pipeline: [{ $group: { _id: '$n' } }, { $group: { _id: null } }] }), 50);
  });
});
