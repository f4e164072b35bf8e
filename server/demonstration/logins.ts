import { chmodSync, closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { SHOWN_LOGINS } from './people.ts'

export const LOGINS_FILE = 'demo-logins.json'

const login = z.object({ username: z.string(), name: z.string(), password: z.string() })
const logins = z.object({ note: z.string(), accounts: z.array(login) })
export type Login = z.infer<typeof login>

/** Keeps the passwords beside the data, readable by their owner alone; whole or not at all. */
export function keepLogins(dataDir: string, accounts: readonly Login[]): void {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const path = join(dataDir, LOGINS_FILE)
  const draft = `${path}.${process.pid}.new`
  const file = openSync(draft, 'w', 0o600)
  writeSync(file, `${JSON.stringify({ note: '演示数据的登录名和密码，只在这个数据目录里有效', accounts }, null, 2)}\n`)
  fsyncSync(file)
  closeSync(file)
  renameSync(draft, path)
  chmodSync(path, 0o600)
}

/** What is printed at start: one log-in of each kind. Without the file, where the passwords went. */
export function describeLogins(dataDir: string): string[] {
  const path = join(dataDir, LOGINS_FILE)
  const kept = readLogins(path)
  if (!kept) return [`演示数据已在库里，但 ${path} 不在或读不出：忘记密码时请系统管理员重置，或换一个空的 DATA_DIR 重新开始`]
  const byName = new Map(kept.map((one) => [one.username, one]))
  const rows = SHOWN_LOGINS.flatMap(([username, label]) => {
    const found = byName.get(username)
    return found ? [`  ${padded(label, 24)}${padded(found.username, 14)}${found.password}   ${found.name}`] : []
  })
  return [`演示数据，可以登录的人（全部 ${kept.length} 个在 ${path}）：`, ...rows]
}

function readLogins(path: string): Login[] | null {
  try {
    return logins.parse(JSON.parse(readFileSync(path, 'utf8'))).accounts
  } catch {
    return null
  }
}

/** Pads by what a terminal shows: a Chinese character is two columns wide. */
function padded(text: string, columns: number): string {
  const width = [...text].reduce((sum, letter) => sum + (letter.codePointAt(0)! > 0x2e7f ? 2 : 1), 0)
  return text + ' '.repeat(Math.max(1, columns - width))
}
