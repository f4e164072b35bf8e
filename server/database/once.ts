import type { Connection } from 'mongoose'

interface Done { _id: string; at: Date }

/**
 * Work that an existing database needs once, after the application has learned something new. It can be cut short at any
 * point and is then begun again at the next start, also by two servers at once: so it must be such that doing it twice does
 * no harm. True if it had to be done.
 */
export async function once(connection: Connection, name: string, now: Date, work: () => Promise<unknown>): Promise<boolean> {
  const done = connection.collection<Done>('migrations')
  if (await done.findOne({ _id: name })) return false
  await work()
  await done.updateOne({ _id: name }, { $setOnInsert: { at: now } }, { upsert: true })
  return true
}
