import { readFileSync } from 'node:fs'
import { checklists, type Category, type ChecklistItem } from '../contract/checklist.ts'
import { tagOf } from '../http/tagged.ts'

/** Read once; a list that breaks its own contract stops the start. Legal bases stay in the file, which the wire does not need. */
const content = checklists.parse({
  categories: JSON.parse(readFileSync(new URL('./checklists.json', import.meta.url), 'utf8')) as unknown,
})

/** The answer as bytes and its tag by content, made once: the lists change only with the program. */
export const CHECKLISTS_JSON = JSON.stringify(content)
export const CHECKLISTS_ETAG = tagOf(CHECKLISTS_JSON)

const categories = new Map(content.categories.map((category) => [category.code, category]))
const items = new Map(content.categories.flatMap((category) =>
  category.items.map((item) => [item.code, { ...item, category: category.code }] as const)))

export const findCategory = (code: string): Category | undefined => categories.get(code)

/** An item with the code of the category that it belongs to. */
export const findItem = (code: string): (ChecklistItem & { category: string }) | undefined => items.get(code)
