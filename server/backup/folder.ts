import { createHash } from 'node:crypto'
import { closeSync, createReadStream, existsSync, fsyncSync, linkSync, mkdirSync, openSync, readdirSync, renameSync, rmSync, rmdirSync } from 'node:fs'
import { isAbsolute, join, relative, resolve, sep } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { Refusal } from '../database/refusal.ts'

/** Where a folder is filled before anything in it bears its own name. */
const UNFINISHED = 'unfinished'
/** What the root of a fresh disk holds. */
const OF_THE_DISK = 'lost+found'

/**
 * Fills a folder that is new or empty, whole or not at all: what `fill` writes into the folder it is given is put on disk and
 * then moved to its place, `last` at the very end. Whoever finds `last` finds everything. Throws Refusal if something is there.
 */
export async function fillFolder<T>(folder: string, last: string, fill: (unfinished: string) => Promise<T>): Promise<T> {
  const made = !existsSync(folder)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  checkEmpty(folder)
  const unfinished = join(folder, UNFINISHED)
  mkdirSync(unfinished, { mode: 0o700 })
  const undo = () => {
    rmSync(unfinished, { recursive: true, force: true })
    if (made && existsSync(folder) && readdirSync(folder).length === 0) rmdirSync(folder)
  }
  const heard = undoOnSignal(undo)
  try {
    const result = await fill(unfinished)
    publish(unfinished, folder, last)
    return result
  } finally {
    heard.off()
    undo()
  }
}

function checkEmpty(folder: string): void {
  const there = readdirSync(folder).filter((name) => name !== OF_THE_DISK)
  if (there.includes(UNFINISHED)) {
    throw new Refusal(`${folder} 里有一次没有做完的操作留下的 ${UNFINISHED}：如果没有别的命令正在写这个文件夹，删掉它再来。
${folder} holds "${UNFINISHED}", left by a run that was cut short: if no other command is at work there, remove it and repeat.`)
  }
  if (there.length > 0) {
    throw new Refusal(`${folder} 不是空的（有 ${there.slice(0, 3).join('、')}${there.length > 3 ? ' 等' : ''}），没有改动：请给一个新的或空的文件夹。
${folder} is not empty; nothing was changed. Name a new or an empty folder.`)
  }
}

/** Whoever stops the command at the keyboard finds the folder as it was before. */
function undoOnSignal(undo: () => void) {
  const onSignal = (signal: NodeJS.Signals) => {
    undo()
    process.exit(signal === 'SIGINT' ? 130 : 143)
  }
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal)
  return { off: () => process.off('SIGINT', onSignal).off('SIGTERM', onSignal) }
}

function publish(from: string, to: string, last: string): void {
  const names = [...readdirSync(from).filter((name) => name !== last), last]
  for (const name of names) syncToDisk(join(from, name))
  const moved: string[] = []
  try {
    for (const name of names) {
      moveWithoutReplacing(join(from, name), join(to, name))
      moved.push(name)
    }
  } catch (error) {
    for (const name of moved) rmSync(join(to, name))
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    throw new Refusal(`这期间别的程序在 ${to} 里写了东西，没有动它：停掉它，换一个空的文件夹再来。
Another program has begun to write in ${to}, which was left as it is: stop it, and repeat with an empty folder.`)
  }
  syncToDisk(to)
}

/** A link fails where something stands already; not every disk knows links. */
function moveWithoutReplacing(from: string, to: string): void {
  try {
    linkSync(from, to)
  } catch (error) {
    if (!['EPERM', 'ENOTSUP', 'ENOSYS', 'EMLINK'].includes((error as NodeJS.ErrnoException).code ?? '') || existsSync(to)) throw error
    renameSync(from, to)
  }
}

function syncToDisk(path: string): void {
  const file = openSync(path, 'r')
  fsyncSync(file)
  closeSync(file)
}

/** Whether a path is a folder or lies somewhere below it. */
export function isWithin(path: string, folder: string): boolean {
  const way = relative(resolve(folder), resolve(path))
  return way === '' || !(way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way))
}

/** SHA-256 of a file, in hex. */
export async function sha256OfFile(path: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return hash.digest('hex')
}
