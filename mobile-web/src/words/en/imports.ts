import type zh from '../zh/imports.ts'

export default {
  'title': 'Import', 'kind': 'What to import', 'kind.hazards': 'Old ledger', 'kind.schools': 'Schools', 'kind.staff': 'Accounts',
  'about.hazards': 'Brings in the hazards of your old ledger. Those still open go on: the ladder reminds from 07:00 tomorrow, and reminders of the past are not sent.',
  'about.schools': 'Makes schools by their code; those that exist are updated from the file.', 'about.staff': 'Makes accounts by their user name; those that exist are updated, their passwords stay.',
  'limits': 'An Excel xlsx file of up to 20 MB and 20,000 rows (2,000 accounts). Use the heads of the template, or your own: the next step lets you match them.',
  'choose': 'Choose a file', 'sending': 'Uploading', 'template': 'Download template', 'notTaken': 'This file was not taken in',
  'earlier': 'Earlier imports', 'none': 'Nothing imported yet.', 'failed': 'Couldn’t fetch the imports', 'stepFailed': 'This step did not happen',
  'list.done': '{n} imported', 'list.checked': '{accepted} can go in, {refused} can’t',
  'state.uploaded': 'Columns to match', 'state.checked': 'Checked', 'state.running': 'Importing', 'state.done': 'Imported', 'state.undoing': 'Undoing', 'state.undone': 'Undone',

  'step.file': 'File', 'step.columns': 'Columns', 'step.rows': 'Rows', 'step.result': 'Import',
  'rowsIn': '{n} {n|row|rows} in sheet “{sheet}”',
  'columns': 'What each column holds', 'columnsHelp': 'Guessed from the heads; change what is wrong. Columns that are not matched are left out.',
  'column.none': 'Not in the file', 'column.nth': 'Column {n}', 'column.sample': '{name} (e.g. {sample})', 'column.required': 'Every row needs this; choose a column', 'column.twice': 'The same column as “{field}”',
  'usual.category': 'Where no category is given', 'usual.categoryHelp': 'Rows without a category count as this.', 'usual.refuse': 'Leave the row out', 'usual.severity': 'Where no severity is given', 'usual.severityHelp': 'Rows without a severity count as this.',
  'check': 'Check all rows', 'checking': 'Checking',

  'judged': '{accepted} {accepted|row|rows} can go in, {refused} can’t', 'judgedHelp': 'Nothing has been written yet. Download the rows that can’t go in, put them right and import them again: nothing goes in twice.', 'nothing': 'No row can go in. Match the columns anew, or put the file right.',
  'run': 'Import {n} {n|row|rows}', 'again': 'Match columns again', 'refused.save': 'Download refused rows',
  'rows': 'Row by row', 'rows.failed': 'Couldn’t fetch the rows', 'row': 'Row {n}', 'outcome.refused': 'Refused {n}', 'outcome.accepted': 'Can go in {n}', 'outcome.imported': 'Imported {n}', 'outcome.already': 'Already there {n}',
  'handled': '{n} of {total} rows done', 'mayLeave': 'You can leave this page; the import finishes by itself.',
  'brought': '{n} imported', 'result': '{changed} updated, {already} already there, {refused} refused.', 'undone': 'Undone: {n} had been imported', 'another': 'Import another file',
  'undo': 'Undo this import', 'undoDo': 'Undo all of it', 'undoWhy.hazards': 'Every hazard of this import is deleted, as if it had never been. If somebody has acted on one of them, none is.',
  'undoWhy.schools': 'New schools are removed, updated ones get their former fields back. What hazards, accounts or papers name, and what was changed since, stays as it is.', 'undoWhy.staff': 'New accounts that nobody has used are removed, updated ones get their former fields back. Those whose owner has logged in, and what was changed since, stay as they are; those that hazards or messages name are only disabled.',
  'inTheWay': '{n} of them can’t be taken back, so none is', 'kept': '{n} stayed',
  'kept.acted-on': 'somebody has acted on it', 'kept.on-paper': 'a paper names it', 'kept.changed': 'changed since the import', 'kept.in-use': 'hazards, accounts or papers name it', 'kept.signed-in': 'its owner has logged in',
  'kept.closed': 'disabled, not removed: hazards or messages name it', 'kept.place-taken': 'its former school or post is not free',
  'passwords.save': 'Download one-time passwords', 'passwords.help': 'For one day, and only by whoever ran the import. Delete the file once everybody has theirs; they must be changed at first log-in.',

  'refusal': '{field}: {why}', 'refusal.missing': 'missing', 'refusal.too-long': 'too long', 'refusal.bad-date': '“{what}” is no date', 'refusal.no-year': '“{what}” has no year', 'refusal.in-future': '“{what}” is after today',
  'refusal.before-found': '{what} is before the inspection', 'refusal.unknown-school': 'no school “{what}”', 'refusal.ambiguous-school': 'two schools are called “{what}”; give the code', 'refusal.unknown-category': '“{what}” is not known',
  'refusal.unknown-severity': '“{what}” is not known', 'refusal.unknown-state': '“{what}” is not known', 'refusal.no-recheck-for-general': 'a general hazard is not rechecked: open or closed', 'refusal.bad-number': '“{what}” is no number',
  'refusal.repeated': 'repeats row {what}', 'refusal.ours': '{what} is in the system already', 'refusal.bad-value': '“{what}” does not fit', 'refusal.changed-meanwhile': 'things changed after the check; import this row again',

  'field.number': 'Number', 'field.school': 'School', 'field.foundOn': 'Inspected on', 'field.inspection': 'Kind of inspection', 'field.inspectedBy': 'Inspector', 'field.spot': 'Spot', 'field.category': 'Category', 'field.description': 'Description',
  'field.severity': 'Severity', 'field.measures': 'Measures', 'field.responsible': 'Responsible', 'field.funds': 'Funds (10,000 yuan)', 'field.dueOn': 'Deadline', 'field.extendedOn': 'Extended to', 'field.rectifiedOn': 'Rectified on',
  'field.recheckedBy': 'Rechecked by', 'field.recheckedOn': 'Rechecked on', 'field.closedOn': 'Closed on', 'field.state': 'State', 'field.remark': 'Remark',
  'field.code': 'School code', 'field.name': 'Name', 'field.kind': 'Type', 'field.cluster': 'Cluster', 'field.lat': 'Latitude', 'field.lng': 'Longitude', 'field.students': 'Students', 'field.boarding': 'Boarding', 'field.canteen': 'Canteen', 'field.schoolBus': 'School bus',
  'field.username': 'User name', 'field.role': 'Role', 'field.post': 'Post', 'field.schools': 'Schools', 'field.email': 'E-mail',
} satisfies Record<keyof typeof zh, string>
