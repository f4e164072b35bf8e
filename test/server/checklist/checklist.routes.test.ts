import assert from 'node:assert/strict'
import { findCategory, findItem } from '../../../server/checklist/checklist.ts'
import { startApp, type TestApp } from '../../support/app.ts'

describe('the checklists', () => {
  let t: TestApp
  before(async () => { t = await startApp() })
  after(() => t.stop())

  it('are 21 categories with 241 items, each code once', async () => {
    const { request } = await t.person('inspector')
    const { body } = await request.get('/api/checklists').expect(200)
    const items = body.categories.flatMap((category: { items: { code: string }[] }) => category.items)
    assert.equal(body.categories.length, 21)
    assert.equal(items.length, 241)
    assert.equal(new Set(items.map(({ code }: { code: string }) => code)).size, 241)
    assert.deepEqual(Object.keys(items[0]).sort(), ['code', 'defaultSeverity', 'majorConfirmed', 'suggestedDeadlineDays', 'textEn', 'textZh'])
  })

  it('cost nothing when the reader has them', async () => {
    const { request } = await t.person('inspector')
    const first = await request.get('/api/checklists').expect(200)
    assert.equal(first.get('Cache-Control'), 'private, no-cache')
    const second = await request.get('/api/checklists').set('If-None-Match', first.get('ETag')!).expect(304)
    assert.equal(second.text, '')
  })

  it('are for who is signed in', async () => { await t.anyone().get('/api/checklists').expect(401) })

  it('are found by code, an item with its category', () => {
    assert.equal(findCategory('FIRE')?.nameZh, '消防安全')
    assert.equal(findCategory('FIRE-01'), undefined)
    assert.equal(findItem('FIRE-01')?.category, 'FIRE')
    assert.equal(findItem('FIRE'), undefined)
  })
})
