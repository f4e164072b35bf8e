import { fail } from '../error.ts';
import { checkDocument } from '../value/check.ts';
import { fieldMap } from '../value/elements.ts';
import { TYPE, Value } from '../value/value.ts';

export const MAX_MESSAGE_BYTES = 48000000;
const HEADER_BYTES = 16;
const OP_REPLY = 1;
const OP_QUERY = 2004;
const OP_MSG = 2013;
const CHECKSUM_PRESENT = 1;
const MORE_TO_COME = 2;

/** A command as it came over the wire: its body and the documents sent beside it. */
export interface Message {
  requestId: number;
  opcode: number;
  body: Value;
  sequences: Map<string, Value[]>;
  /** The client does not wait for an answer. */
  silent: boolean;
}

/** Bytes that are no message: there is no answering them, the connection is closed. */
export class ProtocolError extends Error {}

/** The length of the message that begins these bytes, or undefined if too few have come. */
export function messageLength(bytes: Buffer): number | undefined {
  if (bytes.length < 4) return undefined;
  const length = bytes.readInt32LE(0);
  if (length < HEADER_BYTES + 5 || length > MAX_MESSAGE_BYTES) throw new ProtocolError(`A message of ${length} bytes`);
  return length;
}

/** Takes one whole message apart and checks every document in it. */
export function parseMessage(bytes: Buffer): Message {
  const requestId = bytes.readInt32LE(4);
  const opcode = bytes.readInt32LE(12);
  if (opcode === OP_QUERY) return parseQuery(bytes, requestId);
  if (opcode !== OP_MSG) throw new ProtocolError(`Opcode ${opcode}`);
  const flags = bytes.readUInt32LE(HEADER_BYTES);
  if (flags & 0xfffc) throw new ProtocolError(`Unknown required flags ${flags}`);
  const end = bytes.length - (flags & CHECKSUM_PRESENT ? 4 : 0);
  const message = { requestId, opcode, sequences: new Map<string, Value[]>(), silent: (flags & MORE_TO_COME) !== 0 };
  let body: Value | undefined;
  for (let p = HEADER_BYTES + 4; p < end; ) {
    const kind = bytes[p];
    if (kind === 0 && !body) {
      body = documentAt(bytes, p + 1, end);
      p = body.end;
    } else if (kind === 1) p = parseSequence(bytes, p + 1, end, message.sequences);
    else throw new ProtocolError(`Section kind ${kind}`);
  }
  if (!body) throw new ProtocolError('A message without a body');
  return { ...message, body };
}

function documentAt(bytes: Buffer, at: number, limit: number): Value {
  return new Value(TYPE.object, bytes, at, checkDocument(bytes, at, limit));
}

function parseSequence(bytes: Buffer, at: number, limit: number, sequences: Map<string, Value[]>): number {
  if (at + 4 > limit) throw new ProtocolError('A section cut short');
  const end = at + bytes.readInt32LE(at);
  const nameEnd = bytes.indexOf(0, at + 4);
  if (end <= at + 4 || end > limit || nameEnd < 0 || nameEnd >= end) throw new ProtocolError('A section that lies about its length');
  const documents: Value[] = [];
  for (let p = nameEnd + 1; p < end; p = documents.at(-1)!.end) documents.push(documentAt(bytes, p, end));
  sequences.set(bytes.toString('utf8', at + 4, nameEnd), documents);
  return end;
}

/** The old way to say hello, which drivers still use for their first word. */
function parseQuery(bytes: Buffer, requestId: number): Message {
  const nameEnd = bytes.indexOf(0, HEADER_BYTES + 4);
  const at = nameEnd + 1 + 8;
  if (nameEnd < 0 || at >= bytes.length) throw new ProtocolError('A query cut short');
  const body = documentAt(bytes, at, bytes.length);
  const name = [...fieldMap(body).keys()][0] ?? '';
  if (!['hello', 'ismaster', 'isMaster'].includes(name)) fail('CommandNotSupported', 'Unsupported OP_QUERY command: ' + name);
  return { requestId, opcode: OP_QUERY, body, sequences: new Map(), silent: false };
}

let lastRequestId = 0;

/** The reply on the wire, in the form the request came in. */
export function encodeReply(reply: Value, responseTo: number, opcode: number): Buffer {
  const query = opcode === OP_QUERY;
  const headerBytes = query ? 36 : 21;
  const size = reply.end - reply.at;
  const bytes = Buffer.allocUnsafe(headerBytes + size);
  bytes.fill(0, 0, headerBytes);
  bytes.writeInt32LE(headerBytes + size, 0);
  bytes.writeInt32LE((lastRequestId = (lastRequestId + 1) | 0), 4);
  bytes.writeInt32LE(responseTo, 8);
  bytes.writeInt32LE(query ? OP_REPLY : OP_MSG, 12);
  if (query) bytes.writeInt32LE(1, 32);
  reply.bytes.copy(bytes, headerBytes, reply.at, reply.end);
  return bytes;
}
