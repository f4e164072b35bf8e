import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { start } from '../server/embedded-mongo/start.ts'

// Starts the embedded database alone, on loopback, for mongosh, Compass and test suites: --port 27777 --data DIR.
// With --table it writes docs/embedded-mongo.md anew and ends.
const { values } = parseArgs({
  options: { port: { type: 'string', default: '27777' }, data: { type: 'string', default: './data' }, table: { type: 'boolean' } },
})

if (values.table) {
  const { capabilityTable } = await import('../server/embedded-mongo/table.ts')
  writeFileSync('docs/embedded-mongo.md', capabilityTable())
} else {
  const { uri, stop } = await start({ dataDir: values.data, port: Number(values.port) })
  console.log(`ready on ${uri}`)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop())
}
