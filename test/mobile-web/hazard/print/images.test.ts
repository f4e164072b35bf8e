import assert from 'node:assert/strict'
import { picturesIn } from '../../../../mobile-web/src/hazard/print/images.ts'

/** As much of the browser's own image as is waited for. */
class Picture extends EventTarget {
  complete = false
  naturalWidth = 0
  src = '/api/photos/1/display'
  come() { [this.complete, this.naturalWidth] = [true, 1600]; this.dispatchEvent(new Event('load')) }
  fail() { this.complete = true; this.dispatchEvent(new Event('error')) }
}
const pictures = (count: number) => Array.from({ length: count }, () => new Picture())
const waitFor = (all: Picture[], moved?: (settled: number) => void, stallMs?: number) =>
  picturesIn(all as unknown as HTMLImageElement[], moved, stallMs) as unknown as Promise<Picture[]>

describe('the pictures of a paper', () => {
  it('are waited for, each of them, and counted as they come', async () => {
    const all = pictures(3)
    all[0]!.come()
    const settled: number[] = []
    const missing = waitFor(all, (count) => settled.push(count))
    all[2]!.come()
    all[1]!.come()
    assert.deepEqual(await missing, [])
    assert.deepEqual(settled, [1, 2, 3])
  })

  it('that fail, now or before, are named and hold nothing up', async () => {
    const all = pictures(3)
    all[0]!.fail()
    const missing = waitFor(all)
    all[1]!.fail()
    all[2]!.come()
    assert.deepEqual(await missing, [all[0], all[1]])
  })

  it('are given up when none has come for a while, and stopped', async () => {
    const all = pictures(2)
    const missing = waitFor(all, undefined, 5)
    all[0]!.come()
    assert.deepEqual(await missing, [all[1]])
    assert.equal(all[1]!.src, '')
  })

  it('may be none', async () => {
    assert.deepEqual(await waitFor([]), [])
  })
})
