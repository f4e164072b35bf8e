import sharp from 'sharp'
import type { Hazard } from '../../server/contract/hazard.ts'
import { run } from '../support/client.ts'
import type { Deed } from './deeds.ts'
import type { Entry, Ledger } from './ledger.ts'
import { sha256Of, type PhotoMaker } from './photos.ts'
import type { Sending } from './sending.ts'

const AT_ONCE = 4

export interface Answers {
  ledger: Ledger
  sending: Sending
  photos: PhotoMaker
}

/** Asks the server, by HTTP and as people do, for everything it ever gave a receipt for. */
export async function checkAnswers(answers: Answers): Promise<void> {
  const { ledger } = answers
  await each(ledger.of('report', 'photo', 'action'), (entry) => askedAgain(answers, entry))
  await each(ledger.of('report'), (entry) => asReported(answers, entry))
  await each(ledger.of('photo'), (entry) => whole(answers, entry))
}

const each = (entries: readonly Entry[], check: (entry: Entry) => Promise<void>) => run(entries.length, AT_ONCE, (n) => check(entries[n]!))

/** The same request again: 200, and the receipt that was first received. A different one is noted by the ledger. */
async function askedAgain({ ledger, sending }: Answers, { deed }: Entry): Promise<void> {
  const { status, body } = await sending.ask(deed)
  if (status === 200) return ledger.note(deed, body.toString())
  const kind = status === 201 ? 'lost' : 'wrong'
  ledger.violated(kind, `${deed.kind} ${deed.path}, asked for again, was answered ${status} ${body.toString('utf8', 0, 200)}`)
}

/** The record says what the receipts said, with every photo and every action once. */
async function asReported({ ledger, sending }: Answers, { deed, receipt }: Entry): Promise<void> {
  const { status, body } = await sending.get('inspector', deed.path)
  if (status !== 200) return ledger.violated('lost', `${deed.path} is answered ${status}`)
  const hazard = JSON.parse(body.toString()) as Hazard
  const { number, receivedAt } = JSON.parse(receipt) as Hazard
  if (hazard.number !== number || hazard.receivedAt !== receivedAt) ledger.violated('wrong', `${deed.path} is not as its receipt said`)
  const own = (entry: Entry) => entry.deed.hazardId === deed.hazardId
  for (const photo of ledger.of('photo').filter(own)) countOnce(ledger, photo.deed, hazard.photos.filter(({ id }) => id === photo.deed.id).length)
  for (const action of ledger.of('action').filter(own)) {
    countOnce(ledger, action.deed, hazard.history.filter(({ actionId }) => actionId === action.deed.id).length)
  }
}

function countOnce(ledger: Ledger, deed: Deed, times: number): void {
  if (times !== 1) ledger.violated(times === 0 ? 'lost' : 'doubled', `${deed.kind} ${deed.path} stands ${times} times`)
}

/** The file as received, to the byte, and a display picture that decodes. */
async function whole({ ledger, sending, photos }: Answers, { deed }: Entry): Promise<void> {
  const received = await sending.get('inspector', `/api/photos/${deed.id}/received`).catch(() => null)
  const sent = sha256Of(photos.bytesOf(deed.id, deed.photo!.large))
  if (received?.status !== 200) ledger.violated('lost', `photo ${deed.id} is answered ${received?.status ?? 'with a cut-off file'}`)
  else if (sha256Of(received.body) !== sent) ledger.violated('half', `photo ${deed.id} is not what was sent: ${received.body.length} bytes`)
  const display = await sending.get('inspector', `/api/photos/${deed.id}/display`).catch(() => null)
  const decodes = display?.status === 200 && (await sharp(display.body).raw().toBuffer().then(() => true, () => false))
  if (!decodes) ledger.violated('half', `photo ${deed.id} cannot be looked at`)
}
