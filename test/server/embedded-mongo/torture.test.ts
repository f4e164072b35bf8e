import assert from 'node:assert/strict';
import { torture } from './torture.ts';

describe('Killed in the middle of everything', () => {
  it('loses nothing that was acknowledged, and its indexes equal its documents', async function () {
    this.timeout(180000);
    const { acknowledged, lost, returned, differences } = await torture(10);
    assert.ok(acknowledged > 0);
    assert.deepEqual({ lost, returned, differences }, { lost: [], returned: [], differences: [] });
  });
});
