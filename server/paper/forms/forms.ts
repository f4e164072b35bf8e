import type { PaperType } from '../../contract/enumerations.ts'
import { closing } from './closing.ts'
import { delisting } from './delisting.ts'
import { extension } from './extension.ts'
import type { Form } from './form.ts'
import { ledger, photoLedger } from './ledger.ts'
import { listing } from './listing.ts'
import { notice } from './notice.ts'
import { recheck } from './recheck.ts'
import { rectificationReport } from './rectification-report.ts'
import { statistics } from './statistics.ts'
import { supervisionLetter } from './supervision-letter.ts'
import { supervisionOrder } from './supervision-order.ts'

/** The papers that can be issued. */
const FORMS = {
  ledger, photoLedger, notice, rectificationReport, recheck, supervisionOrder, supervisionLetter, extension, listing, delisting, closing, statistics,
}

export const formOf = (type: PaperType): Form | undefined => (FORMS as Partial<Record<PaperType, unknown>>)[type] as Form | undefined
