import assert from 'node:assert/strict'
import { pino } from 'pino'
import type { Kind } from '../../../server/import/import.kinds.ts'
import { chunkModel, importModel } from '../../../server/import/import.model.ts'
import { createRunning } from '../../../server/import/import.running.ts'
import { createIndexes, dropDatabase, freshDatabase } from '../../support/database.ts'

describe('an undo that takes long', () => {
  it('stays with whoever began it, and goes on elsewhere when that one is gone', async () => {
    const connection = await freshDatabase()
    const imports = importModel(connection)
    const chunks = chunkModel(connection)
    await createIndexes(connection)
    await imports.create({ _id: 'a', kind: 'hazards', state: 'undoing', by: 'somebody', at: new Date(0), fileName: 'a.xlsx', sha256: 'x' })
    let now = Date.parse('2026-11-24T01:00:00Z')
    const begun: string[] = []
    const process = (name: string, takeBack: Kind['takeBack']) => createRunning({
      imports, chunks, now: () => new Date(now), log: pino({ level: 'silent' }),
      kinds: { hazards: { takeBack: (...given: Parameters<Kind['takeBack']>) => { begun.push(name); return takeBack(...given) } } } as never,
    })
    const second = process('second', async () => [])
    const first = process('first', async (_job, _chunks, stillAtWork) => {
      for (let minute = 0; minute < 5; minute++) {
        now += 60_000
        await stillAtWork()
        await second.drive('a')
      }
      throw new Error('the first dies')
    })
    await first.drive('a')
    assert.deepEqual(begun, ['first'])
    now += 121_000
    await second.drive('a')
    assert.deepEqual(begun, ['first', 'second'])
    assert.equal((await imports.findById('a').lean())!.state, 'undone')
    await dropDatabase(connection)
  })
})
