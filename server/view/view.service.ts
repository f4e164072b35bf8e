import type { Connection } from 'mongoose'
import type { Actor } from '../account/actor.ts'
import { MAX_VIEWS, type View, type ViewRequest } from '../contract/view.ts'
import { isDuplicate } from '../database/duplicate.ts'
import { Problem } from '../http/problem.ts'
import { viewModel, type ViewRecord } from './view.model.ts'

export type ViewService = ReturnType<typeof createViewService>

/** The filters that people keep for themselves. Nobody sees another's, and none shows more than its reader may see. */
export function createViewService({ connection }: { connection: Connection }) {
  const views = viewModel(connection)
  const own = ({ id }: Actor) => views.find({ accountId: id }).sort({ slot: 1 }).lean<ViewRecord[]>()

  async function list(actor: Actor): Promise<{ items: View[] }> {
    return { items: (await own(actor)).map(onTheWire) }
  }

  /** Keeps a view, or changes what the person keeps under this id. Throws views-full, and not-found for an id of somebody else. */
  async function keep(actor: Actor, id: string, request: ViewRequest): Promise<{ view: View; created: boolean }> {
    const { matchedCount } = await views.updateOne({ _id: id, accountId: actor.id }, { $set: request })
    if (matchedCount === 1) return { view: { id, ...request }, created: false }
    for (;;) {
      const taken = new Set((await own(actor)).map(({ slot }) => slot))
      const slot = Array.from({ length: MAX_VIEWS }, (_, at) => at).find((at) => !taken.has(at))
      if (slot === undefined) throw new Problem('views-full')
      try {
        await views.create({ _id: id, accountId: actor.id, slot, ...request })
        return { view: { id, ...request }, created: true }
      } catch (error) {
        if (isDuplicate(error, 'slot')) continue
        throw isDuplicate(error) ? new Problem('not-found') : error
      }
    }
  }

  /** Gone, also when it was gone before. */
  async function drop(actor: Actor, id: string): Promise<void> {
    await views.deleteOne({ _id: id, accountId: actor.id })
  }

  return { list, keep, drop }
}

const onTheWire = ({ _id, name, filter }: ViewRecord): View => ({ id: _id, name, filter })
