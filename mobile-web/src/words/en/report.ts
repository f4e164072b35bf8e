import type zh from '../zh/report.ts'

export default {
  'title': 'Report a hazard', 'title.selfCheck': 'Self-check',
  'notYours': 'A leader reads and files no reports', 'notYours.help': 'Tell the bureau’s desk or the school’s officer what you saw.',
  'kept': 'Draft saved', 'notKept': 'This phone cannot store the draft: keep the page open', 'clear': 'Clear the form', 'cleared': 'Cleared',
  'submit': 'Submit report', 'submit.selfCheck': 'Submit self-check',

  'photos': 'Photos', 'photo.first': 'Photos first, 1 to 9. Without a network they are kept on this phone',
  'photo.shoot': 'Take photo', 'photo.album': 'Album', 'photo.again': 'Another', 'photo.shootMore': 'Take another photo',
  'photo.nth': 'Photo {n} of {total}', 'photo.retake': 'Retake', 'photo.remove': 'Delete', 'photo.removed': 'Photo deleted', 'photo.preparing': 'Preparing',
  'photo.replace': 'Replace it', 'photo.leaveOut': 'Go without it', 'photo.nameless': 'This photo',
  'photo.tooMany': 'At most 9 photos: {n} {n|was|were} left out.',
  'photo.heic': '{name} cannot be opened: this browser does not read HEIC. Set the camera to JPEG (Most Compatible) and shoot again, or choose a screenshot. Everything else is safe.',
  'photo.unreadable': '{name} cannot be opened: choose another. Everything else is safe.',
  'photo.unkept': 'This phone cannot store the photos: keep the page open until you submit.',
  'slot.near': 'Close up', 'slot.whole': 'From a distance', 'slot.sign': 'With the door sign',
  'tile.kept': 'On phone', 'tile.queued': 'Queued', 'tile.sending': 'Sending {n}%', 'tile.waiting': 'Will retry', 'tile.asking': 'Failed, retry',
  'tile.sent': 'Uploaded', 'tile.refused': 'Replace it',
  'tile.open': 'Photo {n} of {total}, {state}', 'tile.remove': 'Delete photo {n}',

  'school.choose': 'Choose the school', 'school.search': 'Name, initials or code', 'school.locate': 'Find the nearest school', 'school.locating': 'Finding your position',
  'school.missed': 'No position found. Try again near a window, or search for the school.', 'school.located': 'Chosen by position, {distance} away', 'school.lastUsed': 'Used lately', 'school.failed': 'Couldn’t fetch the schools',
  'school.narrow': '{n} more: type a few more letters', 'school.none': 'No such school: try another spelling',
  'metres': '{n} m', 'kilometres': '{n} km',
  'spot': 'Spot', 'spot.placeholder': 'Building, floor, room', 'spot.common': 'Common spots',
  'spot.teaching': 'Teaching block', 'spot.stairs': 'Stairwell', 'spot.canteen': 'Canteen', 'spot.dormitory': 'Dormitory', 'spot.gate': 'Gate',
  'spot.playground': 'Playground', 'spot.lab': 'Laboratory', 'spot.electrical': 'Switch room', 'spot.library': 'Library', 'spot.toilet': 'Toilets',

  'category': 'Category', 'category.all': 'All {n}',
  'short.FIRE': 'Fire', 'short.ELEC': 'Electric', 'short.BLDG': 'Building', 'short.FOOD': 'Food', 'short.WATER': 'Water', 'short.GAS': 'Gas', 'short.LAB': 'Lab',
  'short.SEQ': 'Lifts', 'short.PE': 'Sports', 'short.TRAF': 'Buses', 'short.SECU': 'Security', 'short.AREA': 'Around', 'short.DORM': 'Dorm', 'short.DROWN': 'Water risk',
  'short.HLTH': 'Health', 'short.PSYB': 'Bullying', 'short.NETO': 'Online', 'short.NATD': 'Nature', 'short.CONS': 'Works', 'short.CROWD': 'Crowds', 'short.MGMT': 'Records',
  'item.choose': 'Pick a checklist item: sets severity and deadline (optional)', 'item.title': '{category}: what was not met', 'item.search': 'Words of the item', 'item.none': 'No such item', 'item.without': 'Without a checklist item',

  'severity.how': 'How to judge', 'severity.toBureau': '{allowed} · bureau', 'sameDay': 'Same day', 'days': '{n} {n|day|days}',
  'severity.help.general': 'Small harm, put right at once or shortly, normal use goes on.',
  'severity.help.serious': 'May hurt someone, or a place must be closed to put it right; the school has to plan for it.',
  'severity.help.major': 'May kill or injure several people, or is listed in the national guide to major hazards in education. Principal and bureau are told at once; first get everybody away from the danger.',
  'due': 'Due', 'dueAt': '{date} 24:00', 'due.change': 'Change', 'due.rule': 'By the rule: {date} 24:00. Counted from the day on which the report arrives.',
  'due.other': 'Another day', 'due.free': 'Earlier needs no reason, later needs one.', 'due.onlyShorter': 'A self-check can only be due earlier.', 'due.reason': 'Reason for the later date', 'due.keep': 'Set this date',
  'due.fault.before-today': 'The deadline cannot lie in the past.', 'due.fault.too-far': 'The deadline cannot be more than a year away.', 'due.fault.reason-missing': 'Give a reason for the later date.', 'due.fault.only-shorter': 'A self-check can only be due earlier.',
  'description': 'What you saw', 'description.placeholder': 'What, where, how many',

  'similar': 'Perhaps reported already: {n} {n|is|are} like it. Look', 'similar.title': 'Is it this one?', 'similar.help': 'Same school and category, not closed yet. If it is the same thing, add to it: photos and words go along, and there is no second hazard.',
  'similar.spot': 'Same spot', 'similar.near': 'Within 50 m', 'similar.words': 'Said alike', 'similar.join': ', ', 'similar.same': 'It is this one', 'similar.another': 'No, go on',
  'similar.joined': '{spot}: {description}', 'similar.notKept': 'This phone has no room to carry it over. All you filled in is still here.',

  'missing.photos': 'Take a photo first', 'missing.school': 'Choose the school', 'missing.spot': 'Say where, for example “Teaching block, 2nd floor west”', 'missing.category': 'Choose a category',
  'missing.severity': 'Choose a severity', 'missing.description': 'Write a sentence about what you saw', 'refused.school': 'This school is not in your scope: choose another.',

  'sending.title': 'Sending', 'sending.stuckTitle': 'Not sent yet', 'sending.words': 'Kept on this phone and on its way. If you close the page it goes on next time, once only.',
  'sending.asking': 'Can’t reach the system. Kept on this phone; it sends itself once you’re back, once only.', 'sending.retry': 'Send now', 'sending.change': 'Change it', 'sending.otherDraft': 'Another report is half written: finish it first',
  'sent.title': 'Reported', 'sent.moved': 'The deadline counts from the day on which the system received it.', 'sent.earlier': 'Your first try had arrived after all. What you changed since is not in it: reclassify it there, or void it and report again.',
  'sent.photosLater': '{n} {n|photo|photos}, sent right after the words', 'sent.photos': '{n} of {total} photos uploaded', 'sent.photosWait': '{n} of {total} photos uploaded. No need to wait, the words are in', 'sent.all': '{n|The photo is|All photos are} uploaded', 'sent.takenUp': '{number} is filed, photos and all', 'sent.open': 'Open it', 'sent.again': 'Report another',
} satisfies Record<keyof typeof zh, string>
