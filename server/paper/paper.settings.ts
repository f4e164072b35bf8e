import type { Connection } from 'mongoose'
import { isDesk, type Actor } from '../account/actor.ts'
import type { AuditService } from '../audit/audit.service.ts'
import { allBases, findBasis, type ItemBasis } from '../checklist/checklist.ts'
import type { PaperSettings } from '../contract/paper.ts'
import { isDuplicate } from '../database/duplicate.ts'
import { Problem } from '../http/problem.ts'
import { printedBasis } from './paper.basis.ts'
import { DEFAULTS } from './paper.defaults.ts'
import { paperSettingsModel, type PaperSettingsRecord } from './paper.model.ts'

const ID = 'paper'

export type PaperSettingsService = ReturnType<typeof createPaperSettings>

/** How an office words its papers, in one document. What nobody has changed is as in `paper.defaults.ts`. */
export function createPaperSettings({ connection, audit }: { connection: Connection; audit: AuditService }) {
  const model = paperSettingsModel(connection)

  const stored = async (): Promise<PaperSettingsRecord> =>
    await model.findById(ID).lean<PaperSettingsRecord>() ?? { _id: ID, version: 0, settings: null, ticked: [] }

  async function read(): Promise<{ version: number; settings: PaperSettings }> {
    const { version, settings } = await stored()
    return { version, settings: settings ? completed(settings) : DEFAULTS }
  }

  /** There has to be a document before it can be changed by comparison. */
  async function ensure(): Promise<void> {
    try {
      await model.collection.insertOne({ _id: ID, version: 0, settings: null, ticked: [] } as never)
    } catch (error) {
      if (!isDuplicate(error)) throw error
    }
  }

  /** Throws `version-changed` when a colleague has changed them since they were read. */
  async function change(actor: Pick<Actor, 'id'>, version: number, settings: PaperSettings): Promise<{ version: number; settings: PaperSettings }> {
    const before = await read()
    if (before.version !== version) throw new Problem('version-changed')
    const detail = changesBetween(before.settings, settings)
    if (Object.keys(detail).length === 0) return before
    await ensure()
    await audit.record({ by: actor.id, action: 'paper.settings', subject: 'papers', detail }, async () => {
      const { modifiedCount } = await model.updateOne({ _id: ID, version }, { $set: { settings }, $inc: { version: 1 } })
      if (modifiedCount === 0) throw new Problem('version-changed')
    })
    return { version: version + 1, settings }
  }

  /** Every basis as it would be printed; those that nothing usable is left of are not offered. */
  async function bases() {
    const { ticked } = await stored()
    const items = allBases().map((basis) => ({ code: basis.code, text: basis.item, printed: printedBasis([basis]), ticked: ticked.includes(basis.code) }))
    return { items: items.filter(({ printed }) => printed !== '') }
  }

  /** The bureau stands for the rules that its papers name. Throws not-found for an item without a usable one, and not-this-person. */
  async function tick(actor: Actor, code: string, wanted: boolean): Promise<void> {
    const basis = findBasis(code)
    if (!basis || printedBasis([basis]) === '') throw new Problem('not-found')
    if (!isDesk(actor)) throw new Problem('not-this-person')
    if ((await stored()).ticked.includes(code) === wanted) return
    await ensure()
    const deed = { by: actor.id, action: wanted ? 'paper.tick' : 'paper.untick', subject: `basis:${code}`, detail: { printed: printedBasis([basis]) } }
    await audit.record(deed, async () => { await model.updateOne({ _id: ID }, wanted ? { $addToSet: { ticked: code } } : { $pull: { ticked: code } }) })
  }

  /** What may stand on a paper today. */
  async function tickedBases(): Promise<(code: string | null) => ItemBasis | undefined> {
    const ticked = new Set((await stored()).ticked)
    return (code) => (code !== null && ticked.has(code) ? findBasis(code) : undefined)
  }

  return { read, change, bases, tick, tickedBases }
}

/** Settings stored before there was a key get its default. */
const completed = (settings: PaperSettings): PaperSettings => ({
  ...DEFAULTS, ...settings, office: { ...DEFAULTS.office, ...settings.office }, prefixes: { ...DEFAULTS.prefixes, ...settings.prefixes },
  titles: { ...DEFAULTS.titles, ...settings.titles }, faces: { ...DEFAULTS.faces, ...settings.faces }, opinions: { ...DEFAULTS.opinions, ...settings.opinions },
})

function changesBetween(before: PaperSettings, after: PaperSettings) {
  const keys = (Object.keys(after) as (keyof PaperSettings)[]).filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]))
  return Object.fromEntries(keys.map((key) => [key, { from: before[key], to: after[key] }]))
}
