import { type Filter, all } from '../query/filter.ts';
import type { Sort } from '../query/sort.ts';
import type { Collection } from '../store/collection.ts';
import { type IndexPlan, planIndex } from './index-plan.ts';

/** How a query finds its documents. */
export type Plan = { /** Whether the documents come in the order asked for. */ sorted: boolean } & (
  | { kind: 'nothing' }
  | { kind: 'collection' }
  | { kind: 'index'; plan: IndexPlan }
  | { kind: 'union'; plans: IndexPlan[] }
);

/** Chooses the best index, a union of indexes for an `$or`, or the whole collection. */
export function choosePlan(collection: Collection | undefined, filter: Filter, sort: Sort | undefined, needed?: string[]): Plan {
  if (!collection) return { kind: 'nothing', sorted: true };
  const best = bestIndex(collection, filter, sort, needed);
  if (best && best.bounds.some((list) => list.length === 0)) return { kind: 'nothing', sorted: true };
  if (!best || best.bounds.length === 0) {
    const plans = planUnion(collection, filter, sort);
    if (plans) return { kind: 'union', plans, sorted: !sort || mergeable(plans, sort) };
  }
  return best ? { kind: 'index', plan: best, sorted: best.sorted } : { kind: 'collection', sorted: !sort };
}

function bestIndex(collection: Collection, filter: Filter, sort: Sort | undefined, needed?: string[]): IndexPlan | undefined {
  let best: IndexPlan | undefined;
  for (const index of collection.indexes) {
    const plan = planIndex(index, filter, sort, needed);
    if (plan && (!best || plan.score > best.score)) best = plan;
  }
  return best;
}

/** One index for each branch of an `$or`, each branch with all the rest of the filter. */
function planUnion(collection: Collection, filter: Filter, sort: Sort | undefined): IndexPlan[] | undefined {
  const parts = filter.kind === 'and' ? filter.parts : [filter];
  const or = parts.find((part) => part.kind === 'or');
  if (!or) return undefined;
  const others = parts.filter((part) => part !== or);
  const plans: IndexPlan[] = [];
  for (const branch of or.kind === 'or' ? or.parts : []) {
    const plan = bestIndex(collection, all([...others, branch]), sort);
    if (!plan || plan.bounds.length === 0) return undefined;
    plans.push(plan);
  }
  return plans;
}

/** Whether the branches' keys can be merged by their bytes: the same fields, turned the same way. */
function mergeable(plans: IndexPlan[], sort: Sort): boolean {
  const orders = plans.map((plan) => (plan.sorted ? orderOf(plan, sort) : undefined));
  return orders[0] !== undefined && orders.every((order) => order === orders[0]);
}

function orderOf({ index, bounds, reverse }: IndexPlan, sort: Sort): string | undefined {
  const at = index.fields.findIndex(([path]) => path === sort.fields[0]![0]);
  const fields = index.fields.slice(at, at + sort.fields.length);
  const fits = at >= 0 && fields.length === sort.fields.length && fields.every(([path], i) => path === sort.fields[i]![0]);
  // A sort field that a branch pins down is skipped in its keys, so they would not line up.
  if (!fits || bounds.length > at + 1) return undefined;
  return JSON.stringify([fields, reverse]);
}
