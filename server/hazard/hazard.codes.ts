import type { ChecklistItem } from '../contract/checklist.ts'
import { Problem } from '../http/problem.ts'
import type { HazardDeps } from './hazard.deps.ts'

/** The checklist item that these codes name, if they name one. Throws unknown-code for a code that the checklists lack. */
export function checkCodes(checklists: HazardDeps['checklists'], { category, checklistItem }: {
  category?: string | undefined; checklistItem?: string | undefined
}): ChecklistItem | null {
  const known = category === undefined ? undefined : checklists.findCategory(category)
  if (category !== undefined && !known) throw unknownCode('category')
  if (checklistItem === undefined) return null
  const item = known?.items.find(({ code }) => code === checklistItem)
  if (!item) throw unknownCode('checklistItem')
  return item
}

const unknownCode = (path: string) => new Problem('unknown-code', { errors: [{ path, code: 'unknown' }] })
