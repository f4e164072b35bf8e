import assert from 'node:assert/strict'
import { initialsOf } from '../../../server/school/school.initials.ts'

describe('the initials of a school', () => {
  const promised: Record<string, string> = {
    '区实验中学': 'qsyzx', '石林镇中心幼儿园': 'slzzxyey', '区九年一贯制学校': 'qjnygzxx',
    // Polyphones read by their word: 长 cháng and zhǎng, 重 chóng and zhòng, 行 xíng and háng, 乐 lè, yuè.
    '长风小学': 'cfxx', '成长幼儿园': 'czyey', '重庆路小学': 'cqlxx', '重点中学': 'zdzx', '行知学校': 'xzxx', '银行路小学': 'yhlxx',
    '太行路小学': 'thlxx', '音乐幼儿园': 'yyyey', '快乐幼儿园': 'klyey', '朝阳路小学': 'cylxx', '厦门路小学': 'xmlxx',
    // Letters and digits stay, brackets go.
    '区第36中学': 'qd36zx', 'ABC双语学校(东校区)': 'abcsyxxdxq', '鹤壁市（新区）小学': 'hbsxqxx',
  }
  for (const [name, initials] of Object.entries(promised)) it(`${name} is ${initials}`, () => assert.equal(initialsOf(name), initials))
})
