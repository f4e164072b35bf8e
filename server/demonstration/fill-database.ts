import { createHash, randomUUID } from 'node:crypto'
import type { Collection, Connection } from 'mongoose'
import sharp from 'sharp'
import { accountModel } from '../account/account.model.ts'
import { actorOf, contactOf } from '../account/account.views.ts'
import { oneTimePassword } from '../account/one-time-password.ts'
import { createPasswords } from '../account/password.ts'
import { hazardModel } from '../hazard/hazard.model.ts'
import { lastSeq } from '../hazard/hazard.number.ts'
import { numberOf, yearOf } from '../hazard/hazard.record.ts'
import { createPhotoFiles } from '../photo/photo.files.ts'
import { photoModel, type PhotoRecord } from '../photo/photo.model.ts'
import { schoolModel, type SchoolRecord } from '../school/school.model.ts'
import { Canvas } from './drawing/canvas.ts'
import { DRAWINGS } from './drawings.ts'
import { createRandom } from './random.ts'
import { contactsAmong, createReplay } from './replay.ts'
import { createNumbers, seedLife, type Ending, type SeedPlace, type SeedShot } from './seed-lives.ts'
import { seedPeople, seedSchools, type SeedPerson } from './seed-people.ts'

export interface Filling {
  connection: Connection
  now: Date
  schools: number
  hazards: number
  /** How many of them are not closed. */
  open: number
  /** Add to hazards that are there already. */
  more: boolean
}

export interface Filled {
  schools: number
  accounts: number
  hazards: number
  photos: number
  /** The one password of all these accounts; null when an earlier run gave it. */
  password: string | null
}

/** The database holds hazards and nobody asked for more. */
export class AlreadyFilled extends Error {}

const BATCH = 1000
const LOOK_UPS_AT_ONCE = 32
const TINY_PIXELS = 64

/**
 * Fills a database of any size for measuring: schools, people, hazards with histories that the rules allow, a photo for each
 * step that needs one. All photos name one received file, and carry one thumbnail. Throws AlreadyFilled.
 */
export async function fillDatabase(filling: Filling, progress: (done: number) => void = () => {}): Promise<Filled> {
  const { connection, now } = filling
  if (!filling.more && (await hazardModel(connection).exists({}))) throw new AlreadyFilled()
  const schools = seedSchools(filling.schools)
  await insertMissing(schoolModel(connection).collection, schools)
  const people = seedPeople(schools.map(({ _id }) => _id))
  const { added, password } = await enrol(connection, people, now)
  const makeDocument = await sharedPicture(connection, now)
  const nextSeq = createNumbers(filling.more ? await lastNumbers(connection, schools, yearOf(now)) : new Map())
  const photos = await live({ ...filling, places: placesOf(schools, people), people, nextSeq, makeDocument }, progress)
  return { schools: schools.length, accounts: added, hazards: filling.hazards, photos, password }
}

/** What is there from an earlier run stays as it is. */
async function insertMissing(collection: Collection, rows: readonly { _id: string }[]): Promise<Set<string>> {
  const found = await collection.find({ _id: { $in: rows.map(({ _id }) => _id) as never } }, { projection: { _id: 1 } }).toArray()
  const there = new Set(found.map(({ _id }) => String(_id)))
  const missing = rows.filter(({ _id }) => !there.has(_id))
  if (missing.length > 0) await collection.insertMany(missing as never)
  return new Set(missing.map(({ _id }) => _id))
}

/**
 * One password for all of them, hashed once: a thousand hashes would take a minute of their own. Whoever is added by a later
 * run gets that of the first.
 */
async function enrol(connection: Connection, people: readonly SeedPerson[], now: Date) {
  const before = await accountModel(connection).findOne({ username: people[0]!.username }, { passwordHash: 1 }).lean()
  const password = before ? null : oneTimePassword()
  const passwordHash = before?.passwordHash ?? await createPasswords().hashOf(password!)
  const added = await insertMissing(accountModel(connection).collection, people.map((person) => ({ ...person, passwordHash, createdAt: now })))
  // An inspector of an earlier, smaller run takes on the schools that have come since.
  for (const { _id, role, schoolIds } of people) {
    if (role === 'inspector' && !added.has(_id)) await accountModel(connection).updateOne({ _id }, { $set: { schoolIds } })
  }
  return { added: added.size, password }
}

