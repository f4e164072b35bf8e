// Runs what npm scripts name: builds first when a source is newer than the build, then hands over to compiled JavaScript.
// Plain JavaScript, since nothing is compiled yet when it starts. `build` builds and stops.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const shared = ['package-lock.json', 'server/contract']
const PARTS = {
  server: { sources: ['server', 'scripts', ...shared], tool: 'rolldown/bin/cli.mjs', args: ['-c', 'scripts/build.config.mjs'] },
  pages: { sources: ['mobile-web', ...shared], tool: 'vite/bin/vite.js', args: ['build', 'mobile-web', '--logLevel', 'warn'] },
}

/** The newest change below a path, in milliseconds; a removed file shows as a change of its folder. */
function newest(path) {
  const stat = statSync(path)
  if (!stat.isDirectory()) return stat.mtimeMs
  return readdirSync(path).reduce((latest, name) => Math.max(latest, newest(join(path, name))), stat.mtimeMs)
}

function build(name) {
  const { sources, tool, args } = PARTS[name]
  const stamp = join(root, 'dist', `.built-${name}`)
  const builtAt = existsSync(stamp) ? statSync(stamp).mtimeMs : 0
  if (sources.every((source) => !existsSync(join(root, source)) || newest(join(root, source)) <= builtAt)) return
  const bin = locate(tool)
  if (!bin) {
    // A production image has no compiler: it starts from what was built into it.
    if (builtAt > 0) return
    fail(`dist is missing and the build tools are not installed. Run "npm ci" without NODE_ENV=production first.`)
  }
  console.log(name === 'server' ? '正在编译服务端… (building the server)' : '正在编译页面… (building the pages)')
  const startedAt = new Date()
  if (name === 'server') for (const old of ['server', 'scripts']) rmSync(join(root, 'dist', old), { recursive: true, force: true })
  // What they make is of no interest to whoever starts the product; what goes wrong comes by the other stream.
  const { status } = spawnSync(process.execPath, [bin, ...args], { cwd: root, stdio: ['inherit', 'ignore', 'inherit'], env: { ...process.env, NODE_ENV: undefined } })
  if (status !== 0) fail('the build failed')
  mkdirSync(dirname(stamp), { recursive: true })
  writeFileSync(stamp, `${startedAt.toISOString()}\n`)
}

function locate(tool) {
  try {
    return createRequire(import.meta.url).resolve(tool)
  } catch {
    const bin = join(root, 'node_modules', tool)
    return existsSync(bin) ? bin : null
  }
}

function fail(message) {
  console.error(message)
  process.exit(1)
}

const [name, ...args] = process.argv.slice(2)
build('server')
if (name === 'main' || name === 'build' || name === 'bench') build('pages')
if (name !== 'build') {
  const file = join(root, 'dist', name === 'main' ? 'server/main.js' : `scripts/${name}.js`)
  if (!existsSync(file)) fail(`there is no script "${name}"`)
  process.argv = [process.execPath, file, ...args]
  await import(pathToFileURL(file).href)
}
