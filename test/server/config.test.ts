import assert from 'node:assert/strict'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import express from 'express'
import { ConfigError, parseConfig, wantsDemo } from '../../server/config.ts'

const refused = (env: Record<string, string>, name: string) =>
  assert.throws(() => parseConfig(env), (error) => error instanceof ConfigError && error.message.includes(name), name)

describe('the settings', () => {
  it('have defaults that stay on this machine', () => {
    const config = parseConfig({})
    assert.equal(config.HOST, '127.0.0.1')
    assert.equal(config.PORT, 3000)
    assert.equal(config.secure, false)
    assert.equal(wantsDemo(config), true)
  })

  it('are refused by name when they are wrong', () => {
    for (const [name, value] of Object.entries({
      PORT: 'three thousand', NODE_ENV: 'prod', MONGODB_URI: 'http://db', PUBLIC_URL: 'safety.example.cn', SMTP_URL: 'mail', TRUST_PROXY: 'true',
      SESSION_SECRET: 'short', DEMO: 'yes', METRICS_TOKEN: 'abc', MAP_TILES: 'tiles', MAP_CRS: 'bd09', LOG_LEVEL: 'loud',
    })) refused({ [name]: value }, name)
  })

  it('take the address of a replica set, several hosts and all', () => {
    for (const uri of [
      'mongodb://a:27017,b:27017,c:27017/db?replicaSet=rs0', 'mongodb://user:p%40ss@a,b/db?authSource=admin', 'mongodb+srv://cluster.example.cn/?w=majority',
      'mongodb://%2Ftmp%2Fmongodb.sock', 'mongodb://[::1]:27017/db',
    ]) assert.equal(parseConfig({ MONGODB_URI: uri }).MONGODB_URI, uri)
    for (const uri of ['mongodb://', 'mongodb:///db', 'mongodb:db', 'mongodb://a b/db']) refused({ MONGODB_URI: uri }, 'MONGODB_URI')
  })

  it('are refused together where one alone would fail in silence', () => {
    refused({ PUBLIC_URL: 'https://safety.example.cn' }, 'TRUST_PROXY')
    refused({ NODE_ENV: 'production', MONGODB_URI: 'mongodb://db/x' }, 'SESSION_SECRET')
    assert.equal(parseConfig({ PUBLIC_URL: 'https://safety.example.cn', TRUST_PROXY: '1' }).secure, true)
    assert.deepEqual(parseConfig({ TRUST_PROXY: '10.0.0.0/8, 127.0.0.1' }).TRUST_PROXY, ['10.0.0.0/8', '127.0.0.1'])
  })

  it('believe only proxies that exist: no hop behind https, no prefix longer than its address', () => {
    refused({ PUBLIC_URL: 'https://safety.example.cn', TRUST_PROXY: '0' }, 'TRUST_PROXY')
    assert.equal(parseConfig({ TRUST_PROXY: '0' }).TRUST_PROXY, 0)
    for (const blocks of ['10.0.0.0/33', '10.0.0.0/-1', '10.0.0.0/0', '10.0.0.0/', '10.0.0.0/8/8', '10.0.0.0/x', 'fd00::/129', '10.0.0.1, 10.0.0.0/99', ',']) {
      refused({ TRUST_PROXY: blocks }, 'TRUST_PROXY')
    }
    for (const blocks of ['10.0.0.0/32', 'fd00::/128', 'loopback, fd00::1', '10.0.0.0/1']) {
      const trusted = parseConfig({ TRUST_PROXY: blocks }).TRUST_PROXY
      assert.doesNotThrow(() => express().set('trust proxy', trusted))
    }
  })

  it('name a boundary that can be read when the service starts', () => {
    const file = fileURLToPath(import.meta.url)
    assert.equal(parseConfig({ MAP_BOUNDARY: file }).MAP_BOUNDARY, file)
    refused({ MAP_BOUNDARY: `${file}.missing` }, 'MAP_BOUNDARY')
    refused({ MAP_BOUNDARY: dirname(file) }, 'MAP_BOUNDARY')
  })

  it('count an empty variable as one that is not set, as compose files leave them', () => {
    assert.equal(parseConfig({ SMTP_URL: '', MONGODB_URI: '' }).SMTP_URL, undefined)
  })

  it('make a demonstration only where nobody could take it for their own', () => {
    assert.equal(wantsDemo(parseConfig({ NODE_ENV: 'production' })), false)
    refused({ NODE_ENV: 'production', DEMO: '1' }, 'DEMO')
    assert.equal(wantsDemo(parseConfig({ NODE_ENV: 'production', DEMO: '0' })), false)
    assert.equal(wantsDemo(parseConfig({ HOST: '0.0.0.0' })), false)
    assert.equal(wantsDemo(parseConfig({ MONGODB_URI: 'mongodb://db/x' })), false)
    assert.equal(wantsDemo(parseConfig({ HOST: '0.0.0.0', DEMO: '1' })), true)
    assert.equal(wantsDemo(parseConfig({ DEMO: '0' })), false)
  })
})
