/** The frame of the app, what every page shares, and the pages of one's own account. */
export default {
  'brand': '校园安全',
  'title': '{page} · 校园安全',
  'demo': '演示数据',

  'nav.main': '主导航',
  'nav.todo': '待办', 'nav.map': '地图', 'nav.hazards': '隐患', 'nav.report': '上报', 'nav.selfCheck': '自查',
  'nav.inbox': '消息', 'nav.me': '我的', 'nav.accounts': '账号', 'nav.schools': '学校', 'nav.papers': '文书', 'nav.audit': '审计', 'nav.imports': '导入',
  'nav.unread': '{n} 条未读', 'nav.waiting': '{n} 条要处理', 'nav.skip': '跳到正文',

  'back': '返回', 'close': '关闭', 'cancel': '取消', 'retry': '再试一次', 'loading': '正在取', 'loadMore': '再取一些',
  'optional': '（选填）', 'none': '—', 'undo': '撤回', 'clear': '清空',
  'unit.hazards': '{n} 条', 'unit.schools': '{n} 所', 'unit.people': '{n} 人',

  'day.today': '今天', 'day.yesterday': '昨天', 'day.earlier': '更早',
  'month.1': '1', 'month.2': '2', 'month.3': '3', 'month.4': '4', 'month.5': '5', 'month.6': '6',
  'month.7': '7', 'month.8': '8', 'month.9': '9', 'month.10': '10', 'month.11': '11', 'month.12': '12',
  'weekday.0': '周日', 'weekday.1': '周一', 'weekday.2': '周二', 'weekday.3': '周三', 'weekday.4': '周四', 'weekday.5': '周五', 'weekday.6': '周六',
  'date': '{month}月{day}日', 'dateWithYear': '{year}年{month}月{day}日', 'yesterdayAt': '昨天 {time}',

  'offline': '没有网络。已经打开的还能看，填写的内容不会丢。',
  'error.page': '页面没有打开', 'error.pageHelp': '可能网络断了，或系统刚更新。填写过的草稿还在。',
  'error.start': '连不上系统', 'notFound.title': '没有这一页', 'notFound.help': '地址可能打错了，或这一页不在你的范围。', 'notFound.home': '回到首页',

  'role.inspector': '检查员', 'role.officer': '安全员', 'role.principal': '校长', 'role.bureau': '局机关',
  'role.administrator': '系统管理员', 'role.auditor': '审计员', 'role.system': '系统',
  'post.desk': '经办', 'post.leader': '分管领导', 'post.primary': '主责', 'post.deputy': '协助',

  'logIn.title': '登录', 'logIn.lead': '隐患上报与整改', 'logIn.username': '用户名', 'logIn.password': '密码', 'logIn.submit': '登录',
  'logIn.working': '正在登录', 'logIn.usernameMissing': '写上用户名', 'logIn.passwordMissing': '写上密码',
  'logIn.wrong': '用户名或密码不对。分清大小写，再试一次。', 'logIn.again': '登录已过期，重新登录后回到刚才的页面。',
  'logIn.slow': '试得太勤，{n} 秒后再试。', 'logIn.forgot': '忘了密码，找系统管理员重置。', 'logIn.show': '显示密码', 'logIn.hide': '隐藏密码',

  'password.title': '改密码', 'password.first': '先设一个自己的密码', 'password.firstWhy': '你用的是一次性密码，改好后才能用别的页面。',
  'password.current': '现在的密码', 'password.next': '新密码', 'password.repeat': '再写一遍新密码',
  'password.submit': '改密码', 'password.done': '密码已改，其他设备已退出登录',
  'password.currentMissing': '写上现在的密码', 'password.nextMissing': '写上新密码', 'password.short': '还差 {n} 个字符', 'password.simple': '再加一种：大写字母、小写字母、数字或符号',
  'password.differs': '两遍不一样', 'password.notNew': '新密码要和现在的不一样',
  'password.rule.length': '10 个字符以上', 'password.rule.kinds': '大写、小写、数字、符号用上三种', 'password.met': '已满足', 'password.unmet': '还没满足',

  'handOver': '转交名下隐患', 'handOver.about': '人员变动时，把一个人名下没销号的隐患一次全部转给另一个人。', 'handOver.find': '找学校：名称、首字母或代码', 'handOver.school': '学校', 'handOver.from': '从谁名下', 'handOver.to': '转给谁', 'handOver.choose': '选一个',
  'handOver.count': '名下 {n} 条没销号', 'handOver.atLeast': '名下至少 {n} 条没销号', 'handOver.none': '名下没有未销号的隐患', 'handOver.submit': '全部转交',
  'handOver.done': '转交了 {n} 条。', 'handOver.refused': '{n} 条没有转：{why}', 'handOver.left': '还有 {n} 条没转完，再按一次接着转。',
  'me.title': '我的', 'me.schools': '学校', 'me.allSchools': '全部学校', 'me.noSchools': '还没有分配学校，找系统管理员', 'me.username': '用户名',
  'me.theme': '外观', 'me.theme.system': '跟随系统', 'me.theme.light': '浅色', 'me.theme.dark': '深色',
  'me.language': '语言', 'me.language.zh': '中文', 'me.language.en': 'English', 'me.password': '改密码', 'me.logOut': '退出登录', 'me.hazards': '全部隐患',
  'me.logOutFailed': '没有退出：连不上系统。网络恢复后再试。',
} as const
