import type { FileChild, Paragraph } from 'docx'
import { dateOf } from '../../contract/calendar.ts'
import { SEVERITIES } from '../../contract/enumerations.ts'
import type { HazardRecord } from '../../hazard/hazard.model.ts'
import { printedBasis } from '../paper.basis.ts'
import { deadlineOf, keptOffNotice } from '../paper.facts.ts'
import { endOf, listed, longDate, longDates, severityToSchool, stacked, stackedNumber } from '../paper.words.ts'
import { twips } from '../typeset/measures.ts'
import { createOverflow, type Overflow } from '../typeset/overflow.ts'
import { left, type Row } from '../typeset/table.ts'
import { createTypesetter, type Typesetter } from '../typeset/typesetter.ts'
import { annexPages } from './annex.ts'
import { nameRow } from './parts.ts'
import { footOf, oneSchool, unfit, type Form, type Frame, type Material } from './form.ts'

interface Item { number: string; spot: string; what: string; severity: string; demand: string; dueOn: string; extendedTo: string | null }
export interface NoticeData {
  school: string
  inspectedOn: string[]
  inspectors: string
  inspectionType: string
  major: number
  items: Item[]
  basis: string
  reportDays: number
  objectionDays: number
  annexes: Overflow[]
}

/** More items, or more text than one page holds with stub and seal, go to an annex. */
const ITEMS_ON_THE_PAGE = 3
const LINES_ON_THE_PAGE = 12
const WIDTHS = [8, 22, 24, 34, 18, 34, 25] as const
const HEADS = ['序号', '隐患编号', '部位', '隐患情况', '等级', '整改要求', '整改期限']
const NUMBERS_ON_THE_STUB = 3
const DEMAND = '立即整改，消除隐患'

export const notice: Form<'notice', NoticeData> = {
  type: 'notice', version: 1,
  compose(request, material) {
    const school = oneSchool(material)
    const hazards = [...material.hazards].sort(gravestFirst)
    const why = keptOffNotice(...hazards)
    if (why) throw unfit('of', why)
    const { settings } = material
    const overflow = createOverflow()
    return {
      schoolId: school.id, hazardIds: hazards.map(({ _id }) => _id),
      data: {
        school: school.name, inspectedOn: hazards.map(({ foundAt }) => dateOf(foundAt)),
        inspectors: request.inspectors ?? listed(hazards.map(({ reporterId }) => material.nameOf(reporterId))),
        inspectionType: request.inspectionType ?? settings.inspectionType,
        major: hazards.filter(({ severity }) => severity === 'major').length,
        items: hazards.map((hazard) => itemOf(hazard, request.requirements?.[hazard._id], material, overflow.fit)),
        basis: printedBasis(hazards.flatMap(({ checklistItem }) => material.ticked(checklistItem) ?? [])),
        reportDays: settings.reportDays, objectionDays: settings.objectionDays, annexes: overflow.annexes,
      },
    }
  },
  draw(data, frame) {
    const set = createTypesetter(frame.faces)
    const inAnnex = data.items.length > ITEMS_ON_THE_PAGE || data.items.reduce((sum, item) => sum + linesOf(item), 0) > LINES_ON_THE_PAGE
    const children = [
      ...stub(set, data, frame), seam(set, frame), ...delivery(set, data, frame, inAnnex),
      ...(inAnnex ? annex(set, data) : []), ...annexPages(set, data.annexes),
    ]
    return set.pack([set.form(children, footOf(frame, '存根联签发单位留存，送达联交被检查单位'))], { title: frame.title, creator: frame.office.name })
  },
}

const gravestFirst = (a: HazardRecord, b: HazardRecord) =>
  SEVERITIES.indexOf(b.severity) - SEVERITIES.indexOf(a.severity) || (a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : a.number < b.number ? -1 : 1)

/** What is asked: the clerk's words, else what the checklist wants, else that it be put right. */
function itemOf(hazard: HazardRecord, demand: string | undefined, { item }: Material, fit: ReturnType<typeof createOverflow>['fit']): Item {
  const { on, extendedTo } = deadlineOf(hazard)
  return {
    number: hazard.number, spot: hazard.spot, severity: severityToSchool(hazard), dueOn: on, extendedTo,
    what: fit(`${hazard.number}　隐患情况`, hazard.description, 160),
    demand: demand ?? item(hazard.checklistItem)?.textZh ?? DEMAND,
  }
}

/** The lines that a row takes: cells of 34 mm hold eight characters of 10.5 pt. */
const linesOf = ({ what, demand, spot, extendedTo }: Item) =>
  Math.max(extendedTo ? 5 : 3, Math.ceil(what.length / 8), Math.ceil(demand.length / 8), Math.ceil(spot.length / 5))

const ends = ({ paragraph }: Typesetter, at: string, number: string, size: number): Paragraph => paragraph([`（${at}）`, `\t${number}`],
  { size, line: size * 1.5, after: 30, tabs: [{ type: 'right', position: twips(165) }] })

function stub(set: Typesetter, data: NoticeData, frame: Frame): FileChild[] {
  const { items, major } = data
  const soonest = items.map(({ dueOn }) => dueOn).sort()[0]!
  return [
    set.title(frame.title, { size: 16, line: 24 }), ends(set, '存根联', frame.number ?? '', 10.5),
    set.table([24, 58.5, 24, 58.5], [
      ...nameRow('被检查单位', data.school, '检查时间', longDates(data.inspectedOn)), ['检查人员', left(data.inspectors), '检查类型', left(data.inspectionType)],
      ['隐患条数', left(`${items.length}条（重大${major}条，一般${items.length - major}条）`), '最近期限', left(endOf(soonest))],
      ['隐患编号', left(numbersOnStub(items), { span: 3 })],
      { height: 11, cells: ['签发人\n（签字）', '', '送达方式、\n送达时间', left('□当面　□系统　□邮寄\n　　　　年　　月　　日')] },
    ]),
  ]
}

