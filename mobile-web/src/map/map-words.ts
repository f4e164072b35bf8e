import { schoolName } from '../school/schools.ts'
import { t } from '../words/t.ts'
import { MAP_STATES, type StateCounts } from './map-points.ts'

/** 石林中心小学等 3 所学校; one school by its name. */
export const placeWords = (schoolIds: readonly string[]): string => {
  const first = schoolName(schoolIds[0] ?? '')
  return schoolIds.length > 1 ? t('map.place.schools', { first, n: schoolIds.length }) : first
}

interface Counted { counts: StateCounts; major: number; closed: number }

/** 逾期 1，整改中 4，其中重大 1: the figures in words, for who cannot see the ring. */
export function countWords({ counts, major, closed }: Counted): string {
  return [
    ...MAP_STATES.filter((state) => counts[state] > 0).map((state) => t('map.marker.state', { state: t(`hazard.state.${state}`), n: counts[state] })),
    ...(major > 0 ? [t('map.marker.major', { n: major })] : []),
    ...(closed > 0 ? [t('map.closed', { n: closed })] : []),
  ].join(t('map.marker.join'))
}

/** 1 公里 or 500 米. */
export const distanceWords = (metres: number): string =>
  metres >= 1000 ? t('map.kilometres', { n: metres / 1000 }) : t('map.metres', { n: metres })

/** A name as a map label: without what stands in brackets at its end, which the panel shows in full. */
export const labelOf = (name: string): string => name.replace(/[（(][^（()）]*[)）]$/, '') || name
