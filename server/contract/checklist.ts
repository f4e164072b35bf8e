import { z } from 'zod'
import { SEVERITIES } from './enumerations.ts'

/** `text` states the condition that passes; failing it makes the hazard. */
export const checklistItem = z.object({
  code: z.string(), textZh: z.string(), textEn: z.string(),
  defaultSeverity: z.enum(SEVERITIES), majorConfirmed: z.boolean().default(false),
  /** Calendar days to put it right, or for a major one to a safe state; 0 is the same day. */
  suggestedDeadlineDays: z.number().int().min(0),
})
export const category = z.object({ code: z.string(), nameZh: z.string(), nameEn: z.string(), items: z.array(checklistItem) })
export const checklists = z.object({ categories: z.array(category) })
export type ChecklistItem = z.infer<typeof checklistItem>
export type Category = z.infer<typeof category>
