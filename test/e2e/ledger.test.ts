import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { aDistrict, file, type District } from '../support/hazards.ts'
import { cellsOf, partsOf } from '../support/spreadsheet.ts'
import { walk } from './support.ts'

walk('the ledger as the bureau takes it out', (stage, step) => {
  let d: District
  before(async () => {
    d = await aDistrict(stage.app)
    for (const severity of ['general', 'serious', 'major'] as const) await file(d.inspector, { severity })
  })

  step('of the list as it is filtered, into a file with a name of its own', async () => {
    const visitor = await stage.enter(d.desk, 'desk')
    await visitor.goto('/hazards?severity=serious,general')
    await visitor.tap(visitor.button('导出台账'))
    const sheet = visitor.sheet('导出台账')
    await visitor.sees(sheet.getByText('导出当前筛选的 2 条隐患。'))
    await visitor.tap(sheet.getByRole('radio', { name: '上报用：较大计入一般' }))
    const [download] = await Promise.all([visitor.page.waitForEvent('download'), visitor.tap(visitor.button('导出', sheet))])
    assert.equal(download.suggestedFilename(), '隐患台账-2026-11-24.xlsx')
    await visitor.sees(sheet.getByText('已下载：隐患台账-2026-11-24.xlsx'))
    const cells = cellsOf((await partsOf(readFileSync(await download.path()))).get('xl/worksheets/sheet1.xml')!)
    assert.deepEqual([cells.get('K3')!.value, cells.get('K4')!.value, cells.has('K5')], ['一般', '一般', false])
  })

  step('and says so in place when it could not be made', async () => {
    const visitor = await stage.enter(d.desk, 'desk')
    visitor.expect(/status of 500|ERR_FAILED/)
    await visitor.page.route('**/api/ledger', (route) => route.abort())
    await visitor.goto('/hazards')
    await visitor.tap(visitor.button('导出台账'))
    const sheet = visitor.sheet('导出台账')
    await visitor.tap(visitor.button('导出', sheet))
    await visitor.sees(sheet.getByText('台账没有导出'))
    await visitor.page.unroute('**/api/ledger')
    await Promise.all([visitor.page.waitForEvent('download'), visitor.tap(visitor.button('再试一次', sheet))])
  })
})
