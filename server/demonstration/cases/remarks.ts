import { addDays } from '../../contract/calendar.ts'
import type { Case } from './case.ts'

/** What people write when no one case gives them the words. */

export const ACCEPTED = ['现场看过，符合要求', '复查合格', '照片和现场一致', '试过，正常', '同意销号'] as const

export const RECLASSIFIED = ['现场只影响一间屋，按一般处理', '楼里有人用，影响面大，提高等级', '现场复核后调整等级'] as const

export const WRONG_CATEGORY = '归到管理档案类更合适，类别选错了'

export const VOIDED = {
  duplicate: '和前一条是同一处',
  mistaken: '现场复核没有问题，上报时看错了',
  notOurs: '不在学校管理范围，已告知社区',
} as const

export const REOPENED = ['回头看又出现了，重新整改', '抽查发现没有保持住', '照片是修好的，过了一周又坏'] as const

/** Why a deadline was set by hand, longer than what is proposed. */
export const LONGER = ['要等暑假停课施工', '配件要从厂家订，到货要两周', '和市政一起施工，按他们的工期'] as const

/** Why a school cannot keep its deadline, and how it keeps people safe until then. */
export const EXTENSIONS = [
  { reason: '厂家下周才能派人来焊接', interimMeasures: '拉警戒线，课间安排教师值守，暂停使用这一段' },
  { reason: '配件从厂家订货，要十天到货', interimMeasures: '先停用，门上贴封条，每天巡查两次' },
  { reason: '要等周末停课才能施工', interimMeasures: '围挡隔开，改走东侧楼梯' },
] as const
export const GRANTED = '情况属实，同意延期，临时措施要落实到人'
export const REFUSED = '配件市里有现货，按原期限改'

/** What people say under a hazard without moving it. */
export const COMMENTS = { inspector: '路过看了一眼，警戒线还在，立杆没有动', officer: '施工队周五进场，材料已经到校' } as const
export const REMINDED = '已经逾期，请今天回复进场时间'

export const OUTSIDE = { authority: '石林镇人民政府', reason: '围墙外的道路归镇里管，学校没有条件整改' } as const

/** The time limit of a major hazard's plan. */
const PLAN_DAYS = 14
/** 五落实 for a major case, as submitted on this date: what is to be done is what will be done. */
export const planOf = ({ done, costYuan = 3000 }: Pick<Case, 'done' | 'costYuan'>, submittedOn: string) => ({
  measures: done, fundsYuan: costYuan, dueOn: addDays(submittedOn, PLAN_DAYS), responsible: '校长', emergencyPlan: '整改期间停用该区域，专人值守，发生险情立即疏散到操场并报告局安全办',
})
export const PLAN_BACK = '资金没有写明从哪里出，补上再报'
export const MAJOR_BASIS = '对照《教育系统重大事故隐患判定指南》核实，需局部停用并限期治理'
export const SUPERVISOR = '郑国强'
export const DELISTED = '验收组现场验收合格，同意摘牌'
