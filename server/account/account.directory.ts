import type { Role } from '../contract/enumerations.ts'
import { findAccounts, SHOWN, type AccountModel, type AccountReader } from './account.model.ts'
import { contactOf, type Contact } from './account.views.ts'

export interface Person { id: string; name: string; role: Role }

const enabled = { disabledAt: null }
const byName = (a: Contact, b: Contact) => (a.username < b.username ? -1 : 1)

/** Who is who, for the other rooms. All but `peopleOf` speak of enabled accounts only. */
export function createDirectory(accounts: AccountModel, readAccounts: AccountReader) {
  /** Names and roles, of disabled accounts too: a history goes on naming them. Ids of nobody are left out. */
  async function peopleOf(ids: readonly string[]): Promise<Person[]> {
    const records = await accounts.find({ _id: { $in: ids } }, { name: 1, role: 1 }).lean()
    return records.map(({ _id, name, role }) => ({ id: _id, name, role }))
  }

  /** The school's primary officer, else its principal, else null: the bureau's desk. */
  async function assigneeAt(schoolId: string): Promise<Contact | null> {
    const [primary] = await contacts({ schoolIds: schoolId, role: 'officer', post: 'primary' })
    return primary ?? (await principalsOf(schoolId))[0] ?? null
  }
  const assigneeOf = async (schoolId: string): Promise<string | null> => (await assigneeAt(schoolId))?.id ?? null

  const principalsOf = (schoolId: string) => contacts({ schoolIds: schoolId, role: 'principal' })

  /** Whom a hazard of the school may be given to: its officers, then its principals. */
  async function answerableAt(schoolId: string): Promise<Contact[]> {
    return [...await contacts({ schoolIds: schoolId, role: 'officer' }), ...await principalsOf(schoolId)]
  }

  async function contacts(filter: object): Promise<Contact[]> {
    // A few people each time: put in order here, so that the filter alone chooses the index.
    return (await findAccounts(accounts, { ...filter, ...enabled }, SHOWN)).map(contactOf).sort(byName)
  }

  async function byIds(ids: readonly string[]): Promise<Contact[]> {
    return (await readAccounts(ids)).filter(({ disabledAt }) => disabledAt === null).map(contactOf).sort(byName)
  }

  return {
    peopleOf,
    assigneeAt,
    assigneeOf,
    answerableAt,
    contacts: {
      byIds,
      principalsOf,
      desk: () => contacts({ role: 'bureau', post: 'desk' }),
      leaders: () => contacts({ role: 'bureau', post: 'leader' }),
      /** Those whose list names the school; who may see all schools answers for none of them. */
      inspectorsOf: (schoolId: string) => contacts({ schoolIds: schoolId, role: 'inspector' }),
    },
  }
}
