import assert from 'node:assert/strict'
import fc from 'fast-check'
import { newPassword } from '../../../server/contract/account.ts'
import { longEnough, mixedEnough } from '../../../mobile-web/src/account/password-rule.ts'

describe('the rule of passwords on the page', () => {
  const kinds = fc.subarray(['ab', 'YZ', '57', '#密'], { minLength: 1 })
  const passwords = kinds.chain((chosen) => fc.string({ unit: fc.constantFrom(...chosen.join('')), minLength: 8, maxLength: 14 }))

  it('is the server’s, whatever is typed', () => {
    fc.assert(fc.property(passwords, (password) => {
      assert.equal(longEnough(password) && mixedEnough(password), newPassword.safeParse(password).success)
    }))
  })
})
