import type { Actor } from '../account/actor.ts'
import { addDays, dateOf, instantAt } from '../contract/calendar.ts'
import type { PhotoKind } from '../contract/enumerations.ts'
import type { HazardRecord } from '../hazard/hazard.model.ts'
import { ACCEPTED } from './cases/remarks.ts'
import { putRight, type DrawingName } from './drawings.ts'
import { atWork, minutesAfter, workdayFrom } from './moments.ts'
import { FRAMES, type Frame } from './pictures.ts'
import type { Random } from './random.ts'
import type { Deed, Replay } from './replay.ts'
import type { Staff } from './staff.ts'
import type { Story } from './story.ts'

/** A photo that was taken: what it shows, and the facts of its record. */
export interface Shot {
  id: string
  hazardId: string
  schoolId: string
  kind: PhotoKind
  place: number
  by: string
  at: Date
  drawing: DrawingName
  frame: Frame
}

export type Life = ReturnType<typeof createLife>

/**
 * One hazard's life as its people live it. `at` is the instant of the last thing done; the verbs move it on.
 * Nobody has done anything yet on the day of `now`, whatever the hour: so the year is the same all day long.
 */
export function createLife({ story, replay, staff, random, now }: { story: Story; replay: Replay; staff: Staff; random: Random; now: Date }) {
  const { school, kase, reporter } = story
  const shots: Shot[] = []
  let at = story.receivedAt

  const hazard = (): HazardRecord => replay.hazard()
  const lastEvening = instantAt(addDays(dateOf(now), -1), 18)

  function shoot(kind: PhotoKind, by: Actor, count: number, taken: Date): string[] {
    const before = shots.filter((shot) => shot.kind === kind).length
    const drawing = kind === 'before' ? kase.drawing : kase.after ?? putRight(kase.drawing)
    const added = FRAMES.slice(0, count).map((frame, index): Shot => ({
      id: random.uuid(), hazardId: story.id, schoolId: school.id, kind, place: before + index, by: by.id,
      at: new Date(taken.getTime() + index * 20_000), drawing, frame,
    }))
    shots.push(...added)
    return added.map(({ id }) => id)
  }

  async function report(seq: number): Promise<void> {
    const photoCount = random.weighted([1, 2, 3], (count) => [6, 3, 1][count - 1]!)
    const { byHand } = story
    await replay.report({
      id: story.id, seq, reporter, assigneeId: staff.officer(school.id, at).id,
      request: {
        schoolId: school.id, spot: story.spot, category: kase.item.split('-')[0]!, severity: story.severity, description: kase.found,
        ...(story.named && { checklistItem: kase.item }), photoCount,
        foundAt: minutesAfter(at, -random.between(1, 14)).toISOString(),
        ...(random.chance(0.8) && { location: nearby() }),
        ...(byHand && { dueOn: addDays(dateOf(at), byHand.days), dueReason: byHand.reason }),
      },
    }, at)
    shoot('before', reporter, photoCount, new Date(at.getTime() + 9_000))
  }

  /** Within some forty metres of the school's point. */
  const nearby = () => ({
    lng: Number((school.place.lng + (random.next() - 0.5) * 0.0009).toFixed(6)),
    lat: Number((school.place.lat + (random.next() - 0.5) * 0.0007).toFixed(6)), accuracyMetres: random.between(6, 38),
  })

  /** Moves on to a working moment of that many days after the last thing, later than it and not later than now. */
  function later(fewest: number, most = fewest): Date {
    const date = workdayFrom(addDays(dateOf(at), random.between(fewest, most)))
    return moveTo(atWork(date, random))
  }

  function moveTo(moment: Date): Date {
    const soonest = minutesAfter(at, random.between(6, 50))
    const latest = minutesAfter(lastEvening, -random.between(5, 90))
    const chosen = moment < latest ? moment : latest
    at = chosen > soonest ? chosen : soonest
    return at
  }

  /** Moves on to a share of the days that are allowed, 1 being the last of them; more than 1 is late. */
  function atShareOfDeadline(share: number): Date {
    const { startOn, days } = hazard().deadlines.at(-1)!
    const date = addDays(startOn, Math.round(days * share))
    return share > 1 ? moveTo(atWork(workdayFrom(date), random)) : moveTo(atWork(date, random))
  }

  const act = (by: Actor, deed: Deed): Promise<void> => replay.act(by, deed, random.uuid(), at)

  const handler = (): Actor => staff.handler(school.id, at, random)
  const acknowledge = (by = handler()) => act(by, { action: 'acknowledge' })

  const evidence = (by: Actor) => ({
    measures: kase.done, photoIds: shoot('after', by, random.chance(0.3) ? 2 : 1, minutesAfter(at, -random.between(1, 4))),
    ...(kase.costYuan !== undefined && random.chance(0.7) && { costYuan: kase.costYuan + random.between(-2, 4) * 5 }),
  })

  /** What the school does once it is put right: closes a general hazard, submits any other for recheck. */
  const fix = (by = handler()) => act(by, { action: hazard().severity === 'general' ? 'close' : 'rectify', ...evidence(by) })
  const fixOnSpot = () => act(reporter, { action: 'fixOnSpot', ...evidence(reporter) })

  /** Who rechecks: the reporter if that is an inspector or the desk, else the school's inspector. */
  const reviewer = (): Actor => (['inspector', 'bureau'].includes(reporter.role) ? reporter : staff.inspector(school.id))
  const accept = (by = reviewer()) => act(by, { action: 'accept', ...(random.chance(0.5) && { note: random.pick(ACCEPTED) }) })
  const sendBack = (dueOn?: string) => act(reviewer(), { action: 'return', reason: kase.back, ...(dueOn && { dueOn }) })

  return {
    story, random, staff, now, shots, hazard,
    at: () => at, later, moveTo, atShareOfDeadline,
    report, act, acknowledge, fix, fixOnSpot, accept, sendBack, handler, reviewer,
    reassign: (to: Actor) => replay.reassign(to.id, random.uuid(), at),
  }
}
