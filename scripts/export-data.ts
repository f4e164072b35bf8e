import { exportFrom } from '../server/backup/export.ts'
import { onlyFolder, runAlone } from '../server/command.ts'

await runAlone({
  usage: `用法：npm run export-data -- 文件夹 [--gzip]
把全部数据（MONGODB_URI 指的库，否则 DATA_DIR 里的内置库）导出到一个新的或空的文件夹，任何 MongoDB 都能再导入：每个集合一个
.ndjson（Extended JSON，按 _id 排序），索引、条数和 SHA-256 在 export.json。照片也在里面；登录会话不导出，搬家后大家重新登录。
内置库导出的是同一时刻的数据；MongoDB 服务器请先停掉应用再导。里面有全部数据，只有本人可读 (0600)，请妥善保管。`,
  options: { gzip: { type: 'boolean', default: false } },
  prepare: (typed) => ({ folder: onlyFolder(typed), gzip: typed.values.gzip }),
  async run(config, { folder, gzip }) {
    const { collections } = await exportFrom(config, folder, { gzip, say: console.log })
    console.log(`导出好了 (exported)：${folder}，${collections.length} 个集合，${collections.reduce((sum, { documents }) => sum + documents, 0)} 条`)
  },
})
