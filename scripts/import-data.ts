import { importInto } from '../server/backup/import.ts'
import { onlyFolder, runAlone } from '../server/command.ts'

await runAlone({
  usage: `用法：npm run import-data -- 文件夹
把 export-data 的导出导入一个空库（MONGODB_URI 指的库，否则 DATA_DIR 里的内置库），先停掉应用。先核对每个文件的条数和 SHA-256，
都对才开始写；写完从库里读出来再核对一遍。中途停下的，用同一份导出再运行一次就从头来过；没有做完的库，应用不会在上面启动。`,
  options: {},
  prepare: onlyFolder,
  async run(config, folder) {
    const { collections } = await importInto(config, folder, console.log)
    console.log(`导入好了，已核对 (imported and verified)：${collections.length} 个集合，${collections.reduce((sum, { documents }) => sum + documents, 0)} 条`)
  },
})
