import assert from 'node:assert/strict'
import { createSchoolRequest } from '../../../server/contract/school.ts'
import { draftOf, errorsIn, fieldsOf } from '../../../mobile-web/src/admin/school-draft.ts'
import { useLanguage } from '../../../mobile-web/src/words/t.ts'

const draft = (typed: object) => ({ ...draftOf(null), id: 'SC031', name: '石林镇西沟小学', ...typed })

describe('the form of a school', () => {
  before(() => useLanguage('zh'))

  it('takes numbers as a Chinese keyboard sends them', () => {
    const typed = draft({ students: '５６０', lng: '114。1812', lat: '３５．８９８６' })
    assert.deepEqual(errorsIn(typed, true), {})
    const fields = createSchoolRequest.parse({ id: typed.id, ...fieldsOf(typed) })
    assert.deepEqual([fields.students, fields.place], [560, { lng: 114.1812, lat: 35.8986 }])
  })

  it('wants longitude and latitude together, and says which is missing', () => {
    assert.deepEqual(Object.keys(errorsIn(draft({ lng: '114.18' }), true)), ['lat'])
    assert.deepEqual(Object.keys(errorsIn(draft({ lat: '35.9' }), true)), ['lng'])
  })

  it('finds the two swapped', () => assert.deepEqual(Object.keys(errorsIn(draft({ lng: '35.9', lat: '114.18' }), true)), ['lat']))

  it('refuses what is no number of students', () => {
    for (const students of ['-1', '3.5', 'many', '100001']) assert.ok(errorsIn(draft({ students }), true).students, students)
  })

  it('leaves unknown what was not typed', () => {
    const fields = fieldsOf(draft({}))
    assert.deepEqual([fields.students, fields.place], [null, null])
  })
})
