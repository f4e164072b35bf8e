import hazard from './hazard.ts'
import problem from './problem.ts'
import report from './report.ts'
import shell from './shell.ts'

/** What the frame, the way in and the report form say: all that stands before a report can be filed. */
export default { hazard, problem, report, shell }
