import assert from 'node:assert/strict'
import type { Person } from '../support/app.ts'
import { file, type District } from '../support/hazards.ts'
import { reported, walk } from './support.ts'
import type { Visitor } from './visitor.ts'

const SCHOOLS = [
  ['SC001', '石林中心小学', { lng: 114.10, lat: 35.90 }], ['SC002', '石林第二小学', { lng: 114.101, lat: 35.901 }],
  ['SC003', '鹤山第二中学', { lng: 114.30, lat: 35.98 }], ['SC004', '姬家山小学', { lng: 114.18, lat: 35.84 }], ['SC005', '施家沟教学点', null],
] as const

walk('the bureau looks over the district', (stage, step) => {
  let desk: District['desk']
  let inspector: Person
  before(async () => {
    for (const [id, name, place] of SCHOOLS) await stage.app.school(id, place, name)
    await stage.app.person('officer', { post: 'primary', schoolIds: SCHOOLS.map(([id]) => id), name: '王海燕' })
    inspector = await stage.app.person('inspector', { schoolIds: 'all', name: '李建国' })
    desk = await stage.app.person('bureau', { post: 'desk', schoolIds: 'all', name: '周科员' })
    stage.app.setClock('2026-11-01T09:00:00')
    await file(inspector, { schoolId: 'SC001', description: '楼梯间堆放课桌' })
    stage.app.setClock('2026-11-24T09:00:00')
    await file(inspector, { schoolId: 'SC001', description: '安全出口指示灯不亮', severity: 'serious' })
    await file(inspector, { schoolId: 'SC002', description: '饮水机滤芯过期' })
    await reported(inspector, { schoolId: 'SC003', description: '实验室药品柜没有上锁', severity: 'serious' })
    await file(inspector, { schoolId: 'SC003', description: '单杠松动' })
    await file(inspector, { schoolId: 'SC004', description: '围墙开裂', severity: 'serious' })
    await file(inspector, { schoolId: 'SC005', description: '炉具靠近窗帘' })
  })

  const markers = (visitor: Visitor) => visitor.page.getByRole('application').getByRole('button', { name: /：\d+ 条。/ })

  /** Every figure on the map, added up by hand. */
  async function sumOfPoints(visitor: Visitor): Promise<number> {
    const labels = await markers(visitor).evaluateAll((all: { ariaLabel: string }[]) => all.map((one) => one.ariaLabel))
    return labels.reduce((sum, label) => sum + Number(/：(\d+) 条。/.exec(label)![1]), 0)
  }

  step('on a map whose points add up to the total, and which opens each school and each hazard', async () => {
    const visitor = await stage.enter(desk, 'desk')
    await visitor.sees('图上各点合计 6 条')
    await visitor.sees('共 7 条，与列表一致')
    assert.equal(await sumOfPoints(visitor), 6)
    assert.ok(await markers(visitor).count() < 4, 'neighbours stand in one point')
    const key = visitor.page.getByRole('group', { name: '图例和状态筛选' })
    assert.match((await key.innerText()).replace(/\s+/g, ' '), /逾期 1 即将到期 0 整改中 6 待复查 0 合计 7/)

    await visitor.tap(visitor.link('另有 1 条未定位'))
    await visitor.sees(visitor.link('炉具靠近窗帘'))
    const place = visitor.page.getByRole('complementary', { name: '这一处 2 条 鹤山第二中学' })
    const point = markers(visitor).and(visitor.page.getByLabel(/^鹤山第二中学：2 条/))
    await visitor.tap(point)
    // The map makes room for the panel that has just opened: a point that moved away under the finger is tapped again.
    await place.waitFor({ timeout: 5000 }).catch(() => visitor.tap(point))
    await visitor.sees(visitor.link('单杠松动', place))
    await visitor.tap(visitor.link('实验室药品柜没有上锁', place))
    await visitor.sees(visitor.button('看整改前照片，共 1 张'))
    assert.equal(visitor.query().get('at'), 'SC003')
    await visitor.tap(visitor.button('看整改前照片，共 1 张'))
    const [download] = await Promise.all([visitor.page.waitForEvent('download'), visitor.tap(visitor.link('下载原件'))])
    assert.match(download.suggestedFilename(), /^YH-2026-SC003-\d+-before-1\.(jpg|png)$/)
    await visitor.tap(visitor.button('关闭'))
    await visitor.page.goBack()
    await visitor.sees(visitor.link('单杠松动', place))
  })

  step('narrowed by a filter that the address keeps, from the map to the table', async () => {
    const visitor = await stage.enter(desk, 'desk')
    await visitor.tap(visitor.button('等级'))
    await visitor.tap(visitor.page.getByRole('checkbox', { name: '较大' }))
    await visitor.sees('图上各点合计 3 条，与列表一致')
    assert.equal(visitor.query().get('severity'), 'serious')
    assert.equal(await sumOfPoints(visitor), 3)
    await visitor.page.reload()
    await visitor.sees(visitor.button('等级：较大'))

    await visitor.tap(visitor.link('图上各点合计 3 条，与列表一致'))
    await visitor.sees(visitor.page.getByRole('heading', { name: '隐患' }))
    await visitor.sees('到底了，共 3 条')
    assert.equal(visitor.query().get('severity'), 'serious')
    await visitor.tap(visitor.page.getByRole('row', { name: /围墙开裂/ }))
    const panel = visitor.page.getByRole('complementary', { name: '隐患详情' })
    await visitor.sees(panel.getByRole('heading', { name: '围墙开裂' }))
    await visitor.tap(visitor.button('去掉条件：等级'))
    await visitor.sees('到底了，共 7 条')
    await visitor.sees(panel.getByRole('heading', { name: '围墙开裂' }))
    await visitor.page.keyboard.press('Escape')
    await visitor.seesNot(panel)
  })

  step('and is told of what is grave: the unread count rises, and falls when it is read', async () => {
    const visitor = await stage.enter(desk, 'desk')
    await reported(inspector, { schoolId: 'SC004', description: '宿舍只剩一个出口', severity: 'major' })
    await visitor.page.clock.fastForward('01:01')
    await visitor.sees(visitor.tab('消息 1 条未读'))
    await visitor.tap(visitor.tab('消息'))
    await visitor.tap(visitor.link(/报来一条重大隐患/))
    await visitor.sees(visitor.page.getByRole('heading', { name: '宿舍只剩一个出口' }))
    await visitor.seesNot(visitor.tab('消息 1 条未读'))
  })
})
