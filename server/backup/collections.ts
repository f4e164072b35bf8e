import { createHash, type Hash } from 'node:crypto'
import { BSON, type Db, type Document } from 'mongodb'
import { UNFINISHED_IMPORT } from '../database/unfinished-import.ts'
import { lineOf } from './document-lines.ts'

/**
 * Sessions stay behind: they end by themselves within hours, the key that signs their cookies is not in the database,
 * and a file that is carried about should open nobody's door.
 */
const LEFT_OUT = ['sessions', UNFINISHED_IMPORT]

export interface Listed {
  name: string
  options: Document
}

/** The collections that an export holds, by name, and what else there is and stays behind: views and the like. */
export async function listCollections(db: Db): Promise<{ collections: Listed[]; others: string[] }> {
  const all = await db.listCollections({}, { promoteValues: false }).toArray() as { name: string; type?: string; options?: Document }[]
  const wanted = all.filter(({ name }) => !LEFT_OUT.includes(name) && !name.startsWith('system.')).sort((a, b) => (a.name < b.name ? -1 : 1))
  const isPlain = ({ type }: { type?: string }) => type === undefined || type === 'collection'
  return {
    collections: wanted.filter(isPlain).map(({ name, options = {} }) => ({ name, options: inWriting(options) })),
    others: wanted.filter((one) => !isPlain(one)).map(({ name }) => name),
  }
}

/** The indexes beside that over _id, as createIndexes takes them, by name. */
export async function indexesOf(db: Db, name: string): Promise<(Document & { name: string; key: Document })[]> {
  const specs = await db.collection(name).listIndexes({ promoteValues: false, bsonRegExp: true }).toArray() as { name: string; key: Document }[]
  return specs.filter((spec) => spec.name !== '_id_').sort((a, b) => (a.name < b.name ? -1 : 1)).map((spec) => {
    const { v: _version, ns: _namespace, ...rest } = spec as Document
    return inWriting(rest) as Document & { name: string; key: Document }
  })
}

const inWriting = (value: Document) => BSON.EJSON.serialize(value, { relaxed: false })

/** Every document in the order of _id, as lines with their ends; the tally counts and hashes what went through. */
export async function* linesOf(db: Db, name: string, tally: Tally): AsyncGenerator<string> {
  const cursor = db.collection(name).find({}, { raw: true, sort: { _id: 1 } })
  for await (const raw of cursor) {
    const line = `${lineOf(raw as unknown as Uint8Array)}\n`
    tally.add(line)
    yield line
  }
}

/** Counts lines and hashes them. */
export class Tally {
  documents = 0
  private readonly hash: Hash = createHash('sha256')

  add(line: string): void {
    this.documents++
    this.hash.update(line)
  }

  sha256(): string {
    return this.hash.digest('hex')
  }
}
