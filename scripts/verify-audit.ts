import { runCommand } from '../server/command.ts'

await runCommand({
  usage: `用法：npm run verify-audit
从头核对审计记录的哈希链。最后一个哈希请另外记下：下次核对时条数只会增加，若末尾被截掉，两相对照便知。`,
  options: {},
  prepare: () => undefined,
  async run({ services }) {
    const { entries, lastHash, brokenAt } = await services.audit.verify()
    if (brokenAt === null) return console.log(`审计记录完整：${entries} 条，最后的哈希 ${lastHash || '（还没有记录）'}`)
    console.error(`审计记录在第 ${brokenAt} 条断开；之前 ${entries} 条完整`)
    process.exitCode = 1
  },
})
