import type { Socket } from 'node:net'
import type { Value } from '../value/value.ts'
import { MAX_MESSAGE_BYTES, type Message, ProtocolError, encodeReply, messageLength, parseMessage } from './message.ts'

/**
 * Serves one client: one command after the other, as they came. A client that sends faster than it
 * is served, or does not read its answers, is not read from until it catches up.
 */
export class Connection {
  private chunks: Buffer[] = []
  private buffered = 0
  private busy = false

  /** `answer` never throws; `errorReply` answers what cannot be read though its frame could. */
  constructor(
    private readonly socket: Socket,
    private readonly answer: (message: Message) => Promise<Value>,
    private readonly errorReply: (error: unknown) => Value,
  ) {
    socket.on('data', (chunk: Buffer) => this.receive(chunk)).on('error', () => socket.destroy())
  }

  private receive(chunk: Buffer) {
    this.chunks.push(chunk)
    this.buffered += chunk.length
    if (this.buffered > 2 * MAX_MESSAGE_BYTES) this.socket.pause()
    if (!this.busy) void this.serve()
  }

  private async serve() {
    this.busy = true
    try {
      for (let frame = this.nextFrame(); frame; frame = this.nextFrame()) await this.serveFrame(frame)
    } catch {
      this.socket.destroy()
    }
    this.busy = false
    this.socket.resume()
  }

  private async serveFrame(frame: Buffer) {
    const message = this.parse(frame)
    const reply = 'body' in message ? await this.answer(message) : message.reply
    if (('silent' in message && message.silent) || this.socket.destroyed) return
    let flushed = true
    for (const piece of encodeReply(reply, frame)) flushed = this.socket.write(piece)
    if (!flushed) await this.drained()
  }

  private parse(frame: Buffer): Message | { reply: Value } {
    try {
      return parseMessage(frame)
    } catch (error) {
      if (error instanceof ProtocolError) throw error
      return { reply: this.errorReply(error) }
    }
  }

  private drained(): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        this.socket.off('drain', done).off('close', done)
        resolve()
      }
      this.socket.on('drain', done).on('close', done)
    })
  }

  /** The next whole message, cut from what has come, copied only if it came in pieces; undefined if there is none yet. */
  private nextFrame(): Buffer | undefined {
    const length = this.buffered < 4 ? Infinity : messageLength(this.atLeast(4))
    if (this.buffered < length) return undefined
    const first = this.atLeast(length)
    this.buffered -= length
    if (first.length === length) this.chunks.shift()
    else this.chunks[0] = first.subarray(length)
    return first.subarray(0, length)
  }

  /** The first chunk, joined with the others if it is shorter than this. */
  private atLeast(length: number): Buffer {
    if (this.chunks[0]!.length < length) this.chunks = [Buffer.concat(this.chunks)]
    return this.chunks[0]!
  }
}
