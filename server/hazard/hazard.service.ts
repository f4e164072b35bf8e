import { createActing } from './hazard.acting.ts'
import type { HazardDeps } from './hazard.deps.ts'
import { createAssignees } from './hazard.assigning.ts'
import { createBulk } from './hazard.bulk.ts'
import { createEvidence } from './hazard.evidence.ts'
import { createImporting } from './hazard.importing.ts'
import { createReading } from './hazard.reading.ts'
import { createReporting } from './hazard.reporting.ts'
import { createSimilar } from './hazard.similar.ts'
import { createWalk } from './hazard.walk.ts'

export type HazardService = ReturnType<typeof createHazardService>

/** What can be done with hazards: filed, acted upon, given photos, read. */
export function createHazardService(deps: HazardDeps) {
  const reading = createReading(deps)
  const acting = createActing(deps, reading)
  return { ...createReporting(deps), ...acting, ...createBulk(deps, acting), assigneesAt: createAssignees(deps), ...createEvidence(deps, reading), ...reading, ...createWalk(deps.hazards, reading), ...createImporting(deps), similar: createSimilar(deps) }
}
