/** The administrator's pages, and the auditor's. */
export default {
  'accounts.title': '账号', 'accounts.new': '新建账号', 'accounts.search': '姓名或用户名', 'accounts.allRoles': '全部角色', 'accounts.role': '角色',
  'accounts.name': '姓名', 'accounts.username': '用户名', 'accounts.roleAndPost': '角色', 'accounts.schools': '学校', 'accounts.email': '邮箱', 'accounts.state': '状态',
  'accounts.enabled': '在用', 'accounts.disabled': '已停用', 'accounts.oneTime': '未改初始密码', 'accounts.all': '全部学校', 'accounts.noneNeeded': '—', 'accounts.noSchools': '没有学校',
  'accounts.manySchools': '{first} 等 {n} 所', 'accounts.failed': '账号没有取到', 'accounts.empty': '没有这样的账号', 'accounts.emptyHelp': '换个词，或清空条件再看。', 'accounts.clear': '清空条件',

  'account.new': '新建账号', 'account.edit': '账号', 'account.usernameHelp': '登录用，2 到 40 个字符：小写字母、数字和 . _ -', 'account.post': '岗位',
  'account.scope': '能看哪些学校', 'account.scope.all': '全部学校', 'account.scope.list': '指定学校', 'account.scopeHelp.school': '一人可管几所学校，例如中心校和教学点。',
  'account.pickSchool': '校名、首字母或代码', 'account.picked': '已选 {n} 所', 'account.pickNone': '没有这所学校', 'account.pickMore': '还有 {n} 所，多写几个字', 'account.remove': '去掉{name}',
  'account.emailHelp': '提醒会同时发到这里。', 'account.create': '建账号', 'account.save': '保存修改', 'account.saving': '正在保存', 'account.saved': '已保存', 'account.nameMissing': '写上姓名',
  'account.usernameBad': '用小写字母、数字和 . _ -，以字母或数字开头，2 到 40 个字符', 'account.emailBad': '邮箱地址不对', 'account.scopeMissing': '至少选一所学校', 'account.noScope.bureau': '局机关看全部学校。', 'account.noScope.none': '这个角色不看学校的隐患。',
  'account.reset': '重置密码', 'account.resetWhy': '旧密码立刻失效，所有设备退出登录。', 'account.resetDo': '重置密码', 'account.disable': '停用账号', 'account.disableWhy': '立刻退出登录；名下没有销号的隐患转给下一位责任人。', 'account.disableDo': '停用账号', 'account.enable': '恢复使用', 'account.own': '自己的账号：角色不能改，也不能停用。',
  'account.handOver': '保存后，名下不再归他管的隐患会转给下一位责任人。',

  'password.title': '一次性密码', 'password.lead': '{name} 的一次性密码。关掉后不会再显示，第一次登录要改掉。', 'password.copy': '复制密码', 'password.copied': '已复制', 'password.copyFailed': '没有复制成，长按选中再复制', 'password.done': '已经交给本人',

  'schools.title': '学校', 'schools.new': '新建学校', 'schools.search': '校名、首字母或代码', 'schools.code': '代码', 'schools.name': '校名', 'schools.kind': '类型', 'schools.cluster': '片区', 'schools.students': '学生', 'schools.has': '设有', 'schools.place': '坐标',
  'schools.boarding': '寄宿', 'schools.canteen': '食堂', 'schools.bus': '校车', 'schools.unplaced': '没有坐标', 'schools.failed': '学校没有取到', 'schools.empty': '没有这所学校', 'schools.emptyHelp': '换个词再找，或新建一所。', 'schools.none': '还没有学校', 'schools.noneHelp': '在这里新建，或从表格导入。', 'schools.count': '{n} 所', 'schools.countUnplaced': '{n} 所，其中 {unplaced} 所没有坐标',
  'schools.showAll': '显示全部 {n} 所',

  'school.new': '新建学校', 'school.codeHelp': '写进隐患编号，定了就不能改。', 'school.codeBad': '用字母、数字和 _ -，最多 32 个字符', 'school.nameMissing': '写上校名', 'school.kindHelp': '例如 小学、九年一贯制、幼儿园', 'school.studentsBad': '写 0 到 100000 的整数',
  'school.lng': '经度', 'school.lat': '纬度', 'school.placeHelp': 'WGS-84 坐标，写到小数点后 4 位，例如经度 114.1812、纬度 35.8986。没有坐标的学校不上地图。', 'school.placeBoth': '经度和纬度要一起写', 'school.lngBad': '经度在 -180 到 180 之间', 'school.latBad': '纬度在 -90 到 90 之间', 'school.facilities': '设有', 'school.create': '建学校', 'school.save': '保存修改',

  'audit.title': '审计记录', 'audit.sequence': '序号', 'audit.at': '时间', 'audit.by': '谁', 'audit.did': '做了什么', 'audit.subject': '对象', 'audit.detail': '细节', 'audit.stage': '阶段', 'audit.hash': '校验值',
  'audit.stage.intended': '将要做', 'audit.stage.done': '已做', 'audit.doneOf': '对应第 {n} 条', 'audit.failed': '审计记录没有取到', 'audit.empty': '还没有记录', 'audit.emptyHelp': '登录、账号和学校的改动、原件下载都会记在这里。', 'audit.help': '只增不改，每条的校验值包含上一条。',
  'audit.pair': '{name}：{value}', 'audit.and': '；', 'audit.comma': '、', 'audit.yes': '是', 'audit.no': '否',
  'subject.photo': '照片', 'subject.paper': '文书', 'subject.papers': '文书设置', 'subject.basis': '依据', 'subject.import': '导入', 'subject.ledger': '台账',
  'detail.name': '名称', 'detail.from': '来自', 'detail.failures': '失败次数', 'detail.initials': '首字母', 'detail.created': '新增', 'detail.changed': '更新', 'detail.unchanged': '未变',
  'detail.number': '编号', 'detail.title': '标题', 'detail.reason': '原因', 'detail.total': '条数', 'detail.filter': '条件', 'detail.file': '文件', 'detail.accepted': '采用',
  'audit.anonymous': '未登录的人', 'audit.system': '系统',
  'did.account.create': '新建账号', 'did.account.change': '改账号', 'did.account.reset': '重置密码', 'did.account.changePassword': '改自己的密码', 'did.account.logIn': '登录', 'did.account.logInFailed': '登录失败', 'did.account.logOut': '退出登录',
  'did.school.create': '新建学校', 'did.school.change': '改学校', 'did.school.withdraw': '撤去导入的学校', 'did.account.withdraw': '撤去导入的账号', 'did.school.import': '导入学校', 'did.account.import': '导入账号', 'did.photo.download': '下载照片原件', 'did.demonstration.make': '生成演示数据', 'did.paper.void': '作废文书', 'did.paper.settings': '改文书设置', 'did.paper.tick': '勾选检查依据', 'did.paper.untick': '取消检查依据', 'did.ledger.export': '导出台账', 'did.import.run': '导入表格', 'did.import.undo': '撤销导入', 'did.import.passwords': '下载一次性密码',
} as const
