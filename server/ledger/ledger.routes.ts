import type { Response } from 'express'
import { SEES_HAZARDS } from '../contract/enumerations.ts'
import { ledgerParams, ledgerProgress, ledgerRequest } from '../contract/ledger.ts'
import { route, type Route } from '../http/route.ts'
import { XLSX_TYPE } from '../xlsx/workbook.ts'
import type { Ledger, LedgerService } from './ledger.service.ts'

export const ledgerRoutes = (ledgers: LedgerService): Route[] => [
  route({
    method: 'post', path: '/api/ledger', summary: 'The ledger of hazards as a spreadsheet (xlsx): of a list, or of the hazards named',
    roles: SEES_HAZARDS, body: ledgerRequest, answers: { 200: null },
    handle: async ({ actor, body, now, res }) => {
      await send(res, await ledgers.open(actor, body, now))
      return undefined
    },
  }),
  route({
    method: 'get', path: '/api/ledger/:id', summary: 'How far an export of the ledger is',
    roles: SEES_HAZARDS, params: ledgerParams, answers: { 200: ledgerProgress },
    handle: async ({ actor, params }) => ({ body: await ledgers.progress(actor, params.id) }),
  }),
]

/** A reader who goes away half-way is no failure of ours. */
async function send(res: Response, { fileName, writeTo }: Ledger): Promise<void> {
  res.set({
    'Content-Type': XLSX_TYPE, 'X-Content-Type-Options': 'nosniff',
    'Content-Disposition': `attachment; filename="ledger.xlsx"; filename*=UTF-8''${encodeURIComponent(fileName)}`,
  })
  try {
    await writeTo(res)
  } catch (error) {
    if (!res.closed) throw error
  }
}
