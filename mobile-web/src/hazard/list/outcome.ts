import type { HazardSummary } from '../../../../server/contract/hazard.ts'
import { schoolName } from '../../school/schools.ts'

export interface Outcome { hazard: HazardSummary; why: string }

export const placeOf = ({ number, schoolId, spot }: HazardSummary): string => `${number} · ${schoolName(schoolId)} · ${spot}`
