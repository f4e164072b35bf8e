import assert from 'node:assert/strict'
import { nextTick, shallowRef } from 'vue'
import { useSelection } from '../../../../mobile-web/src/hazard/list/selection.ts'
import type { HazardSummary } from '../../../../server/contract/hazard.ts'

const row = (id: string) => ({ id, description: id }) as HazardSummary
const idsOf = ({ rows }: ReturnType<typeof useSelection>) => rows.value.map(({ id }) => id).join('')

describe('the rows that are ticked', () => {
  const items = shallowRef([...'abcde'].map(row))
  const list = shallowRef('standing')

  it('go in the order of the list, in whatever order they were ticked; what has left the list comes last', async () => {
    const selection = useSelection(() => items.value, () => list.value)
    for (const id of 'dab') selection.toggle(id)
    assert.equal(idsOf(selection), 'abd')
    items.value = [...'dcbe'].map(row)
    await nextTick()
    assert.equal(idsOf(selection), 'dba')
  })

  it('are none in another list', async () => {
    const selection = useSelection(() => items.value, () => list.value)
    selection.toggleAll()
    assert.equal(idsOf(selection), 'dcbe')
    list.value = 'closed'
    await nextTick()
    assert.equal(idsOf(selection), '')
  })
})
