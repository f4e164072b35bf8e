import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'

/** Floors for security fixes: `npm audit` cannot be reached from every machine, so what we know stands here. */
const FLOORS: Record<string, [number, number, number]> = {
  multer: [2, 3, 0], sharp: [0, 35, 0], mongoose: [9, 9, 2], express: [5, 0, 0], nodemailer: [7, 0, 7],
}

const lock = JSON.parse(readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8')) as {
  packages: Record<string, { version?: string; resolved?: string }>
}
const versionsOf = (name: string) =>
  Object.entries(lock.packages).filter(([path]) => path.endsWith(`node_modules/${name}`)).map(([, { version }]) => version!)

describe('the versions in the lock file', () => {
  for (const [name, floor] of Object.entries(FLOORS)) {
    it(`of ${name} are ${floor.join('.')} or later`, () => {
      assert.ok(versionsOf(name).length > 0)
      for (const version of versionsOf(name)) {
        const parts = version.split('.').map(Number)
        const differs = floor.findIndex((part, n) => parts[n] !== part)
        assert.ok(differs < 0 || parts[differs]! > floor[differs]!, version)
      }
    })
  }

  it('name one driver and one set of BSON classes, or instances of one are strangers to the other', () => {
    assert.equal(versionsOf('mongodb').length, 1)
    assert.equal(versionsOf('bson').length, 1)
  })

  it('name no registry host', () => {
    assert.ok(Object.values(lock.packages).every(({ resolved }) => resolved === undefined))
  })
})
