import { z } from 'zod'
import { NUMBERED_PAPERS, PAPER_FORMATS, PAPER_TYPES, SEVERITIES, STATES } from './enumerations.ts'
import { dateOn, listOf, page, schoolId, several, text, uuid, uuids } from './primitives.ts'

/** The most rows that one paper holds. With photos it is the file that would grow too large; longer lists are the spreadsheet's. */
export const MAX_ROWS = 1000
export const MAX_PHOTO_ROWS = 300

const hazardIds = uuids(MAX_PHOTO_ROWS)
const one = z.strictObject({ hazardIds: hazardIds.max(1) })
const selection = z.strictObject({ hazardIds })
/** What was received at one school on one day, less what is on a notice already. */
const schoolDay = z.strictObject({ schoolId, day: dateOn })
/** The hazards of a notice. */
const ofNotice = z.strictObject({ noticeId: uuid })

/** The paper that this one corrects: it takes a new number and names the old. */
const replaces = uuid.optional()
const words = (max: number) => text(max).optional()

/** What a clerk may word himself for one hazard; everything has words of its own when nothing is given. */
const perHazard = <T extends z.ZodType>(of: T) => z.record(uuid, of).optional()

const recheckOpinion = z.strictObject({
  seen: words(200), result: z.enum(['pass', 'fail', 'partial', 'extended']).optional(),
  handling: z.enum(['close', 'again', 'supervise', 'handOver']).optional(),
})

export const ledgerFilter = z.strictObject({
  schoolId: schoolId.optional(), receivedFrom: dateOn.optional(), receivedTo: dateOn.optional(),
  state: z.array(z.enum(STATES)).min(1).optional(), severity: z.array(z.enum(SEVERITIES)).min(1).optional(), category: z.array(text(20)).min(1).optional(),
})
const ofLedger = z.union([selection, z.strictObject({ filter: ledgerFilter })])

export const issueRequest = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('notice'), of: z.union([selection, schoolDay]), replaces,
    inspectionType: words(40), inspectors: words(100), requirements: perHazard(text(300)),
  }),
  z.strictObject({
    type: z.literal('rectificationReport'), of: z.union([selection, ofNotice]), replaces, unfinishedReason: words(500), interimMeasures: words(500),
  }),
  z.strictObject({
    type: z.literal('recheck'), of: z.union([selection, ofNotice]), replaces,
    recheckedOn: dateOn.optional(), inspectors: words(100), accompaniedBy: words(100), opinions: perHazard(recheckOpinion), remark: words(300),
  }),
  z.strictObject({
    type: z.literal('supervisionOrder'), of: one, replaces,
    level: z.enum(['office', 'deputy', 'head']).default('office'), demand: words(300), dueOn: dateOn.optional(),
  }),
  z.strictObject({
    type: z.literal('supervisionLetter'), of: one, replaces,
    addressee: text(60), title: text(80), facts: words(600), requests: z.array(text(200)).min(1).max(5), ownMeasures: words(200),
  }),
  z.strictObject({ type: z.literal('extension'), of: one, replaces, measuresSoFar: words(300) }),
  z.strictObject({
    type: z.literal('listing'), of: one, replaces,
    stopUse: words(200), leader: words(40), ground: z.enum(['direct', 'combined', 'meeting']).optional(),
  }),
  z.strictObject({
    type: z.literal('delisting'), of: one, replaces,
    results: z.array(text(120)).length(5), evidence: z.array(z.enum(['photos', 'testReport', 'contract', 'drill', 'other'])).max(5).default([]),
  }),
  z.strictObject({ type: z.literal('closing'), of: one, replaces }),
  z.strictObject({ type: z.literal('ledger'), of: ofLedger, replaces }),
  z.strictObject({ type: z.literal('photoLedger'), of: ofLedger, replaces }),
  z.strictObject({
    type: z.literal('statistics'), replaces, year: z.number().int().min(2000).max(2100),
    fromMonth: z.number().int().min(1).max(12), toMonth: z.number().int().min(1).max(12), reasons: words(300),
  }).refine(({ fromMonth, toMonth }) => fromMonth <= toMonth, { path: ['toMonth'], message: 'order' }),
])
export type IssueRequest = z.infer<typeof issueRequest>
export type RequestOf<T extends IssueRequest['type']> = Extract<IssueRequest, { type: T }>

