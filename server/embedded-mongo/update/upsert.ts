import { fail } from '../error.ts';
import type { Filter } from '../query/filter.ts';
import { arrayItems, field } from '../value/elements.ts';
import type { Path } from '../value/path.ts';
import { EMPTY_DOCUMENT, type Value } from '../value/value.ts';
import { documentValue } from '../value/writer.ts';
import { type ChangeNode, addChange, applyChanges } from './tree.ts';

const ID = Buffer.from('_id');

/**
 * What an upsert starts from: the fields that the filter pins to one value.
 * A replacement takes over the `_id` only.
 */
export function upsertSeed(filter: Filter, replacement: boolean): Value {
  const pinned = new Map<string, { path: Path; value: Value }>();
  collectPinned(filter, pinned);
  const seed: ChangeNode = { children: new Map() };
  for (const { path, value } of pinned.values()) addChange(seed, path, () => value, false);
  const doc = applyChanges(EMPTY_DOCUMENT, seed, { path: '', id: () => '{}' });
  if (!replacement) return doc;
  return documentValue([['_id', field(doc, ID)]]);
}

function collectPinned(filter: Filter, pinned: Map<string, { path: Path; value: Value }>) {
  if (filter.kind === 'and' || (filter.kind === 'or' && filter.parts.length === 1)) {
    for (const part of filter.parts) collectPinned(part, pinned);
    return;
  }
  if (filter.kind !== 'field') return;
  const { path, operator, operand } = filter.condition;
  const items = operator === '$in' ? arrayItems(operand) : [];
  const value = operator === '$eq' ? operand : items.length === 1 ? items[0] : undefined;
  if (!value) return;
  if (pinned.has(path.text))
    fail('OperationFailed', `cannot infer query fields to set, path '${path.text}' is matched twice`);
  pinned.set(path.text, { path, value });
}
