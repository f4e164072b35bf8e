import { dateOf } from '../../contract/calendar.ts'
import { longDate, sentence, yuan } from '../paper.words.ts'
import { createOverflow, type Overflow } from '../typeset/overflow.ts'
import { left } from '../typeset/table.ts'
import { createTypesetter, type Typesetter } from '../typeset/typesetter.ts'
import type { HazardRecord } from '../../hazard/hazard.model.ts'
import { annexPages } from './annex.ts'
import { oneHazard, oneSchool, unfit, type Form, type Frame } from './form.ts'
import { head, pageOf, signed } from './official.ts'
import { ticks } from './parts.ts'

export interface ListingData {
  school: string; number: string; foundOn: string; where: string; what: string; basis: string; listedOn: string; dueOn: string; stopUse: string; leader: string
  ground: number; labels: string[]; elements: string[]; annexes: Overflow[]
}

const GROUNDS = ['direct', 'combined', 'meeting'] as const
const STOP_USE = '整改完成并经验收前，停止使用有关场所、设施；撤离和安置情况当日报我局。'

/** The five elements of the plan as the settings name them; what is not planned yet is left for the pen. */
const fiveOf = ({ plan }: HazardRecord): string[] => (plan?.state === 'approved'
  ? [plan.measures, yuan(plan.fundsYuan), `${longDate(plan.dueOn)}前完成`, plan.responsible, plan.emergencyPlan] : ['', '', '', '', ''])

/** 挂牌督办通知: of a major hazard alone, once a person has confirmed that it is one and the bureau has listed it. */
export const listing: Form<'listing', ListingData> = {
  type: 'listing', version: 1,
  compose(request, material) {
    const hazard = oneHazard(material)
    if (hazard.severity !== 'major') throw unfit('of', 'not-major')
    if (!hazard.confirmedMajor) throw unfit('of', 'not-confirmed')
    if (!hazard.supervision) throw unfit('of', 'not-listed')
    if (hazard.confirmedMajor.basis.includes('待核')) throw unfit('of', 'basis')
    const { fit, annexes } = createOverflow()
    return {
      schoolId: hazard.schoolId, hazardIds: [hazard._id],
      data: {
        school: oneSchool(material).name, number: hazard.number, foundOn: longDate(dateOf(hazard.foundAt)), where: hazard.spot,
        what: fit('隐患情况', hazard.description, 200), basis: hazard.confirmedMajor.basis.replace(/[。；]$/, ''), listedOn: longDate(dateOf(hazard.supervision.at)),
        dueOn: longDate(hazard.plan?.state === 'approved' ? hazard.plan.dueOn : hazard.dueOn), stopUse: sentence(request.stopUse ?? STOP_USE),
        leader: request.leader ?? hazard.supervision.supervisor, ground: request.ground ? GROUNDS.indexOf(request.ground) : -1,
        labels: material.settings.fiveElements, elements: fiveOf(hazard).map((element, index) => fit(material.settings.fiveElements[index]!, element, 150)), annexes,
      },
    }
  },
  draw(data, frame) {
    const set = createTypesetter(frame.faces)
    const { body, run, blank } = set
    const point = (name: string, text: string) => body([run(name, { face: 'head', track: -5 }), text])
    const { contact, unit } = frame.office
    const children = [
      ...head(set, frame, `关于对${data.school}重大事故隐患挂牌督办的通知`), body(`${data.school}：`, { first: 0 }),
      body(`${data.foundOn}，我局在检查中发现${data.school}${data.where}${sentence(data.what)}经现场核实和会议研究，对照${data.basis}，认定为重大事故隐患，决定自${data.listedOn}起挂牌督办。现将有关事项通知如下：`),
      point('一、立即停止使用。', data.stopUse),
      point('二、落实整改责任。', `按照${data.labels.join('、')}“五落实”要求（见附件）组织整改，于${data.dueOn}前完成。`),
      point('三、按周报告进展。', '每周五17时前报送进展；遇有险情变化随时报告。'),
      point('四、申请验收摘牌。', '整改完成后书面提出摘牌申请，我局组织验收，合格的予以摘牌。'),
      body(`督办责任领导：${data.leader}。督办科室：${unit}${contact ? `，联系人：${contact}` : ''}。`), blank(), body('附件：重大事故隐患挂牌督办登记表', { keep: true }), ...signed(set, frame),
      ...register(set, data, frame), ...annexPages(set, data.annexes),
    ]
    return set.pack([set.document(children, pageOf(set, frame))], { title: frame.title, creator: frame.office.name, evenAndOdd: true })
  },
}

/** The annex: one page with what was judged, by which rule, and the five elements. */
const register = ({ body, run, paragraph, title, table }: Typesetter, data: ListingData, { office }: Frame) => {
  const wide = (text: string) => left(text, { span: 4 })
  return [
    body([run('附件', { face: 'head', track: -5 })], { first: 0, newPage: true }), paragraph('', { line: 14 }), title('重大事故隐患挂牌督办登记表', { after: 120 }),
    table([26, 20, 32, 30, 48], [
      { height: 11, cells: ['隐患编号', left(data.number, { span: 2 }), '挂牌日期', left(data.listedOn)] },
      ...(data.school.length > 11 ? [{ height: 11, cells: ['责任单位', wide(data.school)] }, { height: 11, cells: ['完成期限', wide(data.dueOn)] }]
        : [{ height: 11, cells: ['责任单位', left(data.school, { span: 2 }), '完成期限', left(data.dueOn)] }]),
      { height: 16, cells: ['隐患情况', wide(`${data.where}：${data.what}`)] }, { height: 14, cells: ['判定依据', wide(data.basis)] },
      { height: 11, cells: ['判定方式', wide(ticks(['直接判定', '综合判定', '会议研究认定'], data.ground))] },
      ...data.labels.map((label, index) => ({
        height: 15, cells: [...(index === 0 ? [{ text: '五落实', rows: 5 }] : []), label, left(data.elements[index] ?? '', { span: 3 })],
      })),
      { height: 11, cells: ['责任领导', left(data.leader, { span: 2 }), '督办科室', left(office.unit)] },
      { height: 18, cells: ['公示情况', wide('公示平台：　　　　　　　　　　公示日期：　　　年　　月　　日')] },
    ], { size: 12, line: 18 }),
  ]
}
