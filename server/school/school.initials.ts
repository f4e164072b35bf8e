import { pinyin } from 'pinyin-pro'

/**
 * The first letters of a name, by which people search (区实验中学 → qsyzx). The dictionary reads whole words,
 * so polyphones come out by their company (长风 cf, 成长 cz, 重庆 cq). Letters and digits stay, in lower case.
 */
export function initialsOf(name: string): string {
  const letters = pinyin(name, { pattern: 'first', toneType: 'none', type: 'array', nonZh: 'consecutive' }).join('')
  return letters.toLowerCase().replace(/[^a-z0-9]/g, '')
}
