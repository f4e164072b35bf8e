/** What waits for this person. */
export default {
  'group.overdue': '逾期', 'group.today': '今天到期', 'group.week': '7 天内', 'group.later': '以后',
  'decide': '等你决定', 'asked': '申请延期到 {date}', 'askedLate': '过期后申请延期到 {date}', 'plan': '整改方案待批准',
  'recheck': '等你复查', 'own': '你上报的', 'desk': '归局里处理',
  'go': '去整改', 'acknowledge': '签收', 'returned': '{date}被退回：{reason}', 'reopened': '{date}重新打开：{reason}', 'unacknowledged': '还没签收', 'level.1': '已亮黄牌，告知校长', 'level.2': '已发督办单，报区教体局', 'level.3': '已亮红牌，报区教体局', 'next': '{when}：{what}',
  'synced': '{time} 已同步', 'failed': '待办没有取到', 'stale': '没有取到新的，先看 {time} 的',
  'empty': '没有要处理的隐患', 'empty.help': '有新的会在消息里通知你。', 'empty.selfCheck': '做一次自查', 'empty.report': '上报隐患',
  'rectifiedOn': '{date}提交', 'more': '还有更多，接着看',
} as const
