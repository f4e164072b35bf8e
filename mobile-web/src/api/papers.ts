import type { z } from 'zod'
import type { PaperType } from '../../../server/contract/enumerations.ts'
import type { changePaperSettings, issueRequest, paperBases, paperPage, paperSettingsOnTheWire, WholePaper } from '../../../server/contract/paper.ts'
import { ask } from './client.ts'
import { fetchFile } from './files.ts'

export type IssueAsked = z.input<typeof issueRequest>
export type PaperPage = z.infer<typeof paperPage>
export type PaperSettingsOnTheWire = z.infer<typeof paperSettingsOnTheWire>

export interface PaperFilters { type?: readonly PaperType[]; schoolId?: string; hazardId?: string; cursor?: string; limit?: number }

export const fetchPapers = (filters: PaperFilters, signal?: AbortSignal) => ask<PaperPage>('/api/papers', { query: { ...filters }, signal })
export const fetchPaper = (id: string) => ask<WholePaper>(`/api/papers/${id}`)

/** Issues a paper under an id made here: asked again, it answers as the first time. Composing many rows takes its time. */
export const issuePaper = (id: string, asked: IssueAsked) => ask<WholePaper>(`/api/papers/${id}`, { method: 'PUT', body: asked, tries: 3, timeoutMs: 90_000 })
export const voidPaper = (id: string, reason: string) => ask<WholePaper>(`/api/papers/${id}/void`, { method: 'PUT', body: { reason }, tries: 3 })

export const fetchPaperSettings = () => ask<PaperSettingsOnTheWire>('/api/paper-settings')
export const changeSettings = (body: z.input<typeof changePaperSettings>) => ask<PaperSettingsOnTheWire>('/api/paper-settings', { method: 'PUT', body })
export const fetchBases = () => ask<z.infer<typeof paperBases>>('/api/paper-bases').then(({ items }) => items)
export const tickBasis = (code: string, ticked: boolean) => ask<void>(`/api/paper-bases/${code}`, { method: 'PUT', body: { ticked }, tries: 3 })

/** The issued file is downloaded by the browser itself, which waits for it as long as it takes. */
export const paperFile = (id: string) => `/api/papers/${id}/file`
export const paperWorkbook = (id: string) => `/api/papers/${id}/workbook`

/** What would be issued, without a number. Throws as `ask` does. */
export const fetchDraft = (asked: IssueAsked) => fetchFile('/api/papers/draft', { method: 'POST', body: asked })
