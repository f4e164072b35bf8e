import type zh from '../zh/problem.ts'

export default {
  'malformed': 'Some fields need correcting.', 'bad-json': 'The content did not arrive whole. Try again.',
  'not-signed-in': 'Your session has ended. Log in again.', 'wrong-credentials': 'Wrong user name or password.',
  'not-found': 'No such record, or not within your scope.',
  'forbidden': 'You may not do this.', 'role-not-allowed': 'Your role may not do this.', 'password-change-required': 'Change your password first.',
  'cross-site': 'Refused: open the system at its own address and try again.', 'not-this-person': 'This step is another person’s.',
  'status-changed': 'This has just moved on. Look at it as it stands now.', 'version-changed': 'Somebody has just changed this. Look at it as it stands now.',
  'id-taken': 'The id already stands for other content.', 'photos-complete': 'The photos are complete already.', 'photo-not-expected': 'No such photo is expected now.',
  'username-taken': 'The user name is taken; choose another.', 'school-exists': 'The school code exists; choose another.', 'primary-exists': 'The school has a primary officer already; make that one a deputy first.',
  'unknown-code': 'The chosen entry is gone; choose again.', 'evidence-missing': 'The photos have not all arrived. Submit once they have.',
  'photo-broken': 'This picture can’t be opened; take it again.', 'photo-too-large-to-decode': 'Too many pixels; take it again in the camera’s normal mode.',
  'deadline-out-of-range': 'The deadline is out of range; choose another day.', 'deadline-reason-missing': 'A longer deadline needs a reason.', 'nothing-changes': 'Nothing changes.',
  'wrong-current-password': 'The current password is wrong.', 'password-not-new': 'The new password must differ from the current one.',
  'post-does-not-fit': 'The post does not fit the role.', 'scope-does-not-fit': 'The schools do not fit; choose again.', 'photo-count-out-of-range': 'The number of photos is wrong.',
  'duplicate-unknown': 'The duplicate can’t be found.', 'own-account': 'You can’t disable yourself or change your own role.',
  'too-large': 'Too large to send.', 'unsupported-type': 'Not a supported file; use JPEG, PNG or WebP.', 'method-not-allowed': 'The system does not do this.', 'range-not-satisfiable': 'The file did not arrive whole. Try again.',
  'too-many-requests': 'Too many tries; wait a moment.', 'outcome-unknown': 'Unclear whether it was saved. Send it again: it will not be saved twice.', 'not-ready': 'The system is starting; try again shortly.',
  'internal': 'Something broke and was logged. What you typed is still here; try again shortly.',
  'network': 'Can’t reach the network. What you typed is still here.', 'timeout': 'No answer for too long. What you typed is still here.', 'unreachable': 'You’re offline, or the system doesn’t answer. Try again once you’re back.',
  'unknown': 'Something unexpected went wrong. Try again.',

  'field.missing': 'Fill this in', 'field.too-small': 'Too short or too small', 'field.too-big': 'Too long or too large', 'field.invalid-format': 'Not the right form', 'field.invalid-value': 'This value can’t be used',
  'field.username': 'Small letters, digits and . _ -, starting with a letter or digit', 'field.school-code': 'Letters, digits and _ -', 'field.date': 'No such day', 'field.control-character': 'Holds invisible characters; type it again',
  'field.password-too-short': 'At least 10 characters', 'field.password-too-simple': 'Three of: capitals, small letters, digits, symbols', 'field.email': 'Not an e-mail address', 'field.other': 'Something is wrong here',
} satisfies Record<keyof typeof zh, string>
