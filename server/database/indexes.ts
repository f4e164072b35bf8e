import type { Connection } from 'mongoose'

/** Creates the indexes that every model declares. Those that exist already cost one round trip a collection. */
export async function createIndexes(connection: Connection): Promise<void> {
  await Promise.all(Object.values(connection.models).map(async (model) => {
    const indexes = model.schema.indexes().map(([key, options]) => ({ key: key as Record<string, 1 | -1>, ...indexOptions(options) }))
    if (indexes.length > 0) await model.collection.createIndexes(indexes)
  }))
}

/** Only what the index is: mongoose adds `background`, which servers have ignored since 4.2. */
function indexOptions({ unique, partialFilterExpression, expireAfterSeconds, name }: Record<string, unknown>) {
  return JSON.parse(JSON.stringify({ unique, partialFilterExpression, expireAfterSeconds, name })) as object
}
