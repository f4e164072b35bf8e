import assert from 'node:assert/strict'
import { aDistrict, done, evidence, type District } from '../support/hazards.ts'
import { reported, walk, type Device } from './support.ts'

walk('every page keeps its shape', (stage, step) => {
  let people: District
  let id: string
  before(async () => {
    people = await aDistrict(stage.app)
    const long = '三号教学楼北侧疏散楼梯一层至三层堆放旧课桌、废纸箱和清洁工具，宽度不足六十厘米，LIFT-BUTTON-PANEL-WITHOUT-ANY-BREAK-IN-IT'
    ;({ id } = await reported(people.inspector, { description: long, severity: 'serious' }))
    await reported(people.inspector, { description: '实验室通风橱不转' })
    const waits = await reported(people.inspector, { description: '灭火器过期', severity: 'serious' })
    await done(people.officer, waits.id, { action: 'rectify', ...await evidence(people.officer, waits.id) })
  })

  const FIELD = () => ['/todo', '/hazards', '/hazards?state=closed', '/map', '/map?at=SC013', '/report', `/hazards/${id}`, '/inbox', '/me', '/password', '/nowhere']
  const walks: readonly [keyof District, Device, () => string[]][] = [
    ['inspector', 'phone', FIELD], ['officer', 'phone', FIELD], ['desk', 'phone', FIELD], ['leader', 'desk', FIELD],
    ['administrator', 'phone', () => ['/admin/accounts', '/admin/schools', '/me']], ['auditor', 'phone', () => ['/audit', '/me']],
  ]
  for (const [who, device, pages] of walks) {
    step(`for the ${who} on the ${device}, in English and in the dark`, async () => {
      const visitor = await stage.enter(people[who], device)
      visitor.expect(/status of 404/)
      await visitor.goto('/me')
      await visitor.tap(visitor.page.getByRole('radio', { name: 'English' }))
      await visitor.sees('Appearance')
      await visitor.tap(visitor.page.getByRole('radio', { name: 'Dark' }))
      for (const path of pages()) {
        await visitor.goto(path)
        await visitor.page.waitForLoadState('networkidle')
        const { theme, language, paper, words } = await visitor.page.evaluate<Record<string, string>>(LOOK)
        assert.deepEqual({ theme, language, paper }, { theme: 'dark', language: 'en', paper: 'rgb(14, 19, 17)' }, path)
        assert.doesNotMatch(words!, /登录|返回|待办|正在取|提交|剩|逾期|\{\w+\}|undefined|NaN/, path)
        if (device === 'phone') await visitor.fits()
      }
    })
  }
})

const LOOK = `({
  theme: document.documentElement.dataset.theme, language: document.documentElement.lang,
  paper: getComputedStyle(document.body).backgroundColor, words: document.querySelector('#main').innerText,
})`
