import assert from 'node:assert/strict'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fillFolder, isWithin } from '../../../server/backup/folder.ts'
import { refused } from './support.ts'

describe('a folder that is filled whole or not at all', () => {
  let parent: string
  let folder: string
  beforeEach(() => {
    parent = mkdtempSync(join(tmpdir(), 'campus-folder-'))
    folder = join(parent, 'new', 'folder')
  })
  afterEach(() => rmSync(parent, { recursive: true }))

  const write = (...names: string[]) => async (unfinished: string) => {
    for (const name of names) writeFileSync(join(unfinished, name), name)
  }

  it('shows nothing under its own name before everything is there', async () => {
    await fillFolder(folder, 'last', async (unfinished) => {
      await write('first', 'last')(unfinished)
      assert.deepEqual(readdirSync(folder), ['unfinished'])
    })
    assert.deepEqual(readdirSync(folder).sort(), ['first', 'last'])
  })

  it('is as it was when filling fails: gone where it was new, empty where it was empty', async () => {
    await assert.rejects(fillFolder(folder, 'last', async () => { throw new Error('no more') }), /no more/)
    assert.ok(!existsSync(folder))
    mkdirSync(folder, { recursive: true })
    await assert.rejects(fillFolder(folder, 'last', write('first')), /ENOENT/)
    assert.deepEqual(readdirSync(folder), [])
  })

  it('leaves alone what another program has begun to write there meanwhile', async () => {
    const filling = fillFolder(folder, 'last', async (unfinished) => {
      await write('first', 'last')(unfinished)
      writeFileSync(join(folder, 'last'), 'of another')
    })
    await assert.rejects(filling, refused(/别的程序/))
    assert.deepEqual(readdirSync(folder), ['last'])
    assert.equal(readFileSync(join(folder, 'last'), 'utf8'), 'of another')
  })

  it('may be the root of a disk', async () => {
    mkdirSync(join(folder, 'lost+found'), { recursive: true })
    await fillFolder(folder, 'last', write('last'))
    assert.deepEqual(readdirSync(folder).sort(), ['last', 'lost+found'])
  })

  it('is known to lie within another, whatever its name begins with', () => {
    assert.deepEqual(['/data', '/data/copy', '/data/..copy', '/data2', '/', '/data/../copy'].map((path) => isWithin(path, '/data')), [true, true, true, false, false, false])
  })
})
