import assert from 'node:assert/strict'
import fc from 'fast-check'
import { gramsOf, pairsOf } from '../../../server/search/grams.ts'

describe('what a text is found by', () => {
  it('any part of a name is found by its letters and pairs', () => {
    fc.assert(fc.property(fc.string({ minLength: 1, maxLength: 20, unit: 'grapheme' }), fc.nat(), fc.nat(), (name, a, b) => {
      const letters = [...name.toLowerCase().trim()]
      if (letters.length === 0) return
      const from = a % letters.length
      const part = letters.slice(from, from + 1 + (b % (letters.length - from))).join('')
      const grams = new Set(gramsOf(name))
      assert.ok(gramsOf(part).every((gram) => grams.has(gram)))
    }))
  })

  it('any part of a text of two characters or more is found by pairs alone', () => {
    const text = fc.string({ unit: fc.constantFrom(...'灭火器箱前堆放纸箱4个，。 Aa0-（）') , minLength: 2, maxLength: 40 })
    fc.assert(fc.property(text, fc.nat(), fc.nat(), (whole, a, b) => {
      const from = a % (whole.length - 1)
      const part = whole.slice(from, from + 2 + (b % (whole.length - from)))
      const pairs = new Set(pairsOf(whole))
      assert.ok(pairsOf(part).every((pair) => pairs.has(pair)))
    }))
  })

  it('reads full-width and capital letters as the plain ones, and nothing across a comma or a space', () => {
    assert.deepEqual(pairsOf('ＡＢ１'), pairsOf('ab1'))
    assert.deepEqual(pairsOf('门，窗 灯'), [])
    assert.deepEqual(pairsOf('灭火器'), ['灭火', '火器'])
    assert.deepEqual(pairsOf('灭火', '灭火'), ['灭火'])
    assert.deepEqual(pairsOf('门0042', '123'), ['门0', '00', '04', '42', '0042', '12', '23'])
    assert.deepEqual(pairsOf('20261'), ['20', '02', '26', '61', '2026', '0261'])
  })
})
