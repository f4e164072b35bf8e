import type { Response } from 'express'
import { importedFile, importList, importParams, importRows, importRowsQuery, importUpload, mappingRequest, templateParams } from '../contract/import.ts'
import type { Role } from '../contract/enumerations.ts'
import { sendAttachment } from '../http/attachment.ts'
import { route, type Route } from '../http/route.ts'
import { XLSX_TYPE, type Workbook } from '../xlsx/workbook.ts'
import { writeWorkbook } from '../xlsx/write-workbook.ts'
import { receive } from './import.intake.ts'
import type { ImportService } from './import.service.ts'

/** Which of them may bring in what is decided by the kinds. */
const IMPORTERS: readonly Role[] = ['bureau', 'administrator']

export const importRoutes = (imports: ImportService): Route[] => [
  route({
    method: 'get', path: '/api/imports', summary: 'The files that were brought in, newest first', roles: IMPORTERS, answers: { 200: importList },
    handle: async ({ actor }) => ({ body: { items: await imports.list(actor) } }),
  }),
  route({
    method: 'get', path: '/api/import-templates/:kind', summary: 'A spreadsheet to fill in', roles: IMPORTERS, params: templateParams, answers: { 200: null },
    async handle({ actor, params, now, res }) {
      const { fileName, book } = imports.template(params.kind, actor, now)
      return send(res, fileName, book)
    },
  }),
  route({
    method: 'put', path: '/api/imports/:id', summary: 'Send a spreadsheet of past hazards, schools or staff', roles: IMPORTERS,
    params: importParams, upload: importUpload, uploadField: 'file', answers: { 200: importedFile },
    handle: async ({ actor, params, now, req, res }) => {
      imports.expect(actor)
      return { body: await receive(req, res, actor.id, (sent) => imports.upload(actor, params.id, sent, now)) }
    },
  }),
  route({
    method: 'get', path: '/api/imports/:id', summary: 'One import: its columns, its counts, how far it is', roles: IMPORTERS, params: importParams, answers: { 200: importedFile },
    handle: async ({ actor, params }) => ({ body: await imports.find(actor, params.id) }),
  }),
  route({
    method: 'put', path: '/api/imports/:id/mapping', summary: 'Say which column holds what, and have every row judged', roles: IMPORTERS,
    params: importParams, body: mappingRequest, answers: { 200: importedFile },
    handle: async ({ actor, params, body, now }) => ({ body: await imports.check(actor, params.id, body, now) }),
  }),
  route({
    method: 'get', path: '/api/imports/:id/rows', summary: 'Rows with what was decided about each, and why', roles: IMPORTERS,
    params: importParams, query: importRowsQuery, answers: { 200: importRows },
    handle: async ({ actor, params, query }) => ({ body: await imports.rows(actor, params.id, query) }),
  }),
  route({
    method: 'get', path: '/api/imports/:id/refused', summary: 'The refused rows as a spreadsheet, with their reasons', roles: IMPORTERS, params: importParams, answers: { 200: null },
    handle: async ({ actor, params, now, res }) => {
      const { fileName, book } = await imports.refused(actor, params.id, now)
      return send(res, fileName, book)
    },
  }),
  route({
    method: 'put', path: '/api/imports/:id/run', summary: 'Carry out what was checked; asked again it changes nothing', roles: IMPORTERS, params: importParams, answers: { 200: importedFile },
    handle: async ({ actor, params, now }) => ({ body: await imports.run(actor, params.id, now) }),
  }),
  route({
    method: 'put', path: '/api/imports/:id/undo', summary: 'Take a whole import back, as long as nobody has acted on it', roles: IMPORTERS, params: importParams, answers: { 200: importedFile },
    handle: async ({ actor, params }) => ({ body: await imports.undo(actor, params.id) }),
  }),
  route({
    method: 'get', path: '/api/imports/:id/passwords', summary: 'The one-time passwords of new accounts, for a day, to whoever brought them in', roles: ['administrator'], params: importParams, answers: { 200: null },
    handle: async ({ actor, params, now, res }) => {
      const { fileName, book } = await imports.passwords(actor, params.id, now)
      return send(res, fileName, book)
    },
  }),
]

async function send(res: Response, name: string, book: Workbook): Promise<undefined> {
  await sendAttachment(res, { name, plainName: 'import.xlsx', mediaType: XLSX_TYPE, sendTo: (out) => writeWorkbook(out, book) })
}
