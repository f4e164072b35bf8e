import type { Socket } from 'node:net';
import type { Value } from '../value/value.ts';
import { MAX_MESSAGE_BYTES, type Message, ProtocolError, encodeReply, messageLength, parseMessage } from './message.ts';

/** Answers one command; never throws. */
export type Answer = (message: Message) => Promise<Value>;

/** What is answered to a message that cannot be read though its frame could. */
export type AnswerError = (error: unknown) => Value;

/**
 * Serves one client: one command after the other, as they came. A client that sends faster than it
 * is served, or does not read its answers, is not read from until it catches up.
 */
export class Connection {
  private chunks: Buffer[] = [];
  private buffered = 0;
  private busy = false;

  constructor(
    private readonly socket: Socket,
    private readonly answer: Answer,
    private readonly answerError: AnswerError,
  ) {
    socket.on('data', (chunk: Buffer) => this.receive(chunk));
    socket.on('error', () => socket.destroy());
  }

  private receive(chunk: Buffer) {
    this.chunks.push(chunk);
    this.buffered += chunk.length;
    if (this.buffered > 2 * MAX_MESSAGE_BYTES) this.socket.pause();
    if (!this.busy) void this.serve();
  }

  private async serve() {
    this.busy = true;
    try {
      for (let frame = this.nextFrame(); frame; frame = this.nextFrame()) await this.serveFrame(frame);
    } catch {
      this.socket.destroy();
    }
    this.busy = false;
    this.socket.resume();
  }

  private async serveFrame(frame: Buffer) {
    const { reply, message } = await this.replyTo(frame);
    if (message?.silent || this.socket.destroyed) return;
    const requestId = frame.readInt32LE(4);
    const flushed = this.socket.write(encodeReply(reply, requestId, frame.readInt32LE(12)));
    if (!flushed) await this.drained();
  }

  private async replyTo(frame: Buffer): Promise<{ reply: Value; message?: Message }> {
    let message: Message;
    try {
      message = parseMessage(frame);
    } catch (error) {
      if (error instanceof ProtocolError) throw error;
      return { reply: this.answerError(error) };
    }
    return { reply: await this.answer(message), message };
  }

  private drained(): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        this.socket.off('drain', done).off('close', done);
        resolve();
      };
      this.socket.on('drain', done).on('close', done);
    });
  }

  /** The next whole message, cut from what has come; undefined if there is none yet. */
  private nextFrame(): Buffer | undefined {
    if (this.buffered < 4) return undefined;
    if (this.chunks[0]!.length < 4) this.join();
    const length = messageLength(this.chunks[0]!)!;
    if (this.buffered < length) return undefined;
    if (this.chunks[0]!.length < length) this.join();
    const first = this.chunks[0]!;
    if (first.length === length) this.chunks.shift();
    else this.chunks[0] = first.subarray(length);
    this.buffered -= length;
    return first.subarray(0, length);
  }

  private join() {
    this.chunks = [Buffer.concat(this.chunks)];
  }
}
