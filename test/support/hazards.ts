import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import sharp from 'sharp'
import type { PhotoKind } from '../../server/contract/enumerations.ts'
import type { Hazard, ReportRequest } from '../../server/contract/hazard.ts'
import type { Notification } from '../../server/contract/notification.ts'
import type { Person, TestApp } from './app.ts'

export const aReport = (fields: Partial<ReportRequest> = {}): ReportRequest => ({
  schoolId: 'SC013', spot: '教学楼二层西侧', category: 'FIRE', severity: 'general', description: '消火栓箱前堆放纸箱，箱门打不开',
  photoCount: 1, foundAt: '2026-11-24T08:50:00+08:00', ...fields,
})

let picture: Promise<Buffer> | undefined
/** A small JPEG; every call the same bytes. */
export const aPhoto = (): Promise<Buffer> =>
  (picture ??= sharp({ create: { width: 64, height: 48, channels: 3, background: '#668' } }).jpeg().toBuffer())

/** Files a hazard and answers its id and receipt. */
export async function file(by: Person, fields: Partial<ReportRequest> = {}, id = randomUUID()) {
  const { body } = await by.request.put(`/api/hazards/${id}`).send(aReport(fields)).expect(201)
  return { id, ...body } as { id: string; number: string; receivedAt: string; dueOn: string; dueAt: string; version: number }
}

export async function putPhoto(by: Person, hazardId: string, kind: PhotoKind, photoId = randomUUID()): Promise<string> {
  const response = await by.request.put(`/api/hazards/${hazardId}/photos/${photoId}`)
    .field('kind', kind).attach('photo', await aPhoto(), { filename: 'a.jpg', contentType: 'image/jpeg' })
  assert.equal(response.status, 201, response.text)
  return photoId
}

/** Sends one action as it stands, whatever comes back. */
export const act = (by: Person, hazardId: string, body: object, actionId = randomUUID()) =>
  by.request.put(`/api/hazards/${hazardId}/actions/${actionId}`).send(body)

/** A hazard as this person sees it. */
export const recordOf = async (by: Person, hazardId: string): Promise<Hazard> =>
  (await by.request.get(`/api/hazards/${hazardId}`).expect(200)).body as Hazard

export const versionOf = async (by: Person, hazardId: string): Promise<number> => (await recordOf(by, hazardId)).version

/** What this person was told of, the newest first. */
export const toldOf = async (by: Person): Promise<Notification['event'][]> =>
  ((await by.request.get('/api/notifications').expect(200)).body.items as Notification[]).map(({ event }) => event)

/** Does one action at the version of the moment and insists that it succeeds. */
export async function done(by: Person, hazardId: string, body: object): Promise<Record<string, unknown>> {
  const response = await act(by, hazardId, { version: await versionOf(by, hazardId), ...body })
  assert.equal(response.status, 201, response.text)
  return response.body as Record<string, unknown>
}

/** Everything that a fix needs: an after-photo that is stored, and words. */
export async function evidence(by: Person, hazardId: string) {
  return { measures: '清走纸箱，地面画黄线', photoIds: [await putPhoto(by, hazardId, 'after')] }
}

export const aPlan = (fields: object = {}) => ({
  measures: '拆除违规夹芯板，换不燃材料', fundsYuan: 46_000, dueOn: '2027-01-15', responsible: '赵立新', emergencyPlan: '停用，疏散到操场', ...fields,
})

export const anExtension = (fields: object = {}) => ({
  action: 'requestExtension', dueOn: '2026-12-20', reason: '厂家下周才能来', interimMeasures: '围挡，专人值守', ...fields,
})

/** The plan of a major hazard, submitted by the school and approved by the desk. */
export async function approvedPlan(d: Pick<District, 'officer' | 'desk'>, id: string, fields: object = {}): Promise<void> {
  await done(d.officer, id, { action: 'submitPlan', ...aPlan(fields) })
  await done(d.desk, id, { action: 'approvePlan' })
}

/** For `expect` of supertest: this refusal and no other. */
export const refused = (code: string, status = 422) => (response: { status: number; body: { code?: string } }) =>
  assert.deepEqual([response.status, response.body.code], [status, code])

/** One school with everybody who has to do with it, and two strangers. */
export async function aDistrict(t: TestApp) {
  await t.school('SC013')
  await t.school('SC014')
  const schoolIds = ['SC013']
  return {
    inspector: await t.person('inspector', { schoolIds, name: '李建国' }),
    otherInspector: await t.person('inspector', { schoolIds, name: '韩梅' }),
    officer: await t.person('officer', { post: 'primary', schoolIds, name: '王海燕' }),
    deputy: await t.person('officer', { post: 'deputy', schoolIds, name: '周副手' }),
    principal: await t.person('principal', { schoolIds, name: '赵立新' }),
    desk: await t.person('bureau', { post: 'desk', schoolIds: 'all', name: '周科员' }),
    otherDesk: await t.person('bureau', { post: 'desk', schoolIds: 'all', name: '吴科员' }),
    leader: await t.person('bureau', { post: 'leader', schoolIds: 'all', name: '郑局长' }),
    administrator: await t.person('administrator', { name: '管理员' }),
    auditor: await t.person('auditor', { name: '审计员' }),
    stranger: await t.person('officer', { post: 'primary', schoolIds: ['SC014'], name: '外校人' }),
    strangerInspector: await t.person('inspector', { schoolIds: ['SC014'], name: '外区检查员' }),
  }
}
export type District = Awaited<ReturnType<typeof aDistrict>>
