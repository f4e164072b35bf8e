import { fail } from '../error.ts';
import type { Execution } from '../plan/execute.ts';
import type { IndexPlan } from '../plan/index-plan.ts';
import type { Interval } from '../plan/intervals.ts';
import type { Query } from '../plan/execute.ts';
import { printValue } from '../update/operators.ts';
import { specField } from '../store/index.ts';
import { Elements, fieldMap } from '../value/elements.ts';
import type { Plain } from '../value/reply.ts';
import type { Command } from './command.ts';
import { drain } from './cursors.ts';
import { COMMANDS, prepare } from './dispatch.ts';
import { namespaceOf } from './command.ts';

type Stage = { stage: string; inputStage?: Stage; inputStages?: Stage[]; [detail: string]: Plain | Stage | Stage[] };

/** Tells how a query would be answered, in MongoDB's words for the stages of a plan. */
export const explain: Command = {
  options: { verbosity: 'string' },
  async run(context) {
    const { target, args, sequences, connectionId, deadline } = context;
    const first = target.isObject ? new Elements(target) : undefined;
    if (!first?.next()) return fail('FailedToParse', 'explain command requires a nested object');
    const verbosity = args.string('verbosity') ?? 'allPlansExecution';
    if (!['queryPlanner', 'executionStats', 'allPlansExecution'].includes(verbosity)) fail('FailedToParse', "verbosity string must be one of {'queryPlanner', 'executionStats', 'allPlansExecution'}");
    const values = fieldMap(target);
    if (!values.has('$db')) values.set('$db', args.value('$db')!);
    const inner = prepare(context, first.name, first.value(), values, sequences, connectionId);
    const describe = COMMANDS[inner.name]?.explain ?? fail('CommandNotSupported', `Explain failed due to unknown command: ${inner.name}`);
    const { execution, update, count } = describe(inner);
    const winningPlan = withTop(planStage(execution), update, count) as Plain;
    const planner = { namespace: namespaceOf(inner), indexFilterSet: false, winningPlan, rejectedPlans: [] };
    if (verbosity === 'queryPlanner') return { explainVersion: '1', queryPlanner: planner };
    let nReturned = 0;
    await drain(execution.hits(), deadline, () => nReturned++);
    const { keys, documents } = execution.examined;
    const executionStats = {
      executionSuccess: true, nReturned: update || count ? 0 : nReturned, totalKeysExamined: keys, totalDocsExamined: documents, executionStages: winningPlan,
    };
    return { explainVersion: '1', queryPlanner: planner, executionStats };
  },
};

function withTop(stage: Stage, update: string | undefined, count: boolean | undefined): Stage {
  if (update) return { stage: update, inputStage: stage };
  return count ? { stage: 'COUNT', inputStage: stage } : stage;
}

function planStage(execution: Execution): Stage {
  const { plan, query, covering } = execution;
  if (plan.kind === 'nothing') return { stage: 'EOF' };
  const found = plan.kind === 'collection' ? { stage: 'COLLSCAN', direction: 'forward' } : fetchStage(execution);
  const sorted = plan.sorted ? found : { stage: 'SORT', sortPattern: Object.fromEntries(query.sort!.fields), inputStage: found };
  const limited = withLimits(sorted, query);
  return query.needed && query.needed.length > 0 ? { stage: covering ? 'PROJECTION_COVERED' : 'PROJECTION_SIMPLE', inputStage: limited } : limited;
}

function withLimits(stage: Stage, { skip, limit }: Query): Stage {
  const skipped = skip ? { stage: 'SKIP', skipAmount: skip, inputStage: stage } : stage;
  return limit ? { stage: 'LIMIT', limitAmount: limit, inputStage: skipped } : skipped;
}

/** The index scans, and the stages that merge and fetch what they find. */
function fetchStage({ plan, query, covering }: Execution): Stage {
  const plans = plan.kind === 'index' ? [plan.plan] : plan.kind === 'union' ? plan.plans : [];
  const merging = query.sort && plan.sorted;
  const scans = plans.flatMap((each) => (merging ? each.streams.map(() => scanStage(each)) : [scanStage(each)]));
  const merged: Stage = scans.length === 1 ? scans[0]! : merging ? { stage: 'SORT_MERGE', inputStages: scans } : { stage: 'OR', inputStages: scans };
  return covering ? merged : { stage: 'FETCH', inputStage: merged };
}

function scanStage({ index, bounds, reverse }: IndexPlan): Stage {
  const indexBounds = Object.fromEntries(index.fields.map(([path, direction], i) => [path, printBounds(bounds[i], direction)]));
  return {
    stage: 'IXSCAN', keyPattern: specField(index.spec, 'key'), indexName: index.name, isMultiKey: index.multikey, isUnique: index.unique,
    isSparse: false, isPartial: index.partial !== undefined, indexVersion: 2, direction: reverse ? 'backward' : 'forward', indexBounds,
  };
}

/** Bounds in MongoDB's notation where they are points; a range says only that it is one. */
function printBounds(intervals: Interval[] | undefined, direction: number): string[] {
  const ends = direction < 0 ? ['MaxKey', 'MinKey'] : ['MinKey', 'MaxKey'];
  if (!intervals) return [`[${ends.join(', ')}]`];
  return intervals.slice(0, 50).map(({ point }) => (point ? `[${printValue(point)}, ${printValue(point)}]` : '(range)'));
}
