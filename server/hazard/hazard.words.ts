import type { Severity } from '../contract/enumerations.ts'

/** Words of the server's own texts, e-mails and the ledger: they say what the pages say. */
export const SEVERITY_WORDS: Readonly<Record<Severity, string>> = { general: '一般', serious: '较大', major: '重大' }
