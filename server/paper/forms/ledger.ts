import type { RequestOf } from '../../contract/paper.ts'
import { dateOf } from '../../contract/calendar.ts'
import type { State } from '../../contract/enumerations.ts'
import { stateOf } from '../../hazard/hazard.deadline.ts'
import type { HazardRecord } from '../../hazard/hazard.model.ts'
import { afterPhoto, beforePhoto, deadlineOf, evidenceOf, extensionOf, recheckOf } from '../paper.facts.ts'
import { listed, longDate, severityUpward, spacedName, stacked, stackedNumber, stateWord, tenThousands } from '../paper.words.ts'
import { LEDGER_BOX } from '../typeset/measures.ts'
import { left, type Cell, type Row } from '../typeset/table.ts'
import { createTypesetter, type Typesetter } from '../typeset/typesetter.ts'
import { footOf, type Composed, type Form, type Frame, type Material, type Pictures } from './form.ts'

interface LedgerRow {
  number: string; school: string; inspectedOn: string; type: string; inspector: string; spot: string; category: string; what: string; severity: string
  measures: string; responsible: string; head: string; funds: string; due: string; finished: string; rechecked: string; closed: string; state: string; remark: string
  before: string | null; after: string | null
}
export interface LedgerData { office: string; period: string; filter: string; rows: LedgerRow[]; folded: number; extended: boolean }

const MOST_TEXT = 90
const PEN = '审核人：　　　　　　　　　　　　填表人：　　　　　　　　　　　　填报日期：　　　　年　　月　　日'

/** 台账 on A4: a work list, without photos. */
export const ledger: Form<'ledger', LedgerData> = {
  type: 'ledger', version: 1, compose: (request, material) => compose(request, material, false),
  draw: (data, frame) => {
    const set = createTypesetter(frame.faces)
    const children = [...heading(set, data, frame), set.table(
      [8, 24, 27, 18, 22, 41, 15, 41, 13, 19, 19, 20],
      [['序号', '隐患编号', '学校', '检查日期', '位置', '隐患情况', '等级', '整改措施', '责任人', '整改期限', '完成日期', '状态'], ...data.rows.map(narrowRow)],
      { size: 9, head: 1, keepLast: true },
    ), ...notes(set, data, false), set.paragraph(PEN, { size: 10.5, line: 24, before: 60 })]
    return set.pack([set.form(children, footOf(frame, `${frame.title}（A4简表）`, `制表：${frame.by} ${frame.at}`), 'wideA4')], { title: frame.title, creator: frame.office.name })
  },
}

/** 台账 on A3 with a pair of photos a row: the archive of a campaign. */
export const photoLedger: Form<'photoLedger', LedgerData> = {
  type: 'photoLedger', version: 1, box: LEDGER_BOX, compose: (request, material) => compose(request, material, true),
  draw: (data, frame, pictures) => {
    const set = createTypesetter(frame.faces)
    const children = [...heading(set, data, frame), set.table(
      [8, 22, 23, 18, 12, 18, 14, 28, 10, 31, 28, 12, 12, 12, 19, 18, 31, 18, 18, 16, 22],
      [WIDE_HEADS, ...data.rows.map((row, index) => wideRow(set, row, index, pictures))], { size: 9, head: 1, keepLast: true },
    ), ...notes(set, data, true), set.paragraph(PEN, { size: 10.5, line: 24, before: 80 })]
    return set.pack([set.form(children, footOf(frame, frame.title, `制表：${frame.by} ${frame.at}`), 'wideA3')], { title: frame.title, creator: frame.office.name })
  },
}

function compose(request: RequestOf<'ledger'> | RequestOf<'photoLedger'>, material: Material, photos: boolean): Composed<LedgerData> {
  const { hazards, schools, settings } = material
  const rows = hazards.map((hazard) => rowOf(hazard, material))
  const ids = [...new Set(hazards.map(({ schoolId }) => schoolId))]
  const days = hazards.map(({ receivedAt }) => dateOf(receivedAt)).sort()
  const filter = 'filter' in request.of ? request.of.filter : {}
  const from = filter.receivedFrom ?? days[0]!
  const to = filter.receivedTo ?? days.at(-1)!
  return {
    schoolId: ids.length === 1 ? ids[0]! : null, hazardIds: hazards.map(({ _id }) => _id),
    ...(photos && { photoIds: rows.flatMap(({ before, after }) => [before, after]).filter((id) => id !== null) }),
    data: {
      office: `${settings.office.name}${settings.office.unit}`, period: `${longDate(from)}至${longDate(to)}`,
      filter: `${filterWords(request, material, ids.length === 1 ? schools.get(ids[0]!)?.name : undefined)}，共${rows.length}条`, rows,
      folded: settings.foldSerious ? hazards.filter(({ severity }) => severity === 'serious').length : 0,
      extended: hazards.some((hazard) => deadlineOf(hazard).extendedTo !== null),
    },
  }
}

const SEVERITY_WORDS = { general: '一般', serious: '较大', major: '重大' } as const

/** The filter in words: the reader of the paper sees what is not on it. */
function filterWords({ of }: RequestOf<'ledger'> | RequestOf<'photoLedger'>, { category, schools }: Material, only: string | undefined): string {
  if ('hazardIds' in of) return `${only ? `${only}，` : ''}人工选择`
  const { schoolId, state, severity, category: categories } = of.filter
  const words = [
    ...(schoolId ? [schools.get(schoolId)?.name ?? schoolId] : []), ...(state ? [state.map((one: State) => stateWord(one)).join('、')] : []),
    ...(severity ? [severity.map((one) => SEVERITY_WORDS[one]).join('、')] : []), ...(categories ? [categories.map((code) => category(code)?.nameZh ?? code).join('、')] : []),
  ]
  return words.length > 0 ? words.join('，') : '全部'
}

