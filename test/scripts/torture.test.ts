import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'

describe('torture of the main job', function () {
  this.timeout(180_000)

  const torture = (...args: string[]) => new Promise<{ code: number; out: string }>((resolve) => {
    // Compiled, as people run it; `npm test` builds first.
    execFile(process.execPath, ['dist/scripts/torture.js', ...args], { timeout: 170_000 },
      (error, out, err) => resolve({ code: error ? Number(error.code ?? 1) : 0, out: `${out}\n${err}` }))
  })

  // The same draws each time, so that a failure can be looked at; `npm run torture` draws anew.
  it('loses, doubles and halves nothing while the server is killed under the reports', async () => {
    const { code, out } = await torture('--main-job', '--submissions', '40', '--kills', '4', '--seed', 'test')
    assert.equal(code, 0, out)
    assert.match(out, /^kills 4,/m, out)
    assert.match(out, /^reports 40, photos \d{2,}, actions \d{2,}$/m, out)
    assert.match(out, /^lost 0, doubled 0, half 0, otherwise wrong 0$/m, out)
  })

  it('says how it is called', async () => {
    for (const args of [['--main-job', '--kills', 'many'], ['--no-such-part']]) {
      const { code, out } = await torture(...args)
      assert.equal(code, 2)
      assert.match(out, /usage: npm run torture/)
    }
  })
})
