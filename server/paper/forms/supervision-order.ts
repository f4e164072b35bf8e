import { addDays, dateOf } from '../../contract/calendar.ts'
import type { HazardRecord, HistoryEntry } from '../../hazard/hazard.model.ts'
import { daysLate, deadlineOf } from '../paper.facts.ts'
import { deadlineWords, endOf, longDate, sentence, severityToSchool } from '../paper.words.ts'
import { createOverflow, type Overflow } from '../typeset/overflow.ts'
import { left } from '../typeset/table.ts'
import { createTypesetter } from '../typeset/typesetter.ts'
import { annexPages } from './annex.ts'
import { footOf, oneHazard, oneSchool, unfit, type Form } from './form.ts'
import { across, headed, nameRow, ticks } from './parts.ts'

export interface SupervisionOrderData {
  school: string; levels: string[]; level: number; number: string; severity: string; due: string; late: string; responsible: string; head: string
  facts: string; demand: string; feedbackDays: number; annexes: Overflow[]
}

const LEVELS = ['office', 'deputy', 'head'] as const
const ROLES: Partial<Record<string, string>> = { officer: '（安全员）', principal: '（校长）' }

/** 督办单: to a school of our own. To a body that is not, a letter is sent. */
export const supervisionOrder: Form<'supervisionOrder', SupervisionOrderData> = {
  type: 'supervisionOrder', version: 1,
  compose(request, material) {
    const hazard = oneHazard(material)
    if (hazard.status === 'closed' || hazard.status === 'void') throw unfit('of', hazard.status)
    const { settings, now, nameOf, roleOf } = material
    const overflow = createOverflow()
    const today = dateOf(now)
    const late = daysLate(hazard.dueOn, today)
    const by = request.dueOn ?? addDays(today, settings.feedbackDays)
    const principal = material.principalsOf.get(hazard.schoolId) ?? ''
    return {
      schoolId: hazard.schoolId, hazardIds: [hazard._id],
      data: {
        school: oneSchool(material).name, levels: settings.levels, level: LEVELS.indexOf(request.level), number: hazard.number, severity: severityToSchool(hazard),
        due: deadlineWords(deadlineOf(hazard)), late: `${late > 0 ? `${late}天` : '未逾期'}（截至${longDate(today)}）`,
        responsible: hazard.assigneeId ? `${nameOf(hazard.assigneeId)}${ROLES[roleOf(hazard.assigneeId) ?? ''] ?? ''}` : '', head: principal && `${principal}（校长）`,
        facts: overflow.fit('督办事项', factsOf(hazard), 160),
        demand: overflow.fit('督办要求', request.demand ?? `请于${endOf(by)}前完成整改并提交；完成前每日巡查该部位并记录。`, 95), feedbackDays: settings.feedbackDays, annexes: overflow.annexes,
      },
    }
  },
  draw(data, frame) {
    const set = createTypesetter(frame.faces)
    const children = [
      ...headed(set, frame),
      set.table([26, 48, 26, 65], [
        ...nameRow('督办对象', data.school, '督办级别', ticks(data.levels, data.level), 10),
        { height: 10, cells: ['隐患编号', left(data.number), '隐患等级', left(data.severity)] },
        { height: 10, cells: ['原定期限', left(data.due), '逾期天数', left(data.late)] }, { height: 10, cells: ['责任人', left(data.responsible), '单位负责人', left(data.head)] },
        { height: 24, cells: ['督办事项', across(data.facts)] }, { height: 18, cells: ['督办要求', across(data.demand)] },
        { height: 44, cells: ['领导签批', set.sign([], '签批人（签字）：', { span: 3 })] },
        { height: 44, cells: ['督办对象\n反馈', set.sign(['（办理情况、完成时间、未完成原因）'], '负责人（签字）：　　　　　　（公章）', { span: 3 })] },
        { height: 30, cells: ['督办结果', set.sign(['□已销号　□上升督办级别　□移交　□其他：'], '承办人（签字）：', { span: 3, space: 14 })] },
      ], { size: 12, line: 18 }),
      set.paragraph('注：用于本局所属学校和单位。对不相隶属的机关，用函商请。', { size: 9, line: 16, before: 60 }), ...annexPages(set, data.annexes),
    ]
    return set.pack([set.form(children, footOf(frame, `督办对象收到后签收，${data.feedbackDays}日内反馈`))], { title: frame.title, creator: frame.office.name })
  },
}

const shortDate = (at: Date) => longDate(dateOf(at)).replace(/^\d+年/, '')

/** What was found, and what happened since, in the order in which it happened. */
function factsOf(hazard: HazardRecord): string {
  const steps = hazard.history.flatMap((entry) => stepOf(entry) ?? [])
  const waiting = hazard.status === 'open' && hazard.history.some(({ action }) => action === 'return') ? '至今未重新提交' : hazard.status === 'open' ? '至今未提交整改' : ''
  const unasked = hazard.status === 'open' && !hazard.history.some(({ action }) => action === 'requestExtension') ? '未申请延期' : ''
  const end = [waiting, unasked].filter(Boolean).join('，')
  return `${hazard.spot}：${sentence(hazard.description)}${steps.length > 0 ? sentence(steps.join('，')) : ''}${end && `${end}。`}`
}

function stepOf(entry: HistoryEntry): string | null {
  const { action, at } = entry
  const reason = typeof entry.reason === 'string' ? `：${entry.reason.replace(/[。.]$/, '')}` : ''
  if (action === 'rectify') return `${shortDate(at)}提交整改`
  if (action === 'return') return `${shortDate(at)}复查退回${reason}`
  if (action === 'requestExtension') return `${shortDate(at)}申请延期`
  if (action === 'grantExtension') return `${shortDate(at)}批准延期`
  if (action === 'refuseExtension') return `${shortDate(at)}未同意延期`
  if (action === 'reopen') return `${shortDate(at)}重新打开${reason}`
  return null
}
