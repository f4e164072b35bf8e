import assert from 'node:assert/strict'
import { categoryChips } from '../../../mobile-web/src/hazard/report/categories.ts'
import { missingFaults, refusalFaults } from '../../../mobile-web/src/hazard/report/faults.ts'
import { missingFields, requestOf } from '../../../mobile-web/src/hazard/report/missing.ts'
import { spotsToOffer } from '../../../mobile-web/src/hazard/report/spots.ts'
import { freshDraft } from '../../../mobile-web/src/hazard/report/useReportDraft.ts'
import { MAX_DESCRIPTION, MAX_PHOTOS, MAX_SPOT } from '../../../mobile-web/src/hazard/limits.ts'
import { afterReport, noHabits } from '../../../mobile-web/src/offline/habits.ts'
import type { ReportDraft } from '../../../mobile-web/src/offline/kept.ts'
import { useLanguage } from '../../../mobile-web/src/words/t.ts'
import { MAX_PHOTOS as CONTRACT_PHOTOS, reportRequest } from '../../../server/contract/hazard.ts'

const full: ReportDraft = {
  ...freshDraft('a'), schoolId: 'SC013', spot: ' 教学楼二层西侧 ', category: 'FIRE', severity: 'serious', description: '纸箱 4 个\n',
  photoIds: ['p1', 'p2'],
}

describe('the report form', () => {
  before(() => useLanguage('zh'))

  it('names what is missing in the order of the page', () => {
    assert.deepEqual(missingFields(freshDraft('a')), ['photos', 'school', 'spot', 'category', 'severity', 'description'])
    assert.deepEqual(missingFields({ ...full, spot: '  ', photoIds: [] }), ['photos', 'spot'])
    assert.deepEqual(missingFields(full), [])
    assert.equal(missingFaults(['school']).school, '选学校')
  })

  it('sends what the contract takes, trimmed, with nothing empty in it', () => {
    const request = requestOf(full)
    assert.deepEqual(reportRequest.parse(request), request)
    assert.equal(request.spot, '教学楼二层西侧')
    assert.equal(request.photoCount, 2)
    assert.ok(!('dueReason' in requestOf({ ...full, dueReason: '还没定日期就写的理由' })))
    const later = requestOf({ ...full, checklistItem: 'FIRE-03', dueOn: '2026-12-20', dueReason: '配件要订货', location: { lng: 114.18, lat: 35.9, accuracyMetres: 12 } })
    assert.deepEqual(reportRequest.parse(later), later)
  })

  it('keeps the limits of the contract', () => {
    assert.equal(MAX_PHOTOS, CONTRACT_PHOTOS)
    const long = { ...requestOf(full), spot: '楼'.repeat(MAX_SPOT), description: '述'.repeat(MAX_DESCRIPTION) }
    assert.ok(reportRequest.safeParse(long).success)
    assert.ok(!reportRequest.safeParse({ ...long, spot: '楼'.repeat(MAX_SPOT + 1) }).success)
    assert.ok(!reportRequest.safeParse({ ...long, description: '述'.repeat(MAX_DESCRIPTION + 1) }).success)
  })

  it('puts the server’s refusal under the field it speaks of', () => {
    assert.deepEqual(Object.keys(refusalFaults({ code: 'malformed', errors: [{ path: 'spot', code: 'too-big' }, { path: 'description', code: 'control-character' }] })), ['spot', 'description'])
    assert.ok(refusalFaults({ code: 'deadline-reason-missing', errors: [{ path: 'dueReason', code: 'missing' }] }).deadline)
    assert.ok(refusalFaults({ code: 'not-found' }).school)
    assert.ok(refusalFaults({ code: 'unknown-code', errors: [{ path: 'checklistItem', code: 'unknown' }] }).category)
    assert.ok(refusalFaults({ code: 'internal' }).whole)
  })

  it('always shows the chosen category among its four chips', () => {
    assert.deepEqual(categoryChips(null, [], () => true), ['FIRE', 'ELEC', 'BLDG', 'FOOD'])
    assert.deepEqual(categoryChips('GAS', [], () => true), ['FIRE', 'ELEC', 'BLDG', 'GAS'])
    assert.deepEqual(categoryChips('FIRE', ['GAS', 'FIRE'], () => true), ['GAS', 'FIRE', 'ELEC', 'BLDG'])
    assert.deepEqual(categoryChips(null, ['OLD'], (code) => code !== 'OLD'), ['FIRE', 'ELEC', 'BLDG', 'FOOD'])
  })

  it('remembers what was used last, each once', () => {
    const habits = ['教学楼', '食堂后厨', '教学楼'].reduce((kept, spot) => afterReport(kept, 'SC013', spot, 'FIRE'), noHabits('a'))
    assert.deepEqual(habits.spots['SC013'], ['教学楼', '食堂后厨'])
    assert.deepEqual([habits.schoolIds, habits.categories], [['SC013'], ['FIRE']])
    assert.deepEqual(spotsToOffer(habits.spots['SC013']!).slice(0, 3), ['教学楼', '食堂后厨', '楼梯间'])
  })
})
