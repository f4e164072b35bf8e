import { readFileSync } from 'node:fs'
import { parseArgs, type ParseArgsConfig } from 'node:util'
import { ConfigError, parseConfig, type Config } from './config.ts'
import { RowErrors } from './csv/row-errors.ts'
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

export interface Command<O extends Options, P> {
  usage: string
  options: O
  /** Looks at what was typed and the files it names, before any database is opened. */
  prepare(typed: Typed<O>): P
  run(context: CommandContext, prepared: P): Promise<void>
}

/** Runs a command over the services, on the same database as the server, which may be running. Sets the exit code: 0, 1 refused, 2 wrongly called. */
export async function runCommand<O extends Options, P>(command: Command<O, P>, args = process.argv.slice(2)): Promise<void> {
  if (args.includes('--help')) return console.log(command.usage)
  try {
    const prepared = command.prepare(typedIn(args, command.options))
    await withServices((context) => command.run(context, prepared))
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

async function withServices(run: (context: CommandContext) => Promise<void>): Promise<void> {
  const config = parseConfig(process.env)
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
  else console.error(error)
  return error instanceof UsageError || error instanceof ConfigError ? 2 : 1
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
