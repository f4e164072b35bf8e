import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { parseConfig, SETTINGS } from '../../server/config.ts'

interface Service { image?: string; environment?: Record<string, string | number>; ports?: string[]; volumes?: string[]; healthcheck?: object }

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')
const compose = parse(read('docker-compose.yml')) as { services: Record<'mongo' | 'app' | 'caddy', Service>; secrets: object; volumes: object }
const dockerfile = read('Dockerfile')

/** What compose makes of ${NAME:-default} and ${NAME:?message}, given these values. */
const filled = (value: string | number, given: Record<string, string>) =>
  String(value).replaceAll(/\$\{(\w+)(?::[-?]([^}]*))?\}/g, (all, name: string, rest = '') => given[name] ?? (all.includes(':-') ? rest : ''))

describe('the way to run it for real', () => {
  const { mongo, app, caddy } = compose.services

  it('gives the application only settings that it knows, and they are accepted', () => {
    for (const name of Object.keys(app.environment!)) assert.ok(SETTINGS.includes(name), name)
    const given = { DOMAIN: 'safety.example.cn', MONGO_PASSWORD: 'secret', SESSION_SECRET: 'x'.repeat(48) }
    const config = parseConfig(Object.fromEntries(Object.entries(app.environment!).map(([name, value]) => [name, filled(value, given)])))
    assert.equal(config.secure, true)
    assert.equal(config.TRUST_PROXY, 1)
    assert.equal(config.SMTP_URL, undefined)
  })

  it('asks in its example for every variable that it uses, and for no other', () => {
    const used = [...read('docker-compose.yml').matchAll(/(?<!\$)\$\{(\w+)/g)].map(([, name]) => name)
    const offered = [...read('deploy/env.example').matchAll(/^(\w+)=/gm)].map(([, name]) => name)
    assert.deepEqual(new Set(offered), new Set(used))
  })

  it('keeps the database to itself and asks for a key inside the set', () => {
    assert.equal(mongo.ports, undefined)
    assert.match(JSON.stringify(mongo), /--keyFile/)
    assert.match(JSON.stringify(mongo), /--replSet rs0/)
    assert.equal(app.ports, undefined)
    assert.deepEqual(caddy.ports, ['80:80', '443:443', '443:443/udp'])
  })

  it('names exact versions of every image, checks its health and runs as nobody special', () => {
    for (const image of [mongo.image!, caddy.image!, ...[...dockerfile.matchAll(/^FROM (\S+)/gm)].map(([, name]) => name!)]) {
      assert.match(image, /:\d+\.\d+\.\d+/, image)
    }
    assert.match(dockerfile, /^USER node$/m)
    assert.match(dockerfile, /^HEALTHCHECK /m)
    assert.ok(mongo.healthcheck)
  })

  it('sets in the image only what the application knows', () => {
    const [, line] = /^ENV (.*)$/m.exec(dockerfile)!
    for (const pair of line!.split(' ')) assert.ok(SETTINGS.includes(pair.split('=')[0]!), pair)
  })
})
