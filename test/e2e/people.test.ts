import assert from 'node:assert/strict'
import { PASSWORD, type Person } from '../support/app.ts'
import { photoFile, walk } from './support.ts'

walk('accounts are made, used and closed', (stage, step) => {
  let administrator: Person
  let auditor: Person
  before(async () => {
    await stage.app.school('SC013', undefined, '石林中心小学')
    administrator = await stage.app.person('administrator', { name: '管理员' })
    auditor = await stage.app.person('auditor', { name: '审计员' })
  })

  step('with a one-time password that is shown once and changed first', async () => {
    const desk = await stage.enter(administrator, 'desk')
    await desk.tap(desk.button('新建账号'))
    const form = desk.sheet('新建账号')
    await desk.type(desk.field('用户名', form), 'ma.xiaoli')
    await desk.type(desk.field('姓名', form), '马晓丽')
    await desk.field('角色', form).selectOption({ label: '安全员' })
    await desk.field('岗位', form).selectOption({ label: '主责' })
    await desk.tap(form.getByRole('checkbox', { name: /石林中心小学/ }))
    await desk.tap(desk.button('建账号', form))
    const shown = desk.sheet('一次性密码')
    const password = await shown.getByRole('definition').nth(1).innerText()
    await desk.tap(desk.button('已经交给本人', shown))
    await desk.sees(desk.page.getByRole('row', { name: /马晓丽 ma\.xiaoli 安全员 · 主责 石林中心小学 .*未改初始密码/ }))
    await desk.tap(desk.button('马晓丽'))
    await desk.sees(desk.sheet('账号').getByText('ma.xiaoli'))
    assert.equal(await desk.page.getByText(password).count(), 0, 'the password is not shown again')

    const phone = await stage.enter({ username: 'ma.xiaoli' }, 'phone', password)
    await phone.sees('先设一个自己的密码')
    await phone.goto('/todo')
    await phone.sees('先设一个自己的密码')
    await phone.type(phone.field('现在的密码'), password)
    await phone.type(phone.field('新密码'), PASSWORD)
    await phone.type(phone.field('再写一遍新密码'), PASSWORD)
    await phone.tap(phone.button('改密码'))
    await phone.sees('没有要处理的隐患')
  })

  step('until one is disabled, which ends its sessions at once', async () => {
    const phone = await stage.enter({ username: 'ma.xiaoli' }, 'phone')
    phone.expect(/status of 401/)
    await phone.tap(phone.tab('自查'))
    await phone.shoot(phone.button('拍照'), await photoFile('cabinet'))
    await phone.sees(phone.button('照片 1/1，已存本机'))

    const desk = await stage.enter(administrator, 'desk')
    await desk.tap(desk.button('马晓丽'))
    const form = desk.sheet('账号')
    await desk.tap(desk.button('停用账号', form))
    await desk.sees('立刻退出登录；名下没有销号的隐患转给下一位责任人。')
    await desk.tap(desk.button('停用账号', form))
    await desk.sees(desk.page.getByRole('row', { name: /马晓丽 .*已停用/ }))

    await phone.goto('/todo')
    await phone.type(phone.field('密码'), PASSWORD)
    await phone.tap(phone.button('登录'))
    await phone.sees('用户名或密码不对。分清大小写，再试一次。')
  })

  step('and the auditor reads of all of it', async () => {
    const desk = await stage.enter(auditor, 'desk')
    await desk.sees(desk.page.getByRole('row', { name: /管理员 新建账号 .*已做/ }))
    await desk.sees(desk.page.getByRole('row', { name: /管理员 改账号 .*已做/ }))
    await desk.sees(desk.page.getByRole('row', { name: /马晓丽 改自己的密码/ }))
    await desk.sees(desk.page.getByRole('row', { name: /登录失败/ }))
    await desk.goto('/admin/accounts')
    await desk.page.waitForURL('**/audit')
  })
})
