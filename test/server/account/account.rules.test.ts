import assert from 'node:assert/strict'
import type { AccountRecord } from '../../../server/account/account.model.ts'
import { leavesHazards, postFits, primarySchoolsOf, scopeFits } from '../../../server/account/account.rules.ts'
import { actorOf } from '../../../server/account/account.views.ts'
import { inScope } from '../../../server/account/actor.ts'
import { POSTS, ROLES, type Post, type Role } from '../../../server/contract/enumerations.ts'

const record = (fields: Partial<AccountRecord>): AccountRecord => ({
  _id: 'a', username: 'wang', name: '王海燕', role: 'officer', post: 'primary', allSchools: false, schoolIds: ['SC001'], email: null,
  passwordHash: '', mustChangePassword: false, sessionVersion: 1, version: 1, createdAt: new Date(0), disabledAt: null, grams: [], ...fields,
})

describe('the post of a role', () => {
  const promised: [Role, Post | null][] = [
    ['bureau', 'desk'], ['bureau', 'leader'], ['officer', 'primary'], ['officer', 'deputy'],
    ['inspector', null], ['principal', null], ['administrator', null], ['auditor', null],
  ]
  for (const role of ROLES) {
    for (const post of [...POSTS, null]) {
      const fits = promised.some(([r, p]) => r === role && p === post)
      it(`${role} ${fits ? 'may' : 'may not'} be ${post ?? 'without a post'}`, () => assert.equal(postFits({ role, post }), fits))
    }
  }
})

describe('the scope of a role', () => {
  it('is a list for who works at a school', () => {
    for (const role of ['officer', 'principal'] as const) {
      assert.equal(scopeFits({ role, schoolIds: 'all' }), false)
      assert.equal(scopeFits({ role, schoolIds: [] }), true)
      assert.equal(scopeFits({ role, schoolIds: ['SC001', 'SC002'] }), true)
    }
  })

  it('is no list for the bureau and for who keeps the system', () => {
    for (const role of ['bureau', 'administrator', 'auditor'] as const) {
      assert.equal(scopeFits({ role, schoolIds: 'all' }), true)
      assert.equal(scopeFits({ role, schoolIds: ['SC001'] }), false)
    }
  })

  it('sees nothing when the list is empty', () => {
    assert.equal(inScope(actorOf(record({ schoolIds: [] })), 'SC001'), false)
  })

  it('is an error when it is undefined, never everything', () => {
    assert.throws(() => actorOf(record({ allSchools: undefined as never })), /no scope/)
    assert.throws(() => actorOf(record({ schoolIds: undefined as never })), /no scope/)
  })
})

describe('the schools of a primary officer', () => {
  const standing = { role: 'officer', post: 'primary', schoolIds: ['SC001'] } as const
  it('are the officer’s while in office', () => {
    assert.deepEqual(primarySchoolsOf({ ...standing, schoolIds: ['SC001'] }, false), ['SC001'])
    assert.deepEqual(primarySchoolsOf({ ...standing, schoolIds: ['SC001'] }, true), [])
    assert.deepEqual(primarySchoolsOf({ ...standing, schoolIds: ['SC001'], post: 'deputy' }, false), [])
  })
})

describe('whose hazards have to be handed over', () => {
  const same = { role: 'officer', post: 'primary', schoolIds: ['SC001', 'SC002'], disabled: false } as const
  const before = record({ schoolIds: ['SC001', 'SC002'] })
  const after = (fields: object) => leavesHazards(before, { ...same, schoolIds: ['SC001', 'SC002'], ...fields })

  it('who is disabled, gets another role, loses a school, or is no longer primary', () => {
    assert.equal(after({ disabled: true }), true)
    assert.equal(after({ role: 'principal', post: null }), true)
    assert.equal(after({ schoolIds: ['SC002'] }), true)
    assert.equal(after({ post: 'deputy' }), true)
  })

  it('not who stays, or gets a school more, or was disabled before', () => {
    assert.equal(after({}), false)
    assert.equal(after({ schoolIds: ['SC001', 'SC002', 'SC003'] }), false)
    assert.equal(leavesHazards(record({ disabledAt: new Date(0) }), { ...same, schoolIds: [], disabled: true }), false)
  })
})
