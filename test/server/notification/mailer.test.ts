import assert from 'node:assert/strict'
import { createMailer, failureOf, type Mailer } from '../../../server/notification/mailer.ts'
import { postOffice, type PostOffice } from './post-office.ts'

const letter = { to: { name: '赵立新', address: 'zhao@school.invalid' }, subject: '黄牌：整改逾期', text: '你好\n', key: 'hazard:1:T+1:0:zhao:email' }

describe('the mailer', () => {
  let office: PostOffice
  let mailer: Mailer

  beforeEach(async () => {
    office = await postOffice()
    mailer = createMailer({ SMTP_URL: office.url, MAIL_FROM: '校园安全 <noreply@bureau.invalid>' })!
  })
  afterEach(async () => {
    mailer.close()
    await office.close()
  })

  it('sends plain text in Chinese, from the bureau', async () => {
    await mailer.send(letter)
    const [mail] = office.mails
    assert.deepEqual(mail?.to, ['zhao@school.invalid'])
    assert.equal(mail?.from, 'noreply@bureau.invalid')
    assert.equal(mail?.subject, '黄牌：整改逾期')
    assert.match(mail?.raw ?? '', /Content-Type: text\/plain; charset=utf-8/)
  })

  it('gives the same intent the same Message-ID when it is sent again', async () => {
    await mailer.send(letter)
    await mailer.send(letter)
    await mailer.send({ ...letter, key: 'another' })
    const [first, second, third] = office.mails.map(({ messageId }) => messageId)
    assert.match(first ?? '', /^<[0-9a-f]{40}@bureau\.invalid>$/)
    assert.equal(first, second)
    assert.notEqual(first, third)
  })

  it('lets no line break in a name or a subject add a header', async () => {
    await mailer.send({ ...letter, to: { ...letter.to, name: 'a\r\nBcc: x@y.invalid' }, subject: 'b\r\nBcc: x@y.invalid' })
    assert.deepEqual(office.mails[0]?.to, ['zhao@school.invalid'])
    assert.doesNotMatch(office.mails[0]?.raw ?? '', /^Bcc:/m)
  })

  it('tells an address that is refused from a server that is busy or away', async () => {
    office.refuse = { at: 'rcpt', code: 550 }
    assert.equal(failureOf(await mailer.send(letter).catch((error: unknown) => error)), 'permanent')
    office.refuse = { at: 'rcpt', code: 451 }
    assert.equal(failureOf(await mailer.send(letter).catch((error: unknown) => error)), 'passing')
    office.refuse = { at: 'data', code: 452 }
    assert.equal(failureOf(await mailer.send(letter).catch((error: unknown) => error)), 'passing')
    await office.close()
    const away = createMailer({ SMTP_URL: office.url, MAIL_FROM: 'a@b.invalid' })!
    assert.equal(failureOf(await away.send(letter).catch((error: unknown) => error)), 'unreachable')
    away.close()
  })

  it('is not there without an address of a mail server', () => {
    assert.equal(createMailer({ SMTP_URL: undefined, MAIL_FROM: 'a@b.invalid' }), null)
  })
})
