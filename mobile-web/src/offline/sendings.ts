import { database, durably } from './database.ts'
import type { ReportDraft, Sending } from './kept.ts'

/** One transaction turns the draft into a report on its way, so a kill in between leaves one of them and never both. */
export const submitDraft = (draft: ReportDraft, sending: Sending): Promise<void> =>
  durably(['reportDrafts', 'sendings'], (tx) => Promise.all([
    tx.objectStore('sendings').put(sending),
    tx.objectStore('reportDrafts').delete(draft.accountId),
  ]))

/**
 * The way back, for words that the server refused. False, and nothing changes, while another report is being written:
 * there is one draft, and it is not overwritten.
 */
export async function takeBack(sending: Sending): Promise<boolean> {
  let taken = false
  await durably(['reportDrafts', 'sendings'], async (tx) => {
    const current = await tx.objectStore('reportDrafts').get(sending.accountId)
    taken = !current || isUntouched(current)
    if (!taken) return
    await tx.objectStore('reportDrafts').put({ ...sending.draft, photoIds: sending.photoIds })
    await tx.objectStore('sendings').delete(sending.hazardId)
  })
  return taken
}

const isUntouched = (draft: ReportDraft) => draft.photoIds.length === 0 && draft.description.trim() === ''

export async function sendingsOf(accountId: string): Promise<Sending[]> {
  const all = await (await database()).getAllFromIndex('sendings', 'accountId', accountId)
  return all.sort((one, other) => one.submittedAt - other.submittedAt)
}

/** Changes a report on its way, as it stands now: two tabs may be sending it at once. */
export async function changeSending(hazardId: string, change: (sending: Sending) => Sending): Promise<void> {
  await durably(['sendings'], async (tx) => {
    const sending = await tx.objectStore('sendings').get(hazardId)
    if (sending) await tx.objectStore('sendings').put(change(sending))
  })
}

/** Everything has arrived: nothing of it stays on the phone. */
export const dropSending = (sending: Sending): Promise<void> =>
  durably(['sendings', 'photos'], (tx) => Promise.all([
    tx.objectStore('sendings').delete(sending.hazardId),
    ...sending.photoIds.map((id) => tx.objectStore('photos').delete(id)),
  ]))
