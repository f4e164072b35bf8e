import admin from './admin.ts'
import hazard from './hazard.ts'
import inbox from './inbox.ts'
import ledger from './ledger.ts'
import list from './list.ts'
import map from './map.ts'
import paper from './paper.ts'
import problem from './problem.ts'
import record from './record.ts'
import report from './report.ts'
import shell from './shell.ts'
import todo from './todo.ts'

export default { admin, hazard, inbox, ledger, list, map, paper, problem, record, report, shell, todo }
