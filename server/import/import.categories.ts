import type { Category } from '../contract/checklist.ts'

/** What old ledgers call the categories, by the first of these words that stands in the cell. */
const WORDS: readonly [code: string, words: RegExp][] = [
  ['DORM', /宿舍|寝室/], ['GAS', /燃气|煤气|液化气|天然气/], ['ELEC', /用电|电气|电线|配电/], ['FIRE', /消防|火灾|灭火|疏散/], ['WATER', /饮用水|饮水/],
  ['FOOD', /食堂|食品|餐饮|饮食/], ['LAB', /实验|危化|化学品/], ['SEQ', /特种设备|电梯|锅炉/], ['PE', /体育|操场|器材/], ['TRAF', /校车|交通/],
  ['AREA', /周边/], ['SECU', /安防|三防|保安|监控|门卫|围墙/], ['DROWN', /溺水/], ['HLTH', /卫生|传染病|疾病|医疗/], ['PSYB', /心理|欺凌|霸凌/],
  ['NETO', /网络|舆情/], ['NATD', /自然灾害|地质|防汛|雷电|气象/], ['CONS', /施工|工地|建设/], ['CROWD', /踩踏|拥挤/], ['BLDG', /校舍|建筑|房屋|楼|墙/], ['MGMT', /管理|制度|档案|责任/],
]

/** The code of a category, by its code, its name, or what it is commonly called; null for one that cannot be told. */
export function readCategory(cell: string, categories: readonly Category[]): string | null {
  const asked = cell.trim()
  const named = categories.find(({ code, nameZh, nameEn }) => code === asked.toUpperCase() || nameZh === asked || nameEn.toLowerCase() === asked.toLowerCase())
  if (named) return named.code
  const code = WORDS.find(([, words]) => words.test(asked))?.[0]
  return categories.some((category) => category.code === code) ? code! : null
}
