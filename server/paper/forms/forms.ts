import type { PaperType } from '../../contract/enumerations.ts'
import type { Form } from './form.ts'
import { notice } from './notice.ts'

/** The papers that can be issued. */
export const FORMS = { notice } as const

export const formOf = (type: PaperType): Form | undefined => (FORMS as Partial<Record<PaperType, unknown>>)[type] as Form | undefined
