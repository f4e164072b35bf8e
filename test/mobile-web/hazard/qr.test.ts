import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { qrOf } from '../../../mobile-web/src/hazard/record/qr.ts'

const rows = (text: string) => qrOf(text)!.map((row) => row.map((dark) => (dark ? '#' : '.')).join(''))
const printOf = (text: string) => [rows(text).length, createHash('sha256').update(rows(text).join('\n')).digest('hex').slice(0, 16)]

/** All of these were compared, module by module, with another implementation under the same mask. */
describe('the code on the paper', () => {
  it('is drawn as the standard says', () => {
    assert.deepEqual(rows('SC013'), [
      '#######...#.#.#######', '#.....#..#..#.#.....#', '#.###.#.#..#..#.###.#', '#.###.#.#.##..#.###.#', '#.###.#.##..#.#.###.#', '#.....#.#..#..#.....#', '#######.#.#.#.#######',
      '........##...........', '#.#####....#..#####..', '.....#...######...#..', '.####.#.###.#.##.#.#.', '#####..#...####...###', '###..##.#...#..#.#...', '........##..#..#..##.',
      '#######...##.#..#.##.', '#.....#.###....##.##.', '#.###.#.#..#.#..##.#.', '#.###.#.#.######..#..', '#.###.#.##..#.##.##..', '#.....#....####.#.#..', '#######.###.#..#.#.#.',
    ])
  })

  it('grows with the address: blocks of unequal length, the version beside the finders', () => {
    assert.deepEqual(printOf('https://a.example/hazards/967fe434-1f79-457d-8bc0-d81046217957'), [33, 'c330c3e1285a779f'])
    assert.deepEqual(printOf(`https://aq.example.edu.cn/hazards/${'x'.repeat(80)}`), [45, '23b9ae464d07b485'])
    assert.deepEqual(printOf('y'.repeat(213)), [57, '846a7d6bcfd964a4'])
  })

  it('is left out where the address is too long', () => {
    assert.equal(qrOf('y'.repeat(214)), null)
  })
})
