import assert from 'node:assert/strict'
import type { NotificationRecord } from '../../../server/notification/notification.model.ts'
import { startApp, type Person, type TestApp } from '../../support/app.ts'
import { act, done, file } from '../../support/hazards.ts'
import { postOffice, type PostOffice } from './post-office.ts'

describe('e-mail', () => {
  let office: PostOffice
  let t: TestApp
  let inspector: Person
  let officer: Person

  beforeEach(async () => {
    office = await postOffice()
    t = await startApp({
      at: '2026-11-12T10:24:00',
      env: { SMTP_URL: office.url, MAIL_FROM: '校园安全 <noreply@bureau.invalid>', PUBLIC_URL: 'http://aq.bureau.invalid', LOG_LEVEL: 'silent' },
    })
    await t.school('SC013', null, '第一小学')
    inspector = await t.person('inspector', { schoolIds: ['SC013'], name: '李建国', email: 'li@bureau.invalid' })
    officer = await t.person('officer', { post: 'primary', schoolIds: ['SC013'], name: '王海燕', email: 'wang@school.invalid' })
  })
  afterEach(async () => {
    t.services.close()
    await t.stop()
    await office.close()
  })

  const dispatch = () => t.services.notifications.dispatchMails()
  const mailRow = () => t.connection.collection<NotificationRecord>('notifications').findOne({ channel: 'email' })
  const states = async () => (await t.connection.collection('notifications').find({ channel: 'email' }).toArray()).map(({ state }) => state as string)

  it('goes beside the inbox, with the words of the moment and a link', async () => {
    const { id, number } = await file(inspector, { severity: 'serious' })
    await dispatch()
    assert.equal(office.mails.length, 1)
    const [mail] = office.mails
    assert.deepEqual([mail?.to, mail?.subject], [['wang@school.invalid'], '新隐患上报 · 第一小学 · 教学楼二层西侧'])
    const text = bodyOf(mail!.raw)
    for (const words of [number, '王海燕，你好', '经手：李建国', '（剩 7 天）', `http://aq.bureau.invalid/hazards/${id}`]) assert.ok(text.includes(words), words)
  })

  it('chases too, one mail a step', async () => {
    await file(inspector, { severity: 'serious' })
    t.setClock('2026-11-19T07:00:00')
    await t.services.reminders.tick(t.clock.now)
    await t.services.reminders.tick(t.clock.now)
    assert.equal(office.mails.length, 0)
    await dispatch()
    assert.deepEqual(office.mails.map(({ subject }) => subject.split(' · ')[0]).sort(), ['整改期限今天到期', '新隐患上报'])
  })

  it('keeps the quiet hours, save for a major hazard', async () => {
    t.setClock('2026-11-12T22:00:00')
    await file(inspector, { severity: 'serious' })
    await dispatch()
    assert.equal(office.mails.length, 0)
    await file(inspector, { severity: 'major' })
    await dispatch()
    assert.deepEqual(office.mails.map(({ to }) => to.join()), ['wang@school.invalid'])
    t.setClock('2026-11-13T07:00:00')
    await dispatch()
    assert.equal(office.mails.length, 2)
  })

  it('is dated when it was sent, and stops where the quiet hours begin in the middle of a run', async () => {
    t.setClock('2026-11-12T20:59:00')
    for (let count = 0; count < 6; count++) await file(inspector)
    // Each look at the clock is ten seconds later: the run begins before nine and ends after.
    const { notifications } = t.anotherProcess(() => {
      t.clock.now = new Date(t.clock.now.getTime() + 10_000)
      return t.clock.now
    })
    const { sentAt: nobody } = (await mailRow())!
    await notifications.dispatchMails()
    notifications.close()
    const rows = await t.connection.collection<NotificationRecord>('notifications').find({ channel: 'email' }).toArray()
    const sent = rows.flatMap(({ sentAt }) => sentAt?.getTime() ?? [])
    assert.deepEqual([nobody, sent.length, office.mails.length], [null, 4, 4])
    assert.ok(new Set(sent).size === 4 && Math.min(...sent) > new Date('2026-11-12T20:59:40+08:00').getTime())
  })

  it('that failed in the evening waits for the morning with the others', async () => {
    t.setClock('2026-11-12T20:59:30')
    await file(inspector)
    office.refuse = { at: 'data', code: 452 }
    await dispatch()
    office.refuse = null
    t.advance({ minutes: 5 })
    await dispatch()
    assert.equal(office.mails.length, 0)
    t.setClock('2026-11-13T06:59:00')
    assert.equal(await t.services.lateness(t.clock.now), 0)
    t.setClock('2026-11-13T07:02:00')
    assert.equal(await t.services.lateness(t.clock.now), 120)
    await dispatch()
    assert.equal(office.mails.length, 1)
    assert.equal(await t.services.lateness(t.clock.now), 0)
  })

  it('says nothing more of a hazard that was voided, save for what happened since', async () => {
    const { id } = await file(inspector)
    await done(inspector, id, { action: 'void', reason: 'mistaken' })
    await act(officer, id, { action: 'comment', note: '本来就没有这个柜子' }).expect(201)
    await dispatch()
    assert.deepEqual(office.mails.map(({ to, subject }) => [to.join(), subject.split(' · ')[0]]).sort(),
      [['li@bureau.invalid', '隐患有新留言'], ['wang@school.invalid', '隐患已作废']])
  })

  it('is tried again after 1, 2, 4 minutes … and given up in sight after eight attempts', async () => {
    await file(inspector)
    office.refuse = { at: 'data', code: 452 }
    const pauses: number[] = []
    for (let attempt = 1; attempt < 8; attempt++) {
      await dispatch()
      const row = await mailRow()
      assert.deepEqual([row?.state, row?.attempts], ['pending', attempt])
      pauses.push((row!.nextTryAt.getTime() - t.clock.now.getTime()) / 60_000)
      // A moment too early nothing happens.
      t.clock.now = new Date(row!.nextTryAt.getTime() - 1)
      await dispatch()
      t.clock.now = row!.nextTryAt
    }
    assert.deepEqual(pauses, [1, 2, 4, 8, 16, 32, 60])
    await dispatch()
    const row = await mailRow()
    assert.deepEqual([row?.state, row?.attempts], ['dead', 8])
    assert.match(String(row?.lastError), /452/)
    assert.match(await t.metrics.registry.metrics(), /notifications_total\{channel="email",outcome="dead"\} 1/)
  })

  it('to an address that does not exist is given up at once', async () => {
    await file(inspector)
    office.refuse = { at: 'rcpt', code: 550 }
    await dispatch()
    assert.deepEqual(await states(), ['dead'])
  })

  it('outlives a mail server that is away for a night, and is given up in sight after three days', async () => {
    for (let count = 0; count < 9; count++) await file(inspector)
    const { url } = office
    await office.close()
    for (let minutes = 0; minutes < 20; minutes++) {
      await dispatch()
      t.advance({ minutes: 1 })
    }
    assert.deepEqual(new Set(await states()), new Set(['pending']))
    office = await postOffice(Number(new URL(url).port))
    t.setClock('2026-11-13T09:00:00')
    await dispatch()
    assert.equal(office.mails.length, 9)
    await file(inspector)
    await office.close()
    t.setClock('2026-11-16T09:01:00')
    await dispatch()
    assert.equal((await states()).filter((state) => state === 'dead').length, 1)
  })

  it('is sent once by two dispatchers at the same time', async () => {
    for (let count = 0; count < 6; count++) await file(inspector)
    await Promise.all([dispatch(), dispatch(), dispatch()])
    assert.equal(office.mails.length, 6)
    assert.equal(new Set(office.mails.map(({ messageId }) => messageId)).size, 6)
  })

  it('whose taker died is taken over when the claim runs out, under the same Message-ID', async () => {
    await file(inspector)
    await dispatch()
    const inFiveMinutes = new Date(t.clock.now.getTime() + 5 * 60_000)
    await t.connection.collection('notifications').updateOne({ channel: 'email' }, { $set: { state: 'claimed', sentAt: null, nextTryAt: inFiveMinutes } })
    await dispatch()
    assert.equal(office.mails.length, 1)
    t.clock.now = inFiveMinutes
    await dispatch()
    assert.equal(office.mails.length, 2)
    assert.equal(office.mails[0]?.messageId, office.mails[1]?.messageId)
  })

  it('is cancelled for somebody who has left, or no longer sees the school', async () => {
    await file(inspector)
    await t.connection.collection('accounts').updateOne({ _id: officer.id as never }, { $set: { schoolIds: [] } })
    await dispatch()
    assert.deepEqual([office.mails.length, await states()], [0, ['cancelled']])
  })
})

function bodyOf(raw: string): string {
  const body = raw.slice(raw.indexOf('\r\n\r\n') + 4)
  if (/Content-Transfer-Encoding: base64/i.test(raw)) return Buffer.from(body, 'base64').toString()
  return Buffer.from(body.replace(/=\r\n/g, '').replace(/=([0-9A-F]{2})/gi, (_code, hex: string) => String.fromCharCode(parseInt(hex, 16))), 'latin1').toString()
}
