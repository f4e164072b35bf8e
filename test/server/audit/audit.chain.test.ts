import assert from 'node:assert/strict'
import fc from 'fast-check'
import { hashOf, walk } from '../../../server/audit/audit.chain.ts'
import type { AuditRecord } from '../../../server/audit/audit.model.ts'

function chain(length: number): AuditRecord[] {
  const entries: AuditRecord[] = []
  for (let sequence = 1; sequence <= length; sequence++) {
    const entry = {
      _id: sequence, at: new Date(1_700_000_000_000 + sequence), by: 'a', action: 'school.change', subject: `school:SC${sequence}`,
      stage: 'done' as const, intended: null, detail: { name: { from: '甲', to: '乙' } }, previous: entries.at(-1)?.hash ?? '',
    }
    entries.push({ ...entry, hash: hashOf(entry) })
  }
  return entries
}

async function* each(entries: AuditRecord[]) { yield* entries }

describe('the chain of the audit', () => {
  it('holds as it was written', async () => {
    const entries = chain(20)
    assert.deepEqual(await walk(each(entries)), { entries: 20, lastHash: entries.at(-1)!.hash, brokenAt: null })
    assert.deepEqual(await walk(each([])), { entries: 0, lastHash: '', brokenAt: null })
  })

  it('shows any field that was changed', async () => {
    const forged = { at: new Date(0), by: 'b', action: 'x', subject: 'y', stage: 'intended', intended: 1, detail: {}, previous: 'z' }
    for (const [field, value] of Object.entries(forged)) {
      const entries = chain(5).map((entry) => (entry._id === 3 ? { ...entry, [field]: value } : entry))
      assert.equal((await walk(each(entries))).brokenAt, 3, field)
    }
  })

  it('shows a change even where the forger made the entry’s own hash anew', async () => {
    const entries = chain(5)
    const forged = { ...entries[2]!, by: 'b' }
    entries[2] = { ...forged, hash: hashOf(forged) }
    assert.equal((await walk(each(entries))).brokenAt, 4)
  })

  it('shows one that was taken out or slipped in, wherever', async () => {
    await fc.assert(fc.asyncProperty(fc.integer({ min: 0, max: 8 }), fc.boolean(), async (at, out) => {
      const entries = chain(10)
      const changed = out ? entries.toSpliced(at, 1) : entries.toSpliced(at, 0, entries[at]!)
      assert.notEqual((await walk(each(changed))).brokenAt, null)
    }))
  })

  it('does not depend on the order in which a store gives keys back', () => {
    const entry = chain(1)[0]!
    assert.equal(hashOf({ ...entry, detail: { a: 1, b: { c: 2, d: [3] } } }), hashOf({ ...entry, detail: { b: { d: [3], c: 2 }, a: 1 } }))
  })
})
