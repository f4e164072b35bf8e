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
