import type zh from '../zh/admin.ts'

export default {
  'accounts.title': 'Accounts', 'accounts.new': 'New account', 'accounts.search': 'Name or user name', 'accounts.allRoles': 'All roles', 'accounts.role': 'Role',
  'accounts.name': 'Name', 'accounts.username': 'User name', 'accounts.roleAndPost': 'Role', 'accounts.schools': 'Schools', 'accounts.email': 'E-mail', 'accounts.state': 'State',
  'accounts.enabled': 'In use', 'accounts.disabled': 'Disabled', 'accounts.oneTime': 'Initial password', 'accounts.all': 'All schools', 'accounts.noneNeeded': '—', 'accounts.noSchools': 'No school',
  'accounts.manySchools': '{first} and others, {n} in all', 'accounts.failed': 'Couldn’t load the accounts', 'accounts.empty': 'No such account', 'accounts.emptyHelp': 'Try another word, or clear the filters.', 'accounts.clear': 'Clear filters',

  'account.new': 'New account', 'account.edit': 'Account', 'account.usernameHelp': 'For logging in, 2 to 40 characters: small letters, digits and . _ -', 'account.post': 'Post',
  'account.scope': 'Which schools it sees', 'account.scope.all': 'All schools', 'account.scope.list': 'Chosen schools', 'account.scopeHelp.school': 'One person may look after several, such as a central school and its sites.',
  'account.pickSchool': 'Name, initials or code', 'account.picked': '{n} chosen', 'account.pickNone': 'No such school', 'account.pickMore': '{n} more; type a little further', 'account.remove': 'Remove {name}',
  'account.emailHelp': 'Reminders are sent here as well.', 'account.create': 'Create account', 'account.save': 'Save changes', 'account.saving': 'Saving', 'account.saved': 'Saved', 'account.nameMissing': 'Type the name',
  'account.usernameBad': '2 to 40 small letters, digits and . _ -, starting with a letter or digit', 'account.emailBad': 'Not an e-mail address', 'account.scopeMissing': 'Choose at least one school', 'account.noScope.bureau': 'The bureau sees all schools.', 'account.noScope.none': 'This role sees no hazards.',
  'account.reset': 'Reset password', 'account.resetWhy': 'The old password stops working at once, and every device is logged out.', 'account.resetDo': 'Reset password', 'account.disable': 'Disable account', 'account.disableWhy': 'Logged out at once; hazards not yet closed go to the next person.', 'account.disableDo': 'Disable account', 'account.enable': 'Enable again', 'account.own': 'Your own account: its role stays, and it can’t be disabled.',
  'account.handOver': 'Once saved, hazards that are no longer this person’s go to the next.',

  'password.title': 'One-time password', 'password.lead': 'The one-time password of {name}. It is shown only now, and changed at the first log-in.', 'password.copy': 'Copy password', 'password.copied': 'Copied', 'password.copyFailed': 'Not copied; select it and copy by hand', 'password.done': 'Handed over',

  'schools.title': 'Schools', 'schools.new': 'New school', 'schools.search': 'Name, initials or code', 'schools.code': 'Code', 'schools.name': 'Name', 'schools.kind': 'Kind', 'schools.cluster': 'Cluster', 'schools.students': 'Students', 'schools.has': 'Has', 'schools.place': 'Place',
  'schools.boarding': 'Boarding', 'schools.canteen': 'Canteen', 'schools.bus': 'School bus', 'schools.unplaced': 'No place', 'schools.failed': 'Couldn’t load the schools', 'schools.empty': 'No such school', 'schools.emptyHelp': 'Try another word, or add it.', 'schools.none': 'No schools yet', 'schools.noneHelp': 'Add one here, or import a table by command.', 'schools.count': '{n} {n|school|schools}', 'schools.countUnplaced': '{n} {n|school|schools}, {unplaced} without a place',
  'schools.showAll': 'Show all {n}',

  'school.new': 'New school', 'school.codeHelp': 'Stands in hazard numbers and can’t be changed later.', 'school.codeBad': 'Letters, digits and _ -, at most 32', 'school.nameMissing': 'Type the name', 'school.kindHelp': 'Such as primary school or kindergarten', 'school.studentsBad': 'A whole number from 0 to 100,000',
  'school.lng': 'Longitude', 'school.lat': 'Latitude', 'school.placeHelp': 'WGS-84 degrees with four decimals, such as longitude 114.1812, latitude 35.8986. Without a place the school is not on the map.', 'school.placeBoth': 'Longitude and latitude go together', 'school.lngBad': 'Longitude is between -180 and 180', 'school.latBad': 'Latitude is between -90 and 90', 'school.facilities': 'Has', 'school.create': 'Add school', 'school.save': 'Save changes',

  'audit.title': 'Audit trail', 'audit.sequence': 'No.', 'audit.at': 'When', 'audit.by': 'Who', 'audit.did': 'Did what', 'audit.subject': 'To what', 'audit.detail': 'Detail', 'audit.stage': 'Stage', 'audit.hash': 'Hash',
  'audit.stage.intended': 'Intended', 'audit.stage.done': 'Done', 'audit.doneOf': 'of no. {n}', 'audit.failed': 'Couldn’t load the audit trail', 'audit.empty': 'Nothing recorded yet', 'audit.emptyHelp': 'Log-ins, changes of accounts and schools, and downloads of received photos are recorded here.', 'audit.help': 'Only ever added to; each hash covers the one before.',
  'audit.pair': '{name}: {value}', 'audit.and': '; ', 'audit.comma': ', ', 'audit.yes': 'yes', 'audit.no': 'no',
  'subject.photo': 'Photo', 'subject.paper': 'Paper', 'subject.papers': 'Settings of papers', 'subject.basis': 'Basis', 'subject.import': 'Import', 'subject.ledger': 'Ledger',
  'detail.name': 'Name', 'detail.from': 'From', 'detail.failures': 'Failures', 'detail.initials': 'Initials', 'detail.created': 'New', 'detail.changed': 'Changed', 'detail.unchanged': 'Unchanged',
  'detail.number': 'Number', 'detail.title': 'Title', 'detail.reason': 'Reason', 'detail.total': 'Rows', 'detail.filter': 'Filter', 'detail.file': 'File', 'detail.accepted': 'Taken',
  'audit.anonymous': 'Not signed in', 'audit.system': 'System',
  'did.account.create': 'Created account', 'did.account.change': 'Changed account', 'did.account.reset': 'Reset password', 'did.account.changePassword': 'Changed own password', 'did.account.logIn': 'Logged in', 'did.account.logInFailed': 'Log-in failed', 'did.account.logOut': 'Logged out',
  'did.school.create': 'Added school', 'did.school.change': 'Changed school', 'did.school.withdraw': 'Removed an imported school', 'did.account.withdraw': 'Removed an imported account', 'did.school.import': 'Imported schools', 'did.account.import': 'Imported accounts', 'did.photo.download': 'Downloaded received photo', 'did.demonstration.make': 'Made the demonstration', 'did.paper.void': 'Voided a paper', 'did.paper.settings': 'Changed paper settings', 'did.paper.tick': 'Ticked a legal basis', 'did.paper.untick': 'Unticked a legal basis', 'did.ledger.export': 'Exported the ledger', 'did.import.run': 'Imported a spreadsheet', 'did.import.undo': 'Undid an import', 'did.import.passwords': 'Downloaded one-time passwords',
} satisfies Record<keyof typeof zh, string>
