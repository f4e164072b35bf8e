import { createHash, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { BSON, type Db, type Document } from 'mongodb'
import { isDuplicate } from '../database/duplicate.ts'
import { Refusal } from '../database/refusal.ts'
import { UNFINISHED_IMPORT, unfinishedImports } from '../database/unfinished-import.ts'
import { linesOf, Tally } from './collections.ts'
import { documentIn, linesIn } from './document-lines.ts'
import { readExportManifest, type Exported, type ExportManifest } from './export.manifest.ts'
import { withDatabase, type Where } from './open.ts'

const BATCH_BYTES = 8 * 1024 * 1024
const BATCH_DOCUMENTS = 1000

type Say = (line: string) => void

/**
 * Reads an export into an empty database: nothing is written before every file has been counted and hashed, and at the end the
 * database is read back and compared. Until then it is marked as unfinished; the same export begun again starts afresh.
 * Throws Refusal.
 */
export async function importInto(where: Where, folder: string, say: Say = () => {}): Promise<ExportManifest> {
  const { manifest, sha256 } = readExportManifest(folder)
  for (const exported of manifest.collections) await checkFile(folder, exported)
  await withDatabase(where, async (db) => {
    const run = await begin(db, manifest, sha256)
    for (const exported of manifest.collections) {
      await readCollection(db, folder, exported)
      say(`${exported.name}：${exported.documents} 条`)
    }
    for (const exported of manifest.collections) await compare(db, exported)
    await end(db, run)
  })
  return manifest
}

/** The file's bytes, unpacked. */
async function readFile<T>(folder: string, file: string, use: (chunks: AsyncIterable<Uint8Array>) => Promise<T>): Promise<T> {
  let result: T
  await pipeline(createReadStream(join(folder, file)), file.endsWith('.gz') ? createGunzip() : new PassThrough(), async (chunks: AsyncIterable<Uint8Array>) => {
    result = await use(chunks)
  })
  return result!
}

const damaged = (file: string, detail: string) => `${file} ${detail}：导出坏了，什么都没有写入 (the export is damaged, nothing was written)`

async function checkFile(folder: string, { file, documents, sha256 }: Exported): Promise<void> {
  const found = await readFile(folder, file, async (chunks) => {
    const hash = createHash('sha256')
    let lines = 0
    for await (const chunk of chunks) {
      hash.update(chunk)
      for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) lines++
    }
    return { lines, sha256: hash.digest('hex') }
  }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') throw new Refusal(damaged(file, '不在 (is missing)'))
    if (error.code?.startsWith('Z_')) throw new Refusal(damaged(file, '解不开 (cannot be unpacked)'))
    throw error
  })
  if (found.lines !== documents || found.sha256 !== sha256) throw new Refusal(damaged(file, '和 export.json 里记下的不一样 (is not what was exported)'))
}

/** Marks the database, or takes over what an earlier run of the same import left. Answers the mark of this run. */
async function begin(db: Db, { collections }: ExportManifest, sha256: string): Promise<string> {
  const marks = unfinishedImports(db)
  const left = await marks.findOne({ _id: 'import' })
  const same = left?.export === sha256
  const ours = [...(left ? [UNFINISHED_IMPORT] : []), ...(same ? collections.map(({ name }) => name) : [])]
  const there = (await db.listCollections({}, { nameOnly: true }).toArray()).map(({ name }) => name).filter((name) => !name.startsWith('system.'))
  const others = there.filter((name) => !ours.includes(name))
  if (others.length > 0) throw new Refusal(left && !same ? otherImport(db) : notEmpty(db, others))
  const run = randomUUID()
  if (left) await marks.updateOne({ _id: 'import' }, { $set: { run, export: sha256 } })
  else await marks.insertOne({ _id: 'import', export: sha256, run }).catch(begunByAnother)
  for (const name of there.filter((one) => one !== UNFINISHED_IMPORT)) await db.collection(name).drop()
  return run
}

const otherImport = ({ databaseName }: Db) => `数据库 ${databaseName} 里有另一份导出没有导完，没有改动：用那一份再导一次，或者换一个空库。
The database holds an unfinished import of another export; nothing was changed. Import that one again, or use an empty database.`

const notEmpty = ({ databaseName }: Db, names: string[]) => `数据库 ${databaseName} 不是空的（有 ${names.slice(0, 3).join('、')}${names.length > 3 ? ' 等' : ''}），没有改动：停掉应用，换一个空库或新的 DATA_DIR。
The database is not empty; nothing was changed. Stop the application and use an empty database or a new DATA_DIR.`

function begunByAnother(error: unknown): never {
  if (!isDuplicate(error)) throw error
  throw new Refusal('另一个导入正在进行 (another import is under way)')
}

async function readCollection(db: Db, folder: string, { name, file, options, indexes }: Exported): Promise<void> {
  const parsed = (value: object) => BSON.EJSON.deserialize(value as Document, { relaxed: false }) as Document
  await db.command({ create: name, ...parsed(options) })
  await readFile(folder, file, async (chunks) => {
    for await (const batch of batches(linesIn(chunks))) await db.collection(name).insertMany(batch)
  })
  if (indexes.length > 0) await db.command({ createIndexes: name, indexes: indexes.map(parsed) })
}

/** Documents in bundles that one message holds, so that memory does not grow with the file. */
async function* batches(lines: AsyncIterable<string>): AsyncGenerator<Document[]> {
  let batch: Document[] = []
  let bytes = 0
  for await (const line of lines) {
    batch.push(documentIn(line))
    bytes += line.length
    if (bytes < BATCH_BYTES && batch.length < BATCH_DOCUMENTS) continue
    yield batch
    batch = []
    bytes = 0
  }
  if (batch.length > 0) yield batch
}

/** Reads back what the database now holds: it is the database that has to be right, not the file. */
async function compare(db: Db, { name, documents, sha256 }: Exported): Promise<void> {
  const tally = new Tally()
  const lines = linesOf(db, name, tally)
  while (!(await lines.next()).done);
  if (tally.documents === documents && tally.sha256() === sha256) return
  throw new Refusal(`${name} 导入后和导出的不一样，这个库不能用：停掉正在用它的程序，再运行一次。
What ${name} holds after the import is not what was exported, and the database must not be used: stop whatever else uses it and repeat.`)
}

async function end(db: Db, run: string): Promise<void> {
  const { deletedCount } = await unfinishedImports(db).deleteOne({ _id: 'import', run })
  if (deletedCount === 0) throw new Refusal('另一个导入接手了这个库，以它的结果为准 (another import has taken this database over)')
  await db.dropCollection(UNFINISHED_IMPORT)
}
