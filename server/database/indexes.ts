import type { Connection, Model } from 'mongoose'

type Key = Record<string, 1 | -1>
interface Declared { key: Key; unique?: boolean; partialFilterExpression?: object; expireAfterSeconds?: number; name?: string }

/** Creates the indexes that every model declares. Those that exist already cost one round trip a collection, and one to see that none was outgrown. */
export async function createIndexes(connection: Connection): Promise<void> {
  await Promise.all(Object.values(connection.models).map(async (model) => {
    const indexes = model.schema.indexes().map(([key, options]) => ({ key: key as Key, ...indexOptions(options) }))
    if (indexes.length === 0) return
    await model.collection.createIndexes(indexes)
    await dropOutgrown(model, indexes)
  }))
}

/** Only what the index is: mongoose adds `background`, which servers have ignored since 4.2. */
function indexOptions({ unique, partialFilterExpression, expireAfterSeconds, name }: Record<string, unknown>) {
  return JSON.parse(JSON.stringify({ unique, partialFilterExpression, expireAfterSeconds, name })) as Omit<Declared, 'key'>
}

/**
 * Drops the indexes of an earlier version with which one of this version begins: it answers for both, and every write would
 * go on keeping both.
 */
async function dropOutgrown(model: Model<unknown>, declared: readonly Declared[]): Promise<void> {
  const longer = declared.filter(({ key: _, ...options }) => Object.keys(options).length === 0).map(({ key }) => said(key))
  for (const { name, key, v: _, ...options } of await model.collection.listIndexes().toArray()) {
    const words = said(key as Key)
    const isOutgrown = Object.keys(options).length === 0 && longer.some((one) => one !== words && one.startsWith(words))
    if (isOutgrown && name !== '_id_') await model.collection.dropIndex(name as string).catch(isGone)
  }
}

/** Each field with its direction and an ending, so that an index begins with another exactly if its words do. */
const said = (key: Key): string => Object.entries(key).map(([field, direction]) => `${field} ${direction},`).join('')

/** Another instance that started at the same moment was first. */
function isGone(error: unknown): void {
  if ((error as { codeName?: string }).codeName !== 'IndexNotFound') throw error
}
