import admin from './admin.ts'
import hazard from './hazard.ts'
import inbox from './inbox.ts'
import map from './map.ts'
import problem from './problem.ts'
import report from './report.ts'
import shell from './shell.ts'

export default { admin, hazard, inbox, map, problem, report, shell }