/** Paints one small picture, keeps its file, and answers how to make a photo's document of it. */
async function sharedPicture(connection: Connection, now: Date) {
  const canvas = new Canvas(TINY_PIXELS)
  DRAWINGS.hydrant.paint(canvas)
  const raw = sharp(Buffer.from(canvas.pixels.buffer), { raw: { width: canvas.width, height: canvas.height, channels: 3 } })
  const received = await raw.clone().jpeg({ quality: 70 }).toBuffer()
  const thumbnail = await raw.clone().webp({ quality: 50, effort: 4 }).toBuffer()
  const facts = {
    sha256: createHash('sha256').update(received).digest('hex'), bytes: received.length, width: canvas.width, height: canvas.height,
    mediaType: 'image/jpeg' as const, fileId: await createPhotoFiles(connection).write(received, now), displayId: null, displayBytes: null,
  }
  return (shot: SeedShot) => ({ ...shot, ...facts, thumbnail }) satisfies Omit<PhotoRecord, 'thumbnail'> & { thumbnail: Buffer }
}

/** The highest number of each of these schools in this year and the two before. */
async function lastNumbers(connection: Connection, schools: readonly SchoolRecord[], thisYear: number): Promise<Map<string, number>> {
  const hazards = hazardModel(connection)
  const asked = schools.flatMap(({ _id }) => [0, 1, 2].map((ago) => ({ schoolId: _id, year: thisYear - ago })))
  const last = new Map<string, number>()
  for (let at = 0; at < asked.length; at += LOOK_UPS_AT_ONCE) {
    await Promise.all(asked.slice(at, at + LOOK_UPS_AT_ONCE).map(async ({ schoolId, year }) => {
      last.set(numberOf(schoolId, year, 0), await lastSeq(hazards, schoolId, year))
    }))
  }
  return last
}

function placesOf(schools: readonly SchoolRecord[], people: readonly SeedPerson[]): SeedPlace[] {
  const actors = people.map((person) => actorOf({ ...person, createdAt: new Date(0) }))
  const at = (role: string) => new Map(actors.filter((actor) => actor.role === role)
    .flatMap((actor) => (actor.schoolIds === 'all' ? [] : actor.schoolIds.map((id) => [id, actor] as const))))
  const [officers, principals, inspectors] = [at('officer'), at('principal'), at('inspector')]
  return schools.map(({ _id, lng, lat }) => ({
    schoolId: _id, lng: lng!, lat: lat!, officer: officers.get(_id)!, principal: principals.get(_id)!, inspector: inspectors.get(_id)!,
  }))
}

interface Living extends Filling {
  places: readonly SeedPlace[]
  people: readonly SeedPerson[]
  nextSeq(schoolId: string, year: number): number
  makeDocument(shot: SeedShot): object
}

/** While one batch is being written the next is lived through. Answers how many photos there are. */
async function live({ connection, now, hazards, open, places, people, nextSeq, makeDocument }: Living, progress: (done: number) => void): Promise<number> {
  const records = people.map((person) => ({ ...person, createdAt: now }))
  const desks = records.filter(({ post }) => post === 'desk').map(actorOf)
  const random = createRandom(randomUUID())
  const tools = { replay: createReplay(contactsAmong(records.map(contactOf)), { tells: false }), random, desks, now, nextSeq }
  let writing: Promise<unknown> = Promise.resolve()
  let photos = 0
  for (let from = 0; from < hazards; from += BATCH) {
    const lives = []
    for (let index = from; index < Math.min(from + BATCH, hazards); index++) {
      lives.push(await seedLife(tools, random.pick(places), endingOf(index, hazards, open, random.next())))
    }
    await writing
    progress(from)
    const shots = lives.flatMap((life) => life.shots)
    photos += shots.length
    writing = Promise.all([
      hazardModel(connection).collection.insertMany(lives.map(({ hazard }) => hazard) as never, { ordered: false }),
      photoModel(connection).collection.insertMany(shots.map(makeDocument) as never, { ordered: false }),
    ])
  }
  await writing
  return photos
}

/** Spreads those that are not closed evenly over the run: three of four with the school, one with the reviewer. */
function endingOf(index: number, hazards: number, open: number, chance: number): Ending {
  const isOpen = Math.floor((index + 1) * open / hazards) > Math.floor(index * open / hazards)
  if (isOpen) return chance < 0.75 ? 'open' : 'rectified'
  return chance < 0.03 ? 'void' : 'closed'
}
