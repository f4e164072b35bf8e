import assert from 'node:assert/strict'
import { aDistrict, done, evidence, type District } from '../support/hazards.ts'
import { reported, walk, type Device } from './support.ts'

walk('every page keeps its shape', (stage, step) => {
  let people: District
  let id: string
  let grave: string
  before(async () => {
    people = await aDistrict(stage.app)
    const long = '三号教学楼北侧疏散楼梯一层至三层堆放旧课桌、废纸箱和清洁工具，宽度不足六十厘米，LIFT-BUTTON-PANEL-WITHOUT-ANY-BREAK-IN-IT'
    ;({ id } = await reported(people.inspector, { description: long, severity: 'serious' }))
    await reported(people.inspector, { description: '实验室通风橱不转' })
    const waits = await reported(people.inspector, { description: '灭火器过期', severity: 'serious' })
    await done(people.officer, waits.id, { action: 'rectify', ...await evidence(people.officer, waits.id) })
    ;({ id: grave } = await reported(people.inspector, { description: '宿舍楼承重墙开裂', severity: 'major' }))
    const plan = { measures: '加固', fundsYuan: 186000, dueOn: '2027-01-15', responsible: '赵立新', emergencyPlan: '封楼' }
    await done(people.officer, grave, { action: 'submitPlan', ...plan })
    await done(people.officer, grave, { action: 'requestExtension', dueOn: '2026-12-30', reason: '等检测报告', interimMeasures: '停用' })
    await done(people.desk, grave, { action: 'confirmMajor', basis: '判定标准第五条' })
    await done(people.desk, grave, { action: 'supervise', supervisor: '郑局长' })
  })

  /** Everybody's pages once; then, for each role, those that look different to it. */
  const walks: readonly [keyof District, Device, () => string[]][] = [
    ['inspector', 'phone', () => ['/todo', '/hazards', '/hazards?state=closed', '/map', '/report', `/hazards/${id}`, '/inbox', '/password', '/nowhere']],
    ['officer', 'phone', () => ['/todo', '/report', `/hazards/${id}`, `/hazards/${grave}`, '/inbox']],
    ['desk', 'phone', () => ['/todo', '/imports', '/map', '/map?at=SC013', `/hazards/${id}`, `/hazards/${grave}`]],
    ['leader', 'desk', () => ['/map?at=SC013', '/hazards', `/hazards/${id}`]],
    ['administrator', 'phone', () => ['/admin/accounts', '/admin/schools', '/imports']], ['auditor', 'phone', () => ['/audit']],
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
