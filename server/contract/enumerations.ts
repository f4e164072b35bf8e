/** The closed sets of the domain. mongoose, the routes and the phone all read them from here. */

export const ROLES = ['inspector', 'officer', 'principal', 'bureau', 'administrator', 'auditor'] as const
export type Role = (typeof ROLES)[number]

/** The roles that see hazards at all, each within its scope; the others keep accounts or read the audit. */
export const SEES_HAZARDS: readonly Role[] = ['inspector', 'officer', 'principal', 'bureau']

/** A bureau account is the desk (acts) or a leader (reads); an officer is a school's primary or a deputy. */
export const POSTS = ['desk', 'leader', 'primary', 'deputy'] as const
export type Post = (typeof POSTS)[number]

export const POSTS_OF_ROLE: Readonly<Record<Role, readonly Post[]>> = {
  inspector: [],
  officer: ['primary', 'deputy'],
  principal: [],
  bureau: ['desk', 'leader'],
  administrator: [],
  auditor: [],
}

/** Weight of a hazard. By law there are two levels; `serious` is local usage and folds into general in upward reports. */
export const SEVERITIES = ['general', 'serious', 'major'] as const
export type Severity = (typeof SEVERITIES)[number]

/** Whose move it is: the school's, the reviewer's, nobody's. Overdue is not a status, it is computed. */
export const STATUSES = ['open', 'rectified', 'closed', 'void'] as const
export type Status = (typeof STATUSES)[number]

/** While it is somebody's move. */
export const UNFINISHED = ['open', 'rectified'] as const satisfies readonly Status[]

/** What a reader sees: `open` split by the clock into overdue, soon and open, which exclude each other in that order. */
export const STATES = ['overdue', 'soon', 'open', 'rectified', 'closed', 'void'] as const
export type State = (typeof STATES)[number]

/** Lists of a person's own: what one answers for, has to recheck, has to decide. The server knows which hazards those are. */
export const OWN_LISTS = ['mine', 'recheck', 'decide'] as const
export type OwnList = (typeof OWN_LISTS)[number]

/** By deadline, newest first, or by weight and then by deadline. */
export const HAZARD_SORTS = ['due', 'received', 'severity'] as const
export type HazardSort = (typeof HAZARD_SORTS)[number]

/** 本月, 近 30 天, 今年: kept by name, so that a saved view means the same next week. */
export const PERIODS = ['month', '30d', 'year'] as const
export type Period = (typeof PERIODS)[number]

/** In what a hazard is like a report: the words of its spot, its position to 50 m, what was said of it. */
export const LIKENESSES = ['spot', 'near', 'words'] as const
export type Likeness = (typeof LIKENESSES)[number]

/** What a person can do to a hazard. The system reassigns too, when somebody leaves. */
export const ACTIONS = [
  'acknowledge', 'rectify', 'close', 'fixOnSpot', 'accept', 'return',
  'requestExtension', 'grantExtension', 'refuseExtension', 'submitPlan', 'approvePlan', 'returnPlan',
  'confirmMajor', 'supervise', 'delist', 'handOver', 'reassign', 'remind', 'comment',
  'reclassify', 'void', 'reopen',
] as const
export type Action = (typeof ACTIONS)[number]

/** Every word that can stand in a hazard's history. */
export const HISTORY_ACTIONS = ['report', ...ACTIONS, 'escalate'] as const
export type HistoryAction = (typeof HISTORY_ACTIONS)[number]

export const VOID_REASONS = ['duplicate', 'mistaken', 'notOurs'] as const
export type VoidReason = (typeof VOID_REASONS)[number]

export const DEADLINE_SET_BY = ['item', 'severity', 'hand'] as const
export type DeadlineSetBy = (typeof DEADLINE_SET_BY)[number]

/** Where the plan of a major hazard stands: with the bureau, back at the school, or in force. */
export const PLAN_STATES = ['submitted', 'returned', 'approved'] as const
export type PlanState = (typeof PLAN_STATES)[number]

/** What can be done to many hazards at once. */
export const BULK_ACTIONS = ['acknowledge', 'reassign', 'remind'] as const
export type BulkAction = (typeof BULK_ACTIONS)[number]

export const PHOTO_KINDS = ['before', 'after', 'comment'] as const
export type PhotoKind = (typeof PHOTO_KINDS)[number]

export const PHOTO_FORMS = ['thumbnail', 'display', 'received'] as const
export type PhotoForm = (typeof PHOTO_FORMS)[number]

/** The steps of the ladder, by the name that stands in an intent's id and in the history. */
export const RUNGS = [
  'T-1', 'T', 'T+1', 'T+3',
  'unacknowledged-2h', 'unacknowledged-24h', 'unacknowledged-48h',
  'unchecked-3d', 'unchecked-7d', 'unchecked-10d',
] as const
export type Rung = (typeof RUNGS)[number]

export const LANGUAGES = ['zh', 'en'] as const
export type Language = (typeof LANGUAGES)[number]

/** The office's papers: the ledger with and without photos, and what is issued about hazards on the way. */
export const PAPER_TYPES = [
  'ledger', 'photoLedger', 'notice', 'rectificationReport', 'recheck', 'supervisionOrder', 'supervisionLetter',
  'extension', 'listing', 'delisting', 'closing', 'statistics',
] as const
export type PaperType = (typeof PAPER_TYPES)[number]

/** What a paper is saved as: all of them as a document of Word, those of figures also as a spreadsheet. */
export const PAPER_FORMATS = ['docx', 'xlsx'] as const
export type PaperFormat = (typeof PAPER_FORMATS)[number]

/** Those that bear a number of the office, each with a sequence of its own that begins anew every year. */
export const NUMBERED_PAPERS = ['notice', 'recheck', 'supervisionOrder', 'supervisionLetter', 'listing', 'closing'] as const
export type NumberedPaper = (typeof NUMBERED_PAPERS)[number]

/** What a school asks or answers; everything else is the bureau's. */
export const SCHOOL_PAPERS: readonly PaperType[] = ['rectificationReport', 'extension', 'delisting']
