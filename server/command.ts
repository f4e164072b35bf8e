import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs, type ParseArgsConfig } from 'node:util'
import { ConfigError, parseConfig, type Config } from './config.ts'
import { RowErrors } from './csv/row-errors.ts'
import { Refusal } from './database/refusal.ts'
import { Problem } from './http/problem.ts'
import { titleOf } from './http/problem.words.ts'
import type { Services } from './services.ts'

export interface CommandContext {
  services: Services
  config: Config
  now(): Date
}

/** What a person typed was not enough to go by: the usage is shown. */
export class UsageError extends Error {}

type Options = NonNullable<ParseArgsConfig['options']>
type Values<O extends Options> = ReturnType<typeof parseArgs<{ options: O; allowPositionals: true }>>['values']
type Typed<O extends Options> = { values: Values<O>; positionals: string[] }

export interface Command<O extends Options, P, C = CommandContext> {
  usage: string
  options: O
  /** Looks at what was typed and the files it names, before any database is opened. */
  prepare(typed: Typed<O>): P
  run(context: C, prepared: P): Promise<void>
}

/** Runs a command over the services, on the same database as the server, which may be running. Sets the exit code: 0, 1 refused, 2 wrongly called. */
export async function runCommand<O extends Options, P>(command: Command<O, P>): Promise<void> {
  await runAlone({ ...command, run: (config, prepared) => withServices(config, (context) => command.run(context, prepared)) })
}

/** The same for a command that opens the database by itself, without the services and their indexes. */
export async function runAlone<O extends Options, P>(command: Command<O, P, Config>, args = process.argv.slice(2)): Promise<void> {
  if (args.includes('--help')) return console.log(command.usage)
  try {
    const prepared = command.prepare(typedIn(args, command.options))
    await command.run(parseConfig(process.env), prepared)
  } catch (error) {
    process.exitCode = explain(error, command.usage)
  }
}

function typedIn<O extends Options>(args: string[], options: O): Typed<O> {
  try {
    return parseArgs({ args, options, allowPositionals: true })
  } catch (error) {
    throw new UsageError((error as Error).message)
  }
}

async function withServices(config: Config, run: (context: CommandContext) => Promise<void>): Promise<void> {
  const now = () => new Date()
  // Read only now: what was wrongly called is answered at once.
  const [{ connect }, { createServices }, { createIndexes }, { createLog }] = await Promise.all([
    import('./database/connect.ts'), import('./services.ts'), import('./database/indexes.ts'), import('./log.ts'),
  ])
  const { connection, close } = await connect(config)
  try {
    const services = createServices({ connection, config, log: createLog(config), now })
    await createIndexes(connection)
    await run({ services, config, now }).finally(() => services.close())
  } finally {
    await close()
  }
}

function explain(error: unknown, usage: string): number {
  if (error instanceof UsageError) console.error(`${error.message}\n\n${usage}`)
  else if (error instanceof ConfigError) console.error(`设置有误 (wrong settings):\n${error.message}`)
  else if (error instanceof RowErrors) console.error(`文件有 ${error.rows.length} 处要改，什么都没有写入：\n${error.message}`)
  else if (error instanceof Problem) console.error(`没有做成：${titleOf(error.code, 'zh')} (${error.code})`)
  else if (error instanceof Refusal) console.error(error.message)
  else console.error(inWords(error as Error) ?? error)
  return error instanceof UsageError || error instanceof ConfigError ? 2 : 1
}

const SYSTEM_WORDS: Readonly<Record<string, string>> = {
  ENOSPC: '磁盘满了 (the disk is full)', EACCES: '没有权限 (permission denied)', EPERM: '没有权限 (not permitted)',
  EROFS: '这个盘只能读 (read-only)', ENOTDIR: '路径里有一段不是文件夹 (not a folder)', EEXIST: '已经有同名的文件 (a file is in the way)', EIO: '磁盘读写出错 (input/output error)',
}

/** What an administrator meets and no stack explains: the disk, and a database that cannot be reached or says no. */
function inWords(error: Error & { code?: unknown; path?: string }): string | null {
  const words = SYSTEM_WORDS[String(error.code)]
  if (words) return `没有做成：${words} ${error.path ?? error.message}`
  if (/^Mongo\w*ServerSelectionError$/.test(error.name)) return `连不上数据库 (the database cannot be reached)：${error.message}`
  return error.name.startsWith('MongoServer') ? `数据库拒绝了 (the database refused)：${error.message}` : null
}

/** The folder that is the single argument of a command, as an absolute path. Throws UsageError. */
export function onlyFolder({ positionals }: { positionals: string[] }): string {
  const [path, ...more] = positionals
  if (!path || more.length > 0) throw new UsageError('要给出一个文件夹 (one folder is needed)')
  return resolve(path)
}

/** The file that is the single argument of a command, read whole. Throws UsageError. */
export function readOnlyFile({ positionals }: { positionals: string[] }): { path: string; bytes: Uint8Array } {
  const [path, ...more] = positionals
  if (path === undefined || more.length > 0) throw new UsageError('要给出一个文件 (one file is needed)')
  try {
    return { path, bytes: readFileSync(path) }
  } catch (error) {
    throw new UsageError(`读不到文件 (cannot read) ${path}: ${(error as NodeJS.ErrnoException).code}`)
  }
}
