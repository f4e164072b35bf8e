import assert from 'node:assert/strict'
import { createLatestWriter } from '../../../mobile-web/src/offline/latest-writer.ts'

/** A disk that finishes one write whenever the test says so. */
function slowDisk() {
  const written: number[] = []
  const finish: ((kept: boolean) => void)[] = []
  const write = (value: number) => new Promise<void>((resolve, reject) => {
    finish.push((kept) => (kept ? (written.push(value), resolve()) : reject(new Error('full'))))
  })
  return { written, write, finish: async (kept = true) => { finish.shift()!(kept); await new Promise((done) => setImmediate(done)) } }
}

describe('the writer of a draft', () => {
  it('skips what was overtaken while one was being written, and always lands the last', async () => {
    const disk = slowDisk()
    const writer = createLatestWriter(disk.write, () => {})
    for (const value of [1, 2, 3, 4]) writer.put(value)
    await disk.finish()
    await disk.finish()
    assert.deepEqual(disk.written, [1, 4])
  })

  it('says 草稿已存 only once the last change is on the disk', async () => {
    const disk = slowDisk()
    const told: string[] = []
    const writer = createLatestWriter(disk.write, (state) => told.push(state))
    writer.put(1)
    writer.put(2)
    await disk.finish()
    assert.equal(told.at(-1), 'keeping')
    await disk.finish()
    assert.equal(told.at(-1), 'kept')
  })

  it('tells a failure and tries again at the next change', async () => {
    const disk = slowDisk()
    const told: string[] = []
    const writer = createLatestWriter(disk.write, (state) => told.push(state))
    writer.put(1)
    await disk.finish(false)
    assert.equal(told.at(-1), 'failed')
    writer.put(2)
    await disk.finish()
    assert.deepEqual([disk.written, told.at(-1)], [[2], 'kept'])
  })

  it('writes nothing more once it was stopped, so that a sent draft does not come back', async () => {
    const disk = slowDisk()
    const writer = createLatestWriter(disk.write, () => {})
    writer.put(1)
    writer.put(2)
    const stopped = writer.stop()
    await disk.finish()
    await stopped
    assert.deepEqual(disk.written, [1])
  })
})
