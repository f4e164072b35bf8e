import assert from 'node:assert/strict'
import { TRIES_BEFORE_ASKING, waitBefore } from '../../../mobile-web/src/hazard/sending/backOff.ts'
import { createUploadQueue, type Attempt } from '../../../mobile-web/src/hazard/sending/uploadQueue.ts'
import { handTimer, settled } from './hand-timer.ts'

function start(answers: Record<string, Attempt[]>) {
  const timer = handTimer()
  const sent: string[] = []
  const stored: string[] = []
  const queue = createUploadQueue({
    timer,
    changed: () => {},
    stored: async (id) => void stored.push(id),
    send: async (id, onShare) => {
      sent.push(id)
      onShare(0.5)
      return answers[id]?.shift() ?? { ended: 'sent' }
    },
  })
  return { queue, timer, sent, stored }
}
const again: Attempt = { ended: 'again', retryAfterSeconds: null }

describe('photos on their way', () => {
  it('go one after another, in the order in which they were shot', async () => {
    const { queue, sent, stored } = start({})
    queue.add(['a', 'b', 'c'])
    await settled()
    assert.deepEqual(sent, ['a', 'b', 'c'])
    assert.deepEqual(stored, ['a', 'b', 'c'])
  })

  it('let the others pass while one waits, and try it again by themselves', async () => {
    const { queue, timer, sent, stored } = start({ a: [again, again] })
    queue.add(['a', 'b'])
    await settled()
    assert.deepEqual(stored, ['b'])
    assert.equal(queue.step('a')?.at, 'waiting')
    await timer.pass(1_000)
    await timer.pass(2_000)
    assert.deepEqual(sent, ['a', 'b', 'a', 'a'])
    assert.deepEqual(stored, ['b', 'a'])
  })

  it('wait as long as the server says', async () => {
    const { queue, timer, sent } = start({ a: [{ ended: 'again', retryAfterSeconds: 30 }] })
    queue.add(['a'])
    await settled()
    await timer.pass(29_999)
    assert.equal(sent.length, 1)
    await timer.pass(1)
    assert.equal(sent.length, 2)
  })

  it('ask the person after six failures, and start afresh when told to', async () => {
    const { queue, timer, sent } = start({ a: Array<Attempt>(TRIES_BEFORE_ASKING).fill(again) })
    queue.add(['a'])
    await settled()
    for (let round = 1; round < TRIES_BEFORE_ASKING; round++) await timer.pass(waitBefore(round, null))
    assert.equal(queue.step('a')?.at, 'asking')
    assert.equal(timer.waiting(), 0)
    queue.retry()
    await settled()
    assert.equal(sent.length, TRIES_BEFORE_ASKING + 1)
    assert.equal(queue.step('a')?.at, 'sent')
  })

  it('never repeat what was refused for good', async () => {
    const { queue, sent } = start({ a: [{ ended: 'refused', code: 'photo-broken' }] })
    queue.add(['a', 'b'])
    await settled()
    queue.retry()
    await settled()
    assert.deepEqual(sent, ['a', 'b'])
    assert.deepEqual(queue.step('a'), { at: 'refused', code: 'photo-broken' })
  })

  it('stand still when the session has ended, and go on after log-in', async () => {
    const { queue, sent, stored } = start({ a: [{ ended: 'signedOut' }] })
    queue.add(['a', 'b'])
    await settled()
    assert.deepEqual(sent, ['a'])
    queue.retry()
    await settled()
    assert.deepEqual(stored.toSorted(), ['a', 'b'])
  })

  it('forget one that was taken out, even while it is being sent', async () => {
    const { queue, stored } = start({})
    queue.add(['a'])
    queue.remove('a')
    await settled()
    assert.deepEqual(stored, [])
  })
})
