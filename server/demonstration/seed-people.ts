import type { AccountRecord } from '../account/account.model.ts'
import { primarySchoolsOf } from '../account/account.rules.ts'
import type { Post, Role } from '../contract/enumerations.ts'
import { initialsOf } from '../school/school.initials.ts'
import type { SchoolRecord } from '../school/school.model.ts'
import { gramsOf } from '../search/grams.ts'
import { createRandom } from './random.ts'

const SURNAMES = [...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕']
const GIVEN = [...'伟芳娜敏静丽强磊军洋艳勇杰涛明超霞平刚桂英华玉梅建国文斌海燕志远秀兰晓东雪琴']
const TOWNS = ['城关', '城东', '城西', '北关', '南关', '河口', '石桥', '柳林', '新庄', '东岭', '西岭', '大湾', '白塔', '青山', '龙泉', '高庙', '马店', '双河', '平安', '兴隆']
const KINDS = [['小学', '小学'], ['小学', '小学'], ['中学', '初中'], ['幼儿园', '幼儿园'], ['小学', '小学(教学点)']] as const
const NUMERALS = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十']

/** About 55 by 45 kilometres round the middle of the district. */
const CENTRE = { lng: 114.18, lat: 35.9 }
const SCHOOLS_PER_INSPECTOR = 20

export type SeedPerson = Omit<AccountRecord, 'passwordHash' | 'createdAt'>

export const seedSchoolId = (index: number): string => `SD${String(index + 1).padStart(4, '0')}`

/** Invented schools, marked as demonstration data; the same ones for the same numbers. */
export function seedSchools(count: number): SchoolRecord[] {
  const random = createRandom('seed schools')
  return Array.from({ length: count }, (_, index) => {
    const [noun, kind] = KINDS[index % KINDS.length]!
    const town = TOWNS[Math.floor(index / KINDS.length) % TOWNS.length]!
    const round = Math.floor(index / KINDS.length / TOWNS.length)
    const name = `${town}第${NUMERALS[(index * 7 + round) % 10]}${noun}${round > 0 ? `（${round + 1}区）` : ''}`
    return {
      _id: seedSchoolId(index), name, initials: initialsOf(name), kind, cluster: `${town}片区`,
      lng: Number((CENTRE.lng + (random.next() - 0.5) * 0.6).toFixed(6)), lat: Number((CENTRE.lat + (random.next() - 0.5) * 0.4).toFixed(6)),
      students: random.between(80, 2400), boarding: random.chance(0.3), canteen: random.chance(0.8), schoolBus: random.chance(0.3), demo: true,
    }
  })
}

/** Officer and principal for each school, an inspector for each twenty, and one or two of every other role. */
export function seedPeople(schoolIds: readonly string[]): SeedPerson[] {
  const person = (username: string, role: Role, post: Post | null = null, ids: readonly string[] = []): SeedPerson => {
    // By the username alone, so that a larger run meets the people of a smaller one again.
    const random = createRandom(username)
    const called = random.pick(SURNAMES) + random.pick(GIVEN) + (random.chance(0.6) ? random.pick(GIVEN) : '')
    const primary = primarySchoolsOf({ role, post, schoolIds: [...ids] }, false)
    return {
      _id: random.uuid(), username, name: called, role, post, allSchools: role === 'bureau', schoolIds: [...ids],
      ...(primary.length > 0 && { primarySchoolIds: primary }), email: `${username}@seed.invalid`,
      mustChangePassword: false, sessionVersion: 1, version: 1, disabledAt: null, grams: gramsOf(called, username),
    }
  }
  const inspectors = Math.ceil(schoolIds.length / SCHOOLS_PER_INSPECTOR)
  return [
    person('seed-desk', 'bureau', 'desk'), person('seed-desk-2', 'bureau', 'desk'), person('seed-leader', 'bureau', 'leader'),
    person('seed-admin', 'administrator'), person('seed-auditor', 'auditor'),
    ...Array.from({ length: inspectors }, (_, index) => person(`seed-inspector-${index + 1}`, 'inspector', null,
      schoolIds.slice(index * SCHOOLS_PER_INSPECTOR, (index + 1) * SCHOOLS_PER_INSPECTOR))),
    ...schoolIds.flatMap((id) => [
      person(`seed-officer-${id.toLowerCase()}`, 'officer', 'primary', [id]), person(`seed-principal-${id.toLowerCase()}`, 'principal', null, [id]),
    ]),
  ]
}
