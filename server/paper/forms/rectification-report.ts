import { stampOf } from '../../contract/calendar.ts'
import type { Table } from 'docx'
import { deadlineOf, afterPhoto, beforePhoto, evidenceOf, extensionOf } from '../paper.facts.ts'
import { listed, longDate, sentence, severityToSchool, yuan } from '../paper.words.ts'
import { createOverflow, type Overflow } from '../typeset/overflow.ts'
import { PAIR_BOX } from '../typeset/measures.ts'
import { left } from '../typeset/table.ts'
import { createTypesetter, type Typesetter } from '../typeset/typesetter.ts'
import type { HazardRecord } from '../../hazard/hazard.model.ts'
import { annexPages } from './annex.ts'
import { footOf, oneSchool, unfit, type Form, type Material, type Pictures } from './form.ts'
import { HALVES, across, nameRow, photoCell, type Placed } from './parts.ts'

interface Item {
  number: string; spot: string; severity: string; done: boolean; what: string; measures: string; when: string; cost: string; who: string
  before: Placed; after: Placed
}
export interface RectificationReportData {
  school: string; notice: string; items: Item[]; unfinishedReason: string; interimMeasures: string; opinion: string; confirmed: string; annexes: Overflow[]
}

/** The school's answer to a notice, with a pair of photos for each hazard: two of them to a page. */
export const rectificationReport: Form<'rectificationReport', RectificationReportData> = {
  type: 'rectificationReport', version: 1, box: PAIR_BOX,
  compose(request, material) {
    const school = oneSchool(material)
    const { hazards } = material
    if (hazards.some(({ status }) => status === 'void')) throw unfit('of', 'void')
    const overflow = createOverflow()
    const items = hazards.map((hazard) => itemOf(hazard, material, overflow.fit))
    const asked = hazards.map((hazard, index) => ({ index, done: items[index]!.done, extension: extensionOf(hazard) }))
      .flatMap(({ index, done, extension }) => (extension && !done ? [{ index, ...extension }] : []))
    const said = (words: 'reason' | 'interimMeasures') => asked.map((one) => `第${one.index + 1}条：${sentence(one[words])}`).join('\n')
    return {
      schoolId: school.id, hazardIds: hazards.map(({ _id }) => _id), photoIds: items.flatMap(({ before, after }) => [before.id, after.id]).filter((id) => id !== null),
      data: {
        school: school.name, notice: listed(hazards.map(({ _id }) => material.noticeOf(_id) ?? '')), items,
        unfinishedReason: request.unfinishedReason ?? said('reason'), interimMeasures: request.interimMeasures ?? said('interimMeasures'),
        opinion: material.settings.opinions.report, confirmed: confirmedBy(hazards, material), annexes: overflow.annexes,
      },
    }
  },
  draw(data, frame, pictures) {
    const set = createTypesetter(frame.faces)
    const done = data.items.filter((item) => item.done).length
    const children = [
      set.title(frame.title, { line: 32 }), set.paragraph('（整改回执）', { size: 12, line: 20, align: 'center', after: 80 }),
      set.table(HALVES, [
        ...nameRow('报告单位', data.school, '对应通知书', data.notice),
        ['报告日期', left(longDate(frame.on)), '整改情况', left(`共${data.items.length}条：已完成${done}条，未完成${data.items.length - done}条`)],
      ]),
      ...data.items.flatMap((item, index) => [set.gap(6), block(set, item, index, pictures)]), set.gap(6),
      set.table([24, 141], [
        ...(done < data.items.length ? [['未完成原因', left(data.unfinishedReason)], ['临时管控\n措施', left(data.interimMeasures)]] : []),
        ['学校意见', set.sign([data.opinion], '校长（签字）：　　　　　　　　（公章）', { space: 76 })],
      ]),
      ...annexPages(set, data.annexes),
    ]
    return set.pack([set.form(children, footOf(frame, data.notice || null, '整改情况报告', data.confirmed))], { title: frame.title, creator: data.school })
  },
}

function itemOf(hazard: HazardRecord, material: Material, fit: ReturnType<typeof createOverflow>['fit']): Item {
  const evidence = evidenceOf(hazard)
  const photos = material.photos.get(hazard._id)
  const { extendedTo } = deadlineOf(hazard)
  return {
    number: hazard.number, spot: hazard.spot, severity: severityToSchool(hazard), done: evidence !== null,
    what: fit(`${hazard.number}　隐患情况`, hazard.description, 160), measures: fit(`${hazard.number}　整改措施`, evidence?.measures ?? '', 160),
    when: evidence ? longDate(evidence.on) : extendedTo ? `批准延期至${longDate(extendedTo)}` : '未完成',
    cost: evidence?.costYuan ? yuan(evidence.costYuan) : '', who: material.nameOf(hazard.assigneeId),
    before: { id: beforePhoto(photos), caption: '整改前' }, after: { id: evidence ? afterPhoto(hazard, photos) : null, caption: '整改后' },
  }
}

/** Who submitted the last of it in the system, for the foot alone: signatures are the pen's. */
function confirmedBy(hazards: readonly HazardRecord[], { nameOf }: Material): string {
  const last = hazards.map(evidenceOf).filter((evidence) => evidence !== null).sort((a, b) => a.at.getTime() - b.at.getTime()).at(-1)
  return last ? `系统确认：${nameOf(last.by)} ${stampOf(last.at)}` : ''
}

/** Text and pair stay on one page. */
function block(set: Typesetter, item: Item, index: number, pictures: Pictures): Table {
  return set.table([20, 62.5, 20, 62.5], [
    [{ text: `第${index + 1}条`, face: 'head' }, left(`${item.number}　${item.spot}`, { span: 2 }), { text: `${item.severity}　　${item.done ? '已完成' : '未完成'}`, face: 'head' }],
    ['隐患情况', across(item.what)], ['整改措施', across(item.measures)],
    ['完成日期', left(item.when), '投入资金', left(`${item.cost || '　　　'}　　责任人：${item.who}`)],
    [photoCell(set, pictures, item.before, true), photoCell(set, pictures, item.after, true)],
  ], { keep: true })
}
