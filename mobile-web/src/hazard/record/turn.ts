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
  if (hazard.actions.includes('grantExtension')) return around(t('record.turn.extension', { who: HOLE }), t('record.you'))
  if (hazard.actions.includes('approvePlan')) return around(t('record.turn.plan', { who: HOLE }), t('record.you'))
  switch (hazard.status) {
    case 'open': return schoolsTurn(hazard)
    case 'rectified': return reviewersTurn(hazard)
    case 'closed': return around(t('record.turn.closed', { date: dateWords(dateOf(new Date(hazard.closedAt ?? hazard.receivedAt))) }), '')
    case 'void': return around(t('record.turn.void'), '')
  }
}

function schoolsTurn(hazard: Hazard): Turn {
  // What the desk follows up may be put right at the school all the same; whose move it is, is the desk's, which alone hands over.
  const mine = (hazard.actions.includes('rectify') || hazard.actions.includes('close')) && (hazard.assigneeId !== null || hazard.actions.includes('handOver'))
  const then = hazard.severity === 'general' ? t('record.turn.thenClosed')
    : t(hazard.severity === 'major' && hazard.planState !== 'approved' ? 'record.turn.planFirst' : 'record.turn.thenRecheck')
  return around(t('record.turn.school', { who: HOLE }), mine ? t('record.you') : nameOf(hazard, hazard.assigneeId),
    hazard.extension ? t('record.turn.thenDecided') : mine ? then : '')
}

/** The reporter, if that person rechecks at all; else whoever of the inspectors comes first. */
function reviewerOf(hazard: Hazard): string {
  const reporter = hazard.people.find(({ id }) => id === hazard.reporterId)
  return reporter && (reporter.role === 'inspector' || reporter.role === 'bureau') ? reporter.name : t('record.reviewer')
}

/** The second acceptance is the bureau's, by another person than the first. */
function secondOf({ acceptances, people }: Hazard): string {
  const first = people.find(({ id }) => id === acceptances[0]?.by)
  return t(first?.role === 'bureau' ? 'record.desk.another' : 'record.desk')
}

function reviewersTurn(hazard: Hazard): Turn {
  const second = hazard.severity === 'major' && hazard.acceptances.length > 0
  if (hazard.severity === 'major' && hazard.planState === 'submitted') return around(t('record.turn.plan', { who: HOLE }), t('record.desk'), t('record.turn.planFirst'))
  if (hazard.severity === 'major' && hazard.planState !== 'approved') {
    return around(t('record.turn.school', { who: HOLE }), hazard.actions.includes('submitPlan') ? t('record.you') : nameOf(hazard, hazard.assigneeId), t('record.turn.planFirst'))
  }
  const who = hazard.actions.includes('accept') ? t('record.you') : second ? secondOf(hazard) : reviewerOf(hazard)
  const then = hazard.severity !== 'major' ? '' : t(second ? 'record.turn.second' : 'record.turn.first')
  return around(t('record.turn.reviewer', { who: HOLE }), who, then)
}
