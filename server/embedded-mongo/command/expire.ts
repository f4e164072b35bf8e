import { all } from '../query/filter.ts';
import { parseFilter } from '../query/filter.ts';
import { deleteMany } from './write.ts';
import type { Server } from './command.ts';
import { toDocument } from '../value/reply.ts';

/** Deletes what TTL indexes say has had its time, as the delete command would. */
export async function expire(server: Server, now = Date.now()): Promise<number> {
  const outcome = { n: 0 };
  for (const { ns, indexes } of [...server.store.collections.values()])
    for (const { expireAfterSeconds, fields, partial } of indexes) {
      if (expireAfterSeconds === undefined) continue;
      const old = parseFilter(toDocument({ [fields[0]![0]]: { $lt: new Date(now - expireAfterSeconds * 1000) } }));
      await deleteMany(server, ns, partial ? all([old, partial]) : old, outcome);
    }
  return outcome.n;
}
