import assert from 'node:assert/strict'
import { PASSWORD, type Person } from '../support/app.ts'
import { photoFile, walk } from './support.ts'
import { sizeOf, type Visitor } from './visitor.ts'

const NUMBER = 'YH-2026-SC013-0001'

walk('a hazard is reported from a phone', (stage, step) => {
  let inspector: Person
  let officer: Person
  before(async () => {
    await stage.app.school('SC013', undefined, '石林中心小学')
    await stage.app.school('SC014', { lng: 114.3, lat: 35.95 }, '鹤山第二中学')
    officer = await stage.app.person('officer', { post: 'primary', schoolIds: ['SC013'], name: '王海燕' })
    inspector = await stage.app.person('inspector', { schoolIds: ['SC013', 'SC014'], name: '李建国' })
  })

  async function chooseSchool(phone: Visitor, name = '石林中心小学') {
    await phone.tap(phone.button('选学校'))
    await phone.tap(phone.button(name, phone.sheet('选学校')))
  }

  async function chooseItem(phone: Visitor) {
    await phone.tap(phone.button('用电安全'))
    await phone.tap(phone.button(/^对照检查项/))
    await phone.tap(phone.button(/^配电箱（柜）上锁/, phone.sheet('用电安全：哪一项没做到')))
  }

  const list = async () => (await inspector.request.get('/api/hazards?limit=50').expect(200)).body.items as { id: string; description: string; photoCount: number }[]
  const told = async (description: string) => (await list()).filter((hazard) => hazard.description === description)

  step('in at most nine taps and one text field', async () => {
    const phone = await stage.enter(inspector, 'phone')
    await phone.sees('没有要处理的隐患')

    phone.startCounting()
    await phone.tap(phone.tab('上报'))
    await phone.shoot(phone.button('拍照'), await photoFile('cabinet'))
    await phone.sees(phone.button('照片 1/1，已存本机'))
    await chooseSchool(phone)
    await chooseItem(phone)
    await phone.sees('11月27日 周五 24:00')
    assert.equal(await phone.button(/^一般/).getAttribute('aria-pressed'), 'true', 'the item proposes its severity')
    await phone.tap(phone.button('配电间'))
    await phone.type(phone.field('情况'), '配电箱门敞开，前面堆着拖把')
    await phone.tap(phone.button('提交上报'))
    await phone.sees('已上报')
    assert.ok(phone.taps <= 9, `${phone.taps} taps`)
    assert.equal(phone.fields, 1)

    await phone.sees('照片已全部上传，共 1 张')
    await phone.sees('11月27日 周五 24:00')
    const [hazard] = await told('配电箱门敞开，前面堆着拖把')
    const { body } = await inspector.request.get(`/api/hazards/${hazard!.id}`).expect(200)
    await phone.sees(NUMBER)
    assert.deepEqual([body.number, body.severity, body.dueOn, body.spot, body.checklistItem, body.photos.length], [NUMBER, 'general', '2026-11-27', '配电间', 'ELEC-03', 1])
  })

  step('with a draft that outlives the page, photos and all', async () => {
    const phone = await stage.enter(inspector, 'phone')
    await phone.tap(phone.tab('上报'))
    await phone.shoot(phone.button('相册'), await photoFile('stairs'))
    await phone.sees(phone.button('照片 1/1，已存本机'))
    await phone.shoot(phone.button('再拍一张'), await photoFile('handrail', [125, 143, 163]))
    await phone.sees(phone.button('照片 2/2，已存本机'))
    await chooseSchool(phone)
    await phone.type(phone.field('情况'), '三层扶手松动，手一推就晃')
    await phone.sees('草稿已存')

    await phone.page.reload()
    await phone.sees(phone.button('照片 2/2，已存本机'))
    await phone.sees(phone.button('石林中心小学'))
    assert.equal(await phone.field('情况').inputValue(), '三层扶手松动，手一推就晃')
    const { width, height } = await sizeOf(phone.button(/^照片 1\/2/).locator('img'))
    assert.ok(height > width, 'the picture stands upright, as its EXIF says')

    await phone.tap(phone.button('提交上报'))
    await phone.sees('选一个类别')
    await phone.tap(phone.button('校舍建筑'))
    await phone.tap(phone.button(/^较大/))
    await phone.tap(phone.button('楼梯间'))
    await phone.tap(phone.button('提交上报'))
    await phone.sees('照片已全部上传，共 2 张')
    assert.equal((await told('三层扶手松动，手一推就晃')).length, 1)
  })

  step('and puts it right on the spot, if that is all it takes', async () => {
    const phone = await stage.enter(inspector, 'phone')
    await fileShort(phone, '灭火器前堆着椅子')
    await phone.tap(phone.link('立行立改'))
    const form = phone.sheet('立行立改')
    await phone.shoot(phone.button('拍整改后照片', form), await photoFile('after', [143, 174, 139]))
    await phone.sees(phone.button(/^照片 1\/1/, form))
    await phone.type(phone.field('整改措施', form), '椅子当场搬走')
    await phone.tap(phone.button('立行立改，销号', form))
    await phone.sees('李建国立行立改：椅子当场搬走')
    await phone.sees(phone.page.getByLabel('期限').getByText('已销号'))
  })

  step('though the first upload fails', async () => {
    const phone = await stage.enter(inspector, 'phone')
    phone.expect(/ERR_FAILED .*\/photos\//)
    let uploads = 0
    await phone.page.route('**/api/hazards/*/photos/*', (route) => (++uploads === 1 ? route.abort() : route.continue()))
    await fileShort(phone, '插座烧黑')
    await phone.sees('照片已全部上传，共 1 张')
    assert.ok(uploads >= 2, `${uploads} uploads`)
    const [hazard] = await told('插座烧黑')
    assert.equal((await inspector.request.get(`/api/hazards/${hazard!.id}`).expect(200)).body.photos.length, 1)
  })

  step('once, though the reply was lost', async () => {
    const phone = await stage.enter(inspector, 'phone')
    phone.expect(/ERR_FAILED .*\/api\/hazards\/[^/]+$/)
    let sent = 0
    await phone.page.route(/\/api\/hazards\/[^/]+$/, async (route) => {
      if (route.request().method() !== 'PUT' || ++sent > 1) return route.continue()
      await route.fetch()
      await route.abort()
    })
    await fileShort(phone, '应急灯不亮')
    await phone.sees('照片已全部上传，共 1 张')
    assert.equal(sent, 2)
    assert.equal((await told('应急灯不亮')).length, 1)
  })

  step('though another tab had signed out meanwhile, and is told so', async () => {
    const words = '楼道堆放旧课桌，占了一半宽'
    const phone = await stage.enter(inspector, 'phone')
    phone.expect(/status of 401/)
    await phone.tap(phone.tab('上报'))
    await phone.shoot(phone.button('拍照'), await photoFile('desks', [140, 150, 165]))
    await phone.sees(phone.button('照片 1/1，已存本机'))
    await chooseSchool(phone)
    await chooseItem(phone)
    await phone.tap(phone.button('楼梯间'))
    await phone.type(phone.field('情况'), words)
    await phone.page.request.delete('/api/session', { headers: { origin: stage.app.origin } })
    await phone.tap(phone.button('提交上报'))
    await phone.sees('登录已过期，重新登录后回到刚才的页面。')
    await phone.type(phone.field('密码'), PASSWORD)
    await phone.tap(phone.button('登录'))
    await phone.sees(/^YH-2026-SC013-\d{4} 已上报，照片已传完$/)
    assert.deepEqual((await told(words)).map(({ photoCount }) => photoCount), [1])
  })

  step('or by the school itself, with the same form', async () => {
    const phone = await stage.enter(officer, 'phone')
    await phone.tap(phone.tab('自查'))
    await phone.sees(phone.button('石林中心小学'))
    assert.match(await phone.page.title(), /^自查上报/)
    await phone.type(phone.field('情况'), '写错了')
    await phone.tap(phone.button('清空重填'))
    // The time to think better of it passes: the old draft goes, and the school that the form knew stays.
    await phone.page.clock.runFor(6_000)
    await phone.sees(phone.button('石林中心小学'))
    assert.equal(await phone.field('情况').inputValue(), '')
    await phone.shoot(phone.button('拍照'), await photoFile('cabinet'))
    await phone.sees(phone.button('石林中心小学'))
    await chooseItem(phone)
    await phone.tap(phone.button('配电间'))
    await phone.type(phone.field('情况'), '自查：配电间的锁坏了')
    await phone.tap(phone.button('提交自查'))
    await phone.sees('照片已全部上传，共 1 张')
    await phone.tap(phone.link('看这一条'))
    await phone.sees('王海燕自查上报，派给王海燕')
  })

  /** An everyday report, from the to-do page to the receipt; the second school, whose spot is not remembered yet. */
  async function fileShort(phone: Visitor, description: string) {
    await phone.tap(phone.tab('上报'))
    await phone.shoot(phone.button('拍照'), await photoFile('cabinet'))
    await chooseSchool(phone, '鹤山第二中学')
    await phone.tap(phone.button('消防安全'))
    await phone.tap(phone.button(/^一般/))
    await phone.tap(phone.button('楼梯间'))
    await phone.type(phone.field('情况'), description)
    await phone.tap(phone.button('提交上报'))
    await phone.sees('已上报')
  }
})
