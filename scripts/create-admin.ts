import { SYSTEM } from '../server/account/actor.ts'
import { runCommand, UsageError } from '../server/command.ts'
import { createAccountRequest } from '../server/contract/account.ts'

await runCommand({
  usage: `用法：npm run create-admin -- --username 用户名 --name 姓名
建一个系统管理员，显示一次性密码；第一次登录必须改密码。用户名用小写字母、数字和 . _ -，2 至 40 个字符。`,
  options: { username: { type: 'string' }, name: { type: 'string' } },
  prepare({ values }) {
    const parsed = createAccountRequest.safeParse({ ...values, role: 'administrator', schoolIds: [] })
    if (!parsed.data) throw new UsageError(`${parsed.error.issues.map(({ path }) => `--${path.join('.')}`).join('、')} 没有给或写法不对`)
    return parsed.data
  },
  async run({ services }, fields) {
    const { username, oneTimePassword } = await services.accounts.create({ id: SYSTEM }, fields)
    console.log(`用户名：${username}\n一次性密码：${oneTimePassword}`)
  },
})
