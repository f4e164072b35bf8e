import { createRequire } from 'node:module'

/** Read when a school is first written: the dictionary takes a tenth of a second, which a start does not need. */
let dictionary: typeof import('pinyin-pro') | undefined
const pinyin = () => (dictionary ??= createRequire(import.meta.url)('pinyin-pro') as typeof import('pinyin-pro')).pinyin

/**
 * The first letters of a name, by which people search (区实验中学 → qsyzx). The dictionary reads whole words,
 * so polyphones come out by their company (长风 cf, 成长 cz, 重庆 cq). Letters and digits stay, in lower case.
 */
export function initialsOf(name: string): string {
  const letters = pinyin()(name, { pattern: 'first', toneType: 'none', type: 'array', nonZh: 'consecutive' }).join('')
  return letters.toLowerCase().replace(/[^a-z0-9]/g, '')
}
