import { createHash } from 'node:crypto'
import { benchPicture } from '../bench/picture.ts'

/** What a JPEG comment can hold, its length field included. */
const MOST_IN_A_COMMENT = 65_533
const START_OF_IMAGE = 2
/** Beyond a megabyte the bytes are kept in more than one piece: there a photo could be half. */
const PADDING_BYTES = 1_200_000

export interface PhotoMaker {
  /** A JPEG that is no other photo's; the same bytes for the same id. */
  bytesOf(id: string, large: boolean): Buffer
}

/** Photographs that differ in a comment alone, so that hundreds of them cost one encoding. */
export async function createPhotos(): Promise<PhotoMaker> {
  const picture = await benchPicture()
  return {
    bytesOf: (id, large) => Buffer.concat([
      picture.subarray(0, START_OF_IMAGE), comment(Buffer.from(id)), ...(large ? padding(id) : []), picture.subarray(START_OF_IMAGE),
    ]),
  }
}

/** What cannot be compressed or mistaken for another photo's: a camera's own notes. */
function padding(id: string): Buffer[] {
  return Array.from({ length: Math.ceil(PADDING_BYTES / MOST_IN_A_COMMENT) }, (_, n) => {
    const piece = createHash('sha512').update(`${id} ${n}`).digest()
    return comment(Buffer.alloc(MOST_IN_A_COMMENT - 2, piece))
  })
}

function comment(content: Buffer): Buffer {
  const head = Buffer.from([0xff, 0xfe, 0, 0])
  head.writeUInt16BE(content.length + 2, 2)
  return Buffer.concat([head, content])
}

export const sha256Of = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')
