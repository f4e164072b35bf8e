import type { Actor } from '../account/actor.ts'
import { addDays, dateOf } from '../contract/calendar.ts'
import type { Severity } from '../contract/enumerations.ts'
import { LONGER } from './cases/remarks.ts'
import * as courses from './courses.ts'
import { atWork, isWeekend, someWorkday, workdayFrom, workdayUpTo } from './moments.ts'
import { handOverAt, HAND_OVER } from './people.ts'
import type { Random } from './random.ts'
import type { Staff } from './staff.ts'
import { createDealer, daysFor, type Candidate, type Course, type Dealt, type Story } from './story.ts'

const YEAR_DAYS = 364
/** From here back a hazard of the ordinary kind has had the time to end. */
const SETTLED_DAYS = 36

type Extra = Partial<Pick<Story, 'reporter' | 'named' | 'byHand'>>

const isOneOf = (...severities: Severity[]) => ({ severity }: Candidate) => severities.includes(severity)
const isOrdinary = isOneOf('general', 'serious')

/** The days before the deadline at which it counts as due soon. */
const soonDays = (candidate: Candidate) => Math.floor(Math.min(3, daysFor(candidate) / 2))

/** Decides what happens at which school on which day, so that the year up to `now` looks like one. Nothing is lived yet. */
export function plotYear(now: Date, random: Random, staff: Staff): Story[] {
  const { deal, certain } = createDealer(random)
  const stories: Story[] = []
  const today = dateOf(now)

  function add({ kase, school, spot, severity }: Dealt, receivedAt: Date, course: Course, extra: Extra = {}): Story {
    const { named = true, byHand } = extra
    const reporter = extra.reporter ?? someReporter(school.id, receivedAt)
    const story: Story = {
      id: random.uuid(), kase, school, spot, severity, named, receivedAt, reporter, course, ...(byHand && { byHand }),
    }
    stories.push(story)
    return story
  }

  /** Inspectors find most; schools checking themselves a quarter; the desk some. */
  function someReporter(schoolId: string, at: Date): Actor {
    const draw = random.next()
    if (draw < 0.62) return staff.inspector(schoolId)
    if (draw < 0.7) return staff.desk(random)
    return draw < 0.95 ? staff.officer(schoolId, at) : staff.principal(schoolId)
  }

  const times = (count: number, what: (index: number) => void) => Array.from({ length: count }, (_, index) => what(index))
  const inThePast = (to = SETTLED_DAYS, from = YEAR_DAYS) => atWork(someWorkday(now, from, to, random), random)
  const addInspected = (dealt: Dealt, receivedAt: Date, course: Course, extra: Extra = {}) =>
    add(dealt, receivedAt, course, { ...extra, reporter: staff.inspector(dealt.school.id) })

  function settled(): void {
    times(93, () => add(deal(isOrdinary, { milder: 0.5 }), inThePast(), courses.inTime))
    // Lately closed: what the map's switch of thirty days shows.
    times(18, () => add(deal((one) => isOrdinary(one) && daysFor(one) <= 3), inThePast(12, 28), courses.inTime))
    times(17, (index) => add(deal(isOrdinary, { milder: 0.6 }), inThePast(SETTLED_DAYS + 20), courses.late([1, 2, 1, 4, 2, 6, 3, 1][index % 8]!)))
    times(24, () => add(deal(isOneOf('serious')), inThePast(), courses.returned))
    times(30, () => addInspected(deal(isOrdinary, { milder: 0.6 }), inThePast(5), courses.onTheSpot))
    times(3, () => add(deal((one) => isOrdinary(one) && daysFor(one) >= 7), inThePast(SETTLED_DAYS + 30), courses.extendedAndDone))
    add(deal((one) => isOrdinary(one) && daysFor(one) >= 7), inThePast(SETTLED_DAYS + 30), courses.refusedAndDone)
    times(6, () => addInspected(deal(isOrdinary), inThePast(SETTLED_DAYS + 40), courses.reopened))
    times(5, () => addInspected(deal(isOrdinary, { milder: 0.5 }), inThePast(), courses.reclassified('severity')))
    times(2, () => addInspected(deal((one) => isOrdinary(one) && !one.kase.item.startsWith('MGMT')), inThePast(), courses.reclassified('category')))
    times(6, (index) => addInspected(deal(isOneOf('serious')), inThePast(80), courses.inTime, { byHand: { days: 38 + index, reason: LONGER[index % 3]! } }))
    times(3, () => addInspected(deal(isOneOf('major')), inThePast(), courses.majorDone))
    times(3, (index) => addInspected(deal((one) => isOrdinary(one) && daysFor(one) >= 15, { at: HAND_OVER.schoolId }),
      atWork(workdayUpTo(addDays(dateOf(handOverAt(now)), -2 - index * 2)), random), courses.handedOver))
  }

  function voided(): void {
    times(3, () => addInspected(deal(isOrdinary, { milder: 0.5 }), inThePast(), courses.voided('mistaken')))
    times(2, () => add(deal(({ kase }) => kase.item.startsWith('AREA') || kase.item.startsWith('DROWN')), inThePast(), courses.voided('notOurs')))
    for (const first of random.shuffled(stories.filter(({ course }) => course === courses.inTime)).slice(0, 3)) {
      const seenAgain = atWork(workdayFrom(addDays(dateOf(first.receivedAt), 1)), random)
      add(first, seenAgain, courses.voided('duplicate', first.id), { reporter: staff.desk(random) })
    }
    addInspected(deal(isOrdinary), inThePast(), courses.voidedAndReopened)
  }

  /** Received so long ago that the rules make it due this many days from today; below zero it is late. */
  const dueIn = (days: number, dealt: Dealt, named = true) => atWork(addDays(today, days - daysFor(dealt, named)), random)

  function overdue(): void {
    const always: [days: number, found: string, schoolId: string, course: Course, named?: boolean][] = [
      [16, '外走廊护栏立杆', 'SC014', courses.chased], [9, '灭火器压力不足', 'SC020', courses.acknowledged],
      [5, '消火栓箱前堆放纸箱', 'SC013', courses.sentBack(6, 5), false], [4, '应急照明灯断电后', 'SC009', courses.acknowledged],
      [4, '漏电保护器试跳', 'SC007', courses.acknowledged], [2, '天沟堵塞', 'SC023', courses.untouched],
      [2, '留样冰箱温度', 'SC028', courses.acknowledged], [1, '疏散指示标志', 'SC030', courses.untouched],
      [1, '宿舍楼二层疏散门', 'SC024', courses.acknowledged],
    ]
    for (const [days, found, schoolId, course, named = true] of always) {
      const dealt = certain(found, schoolId)
      addInspected(dealt, dueIn(-days, dealt, named), course, { named })
    }
  }

  function underWay(): void {
    const soon: [days: number, found: string, schoolId: string, course?: Course][] = [
      [0, '灭火器压力不足', 'SC013'], [1, '楼梯扶手端头', 'SC014'], [1, '一体机挂架', 'SC003'], [1, '漏电保护器试跳', 'SC029'], [2, '外走廊护栏立杆', 'SC013', courses.asked(14)],
    ]
    for (const [days, found, schoolId, course = courses.acknowledged] of soon) {
      const dealt = certain(found, schoolId)
      addInspected(dealt, dueIn(days, dealt), course)
    }
    times(5, (index) => {
      const days = [0, 1, 2, 3, 3][index]!
      const dealt = deal((one) => isOrdinary(one) && soonDays(one) >= days && onWorkday(days - daysFor(one)))
      addInspected(dealt, dueIn(days, dealt), courses.acknowledged)
    })
    for (const [days, found, schoolId, course] of [[6, '应急照明灯断电后', 'SC013', courses.untouched], [7, '天沟堵塞', 'SC013', courses.acknowledged]] as const) {
      const dealt = certain(found, schoolId)
      addInspected(dealt, dueIn(days, dealt), course)
    }
    // Moved to a later day, or to somebody outside.
    const days = dayWithinReach(6, [15])
    const extended = deal((one) => isOrdinary(one) && daysFor(one) === 15)
    const outside = deal((one) => isOrdinary(one) && one.kase.item.startsWith('AREA'))
    addInspected(extended, dueIn(days, extended), courses.extended(14))
    addInspected(outside, atWork(workdayUpTo(addDays(today, -4)), random), courses.outside(8))
    times(45, (index) => {
      const days = dayWithinReach(4 + index % 11)
      const dealt = deal((one) => isOrdinary(one) && daysFor(one) > days && onWorkday(days - daysFor(one)), { milder: 0.5 })
      add(dealt, dueIn(days, dealt), daysFor(dealt) - days <= 2 && random.chance(0.6) ? courses.untouched : courses.acknowledged)
    })
  }

  const onWorkday = (days: number) => days < 0 && !isWeekend(addDays(today, days))

  /** The first day from this one on that a hazard filed on a working day of the past can be due on. */
  function dayWithinReach(days: number, allowed = [7, 15, 30]): number {
    return allowed.some((one) => onWorkday(days - one)) ? days : dayWithinReach(days + 1, allowed)
  }

  function waiting(): void {
    times(11, (index) => {
      const since = [1, 1, 1, 2, 2, 3, 4, 1, 2, 5, 8][index]!
      const dealt = deal((one) => isOneOf('serious')(one) && daysFor(one) >= 7)
      const receivedAt = atWork(workdayUpTo(addDays(today, -since - 4)), random)
      const fromSchool = index % 4 === 3 && { reporter: staff.officer(dealt.school.id, now) }
      add(dealt, receivedAt, courses.waiting(since), fromSchool || { reporter: staff.inspector(dealt.school.id) })
    })
    addInspected(deal(isOneOf('major')), atWork(workdayUpTo(addDays(today, -5)), random), courses.majorRectified)
  }

  overdue()
  underWay()
  waiting()
  settled()
  voided()
  return stories.sort((a, b) => a.receivedAt.getTime() - b.receivedAt.getTime())
}
