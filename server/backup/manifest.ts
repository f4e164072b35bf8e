import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { z } from 'zod'
import { Refusal } from '../database/refusal.ts'

/** What a folder says of itself, and the very text. `absent` words that there is none. Throws Refusal for one that this version cannot read. */
export function readManifest<T>(folder: string, file: string, schema: z.ZodType<T>, absent: (code: string) => string): { manifest: T; text: string } {
  const text = textOf(join(folder, file), absent)
  const parsed = schema.safeParse(jsonOf(text))
  if (parsed.success) return { manifest: parsed.data, text }
  throw new Refusal(`${file} 坏了，或者是别的版本写的 (damaged, or written by another version)：${parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`).join('; ')}`)
}

export const writeManifest = (folder: string, file: string, manifest: object): void =>
  writeFileSync(join(folder, file), `${JSON.stringify(manifest, null, 2)}\n`, { flag: 'wx', mode: 0o600 })

function textOf(path: string, absent: (code: string) => string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw new Refusal(absent((error as NodeJS.ErrnoException).code!))
  }
}

/** The value, or undefined where the text is no JSON, which every schema refuses. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
