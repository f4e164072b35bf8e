/** The map of the district. */
export default {
  'title': '隐患地图',
  'canvas': '全区隐患分布，共 {n} 条。方向键移动，加减号缩放，Tab 逐个看各点。',
  'agrees': '图上各点合计 {n} 条，与列表一致', 'agrees.points': '图上各点合计 {n} 条', 'agrees.unplaced': '另有 {n} 条未定位', 'agrees.total': '共 {n} 条，与列表一致',
  'key': '图例和状态筛选', 'key.total': '合计', 'key.closed': '30 天内已销号', 'key.closedShort': '30 天销号', 'key.closedWhy': '另计，不在合计内',
  'major': '重大 {n}', 'closed': '已销号 {n}',
  'zoomIn': '放大', 'zoomOut': '缩小', 'showAll': '看全区', 'kilometres': '{n} 公里', 'metres': '{n} 米',
  'place': '这一处 {n} 条', 'place.schools': '{first}等 {n} 所学校', 'place.names': '、',
  'place.zoom': '放大这一处', 'place.close': '关闭，回到地图', 'place.back': '回到这一处', 'place.order': '排列',
  'place.byDue': '按紧急', 'place.bySchool': '按学校', 'place.byReceived': '最近上报', 'place.unplaced': '未定位的 {n} 条', 'place.unplacedWhy': '这些学校还没有坐标，由系统管理员在学校页补上。', 'place.unplacedSome': '{n} 所学校没有坐标，由系统管理员补上。下面只列前 {shown} 所的，其余见列表。',
  'place.empty': '这一处没有符合条件的隐患', 'place.error': '这一处没有取到', 'place.closedTitle': '30 天内已销号 {n} 条',
  'marker': '{place}：{n} 条。{states}', 'marker.state': '{state} {n}', 'marker.join': '，', 'marker.major': '其中重大 {n}',
  'list': '各校隐患，供读屏使用', 'list.item': '{school}：{n} 条。{states}',
  'error': '地图没有取到', 'error.kept': '{problem}图上是 {time} 取到的。', 'empty': '没有符合条件的隐患', 'noSchools': '学校还没有坐标',
} as const
