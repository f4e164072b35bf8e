import { dateOf } from '../../contract/calendar.ts'
import type { RequestOf } from '../../contract/paper.ts'
import { longDate } from '../paper.words.ts'
import { createOverflow, type Overflow } from '../typeset/overflow.ts'
import { left } from '../typeset/table.ts'
import { createTypesetter } from '../typeset/typesetter.ts'
import { annexPages } from './annex.ts'
import { footOf, oneHazard, oneSchool, unfit, type Form } from './form.ts'
import { LONG_NAME } from './parts.ts'

export interface DelistingData {
  school: string; number: string; listing: string; dates: string; what: string; labels: string[]; results: string[]; evidence: string; opinion: string; annexes: Overflow[]
}

const EVIDENCE = [['photos', '整改前后照片'], ['testReport', '验收或检测报告'], ['contract', '合同发票'], ['drill', '演练记录'], ['other', '其他']] as const

/** 摘牌申请表: asks for the acceptance of a hazard under supervision. */
export const delisting: Form<'delisting', DelistingData> = {
  type: 'delisting', version: 1,
  compose(request: RequestOf<'delisting'>, material) {
    const hazard = oneHazard(material)
    if (!hazard.supervision) throw unfit('of', 'not-listed')
    const { settings } = material
    const { fit, annexes } = createOverflow()
    const listed = material.paperOf('listing', hazard._id)
    const short = (date: string) => longDate(date).replace(/^\d+年/, '')
    const on = dateOf(hazard.supervision.at)
    return {
      schoolId: hazard.schoolId, hazardIds: [hazard._id],
      data: {
        school: oneSchool(material).name, number: hazard.number, listing: listed?.number ?? `${settings.prefixes.listing}〔${(listed?.on ?? on).slice(0, 4)}〕　号`,
        dates: `${short(on)}、${short(hazard.plan?.state === 'approved' ? hazard.plan.dueOn : hazard.dueOn)}`, what: fit('隐患情况', `${hazard.spot}：${hazard.description}`, 60),
        labels: settings.fiveElements, results: request.results.map((result, index) => fit(`完成情况　${settings.fiveElements[index]!}`, result, 56)), opinion: settings.opinions.delisting, annexes,
        evidence: EVIDENCE.map(([code, label]) => `${request.evidence.includes(code) ? '■' : '□'}${label}`).join('　'),
      },
    }
  },
  draw(data, frame) {
    const set = createTypesetter(frame.faces)
    const wide = (text: string) => left(text, { span: 4 })
    const children = [
      set.title(frame.title, { line: 34, after: 80 }),
      set.table([26, 20, 36.5, 26, 56.5], [
        ...(data.school.length > LONG_NAME ? [{ height: 10, cells: ['申请单位', wide(data.school)] }, { height: 8, cells: ['隐患编号', wide(data.number)] }]
          : [{ height: 10, cells: ['申请单位', left(data.school, { span: 2 }), '隐患编号', left(data.number)] }]),
        { height: 10, cells: ['挂牌文号', left(data.listing, { span: 2 }), '挂牌、到期', left(data.dates)] }, { height: 12, cells: ['隐患情况', wide(data.what)] },
        ...data.labels.map((label, index) => ({
          height: 10, cells: [...(index === 0 ? [{ text: '“五落实”\n完成情况', rows: 5 }] : []), label, left(data.results[index] ?? '', { span: 3 })],
        })),
        { height: 10, cells: ['证明材料', wide(data.evidence)] },
        { height: 40, cells: ['申请单位\n意见', set.sign([data.opinion], '校长（签字）：　　　　　　　　（公章）', { span: 4, space: 16 })] },
        { height: 36, cells: ['验收组\n意见', set.sign(['□合格，建议摘牌　□不合格，继续整改：'], '验收组成员（签字，不少于2人）：', { span: 4 })] },
        { height: 40, cells: ['局领导\n意见', set.sign(['□同意摘牌　□不同意'], '签字：　　　　　　　　（公章）', { span: 4 })] },
        { height: 10, cells: ['摘牌公示', wide('公示平台：　　　　　　　　　　　　公示日期：　　　年　　月　　日')] },
      ], { size: 12, line: 18 }),
      ...annexPages(set, data.annexes),
    ]
    return set.pack([set.form(children, footOf(frame, data.number, '摘牌申请'))], { title: frame.title, creator: data.school })
  },
}
