import assert from 'node:assert/strict'
import { oneTimePassword } from '../../../server/account/one-time-password.ts'
import { newPassword } from '../../../server/contract/account.ts'

describe('a one-time password', () => {
  it('meets the rule for passwords and can be read out', () => {
    for (let i = 0; i < 500; i++) {
      const password = oneTimePassword()
      assert.ok(newPassword.safeParse(password).success, password)
      assert.match(password, /^[A-HJ-NP-Za-km-z2-9]{4}(-[A-HJ-NP-Za-km-z2-9]{4}){2}$/)
      assert.doesNotMatch(password, /[O0oIl1]/)
    }
  })

  it('is never the same twice', () => {
    assert.equal(new Set(Array.from({ length: 500 }, oneTimePassword)).size, 500)
  })
})
