import assert from 'node:assert/strict'
import type { Contact } from '../../../server/account/account.views.ts'
import { createRecipients, type HazardPeople, type Kind } from '../../../server/notification/notification.recipients.ts'

const person = (id: string, role: Contact['role'], fields: Partial<Contact> = {}): Contact =>
  ({ id, username: id, name: id, role, post: null, schoolIds: ['SC013'], mustChangePassword: false, email: null, ...fields })

const officer = person('officer', 'officer', { post: 'primary' })
const principal = person('principal', 'principal')
const inspector = person('inspector', 'inspector')
const colleague = person('colleague', 'inspector')
const elsewhere = person('elsewhere', 'inspector', { schoolIds: ['SC001'] })
const desk = person('desk', 'bureau', { post: 'desk', schoolIds: 'all' })
const secondDesk = person('desk-2', 'bureau', { post: 'desk', schoolIds: 'all' })
const leader = person('leader', 'bureau', { post: 'leader', schoolIds: 'all' })
const EVERYBODY = [officer, principal, inspector, colleague, elsewhere, desk, secondDesk, leader]

/** The people of a school with these accounts enabled. */
function among(enabled: Contact[]) {
  const pick = async (fits: (person: Contact) => boolean) => enabled.filter(fits)
  const { recipientsOf } = createRecipients({
    byIds: (ids) => pick(({ id }) => ids.includes(id)),
    principalsOf: (school) => pick(({ role, schoolIds }) => role === 'principal' && schoolIds.includes(school)),
    inspectorsOf: (school) => pick(({ role, schoolIds }) => role === 'inspector' && schoolIds.includes(school)),
    desk: () => pick(({ post }) => post === 'desk'),
    leaders: () => pick(({ post }) => post === 'leader'),
  })
  return async (kinds: Kind[], hazard: Partial<HazardPeople> = {}) => (await recipientsOf({
    schoolId: 'SC013', severity: 'serious', assigneeId: 'officer', reporterId: 'inspector', rectifiedBy: null, acceptances: [], ...hazard,
  }, kinds)).map(({ id }) => id)
}
const without = (...gone: Contact[]) => among(EVERYBODY.filter((one) => !gone.includes(one)))

describe('who is told', () => {
  const told = among(EVERYBODY)

  it('is the assignee, and the desk where nobody of the school is', async () => {
    assert.deepEqual(await told(['assignee']), ['officer'])
    assert.deepEqual(await told(['assignee'], { assigneeId: null }), ['desk', 'desk-2'])
  })

  it('is each person once, though officer and principal be the same', async () => {
    assert.deepEqual(await told(['officer', 'principal'], { assigneeId: 'principal' }), ['principal'])
  })

  it('is principal and desk too when the hazard is major', async () => {
    assert.deepEqual(await told(['assignee', 'principalAndDeskIfMajor']), ['officer'])
    assert.deepEqual(await told(['assignee', 'principalAndDeskIfMajor'], { severity: 'major' }), ['officer', 'principal', 'desk', 'desk-2'])
  })

  it('is nobody whose account is disabled: the desk hears it instead', async () => {
    assert.deepEqual(await without(principal)(['principal']), ['desk', 'desk-2'])
    assert.deepEqual(await without(officer)(['officer', 'principal']), ['principal'])
  })

  it('is nobody for a reporter who has left, or who no longer sees the school', async () => {
    assert.deepEqual(await without(inspector)(['reporter']), [])
    assert.deepEqual(await told(['reporter'], { reporterId: 'elsewhere' }), [])
  })

  it('is the leader for the last rung', async () => assert.deepEqual(await told(['leader']), ['leader']))
})

describe('who rechecks', () => {
  const told = among(EVERYBODY)

  it('is the reporter, if that person may accept', async () => {
    assert.deepEqual(await told(['reviewers']), ['inspector'])
    assert.deepEqual(await told(['reviewers'], { reporterId: 'desk' }), ['desk'])
  })

  it('is every inspector of the school where the school reported it itself', async () => {
    assert.deepEqual(await told(['reviewers'], { reporterId: 'officer' }), ['inspector', 'colleague'])
    assert.deepEqual(await told(['reviewers'], { reporterId: 'leader' }), ['inspector', 'colleague'])
    assert.deepEqual(await told(['reviewers'], { reporterId: 'elsewhere' }), ['inspector', 'colleague'])
  })

  it('is the desk where the school has no inspector', async () => {
    assert.deepEqual(await without(inspector, colleague)(['reviewers']), ['desk', 'desk-2'])
  })

  it('is never whoever rectified', async () => {
    assert.deepEqual(await told(['reviewers'], { reporterId: 'desk', rectifiedBy: 'desk' }), ['inspector', 'colleague'])
  })

  it('is another person of the desk once one acceptance stands', async () => {
    assert.deepEqual(await told(['reviewer'], { severity: 'major', acceptances: [{ by: 'desk', at: new Date(0) }] }), ['desk-2'])
    assert.deepEqual(await told(['reviewer'], { severity: 'major', acceptances: [{ by: 'inspector', at: new Date(0) }] }), ['desk', 'desk-2'])
  })
})
