import { createHash } from 'node:crypto'
import { PassThrough } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import type { Logger } from 'pino'
import type { PhotoFiles } from '../photo/photo.files.ts'
import type { Prints } from '../photo/photo.print.ts'
import type { Form, Frame, Pictures } from './forms/form.ts'
import { formOf } from './forms/forms.ts'
import type { PaperFile, PaperRecord, StoredFile } from './paper.model.ts'
import type { PaperStore } from './paper.store.ts'
import type { Sheet } from '../xlsx/workbook.ts'
import { writeWorkbook } from '../xlsx/write-workbook.ts'
import { loadDocx } from './typeset/docx.ts'
import type { Picture } from './typeset/picture.ts'

export interface RenderingDeps {
  store: PaperStore
  files: PhotoFiles
  prints: Prints
  log: Logger
}

const BATCH = 50
/** A paper that cannot be made is tried again later, so that it holds up no other. */
const RETRY_MS = 10 * 60_000
/** 960 × 720 at 80 × 60 mm is 305 dots to the inch; a smaller box gets as many as it can show. */
const PIXELS_PER_MM = 12

/** Makes a paper's file, and the workbook that goes with some, from what was frozen at its issue: once, whoever asks first. */
export function createRendering({ store, files, prints, log }: RenderingDeps) {
  /** What is being made in this process; other processes are settled by the claim. */
  const running = new Map<string, Promise<PaperFile>>()
  let last: Promise<unknown> = Promise.resolve()

  async function picturesOf({ box }: Form, photoIds: readonly string[]): Promise<Pictures> {
    if (!box) return new Map()
    const within = { width: Math.round(box.width * PIXELS_PER_MM), height: Math.round(box.height * PIXELS_PER_MM) }
    const drawn = new Map<string, Picture>()
    // One after the other: a ledger has hundreds, and each is decoded whole.
    for (const id of new Set(photoIds)) {
      const picture = await prints.of(id, within)
      if (picture) drawn.set(id, picture)
    }
    return drawn
  }

  async function draw(paper: Pick<PaperRecord, 'type' | 'data' | 'photoIds'> & { frame: Frame }): Promise<Buffer> {
    const form = formOf(paper.type)
    if (!form) throw new Error(`no form for ${paper.type}`)
    await loadDocx()
    return form.draw(paper.data, paper.frame, await picturesOf(form, paper.photoIds))
  }

  async function make(id: string, at: Date): Promise<PaperFile> {
    const paper = await store.find(id)
    if (!paper) throw new Error(`no paper ${id}`)
    if (paper.file) return paper.file
    const printed = await kept(await draw(paper), at)
    const sheet = formOf(paper.type)?.sheet?.(paper.data, paper.frame)
    const workbook = sheet && await kept(await bookOf(sheet, paper), at)
    const file = { ...printed, ...(workbook && { workbook }) }
    if (await store.claimFile(id, file)) return file
    await files.remove([printed.fileId, ...(workbook ? [workbook.fileId] : [])])
    return (await store.find(id))!.file!
  }

  const kept = async (bytes: Buffer, at: Date): Promise<StoredFile> =>
    ({ fileId: await files.write(bytes, at), bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') })

  /** The paper's file, made now if it is not there. Papers are made one at a time: each may hold hundreds of pictures. */
  function fileOf(id: string, at: Date): Promise<PaperFile> {
    const before = running.get(id)
    if (before) return before
    const made = last.then(() => make(id, at)).finally(() => running.delete(id))
    last = made.catch(() => undefined)
    running.set(id, made)
    return made
  }

  /** Makes what was issued and has no file: after a crash between the two, or when making it failed. Answers how many were made. */
  async function renderPending(now: Date): Promise<number> {
    const ids = await store.unrendered(now, BATCH)
    let made = 0
    for (const id of ids) {
      try {
        await fileOf(id, now)
        made += 1
      } catch (error) {
        log.error({ err: error, paper: id }, 'a paper cannot be made')
        await store.tryAgainAt(id, new Date(now.getTime() + RETRY_MS))
      }
    }
    return made
  }

  return {
    draw, fileOf, renderPending,
    /** Begins to make it. What fails here is the job's. */
    begin: (id: string, at: Date): void => void fileOf(id, at).catch((error: unknown) => log.error({ err: error, paper: id }, 'a paper waits for its next turn')),
    /** Waits for what is being made, before the process ends. */
    settled: async () => { await last },
  }
}

async function bookOf(sheet: Sheet, { frame, issuedAt }: PaperRecord): Promise<Buffer> {
  const out = new PassThrough()
  const [bytes] = await Promise.all([buffer(out), writeWorkbook(out, { sheets: [sheet], creator: frame.office.name, at: issuedAt })])
  return bytes
}
