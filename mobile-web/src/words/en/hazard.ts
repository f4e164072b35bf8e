import type zh from '../zh/hazard.ts'

export default {
  'severity': 'Severity', 'severity.general': 'General', 'severity.serious': 'Serious', 'severity.major': 'Major',
  'state.overdue': 'Overdue', 'state.soon': 'Due soon', 'state.open': 'Open', 'state.rectified': 'To recheck', 'state.closed': 'Closed', 'state.void': 'Void',
  'daysLeft': '{n} {n|day|days} left', 'hoursLeft': '{n} {n|hour|hours} left', 'dueToday': 'Due today', 'daysOverdue': '{n} {n|day|days} overdue',
  'action.report': 'Report', 'action.acknowledge': 'Acknowledge', 'action.rectify': 'Submit rectification', 'action.close': 'Close', 'action.fixOnSpot': 'Fixed on the spot',
  'action.accept': 'Accept', 'action.return': 'Return', 'action.reclassify': 'Reclassify', 'action.void': 'Void', 'action.reopen': 'Reopen',
  'action.requestExtension': 'Ask for an extension', 'action.grantExtension': 'Grant extension', 'action.refuseExtension': 'Refuse extension', 'action.submitPlan': 'Submit plan', 'action.approvePlan': 'Approve plan', 'action.returnPlan': 'Return plan', 'action.confirmMajor': 'Confirm as major', 'action.supervise': 'List for supervision', 'action.delist': 'Delist', 'action.handOver': 'Hand over', 'action.reassign': 'Reassign', 'action.remind': 'Remind', 'action.comment': 'Comment',
  'action.escalate': 'Escalate',
  'wasDueOn': 'Was due {date}',
} satisfies Record<keyof typeof zh, string>
