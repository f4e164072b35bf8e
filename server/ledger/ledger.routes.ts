import { SEES_HAZARDS } from '../contract/enumerations.ts'
import { ledgerParams, ledgerProgress, ledgerRequest } from '../contract/ledger.ts'
import { sendAttachment } from '../http/attachment.ts'
import { route, type Route } from '../http/route.ts'
import { XLSX_TYPE } from '../xlsx/workbook.ts'
import type { LedgerService } from './ledger.service.ts'

export const ledgerRoutes = (ledgers: LedgerService): Route[] => [
  route({
    method: 'post', path: '/api/ledger', summary: 'The ledger of hazards as a spreadsheet (xlsx): of a list, or of the hazards named',
    roles: SEES_HAZARDS, body: ledgerRequest, answers: { 200: null },
    handle: async ({ actor, body, now, res }) => {
      const { fileName, writeTo } = await ledgers.open(actor, body, now)
      await sendAttachment(res, { name: fileName, plainName: 'ledger.xlsx', mediaType: XLSX_TYPE, sendTo: writeTo })
      return undefined
    },
  }),
  route({
    method: 'get', path: '/api/ledger/:id', summary: 'How far an export of the ledger is',
    roles: SEES_HAZARDS, params: ledgerParams, answers: { 200: ledgerProgress },
    handle: async ({ actor, params }) => ({ body: await ledgers.progress(actor, params.id) }),
  }),
]
