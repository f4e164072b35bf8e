/** Taking out the ledger as a spreadsheet. */
export default {
  'export': '导出台账', 'start': '导出', 'ofList': '导出当前筛选的隐患。', 'ofListCounted': '导出当前筛选的 {n} 条隐患。', 'ofSelected': '导出选定的 {n} 条隐患。',
  'what': 'Excel 文件，26 列，A3 横向打印。筛选条件、截至时间和制表人都写在表上。',
  'levels': '等级', 'levels.three': '一般、较大、重大', 'levels.two': '上报用：较大计入一般',
  'running': '已写 {n} / {total} 条', 'running.start': '正在准备', 'running.short': '正在导出',
  'saved': '已下载：{name}', 'missing': '导出了 {done} 条，没有导出 {n} 条：', 'failed': '台账没有导出',
} as const
