import { randomBytes } from 'node:crypto'
import { chmodSync, closeSync, fsyncSync, linkSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '../config.ts'

export const SECRET_FILE = 'session-secret'
const BYTES = 32

/**
 * The key that signs session cookies: SESSION_SECRET where it is set, else one made at the first start and kept
 * in the data directory, readable by its owner alone. Throws when a kept one is damaged.
 */
export function sessionSecret(config: Pick<Config, 'SESSION_SECRET' | 'DATA_DIR'>): string {
  if (config.SESSION_SECRET) return config.SESSION_SECRET
  const path = join(config.DATA_DIR, SECRET_FILE)
  return readSecret(path) ?? makeSecret(config.DATA_DIR, path)
}

function readSecret(path: string): string | null {
  try {
    const secret = readFileSync(path, 'utf8').trim()
    if (secret.length < BYTES) throw new Error(`${path} is damaged: remove it, and everybody logs in again`)
    chmodSync(path, 0o600)
    return secret
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

/** Written whole under another name and then linked, so that nobody reads half of it and of two starts one wins. */
function makeSecret(directory: string, path: string): string {
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  const draft = `${path}.${process.pid}.new`
  const file = openSync(draft, 'w', 0o600)
  writeSync(file, `${randomBytes(BYTES).toString('base64url')}\n`)
  fsyncSync(file)
  closeSync(file)
  try {
    linkSync(draft, path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    rmSync(draft)
  }
  return readFileSync(path, 'utf8').trim()
}
