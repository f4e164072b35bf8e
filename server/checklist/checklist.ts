import { z } from 'zod'
import { checklists, type Category, type ChecklistItem } from '../contract/checklist.ts'
import { tagOf } from '../http/tagged.ts'
import file from './checklists.json' with { type: 'json' }

/** Read once; a list that breaks its own contract stops the start. Legal bases stay in the file, which the wire does not need. */
const content = checklists.parse({ categories: file })

/** The answer as bytes and its tag by content, made once: the lists change only with the program. */
export const CHECKLISTS_JSON = JSON.stringify(content)
export const CHECKLISTS_ETAG = tagOf(CHECKLISTS_JSON)

const categories = new Map(content.categories.map((category) => [category.code, category]))
const items = new Map(content.categories.flatMap((category) =>
  category.items.map((item) => [item.code, { ...item, category: category.code }] as const)))

export const CATEGORIES: readonly Category[] = content.categories
export const findCategory = (code: string): Category | undefined => categories.get(code)

/** An item with the code of the category that it belongs to. */
export const findItem = (code: string): (ChecklistItem & { category: string }) | undefined => items.get(code)

/** The rules behind the items, for papers alone. `read`: compared with a text of the rule; `cited`: taken from a secondary source. */
const bases = new Map(z.array(z.object({
  items: z.array(z.object({ code: z.string(), textZh: z.string(), basis: z.string().optional(), basisStatus: z.enum(['read', 'cited', 'none']) })),
})).parse(file).flatMap(({ items }) => items.flatMap(({ code, textZh, basis, basisStatus }) =>
  (basis ? [[code, { code, item: textZh, text: basis, status: basisStatus }] as const] : []))))

export interface ItemBasis { code: string; item: string; text: string; status: 'read' | 'cited' | 'none' }

export const findBasis = (code: string): ItemBasis | undefined => bases.get(code)
/** In the order of the checklists. */
export const allBases = (): ItemBasis[] => [...bases.values()]
