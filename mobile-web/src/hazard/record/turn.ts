import type { Hazard } from '../../../../server/contract/hazard.ts'
import { dateOf } from '../../../../server/contract/calendar.ts'
import { dateWords } from '../../words/dates.ts'
import { t } from '../../words/t.ts'
import { nameOf } from './people.ts'

/** Whose move it is: words around a name, which is printed bold; and what comes after the move. */
export interface Turn { before: string; who: string; after: string; then: string }

const HOLE = '\u0000'
const around = (words: string, who: string, then = ''): Turn => {
  const [before = '', after = ''] = words.split(HOLE)
  return { before, who, after, then }
}

export function turnOf(hazard: Hazard): Turn {
  switch (hazard.status) {
    case 'open': return schoolsTurn(hazard)
    case 'rectified': return reviewersTurn(hazard)
    case 'closed': return around(t('record.turn.closed', { date: dateWords(dateOf(new Date(hazard.closedAt ?? hazard.receivedAt))) }), '')
    case 'void': return around(t('record.turn.void'), '')
  }
}

function schoolsTurn(hazard: Hazard): Turn {
  const mine = hazard.actions.includes('rectify') || hazard.actions.includes('close')
  const then = hazard.severity === 'general' ? t('record.turn.thenClosed') : t('record.turn.thenRecheck')
  return around(t('record.turn.school', { who: HOLE }), mine ? t('record.you') : nameOf(hazard, hazard.assigneeId), mine ? then : '')
}

/** The reporter, if that person rechecks at all; else whoever of the inspectors comes first. */
function reviewerOf(hazard: Hazard): string {
  const reporter = hazard.people.find(({ id }) => id === hazard.reporterId)
  return reporter && (reporter.role === 'inspector' || reporter.role === 'bureau') ? reporter.name : t('record.reviewer')
}

function reviewersTurn(hazard: Hazard): Turn {
  const mine = hazard.actions.includes('accept')
  const second = hazard.severity === 'major' && hazard.acceptances.length > 0
  const who = mine ? t('record.you') : second ? t('record.desk') : reviewerOf(hazard)
  const then = hazard.severity !== 'major' ? '' : t(second ? 'record.turn.second' : 'record.turn.first')
  return around(t('record.turn.reviewer', { who: HOLE }), who, then)
}
