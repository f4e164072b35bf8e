import { stampOf } from '../../contract/calendar.ts'
import { afterPhoto, beforePhoto, daysLate, deadlineOf, evidenceOf } from '../paper.facts.ts'
import { deadlineWords, sentence, severityToSchool, yuan } from '../paper.words.ts'
import { createOverflow, type Overflow } from '../typeset/overflow.ts'
import { PAIR_BOX } from '../typeset/measures.ts'
import { left } from '../typeset/table.ts'
import { createTypesetter } from '../typeset/typesetter.ts'
import { annexPages } from './annex.ts'
import { footOf, oneHazard, oneSchool, unfit, type Form } from './form.ts'
import { WIDE_HALVES, across, headed, nameRow, photoCell, type Placed } from './parts.ts'

export interface ClosingData {
  school: string; number: string; severity: string; notice: string; due: string; finished: string; what: string; result: string
  before: Placed; after: Placed; enclosed: string[]; confirmed: string; annexes: Overflow[]
}

/** 销号验收表: closes one hazard. The opinions and the approval are the pen's. */
export const closing: Form<'closing', ClosingData> = {
  type: 'closing', version: 1, box: PAIR_BOX,
  compose(_request, material) {
    const hazard = oneHazard(material)
    const evidence = evidenceOf(hazard)
    if (!evidence || (hazard.status !== 'closed' && hazard.status !== 'rectified')) throw unfit('of', 'not-rectified')
    const deadline = deadlineOf(hazard)
    const late = daysLate(deadline.on, evidence.on)
    const photos = material.photos.get(hazard._id)
    const before = { id: beforePhoto(photos), caption: '整改前' }
    const after = { id: afterPhoto(hazard, photos), caption: '整改后' }
    const { fit, annexes } = createOverflow()
    return {
      schoolId: hazard.schoolId, hazardIds: [hazard._id], photoIds: [before.id, after.id].filter((id) => id !== null),
      data: {
        school: oneSchool(material).name, number: hazard.number, severity: severityToSchool(hazard), notice: material.noticeOf(hazard._id) ?? '',
        due: deadlineWords(deadline), finished: `${evidence.on}${late > 0 ? `（逾期${late}天）` : ''}`,
        what: fit('隐患情况', `${hazard.spot}：${hazard.description}`, 62),
        result: fit('整改结果', `${sentence(evidence.measures)}${evidence.costYuan ? `投入资金${yuan(evidence.costYuan)}。` : ''}`, 95),
        before, after, enclosed: enclosed(material, hazard._id, photos !== undefined && photos.length > 0),
        confirmed: hazard.acceptances.map(({ by, at }) => `系统确认：${material.nameOf(by)} ${stampOf(at)}`).join('　'), annexes,
      },
    }
  },
  draw(data, frame, pictures) {
    const set = createTypesetter(frame.faces)
    const children = [
      ...headed(set, frame, 34),
      set.table(WIDE_HALVES, [
        ...nameRow('责任单位', data.school, '隐患编号', data.number, 9), { height: 9, cells: ['隐患等级', left(data.severity), '对应通知书', left(data.notice)] },
        { height: 9, cells: ['原定期限', left(data.due), '完成日期', left(data.finished)] }, { height: 14, cells: ['隐患情况', across(data.what)] },
        { height: 16, cells: ['整改结果', across(data.result)] },
        [photoCell(set, pictures, data.before), photoCell(set, pictures, data.after)],
        { height: 9, cells: ['附件清单', across(data.enclosed.map((one, index) => `${index + 1}.${one}`).join('　'))] },
        { height: 30, cells: ['验收意见', set.sign(['□合格　□不合格：'], '验收人（签字，重大隐患不少于2人）：', { span: 3, space: 14 })] },
        { height: 42, cells: ['批准销号', set.sign(['□同意销号　□不同意：'], '批准人（签字）：　　　　　　　　（公章）', { span: 3, space: 18 })] },
      ], { size: 12, line: 18 }),
      ...annexPages(set, data.annexes),
    ]
    return set.pack([set.form(children, footOf(frame, data.confirmed))], { title: frame.title, creator: frame.office.name })
  },
}

/** Only what there is. */
function enclosed({ paperOf }: Parameters<typeof closing.compose>[1], hazardId: string, photos: boolean): string[] {
  const rechecked = paperOf('recheck', hazardId)
  return [
    ...(paperOf('rectificationReport', hazardId) ? ['整改情况报告'] : []), ...(rechecked ? [`复查意见书${rechecked.number ? `（${rechecked.number}）` : ''}`] : []),
    ...(photos ? ['照片'] : []),
  ]
}
