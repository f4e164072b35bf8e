import assert from 'node:assert/strict'
import { aDistrict, type District } from '../support/hazards.ts'
import { aTable } from '../support/table.ts'
import { walk, type Device } from './support.ts'
import type { Visitor } from './visitor.ts'

const HEADS = ['编号', '学校名称', '排查日期', '问题', '隐患类别', '完成情况', '整改日期']
const NAME = '2025年隐患台账.xlsx'

walk('an old ledger is brought in', (stage, step) => {
  let d: District
  before(async () => { d = await aDistrict(stage.app) })

  const table = (first: string) => aTable(HEADS, [
    [`${first}-1`, 'SC013', '2025-05-06', '灭火器过期', '消防', '已整改', '2025-05-20'], [`${first}-2`, '学校SC013', '2025.5.7', '插座松动', '用电', '未完成', null],
    [`${first}-3`, '没有的学校', '2025-05-07', '围墙开裂', '校舍', '未完成', null], [`${first}-4`, 'SC014', '5月8日', '留样不足', '食堂', '未完成', null],
  ], { title: '2025年度安全隐患排查台账' })

  async function bringIn(visitor: Visitor, first: string) {
    await visitor.goto('/imports')
    await visitor.sees('还没有导入过。')
    await visitor.page.locator('input[type=file]').setInputFiles({ name: NAME, mimeType: '', buffer: await table(first) })
    await visitor.sees('每一列是什么')
    assert.equal(await visitor.field('隐患描述').inputValue(), '3')
    await visitor.field('备注（选填）').selectOption({ label: '问题（如 灭火器过期）' })
    await visitor.sees('和“隐患描述”用了同一列')
    await visitor.field('备注（选填）').selectOption('')
    await visitor.tap(visitor.button('检查全部行'))
    await visitor.sees('2 行可以导入，2 行不通过')
    await visitor.sees('学校：没有“没有的学校”这所学校')
    await visitor.sees('检查日期：“5月8日”没有年份')
  }

  for (const device of ['desk', 'phone'] as const satisfies readonly Device[]) {
    step(`step by step on the ${device}, and taken back`, async () => {
      const visitor = await stage.enter(d.desk, device)
      await bringIn(visitor, device)
      const [refused] = await Promise.all([visitor.page.waitForEvent('download'), visitor.tap(visitor.button('下载不通过的行'))])
      assert.equal(refused.suggestedFilename(), '未导入的行-2025年隐患台账.xlsx')
      await visitor.tap(visitor.button('导入 2 行'))
      await visitor.sees('导入了 2 条')
      await visitor.goto('/hazards?state=overdue')
      await visitor.sees('插座松动')
      await visitor.goto('/imports')
      await visitor.tap(visitor.page.getByRole('link', { name: NAME }))
      await visitor.tap(visitor.button('撤销这次导入'))
      await visitor.tap(visitor.button('整批撤销'))
      await visitor.sees('已撤销，导入过 2 条')
      await stage.app.connection.collection('imports').deleteMany({})
    })
  }

  step('is refused in place when it is no workbook, and a template is offered', async () => {
    const visitor = await stage.enter(d.administrator, 'phone')
    visitor.expect(/status of 422/)
    await visitor.goto('/imports')
    await visitor.page.locator('input[type=file]').setInputFiles({ name: 'a.xlsx', mimeType: '', buffer: Buffer.from('no workbook') })
    await visitor.sees('这个文件没有收下')
    await visitor.tap(visitor.page.getByRole('radio', { name: '账号' }))
    const [template] = await Promise.all([visitor.page.waitForEvent('download'), visitor.tap(visitor.button('下载模板'))])
    assert.equal(template.suggestedFilename(), '导入模板-账号.xlsx')
  })
})
