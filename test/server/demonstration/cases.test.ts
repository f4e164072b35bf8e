import assert from 'node:assert/strict'
import { CHECKLISTS_JSON, findItem } from '../../../server/checklist/checklist.ts'
import { DRAWINGS, putRight, type BeforeName } from '../../../server/demonstration/drawings.ts'
import { Canvas } from '../../../server/demonstration/drawing/canvas.ts'
import { CASES } from '../../../server/demonstration/story.ts'

const CATEGORIES = (JSON.parse(CHECKLISTS_JSON) as { categories: { code: string }[] }).categories

describe('the demonstration’s cases', () => {
  it('fail items that exist, five or more in every category, in words that are nobody else’s', () => {
    for (const { item, found } of CASES) {
      assert.ok(findItem(item), item)
      assert.ok(!findItem(item)!.textZh.includes(found), found)
    }
    for (const { code } of CATEGORIES) {
      assert.ok(CASES.filter(({ item }) => item.startsWith(code)).length >= 5, code)
    }
    assert.equal(new Set(CASES.map(({ found }) => found)).size, CASES.length)
  })

  it('fit the fields of a report', () => {
    for (const { found, done, back, spots } of CASES) {
      for (const text of [found, done, back]) assert.ok(text.trim() === text && text.length > 3 && text.length < 60, text)
      for (const spot of spots) assert.ok(spot.length <= 20, spot)
    }
  })
})

describe('the demonstration’s drawings', () => {
  const pixelsOf = (name: keyof typeof DRAWINGS) => {
    const canvas = new Canvas(80)
    DRAWINGS[name].paint(canvas)
    return Buffer.from(canvas.pixels.buffer)
  }

  it('are forty at most, all of them different', () => {
    const names = Object.keys(DRAWINGS) as (keyof typeof DRAWINGS)[]
    assert.ok(names.length <= 40)
    assert.equal(new Set(names.map((name) => pixelsOf(name).toString('base64'))).size, names.length)
  })

  it('show every place put right as well', () => {
    for (const { drawing, after } of CASES) assert.ok(DRAWINGS[after ?? putRight(drawing as BeforeName)], drawing)
  })
})
