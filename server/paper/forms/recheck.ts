import { stampOf } from '../../contract/calendar.ts'
import type { Table } from 'docx'
import type { RequestOf } from '../../contract/paper.ts'
import type { HazardRecord } from '../../hazard/hazard.model.ts'
import { deadlineOf, evidenceOf, recheckOf, visitPhotos } from '../paper.facts.ts'
import { endOf, listed, longDate, longTime } from '../paper.words.ts'
import { createOverflow, type Overflow } from '../typeset/overflow.ts'
import { PAIR_BOX } from '../typeset/measures.ts'
import { left } from '../typeset/table.ts'
import { createTypesetter, type Typesetter } from '../typeset/typesetter.ts'
import { annexPages } from './annex.ts'
import { footOf, oneSchool, unfit, type Form, type Material, type Pictures } from './form.ts'
import { HALVES, headed, nameRow, photoCell, ticks, type Placed } from './parts.ts'

const RESULTS = { pass: '合格', fail: '不合格', partial: '部分', extended: '延期中' } as const
const HANDLINGS = ['close', 'again', 'supervise', 'handOver'] as const
type Result = keyof typeof RESULTS
type Handling = (typeof HANDLINGS)[number]

interface Item { number: string; spot: string; seen: string; result: Result; handling: Handling | null; dueOn: string; photo: Placed | null }
export interface RecheckData {
  school: string; notice: string; when: string; inspectors: string; accompaniedBy: string; items: Item[]; remark: string
  /** Printed where it is true alone: who rechecked is not who rectified. */
  statement: string
  confirmed: string
  annexes: Overflow[]
}

/** What a visit found of each hazard. The photos are the visit's own, never the school's. */
export const recheck: Form<'recheck', RecheckData> = {
  type: 'recheck', version: 1, box: PAIR_BOX,
  compose(request, material) {
    const school = oneSchool(material)
    const { hazards, nameOf, settings } = material
    const overflow = createOverflow()
    const rounds = hazards.map(recheckOf)
    const last = rounds.filter((round) => round !== null).sort((a, b) => a.at.getTime() - b.at.getTime()).at(-1)
    const items = hazards.map((hazard, index) => itemOf(hazard, rounds[index] ?? null, index, request, material, overflow.fit))
    const others = hazards.every((hazard, index) => !rounds[index]?.by.includes(evidenceOf(hazard)?.by ?? ''))
    return {
      schoolId: school.id, hazardIds: hazards.map(({ _id }) => _id), photoIds: items.flatMap(({ photo }) => photo?.id ?? []),
      data: {
        school: school.name, notice: listed(hazards.map(({ _id }) => material.noticeOf(_id) ?? '')),
        when: request.recheckedOn ? longDate(request.recheckedOn) : last ? longTime(last.at) : '　　　年　　月　　日',
        inspectors: request.inspectors ?? listed(rounds.flatMap((round) => round?.by.map(nameOf) ?? [])),
        accompaniedBy: request.accompaniedBy ?? listed(hazards.map(({ assigneeId }) => nameOf(assigneeId))), items, remark: request.remark ?? '',
        statement: others ? settings.opinions.recheck : '', confirmed: last ? `系统确认：${listed(last.by.map(nameOf))} ${stampOf(last.at)}` : '',
        annexes: overflow.annexes,
      },
    }
  },
  draw(data, frame, pictures) {
    const set = createTypesetter(frame.faces)
    const children = [
      ...headed(set, frame),
      set.table(HALVES, [
        ...nameRow('被复查单位', data.school, '对应通知书', data.notice), ['复查时间', left(data.when), '复查方式', left('□现场　□资料　□视频')],
        ['复查人员', left(data.inspectors), '陪同人员', left(data.accompaniedBy)],
      ]), set.gap(6),
      set.table([10, 40, 40, 20, 55], [
        ['序号', '隐患编号、部位', '复查所见', '结论', '处理意见'],
        ...data.items.map((item, index) => [String(index + 1), left(`${item.number}\n${item.spot}`), left(item.seen), RESULTS[item.result], left(handled(item))]),
      ], { head: 1 }), set.gap(6),
      ...photoRows(set, data.items, pictures), ...closing(set, data, frame.office.name), ...annexPages(set, data.annexes),
    ]
    return set.pack([set.form(children, footOf(frame, '一式两份，复查单位、学校各存一份', data.confirmed))], { title: frame.title, creator: frame.office.name })
  },
}

type Round = ReturnType<typeof recheckOf>

/** What the record says, unless the clerk says otherwise; where the record says nothing the clerk has to. */
function itemOf(
  hazard: HazardRecord, round: Round, index: number, { opinions }: RequestOf<'recheck'>, { photos, roleOf }: Material, fit: ReturnType<typeof createOverflow>['fit'],
): Item {
  const given = opinions?.[hazard._id]
  const result = given?.result ?? resultOf(hazard, round)
  if (!result) throw unfit(`opinions.${hazard._id}`, 'missing')
  const since = evidenceOf(hazard)?.at ?? round?.at ?? hazard.receivedAt
  const [photo] = visitPhotos(hazard, photos.get(hazard._id), since, (by) => ['inspector', 'bureau'].includes(roleOf(by) ?? ''))
  return {
    number: hazard.number, spot: hazard.spot, seen: fit(`${hazard.number}　复查所见`, given?.seen ?? round?.words ?? '', 160), result,
    handling: given?.handling ?? (result === 'pass' ? 'close' : result === 'extended' ? null : 'again'), dueOn: hazard.dueOn,
    photo: photo ? { id: photo, caption: `第${index + 1}条　复查现场` } : null,
  }
}

function resultOf(hazard: HazardRecord, round: Round): Result | null {
  if (hazard.status === 'closed' && round?.accepted) return 'pass'
  if (hazard.status !== 'open') return null
  if (round && !round.accepted) return 'fail'
  return deadlineOf(hazard).extendedTo ? 'extended' : null
}

function handled({ result, handling, dueOn }: Item): string {
  if (result === 'extended') return `未到期，到期后另行复查\n（期限${endOf(dueOn)}）`
  const at = handling === null ? -1 : HANDLINGS.indexOf(handling)
  return `${ticks(['销号', '再限期整改'], at)}\n${ticks(['督办', '移交'], at - 2)}`
}

function photoRows(set: Typesetter, items: readonly Item[], pictures: Pictures): Table[] {
  const placed = items.flatMap(({ photo }) => (photo ? [photo] : []))
  const pairs = Array.from({ length: Math.ceil(placed.length / 2) }, (_, at) => placed.slice(at * 2, at * 2 + 2))
  return pairs.length === 0 ? [] : [set.table([41.25, 41.25, 41.25, 41.25], pairs.map(([one, two]) => [
    photoCell(set, pictures, one!), two ? photoCell(set, pictures, two) : { text: '', span: 2 },
  ])), set.gap(6) as never]
}

const closing = (set: Typesetter, data: RecheckData, office: string): Table[] => [set.table([24, 141], [
  ['其他意见', left(data.remark)],
  ['复查人员', set.sign(data.statement ? [data.statement] : [], '复查人员（签字）：', { space: 14 })],
  ['被复查单位', set.sign(['对复查意见：□无异议　□有异议（另附说明）'], '签收人（签字）：', { space: 14 })],
  ['复查单位', set.sign([], `${office}（公章）`, { space: 58, at: office.length > 16 ? 20 : 78 })],
], { keep: true })]
