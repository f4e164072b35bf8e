import type zh from '../zh/list.ts'

export default {
  'tab.standing': 'All not closed', 'tab.overdue': 'Overdue', 'tab.soon': 'Due soon', 'tab.rectified': 'To recheck', 'tab.major': 'Major', 'tab.closed': 'Closed',
  'tab.mine': 'Mine', 'tab.recheck': 'For me to recheck', 'tab.decide': 'For me to decide', 'tab.all': 'All',
  'tabs': 'Common filters',

  'filter': 'Filter', 'filter.active': 'Filter {n}', 'filter.clear': 'Clear filters', 'filter.show': 'Show results', 'filter.remove': 'Remove filter: {name}',
  'filter.of': '{name}: {values}', 'filter.several': '{n} chosen', 'filter.join': ', ',
  'school': 'School', 'category': 'Category', 'received': 'Reported', 'state': 'State', 'severity': 'Severity',
  'school.search': 'School name, initials or code', 'school.none': 'No such school',
  'period.month': 'This month', 'period.30d': 'Last 30 days', 'period.year': 'This year', 'period.custom': 'Dates', 'period.any': 'Any time',
  'period.from': 'From', 'period.to': 'To', 'period.since': 'since {date}', 'period.until': 'until {date}', 'period.between': '{from} – {to}',

  'column.state': 'State', 'column.deadline': 'Deadline', 'column.hazard': 'Hazard', 'column.school': 'School', 'column.severity': 'Severity',
  'column.assignee': 'Assignee', 'column.escalated': 'Escalated to', 'column.number': 'Number',
  'caption': 'Hazards, {sorted}', 'desk': 'Bureau', 'level.1': 'Yellow card', 'level.2': 'Order', 'level.3': 'Red card',
  'search': 'Part of a number, school, spot or description', 'more': '{n}+',
  'view.manage': 'Views', 'view.title': 'Views', 'view.now': 'Now shown: {said}; {sorted}.', 'view.join': '; ', 'view.search': 'search “{q}”',
  'view.name': 'Name', 'view.nameHelp': 'Keeps these filters under a name, one tap away. Nobody else sees it.', 'view.nameMissing': 'Give it a name, such as “Winter campaign”',
  'view.keep': 'Keep as a view', 'view.kept': '{n} kept', 'view.drop': 'Delete', 'view.dropSure': 'Tap again to delete', 'view.already': 'This is the view “{name}”.',
  'view.full': 'Twenty views at most: delete one first.',
  'sort.severity': 'heaviest first', 'sort.due': 'most urgent first', 'sort.received': 'latest report first', 'sort': 'Order',
  'keys': 'j and k move, x selects, Enter opens, Esc closes', 'panel': 'Hazard', 'panel.whole': 'Open as a page', 'end': 'That is all: {n}',
  'bulk': 'For the selected hazards', 'bulk.chosen': '{n} selected', 'bulk.clear': 'Clear the selection', 'bulk.all': 'Select all that are fetched', 'bulk.one': 'Select: {hazard}', 'bulk.title': '{action}: {n}', 'bulk.do': '{action}: {n}',
  'bulk.help.acknowledge': 'Acknowledges those that are yours and are not acknowledged yet. The others stay as they are, with the reason.', 'bulk.help.reassign': 'The person you choose puts them right, and is told. What cannot be reassigned stays as it is, with the reason.', 'bulk.help.remind': 'Tells the assignee to hurry, once a day for each. What cannot be reminded of is listed with the reason.',
  'bulk.note': 'Note', 'bulk.choose': 'Choose a person', 'bulk.severalSchools': 'The selected hazards belong to several schools, so they can only go to the bureau. Filter by one school to give them to somebody there.',
  'bulk.start': 'Select', 'bulk.end': 'Stop selecting',
  'print': 'Print', 'print.title': 'Print: {n}', 'print.file': 'Hazard records {date} ({n})', 'print.head': 'Records of {n} {n|hazard|hazards}', 'print.made': 'Printed by {name}, as of {when}', 'print.from': '{n} selected from: {from}', 'print.missing': 'Not printed: {n}',
  'print.tooMany': 'At most {most} are printed at a time, and {n} are selected. Select fewer, or export the ledger.', 'print.reading': 'Fetching hazards: {done} of {total}', 'print.pictures': 'Fetching photos: {done} of {total}',
  'print.ready': '{n} can be printed, {lost} could not be fetched.', 'print.nothing': 'None could be fetched.', 'print.all': '{n} printed.', 'print.result': '{n} printed, {lost} not printed.', 'print.bare': '{n|A photo is|Photos are} missing ({n}), as the paper says',
  'print.again': 'Fetch again', 'print.do': 'Print {n}', 'print.once': 'Print again',
  'bulk.allDone': 'Done for all {n}.', 'bulk.result': '{done} done, {refused} not done.',

  'empty.standing': 'No hazards waiting', 'empty.standingHelp': 'New reports will appear here.',
  'empty.narrowed': 'Nothing matches these filters', 'empty.narrowedHelp': 'Widen them and look again.',
  'error': 'Couldn’t fetch the list', 'error.kept': '{problem} Showing {n} fetched at {time}.',
} satisfies Record<keyof typeof zh, string>
