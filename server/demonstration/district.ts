import { createHash } from 'node:crypto'
import type { Connection } from 'mongoose'
import { accountModel, type AccountRecord } from '../account/account.model.ts'
import { SYSTEM } from '../account/actor.ts'
import { oneTimePassword } from '../account/one-time-password.ts'
import { createPasswords } from '../account/password.ts'
import { auditModel } from '../audit/audit.model.ts'
import { createAuditService } from '../audit/audit.service.ts'
import { hazardModel } from '../hazard/hazard.model.ts'
import { notificationModel } from '../notification/notification.model.ts'
import { createPhotoFiles } from '../photo/photo.files.ts'
import { chunkModel, fileModel, photoModel } from '../photo/photo.model.ts'
import { createPhotoStore } from '../photo/photo.store.ts'
import { schoolModel } from '../school/school.model.ts'
import { createSchoolService } from '../school/school.service.ts'
import type { Shot } from './life.ts'
import { keepLogins } from './logins.ts'
import type { DemonstrationDeps } from './make-demonstration.ts'
import { makePeople, type Person } from './people.ts'
import { paintPictures, stamped, type Picture } from './pictures.ts'
import { DEMO_SCHOOLS } from './schools.ts'
import { makeYear } from './year.ts'

type DistrictDeps = Pick<DemonstrationDeps, 'config' | 'connection' | 'now' | 'photoWidth'>

/** Only ever what the demonstration itself had begun: somebody else's account in it stops the start. */
export async function removeDistrict(connection: Connection, now: Date): Promise<void> {
  const own = makePeople(now).map(({ _id }) => _id)
  if (await accountModel(connection).exists({ _id: { $nin: own } })) {
    throw new Error('the demonstration district was left half made and the database holds other accounts too: start on an empty DATA_DIR')
  }
  const models = [accountModel, schoolModel, hazardModel, photoModel, fileModel, chunkModel, notificationModel, auditModel]
  for (const modelOf of models) await modelOf(connection).collection.deleteMany({})
}

/** Schools, people, and a year of hazards with their photos and messages. */
export async function fillDistrict(deps: DistrictDeps): Promise<void> {
  const { connection, now } = deps
  const people = makePeople(now)
  const audit = createAuditService({ connection, now: () => now, peopleOf: async () => [] })
  await audit.record({ by: SYSTEM, action: 'demonstration.make', subject: 'district', detail: { schools: DEMO_SCHOOLS.length, accounts: people.length } }, async () => {
    await createSchoolService({ connection, audit }).importRows(DEMO_SCHOOLS.map(schoolRow), { id: SYSTEM })
    const year = await makeYear(people, now)
    // Hashing, encoding and storing keep other threads busy while this one paints.
    await Promise.all([enrol(deps, people), paintPictures(year.shots, storing(connection), deps.photoWidth)])
    await hazardModel(connection).collection.insertMany(year.hazards as never)
    await notificationModel(connection).collection.insertMany(year.notifications as never)
  })
}

const schoolRow = ({ principal: _principal, officer: _officer, ...row }: (typeof DEMO_SCHOOLS)[number]) => row

/** The passwords are on disk before the first account exists. */
async function enrol({ config, connection, now }: DistrictDeps, people: readonly Person[]): Promise<void> {
  const { hashOf } = createPasswords()
  const withPasswords = people.map((person) => ({ person, password: oneTimePassword() }))
  keepLogins(config.DATA_DIR, withPasswords.filter(({ person }) => person.disabledAt === null)
    .map(({ person: { username, name }, password }) => ({ username, name, password })))
  const records = await Promise.all(withPasswords.map(async ({ person, password }): Promise<AccountRecord> =>
    ({ ...person, passwordHash: await hashOf(password), createdAt: now })))
  await accountModel(connection).collection.insertMany(records as never)
}

/** Keeps one picture as the photo of everybody who took it, each under a file of its own. */
function storing(connection: Connection) {
  const files = createPhotoFiles(connection)
  const photos = createPhotoStore(connection)
  return async ({ received, thumbnail, width, height }: Picture, shots: readonly Shot[]): Promise<void> => {
    for (const { id, drawing: _drawing, frame: _frame, ...facts } of shots) {
      const bytes = stamped(received, id)
      await photos.insert({
        _id: id, ...facts, sha256: createHash('sha256').update(bytes).digest('hex'), bytes: bytes.length, width, height,
        mediaType: 'image/jpeg', fileId: await files.write(bytes, facts.at), thumbnail,
      })
    }
  }
}
