/** What a hazard is called, in lists, on its page and in its history. */
export default {
  'severity': '等级', 'severity.general': '一般', 'severity.serious': '较大', 'severity.major': '重大',
  'state.overdue': '逾期', 'state.soon': '即将到期', 'state.open': '整改中', 'state.rectified': '待复查', 'state.closed': '已销号', 'state.void': '已作废',
  'daysLeft': '剩 {n} 天', 'hoursLeft': '剩 {n} 小时', 'dueToday': '今天到期', 'daysOverdue': '逾期 {n} 天',
  'action.report': '上报', 'action.acknowledge': '签收', 'action.rectify': '提交整改', 'action.close': '销号', 'action.fixOnSpot': '立行立改',
  'action.accept': '复查通过', 'action.return': '退回', 'action.reclassify': '改等级', 'action.void': '作废', 'action.reopen': '重新打开',
  'action.requestExtension': '申请延期', 'action.grantExtension': '同意延期', 'action.refuseExtension': '不同意延期', 'action.submitPlan': '提交整改方案', 'action.approvePlan': '批准整改方案', 'action.returnPlan': '退回整改方案', 'action.confirmMajor': '确认重大隐患', 'action.supervise': '挂牌督办', 'action.delist': '摘牌', 'action.handOver': '移交', 'action.reassign': '改派', 'action.remind': '催办', 'action.comment': '留言',
  'action.escalate': '升级催办',
  'wasDueOn': '应于 {date}',
} as const
