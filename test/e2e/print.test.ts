import assert from 'node:assert/strict'
import type { Person } from '../support/app.ts'
import { done, evidence, file } from '../support/hazards.ts'
import { reported, walk } from './support.ts'
import type { Visitor } from './visitor.ts'

/** Between the margins of an A4 page, in CSS pixels of 96 to the inch. */
const PAGE = { width: Math.floor(180 / 25.4 * 96), height: Math.floor(267 / 25.4 * 96) }

interface Paper { name: string; text: string; heights: number[]; pictures: number[]; shown: boolean }

walk('a selection goes onto paper', (stage, step) => {
  let inspector: Person
  let desk: Person
  const long = '墙面裂缝从窗角斜着伸到梁底，'.repeat(130).slice(0, 1900)
  before(async () => {
    await stage.app.school('SC013', undefined, '石林镇中心小学')
    await stage.app.school('SC014', { lng: 114.3, lat: 35.95 }, '鹤山第二中学')
    const officer = await stage.app.person('officer', { post: 'primary', schoolIds: ['SC013'], name: '王海燕' })
    inspector = await stage.app.person('inspector', { schoolIds: ['SC013', 'SC014'], name: '李建国' })
    desk = await stage.app.person('bureau', { post: 'desk', schoolIds: 'all', name: '周科员' })
    await reported(inspector, { schoolId: 'SC013', spot: '教学楼二层西侧', description: '灭火器压力不足，指针在红区' })
    const cracked = await reported(inspector, { schoolId: 'SC013', spot: '教学楼三层', description: long, severity: 'serious' })
    await done(officer, cracked.id, { action: 'rectify', ...await evidence(officer, cracked.id), measures: '凿开，植筋，灌浆，'.repeat(200).slice(0, 1900) })
    await done(inspector, cracked.id, { action: 'return', reason: '没有找出裂缝的原因，'.repeat(50).slice(0, 490) })
    await reported(inspector, { schoolId: 'SC014', spot: '宿舍三层', description: '灭火器箱上了锁', severity: 'serious' })
    await file(inspector, { schoolId: 'SC013', spot: '操场', description: '单杠松动' })
  })

  /** Opens a list in which printing only keeps what would have gone to the printer. */
  async function atList(person: Person, device: 'phone' | 'desk'): Promise<Visitor> {
    const visitor = await stage.enter(person, device)
    await visitor.page.addInitScript({ content: 'window.print = () => { window.asked = (window.asked ?? 0) + 1; window.under = document.title }' })
    await visitor.goto('/hazards')
    await visitor.sees('到底了，共 4 条')
    return visitor
  }
  const tick = (visitor: Visitor, hazard: string | RegExp) => visitor.page.getByRole('checkbox', { name: typeof hazard === 'string' ? `选定：${hazard}` : hazard }).check()
  const bar = (visitor: Visitor) => visitor.page.getByRole('region', { name: '对选定的隐患' })

  /** What lies on the paper, and whether the page behind it is left off. */
  async function paperOf({ page }: Visitor): Promise<Paper> {
    const screen = page.viewportSize()!
    await page.emulateMedia({ media: 'print' })
    await page.setViewportSize(PAGE)
    const paper = await page.evaluate<Paper>(`(() => {
      const root = document.querySelector('.selection-paper')
      return {
        name: window.under, text: root.innerText, heights: [...root.querySelectorAll('article')].map((one) => one.getBoundingClientRect().height),
        pictures: [...root.querySelectorAll('img[data-print]')].map((one) => one.naturalWidth), shown: document.querySelector('#main').checkVisibility(),
      }
    })()`)
    await page.emulateMedia({ media: null })
    await page.setViewportSize(screen)
    return paper
  }
  const pagesOf = async ({ page }: Visitor) => (await page.pdf({ preferCSSPageSize: true })).toString('latin1').match(/\/Type \/Page\b(?!s)/g)?.length

  step('with its photos, a head that says who, when and what, and no block longer than a page', async () => {
    const visitor = await atList(desk, 'desk')
    await visitor.tap(visitor.page.getByRole('checkbox', { name: '全选已取到的' }))
    await visitor.tap(visitor.button('打印', bar(visitor)))
    await visitor.sees('打印了 4 条。')
    assert.equal(await visitor.page.evaluate('window.asked'), 1)
    const paper = await paperOf(visitor)
    assert.equal(paper.name, '隐患整改记录 2026-11-24 4 条')
    assert.match(paper.text, /隐患整改记录 4 条\s+周科员 打印，数据截至 2026-11-24 09:0\d\s+选定 4 条，选自：全部未销号；按紧急排序/)
    for (const part of ['灭火器压力不足，指针在红区', '灭火器箱上了锁', '单杠松动', '李建国退回：没有找出裂缝的原因', '照片在路上 0/1']) assert.ok(paper.text.includes(part), part)
    assert.equal(paper.shown, false)
    assert.equal(paper.pictures.length, 4)
    assert.ok(paper.pictures.every((width) => width > 0), `pictures of ${paper.pictures.join(', ')} px`)
    assert.equal(paper.heights.length, 4)
    assert.ok(Math.max(...paper.heights) < PAGE.height * 0.85, `the highest block is ${Math.max(...paper.heights)} px`)
    assert.ok((await pagesOf(visitor))! <= 4)
    await visitor.sees('打印了 4 条。')
  })

  step('on a phone, or into the ledger: what cannot be read is named with its reason and does not keep the rest', async () => {
    const phone = await atList(inspector, 'phone')
    await phone.tap(phone.button('选择'))
    await tick(phone, '单杠松动')
    await tick(phone, '灭火器箱上了锁')
    await phone.sees('已选 2 条')
    await stage.app.connection.collection('accounts').updateOne({ username: inspector.username }, { $set: { schoolIds: ['SC013'] } })
    phone.expect(/status of 404/)
    await phone.tap(phone.button('导出台账', bar(phone)))
    const ledger = phone.sheet('导出台账')
    await Promise.all([phone.page.waitForEvent('download'), phone.tap(phone.button('导出', ledger))])
    await phone.sees(ledger.getByText('导出了 1 条，没有导出 1 条：'))
    await phone.sees(ledger.getByText('灭火器箱上了锁'))
    await phone.tap(phone.button('关闭', ledger))

    await phone.tap(phone.button('打印', bar(phone)))
    const sheet = phone.sheet('打印 2 条')
    await phone.sees(sheet.getByText('可以打印 1 条，没取到 1 条。'))
    await phone.sees(phone.link('灭火器箱上了锁', sheet))
    await phone.sees(sheet.getByText('没有这一条'))
    assert.equal(await phone.page.evaluate('window.asked'), undefined)
    await phone.tap(phone.button('打印 1 条', sheet))
    await phone.sees(sheet.getByText('打印了 1 条，没有打印 1 条。'))
    const paper = await paperOf(phone)
    assert.match(paper.text, /选定 2 条.*\s+没有打印 1 条：\s+YH-2026-SC014-0001 · .*宿舍三层 · .*没有这一条/)
    assert.ok(paper.text.includes('单杠松动') && !paper.text.includes('灭火器箱上了锁'))

    await stage.app.connection.collection('accounts').updateOne({ username: inspector.username }, { $set: { schoolIds: ['SC013', 'SC014'] } })
    await phone.tap(phone.button('再取一次', sheet))
    await phone.sees(sheet.getByText('打印了 2 条。'))
    await phone.tap(phone.button('关闭', sheet).last())
    await phone.tap(phone.button('退出选择'))
    await phone.seesNot(bar(phone))
  })

  step('also without the photo that did not come, whose place says so', async () => {
    const visitor = await atList(desk, 'desk')
    await visitor.page.route('**/display', (route) => route.abort())
    visitor.expect(/ERR_FAILED/)
    await tick(visitor, '灭火器箱上了锁')
    await visitor.tap(visitor.button('打印', bar(visitor)))
    await visitor.sees('缺照片 1 张，纸上写明了')
    await visitor.tap(visitor.button('打印 1 条'))
    assert.match((await paperOf(visitor)).text, /照片没有取到/)
    await visitor.page.unroute('**/display')
    await visitor.tap(visitor.button('再取一次'))
    await visitor.seesNot('缺照片 1 张，纸上写明了')
    await visitor.sees('打印了 1 条。')
    assert.doesNotMatch((await paperOf(visitor)).text, /照片没有取到/)
  })
})
