import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PROBLEMS } from '../../../server/contract/problem.ts'
import { t, useLanguage } from '../../../mobile-web/src/words/t.ts'
import enCore from '../../../mobile-web/src/words/en/core.ts'
import en from '../../../mobile-web/src/words/en/words.ts'
import zhCore from '../../../mobile-web/src/words/zh/core.ts'
import zh from '../../../mobile-web/src/words/zh/words.ts'

const SOURCES = 'mobile-web/src'
const HAN = /\p{Script=Han}/u
/** Full-width punctuation may stand in code that reads what was typed, never in what is shown. */
const FULL_WIDTH = /[，。：；（）！？、“”]/
const templateOf = (text: string) => /<template>[\s\S]*<\/template>/.exec(text)?.[0] ?? ''
const rooms: [string, Record<string, string>, Record<string, string>][] = Object.entries(zh).map(
  ([room, texts]) => [room, texts, (en as Record<string, Record<string, string>>)[room] ?? {}])

const holesIn = (text: string) => [...new Set([...text.matchAll(/\{(\w+)/g)].map(([, name]) => name))].sort()

/** Every .vue and .ts of the phone outside words/, without comments, which may cite the Chinese term. */
function sources(): [string, string][] {
  const files = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' })
  return files.filter((file) => /\.(vue|ts)$/.test(file) && !file.startsWith('words')).map((file) => [file, readFileSync(join(SOURCES, file), 'utf8')])
}
const withoutComments = (text: string) =>
  text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/<!--[\s\S]*?-->/g, '').replace(/(^|\s)\/\/.*$/gm, '')

describe('the words of the phone', () => {
  for (const [room, chinese, english] of rooms) {
    it(`says everything of ${room} in both languages`, () => {
      assert.deepEqual(Object.keys(english).sort(), Object.keys(chinese).sort())
      for (const [name, text] of [...Object.entries(chinese), ...Object.entries(english)]) assert.ok(text.trim(), `${room}.${name} is empty`)
    })

    it(`fills the same holes of ${room} in both languages`, () => {
      for (const [name, text] of Object.entries(chinese)) assert.deepEqual(holesIn(english[name] ?? ''), holesIn(text), `${room}.${name}`)
    })
  }

  it('has a sentence for every problem the server can give', () => {
    for (const code of Object.keys(PROBLEMS)) assert.ok(code in zh.problem, code)
  })

  it('words the report form and the way in from the core alone, which comes first', () => {
    assert.deepEqual(Object.keys(enCore), Object.keys(zhCore))
    const early = sources().filter(([file]) => /^(ui|hazard\/(report|photo|sending))\/|^(App|hazard\/HazardReport|account\/LogIn)\.vue$/.test(file))
    const rooms = early.flatMap(([file, text]) => [...text.matchAll(/\bt\(\s*['`](\w+)\./g)].map(([, room]) => `${room!} in ${file}`))
    assert.ok(rooms.length > 50)
    assert.deepEqual(rooms.filter((used) => !(used.split(' ')[0]! in zhCore)), [])
  })

  it('keeps every Chinese text in words/', () => {
    const strays = sources().flatMap(([file, text]) =>
      withoutComments(text).split('\n').filter((line) => HAN.test(line)).map((line) => `${file}: ${line.trim()}`))
    assert.deepEqual(strays, [])
    assert.deepEqual(sources().filter(([, text]) => FULL_WIDTH.test(withoutComments(templateOf(text)))).map(([file]) => file), [])
  })

  it('never says 您, never shouts, never praises itself', () => {
    for (const [room, chinese] of rooms) {
      for (const [name, text] of Object.entries(chinese)) assert.ok(!/[您！]|成功/.test(text), `${room}.${name}: ${text}`)
    }
  })
})

describe('t', () => {
  it('fills the holes of a text', async () => {
    await useLanguage('zh')
    assert.equal(t('hazard.daysLeft', { n: 3 }), '剩 3 天')
  })

  it('knows one and many in English', async () => {
    await useLanguage('en')
    assert.equal(t('hazard.daysLeft', { n: 3 }), '3 days left')
    assert.equal(t('hazard.daysLeft', { n: 1 }), '1 day left')
    assert.equal(t('shell.unit.people', { n: 2 }), '2 people')
  })

  it('changes language for what is already worded', async () => {
    await useLanguage('en')
    const before = t('shell.nav.todo')
    await useLanguage('zh')
    assert.deepEqual([before, t('shell.nav.todo')], ['To do', '待办'])
  })
})
