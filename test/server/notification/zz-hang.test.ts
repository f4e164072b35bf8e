import { freshDatabase, dropDatabase } from '../../support/database.ts'
import { createIndexes } from '../../../server/database/indexes.ts'
import { notificationModel } from '../../../server/notification/notification.model.ts'
const limit = <T>(name: string, p: Promise<T>) => Promise.race([p.then(() => console.log(name, 'ok')), new Promise((r) => setTimeout(() => { console.log(name, 'HANGS'); r(0) }, 3000))])
describe('hang', () => {
  it('finds', async () => {
    const c = await freshDatabase()
    const m = notificationModel(c)
    await createIndexes(c)
    const one = { recipientId: 'a', channel: 'inbox' as const, state: 'sent' as const }
    await limit('empty count', m.countDocuments({ ...one, readAt: null }))
    await limit('empty find', m.find(one).sort({ sentAt: -1, _id: -1 }).limit(3).lean())
    await limit('empty both', Promise.all([m.countDocuments({ ...one, readAt: null }), m.find(one).sort({ sentAt: -1, _id: -1 }).limit(3).lean()]))
    await m.collection.insertMany(Array.from({ length: 5 }, (_, i) => ({ _id: `x${i}`, ...one, hazardId: 'h', readAt: null, sentAt: new Date(i), nextTryAt: new Date(i), urgent: false, notBefore: new Date(i) })) as never)
    await limit('count', m.countDocuments({ ...one, readAt: null }))
    await limit('find', m.find(one).sort({ sentAt: -1, _id: -1 }).limit(3).lean())
    const at = new Date(3)
    await limit('after', m.find({ ...one, sentAt: { $lte: at }, $or: [{ sentAt: { $lt: at } }, { _id: { $lt: 'x3' } }] }).sort({ sentAt: -1, _id: -1 }).limit(3).lean())
    for (let n = 0; n < 20; n++) await limit('both', Promise.all([1, 2, 3, 4, 5].flatMap(() => [m.countDocuments({ ...one, readAt: null }), m.find(one).sort({ sentAt: -1, _id: -1 }).limit(3).lean()]) as Promise<unknown>[]))
    await dropDatabase(c)
  })
}).timeout(100000)
