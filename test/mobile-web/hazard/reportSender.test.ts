import assert from 'node:assert/strict'
import { freshDraft } from '../../../mobile-web/src/hazard/report/useReportDraft.ts'
import { createReportSender, type SendingView, type WordsAttempt } from '../../../mobile-web/src/hazard/sending/reportSender.ts'
import type { Attempt } from '../../../mobile-web/src/hazard/sending/uploadQueue.ts'
import type { Sending } from '../../../mobile-web/src/offline/kept.ts'
import { handTimer, settled } from './hand-timer.ts'

const receipt = { id: 'h', number: 'YH-2026-SC013-0042', receivedAt: '2026-11-24T02:24:00.000Z', dueOn: '2026-12-01', dueAt: '2026-12-01T16:00:00.000Z', version: 1 }
const again: Attempt & WordsAttempt = { ended: 'again', retryAfterSeconds: null }

function aSending(fields: Partial<Sending> = {}): Sending {
  const photoIds = ['p1', 'p2', 'p3']
  return {
    hazardId: 'h', accountId: 'a', submittedAt: 0, draft: { ...freshDraft('a'), hazardId: 'h', photoIds }, photoIds, sentPhotoIds: [],
    request: { schoolId: 'SC013', spot: '教学楼', category: 'FIRE', severity: 'serious', description: '纸箱', photoCount: 3, foundAt: '2026-11-24T10:20:00+08:00' },
    proposedDueOn: '2026-12-01', receipt: null, refused: null, ...fields,
  }
}

/** A phone with one report on its way, a disk that remembers, and a server that answers as told. */
function phone(sending: Sending, answers: { words?: WordsAttempt[]; photos?: Record<string, Attempt[]> } = {}) {
  const timer = handTimer()
  const log: string[] = []
  let disk: Sending | null = sending
  let view: SendingView | undefined
  const sender = createReportSender(sending, {
    timer,
    putWords: async () => { log.push('words'); return answers.words?.shift() ?? { ended: 'received', receipt } },
    putPhoto: async (id) => { log.push(id); return answers.photos?.[id]?.shift() ?? { ended: 'sent' } },
    keep: async (change) => { if (disk) disk = change(disk) },
    changed: (now) => { view = now },
    finished: async () => { disk = null },
  })
  return { sender, timer, log, disk: () => disk, view: () => view! }
}

describe('a report on its way', () => {
  it('sends the words first, then its photos, and leaves the phone when all of it has arrived', async () => {
    const { sender, log, disk } = phone(aSending())
    sender.start()
    await settled()
    assert.deepEqual(log, ['words', 'p1', 'p2', 'p3'])
    assert.equal(disk(), null)
  })

  it('stays on the phone, with its receipt, while a photo is missing', async () => {
    const { sender, disk, view } = phone(aSending(), { photos: { p2: [again] } })
    sender.start()
    await settled()
    assert.equal(view().words, 'received')
    assert.deepEqual(disk()?.sentPhotoIds, ['p1', 'p3'])
    assert.equal(disk()?.receipt?.number, receipt.number)
  })

  it('goes on where it was killed: words that were received are not sent again, nor photos that arrived', async () => {
    const { sender, log, disk } = phone(aSending({ receipt, sentPhotoIds: ['p1'] }))
    sender.start()
    await settled()
    assert.deepEqual(log, ['p2', 'p3'])
    assert.equal(disk(), null)
  })

  it('clears away what was killed after the last photo', async () => {
    const { sender, log, disk } = phone(aSending({ receipt, sentPhotoIds: ['p1', 'p2', 'p3'] }))
    sender.start()
    await settled()
    assert.deepEqual(log, [])
    assert.equal(disk(), null)
  })

  it('tries the words again by itself, and at once when the network is back', async () => {
    const { sender, timer, log, view } = phone(aSending(), { words: [again, again] })
    sender.start()
    await settled()
    assert.equal(view().words, 'waiting')
    await timer.pass(1_000)
    assert.deepEqual(log, ['words', 'words'])
    sender.retry()
    await settled()
    assert.equal(view().words, 'received')
    assert.equal(timer.waiting(), 0)
  })

  it('keeps a refused report, with the reason, and sends no photo', async () => {
    const problem = { type: 'about:blank', title: '', status: 422, code: 'deadline-out-of-range' as const, errors: [] }
    const { sender, log, disk, view } = phone(aSending(), { words: [{ ended: 'refused', problem }] })
    sender.start()
    await settled()
    assert.equal(view().words, 'refused')
    assert.equal(disk()?.refused?.code, 'deadline-out-of-range')
    assert.deepEqual(log, ['words'])
  })

  it('says so when an earlier try had arrived with other words', async () => {
    const { sender, view } = phone(aSending(), { words: [{ ended: 'taken', receipt }] })
    sender.start()
    await settled()
    assert.equal(view().earlierWords, true)
  })

  it('is never stuck on a broken photo: it can be replaced', async () => {
    const { sender, log, disk } = phone(aSending(), { photos: { p2: [{ ended: 'refused', code: 'photo-broken' }] } })
    sender.start()
    await settled()
    await sender.replace('p2', 'p4')
    await settled()
    assert.deepEqual(log, ['words', 'p1', 'p2', 'p3', 'p4'])
    assert.equal(disk(), null)
  })

  it('is never stuck on a broken photo: it can be left out', async () => {
    const { sender, disk } = phone(aSending(), { photos: { p3: [{ ended: 'refused', code: 'photo-broken' }] } })
    sender.start()
    await settled()
    assert.deepEqual(disk()?.photoIds, ['p1', 'p2', 'p3'])
    await sender.leaveOut('p3')
    assert.equal(disk(), null)
  })

  it('falls silent once it was stopped, and leaves the disk as it is', async () => {
    const { sender, disk } = phone(aSending())
    sender.start()
    sender.stop()
    await settled()
    assert.equal(disk()?.receipt, null)
  })
})
