import type zh from '../zh/inbox.ts'

export default {
  'title': 'Inbox', 'all': 'All', 'unread': 'Unread', 'unreadCount': 'Unread {n}', 'filter': 'Show', 'isNew': 'Unread',
  'empty': 'No messages', 'emptyHelp': 'When a hazard moves or a deadline comes near, you are told here.', 'emptyUnread': 'All read', 'emptyUnreadHelp': 'No unread messages.', 'showAll': 'Show all',
  'failed': 'Couldn’t load your messages', 'gone': 'This one is no longer within your scope.', 'said': '{name}: {words}', 'did': 'By {name}', 'then': '; ',

  'report.school': 'A new hazard for you', 'report.major': 'A major hazard was reported', 'report.other': 'A new hazard',
  'acknowledge': 'Acknowledged', 'rectify': 'Rectified, waiting for recheck', 'close': 'Closed', 'fixOnSpot': 'Fixed on the spot and closed',
  'accept': 'Accepted and closed', 'accept.first': 'Accepted once; the bureau rechecks next', 'return': 'Rectification returned', 'reclassify': 'Reclassified',
  'requestExtension': 'An extension is asked for', 'grantExtension': 'Extension granted', 'refuseExtension': 'Extension refused', 'submitPlan': 'A plan waits for approval', 'approvePlan': 'Plan approved', 'returnPlan': 'Plan returned', 'confirmMajor': 'Confirmed as major', 'supervise': 'Listed for supervision', 'delist': 'Delisted', 'handOver': 'Handed over to an outside authority', 'remind': 'Reminder: please see to this', 'comment': 'New comment',
  'reclassify.to': 'Severity is now {to}', 'reclassify.fromTo': 'Severity from {from} to {to}', 'grantExtension.to': 'Extended to {date}', 'grantExtension.asked': 'asked for {date}',
  'supervise.by': 'supervised by {supervisor}', 'supervise.dueOn': 'supervised by {supervisor}, due {date}',
  'requestExtension.late': 'An extension is asked for after the deadline',
  'void': 'Voided', 'reopen': 'Reopened', 'reassign': 'Reassigned to you', 'escalate': 'Escalated',

  'rung.T-1': 'Due tomorrow', 'rung.T': 'Due today', 'rung.T+1': 'Yellow card: 1 day overdue', 'rung.T+1.major': 'Red card: major hazard overdue', 'rung.outside': 'What was handed over is late: follow it up', 'rung.T+3': 'Supervision order: 3 days overdue',
  'rung.unacknowledged-2h': 'Major hazard not acknowledged in 2 hours', 'rung.unacknowledged-24h': 'Not acknowledged after a day', 'rung.unacknowledged-48h': 'Not acknowledged after two days',
  'rung.unchecked-3d': 'Waiting for recheck for 3 days', 'rung.unchecked-7d': 'Waiting for recheck for 7 days', 'rung.unchecked-10d': 'Waiting for recheck for 10 days',
} satisfies Record<keyof typeof zh, string>
