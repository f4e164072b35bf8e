import { spawn } from 'node:child_process'
import { once } from 'node:events'

/** The embedded database by itself, as its own tests kill it, for so many rounds. It runs from source and needs the development tools. */
export async function database({ rounds }: { rounds: number }): Promise<boolean> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'test/server/embedded-mongo/torture.ts', String(rounds)], { stdio: 'inherit' })
  const [code] = await once(child, 'exit') as [number | null]
  return code === 0
}
