import assert from 'node:assert/strict'
import type { Person } from '../support/app.ts'
import { photoFile, reported, walk } from './support.ts'

walk('a hazard is found again', (stage, step) => {
  let inspector: Person
  let desk: Person
  let known: string
  before(async () => {
    await stage.app.school('SC013', undefined, '石林镇中心小学')
    await stage.app.school('SC014', { lng: 114.3, lat: 35.95 }, '鹤山第二中学')
    await stage.app.person('officer', { post: 'primary', schoolIds: ['SC013'], name: '王海燕' })
    inspector = await stage.app.person('inspector', { schoolIds: ['SC013', 'SC014'], name: '李建国' })
    desk = await stage.app.person('bureau', { post: 'desk', schoolIds: 'all', name: '周科员' })
    known = (await reported(inspector, { schoolId: 'SC013', spot: '教学楼二层西侧', description: '灭火器压力不足，指针在红区', severity: 'general' })).id
    await reported(inspector, { schoolId: 'SC013', spot: '食堂后厨', category: 'ELEC', description: '插座没有盖板，旁边就是水池' })
    await reported(inspector, { schoolId: 'SC014', spot: '宿舍三层', description: '灭火器箱上了锁', severity: 'serious' })
  })

  step('by two characters, which are marked, and kept as a view that says how many there are', async () => {
    const visitor = await stage.enter(desk, 'desk')
    await visitor.goto('/hazards')
    await visitor.sees('到底了，共 3 条')
    await visitor.page.keyboard.press('/')
    await visitor.page.keyboard.type('灭火')
    await visitor.page.clock.runFor(1000)
    await visitor.sees('到底了，共 2 条')
    assert.equal(visitor.query().get('q'), '灭火')
    assert.deepEqual(await visitor.page.locator('mark').allTextContents(), ['灭火', '灭火'])

    await visitor.tap(visitor.button('视图'))
    const sheet = visitor.sheet('视图')
    await visitor.sees(sheet.getByText('搜索“灭火”'))
    await visitor.type(visitor.field('视图名', sheet), '灭火器专项')
    await visitor.tap(visitor.button('存为视图', sheet))
    await visitor.sees(visitor.button('灭火器专项 2'))

    await visitor.type(visitor.page.getByRole('searchbox'), '石林 插座')
    await visitor.page.clock.runFor(1000)
    await visitor.sees('到底了，共 1 条')
    await visitor.tap(visitor.button('全部未销号 3'))
    await visitor.sees('到底了，共 3 条')
    assert.equal(await visitor.page.getByRole('searchbox').inputValue(), '')
    await visitor.page.reload()
    await visitor.tap(visitor.button('灭火器专项 2'))
    await visitor.sees('到底了，共 2 条')
    assert.equal(await visitor.page.getByRole('searchbox').inputValue(), '灭火')
  })

  step('and several are reminded of at once, each with its own result', async () => {
    const visitor = await stage.enter(desk, 'desk')
    await visitor.goto('/hazards')
    await visitor.sees('到底了，共 3 条')
    for (const hazard of ['灭火器压力不足，指针在红区', '灭火器箱上了锁']) await visitor.page.getByRole('checkbox', { name: `选定：${hazard}` }).check()
    await visitor.sees('已选 2 条')
    await visitor.sees(visitor.button('导出台账', visitor.page.getByRole('region', { name: '对选定的隐患' })))
    await visitor.tap(visitor.button('催办'))
    const sheet = visitor.sheet('催办 2 条')
    await visitor.tap(visitor.button('催办 2 条', sheet))
    // The second school has nobody: its hazard is the desk's own, and nobody reminds himself.
    await visitor.sees(sheet.getByText('办成 1 条，没办成 1 条。'))
    await visitor.sees(visitor.link('灭火器箱上了锁', sheet))
    await visitor.tap(visitor.button('关闭', sheet).last())
    await visitor.sees('已选 1 条')
    await visitor.page.keyboard.press('Escape')
    await visitor.seesNot('已选 1 条')
  })

  step('by its number, on a phone', async () => {
    const phone = await stage.enter(inspector, 'phone')
    await phone.tap(phone.tab('隐患'))
    await phone.type(phone.page.getByRole('searchbox'), 'sc014-0001')
    await phone.page.clock.runFor(1000)
    await phone.sees('到底了，共 1 条')
    await phone.tap(phone.link('灭火器箱上了锁'))
    await phone.sees(phone.page.getByRole('heading', { name: '灭火器箱上了锁' }))
  })

  step('while it is about to be reported twice: what was typed and shot goes over to it', async () => {
    const phone = await stage.enter(inspector, 'phone')
    await phone.tap(phone.tab('上报'))
    await phone.shoot(phone.button('拍照'), await photoFile('again', [120, 150, 170]))
    await phone.sees(phone.button('照片 1/1，已存本机'))
    await phone.tap(phone.button('选学校'))
    await phone.tap(phone.button('石林镇中心小学', phone.sheet('选学校')))
    await phone.tap(phone.button('消防安全'))
    await phone.type(phone.field('位置'), '教学楼二层')
    await phone.type(phone.field('情况'), '西头灭火器压力低')
    await phone.page.clock.runFor(1500)
    await phone.tap(phone.button('可能已经报过：有 1 条相像，看一看'))
    const sheet = phone.sheet('是不是这一条')
    await phone.sees(sheet.getByText('灭火器压力不足，指针在红区'))
    await phone.sees(sheet.getByText('同一位置、说的相近'))
    await phone.sees(sheet.locator('img'))
    await phone.tap(phone.button('就是这一条', sheet))

    await phone.page.waitForURL((url) => url.pathname === `/hazards/${known}`)
    const form = phone.page.getByRole('dialog')
    assert.equal(await form.getByRole('textbox').inputValue(), '教学楼二层：西头灭火器压力低')
    await phone.sees(phone.button(/^照片 1\/1/, form))
    await phone.page.reload()
    await phone.tap(phone.button('留言'))
    await phone.sees(phone.button(/^照片 1\/1/, form))
    await phone.tap(form.getByRole('button', { name: '发出' }))
    await phone.sees('教学楼二层：西头灭火器压力低')
    const { body } = await inspector.request.get('/api/hazards?limit=50').expect(200)
    assert.equal(body.items.length, 3)
    const record = (await inspector.request.get(`/api/hazards/${known}`).expect(200)).body
    assert.equal(record.history.at(-1).action, 'comment')
    assert.equal(record.history.at(-1).photoIds.length, 1)
    await phone.goto('/report')
    assert.equal(await phone.field('情况').inputValue(), '')
  })
})
