import assert from 'node:assert/strict'
import fc from 'fast-check'
import { createThrottle, delayAfter } from '../../../server/account/log-in.throttle.ts'

function aThrottle() {
  const clock = { now: new Date('2026-11-24T01:00:00Z') }
  const pauses: number[] = []
  const throttle = createThrottle({ now: () => clock.now, pause: async (ms) => void pauses.push(ms) })
  const guess = (name: string) => throttle.attempt(name, async () => void throttle.failed(name))
  return { clock, pauses, throttle, guess }
}

describe('slowing guesses at one account', () => {
  it('lets a slip or two pass, then doubles the wait up to eight seconds', async () => {
    const { pauses, guess } = aThrottle()
    for (let i = 0; i < 10; i++) await guess('wang')
    assert.deepEqual(pauses, [250, 500, 1000, 2000, 4000, 8000, 8000])
  })

  it('never waits longer, and never shorter after more failures', () => {
    fc.assert(fc.property(fc.nat(10_000), (failures) => {
      assert.ok(delayAfter(failures) <= 8_000)
      assert.ok(delayAfter(failures) <= delayAfter(failures + 1))
    }))
  })

  it('slows nobody else', async () => {
    const { pauses, guess } = aThrottle()
    for (let i = 0; i < 4; i++) await guess('wang')
    pauses.length = 0
    await guess('zhao')
    assert.deepEqual(pauses, [])
  })

  it('forgets after a quarter of an hour, and at once after the right password', async () => {
    const { clock, pauses, throttle, guess } = aThrottle()
    for (let i = 0; i < 5; i++) await guess('wang')
    for (let i = 0; i < 5; i++) await guess('zhao')
    throttle.succeeded('zhao')
    clock.now = new Date(clock.now.getTime() + 15 * 60_000)
    pauses.length = 0
    await guess('wang')
    await guess('zhao')
    assert.deepEqual(pauses, [])
  })

  it('runs attempts on one name one after the other, so that a burst is slowed too', async () => {
    const { pauses, throttle } = aThrottle()
    let running = 0
    let most = 0
    const attempt = () => throttle.attempt('wang', async () => {
      most = Math.max(most, ++running)
      await new Promise(setImmediate)
      running--
      throttle.failed('wang')
    })
    await Promise.all([attempt(), attempt(), attempt(), attempt(), attempt()])
    assert.equal(most, 1)
    assert.deepEqual(pauses, [250, 500])
  })

  it('sends the sixth at once away, with a time to come back, and takes the next one', async () => {
    const { throttle, guess } = aThrottle()
    const waiting = Array.from({ length: 5 }, () => guess('wang'))
    await assert.rejects(throttle.attempt('wang', async () => {}),
      (error: { code: string; extras: { retryAfterSeconds: number } }) => error.code === 'too-many-requests' && error.extras.retryAfterSeconds >= 1)
    await Promise.all(waiting)
    await guess('wang')
  })

  it('lets the owner in behind a short wait, while somebody at another address never stops guessing', async () => {
    const { throttle, pauses } = aThrottle()
    const never = new Promise<void>(() => {})
    for (let i = 0; i < 20; i++) throttle.failed('wang')
    for (let i = 0; i < 5; i++) void throttle.attempt('wang', () => never, '203.0.113.5')
    await assert.rejects(throttle.attempt('wang', () => never, '203.0.113.5'))
    pauses.length = 0
    assert.equal(await throttle.attempt('wang', async () => 'in', '198.51.100.7'), 'in')
    assert.deepEqual(pauses, [8_000])
  })

  it('goes on after an attempt that threw', async () => {
    const { throttle } = aThrottle()
    await assert.rejects(throttle.attempt('wang', async () => { throw new Error('database away') }))
    assert.equal(await throttle.attempt('wang', async () => 'in'), 'in')
  })

  it('remembers ten thousand names and no more', async () => {
    const { throttle, guess } = aThrottle()
    for (let i = 0; i < 10_050; i++) await guess(`nobody${i}`)
    assert.equal(throttle.size(), 10_000)
  })
})
