import { parseArgs } from 'node:util'
import { parseConfig } from '../server/config.ts'
import { connect } from '../server/database/connect.ts'
import { createIndexes } from '../server/database/indexes.ts'
import { AlreadyFilled, fillDatabase } from '../server/demonstration/fill-database.ts'

const USAGE = '用法：npm run seed -- --schools 学校数 --hazards 隐患数 [--open 未销号数，默认百分之三] [--more 已有隐患时再加]'

/** A whole number from 1, or the script ends with its usage. */
function count(text: string | undefined, most: number): number {
  const number = Number(text)
  if (!Number.isInteger(number) || number < 1 || number > most) stop(USAGE)
  return number
}

function stop(message: string): never {
  console.error(message)
  process.exit(2)
}

function given() {
  try {
    const { values } = parseArgs({ options: {
      schools: { type: 'string' }, hazards: { type: 'string' }, open: { type: 'string' }, more: { type: 'boolean', default: false },
    } })
    const hazards = count(values.hazards, 10_000_000)
    const open = values.open === undefined ? Math.round(hazards * 0.03) : values.open === '0' ? 0 : count(values.open, hazards)
    return { schools: count(values.schools, 9999), hazards, open, more: values.more }
  } catch {
    return stop(USAGE)
  }
}

const wanted = given()
const database = await connect(parseConfig(process.env))
const started = performance.now()
try {
  const filled = await fillDatabase({ ...wanted, connection: database.connection, now: new Date() },
    (done) => process.stdout.isTTY && process.stdout.write(`\r${done} / ${wanted.hazards}`))
  await createIndexes(database.connection)
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  console.log(`\n${filled.schools} 所学校，新账号 ${filled.accounts} 个，${filled.hazards} 条隐患（未销号 ${wanted.open} 条），${filled.photos} 张照片，用时 ${seconds} 秒`)
  console.log(filled.password
    ? `登录名 seed-desk、seed-leader、seed-inspector-1、seed-officer-sd0001、seed-principal-sd0001、seed-admin、seed-auditor，密码都是 ${filled.password}`
    : '密码和上一次给的相同')
} catch (error) {
  if (!(error instanceof AlreadyFilled)) throw error
  console.error('库里已经有隐患了，没有改动。要再加一些，加上 --more')
  process.exitCode = 1
} finally {
  await database.close()
}
