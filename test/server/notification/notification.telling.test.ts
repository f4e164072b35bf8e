import assert from 'node:assert/strict'
import type { HazardRecord, HistoryEntry } from '../../../server/hazard/hazard.model.ts'
import type { EventIntent } from '../../../server/notification/notification.intents.ts'
import { createTelling } from '../../../server/notification/notification.telling.ts'

const NOW = new Date('2026-11-12T02:24:00.000Z')
const entry = (action: HistoryEntry['action'], by: string, from: HistoryEntry['from'], to: HistoryEntry['to']): HistoryEntry =>
  ({ at: NOW, by, action, actionId: null, from, to })

/** One hazard in memory, with the two promises of the hazard room that telling stands on. */
function scene(history: HistoryEntry[], fields: Partial<HazardRecord> = {}) {
  let hazard = { _id: 'hazard', severity: 'serious', deadlineVersion: 1, untoldFrom: 0, history, ...fields } as HazardRecord
  const planned = new Map<string, EventIntent>()
  const scene = {
    before: { markTold: () => {} },
    planned,
    grow: (added: HistoryEntry) => { hazard = { ...hazard, history: [...hazard.history, added], untoldFrom: Math.min(hazard.untoldFrom ?? Infinity, hazard.history.length) } },
    untoldFrom: () => hazard.untoldFrom,
    told: () => [...planned.values()].map(({ event, recipient }) => `${event} → ${recipient.id}`),
    ...createTelling({
      hazards: {
        forTelling: async () => hazard,
        untold: async () => (hazard.untoldFrom === undefined ? [] : [hazard._id]),
        markTold: async ([mark]) => {
          scene.before.markTold()
          if (hazard.untoldFrom !== mark!.untoldFrom || hazard.history.length !== mark!.historyLength) return false
          const { untoldFrom: _told, ...rest } = hazard
          hazard = rest as HazardRecord
          return true
        },
      },
      intents: { planEvents: async (intents) => { for (const one of intents) planned.set(`${one.historyIndex}:${one.recipient.id}`, one) } },
      recipients: { recipientsOf: async (_hazard, kinds) => kinds.map((id) => ({ id }) as never) },
    }),
  }
  return scene
}

const REPORT = entry('report', 'inspector', null, 'open')

describe('telling what happened', () => {
  it('tells each entry to those whom its row of the table names', async () => {
    const { tellEvents, told, untoldFrom } = scene([
      REPORT, entry('rectify', 'officer', 'open', 'rectified'), entry('return', 'inspector', 'rectified', 'open'),
    ])
    await tellEvents('hazard', NOW)
    assert.deepEqual(told(), ['report → assignee', 'report → principalAndDeskIfMajor', 'rectify → reviewers', 'return → assignee'])
    assert.equal(untoldFrom(), undefined)
  })

  it('tells nobody of what he did himself', async () => {
    const { tellEvents, told } = scene([entry('report', 'assignee', null, 'open')])
    await tellEvents('hazard', NOW)
    assert.deepEqual(told(), ['report → principalAndDeskIfMajor'])
  })

  it('leaves rungs and acknowledgements, which tell nobody, out', async () => {
    const { tellEvents, told, untoldFrom } = scene([entry('acknowledge', 'officer', 'open', 'open'), entry('escalate', 'system', 'open', 'open')])
    await tellEvents('hazard', NOW)
    assert.deepEqual([told(), untoldFrom()], [[], undefined])
  })

  it('tells the first acceptance of a major hazard to the desk and the second to the reporter', async () => {
    const { tellEvents, told } = scene(
      [entry('accept', 'inspector', 'rectified', 'rectified'), entry('accept', 'other', 'rectified', 'closed')], { severity: 'major' })
    await tellEvents('hazard', NOW)
    assert.deepEqual(told(), ['accept → desk', 'accept → reporter'])
  })

  it('begins where it had got to', async () => {
    const { tellEvents, told } = scene([REPORT, entry('return', 'inspector', 'rectified', 'open')], { untoldFrom: 1 })
    await tellEvents('hazard', NOW)
    assert.deepEqual(told(), ['return → assignee'])
  })

  it('reads again when somebody acts in between, and tells that too', async () => {
    const people = scene([REPORT])
    people.before.markTold = () => {
      people.before.markTold = () => {}
      people.grow(entry('void', 'desk', 'open', 'void'))
    }
    await people.tellEvents('hazard', NOW)
    assert.deepEqual(people.told(), ['report → assignee', 'report → principalAndDeskIfMajor', 'void → assignee'])
    assert.equal(people.untoldFrom(), undefined)
  })

  it('is finished by the sweep when it broke off before its mark, and doubles nothing', async () => {
    const people = scene([REPORT])
    people.before.markTold = () => { throw new Error('the process dies here') }
    await assert.rejects(people.tellEvents('hazard', NOW))
    people.before.markTold = () => {}
    await people.sweep(NOW, () => assert.fail())
    assert.deepEqual([people.told().length, people.untoldFrom()], [2, undefined])
  })
})
