/** Bringing in what the office already has: past hazards, schools, staff. */
export default {
  'title': '导入', 'kind': '导入什么', 'kind.hazards': '旧台账', 'kind.schools': '学校', 'kind.staff': '账号',
  'about.hazards': '把以前的隐患台账导进来。没销号的隐患接着办：从明天早上 7 点起按阶梯提醒，过去的提醒不补发。',
  'about.schools': '按学校代码新建学校，已有的按文件更新。', 'about.staff': '按用户名新建账号，已有的按文件更新，密码不动。',
  'limits': 'Excel 的 xlsx 文件，最多 20 MB、20,000 行（账号 2,000 行）。表头用模板的列名，或你们自己的也行，下一步可以改。',
  'choose': '选文件', 'sending': '正在上传', 'template': '下载模板', 'notTaken': '这个文件没有收下',
  'earlier': '以前导入的', 'none': '还没有导入过。', 'failed': '导入记录没有取到', 'stepFailed': '这一步没有做成',
  'list.done': '导入 {n} 条', 'list.checked': '可导入 {accepted}，不通过 {refused}',
  'state.uploaded': '等对列', 'state.checked': '已检查', 'state.running': '正在导入', 'state.done': '已导入', 'state.undoing': '正在撤销', 'state.undone': '已撤销',

  'step.file': '选文件', 'step.columns': '对列', 'step.rows': '看结果', 'step.result': '导入',
  'rowsIn': '{n} 行，工作表“{sheet}”',
  'columns': '每一列是什么', 'columnsHelp': '按表头猜的，不对就改。文件里多出来的列不导入。',
  'column.none': '不在文件里', 'column.nth': '第 {n} 列', 'column.sample': '{name}（如 {sample}）', 'column.required': '每一行都要有，选一列', 'column.twice': '和“{field}”用了同一列',
  'usual.category': '类别没填时', 'usual.categoryHelp': '没有类别的行都按这个算。', 'usual.refuse': '那一行不导入', 'usual.severity': '等级没填时', 'usual.severityHelp': '没有等级的行都按这个算。',
  'check': '检查全部行', 'checking': '正在检查',

  'judged': '{accepted} 行可以导入，{refused} 行不通过', 'judgedHelp': '还没有写入任何东西。不通过的行可以下载，改好再导一次：已导入的不会重复。', 'nothing': '没有可以导入的行。改列的对应，或改好文件再来。',
  'run': '导入 {n} 行', 'again': '重新对列', 'refused.save': '下载不通过的行',
  'rows': '逐行结果', 'rows.failed': '逐行结果没有取到', 'row': '第 {n} 行', 'outcome.refused': '不通过 {n}', 'outcome.accepted': '可导入 {n}', 'outcome.imported': '已导入 {n}', 'outcome.already': '已经有 {n}',
  'handled': '已处理 {n} / {total} 行', 'mayLeave': '可以离开这一页，导入会自己做完。',
  'brought': '导入了 {n} 条', 'result': '更新 {changed}，已经有 {already}，不通过 {refused}。', 'undone': '已撤销，导入过 {n} 条', 'another': '再导一个文件',
  'undo': '撤销这次导入', 'undoDo': '整批撤销', 'undoWhy.hazards': '这次导入的隐患全部删去，像没有导入过。有一条已经有人处理，就整批都不撤。',
  'undoWhy.schools': '更新过的学校改回原样；新建的学校留着，隐患编号要用。', 'undoWhy.staff': '新建后没人用过的账号停用，更新过的改回原样。',
  'inTheWay': '{n} 条已有人处理，不能整批撤销', 'kept': '{n} 条留了下来',
  'passwords.save': '下载一次性密码', 'passwords.help': '一天内可以下载，只有导入的人能下。发给本人后把文件删掉；第一次登录必须改密码。',

  'refusal': '{field}：{why}', 'refusal.missing': '没有填', 'refusal.too-long': '太长', 'refusal.bad-date': '“{what}”不是日期', 'refusal.no-year': '“{what}”没有年份', 'refusal.in-future': '“{what}”在今天之后',
  'refusal.before-found': '{what} 早于检查日期', 'refusal.unknown-school': '没有“{what}”这所学校', 'refusal.ambiguous-school': '有两所“{what}”，改填代码', 'refusal.unknown-category': '不认识“{what}”',
  'refusal.unknown-severity': '不认识“{what}”', 'refusal.unknown-state': '不认识“{what}”', 'refusal.no-recheck-for-general': '一般隐患不经复查，填整改中或已销号', 'refusal.bad-number': '“{what}”不是数',
  'refusal.repeated': '和第 {what} 行重复', 'refusal.ours': '{what} 本来就在系统里', 'refusal.bad-value': '“{what}”不对', 'refusal.changed-meanwhile': '检查之后情况变了，重新导入这一行',

  'field.number': '隐患编号', 'field.school': '学校', 'field.foundOn': '检查日期', 'field.inspection': '检查类型', 'field.inspectedBy': '检查人', 'field.spot': '位置', 'field.category': '类别', 'field.description': '隐患描述',
  'field.severity': '等级', 'field.measures': '整改措施', 'field.responsible': '责任人', 'field.funds': '资金（万元）', 'field.dueOn': '整改时限', 'field.extendedOn': '延期后时限', 'field.rectifiedOn': '完成日期',
  'field.recheckedBy': '复查人', 'field.recheckedOn': '复查日期', 'field.closedOn': '销号日期', 'field.state': '状态', 'field.remark': '备注',
  'field.code': '学校代码', 'field.name': '名称', 'field.kind': '类型', 'field.cluster': '片区', 'field.lat': '纬度', 'field.lng': '经度', 'field.students': '学生数', 'field.boarding': '寄宿', 'field.canteen': '食堂', 'field.schoolBus': '校车',
  'field.username': '用户名', 'field.role': '角色', 'field.post': '岗位', 'field.schools': '学校', 'field.email': '邮箱',
} as const