const brief = (text: string) => (text.length > MOST_TEXT ? `${text.replaceAll(/\s+/g, ' ').slice(0, MOST_TEXT)}……` : text.replaceAll(/\s+/g, ' '))

function rowOf(hazard: HazardRecord, { schools, photos, nameOf, principalsOf, category, settings, now }: Material): LedgerRow {
  const evidence = evidenceOf(hazard)
  const round = recheckOf(hazard)
  const accepted = hazard.status === 'closed' && round?.accepted ? round : null
  const { on, extendedTo } = deadlineOf(hazard)
  const pictures = photos.get(hazard._id)
  return {
    number: hazard.number, school: schools.get(hazard.schoolId)?.name ?? hazard.schoolId, inspectedOn: dateOf(hazard.foundAt),
    type: hazard.selfCheck ? '自查自纠' : settings.inspectionType, inspector: spacedName(nameOf(hazard.reporterId)), spot: hazard.spot,
    category: category(hazard.category)?.nameZh ?? hazard.category, what: brief(hazard.description), severity: severityUpward(hazard, settings.foldSerious),
    measures: brief(evidence?.measures ?? ''), responsible: hazard.assigneeId ? spacedName(nameOf(hazard.assigneeId)) : settings.office.unit.slice(-3),
    head: spacedName(principalsOf.get(hazard.schoolId) ?? ''), funds: evidence?.costYuan ? tenThousands(evidence.costYuan) : '—',
    due: on + (extendedTo ? `\n延至\n${extendedTo}` : ''), finished: evidence?.on ?? '',
    rechecked: accepted ? `${listed(accepted.by.map(nameOf))}\n${accepted.on}` : '', closed: hazard.closedAt && hazard.status === 'closed' ? dateOf(hazard.closedAt) : '',
    state: hazard.supervision && hazard.status === 'open' ? '挂牌督办' : stateWord(stateOf(hazard, now)), remark: remarkOf(hazard),
    before: beforePhoto(pictures), after: evidence ? afterPhoto(hazard, pictures) : null,
  }
}

/** Why it is not done, as far as the record says. */
function remarkOf(hazard: HazardRecord): string {
  if (hazard.status === 'closed') return hazard.history.some(({ action }) => action === 'return') ? '整改曾退回' : ''
  if (hazard.handedOver) return brief(`移交${hazard.handedOver.authority}`)
  const extension = extensionOf(hazard)
  if (extension) return brief(extension.reason)
  const round = recheckOf(hazard)
  return hazard.status === 'open' && round && !round.accepted ? brief(`退回：${round.words}`) : ''
}

const heading = ({ title, paragraph }: Typesetter, data: LedgerData, frame: Frame) => [
  title(frame.title, { size: 18, line: 28 }),
  paragraph(`填报单位：${data.office}　　统计期间：${data.period}　　筛选：${data.filter}　　截至：${frame.at}`, { size: 10.5, line: 18, after: 40 }),
]

/** Kept with the lines to sign, and these with the last row. */
function notes({ paragraph }: Typesetter, { folded, extended }: LedgerData, photos: boolean) {
  const texts = [
    ...(folded > 0 ? [`等级按“一般、重大”两级填报，“一般”含本局内部分级为“较大”的隐患${folded}条。`] : []),
    ...(extended ? ['整改期限为原定期限；“延至”为批准延期后的期限。'] : []),
  ]
  if (texts.length === 0) return []
  return [paragraph(`注：${texts.map((text, index) => (texts.length > 1 ? `${index + 1}.${text}` : text)).join('')}`, { size: 9, line: 14, before: photos ? 80 : 60, keep: true })]
}

const severityCell = (severity: string): Cell => ({ text: stacked(severity), pad: 0.3 })

const narrowRow = (row: LedgerRow, index: number): Row['cells'] => [
  String(index + 1), stackedNumber(row.number), left(row.school), row.inspectedOn, left(row.spot), left(row.what), severityCell(row.severity), left(row.measures),
  row.responsible, row.due, row.finished, row.state,
]

const WIDE_HEADS = [
  '序号', '隐患编号', '学校', '检查日期、类型', '检查人', '位置', '类别', '隐患情况', '等级', '整改前照片', '整改措施', '责任人', '督办人', '资金\n(万元)', '整改期限', '完成日期',
  '整改后照片', '复查人、日期', '销号日期', '状态', '未完成原因、备注',
]

function wideRow(set: Typesetter, row: LedgerRow, index: number, pictures: Pictures): Row['cells'] {
  const photo = (id: string | null, caption: string): Cell => {
    const found = id === null ? undefined : pictures.get(id)
    return found ? { text: set.picture(found, LEDGER_BOX, `${row.number}${caption}`, { bare: true }), pad: 0.5, padY: 1 } : { text: '—' }
  }
  return [
    String(index + 1), stackedNumber(row.number), left(row.school), `${row.inspectedOn}\n${row.type}`, row.inspector, left(row.spot), row.category, left(row.what),
    severityCell(row.severity), photo(row.before, '整改前'), left(row.measures), row.responsible, row.head, row.funds, row.due, row.finished, photo(row.after, '整改后'),
    row.rechecked, row.closed, row.state, left(row.remark),
  ]
}