export const voidRequest = z.strictObject({ reason: text(300) })
export const paperParams = z.strictObject({ id: uuid })
export const paperQuery = z.strictObject({ type: several(z.enum(PAPER_TYPES)), schoolId: schoolId.optional(), hazardId: uuid.optional(), ...page })
export type PaperQuery = z.infer<typeof paperQuery>

const someone = z.object({ id: z.string(), name: z.string() })
const namedPaper = z.object({ id: z.string(), number: z.string().nullable() })

const file = z.object({ name: z.string(), bytes: z.number(), sha256: z.string() })

/** A paper as it was issued. It never changes; `file` follows within moments of the issue and stays, with the `workbook` that some come with. */
export const paper = z.object({
  id: z.string(), type: z.enum(PAPER_TYPES), title: z.string(), number: z.string().nullable(),
  schoolId: z.string().nullable(),
  /** The first of them, as far as the reader sees them; `hazardCount` counts all. */
  hazards: z.array(z.object({ id: z.string(), number: z.string() })), hazardCount: z.number(),
  issuedAt: z.string(), issuedBy: someone, demo: z.boolean(),
  templateVersion: z.number(), replaces: namedPaper.nullable(), replacedBy: namedPaper.nullable(),
  void: z.object({ at: z.string(), by: someone, reason: z.string() }).nullable(),
  formats: z.array(z.enum(PAPER_FORMATS)),
  file: file.extend({ workbook: file.nullable() }).nullable(),
})
export type Paper = z.infer<typeof paper>
export const paperPage = listOf(paper)

/** One paper, with what it was asked with for whoever may correct it; null to others, and where that was not kept yet. */
export const wholePaper = paper.extend({ request: issueRequest.nullable() })
export type WholePaper = z.infer<typeof wholePaper>

const short = z.string().trim().max(40)
const days = z.number().int().min(1).max(60)

/** What an office words and counts its own way. A paper keeps what held when it was issued. */
export const paperSettings = z.strictObject({
  office: z.strictObject({ name: text(60), unit: text(40), contact: short, phone: short }),
  prefixes: z.strictObject(Object.fromEntries(NUMBERED_PAPERS.map((type) => [type, text(20)])) as Record<(typeof NUMBERED_PAPERS)[number], ReturnType<typeof text>>),
  /** The number of these stays blank: the office's own register gives it. */
  byRegister: z.array(z.enum(NUMBERED_PAPERS)),
  titles: z.strictObject(Object.fromEntries(PAPER_TYPES.map((type) => [type, text(40)])) as Record<(typeof PAPER_TYPES)[number], ReturnType<typeof text>>),
  faces: z.strictObject({ body: text(40), title: text(40), head: text(40), kai: text(40), page: text(40) }),
  redHead: z.enum(['none', 'preprinted', 'letter']),
  fiveElements: z.array(text(10)).length(5),
  levels: z.array(text(10)).length(3),
  inspectionType: text(40),
  reportDays: days, objectionDays: days, feedbackDays: days,
  opinions: z.strictObject({ report: text(200), recheck: text(200), delisting: text(200) }),
  /** By law there are two levels: upward 较大 counts as 一般, and a note says how many there were. */
  foldSerious: z.boolean(),
  /** What the rate of rectification is a share of: everything that stood, or what was found in the period. */
  rateOver: z.enum(['standing', 'found']),
})
export type PaperSettings = z.infer<typeof paperSettings>
export const paperSettingsOnTheWire = z.object({ version: z.number(), settings: paperSettings })
export const changePaperSettings = z.strictObject({ version: z.number().int().min(0), settings: paperSettings })

/** The legal basis of a checklist item as a paper would print it, and whether the bureau has ticked it for use. */
export const paperBasis = z.object({ code: z.string(), text: z.string(), printed: z.string(), ticked: z.boolean() })
export const paperBases = z.object({ items: z.array(paperBasis) })
export const basisParams = z.strictObject({ code: z.string().regex(/^[A-Z]+-\d+$/) })
export const tickBasis = z.strictObject({ ticked: z.boolean() })
