import { database, durably } from './database.ts'
import type { ActionDraft, ReportDraft } from './kept.ts'

export const reportDraftOf = async (accountId: string): Promise<ReportDraft | undefined> =>
  (await database()).get('reportDrafts', accountId)

export const keepReportDraft = (draft: ReportDraft): Promise<void> =>
  durably(['reportDrafts'], (tx) => tx.objectStore('reportDrafts').put(draft))

/** Throws the draft away, with its photos. */
export const dropReportDraft = (draft: ReportDraft): Promise<void> =>
  durably(['reportDrafts', 'photos'], (tx) => Promise.all([
    tx.objectStore('reportDrafts').delete(draft.accountId),
    ...draft.photoIds.map((id) => tx.objectStore('photos').delete(id)),
  ]))

export const actionDraftOf = async (key: string): Promise<ActionDraft | undefined> =>
  (await database()).get('actionDrafts', key)

export const keepActionDraft = (draft: ActionDraft): Promise<void> =>
  durably(['actionDrafts'], (tx) => tx.objectStore('actionDrafts').put(draft))

export const dropActionDraft = (draft: ActionDraft): Promise<void> =>
  durably(['actionDrafts', 'photos'], (tx) => Promise.all([
    tx.objectStore('actionDrafts').delete(draft.key),
    ...draft.photoIds.map((id) => tx.objectStore('photos').delete(id)),
  ]))
