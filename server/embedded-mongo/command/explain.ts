import { fail } from '../error.ts'
import type { Execution } from '../plan/execute.ts'
import { printBounds } from '../plan/bounds.ts'
import type { Scan } from '../plan/index-plan.ts'
import { specField } from '../store/index.ts'
import { fieldMap } from '../value/elements.ts'
import type { Plain } from '../value/writer.ts'
import { stringValue } from '../value/value.ts'
import { command } from './command.ts'
import { drain } from './cursors.ts'
import { prepare } from './dispatch.ts'

type Stage = { stage: string; [detail: string]: Plain }

const VERBOSITIES = ['queryPlanner', 'executionStats', 'allPlansExecution']

/** How many bounds of a field are shown. */
const MOST_BOUNDS = 100

/** Tells how a query would be answered, in MongoDB's words for the stages of a plan. */
export const explain = command({
  takes: { verbosity: 'string' },
  async run({ verbosity = 'allPlansExecution' }, { on, db, store, cursors, connectionId, deadline }) {
    if (!on.isObject) fail('FailedToParse', 'explain command requires a nested object')
    if (!VERBOSITIES.includes(verbosity)) fail('FailedToParse', `verbosity string must be one of {'${VERBOSITIES.join("', '")}'}`)
    const { context } = prepare({ store, cursors }, new Map([...fieldMap(on), ['$db', stringValue(db)]]), connectionId)
    const search = context.search()
    const { stage } = search.query
    const plan = planOf(search)
    const winningPlan: Stage = stage ? { stage, inputStage: plan } : plan
    const queryPlanner = { namespace: context.ns, indexFilterSet: false, winningPlan, rejectedPlans: [] }
    if (verbosity === 'queryPlanner') return { explainVersion: '1', queryPlanner }
    let found = 0
    await drain(search.hits(), deadline, () => found++)
    const { keys, documents } = search.examined
    const executionStats = {
      executionSuccess: true, nReturned: stage ? 0 : found, totalKeysExamined: keys, totalDocsExamined: documents, executionStages: winningPlan,
    }
    return { explainVersion: '1', queryPlanner, executionStats }
  },
})

/** The stages from the top down. */
function planOf({ plan, query: { sort, skip, limit, needed }, covering }: Execution): Stage {
  if (plan.kind === 'nothing') return { stage: 'EOF' }
  let stage: Stage = { stage: 'COLLSCAN', direction: 'forward' }
  if (plan.kind === 'index') {
    const merging = sort !== undefined && plan.sorted
    const scans = plan.scans.flatMap((scan) => (merging ? scan.streams.map(() => scanOf(scan)) : [scanOf(scan)]))
    stage = scans.length === 1 ? scans[0]! : { stage: merging ? 'SORT_MERGE' : 'OR', inputStages: scans }
    if (!covering) stage = { stage: 'FETCH', inputStage: stage }
  }
  if (!plan.sorted) stage = { stage: 'SORT', sortPattern: Object.fromEntries(sort!.fields), inputStage: stage }
  if (skip) stage = { stage: 'SKIP', skipAmount: skip, inputStage: stage }
  if (limit) stage = { stage: 'LIMIT', limitAmount: limit, inputStage: stage }
  return needed && needed.length > 0 ? { stage: covering ? 'PROJECTION_COVERED' : 'PROJECTION_SIMPLE', inputStage: stage } : stage
}

function scanOf({ index, bounds, reverse }: Scan): Stage {
  const indexBounds = Object.fromEntries(index.fields.map(([path, direction], i) => [path, printBounds(bounds[i]?.slice(0, MOST_BOUNDS), direction < 0, reverse)]))
  return {
    stage: 'IXSCAN', keyPattern: specField(index.spec, 'key'), indexName: index.name, isMultiKey: index.multikey, isUnique: index.unique,
    isSparse: false, isPartial: index.partial !== undefined, indexVersion: 2, direction: reverse ? 'backward' : 'forward', indexBounds,
  }
}
