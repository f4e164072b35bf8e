import type { Db } from 'mongodb'
import { Refusal } from './refusal.ts'

/** Stands in a database from the first moment of an import to its last, so that half of one is never taken for the whole. */
export interface UnfinishedImport {
  _id: 'import'
  /** The export that is being read: SHA-256 of its manifest. */
  export: string
  /** Which run is at it; a later run takes over. */
  run: string
}

export const UNFINISHED_IMPORT = 'unfinished_import'

export const unfinishedImports = (db: Db) => db.collection<UnfinishedImport>(UNFINISHED_IMPORT)

/** Throws Refusal if an import into this database has not come to its end. */
export async function refuseUnfinishedImport(db: Db): Promise<void> {
  if (await unfinishedImports(db).findOne({ _id: 'import' })) {
    throw new Refusal(`这个库的导入还没有做完：等它做完，或者用同一份导出再运行一次 npm run import-data。
An import into this database has not come to its end: wait for it, or run import-data with the same export again.`)
  }
}
