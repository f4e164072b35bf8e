import type { AccountRecord } from '../account/account.model.ts'
import { primarySchoolsOf } from '../account/account.rules.ts'
import { addDays, dateOf, instantAt } from '../contract/calendar.ts'
import type { Post, Role } from '../contract/enumerations.ts'
import { createRandom } from './random.ts'
import { gramsOf } from '../search/grams.ts'
import { DEMO_SCHOOLS } from './schools.ts'

/** An account before it has a password. */
export type Person = Omit<AccountRecord, 'passwordHash' | 'createdAt'>

/** The school whose officer left during the year, when that was, and who it had been. */
export const HAND_OVER = { schoolId: 'SC010', daysAgo: 96, leaver: '冯雪' } as const
export const handOverAt = (now: Date): Date => instantAt(addDays(dateOf(now), -HAND_OVER.daysAgo), 9)

const INSPECTORS = [
  { name: '李建国', clusters: ['石林镇', '汤河桥片区'] },
  { name: '韩梅', clusters: ['红旗片区', '山城路片区'] },
  { name: '孙志强', clusters: ['长风片区', '鹿楼片区'] },
]
const DEPUTIES = [['SC001', '闫俊'], ['SC013', '齐慧'], ['SC016', '付刚'], ['SC023', '黎明霞'], ['SC024', '顾东']] as const
/** Answers for the village schools of its cluster beside their own officers. */
const CLUSTER = { username: 'cluster1', name: '毛建平', schoolIds: ['SC013', 'SC014', 'SC015', 'SC029'] }

const number = (schoolId: string) => schoolId.slice(2)

/** Everybody who works in the demonstration district. Ids are the same in every data folder; passwords are not. */
export function makePeople(now: Date): readonly Person[] {
  const { uuid } = createRandom('people')
  const person = (username: string, name: string, role: Role, post: Post | null = null, schoolIds: readonly string[] = []): Person => {
    const ids = [...schoolIds].sort()
    const primary = primarySchoolsOf({ role, post, schoolIds: ids }, false)
    return {
      _id: uuid(), username, name, role, post, allSchools: role === 'bureau', schoolIds: ids,
      ...(primary.length > 0 && { primarySchoolIds: primary }),
      email: `${username}@demo.invalid`, mustChangePassword: false, sessionVersion: 1, version: 1, disabledAt: null, grams: gramsOf(name, username),
    }
  }
  const { primarySchoolIds: _left, ...leaver } = person('officer010-former', HAND_OVER.leaver, 'officer', 'primary', [HAND_OVER.schoolId])
  return [
    person('admin', '曾晓东', 'administrator'), person('auditor', '程亮', 'auditor'),
    person('desk1', '周明', 'bureau', 'desk'), person('desk2', '吴倩', 'bureau', 'desk'), person('leader', '郑国强', 'bureau', 'leader'),
    ...INSPECTORS.map(({ name, clusters }, index) => person(`inspector${index + 1}`, name, 'inspector', null,
      DEMO_SCHOOLS.filter(({ cluster }) => clusters.includes(cluster)).map(({ id }) => id))),
    ...DEMO_SCHOOLS.map(({ id, principal }) => person(`principal${number(id)}`, principal, 'principal', null, [id])),
    ...DEMO_SCHOOLS.map(({ id, officer }) => person(`officer${number(id)}`, officer, 'officer', 'primary', [id])),
    ...DEPUTIES.map(([id, name]) => person(`deputy${number(id)}`, name, 'officer', 'deputy', [id])),
    person(CLUSTER.username, CLUSTER.name, 'officer', 'deputy', CLUSTER.schoolIds),
    { ...leaver, disabledAt: handOverAt(now) },
  ]
}

/** The log-ins that are printed at start: one of each kind, with what it is for. */
export const SHOWN_LOGINS: readonly (readonly [username: string, label: string])[] = [
  ['inspector1', '检查员'], ['officer013', '安全员（石林中心小学）'], ['principal013', '校长（石林中心小学）'],
  ['cluster1', '中心校安全员（石林镇）'], ['desk1', '局安全办'], ['leader', '分管局领导'], ['admin', '系统管理员'], ['auditor', '审计员'],
]
