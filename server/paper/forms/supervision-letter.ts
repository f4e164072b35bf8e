import { dateOf } from '../../contract/calendar.ts'
import { longDate, sentence } from '../paper.words.ts'
import { createTypesetter } from '../typeset/typesetter.ts'
import { oneHazard, oneSchool, type Form } from './form.ts'
import { head, pageOf, signed } from './official.ts'

export interface SupervisionLetterData { number: string; addressee: string; title: string; facts: string; requests: string[]; ownMeasures: string }

const NUMERALS = ['一', '二', '三', '四', '五']

/** 督办函: asks a body that is not our subordinate, in the polite form of a letter; an order it is not. */
export const supervisionLetter: Form<'supervisionLetter', SupervisionLetterData> = {
  type: 'supervisionLetter', version: 2,
  compose({ addressee, title, facts, requests, ownMeasures }, material) {
    const hazard = oneHazard(material)
    const { name } = oneSchool(material)
    const found = `${longDate(dateOf(hazard.foundAt))}，我局在${material.settings.inspectionType}中发现，${name}${hazard.spot}${sentence(hazard.description)}`
    const reason = hazard.handedOver ? sentence(hazard.handedOver.reason) : ''
    return {
      schoolId: hazard.schoolId, hazardIds: [hazard._id],
      data: { number: hazard.number, addressee, title, facts: facts ?? `${found}${reason}`, requests, ownMeasures: ownMeasures ?? '' },
    }
  },
  draw(data, frame) {
    const set = createTypesetter(frame.faces)
    const { body } = set
    const { contact, phone } = frame.office
    const reach = [contact && `联系人：${contact}`, phone && `电话：${phone}`].filter(Boolean).join('，')
    const children = [
      ...head(set, frame, data.title), body(`${data.addressee}：`, { first: 0 }), ...data.facts.split('\n').map((line) => body(line)),
      body('为消除安全隐患，商请贵单位协助做好以下工作：'),
      ...data.requests.map((request, index) => body(`${NUMERALS[index]}、${sentence(request)}`)),
      body(`${data.ownMeasures ? sentence(data.ownMeasures) : ''}请将办理情况函告我局${reach && `（${reach}）`}。`, { keep: true }),
      ...signed(set, frame, true), body(`（隐患编号：${data.number}）`),
    ]
    return set.pack([set.document(children, pageOf(set, frame))], { title: data.title.replaceAll('\n', ''), creator: frame.office.name, evenAndOdd: true })
  },
}
