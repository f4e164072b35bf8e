import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import sharp from 'sharp'
import { startApp, type Person, type TestApp } from '../../support/app.ts'
import { aDistrict, done, evidence, file, type District } from '../../support/hazards.ts'
import { scene } from '../photo/pictures.ts'
import { download, partsOf, wordsOf } from './docx.ts'

describe('the papers', function () {
  this.timeout(60_000)
  let t: TestApp
  let d: District
  before(async () => {
    t = await startApp({ at: '2026-11-12T10:24:00' })
    d = await aDistrict(t)
    await t.connection.collection('schools').updateOne({ _id: 'SC013' as never }, { $set: { name: '石林中心小学', cluster: '石林镇' } })
  })
  after(() => t.stop())

  async function issued(by: Person, body: object): Promise<{ id: string; number: string | null; words: string; title: string; schoolId: string | null }> {
    const id = randomUUID()
    const response = await by.request.put(`/api/papers/${id}`).send(body)
    assert.equal(response.status, 201, response.text)
    return { ...response.body, words: await wordsOf(await download(d.desk, id)) }
  }
  const refused = async (by: Person, body: object) => {
    const { status, body: problem } = await by.request.put(`/api/papers/${randomUUID()}`).send(body)
    assert.equal(status, 422, JSON.stringify(problem))
    return problem.errors[0] as { path: string; code: string }
  }
  const shows = (words: string, ...expected: string[]) => { for (const one of expected) assert.ok(words.includes(one), `${one} is not in\n${words}`) }
  const hides = (words: string, ...unexpected: string[]) => { for (const one of unexpected) assert.ok(!words.includes(one), `${one} is in\n${words}`) }
  const major = async () => (await file(d.inspector, { severity: 'major', category: 'DORM', description: '宿舍未装报警系统' })).id

  it('03 整改通知书 tells the school what, why and by when, in two parts with a line to tear', async () => {
    const { id } = await file(d.inspector, { severity: 'serious', checklistItem: 'FIRE-09' })
    const { words, number } = await issued(d.desk, { type: 'notice', of: { hazardIds: [id] } })
    shows(words, '（存根联）', '（送达联）', `${number}　（骑缝加盖公章）`, '2026年11月12日，我局检查人员对你校开展日常检查，发现下列安全隐患1条', '（较大）', '11月19日', '24时前', '李建国', '联系人：')
    assert.equal(words.split(number!).length - 1, 4, 'stub, seam, delivery part and foot')
    hides(words, '检查依据', '依法处罚', '责令', '复议', '演示数据', '23:59')
  })

  it('03 names a rule only once the bureau has ticked it, and never what nobody has checked', async () => {
    const ticked = async (code: string, status = 200) => d.desk.request.put(`/api/paper-bases/${code}`).send({ ticked: true }).expect(status)
    await d.inspector.request.put('/api/paper-bases/FIRE-09').send({ ticked: true }).expect(403)
    await d.leader.request.put('/api/paper-bases/FIRE-09').send({ ticked: true }).expect(403)
    await ticked('LAB-04', 404)
    await ticked('FIRE-09')
    await ticked('LAB-01')
    const { body: { items } } = await d.desk.request.get('/api/paper-bases').expect(200)
    assert.ok(items.every(({ printed }: { printed: string }) => printed !== '' && !printed.includes('待核')))
    const one = await file(d.inspector, { checklistItem: 'FIRE-09' })
    const two = await file(d.inspector, { category: 'LAB', checklistItem: 'LAB-01' })
    const { words } = await issued(d.desk, { type: 'notice', of: { hazardIds: [one.id, two.id] } })
    shows(words, '一、检查依据：', '《消防法》第十六条', '第三条（一）第10项')
    hides(words, '待核', '危险化学品安全管理条例')
  })

  it('03 covers a school and a day, without what is on a notice already, void or found by the school itself', async () => {
    t.setClock('2026-11-13T09:00:00')
    const found = [await file(d.inspector), await file(d.inspector)]
    await file(d.officer)
    const gone = await file(d.inspector)
    await done(d.desk, gone.id, { action: 'void', reason: 'mistaken' })
    await issued(d.desk, { type: 'notice', of: { hazardIds: [found[0]!.id] } })
    const { body } = await d.desk.request.put(`/api/papers/${randomUUID()}`).send({ type: 'notice', of: { schoolId: 'SC013', day: '2026-11-13' } }).expect(201)
    assert.deepEqual(body.hazards.map(({ id }: { id: string }) => id), [found[1]!.id])
    assert.deepEqual(await refused(d.desk, { type: 'notice', of: { schoolId: 'SC013', day: '2026-11-13' } }), { path: 'of', code: 'nothing-left' })
    assert.deepEqual(await refused(d.desk, { type: 'notice', of: { schoolId: 'SC013', day: '2026-01-01' } }), { path: 'of', code: 'no-hazards' })
    const own = await file(d.officer)
    assert.deepEqual(await refused(d.desk, { type: 'notice', of: { hazardIds: [own.id] } }), { path: 'of', code: 'self-check' })
  })

  it('03 leaves out what was handed over to an authority outside, until the school has it again', async () => {
    t.setClock('2026-11-13T09:00:00')
    const { id } = await file(d.inspector)
    const ofDay = { type: 'notice', of: { schoolId: 'SC013', day: '2026-11-13' } }
    await done(d.desk, id, { action: 'handOver', authority: '石林镇人民政府', reason: '围墙外的路归镇里管', dueOn: '2026-12-24' })
    assert.deepEqual(await refused(d.desk, ofDay), { path: 'of', code: 'nothing-left' })
    const kept = await file(d.inspector)
    const { body } = await d.desk.request.put(`/api/papers/${randomUUID()}`).send(ofDay).expect(201)
    assert.deepEqual(body.hazards.map((hazard: { id: string }) => hazard.id), [kept.id])
    assert.deepEqual(await refused(d.desk, { type: 'notice', of: { hazardIds: [id] } }), { path: 'of', code: 'handed-over' })
    await done(d.desk, id, { action: 'reassign', assigneeId: d.officer.id })
    await issued(d.desk, { type: 'notice', of: { hazardIds: [id] } })
  })

  it('03 lists more than three hazards in an annex, and an unconfirmed major one is a suggestion', async () => {
    const ids = [await major(), ...(await Promise.all([1, 2, 3].map(() => file(d.inspector)))).map(({ id }) => id)]
    const { words } = await issued(d.desk, { type: 'notice', of: { hazardIds: ids } })
    shows(words, '附件：安全隐患清单（4条）', '等4条，见附件', '（建议）', '4条（重大1条，一般3条）')
  })

  it('puts photos in whole, upright, small and without what the phone wrote into them', async () => {
    const { id } = await file(d.inspector, { photoCount: 1 })
    const received = await scene(4000, 3000).jpeg().withExif({ IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '35/1 54/1 0/1' } }).withMetadata({ orientation: 6 }).toBuffer()
    await d.inspector.request.put(`/api/hazards/${id}/photos/${randomUUID()}`).field('kind', 'before').attach('photo', received, { filename: 'a.jpg', contentType: 'image/jpeg' }).expect(201)
    await done(d.officer, id, { action: 'close', ...await evidence(d.officer, id), costYuan: 180 })
    const paper = await issued(d.principal, { type: 'rectificationReport', of: { hazardIds: [id] } })
    shows(paper.words, '（整改回执）', '共1条：已完成1条，未完成0条', '180元　　责任人：王海燕', '整改前', '整改后', '系统确认：王海燕 2026-11-13 09:00', '校长（签字）')
    const media = [...await partsOf(await download(d.desk, paper.id))].filter(([name]) => name.startsWith('word/media/')).map(([, bytes]) => bytes)
    assert.equal(media.length, 2)
    const pictures = await Promise.all(media.map((bytes) => sharp(bytes).metadata()))
    const upright = pictures.find(({ height }) => height === 720)!
    assert.deepEqual([upright.width, upright.height, upright.exif, upright.orientation], [540, 720, undefined, undefined])
  })

  it('04 and 05 answer a notice, item by item; the recheck says who looked and leaves the signatures to the pen', async () => {
    const [one, two] = [await file(d.inspector, { severity: 'serious' }), await file(d.inspector)]
    const notice = await issued(d.desk, { type: 'notice', of: { hazardIds: [one.id, two.id] } })
    await done(d.officer, one.id, { action: 'rectify', ...await evidence(d.officer, one.id) })
    const report = await issued(d.officer, { type: 'rectificationReport', of: { noticeId: notice.id }, unfinishedReason: '配件在途' })
    shows(report.words, notice.number!, '共2条：已完成1条，未完成1条', '配件在途')
    await done(d.inspector, one.id, { action: 'accept', note: '箱前无堆物' })
    assert.deepEqual(await refused(d.desk, { type: 'recheck', of: { noticeId: notice.id } }), { path: `opinions.${two.id}`, code: 'missing' })
    const recheck = await issued(d.desk, { type: 'recheck', of: { noticeId: notice.id }, opinions: { [two.id]: { result: 'fail', seen: '未整改' } } })
    assert.match(recheck.number!, /^山教体安复〔2026〕1号$/)
    shows(recheck.words, '箱前无堆物', '合格', '不合格', '■销号', '■再限期整改', '复查人员与整改责任人不是同一人', '对复查意见：□无异议', '系统确认：李建国')
    await d.stranger.request.put(`/api/papers/${randomUUID()}`).send({ type: 'rectificationReport', of: { noticeId: notice.id } }).expect(404)
    const closing = await issued(d.desk, { type: 'closing', of: { hazardIds: [one.id] } })
    assert.match(closing.number!, /^山教体安销〔2026〕1号$/)
    shows(closing.words, '1.整改情况报告', `复查意见书（${recheck.number}）`, '批准人（签字）', '□合格　□不合格')
    assert.deepEqual(await refused(d.desk, { type: 'closing', of: { hazardIds: [two.id] } }), { path: 'of', code: 'not-rectified' })
  })

  it('06 督办单 counts the days late and tells what happened; 08 says what was asked for and what the bureau answered stays the pen’s', async () => {
    t.setClock('2026-11-14T09:00:00')
    const { id, number } = await file(d.inspector, { severity: 'serious' })
    await done(d.officer, id, { action: 'requestExtension', dueOn: '2026-12-01', reason: '等高空作业单位进场', interimMeasures: '设警戒线' })
    const form = await issued(d.principal, { type: 'extension', of: { hazardIds: [id] } })
    assert.equal(form.number, null)
    shows(form.words, '2026年11月21日24时', '2026年12月1日24时', '第1次', '等高空作业单位进场', '设警戒线', '□同意　□不同意')
    t.setClock('2026-11-25T09:00:00')
    const order = await issued(d.desk, { type: 'supervisionOrder', of: { hazardIds: [id] }, level: 'deputy' })
    assert.match(order.number!, /^山教体安督〔2026〕1号$/)
    shows(order.words, number, '4天（截至2026年11月25日）', '□安全办　■分管领导　□局长', '王海燕（安全员）', '赵立新（校长）', '11月14日申请延期', '至今未提交整改', '请于2026年11月28日24时前')
    await done(d.desk, id, { action: 'grantExtension' })
    const later = await issued(d.desk, { type: 'supervisionOrder', of: { hazardIds: [id] } })
    shows(later.words, '2026年11月21日24时', '延至2026年12月1日24时', '未逾期')
    assert.deepEqual(await refused(d.officer, { type: 'extension', of: { hazardIds: [(await file(d.inspector)).id] } }), { path: 'of', code: 'no-extension' })
  })

  it('07 督办函 asks politely, under a number that the register gives', async () => {
    const { id } = await file(d.inspector, { spot: '校门外', description: '防冲撞墩缺失一个' })
    const { words, number } = await issued(d.desk, {
      type: 'supervisionLetter', of: { hazardIds: [id] }, addressee: '石林镇人民政府', title: '关于商请协助消除校门外交通安全隐患的函', requests: ['补齐防冲撞墩', '设置临时隔离设施'],
    })
    assert.equal(number, null)
    shows(words, '山教体函〔2026〕　号', '石林镇人民政府：', '商请贵单位协助', '一、补齐防冲撞墩。', '二、设置临时隔离设施。', '（隐患编号：', '请将办理情况函告我局。')
    hides(words, '责令', '24时', '联系人', '电话')
  })

  it('07 names whom to answer as far as the settings do', async () => {
    const { id } = await file(d.inspector, { spot: '校门外' })
    const { body: { version, settings } } = await d.administrator.request.get('/api/paper-settings').expect(200)
    await d.administrator.request.put('/api/paper-settings').send({ version, settings: { ...settings, office: { ...settings.office, phone: '0392-2400000' } } }).expect(200)
    const { words } = await issued(d.desk, { type: 'supervisionLetter', of: { hazardIds: [id] }, addressee: '石林镇人民政府', title: '关于商请协助的函', requests: ['补齐防冲撞墩'] })
    shows(words, '请将办理情况函告我局（电话：0392-2400000）。')
    hides(words, '联系人')
    await d.administrator.request.put('/api/paper-settings').send({ version: version + 1, settings }).expect(200)
  })

  it('07 without a number is saved under the date of its issue in Shanghai, in the early morning too', async () => {
    const { now } = t.clock
    const { id } = await file(d.inspector, { spot: '校门外' })
    t.setClock('2026-11-25T06:30:00')
    const { id: paperId } = await issued(await t.again(d.desk), {
      type: 'supervisionLetter', of: { hazardIds: [id] }, addressee: '石林镇人民政府', title: '关于商请协助的函', requests: ['补齐防冲撞墩'],
    })
    const { body } = await d.desk.request.get(`/api/papers/${paperId}`).expect(200)
    t.clock.now = now
    assert.match(body.file.name, / 2026-11-25\.docx$/)
  })

  it('09 挂牌督办通知 needs a person’s confirmation and the listing; 10 asks to be taken off again', async () => {
    const id = await major()
    assert.deepEqual(await refused(d.desk, { type: 'listing', of: { hazardIds: [(await file(d.inspector)).id] } }), { path: 'of', code: 'not-major' })
    assert.deepEqual(await refused(d.desk, { type: 'listing', of: { hazardIds: [id] } }), { path: 'of', code: 'not-confirmed' })
    await done(d.desk, id, { action: 'confirmMajor', basis: '《教育系统重大事故隐患判定指南》（教发厅函〔2024〕20号）第三条' })
    assert.deepEqual(await refused(d.desk, { type: 'listing', of: { hazardIds: [id] } }), { path: 'of', code: 'not-listed' })
    await done(d.officer, id, { action: 'submitPlan', measures: '撤出学生，装报警器', fundsYuan: 46000, dueOn: '2026-12-18', responsible: '赵立新', emergencyPlan: '夜间值守' })
    await done(d.desk, id, { action: 'approvePlan' })
    await done(d.desk, id, { action: 'supervise', supervisor: '张建军' })
    const { words } = await issued(d.desk, { type: 'listing', of: { hazardIds: [id] } })
    shows(words, '对照《教育系统重大事故隐患判定指南》（教发厅函〔2024〕20号）第三条，认定为重大事故隐患，决定自2026年11月25日起挂牌督办', '撤出学生，装报警器', '46000元', '2026年12月18日前完成', '夜间值守', '□直接判定', '公示平台：')
    const results = ['已装', '4.5万元', '提前', '到位', '已演练']
    const delisting = await issued(d.principal, { type: 'delisting', of: { hazardIds: [id] }, results, evidence: ['photos'] })
    shows(delisting.words, ...results, '■整改前后照片', '□合同发票', '11月25日、12月18日', '验收组成员（签字，不少于2人）')
    await d.principal.request.put(`/api/papers/${randomUUID()}`).send({ type: 'listing', of: { hazardIds: [id] } }).expect(403)
  })

  it('01 and 02 state filter, period, cut-off and who made them, and fold 较大 with a note', async () => {
    const { words, schoolId } = await issued(d.desk, { type: 'ledger', of: { filter: { schoolId: 'SC013', severity: ['serious'] } } })
    assert.equal(schoolId, 'SC013')
    shows(words, '筛选：石林中心小学，较大，共', '截至：2026-11-25 09:00', '制表：周科员 2026-11-25 09:00', '含本局内部分级为“较大”的隐患', '延至', '填表人：')
    const archive = await issued(d.desk, { type: 'photoLedger', of: { filter: { receivedFrom: '2026-11-13', receivedTo: '2026-11-13', state: ['closed'] } } })
    shows(archive.words, '整改前照片', '已销号，共2条', '2026年11月13日至2026年11月13日', '0.018')
    await d.inspector.request.put(`/api/papers/${randomUUID()}`).send({ type: 'ledger', of: { filter: {} } }).expect(403)
    assert.deepEqual(await refused(d.desk, { type: 'ledger', of: { filter: { schoolId: 'SC014' } } }), { path: 'of', code: 'no-hazards' })
  })

  it('12 月报 adds up, and is the whole district’s: a school does not know of it', async () => {
    await file(d.strangerInspector, { schoolId: 'SC014' })
    const spot = await file(d.inspector)
    await done(d.inspector, spot.id, { action: 'fixOnSpot', ...await evidence(d.inspector, spot.id) })
    const paper = await issued(d.desk, { type: 'statistics', year: 2026, fromMonth: 11, toMonth: 11 })
    assert.equal(paper.schoolId, null)
    shows(paper.words, '（2026年11月）', '数据截至：2026年11月25日9时', '石林镇', '其他', '合计', '未销号＝上期结转＋本期新增－已销号')
    const stored = await t.connection.collection('papers').findOne({ _id: paper.id as never })
    const rows = stored!.data.rows as { figures: Record<string, number> }[]
    const total = (key: string) => rows.reduce((sum, { figures }) => sum + figures[key]!, 0)
    const all = await t.connection.collection('hazards').countDocuments({ status: { $ne: 'void' } })
    assert.equal(total('found'), all)
    assert.equal(total('general') + total('major'), all)
    assert.equal(total('onSpot') + total('limited'), all)
    assert.equal(total('onSpot'), 1)
    assert.equal(total('carried') + total('found') - total('closed'), await t.connection.collection('hazards').countDocuments({ status: { $in: ['open', 'rectified'] } }))
    for (const who of [d.officer, d.principal, d.inspector]) {
      await who.request.get(`/api/papers/${paper.id}`).expect(404)
      await who.request.get(`/api/papers/${paper.id}/file`).expect(404)
    }
    assert.deepEqual(await refused(d.desk, { type: 'statistics', year: 2027, fromMonth: 1, toMonth: 1 }), { path: 'fromMonth', code: 'future' })
  })

  it('bear the mark of the demonstration where the school is one of it', async () => {
    await t.connection.collection('schools').updateOne({ _id: 'SC014' as never }, { $set: { demo: true } })
    const { id } = await file(d.strangerInspector, { schoolId: 'SC014' })
    shows((await issued(d.desk, { type: 'notice', of: { hazardIds: [id] } })).words, '演示数据')
  })

  it('are worded by settings that the administrator changes, each change on record; issued ones stay', async () => {
    const { id } = await file(d.inspector)
    const before = await issued(d.desk, { type: 'notice', of: { hazardIds: [id] } })
    const { body } = await d.administrator.request.get('/api/paper-settings').expect(200)
    const settings = { ...body.settings, office: { ...body.settings.office, name: '某区教育局', contact: '钱工' }, prefixes: { ...body.settings.prefixes, notice: '某教安整' } }
    await d.desk.request.put('/api/paper-settings').send({ version: body.version, settings }).expect(403)
    await d.administrator.request.put('/api/paper-settings').send({ version: body.version, settings: { ...settings, redHead: 'emblem' } }).expect(400)
    const changed = await d.administrator.request.put('/api/paper-settings').send({ version: body.version, settings }).expect(200)
    await d.administrator.request.put('/api/paper-settings').send({ version: body.version, settings: body.settings }).expect(409)
    const next = await issued(d.desk, { type: 'notice', of: { hazardIds: [(await file(d.inspector)).id] } })
    assert.equal(next.number, before.number!.replace('山教体安整', '某教安整').replace(/〕\d+/, (seq) => `〕${Number(seq.slice(1)) + 1}`).replace('山教', '某教'))
    shows(next.words, '某区教育局', '联系人：钱工')
    hides(await wordsOf(await download(d.desk, before.id)), '某区教育局')
    const { body: trail } = await d.auditor.request.get('/api/audit').expect(200)
    const entry = trail.items.find(({ action, stage }: { action: string; stage: string }) => action === 'paper.settings' && stage === 'done')
    assert.deepEqual(Object.keys(entry.detail).sort(), ['office', 'prefixes'])
    await d.administrator.request.put('/api/paper-settings').send({ version: changed.body.version, settings: body.settings }).expect(200)
  })
})
