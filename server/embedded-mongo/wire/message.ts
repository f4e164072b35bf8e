import { fail } from '../error.ts'
import { checkDocument } from '../value/check.ts'
import { firstName } from '../value/elements.ts'
import { TYPE, Value } from '../value/value.ts'

export const MAX_MESSAGE_BYTES = 48_000_000
const HEADER_BYTES = 16
const OP_REPLY = 1
const OP_QUERY = 2004
const OP_MSG = 2013
const CHECKSUM_PRESENT = 1
const MORE_TO_COME = 2

/** A command as it came over the wire: its body and the documents sent beside it. */
export interface Message {
  body: Value
  sequences: Map<string, Value[]>
  /** The client does not wait for an answer. */
  silent: boolean
}

/** Bytes that are no message: there is no answering them, the connection is closed. */
export class ProtocolError extends Error {}

/** The length of the message that begins these bytes. */
export function messageLength(bytes: Buffer): number {
  const length = bytes.readInt32LE(0)
  if (length < HEADER_BYTES + 5 || length > MAX_MESSAGE_BYTES) throw new ProtocolError(`A message of ${length} bytes`)
  return length
}

/** Takes one whole message apart, copying nothing, and checks every document in it. */
export function parseMessage(bytes: Buffer): Message {
  const opcode = bytes.readInt32LE(12)
  if (opcode === OP_QUERY) return parseQuery(bytes)
  const flags = bytes.readUInt32LE(HEADER_BYTES)
  if (opcode !== OP_MSG || flags & 0xfffc) throw new ProtocolError(`Opcode ${opcode} with flags ${flags}`)
  const end = bytes.length - (flags & CHECKSUM_PRESENT ? 4 : 0)
  const sequences = new Map<string, Value[]>()
  let body: Value | undefined
  for (let at = HEADER_BYTES + 4; at < end; ) {
    const kind = bytes[at]
    if (kind === 0 && !body) at = (body = documentAt(bytes, at + 1, end)).end
    else if (kind === 1) at = parseSequence(bytes, at + 1, end, sequences)
    else throw new ProtocolError(`Section kind ${kind}`)
  }
  if (!body) throw new ProtocolError('A message without a body')
  return { body, sequences, silent: (flags & MORE_TO_COME) !== 0 }
}

const documentAt = (bytes: Buffer, at: number, limit: number) => new Value(TYPE.object, bytes, at, checkDocument(bytes, at, limit))

function parseSequence(bytes: Buffer, at: number, limit: number, sequences: Map<string, Value[]>): number {
  const end = at + 4 > limit ? 0 : at + bytes.readInt32LE(at)
  const nameEnd = bytes.indexOf(0, at + 4)
  if (end <= at + 4 || end > limit || nameEnd < 0 || nameEnd >= end) throw new ProtocolError('A section that lies about its length')
  const documents: Value[] = []
  for (let p = nameEnd + 1; p < end; p = documents.at(-1)!.end) documents.push(documentAt(bytes, p, end))
  sequences.set(bytes.toString('utf8', at + 4, nameEnd), documents)
  return end
}

/** The old way to say hello, which drivers still use for their first word. */
function parseQuery(bytes: Buffer): Message {
  const nameEnd = bytes.indexOf(0, HEADER_BYTES + 4)
  const at = nameEnd + 1 + 8
  if (nameEnd < 0 || at >= bytes.length) throw new ProtocolError('A query cut short')
  const body = documentAt(bytes, at, bytes.length)
  const name = firstName(body) ?? ''
  if (!['hello', 'ismaster', 'isMaster'].includes(name)) fail('CommandNotSupported', 'Unsupported OP_QUERY command: ' + name)
  return { body, sequences: new Map(), silent: false }
}

/** A body of this size goes out as it is; a smaller one is cheaper to copy behind its head than to write by itself. */
const LARGE_BYTES = 1 << 14

let lastRequestId = 0

/** The reply on the wire, in the form the request came in: in one piece, or a head and a large body. */
export function encodeReply(reply: Value, request: Buffer): Buffer[] {
  const query = request.readInt32LE(12) === OP_QUERY
  const headBytes = query ? 36 : 21
  const body = reply.slice()
  const whole = body.length < LARGE_BYTES
  const head = Buffer.allocUnsafe(headBytes + (whole ? body.length : 0)).fill(0, 0, headBytes)
  head.writeInt32LE(headBytes + body.length, 0)
  head.writeInt32LE((lastRequestId = (lastRequestId + 1) | 0), 4)
  head.writeInt32LE(request.readInt32LE(4), 8)
  head.writeInt32LE(query ? OP_REPLY : OP_MSG, 12)
  if (query) head.writeInt32LE(1, 32)
  if (!whole) return [head, body]
  body.copy(head, headBytes)
  return [head]
}
