import assert from 'node:assert/strict';
import { useDatabase } from './support.ts';

describe('Writes', () => {
  const use = useDatabase();

  it('takes in a batch that needs many commits', async () => {
    const many = Array.from({ length: 3000 }, (_, n) => ({ n, text: 'x'.repeat(1000) }));
    const { insertedCount } = await use.db.collection('batch').insertMany(many);
    assert.equal(insertedCount, 3000);
    assert.equal(await use.db.collection('batch').countDocuments({ n: { $gte: 0 } }), 3000);
  });
});
