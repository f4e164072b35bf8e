import type zh from '../zh/shell.ts'

export default {
  'brand': 'Campus Safety',
  'title': '{page} · Campus Safety',
  'demo': 'Demo data',

  'nav.main': 'Main navigation',
  'nav.todo': 'To do', 'nav.map': 'Map', 'nav.hazards': 'Hazards', 'nav.report': 'Report', 'nav.selfCheck': 'Self-check',
  'nav.inbox': 'Inbox', 'nav.me': 'Me', 'nav.accounts': 'Accounts', 'nav.schools': 'Schools', 'nav.papers': 'Papers', 'nav.audit': 'Audit', 'nav.imports': 'Import',
  'nav.unread': '{n} unread', 'nav.waiting': '{n} to do', 'nav.skip': 'Skip to content',

  'back': 'Back', 'close': 'Close', 'cancel': 'Cancel', 'retry': 'Try again', 'loading': 'Loading', 'loadMore': 'Load more',
  'optional': ' (optional)', 'none': '—', 'undo': 'Undo', 'clear': 'Clear',
  'unit.hazards': '{n} {n|hazard|hazards}', 'unit.schools': '{n} {n|school|schools}', 'unit.people': '{n} {n|person|people}',

  'day.today': 'Today', 'day.yesterday': 'Yesterday', 'day.earlier': 'Earlier',
  'month.1': 'Jan', 'month.2': 'Feb', 'month.3': 'Mar', 'month.4': 'Apr', 'month.5': 'May', 'month.6': 'Jun',
  'month.7': 'Jul', 'month.8': 'Aug', 'month.9': 'Sep', 'month.10': 'Oct', 'month.11': 'Nov', 'month.12': 'Dec',
  'weekday.0': 'Sun', 'weekday.1': 'Mon', 'weekday.2': 'Tue', 'weekday.3': 'Wed', 'weekday.4': 'Thu', 'weekday.5': 'Fri', 'weekday.6': 'Sat',
  'date': '{day} {month}', 'dateWithYear': '{day} {month} {year}', 'yesterdayAt': 'Yesterday {time}',

  'offline': 'You’re offline. What is open stays readable, and nothing you typed is lost.',
  'error.page': 'The page didn’t open', 'error.pageHelp': 'You may be offline, or the system was just updated. Your drafts are safe.',
  'error.start': 'Can’t reach the system', 'notFound.title': 'No such page', 'notFound.help': 'The address may be mistyped, or the page is not within your scope.', 'notFound.home': 'Go to the start page',

  'role.inspector': 'Inspector', 'role.officer': 'Safety officer', 'role.principal': 'Principal', 'role.bureau': 'Bureau',
  'role.administrator': 'Administrator', 'role.auditor': 'Auditor', 'role.system': 'System',
  'post.desk': 'Desk', 'post.leader': 'Leader', 'post.primary': 'Primary', 'post.deputy': 'Deputy',

  'logIn.title': 'Log in', 'logIn.lead': 'Hazard reporting and rectification', 'logIn.username': 'User name', 'logIn.password': 'Password', 'logIn.submit': 'Log in',
  'logIn.working': 'Logging in', 'logIn.usernameMissing': 'Type your user name', 'logIn.passwordMissing': 'Type your password',
  'logIn.wrong': 'Wrong user name or password. Mind upper and lower case, and try again.', 'logIn.again': 'Your session has ended. Log in to return to where you were.',
  'logIn.slow': 'Too many tries. Try again in {n} {n|second|seconds}.', 'logIn.forgot': 'Forgot it? An administrator can reset it.', 'logIn.show': 'Show password', 'logIn.hide': 'Hide password',

  'password.title': 'Change password', 'password.first': 'Set a password of your own', 'password.firstWhy': 'You are using a one-time password. The other pages open once it is changed.',
  'password.current': 'Current password', 'password.next': 'New password', 'password.repeat': 'New password again',
  'password.submit': 'Change password', 'password.done': 'Password changed; other devices are logged out',
  'password.currentMissing': 'Type your current password', 'password.nextMissing': 'Type a new password', 'password.short': '{n} more {n|character|characters} needed', 'password.simple': 'Add one more kind: capital, small letter, digit or symbol',
  'password.differs': 'The two differ', 'password.notNew': 'The new password must differ from the current one',
  'password.rule.length': '10 characters or more', 'password.rule.kinds': 'Three of capitals, small letters, digits, symbols', 'password.met': 'met', 'password.unmet': 'not met yet',

  'handOver': 'Hand over open hazards', 'handOver.about': 'When people change: everything of one person that is not closed goes to another, at once.', 'handOver.find': 'Find a school: name, initials or code', 'handOver.school': 'School', 'handOver.from': 'From', 'handOver.to': 'To', 'handOver.choose': 'Choose one',
  'handOver.count': '{n} not closed', 'handOver.atLeast': 'at least {n} not closed', 'handOver.none': 'Nothing that is not closed', 'handOver.submit': 'Hand all over',
  'handOver.done': '{n} handed over.', 'handOver.refused': '{n} not handed over: {why}', 'handOver.left': '{n} are left; press again to go on.',
  'me.title': 'Me', 'me.schools': 'Schools', 'me.allSchools': 'All schools', 'me.noSchools': 'No school yet; ask an administrator', 'me.username': 'User name',
  'me.theme': 'Appearance', 'me.theme.system': 'System', 'me.theme.light': 'Light', 'me.theme.dark': 'Dark',
  'me.language': 'Language', 'me.language.zh': '中文', 'me.language.en': 'English', 'me.password': 'Change password', 'me.logOut': 'Log out', 'me.hazards': 'All hazards',
  'me.logOutFailed': 'Not logged out: can’t reach the system. Try again once you’re back online.',
} satisfies Record<keyof typeof zh, string>
