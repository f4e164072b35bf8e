import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs'
import { dirname, join, parse } from 'node:path'
import { dateOf, timeOf } from '../contract/calendar.ts'
import type { IssuedPassword } from './account.import.ts'

/**
 * Writes new one-time passwords beside the file that they were made for, readable by its owner alone, and answers the path.
 * A BOM lets Excel read the names. Throws rather than write over an earlier one.
 */
export function keepPasswords(csvPath: string, issued: readonly IssuedPassword[], now: Date): string {
  const path = join(dirname(csvPath), `${parse(csvPath).name}-密码-${stamp(now)}.csv`)
  const lines = issued.map(({ username, name, oneTimePassword }) => [username, name, oneTimePassword].map(cell).join(','))
  const file = openSync(path, 'wx', 0o600)
  writeSync(file, `\ufeff${['username,name,one_time_password', ...lines].join('\r\n')}\r\n`)
  fsyncSync(file)
  closeSync(file)
  return path
}

/** Shanghai's date and time, to the second. */
const stamp = (now: Date): string => `${dateOf(now)}-${timeOf(now).replaceAll(':', '')}`

/** A cell that a spreadsheet would take for a formula gets an apostrophe. */
const cell = (text: string) => `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`
