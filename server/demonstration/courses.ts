import { addDays, dateOf, instantAt } from '../contract/calendar.ts'
import type { VoidReason } from '../contract/enumerations.ts'
import {
  COMMENTS, DELISTED, EXTENSIONS, GRANTED, MAJOR_BASIS, OUTSIDE, PLAN_BACK, planOf, RECLASSIFIED, REFUSED, REMINDED, REOPENED, SUPERVISOR, VOIDED,
  WRONG_CATEGORY,
} from './cases/remarks.ts'
import type { Life } from './life.ts'
import { minutesAfter, workdayUpTo } from './moments.ts'
import { handOverAt } from './people.ts'
import type { Course } from './story.ts'

/** How hazards end, or where they stand today. Whether people may do this, the table of transitions decides. */

async function signFor(life: Life, share = 0.86): Promise<void> {
  if (!life.random.chance(share)) return
  life.later(0, 1)
  await life.acknowledge()
}

/** Submitted and accepted, or closed by the school, as the severity asks. */
async function finish(life: Life): Promise<void> {
  await life.fix()
  if (life.hazard().status !== 'rectified') return
  life.later(0, 2)
  await life.accept()
}

export const inTime: Course = async (life) => {
  await signFor(life)
  life.atShareOfDeadline(0.25 + life.random.next() * 0.7)
  await finish(life)
}

export const late = (days: number): Course => async (life) => {
  await signFor(life, 0.7)
  const date = addDays(life.hazard().dueOn, days)
  life.moveTo(minutesAfter(instantAt(date, 8), life.random.between(30, 500)))
  await finish(life)
}

export const onTheSpot: Course = async (life) => {
  life.moveTo(minutesAfter(life.at(), life.random.between(12, 95)))
  await life.fixOnSpot()
}

/** Sent back once, mostly under the same deadline, then good enough. */
export const returned: Course = async (life) => {
  await signFor(life)
  life.atShareOfDeadline(0.3 + life.random.next() * 0.4)
  await life.fix()
  life.later(0, 2)
  await life.sendBack(life.random.chance(0.3) ? addDays(dateOf(life.at()), 4) : undefined)
  life.later(1, 2)
  await finish(life)
}

export const reopened: Course = async (life) => {
  await inTime(life)
  life.later(4, 12)
  await life.act(life.reviewer(), { action: 'reopen', reason: life.random.pick(REOPENED) })
  life.later(0, 1)
  await life.acknowledge()
  life.later(1, 3)
  await finish(life)
}

/** Filed too high or too low, or under the wrong category, and put right within the day. */
export const reclassified = (what: 'severity' | 'category'): Course => async (life) => {
  life.later(0, 1)
  const severity = life.hazard().severity === 'serious' ? 'general' : 'serious'
  await life.act(life.reviewer(), what === 'severity'
    ? { action: 'reclassify', severity, reason: life.random.pick(RECLASSIFIED.filter((words) => (severity === 'general') === words.includes('一般'))) }
    : { action: 'reclassify', category: 'MGMT', reason: WRONG_CATEGORY })
  await inTime(life)
}

export const voided = (reason: VoidReason, duplicateOf?: string): Course => async (life) => {
  if (life.random.chance(0.4)) await signFor(life, 1)
  life.later(0, 2)
  await life.act(life.staff.desk(life.random), { action: 'void', reason, note: VOIDED[reason], ...(duplicateOf && { duplicateOf }) })
}

/** Voided by mistake, taken up again, and done. */
export const voidedAndReopened: Course = async (life) => {
  await voided('mistaken')(life)
  life.later(1, 2)
  await life.act(life.staff.desk(life.random), { action: 'reopen', reason: '学校说明情况属实，恢复整改' })
  await inTime(life)
}

/** Open when the officer left: handed to the next one by the system. */
export const handedOver: Course = async (life) => {
  await signFor(life, 1)
  life.moveTo(handOverAt(life.now))
  await life.reassign(life.staff.officer(life.story.school.id, life.at()))
  await inTime(life)
}

// — an extension, an authority outside, a word in between —

async function askExtension(life: Life, days: number): Promise<void> {
  await life.act(life.staff.officer(life.story.school.id, life.at()), {
    action: 'requestExtension', dueOn: addDays(life.hazard().dueOn, days), ...life.random.pick(EXTENSIONS),
  })
}

/** Asked, and the desk has yet to decide. */
export const asked = (days: number): Course => async (life) => {
  await signFor(life, 1)
  life.later(0, 1)
  await askExtension(life, days)
}

