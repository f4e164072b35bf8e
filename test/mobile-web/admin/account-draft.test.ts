import assert from 'node:assert/strict'
import fc from 'fast-check'
import { postFits, scopeFits } from '../../../server/account/account.rules.ts'
import { createAccountRequest } from '../../../server/contract/account.ts'
import { POSTS, ROLES } from '../../../server/contract/enumerations.ts'
import { draftOf, errorsIn, fieldsOf, type AccountDraft } from '../../../mobile-web/src/admin/account-draft.ts'
import { useLanguage } from '../../../mobile-web/src/words/t.ts'

const drafts: fc.Arbitrary<AccountDraft> = fc.record({
  username: fc.constantFrom('wang.haiyan', ' WangHaiyan ', 'w', '王海燕', '-wang', ''),
  name: fc.constantFrom('王海燕', ' 王海燕 ', '', '  '),
  role: fc.constantFrom(...ROLES), post: fc.constantFrom(...POSTS, '' as const),
  sees: fc.constantFrom('all' as const, 'list' as const),
  schoolIds: fc.subarray(['SC013', 'SC014']), email: fc.constantFrom('', 'wang@example.invalid', 'wang', ' a@b.cn '),
})

describe('the form of an account', () => {
  before(() => useLanguage('zh'))

  it('sends only what the server takes, whatever was clicked before', () => {
    fc.assert(fc.property(drafts, (draft) => {
      fc.pre(Object.keys(errorsIn(draft, true)).length === 0)
      const fields = createAccountRequest.parse(fieldsOf(draft))
      assert.ok(postFits(fields) && scopeFits(fields))
    }))
  })

  it('says of each field at once what is wrong', () => {
    const errors = errorsIn({ ...draftOf(null), username: '王海燕', email: 'wang' }, true)
    assert.deepEqual(Object.keys(errors).sort(), ['email', 'name', 'schoolIds', 'username'])
  })

  it('does not ask an existing account for its name again', () => {
    assert.deepEqual(errorsIn({ ...draftOf(null), name: '王海燕', schoolIds: ['SC013'] }, false), {})
  })
})
