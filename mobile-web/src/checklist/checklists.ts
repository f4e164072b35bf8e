import { computed, shallowRef } from 'vue'
import type { Category, ChecklistItem } from '../../../server/contract/checklist.ts'
import { fetchCategories } from '../api/checklists.ts'
import { language } from '../words/t.ts'

/** Categories and their checklist items, fetched once a visit. */
export const categories = shallowRef<readonly Category[]>([])
let asked: Promise<readonly Category[]> | null = null

export function loadCategories(): Promise<readonly Category[]> {
  asked ??= fetchCategories()
    .then((found) => (categories.value = found))
    .catch((error: unknown) => { asked = null; throw error })
  return asked
}

const byCode = computed(() => new Map(categories.value.map((category) => [category.code, category])))
const itemsByCode = computed(() => new Map(categories.value.flatMap(({ items }) => items.map((item) => [item.code, item] as const))))

/** The name in the reader's language; the code while the names are on their way. Reactive. */
export function categoryName(code: string): string {
  const found = byCode.value.get(code)
  return found ? (language.value === 'zh' ? found.nameZh : found.nameEn) : code
}

export const checklistItem = (code: string): ChecklistItem | undefined => itemsByCode.value.get(code)
export const itemWords = (item: ChecklistItem) => (language.value === 'zh' ? item.textZh : item.textEn)
