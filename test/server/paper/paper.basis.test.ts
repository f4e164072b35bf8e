import assert from 'node:assert/strict'
import { allBases } from '../../../server/checklist/checklist.ts'
import { printedBasis } from '../../../server/paper/paper.basis.ts'
import { titleLines } from '../../../server/paper/forms/parts.ts'
import { longDates, severityToSchool, severityUpward } from '../../../server/paper/paper.words.ts'

const read = (text: string) => ({ text, status: 'read' as const })

describe('the basis as a paper prints it', () => {
  it('joins the articles of one law, in their order', () => {
    assert.equal(printedBasis([read('消防法第二十八条'), read('消防法第十六条；河南省消防条例第三十五条')]), '《消防法》第十六条、第二十八条；《河南省消防条例》第三十五条')
  })

  it('puts the number of a document or a standard behind its name', () => {
    assert.equal(printedBasis([read('教育系统重大事故隐患判定指南（教发厅函〔2024〕20号）第三条（一）第9项')]), '《教育系统重大事故隐患判定指南》（教发厅函〔2024〕20号）第三条（一）第9项')
    assert.equal(printedBasis([read('GB 45067-2024 特种设备重大事故隐患判定准则 4.1、4.3')]), '《特种设备重大事故隐患判定准则》（GB 45067-2024）4.1、4.3')
  })

  it('drops what explains an item to whoever checks, what is 待核, an old edition, and an item without a checked rule', () => {
    assert.equal(printedBasis([read('体育法第一百零五条（经营性开放）')]), '《体育法》第一百零五条')
    assert.equal(printedBasis([read('危险化学品安全管理条例第二十四条（现行条号待核）；中小学幼儿园安全管理办法（教育部等令第23号）第二十二条')]), '《中小学幼儿园安全管理办法》（教育部等令第23号）第二十二条')
    assert.equal(printedBasis([read('中小学校设计规范 GB 50099（条文待核）；旧版 GBJ 99-86 第6.2.3条'), { text: '某法第一条', status: 'none' }]), '')
  })

  it('never lets 待核 through, whatever the checklists say', () => {
    for (const basis of allBases()) assert.doesNotMatch(printedBasis([basis]), /待核|旧版/, basis.code)
  })
})

describe('words of the papers', () => {
  it('say a date’s year and month once', () => {
    assert.equal(longDates(['2026-11-12', '2026-11-09', '2026-11-12']), '2026年11月9日、12日')
    assert.equal(longDates(['2026-12-31', '2027-01-02']), '2026年12月31日、2027年1月2日')
  })

  it('weigh a hazard for the school and upward', () => {
    assert.equal(severityToSchool({ severity: 'serious' }), '一般（较大）')
    assert.equal(severityToSchool({ severity: 'major' }), '重大（建议）')
    assert.equal(severityToSchool({ severity: 'major', confirmedMajor: {} }), '重大')
    assert.deepEqual([severityUpward({ severity: 'serious' }, true), severityUpward({ severity: 'serious' }, false)], ['一般', '较大'])
  })

  it('break a title by sense, never within brackets, and where it was typed', () => {
    assert.deepEqual(titleLines('关于商请协助消除石林中学校门外交通安全隐患的函'), ['关于商请协助消除石林中学', '校门外交通安全隐患的函'])
    assert.deepEqual(titleLines('关于甲\n的函'), ['关于甲', '的函'])
    const long = titleLines('关于商请协助消除石林镇北村小学（石林中心小学北村教学点）校门外道路交通安全隐患的函')
    assert.ok(long.every((line) => line.length <= 18 && !/^[）、，的]/.test(line)), long.join('|'))
  })
})
