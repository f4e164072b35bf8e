import assert from 'node:assert/strict'
import { detailWords, subjectWords } from '../../../mobile-web/src/audit/audit-detail.ts'
import { useLanguage } from '../../../mobile-web/src/words/t.ts'

describe('the audit trail in words', () => {
  before(() => useLanguage('zh', false))

  it('names what something was done to as people know it', () => {
    const id = '7b37b148-629e-4d90-9f5b-0e41f176ef83'
    assert.equal(subjectWords({ subject: `account:${id}`, detail: { username: 'wang' } }), '账号 wang')
    assert.equal(subjectWords({ subject: `photo:${id}`, detail: {} }), '照片 7b37b148')
    assert.equal(subjectWords({ subject: 'school:SC013', detail: {} }), '学校 SC013')
    assert.equal(subjectWords({ subject: 'schools', detail: {} }), '学校')
    assert.equal(subjectWords({ subject: 'something:new', detail: {} }), 'something new')
  })

  it('says what was noted, and what changed from what to what', () => {
    assert.equal(detailWords({ _id: 'SC013', name: '石林中心小学', canteen: true, students: null }), '名称：石林中心小学；食堂：是')
    assert.equal(detailWords({ username: 'wang', role: { from: 'officer', to: 'principal' }, schoolIds: { from: ['SC013', 'SC014'], to: [] } }), '用户名：wang；角色：安全员 → 校长；学校：SC013、SC014 → —')
    assert.equal(detailWords({ schoolIds: 'all', odd: { a: 1 } }), '学校：全部学校；odd：{"a":1}')
  })
})
