import type { HazardRecord, HistoryEntry } from '../../server/hazard/hazard.model.ts'
import type { Cast, Joined } from './cast.ts'
import { checkFiles } from './check-files.ts'
import type { Ledger } from './ledger.ts'

/** Looks past the answers, at what is stored. Run after a tick, on a database that nobody writes to. */
export async function checkDatabase(joined: Joined, cast: Cast, ledger: Ledger): Promise<void> {
  const hazards = await joined.connection.collection<HazardRecord>('hazards').find().toArray()
  checkReports(hazards, ledger)
  for (const hazard of hazards) checkHistory(hazard, ledger)
  await checkInboxes(joined, hazards, cast, ledger)
  await checkFiles(joined, hazards, ledger)
  const { brokenAt } = await joined.services.audit.verify()
  if (brokenAt !== null) ledger.violated('wrong', `the audit chain is broken at ${brokenAt}`)
}

/** As many hazards as reports, and each school's numbers of the year run from 1 without a gap. */
function checkReports(hazards: readonly HazardRecord[], ledger: Ledger): void {
  const reported = new Set(ledger.of('report').map(({ deed }) => deed.id))
  for (const { _id } of hazards) if (!reported.has(_id)) ledger.violated('doubled', `hazard ${_id} was never acknowledged`)
  for (const id of reported) if (!hazards.some(({ _id }) => _id === id)) ledger.violated('lost', `hazard ${id} is not stored`)
  const runs = new Map<string, number[]>()
  for (const { schoolId, year, seq } of hazards) runs.set(`${schoolId} ${year}`, [...runs.get(`${schoolId} ${year}`) ?? [], seq])
  for (const [run, seqs] of runs) {
    if (seqs.sort((a, b) => a - b).some((seq, index) => seq !== index + 1)) ledger.violated('wrong', `the numbers of ${run} are ${seqs.join(' ')}`)
  }
  if (new Set(hazards.map(({ number }) => number)).size !== hazards.length) ledger.violated('doubled', 'two hazards have one number')
}

/** Only acknowledged actions, each once, each raising the version by one; nothing left untold. */
function checkHistory({ _id, history, version, untoldFrom, photoIds }: HazardRecord, ledger: Ledger): void {
  const actions = history.filter(({ actionId }) => actionId !== null).map(({ actionId }) => actionId!)
  const acknowledged = ledger.of('action').filter(({ deed }) => deed.hazardId === _id).map(({ deed }) => deed.id)
  if (actions.join() !== acknowledged.join()) ledger.violated('wrong', `the actions of ${_id} are ${actions.join()}, acknowledged were ${acknowledged.join()}`)
  if (version !== 1 + actions.length) ledger.violated('wrong', `${_id} has version ${version} after ${actions.length} actions`)
  if (untoldFrom !== undefined) ledger.violated('lost', `${_id} is untold from ${untoldFrom}`)
  const attached = ledger.of('photo').filter(({ deed }) => deed.hazardId === _id).map(({ deed }) => deed.id)
  if ([...photoIds].sort().join() !== attached.sort().join()) ledger.violated('wrong', `the photoIds of ${_id} are ${photoIds.join()}`)
}

/** One inbox row for each event and each person it is told to, sent, and no other. */
async function checkInboxes({ connection }: Joined, hazards: readonly HazardRecord[], { ids }: Cast, ledger: Ledger): Promise<void> {
  const expected = hazards.flatMap((hazard) => hazard.history.flatMap((entry, index) =>
    toldOf(hazard, entry).filter((who) => ids[who] !== entry.by).map((who) => `${hazard._id} ${index} ${ids[who]}`)))
  const rows = await connection.collection('notifications').find({ channel: 'inbox', historyIndex: { $ne: null } }).toArray()
  const found = rows.map(({ hazardId, historyIndex, recipientId }) => `${hazardId} ${historyIndex} ${recipientId}`)
  for (const { _id, state } of rows) if (state !== 'sent') ledger.violated('lost', `message ${String(_id)} is ${state}`)
  for (const row of expected) {
    const times = found.filter((one) => one === row).length
    if (times !== 1) ledger.violated(times === 0 ? 'lost' : 'doubled', `the message "${row}" stands ${times} times`)
  }
  for (const row of new Set(found)) if (!expected.includes(row)) ledger.violated('wrong', `the message "${row}" is for somebody else`)
}

/** Written out by hand for this cast, not read off the table of transitions that the server reads. */
function toldOf({ severity }: HazardRecord, { action, to }: HistoryEntry): (keyof Cast['ids'])[] {
  switch (action) {
    case 'report': return severity === 'major' ? ['officer', 'principal', 'desk'] : ['officer']
    case 'rectify': case 'close': return ['inspector']
    case 'submitPlan': return ['desk']
    case 'approvePlan': return ['officer']
    case 'accept': return to === 'closed' ? ['inspector'] : ['desk']
    default: return []
  }
}
