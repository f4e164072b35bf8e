import { openDB, type DBSchema, type IDBPDatabase, type StoreNames } from 'idb'
import type { ActionDraft, KeptPhoto, LocalHabits, ReportDraft, Sending } from './kept.ts'

/**
 * What a phone keeps of unfinished work. Photos lie in a store of their own, so that a keystroke rewrites a few hundred
 * bytes and not nine pictures; their `owner` is the id of the hazard or action that they belong to, from the first shot on.
 */
interface Kept extends DBSchema {
  reportDrafts: { key: string; value: ReportDraft }
  actionDrafts: { key: string; value: ActionDraft }
  sendings: { key: string; value: Sending; indexes: { accountId: string } }
  photos: { key: string; value: KeptPhoto; indexes: { owner: string } }
  habits: { key: string; value: LocalHabits }
}
export type Room = StoreNames<Kept>
type Database = IDBPDatabase<Kept>

let opening: Promise<Database> | undefined

/** The one door to IndexedDB. A failed opening (private window, full disk) is not remembered: the next call tries again. */
export function database(): Promise<Database> {
  opening ??= openDB<Kept>('campus-safety', 1, {
    upgrade(db) {
      db.createObjectStore('reportDrafts', { keyPath: 'accountId' })
      db.createObjectStore('actionDrafts', { keyPath: 'key' })
      db.createObjectStore('sendings', { keyPath: 'hazardId' }).createIndex('accountId', 'accountId')
      db.createObjectStore('photos', { keyPath: 'id' }).createIndex('owner', 'owner')
      db.createObjectStore('habits', { keyPath: 'accountId' })
    },
    terminated: forget,
    blocking(_current, _blocked, event) {
      (event.target as IDBDatabase).close()
      forget()
    },
  }).catch((error: unknown) => {
    forget()
    throw error
  })
  return opening
}

function forget(): void {
  opening = undefined
}

/** Runs `work` in one transaction that is on the disk when the promise resolves; rejects, and changes nothing, otherwise. */
export async function durably<Names extends Room[]>(
  rooms: Names, work: (tx: ReturnType<typeof transaction<Names>>) => unknown,
): Promise<void> {
  const tx = transaction(await database(), rooms)
  // Both are awaited together, so that an aborted transaction never leaves a rejection nobody hears.
  await Promise.all([work(tx), tx.done])
}

function transaction<Names extends Room[]>(db: Database, rooms: Names) {
  return db.transaction(rooms, 'readwrite', { durability: 'strict' })
}
