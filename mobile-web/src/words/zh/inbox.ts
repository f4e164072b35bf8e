/** Messages: what happened, to whom it fell, and what it means for the reader. */
export default {
  'title': '消息', 'all': '全部', 'unread': '未读', 'unreadCount': '未读 {n}', 'filter': '显示哪些', 'isNew': '未读',
  'empty': '没有消息', 'emptyHelp': '隐患有了动静，或期限快到了，会在这里告诉你。', 'emptyUnread': '都看过了', 'emptyUnreadHelp': '没有未读的消息。', 'showAll': '看全部',
  'failed': '消息没有取到', 'gone': '这一条已不在你的范围。', 'said': '{name}：{words}', 'did': '由{name}处理', 'then': '；',

  'report.school': '新隐患派给你', 'report.major': '报来一条重大隐患', 'report.other': '新隐患',
  'acknowledge': '已签收', 'rectify': '整改已提交，等复查', 'close': '已销号', 'fixOnSpot': '当场改好，已销号',
  'accept': '复查通过，已销号', 'accept.first': '复查通过一次，还要局里再复查', 'return': '整改被退回', 'reclassify': '等级或类别改了',
  'requestExtension': '申请延期，等局里决定', 'grantExtension': '同意延期', 'refuseExtension': '不同意延期', 'submitPlan': '整改方案已提交，等审批', 'approvePlan': '整改方案已批准', 'returnPlan': '整改方案被退回', 'confirmMajor': '已确认为重大隐患', 'supervise': '已挂牌督办', 'delist': '已摘牌', 'handOver': '已移交外单位', 'remind': '催办：请尽快处理', 'comment': '有新留言',
  'reclassify.to': '等级改为{to}', 'reclassify.fromTo': '等级由{from}改为{to}', 'grantExtension.to': '同意延期到 {date}', 'grantExtension.asked': '申请的是 {date}',
  'supervise.by': '督办责任人 {supervisor}', 'supervise.dueOn': '督办责任人 {supervisor}，期限 {date}',
  'requestExtension.late': '逾期后申请延期，等局里决定',
  'void': '已作废', 'reopen': '重新打开', 'reassign': '改派给你', 'escalate': '升级催办',

  'rung.T-1': '明天到期', 'rung.T': '今天到期', 'rung.T+1': '黄牌：逾期 1 天', 'rung.T+1.major': '红牌：重大隐患逾期', 'rung.outside': '移交事项逾期，请跟进', 'rung.T+3': '督办单：逾期 3 天',
  'rung.unacknowledged-2h': '重大隐患 2 小时没有签收', 'rung.unacknowledged-24h': '一天了还没签收', 'rung.unacknowledged-48h': '两天了还没签收',
  'rung.unchecked-3d': '等复查 3 天了', 'rung.unchecked-7d': '等复查 7 天了', 'rung.unchecked-10d': '等复查 10 天了',
} as const