/** The prefix is said once when all have the same. */
function numbersOnStub(items: readonly Item[]): string {
  const prefix = /^YH-\d+/.exec(items[0]!.number)?.[0] ?? ''
  const shared = prefix !== '' && items.every(({ number }) => number.startsWith(`${prefix}-`))
  const shown = items.slice(0, NUMBERS_ON_THE_STUB).map(({ number }) => (shared ? number.slice(prefix.length + 1) : number)).join('、')
  return `${shown}${items.length > NUMBERS_ON_THE_STUB ? `等${items.length}条，见附件` : ''}${shared ? `（前缀均为${prefix}）` : ''}`
}

/** Where the two parts are torn apart; the seal goes across. */
const seam = ({ paragraph }: Typesetter, { number }: Frame): Paragraph => paragraph(['\t', `${number ?? ''}　（骑缝加盖公章）`, '\t'], {
  size: 10.5, before: 120, after: 120,
  tabs: [{ type: 'center', position: twips(82.5), leader: 'hyphen' }, { type: 'right', position: twips(165), leader: 'hyphen' }],
})

function delivery(set: Typesetter, data: NoticeData, frame: Frame, inAnnex: boolean): FileChild[] {
  const { paragraph, title } = set
  const opening = `${longDates(data.inspectedOn)}，我局检查人员对你校开展${typeWithVerb(data.inspectionType)}，发现${inAnnex ? '' : '下列'}安全隐患${data.items.length}条${inAnnex ? '（见附件）' : ''}，现通知你校按要求整改。`
  return [
    title(frame.title, { line: 32 }), ends(set, '送达联', frame.number ?? '', 12), paragraph(`${data.school}：`, { size: 12, line: 20 }),
    paragraph(opening, { size: 12, line: 20, first: 2, align: 'both', after: 60 }),
    ...(inAnnex ? [] : [items(set, data.items)]),
    ...points(set, data, frame),
    ...(inAnnex ? [paragraph(`附件：安全隐患清单（${data.items.length}条）`, { size: 10.5, line: 16.5, first: 2, after: 80 })] : []),
    signatures(set, frame),
  ]
}

const typeWithVerb = (type: string) => (/检查$|巡查$|督导$|暗访$|回头看$/.test(type) ? type : `${type}检查`)

const items = ({ table }: Typesetter, rows: readonly Item[]) => table(WIDTHS, [HEADS, ...rows.map((item, index): Row['cells'] => [
  String(index + 1), stackedNumber(item.number), left(item.spot), left(item.what), { text: stacked(item.severity), pad: 0.3 }, left(item.demand), until(item),
])], { head: 1 })

function until({ dueOn, extendedTo }: Item): string {
  const stackedDate = (date: string) => longDate(date).replace('年', '年\n')
  return extendedTo ? `${stackedDate(dueOn)}\n延至\n${stackedDate(extendedTo)}\n24时前` : `${stackedDate(dueOn)}\n24时前`
}

/** The fixed text, numbered by what there is: without a usable basis that sentence is not there. */
function points({ paragraph }: Typesetter, data: NoticeData, { office }: Frame): Paragraph[] {
  const texts = [
    ...(data.basis ? [`检查依据：${data.basis}。`] : []),
    '整改期间应当落实临时防护措施；不能保证安全的，立即停止使用有关场所、设施。',
    `整改完成后${data.reportDays}日内报送整改情况报告和整改后照片。不能按期完成的，期限届满前书面申请延期。逾期未完成且未获准延期的，列入督办。`,
    `联系人：${office.contact || '　　　　　　'}，电话：${office.phone || '　　　　　　　　'}。对隐患认定有异议的，可自签收之日起${data.objectionDays}日内书面反映，不影响采取防护措施。`,
  ]
  return texts.map((text, index) => paragraph(`${'一二三四'[index]}、${text}`, {
    size: 10.5, line: 16.5, align: 'both', first: 2, before: index === 0 ? 60 : 0, after: index === texts.length - 1 ? 80 : 0, keep: index === texts.length - 1,
  }))
}

/** 46 mm of room for a seal of 42 mm, over the office's name and the date. */
const signatures = ({ table, paragraph }: Typesetter, { office, on }: Frame) => table([82.5, 82.5], [{ height: 46, cells: [
  left([
    paragraph('检查人员（签字，不少于2人）：', { size: 10.5, line: 22 }), paragraph('被检查单位签收人（签字）：', { size: 10.5, line: 28 }),
    paragraph('签收时间：　　　年　　月　　日　　时', { size: 10.5, line: 22 }),
  ]),
  { text: [
    paragraph('（公章）', { size: 10.5, line: 18, align: 'center' }), paragraph(office.name, { size: 12, line: 20, align: 'center' }),
    paragraph(longDate(on), { size: 12, line: 20, align: 'center' }),
  ] },
] }], { plain: true })

const annex = (set: Typesetter, { items: rows }: NoticeData): FileChild[] => [
  set.paragraph('附件', { face: 'head', size: 16, line: 28, newPage: true }), set.title('安全隐患清单', { size: 18, line: 30, after: 60 }), items(set, rows),
]
