/** A rule that a hazard rests on, as the checklists name it. */
export interface Basis { text: string; status: 'read' | 'cited' | 'none' }

interface Cited { law: string; articles: string[] }

/** 待核 marks what nobody has compared with the text that is in force; an old edition is no basis either. */
const UNUSABLE = /待核|^旧版/
const ARTICLE = /第[一二三四五六七八九十百零〇]+条(?:（[一二三四五六七八九十]+）)?(?:第\d+项)?(?:至第[一二三四五六七八九十百零〇]+条)?|\d+(?:\.\d+)+/g

/**
 * The sentence part after 检查依据：, articles of one law joined: 《消防法》第十六条、第二十八条. Empty when nothing usable is left.
 * Only what the caller was told to use: whether the bureau has ticked an item is asked before.
 */
export function printedBasis(bases: readonly Basis[]): string {
  const laws = new Map<string, string[]>()
  for (const { text, status } of bases) {
    if (status === 'none') continue
    for (const part of text.split('；').map((one) => one.trim()).filter((one) => one && !UNUSABLE.test(one))) {
      const { law, articles } = cited(part)
      const known = laws.get(law) ?? []
      laws.set(law, [...known, ...articles.filter((article) => !known.includes(article))])
    }
  }
  return [...laws].map(([law, articles]) => law + articles.sort(byArticle).join('、')).join('；')
}

/** 消防法第十六条 → 《消防法》 and 第十六条; a standard's number goes behind its name, as does a document's. */
function cited(part: string): Cited {
  const articles = part.match(ARTICLE) ?? []
  const first = articles[0] === undefined ? part.length : part.indexOf(articles[0])
  const named = part.slice(0, first).trim()
  const standard = /^(GB(?:\/T)? [\d.-]+)\s*(.*)$/.exec(named)
  if (standard) return { law: standard[2] ? `《${standard[2]}》（${standard[1]}）` : `《${standard[1]}》`, articles }
  // Only the first bracket can be the document's number; what follows explains the item to whoever checks.
  const [, name, number = ''] = /^([^（]+)(（(?:试行|[^）]*[〔\d令][^）]*)）)?/.exec(named) ?? [null, named]
  return { law: `《${name}》${number}`, articles }
}

const byArticle = (a: string, b: string) => ordinal(a) - ordinal(b)

const DIGITS = '零一二三四五六七八九'
/** The number in 第二十八条; what has none keeps its place behind. */
function ordinal(article: string): number {
  const written = /^第([一二三四五六七八九十百零〇]+)条/.exec(article)?.[1]
  if (!written) return 10_000
  let sum = 0
  let digit = 0
  for (const character of written.replace('〇', '零')) {
    if (character === '百') { sum += (digit || 1) * 100; digit = 0 } else if (character === '十') { sum += (digit || 1) * 10; digit = 0 } else digit = DIGITS.indexOf(character)
  }
  return sum + digit
}
