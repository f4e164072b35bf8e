import type { Severity, VoidReason } from '../contract/enumerations.ts'

/** Words of the server's own texts, e-mails and the ledger: they say what the pages say. */
export const SEVERITY_WORDS: Readonly<Record<Severity, string>> = { general: '一般', serious: '较大', major: '重大' }
export const VOID_WORDS: Readonly<Record<VoidReason, string>> = { duplicate: '重复', mistaken: '报错了', notOurs: '不归学校管' }
