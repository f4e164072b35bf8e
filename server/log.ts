import { pino, type Logger } from 'pino'
import type { Config } from './config.ts'

/** One JSON line an event on standard error, so that standard output stays for people. Secrets never reach it. */
export const createLog = (config: Pick<Config, 'LOG_LEVEL'>): Logger => pino({
  level: config.LOG_LEVEL, base: null,
  redact: ['password', 'req.headers.cookie', 'req.headers.authorization', 'err.config'],
}, pino.destination(2))
