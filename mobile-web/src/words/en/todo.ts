import type zh from '../zh/todo.ts'

export default {
  'group.overdue': 'Overdue', 'group.today': 'Due today', 'group.week': 'Within 7 days', 'group.later': 'Later',
  'decide': 'For you to decide', 'asked': 'Asks for an extension to {date}', 'askedLate': 'Asks, after the deadline, for an extension to {date}', 'plan': 'A plan waits for approval',
  'recheck': 'For you to recheck', 'own': 'Reported by you', 'desk': 'For the bureau to put right',
  'go': 'Put right', 'acknowledge': 'Acknowledge', 'returned': 'Returned {date}: {reason}', 'reopened': 'Reopened {date}: {reason}', 'unacknowledged': 'Not acknowledged yet', 'level.1': 'Yellow card, the principal knows', 'level.2': 'Supervision order, the bureau knows', 'level.3': 'Red card, the bureau knows', 'next': '{when}: {what}',
  'synced': 'Synced {time}', 'failed': 'Couldn’t fetch your list', 'stale': 'Couldn’t refresh. Showing the list of {time}.',
  'empty': 'Nothing to do', 'empty.help': 'You will be told in the inbox when something comes.', 'empty.selfCheck': 'Do a self-check', 'empty.report': 'Report a hazard',
  'rectifiedOn': 'Submitted {date}', 'more': 'There is more',
} satisfies Record<keyof typeof zh, string>
