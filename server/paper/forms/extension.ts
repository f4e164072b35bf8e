import { deadlineOf, extensionOf } from '../paper.facts.ts'
import { endOf, longDate, severityToSchool } from '../paper.words.ts'
import { createOverflow, type Overflow } from '../typeset/overflow.ts'
import { left } from '../typeset/table.ts'
import { createTypesetter } from '../typeset/typesetter.ts'
import { annexPages } from './annex.ts'
import { footOf, oneHazard, oneSchool, unfit, type Form } from './form.ts'
import { LONG_NAME, WIDE_HALVES, across } from './parts.ts'

export interface ExtensionData {
  school: string; notice: string; number: string; severity: string; what: string; due: string; askedFor: string; count: number; on: string; late: boolean
  reason: string; measuresSoFar: string; interimMeasures: string; annexes: Overflow[]
}

/** 延期申请表: what the school asked for in the system, to be signed by principal, office and leader. */
export const extension: Form<'extension', ExtensionData> = {
  type: 'extension', version: 1,
  compose(request, material) {
    const hazard = oneHazard(material)
    const asked = extensionOf(hazard)
    if (!asked) throw unfit('of', 'no-extension')
    const { fit, annexes } = createOverflow()
    return {
      schoolId: hazard.schoolId, hazardIds: [hazard._id],
      data: {
        school: oneSchool(material).name, notice: material.noticeOf(hazard._id) ?? '', number: hazard.number, severity: severityToSchool(hazard),
        what: fit('隐患情况', `${hazard.spot}：${hazard.description}`, 60), due: endOf(deadlineOf(hazard).on), askedFor: endOf(asked.askedFor), count: asked.count,
        on: longDate(asked.on), late: asked.late, reason: fit('延期原因', asked.reason, 90), measuresSoFar: fit('已采取的措施', request.measuresSoFar ?? '', 88),
        interimMeasures: fit('延期期间临时管控措施', asked.interimMeasures, 90), annexes,
      },
    }
  },
  draw(data, frame) {
    const set = createTypesetter(frame.faces)
    const long = data.school.length > LONG_NAME
    const children = [
      set.title(frame.title, { line: 34, after: 80 }),
      set.table(WIDE_HALVES, [
        // A long name has the whole width; the notice then stands where the count did, so that the form keeps to its page.
        { height: 10, cells: long ? ['申请单位', across(data.school)] : ['申请单位', left(data.school), '对应通知书', left(data.notice)] },
        { height: 10, cells: ['隐患编号', left(data.number), '隐患等级', left(data.severity)] },
        { height: 12, cells: ['隐患情况', across(data.what)] }, { height: 10, cells: ['原定期限', left(data.due), '申请延至', left(data.askedFor)] },
        { height: 10, cells: [
          ...(long ? ['对应通知书', left(data.notice)] : ['申请次数', left(`第${data.count}次`)]), '申请日期',
          left(`${data.on}${long ? `（第${data.count}次）` : ''}${data.late ? '\n（期限届满后提出）' : ''}`),
        ] },
        { height: 22, cells: ['延期原因', across(data.reason)] }, { height: long ? 16 : 20, cells: ['已采取的\n措施', across(data.measuresSoFar)] },
        { height: 22, cells: ['延期期间\n临时管控\n措施', across(data.interimMeasures)] },
        { height: 40, cells: ['学校意见', set.sign([], '校长（签字）：　　　　　　　　（公章）', { span: 3 })] },
        { height: long ? 24 : 32, cells: [`${frame.office.unit.length > 5 ? '安全办' : frame.office.unit}\n审核意见`, set.sign(['□同意　□不同意，理由：'], '审核人（签字）：', { span: 3, space: long ? 10 : 24 })] },
        { height: 40, cells: ['局领导\n审批意见', set.sign(['□同意延至　　　年　　月　　日　　□不同意，按原期限整改'], '审批人（签字）：　　　　　　　　（公章）', { span: 3 })] },
      ], { size: 12, line: 18 }),
      set.paragraph('注：原定期限届满前提出。批准延期不改变原定期限的记录，按期整改率仍按原定期限计算。', { size: 9, line: 16, before: 60 }), ...annexPages(set, data.annexes),
    ]
    return set.pack([set.form(children, footOf(frame, data.number, '延期申请'))], { title: frame.title, creator: data.school })
  },
}
