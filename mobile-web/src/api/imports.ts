import type { z } from 'zod'
import type { ImportedFile, ImportKind, ImportRow, importRows, Mapping, RowOutcome } from '../../../server/contract/import.ts'
import { ask } from './client.ts'
import { fetchFile, putForm } from './files.ts'

export type { ImportedFile, ImportKind, ImportRow, Mapping, RowOutcome }
export type ImportRowPage = z.infer<typeof importRows>

const path = (id: string, what = '') => `/api/imports/${id}${what}`
/** Judging thousands of rows takes its time. */
const CHECK_MS = 120_000

export const fetchImports = (signal?: AbortSignal) => ask<{ items: ImportedFile[] }>('/api/imports', { signal })
export const fetchImport = (id: string, signal?: AbortSignal) => ask<ImportedFile>(path(id), { signal })
export const fetchImportRows = (id: string, outcome: RowOutcome, after: string | undefined, signal?: AbortSignal) =>
  ask<ImportRowPage>(path(id, '/rows'), { query: { outcome, after }, signal })
export const mapImport = (id: string, mapping: Mapping) => ask<ImportedFile>(path(id, '/mapping'), { method: 'PUT', body: mapping, timeoutMs: CHECK_MS })
export const runImport = (id: string) => ask<ImportedFile>(path(id, '/run'), { method: 'PUT', tries: 3 })
export const undoImport = (id: string) => ask<ImportedFile>(path(id, '/undo'), { method: 'PUT' })
export const fetchRefused = (id: string) => fetchFile(path(id, '/refused'))
export const fetchPasswords = (id: string) => fetchFile(path(id, '/passwords'))
export const fetchTemplate = (kind: ImportKind) => fetchFile(`/api/import-templates/${kind}`)

/** Sends a workbook under an id made here: sent again, it is the same import. */
export function sendImport(id: string, kind: ImportKind, file: File, signal?: AbortSignal): Promise<ImportedFile> {
  const form = new FormData()
  form.append('kind', kind)
  form.append('file', file, file.name)
  return putForm<ImportedFile>(path(id), form, signal)
}
