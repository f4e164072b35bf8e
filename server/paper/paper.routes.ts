import type { Response } from 'express'
import { SEES_HAZARDS, type Role } from '../contract/enumerations.ts'
import { nothing } from '../contract/primitives.ts'
import {
  basisParams, changePaperSettings, issueRequest, paperBases, paperPage, paperParams, paperQuery, paperSettingsOnTheWire, tickBasis, voidRequest, wholePaper,
} from '../contract/paper.ts'
import { sendAttachment } from '../http/attachment.ts'
import { route, type Route } from '../http/route.ts'
import { XLSX_TYPE } from '../xlsx/workbook.ts'
import type { Download, PaperService } from './paper.service.ts'

const ISSUES: readonly Role[] = ['officer', 'principal', 'bureau']
const KEEPS: readonly Role[] = ['administrator', 'bureau']
const MEDIA_TYPES = { docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', xlsx: XLSX_TYPE }

/** Settings stand before the papers by id, so that neither is taken for the other. */
export const paperRoutes = (papers: PaperService): Route[] => [...settingsRoutes(papers), ...issuingRoutes(papers), ...readingRoutes(papers)]

const settingsRoutes = ({ settings }: PaperService): Route[] => [
  route({
    method: 'get', path: '/api/paper-settings', summary: 'How the office words its papers', roles: KEEPS, answers: { 200: paperSettingsOnTheWire },
    handle: async () => ({ body: await settings.read() }),
  }),
  route({
    method: 'put', path: '/api/paper-settings', summary: 'Change how papers are worded; issued ones stay as they are', roles: ['administrator'],
    body: changePaperSettings, answers: { 200: paperSettingsOnTheWire },
    handle: async ({ body, actor }) => ({ body: await settings.change(actor, body.version, body.settings) }),
  }),
  route({
    method: 'get', path: '/api/paper-bases', summary: 'The rules that papers may name, and which the bureau has ticked', roles: KEEPS, answers: { 200: paperBases },
    handle: async () => ({ body: await settings.bases() }),
  }),
  route({
    method: 'put', path: '/api/paper-bases/:code', summary: 'Tick a rule for use on papers, or untick it', roles: ['bureau'],
    params: basisParams, body: tickBasis, answers: { 200: nothing },
    handle: async ({ params, body, actor }) => { await settings.tick(actor, params.code, body.ticked); return { body: {} } },
  }),
]

const issuingRoutes = (papers: PaperService): Route[] => [
  route({
    method: 'put', path: '/api/papers/:id', summary: 'Issue a paper under an id made by the client, or correct one', roles: ISSUES,
    params: paperParams, body: issueRequest, answers: { 201: wholePaper, 200: wholePaper },
    async handle({ params, body, actor, now }) {
      const issued = await papers.ask(actor, params.id, body, now)
      return { status: issued.replayed ? 200 : 201, body: issued.paper }
    },
  }),
  route({
    method: 'post', path: '/api/papers/draft', summary: 'The same paper without a number, to look at; nothing is kept', roles: ISSUES,
    body: issueRequest, answers: { 200: null },
    async handle({ body, actor, now, res }) {
      await send(res, await papers.preview(actor, body, now))
      return undefined
    },
  }),
  route({
    method: 'put', path: '/api/papers/:id/void', summary: 'Declare a paper void; its number stays taken', roles: ISSUES,
    params: paperParams, body: voidRequest, answers: { 200: wholePaper },
    handle: async ({ params, body, actor, now }) => ({ body: await papers.declareVoid(actor, params.id, body.reason, now) }),
  }),
]

const readingRoutes = (papers: PaperService): Route[] => [
  route({
    method: 'get', path: '/api/papers', summary: 'Papers within the reader’s scope, newest first', roles: SEES_HAZARDS,
    query: paperQuery, answers: { 200: paperPage },
    handle: async ({ query, actor, now }) => ({ body: await papers.list(actor, query, now) }),
  }),
  route({
    method: 'get', path: '/api/papers/:id', summary: 'One paper', roles: SEES_HAZARDS, params: paperParams, answers: { 200: wholePaper },
    handle: async ({ params, actor, now }) => ({ body: await papers.find(actor, params.id, now) }),
  }),
  route({
    method: 'get', path: '/api/papers/:id/file', summary: 'The file of a paper, the same at each reprint', roles: SEES_HAZARDS,
    params: paperParams, answers: { 200: null },
    async handle({ params, actor, now, res }) {
      await send(res, await papers.download(actor, params.id, 'docx', now))
      return undefined
    },
  }),
  route({
    method: 'get', path: '/api/papers/:id/workbook', summary: 'The workbook (xlsx) that was made with the file of a paper of figures', roles: SEES_HAZARDS,
    params: paperParams, answers: { 200: null },
    async handle({ params, actor, now, res }) {
      await send(res, await papers.download(actor, params.id, 'xlsx', now))
      return undefined
    },
  }),
]

const send = (res: Response, { name, format, sha256, bytes, sendTo }: Download): Promise<void> => sendAttachment(res, {
  name, plainName: `paper.${format}`, mediaType: MEDIA_TYPES[format], sendTo,
  headers: { 'Content-Length': String(bytes), 'Content-Security-Policy': "default-src 'none'; sandbox", ...(sha256 && { ETag: `"${sha256}"` }) },
})
