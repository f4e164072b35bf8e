import { readAccounts } from '../server/account/account.file.ts'
import { SYSTEM } from '../server/account/actor.ts'
import { keepPasswords } from '../server/account/password.file.ts'
import { readOnlyFile, runCommand } from '../server/command.ts'

await runCommand({
  usage: `用法：npm run import-accounts -- 文件.csv
列：username,name,role,post,schools,email（schools 是用 ; 隔开的学校代码，或 all）。编码 UTF-8 或 GBK。
有一行不对就什么都不写，逐行说明。同一份文件再导一次不会有变化；已有的账号按文件更新，密码不动。
新账号的一次性密码不在屏幕上显示，写进同一目录下的“文件-密码-日期-时间.csv”，只有本人可读 (0600)；
先写好密码文件才建账号，所以中断后再导一次即可。发完密码请删除该文件；第一次登录必须改密码。`,
  options: {},
  prepare(typed) {
    const { path, bytes } = readOnlyFile(typed)
    return { path, ...readAccounts(bytes) }
  },
  async run({ services, now }, { path, rows, errors }) {
    const { created, changed, unchanged } = await services.accounts.importRows(rows, { id: SYSTEM }, async (issued) => {
      console.log(`一次性密码：${keepPasswords(path, issued, now())}`)
    }, errors)
    console.log(`账号：新增 ${created}，更新 ${changed}，未变 ${unchanged}`)
  },
})
