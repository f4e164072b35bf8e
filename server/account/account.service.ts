import { setTimeout as sleep } from 'node:timers/promises'
import type { Connection } from 'mongoose'
import type { AuditService } from '../audit/audit.service.ts'
import type { SchoolService } from '../school/school.service.ts'
import { createAdministration } from './account.administration.ts'
import { createDirectory } from './account.directory.ts'
import { createHandOver } from './account.hand-over.ts'
import { createAccountImport } from './account.import.ts'
import { createLogIn } from './account.log-in.ts'
import { accountModel, createAccountReader } from './account.model.ts'
import { createThrottle } from './log-in.throttle.ts'
import { createPasswords } from './password.ts'

export interface AccountDeps {
  connection: Connection
  now(): Date
  audit: AuditService
  schools: SchoolService
  /** Gives the account's open hazards to whoever is next. Must bear being called again. */
  assigneeGone(accountId: string, now: Date): Promise<unknown>
  /** How the log-in waits, in milliseconds. */
  pause?(ms: number): Promise<void>
}

export type AccountService = ReturnType<typeof createAccountService>

/** People: who they are, how they come in, who keeps their accounts, and what happens to their work when they go. */
export function createAccountService({ connection, now, audit, schools, assigneeGone, pause = sleep }: AccountDeps) {
  const accounts = accountModel(connection)
  const readAccounts = createAccountReader(accounts)
  const passwords = createPasswords()
  const throttle = createThrottle({ now, pause })
  const { handOver, sweepHandOvers } = createHandOver({ accounts, now, assigneeGone })
  const { differs, ...administration } = createAdministration({ accounts, audit, schools, passwords, now, handOver })
  return {
    ...createDirectory(accounts, readAccounts),
    ...createLogIn({ accounts, readAccounts, audit, passwords, throttle }),
    ...administration,
    ...createAccountImport({ accounts, audit, schools, administration: { ...administration, differs } }),
    sweepHandOvers,
  }
}
