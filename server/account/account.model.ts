import { Schema, type Connection, type Model } from 'mongoose'
import { gathered } from '../database/gather.ts'
import { POSTS, ROLES, type Post, type Role } from '../contract/enumerations.ts'

/** An account as stored. Accounts are not deleted, since histories name them; only one that came by a mistaken import and that nothing names. */
export interface AccountRecord {
  _id: string
  username: string
  name: string
  role: Role
  post: Post | null
  /** Either all schools, or exactly those listed; an empty list sees none. */
  allSchools: boolean
  schoolIds: string[]
  /** The schools whose one primary officer this is. Present only while enabled, so that its unique index is the rule. */
  primarySchoolIds?: string[]
  email: string | null
  passwordHash: string
  mustChangePassword: boolean
  /** A session names the version that it was made under; raising this ends all of them. */
  sessionVersion: number
  /** Rises with every change by an administrator, who changes only what was read. */
  version: number
  createdAt: Date
  disabledAt: Date | null
  /** The version whose change left hazards to hand over, and when; gone once that is done. */
  handOverPending?: number
  handOverSince?: Date
  /** One and two letters in a row of name and username, for the search. */
  grams: string[]
}

/** What reading about people takes: neither the hash, which has no business there, nor what only the search needs. */
export const SHOWN = { passwordHash: 0, grams: 0 } as const
export type ShownAccount = Omit<AccountRecord, keyof typeof SHOWN>

const schema = new Schema<AccountRecord>({
  _id: String,
  username: { type: String, required: true },
  name: { type: String, required: true },
  role: { type: String, enum: ROLES, required: true },
  post: { type: String, enum: [...POSTS, null], default: null },
  allSchools: { type: Boolean, required: true },
  schoolIds: { type: [String], required: true },
  primarySchoolIds: { type: [String], default: undefined },
  email: { type: String, default: null },
  passwordHash: { type: String, required: true },
  mustChangePassword: { type: Boolean, required: true },
  sessionVersion: { type: Number, required: true },
  version: { type: Number, required: true },
  createdAt: { type: Date, required: true },
  disabledAt: { type: Date, default: null },
  handOverPending: Number,
  handOverSince: Date,
  grams: [String],
}, { versionKey: false, minimize: false, strict: 'throw', strictQuery: 'throw', autoIndex: false, autoCreate: false })

schema.index({ username: 1 }, { unique: true })
// One primary officer a school, whoever writes at the same moment.
schema.index({ primarySchoolIds: 1 }, { unique: true, partialFilterExpression: { primarySchoolIds: { $exists: true } } })
// Lists by name, and the people of a role or of a school.
schema.index({ role: 1, username: 1 })
schema.index({ schoolIds: 1, role: 1, username: 1 })
schema.index({ grams: 1, username: 1 })
schema.index({ handOverPending: 1 }, { partialFilterExpression: { handOverPending: { $exists: true } } })

export type AccountModel = Model<AccountRecord>

/** Accounts by the driver alone: these are asked for on every request, and mongoose costs as much again. */
export const findAccounts = (accounts: AccountModel, filter: object, projection: object): Promise<AccountRecord[]> =>
  accounts.collection.find(filter, { projection }).toArray() as unknown as Promise<AccountRecord[]>

export type AccountReader = ReturnType<typeof createAccountReader>

/** Accounts by their ids, as they stand when asked for. Those asked for at the same time come in one reading: every request needs one. */
export function createAccountReader(accounts: AccountModel) {
  const read = gathered(async (wanted: readonly (readonly string[])[]) => {
    const records: ShownAccount[] = await findAccounts(accounts, { _id: { $in: [...new Set(wanted.flat())] } }, SHOWN)
    return new Map(records.map((record) => [record._id, record]))
  })
  return async (ids: readonly string[]): Promise<ShownAccount[]> => {
    const found = await read(ids)
    return ids.flatMap((id) => found.get(id) ?? [])
  }
}

export const accountModel = (connection: Connection): AccountModel => connection.model<AccountRecord>('Account', schema, 'accounts')
