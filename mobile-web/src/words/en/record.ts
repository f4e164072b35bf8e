import type zh from '../zh/record.ts'

export default {
  'desk': 'the bureau', 'somebody': 'somebody who has left', 'you': 'you', 'reviewer': 'an inspector', 'and': ', ',
  'failed': 'Couldn’t fetch this hazard', 'gone': 'No such hazard', 'gone.help': 'It is not in your scope, or the address is mistyped.', 'item': 'Checklist item',
  'clock': 'Deadline', 'clock.due': 'Due {date} 24:00', 'clock.unmoved': 'Deadline never moved', 'clock.moved': 'Deadline moved {n} {n|time|times}', 'clock.original': 'First set for {date}',
  'clock.reported': 'Reported {date}', 'clock.notch': 'Due {date}', 'clock.done': 'Done {date}',

  'photos': 'Photos', 'before': 'Before', 'after': 'After', 'after.returned': 'After · returned', 'after.waiting': 'After · to recheck', 'after.accepted': 'After', 'after.none': 'No after-photo yet',
  'photo.alt': '{kind}: {what}', 'photo.openBefore': 'See the photos from before, {n} in all', 'photo.openAfter': 'See the photos from after, {n} in all', 'photo.previous': 'Previous', 'photo.following': 'Next', 'photo.download': 'Download original',
  'photo.onTheWay': 'Photos on their way {n}/{total}',
  'missingPhotos': '{n} of {total} photos are here; the others are still on the reporter’s phone', 'missingPhotos.help': 'If the phone or the photos are gone, add others here, or settle for those that arrived.',
  'missingPhotos.add': 'Add photos', 'missingPhotos.settle': 'Settle for {n}',
  'returnedBy': 'Returned by {name}, {when}', 'reopenedBy': 'Reopened by {name}, {when}',

  'history': 'History', 'next': '{when}: {what}', 'next.ifOpen': 'Only sent if it is not rectified by then', 'next.ifUnchecked': 'Only sent if it is not rechecked by then', 'next.ifUnacknowledged': 'Only sent if it is not acknowledged by then',
  'did.report': '{name} reported it, assigned to {to}', 'did.selfCheck': '{name} reported it in a self-check, assigned to {to}', 'did.acknowledge': '{name} acknowledged it', 'did.reassign': 'Reassigned to {to}',
  'did.rectify': '{name} submitted: {measures}', 'did.close': '{name} put it right and closed it: {measures}', 'did.fixOnSpot': '{name} fixed it on the spot: {measures}',
  'did.accept': '{name} accepted and closed it', 'did.acceptFirst': '{name} accepted it; the bureau rechecks once more', 'did.return': '{name} returned it: {reason}',
  'did.reclassify': '{name} changed it to {to}', 'did.void': '{name} voided it: {reason}', 'did.reopen': '{name} reopened it: {reason}',
  'with.days': '{n} {n|day|days} allowed', 'with.sameDay': 'due the same day', 'with.photos': '{n} {n|photo|photos}', 'with.cost': 'cost {n} yuan', 'with.newDate': 'now due {date}', 'with.told': 'told {names}',
  'rung.T-1': 'Reminder to the officer: due tomorrow', 'rung.T': 'Reminder to officer and principal: due today', 'rung.T+1': 'Yellow card: 1 day overdue, to the principal', 'rung.T+3': 'Supervision order: 3 days overdue, to the bureau',
  'rung.unacknowledged-2h': 'Not acknowledged in 2 hours: principal and bureau told', 'rung.unacknowledged-24h': 'Not acknowledged in 24 hours: officer reminded', 'rung.unacknowledged-48h': 'Not acknowledged in 48 hours: principal told',
  'rung.unchecked-3d': 'Waiting 3 days for a recheck: reviewer reminded', 'rung.unchecked-7d': 'Waiting 7 days for a recheck: bureau told', 'rung.unchecked-10d': 'Waiting 10 days for a recheck: leader told',
  'rung.major.T-1': 'Reminder to principal and bureau: due tomorrow', 'rung.major.T': 'Reminder to principal and bureau: due today', 'rung.major.T+1': 'Red card: major hazard overdue, to the bureau', 'rung.major.unacknowledged-2h': 'Not acknowledged in 2 hours: principal and bureau told',
  'rung.major.unchecked-3d': 'Waiting 3 days for a recheck: reviewer reminded', 'rung.major.unchecked-7d': 'Waiting 7 days for a recheck: bureau told', 'rung.major.unchecked-10d': 'Waiting 10 days for a recheck: leader told',
  'void.duplicate': 'Duplicate', 'void.mistaken': 'Reported by mistake', 'void.notOurs': 'Not the school’s to put right',

  'turn.school': 'Next move: {who}', 'turn.reviewer': 'To be rechecked by {who}', 'turn.closed': 'Closed {date}', 'turn.void': 'Void, nothing to do',
  'turn.thenClosed': 'closed at once afterwards', 'turn.thenRecheck': 'rechecked afterwards', 'turn.first': 'a major hazard takes two rechecks, the last by the bureau', 'turn.second': 'accepted once already',
  'button.acknowledge': 'Acknowledge', 'button.rectify': 'Submit rectification', 'button.rectifyAgain': 'Submit again', 'button.close': 'Put right and close', 'button.fixOnSpot': 'Fixed on the spot', 'button.accept': 'Accept',
  'button.return': 'Return', 'button.reclassify': 'Reclassify', 'button.void': 'Void', 'button.reopen': 'Reopen', 'acknowledged': 'Acknowledged',

  'menu': 'More', 'menu.acknowledge': 'Tells the reporter that it was seen', 'menu.rectify': 'With photos, then rechecked', 'menu.close': 'With photos, closed at once', 'menu.fixOnSpot': 'Put right while you were there, with photos',
  'menu.accept': 'Seen on the spot or in the photos', 'menu.return': 'Not done yet: say what is missing', 'menu.reclassify': 'Severity or category was wrong', 'menu.void': 'A duplicate, a mistake, or not the school’s', 'menu.reopen': 'It came back, or was voided by mistake',
  'form.acknowledge': 'Acknowledge', 'form.rectify': 'Submit rectification', 'form.close': 'Put right and close', 'form.fixOnSpot': 'Fixed on the spot', 'form.accept': 'Accept', 'form.return': 'Return', 'form.reclassify': 'Change severity or category', 'form.void': 'Void', 'form.reopen': 'Reopen',
  'form.shoot': 'Take an after-photo', 'form.measures': 'Measures taken', 'form.measuresHelp': 'What was done or replaced', 'form.cost': 'Cost (yuan)', 'form.note': 'Note', 'form.reason': 'Reason', 'form.returnReason': 'What is missing',
  'form.dueOn': 'New deadline', 'form.dueOnReturn': 'Left empty, the old deadline stands.', 'form.dueOnReopen': 'Left empty, it counts from today by severity.', 'form.newDeadline': 'A new severity counts a new deadline from today, unless it was set by hand.',
  'form.voidReason': 'Why it is void', 'form.duplicateOf': 'Which one it repeats', 'form.noOthers': 'This school has no other hazard that is not closed.', 'form.notOffered': 'This step is not needed now. What you wrote stays here.',
  'form.uploading': '{n} of {total} photos sent', 'form.sending': 'Sending', 'form.stuck': 'Not sent. Everything is safe: press again when the network is back.',
  'submit.acknowledge': 'Acknowledge', 'submit.rectify': 'Submit rectification', 'submit.close': 'Put right and close', 'submit.fixOnSpot': 'Fixed on the spot, close', 'submit.accept': 'Accept', 'submit.return': 'Return', 'submit.reclassify': 'Reclassify', 'submit.void': 'Void', 'submit.reopen': 'Reopen',
  'done.acknowledge': 'Acknowledged', 'done.rectify': 'Submitted, to be rechecked', 'done.close': 'Closed', 'done.fixOnSpot': 'Closed', 'done.accept': 'Accepted', 'done.return': 'Returned', 'done.reclassify': 'Changed', 'done.void': 'Voided', 'done.reopen': 'Reopened',
  'missing.photos': 'Take an after-photo first', 'missing.measures': 'Write a sentence about what was done', 'missing.cost': 'A figure, for example 320 or 320.50', 'missing.severity': 'Neither severity nor category has changed', 'missing.voidReason': 'Choose a reason', 'missing.reason': 'Say why', 'missing.duplicateOf': 'Choose the one it repeats',

  'conflict.kept': 'What you wrote and shot is safe. Look at how it stands now, then decide.',
  'conflict.acknowledge': '{name} has just acknowledged this.', 'conflict.rectify': '{name} has just submitted a rectification.', 'conflict.close': '{name} has just closed this.', 'conflict.fixOnSpot': '{name} has just fixed and closed this.', 'conflict.accept': '{name} has just accepted this.',
  'conflict.return': '{name} has just returned this.', 'conflict.reclassify': '{name} has just changed severity or category.', 'conflict.void': '{name} has just voided this.', 'conflict.reopen': '{name} has just reopened this.', 'conflict.reassign': 'This has just been reassigned.',
} satisfies Record<keyof typeof zh, string>
