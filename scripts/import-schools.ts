import { SYSTEM } from '../server/account/actor.ts'
import { readOnlyFile, runCommand } from '../server/command.ts'
import { readSchools } from '../server/school/school.import.ts'

await runCommand({
  usage: `用法：npm run import-schools -- 文件.csv
列：code,name,type,cluster,lat_wgs84,lng_wgs84,students,boarding,canteen,school_bus,is_demo（code 和 name 必有，
坐标是 WGS-84；lat_gcj02、lng_gcj02 两列可以留着，不读）。编码 UTF-8 或 GBK。
有一行不对就什么都不写，逐行说明。同一份文件再导一次不会有变化；已有的学校按文件更新。`,
  options: {},
  prepare: (typed) => readSchools(readOnlyFile(typed).bytes),
  async run({ services }, rows) {
    const { created, changed, unchanged } = await services.schools.importRows(rows, { id: SYSTEM })
    console.log(`学校：新增 ${created}，更新 ${changed}，未变 ${unchanged}`)
  },
})