/** Asked and granted: the new date stands, the first one is kept. */
export const extended = (days: number): Course => async (life) => {
  await asked(days)(life)
  life.later(0, 1)
  await life.act(life.staff.desk(life.random), { action: 'grantExtension', note: GRANTED })
}

export const extendedAndDone: Course = async (life) => {
  await extended(20)(life)
  life.later(2, 6)
  await finish(life)
}

export const refusedAndDone: Course = async (life) => {
  await asked(20)(life)
  life.later(0, 1)
  await life.act(life.staff.desk(life.random), { action: 'refuseExtension', reason: REFUSED })
  life.later(0, 2)
  await finish(life)
}

/** Not the school's to put right: the desk asks after it on this day. */
export const outside = (daysFromToday: number): Course => async (life) => {
  await signFor(life, 1)
  life.later(0, 1)
  await life.act(life.staff.desk(life.random), { action: 'handOver', ...OUTSIDE, dueOn: addDays(dateOf(life.now), daysFromToday) })
}

/** Late, and talked about: reminded by the desk, seen again by the inspector, answered by the school. */
export const chased: Course = async (life) => {
  await signFor(life, 1)
  life.moveTo(minutesAfter(instantAt(addDays(dateOf(life.now), -3), 9), 12))
  await life.act(life.staff.one('desk1'), { action: 'remind', note: REMINDED })
  life.moveTo(minutesAfter(life.at(), 190))
  await life.act(life.staff.inspector(life.story.school.id), { action: 'comment', note: COMMENTS.inspector })
  life.moveTo(minutesAfter(life.at(), 75))
  await life.act(life.staff.officer(life.story.school.id, life.at()), { action: 'comment', note: COMMENTS.officer })
}

// — a major hazard: confirmed, listed for supervision, planned; two acceptances, the last by the desk —

async function listAndPlan(life: Life): Promise<void> {
  const desk = life.staff.one('desk1')
  const soon = () => life.moveTo(minutesAfter(life.at(), life.random.between(20, 60)))
  const submitPlan = () => life.act(life.staff.principal(life.story.school.id), { action: 'submitPlan', ...planOf(life.story.kase, dateOf(life.at())) })
  soon()
  await life.acknowledge(life.staff.principal(life.story.school.id))
  soon()
  await life.act(desk, { action: 'confirmMajor', basis: MAJOR_BASIS })
  await life.act(desk, { action: 'supervise', supervisor: SUPERVISOR })
  soon()
  await submitPlan()
  if (life.random.chance(0.5)) {
    soon()
    await life.act(desk, { action: 'returnPlan', reason: PLAN_BACK })
    soon()
    await submitPlan()
  }
  soon()
  await life.act(desk, { action: 'approvePlan' })
}

export const majorDone: Course = async (life) => {
  await majorRectified(life)
  life.later(1)
  await life.accept(life.staff.one('desk1'))
  life.later(0, 2)
  await life.act(life.staff.one('desk2'), { action: 'delist', reason: DELISTED })
}

/** Listed, planned, put right; one acceptance stands, the desk has yet to look. */
export const majorRectified: Course = async (life) => {
  await listAndPlan(life)
  life.later(1, 4)
  await life.fix()
  life.moveTo(minutesAfter(life.at(), life.random.between(40, 120)))
  await life.accept(life.staff.inspector(life.story.school.id))
}

// — where hazards stand today —

export const untouched: Course = async () => {}

export const acknowledged: Course = (life) => signFor(life, 1)

/** Waiting for recheck since this many days. */
export const waiting = (daysAgo: number): Course => async (life) => {
  await signFor(life)
  life.moveTo(minutesAfter(instantAt(workdayUpTo(addDays(dateOf(life.now), -daysAgo)), 8), life.random.between(20, 540)))
  await life.fix()
}

/** Submitted, sent back, and not done again: how it stands at the reviewer's words. */
export const sentBack = (rectifiedDaysAgo: number, returnedDaysAgo: number): Course => async (life) => {
  await signFor(life, 1)
  life.moveTo(minutesAfter(instantAt(addDays(dateOf(life.now), -rectifiedDaysAgo), 16), 38))
  await life.fix(life.staff.officer(life.story.school.id, life.at()))
  life.moveTo(minutesAfter(instantAt(addDays(dateOf(life.now), -returnedDaysAgo), 11), 5))
  await life.sendBack()
}
