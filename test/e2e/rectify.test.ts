import assert from 'node:assert/strict'
import type { ReportRequest } from '../../server/contract/hazard.ts'
import { aDistrict, done, evidence, type District } from '../support/hazards.ts'
import { photoFile, reported, walk } from './support.ts'
import { sizeOf, type Visitor } from './visitor.ts'

walk('a hazard is put right at the school and rechecked', (stage, step) => {
  let people: District
  before(async () => { people = await aDistrict(stage.app) })

  const report = (description: string, fields: Partial<ReportRequest> = {}) => reported(people.inspector, { description, ...fields })
  /** The words at the top of a hazard's page that say how it stands. */
  const standing = (visitor: Visitor, words: string) => visitor.page.getByRole('region', { name: '期限' }).getByText(words, { exact: true })

  async function putRight(phone: Visitor, title: '整改销号' | '提交整改', measures: string, opener: string = title) {
    await phone.tap(phone.button(opener))
    const form = phone.sheet(title)
    await phone.shoot(phone.button('拍整改后照片', form), await photoFile('after', [143, 174, 139]))
    await phone.sees(phone.button(/^照片 1\/1/, form))
    await phone.type(phone.field('整改措施', form), measures)
    await phone.tap(phone.button(title, form))
  }

  step('by the officer, who finds it in order of urgency and closes a general one', async () => {
    stage.app.setClock('2026-11-02T09:00:00')
    await report('楼梯扶手松动')
    stage.app.setClock('2026-11-24T09:00:00')
    await report('操场围网破洞')
    await report('疏散通道上锁', { severity: 'major' })
    await report('配电箱没有上锁', { severity: 'serious' })

    const phone = await stage.enter(people.officer, 'phone')
    await phone.sees('逾期 7 天')
    await phone.sees('还没签收')
    const order = await phone.page.getByRole('heading', { level: 3 }).allTextContents()
    assert.deepEqual(order, ['楼梯扶手松动', '疏散通道上锁', '配电箱没有上锁', '操场围网破洞'])

    await phone.tap(phone.link('操场围网破洞'))
    await phone.sees('剩 15 天')
    await phone.tap(phone.button('看整改前照片，共 1 张'))
    const large = await sizeOf(phone.sheet('照片').getByRole('img', { name: '整改前：操场围网破洞' }))
    assert.ok(large.height > large.width && large.height >= 1600, 'large and upright')
    await phone.tap(phone.button('关闭', phone.sheet('照片')))

    await phone.tap(phone.button('签收'))
    await phone.sees('王海燕签收')
    await putRight(phone, '整改销号', '破洞补好，换了三段围网')
    await phone.sees(standing(phone, '已销号'))
    await phone.sees('王海燕整改并销号：破洞补好，换了三段围网')
    assert.ok((await sizeOf(phone.button('看整改后照片，共 1 张').locator('img'))).width > 0)
  })

  step('and sent back by the inspector once, before a serious one is accepted', async () => {
    const { id } = await report('食堂燃气管老化', { severity: 'serious' })
    const officer = await stage.enter(people.officer, 'phone')
    await officer.tap(officer.link('食堂燃气管老化'))
    await putRight(officer, '提交整改', '换了一段燃气管')
    await officer.sees(standing(officer, '待复查'))

    const inspector = await stage.enter(people.inspector, 'phone')
    await inspector.sees('等你复查')
    await inspector.tap(inspector.link('食堂燃气管老化'))
    await inspector.sees('王海燕提交整改：换了一段燃气管')
    await inspector.tap(inspector.button('退回'))
    const back = inspector.sheet('退回整改')
    await inspector.type(inspector.field('还差什么', back), '接头处还在漏，要做保压试验')
    await inspector.tap(inspector.button('退回整改', back))
    await inspector.sees('李建国退回：接头处还在漏，要做保压试验')

    await officer.tap(officer.button('返回'))
    await officer.tap(officer.link('食堂燃气管老化'))
    await officer.sees('接头处还在漏，要做保压试验')
    await putRight(officer, '提交整改', '接头重做，保压一小时不降', '重新提交整改')
    await officer.sees(standing(officer, '待复查'))

    await inspector.goto(`/hazards/${id}`)
    await accept(inspector)
    await inspector.sees(standing(inspector, '已销号'))
  })

  async function accept(visitor: Visitor) {
    await visitor.tap(visitor.button('复查通过'))
    await visitor.tap(visitor.button('复查通过', visitor.sheet('复查通过')))
  }

  step('twice for a major one, the last time by the bureau', async () => {
    const { id } = await report('宿舍安全出口被封', { severity: 'major' })
    const plan = { measures: '拆除封堵', fundsYuan: 0, dueOn: '2026-12-01', responsible: '赵立新', emergencyPlan: '专人值守' }
    await done(people.officer, id, { action: 'submitPlan', ...plan })
    await done(people.desk, id, { action: 'approvePlan' })
    await done(people.officer, id, { action: 'rectify', ...await evidence(people.officer, id) })

    const inspector = await stage.enter(people.inspector, 'phone')
    await inspector.tap(inspector.link('宿舍安全出口被封'))
    await accept(inspector)
    await inspector.sees('李建国复查通过，还要局里再复查一次')
    await inspector.sees(standing(inspector, '待复查'))

    const desk = await stage.enter(people.desk, 'desk')
    await desk.tap(desk.tab('待办'))
    await desk.tap(desk.link('宿舍安全出口被封'))
    await desk.sees('已有一人复查通过')
    await accept(desk)
    await desk.sees('周科员复查通过，销号')
    await desk.sees(standing(desk, '已销号'))
  })

  step('by one of two who try at once; the other reads who was first and keeps the words', async () => {
    const { id } = await report('图书馆窗扇脱落')
    const [first, second] = [await stage.enter(people.officer, 'phone'), await stage.enter(people.deputy, 'phone')]
    second.expect(/status of (403|409)/)
    await first.goto(`/hazards/${id}`)
    await second.goto(`/hazards/${id}`)
    await second.tap(second.button('整改销号'))
    const form = second.sheet('整改销号')
    await second.type(second.field('整改措施', form), '重装窗扇，加了限位器')
    await second.shoot(second.button('拍整改后照片', form), await photoFile('after'))
    await second.sees(second.button(/^照片 1\/1/, form))

    await putRight(first, '整改销号', '窗扇拆下换新')
    await first.sees(standing(first, '已销号'))
    await second.tap(second.button('整改销号', form))
    await second.sees('王海燕刚刚销号了这一条。')
    await second.sees('你写的和拍的都还在。看过新的情况再决定。')
    assert.equal(await second.field('整改措施', form).inputValue(), '重装窗扇，加了限位器')
    await second.sees(second.button(/^照片 1\/1/, form))
  })

  step('and once, though the reply was lost', async () => {
    const { id } = await report('走廊灯罩碎裂')
    const phone = await stage.enter(people.officer, 'phone')
    phone.expect(/ERR_FAILED .*\/actions\//)
    let sent = 0
    await phone.page.route('**/api/hazards/*/actions/*', async (route) => {
      if (++sent > 1) return route.continue()
      await route.fetch()
      await route.abort()
    })
    await phone.goto(`/hazards/${id}`)
    await putRight(phone, '整改销号', '换了灯罩')
    await phone.sees(standing(phone, '已销号'))
    const { body } = await people.officer.request.get(`/api/hazards/${id}`).expect(200)
    assert.equal(body.history.filter(({ action }: { action: string }) => action === 'close').length, 1)
  })
})
