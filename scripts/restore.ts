import { restoreBackup } from '../server/backup/restore.ts'
import { onlyFolder, runAlone } from '../server/command.ts'

await runAlone({
  usage: `用法：DATA_DIR=新的数据文件夹 npm run restore -- 备份文件夹
把 npm run backup 做的备份恢复到一个新的或空的 DATA_DIR。先逐个文件核对校验值，再打开数据库数一遍，都对才放到位；
有一处不对就什么都不留下。恢复完用同一个 DATA_DIR 启动应用。`,
  options: {},
  prepare: onlyFolder,
  async run(config, folder) {
    const { madeAt, collections } = await restoreBackup({ where: config, folder })
    const documents = Object.values(collections).reduce((sum, count) => sum + count, 0)
    console.log(`恢复好了 (restored)：${config.DATA_DIR}
${Object.keys(collections).length} 个集合，${documents} 条，备份于 ${madeAt}`)
  },
})
