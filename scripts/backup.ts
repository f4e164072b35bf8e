import { makeBackup } from '../server/backup/backup.ts'
import { onlyFolder, runAlone } from '../server/command.ts'

await runAlone({
  usage: `用法：npm run backup -- 文件夹
把内置数据库（DATA_DIR）和会话密钥等一并复制到一个新的或空的文件夹，应用可以照常运行。复制的是同一时刻的数据；
复制完打开核对过、写下 backup.json 才算数，中途停下不会留下半份。里面有全部数据和密钥，只有本人可读 (0600)，请妥善保管。
恢复用 npm run restore。设置了 MONGODB_URI 时请用 mongodump 或 npm run export-data。`,
  options: {},
  prepare: onlyFolder,
  async run(config, folder) {
    const { files, collections } = await makeBackup({ where: config, folder, now: new Date() })
    const documents = Object.values(collections).reduce((sum, count) => sum + count, 0)
    const megabytes = files.reduce((sum, { bytes }) => sum + bytes, 0) / 1_000_000
    console.log(`备份好了 (backed up)：${folder}
${Object.keys(collections).length} 个集合，${documents} 条，${megabytes.toFixed(1)} MB：${files.map(({ name }) => name).join('、')}`)
  },
})
