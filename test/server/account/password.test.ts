import assert from 'node:assert/strict'
import { createPasswords, createPlaces } from '../../../server/account/password.ts'

describe('passwords', () => {
  const passwords = createPasswords()

  it('are kept as argon2id with 19 MiB and two passes', async () => {
    const stored = await passwords.hashOf('Correct-horse-9')
    assert.match(stored, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    assert.equal(await passwords.matches(stored, 'Correct-horse-9'), true)
    assert.equal(await passwords.matches(stored, 'Correct-horse-8'), false)
  })

  it('match nobody where there is no account, whatever is typed', async () => {
    assert.equal(await passwords.matches(null, ''), false)
    assert.equal(await passwords.matches(null, 'Correct-horse-9'), false)
  })

  it('cost the same work for a name that does not exist', async () => {
    const stored = await passwords.hashOf('Correct-horse-9')
    const time = async (hash: string | null) => {
      const start = process.cpuUsage()
      for (let i = 0; i < 8; i++) await passwords.matches(hash, 'wrong')
      const { user, system } = process.cpuUsage(start)
      return user + system
    }
    const [known, unknown] = [await time(stored), await time(null)]
    assert.ok(unknown > known / 2, `${unknown} µs of CPU for an unknown name, ${known} for a known one`)
  })
})

describe('places at the hashing', () => {
  it('are two at a time, in order of coming', async () => {
    const withPlace = createPlaces(2, 10)
    let running = 0
    let most = 0
    const order: number[] = []
    await Promise.all(Array.from({ length: 8 }, (_, i) => withPlace(async () => {
      most = Math.max(most, ++running)
      await new Promise(setImmediate)
      order.push(i)
      running--
    })))
    assert.equal(most, 2)
    assert.deepEqual(order, [0, 1, 2, 3, 4, 5, 6, 7])
  })

  it('come back after a failure', async () => {
    const withPlace = createPlaces(1, 10)
    await assert.rejects(withPlace(async () => { throw new Error('no memory') }))
    assert.equal(await withPlace(async () => 1), 1)
  })

  it('are refused when too many wait', async () => {
    const withPlace = createPlaces(1, 1)
    const slow = () => withPlace(() => new Promise<void>((resolve) => setImmediate(resolve)))
    const accepted = [slow(), slow()]
    await assert.rejects(slow(), { code: 'too-many-requests' })
    await Promise.all(accepted)
  })
})
