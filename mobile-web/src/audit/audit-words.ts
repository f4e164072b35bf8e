import type { AuditEntry } from '../../../server/contract/audit.ts'
import { t } from '../words/t.ts'
import type zh from '../words/zh/admin.ts'

type Did = keyof { [K in keyof typeof zh as K extends `did.${infer A}` ? A : never]: true }
const DEEDS: Record<Did, true> = {
  'account.create': true, 'account.change': true, 'account.reset': true, 'account.changePassword': true, 'account.logIn': true, 'account.logInFailed': true,
  'account.logOut': true, 'account.import': true, 'school.create': true, 'school.change': true, 'school.import': true, 'account.withdraw': true, 'school.withdraw': true, 'photo.download': true,
  'demonstration.make': true, 'ledger.export': true, 'import.run': true, 'import.undo': true, 'import.passwords': true,
  'paper.void': true, 'paper.settings': true, 'paper.tick': true, 'paper.untick': true,
}

/** What was done, in words; an action that has none yet stands as it was written. */
export const deedWords = (action: string): string => (action in DEEDS ? t(`admin.did.${action as Did}`) : action)

export function personWords({ by, byName }: AuditEntry): string {
  if (by === 'anonymous') return t('admin.audit.anonymous')
  return by === 'system' ? t('admin.audit.system') : byName
}
