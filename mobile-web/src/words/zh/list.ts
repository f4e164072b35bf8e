/** The table and the list of hazards, and the filters they share with the map. */
export default {
  'tab.standing': '全部未销号', 'tab.overdue': '已逾期', 'tab.soon': '即将到期', 'tab.rectified': '待复查', 'tab.major': '重大', 'tab.closed': '已销号',
  'tab.mine': '我负责', 'tab.recheck': '待我复查', 'tab.decide': '待我决定', 'tab.all': '全部',
  'tabs': '常用筛选',

  'filter': '筛选', 'filter.active': '筛选 {n}', 'filter.clear': '清除条件', 'filter.show': '看结果', 'filter.remove': '去掉条件：{name}',
  'filter.of': '{name}：{values}', 'filter.several': '{n} 项', 'filter.join': '、',
  'school': '学校', 'category': '类别', 'received': '上报日期', 'state': '状态', 'severity': '等级',
  'school.search': '学校名、拼音首字母或代码', 'school.none': '没有这样的学校',
  'period.month': '本月', 'period.30d': '近 30 天', 'period.year': '今年', 'period.custom': '自定日期', 'period.any': '不限',
  'period.from': '从', 'period.to': '到', 'period.since': '{date}起', 'period.until': '到{date}', 'period.between': '{from}至{to}',

  'column.state': '状态', 'column.deadline': '期限', 'column.hazard': '隐患', 'column.school': '学校', 'column.severity': '等级',
  'column.assignee': '责任人', 'column.escalated': '已升级到', 'column.number': '编号',
  'caption': '隐患，{sorted}', 'desk': '局机关', 'level.1': '黄牌', 'level.2': '督办单', 'level.3': '红牌',
  'search': '编号、学校、位置或情况里的两个字', 'more': '{n}+',
  'view.manage': '视图', 'view.title': '视图', 'view.now': '现在的条件：{said}；{sorted}。', 'view.join': '；', 'view.search': '搜索“{q}”',
  'view.name': '视图名', 'view.nameHelp': '把现在的条件存下来，以后一点就看。只有你自己看得到。', 'view.nameMissing': '起个名字，例如“冬季专项”',
  'view.keep': '存为视图', 'view.kept': '已存 {n} 个', 'view.drop': '删掉', 'view.dropSure': '再点一次删掉', 'view.already': '现在看的就是“{name}”。',
  'view.full': '视图最多 20 个，先删掉不用的。',
  'sort.severity': '按等级，重的在前', 'sort.due': '按紧急排序', 'sort.received': '按上报先后，新的在前', 'sort': '排序',
  'keys': '按 j、k 上下移动，x 选定，回车打开，Esc 关闭', 'panel': '隐患详情', 'panel.whole': '整页打开', 'end': '到底了，共 {n} 条',
  'bulk': '对选定的隐患', 'bulk.chosen': '已选 {n} 条', 'bulk.clear': '取消选择', 'bulk.all': '全选已取到的', 'bulk.one': '选定：{hazard}', 'bulk.title': '{action} {n} 条', 'bulk.do': '{action} {n} 条',
  'bulk.help.acknowledge': '只签收归你的、还没签收的，其余的原样不动，并写明原因。', 'bulk.help.reassign': '整改由选定的人接手，系统会通知他。不能改派的原样不动，并写明原因。', 'bulk.help.remind': '通知责任人尽快整改，每条每天只催一次。不能催的写明原因。',
  'bulk.note': '附言', 'bulk.choose': '选一个人', 'bulk.severalSchools': '选定的隐患属于几所学校，只能改派到局里；要派给学校的人，先按一所学校筛选。',
  'bulk.allDone': '{n} 条都办成了。', 'bulk.result': '办成 {done} 条，没办成 {refused} 条。',

  'empty.standing': '没有未销号的隐患', 'empty.standingHelp': '有新的上报会出现在这里。',
  'empty.narrowed': '没有符合条件的隐患', 'empty.narrowedHelp': '放宽条件再看。',
  'error': '列表没有取到', 'error.kept': '{problem}先看 {time} 取到的 {n} 条。',
} as const
