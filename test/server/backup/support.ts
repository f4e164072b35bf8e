import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { withDatabase, type Where } from '../../../server/backup/open.ts'
import { Refusal } from '../../../server/database/refusal.ts'

/** For assert.rejects: a refusal in these words. */
export const refused = (words: RegExp) => (error: unknown) => {
  assert.ok(error instanceof Refusal, String((error as Error).stack))
  assert.match(error.message, words)
  return true
}

/** Databases of one test: on MONGODB_URI where that is set, else each embedded in a folder of its own. */
export function places(folder: string) {
  const given: Where[] = []
  return {
    another(): Where {
      const name = `export_${randomBytes(6).toString('hex')}`
      given.push({ DATA_DIR: join(folder, name), MONGODB_URI: process.env.MONGODB_URI && named(process.env.MONGODB_URI, name) })
      return given.at(-1)!
    },
    async clear(): Promise<void> {
      for (const where of given.splice(0)) if (where.MONGODB_URI) await withDatabase(where, (db) => db.dropDatabase())
    },
  }
}

function named(server: string, name: string): string {
  const uri = new URL(server)
  uri.pathname = `/${name}`
  return uri.href
}

/** Each file in a folder and its SHA-256. */
export const filesIn = (folder: string): Record<string, string> =>
  Object.fromEntries(readdirSync(folder).sort().map((name) => [name, createHash('sha256').update(readFileSync(join(folder, name))).digest('hex')]))
