import { database, durably } from './database.ts'
import { TYPED_FIELDS, type ActionDraft, type ReportDraft } from './kept.ts'

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

export async function actionDraftOf(key: string): Promise<ActionDraft | undefined> {
  const found = await (await database()).get('actionDrafts', key)
  return found && asTyped(found)
}

/** A draft of an earlier version of the pages had its fields of text side by side with the rest. */
export function asTyped(found: ActionDraft): ActionDraft {
  if (found.typed) return found
  const earlier = found as unknown as Record<string, unknown>
  const typed = TYPED_FIELDS.flatMap((name) => (typeof earlier[name] === 'string' ? [[name, earlier[name]]] : []))
  return { ...found, typed: Object.fromEntries(typed) as ActionDraft['typed'], assigneeId: null }
}

export const keepActionDraft = (draft: ActionDraft): Promise<void> =>
  durably(['actionDrafts'], (tx) => tx.objectStore('actionDrafts').put(draft))

export const dropActionDraft = (draft: ActionDraft): Promise<void> =>
  durably(['actionDrafts', 'photos'], (tx) => Promise.all([
    tx.objectStore('actionDrafts').delete(draft.key),
    ...draft.photoIds.map((id) => tx.objectStore('photos').delete(id)),
  ]))

/**
 * A report that turns out to be of something known goes over, words and photos, into a comment on that hazard, in one durable
 * step: a kill in between leaves one of the two. What was being written for that comment stands before it.
 */
export const turnIntoComment = (report: ReportDraft, words: string, empty: ActionDraft): Promise<void> =>
  durably(['reportDrafts', 'actionDrafts'], async (tx) => {
    const found = await tx.objectStore('actionDrafts').get(empty.key)
    const before = found ? asTyped(found) : empty
    const note = [before.typed.note, words].filter(Boolean).join('\n')
    await tx.objectStore('actionDrafts').put({ ...before, typed: { ...before.typed, note }, photoIds: [...new Set([...before.photoIds, ...report.photoIds])], savedAt: Date.now() })
    await tx.objectStore('reportDrafts').delete(report.accountId)
  })
