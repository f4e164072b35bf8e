import assert from 'node:assert/strict'
import { PAPER_TYPES } from '../../../server/contract/enumerations.ts'
import { issueRequest } from '../../../server/contract/paper.ts'
import { FIELDS, kindsFor, missingIn, requestFor, typedIn, type Values } from '../../../mobile-web/src/paper/paper-fields.ts'

const ID = '0b0f4c1e-6a2b-4f7e-9a55-0f6f2a1c9d10'
const FILLED: Values = {
  schoolId: 'SC013', day: '2026-11-24', year: '2026', fromMonth: '1', toMonth: '11', level: 'office', ground: '', addressee: '石林镇人民政府', title: '关于商请协助的函', requests: '补齐防撞墩\n\n设隔离设施',
  'results.0': '一', 'results.1': '二', 'results.2': '三', 'results.3': '四', 'results.4': '五',
}

describe('the form of a paper', () => {
  it('asks what the server takes, for every kind', () => {
    for (const type of PAPER_TYPES) {
      const subject = { hazardIds: ['notice', 'ledger', 'photoLedger', 'statistics'].includes(type) ? [] : [ID] }
      assert.deepEqual(missingIn(type, FILLED, subject), [], type)
      const request = requestFor(type, FILLED, { [ID]: { demand: '清走', result: 'pass', seen: '' } }, subject, ['photos'])
      const { error } = issueRequest.safeParse(JSON.parse(JSON.stringify(request)))
      assert.equal(error, undefined, `${type}: ${error?.message}`)
    }
  })

  it('begins a correction with what was typed, for every kind', () => {
    const words = Object.fromEntries(Object.values(FIELDS).flat().filter(({ kind }) => kind === 'text' || kind === 'area').map(({ name }) => [name, '写过的']))
    const typed: Values = { ...words, ...FILLED, recheckedOn: '2026-11-20', dueOn: '2026-12-01', level: 'deputy', ground: 'meeting', receivedFrom: '2026-11-01', receivedTo: '2026-11-24' }
    for (const type of PAPER_TYPES) {
      const subject = { hazardIds: ['ledger', 'photoLedger', 'statistics'].includes(type) ? [] : [ID] }
      const asked = issueRequest.parse(JSON.parse(JSON.stringify(requestFor(type, typed, { [ID]: { demand: '清走', result: 'fail', seen: '还在' } }, subject, ['drill']))))
      const { values, items, evidence } = typedIn(asked)
      for (const { name } of FIELDS[type]) assert.ok(values[name], `${type}: ${name}`)
      assert.deepEqual(issueRequest.parse(JSON.parse(JSON.stringify(requestFor(type, values, items, subject, evidence)))), asked, type)
    }
    assert.deepEqual(typedIn(null), { values: {}, items: {}, evidence: [] })
  })

  it('leaves empty fields out, keeps lines apart and names what is missing', () => {
    const letter = requestFor('supervisionLetter', FILLED, {}, { hazardIds: [ID] }, []) as { requests: string[]; facts?: string }
    assert.deepEqual(letter.requests, ['补齐防撞墩', '设隔离设施'])
    assert.equal('facts' in letter, false)
    assert.deepEqual(missingIn('notice', { day: '2026-11-24' }, { hazardIds: [] }), ['schoolId'])
    assert.deepEqual(missingIn('delisting', { 'results.0': '一' }, { hazardIds: [ID] }), ['results.1', 'results.2', 'results.3', 'results.4'])
  })

  it('offers a school what is a school’s, and many hazards what covers many', () => {
    assert.deepEqual(kindsFor({ hazardIds: [ID] }, false), ['rectificationReport', 'extension', 'delisting'])
    assert.deepEqual(kindsFor({ hazardIds: [ID, ID] }, true), ['notice', 'rectificationReport', 'recheck', 'ledger', 'photoLedger'])
    assert.deepEqual(kindsFor({ hazardIds: [] }, false), [])
  })
})
