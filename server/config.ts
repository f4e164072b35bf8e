import { accessSync, constants, statSync } from 'node:fs'
import { isIP } from 'node:net'
import { resolve } from 'node:path'
import { z } from 'zod'

const url = (protocols: string[]) => z.string().refine((value) => URL.canParse(value) && protocols.includes(new URL(value).protocol), `must be an address that starts with ${protocols.join(' or ')}`)

/** Not `new URL`: a replica set is several hosts, joined by commas, which no URL allows. What is inside is the driver's to judge. */
const mongoUri = z.string().regex(/^mongodb(\+srv)?:\/\/[^\s/?#]+(\/[^\s/?#]*)?(\?[^\s#]*)?$/, 'must be an address that starts with mongodb: or mongodb+srv:')
const flag = z.enum(['0', '1']).transform((value) => value === '1')

/** A hop count, or addresses and CIDR blocks joined by commas. `true` would believe every header, so it is refused. */
const trustProxy = z.string().transform((value, context) => {
  if (/^\d{1,2}$/.test(value)) return Number(value)
  const blocks = value.split(',').map((block) => block.trim())
  if (blocks.every(isBlock)) return blocks
  context.addIssue('must be a hop count or addresses in CIDR form')
  return z.NEVER
})

/** Express throws at a prefix that is too long, without saying which setting it was. */
function isBlock(block: string): boolean {
  if (['loopback', 'linklocal', 'uniquelocal'].includes(block)) return true
  const [address = '', prefix, ...rest] = block.split('/')
  const bits = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1
  return bits > 0 && rest.length === 0 && (prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) >= 1 && Number(prefix) <= bits))
}

/** A file that can be read now, so that it is missed at the start and not when somebody opens the map. */
const readableFile = z.string().min(1).transform((path) => resolve(path)).refine(isReadable, 'must be a file that can be read')

function isReadable(path: string): boolean {
  try {
    accessSync(path, constants.R_OK)
    return statSync(path).isFile()
  } catch {
    return false
  }
}

const environment = z.object({
  NODE_ENV: z.enum(['development', 'production', 'test']).default('development'),
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  DATA_DIR: z.string().min(1).default('./data').transform((path) => resolve(path)),
  MONGODB_URI: mongoUri.optional(),
  PUBLIC_URL: url(['http:', 'https:']).optional(),
  TRUST_PROXY: trustProxy.optional(),
  SESSION_SECRET: z.string().min(32).optional(),
  SMTP_URL: url(['smtp:', 'smtps:']).optional(),
  MAIL_FROM: z.string().min(3).max(200).default('校园安全隐患整改 <noreply@localhost.invalid>'),
  DEMO: flag.optional(),
  METRICS_TOKEN: z.string().min(16).optional(),
  LOG_LEVEL: z.enum(['silent', 'fatal', 'error', 'warn', 'info', 'debug']).default('info'),
  MAP_TILES: z.string().refine((value) => /^https?:\/\/\S+$/.test(value) && ['{x}', '{y}', '{z}'].every((part) => value.includes(part)),
    'must be an address with {x}, {y} and {z}').optional(),
  MAP_SUBDOMAINS: z.string().regex(/^[a-z0-9]{1,36}$/, 'must be letters and digits, one for each subdomain').default('abc'),
  MAP_CRS: z.enum(['wgs84', 'gcj02']).default('wgs84'),
  MAP_ATTRIBUTION: z.string().max(300).default(''),
  MAP_BOUNDARY: readableFile.optional(),
})

export const SETTINGS = Object.keys(environment.shape)

export type Config = Readonly<z.infer<typeof environment>> & { readonly secure: boolean }

/** A setting that is wrong, named so that it can be put right. */
export class ConfigError extends Error {}

/** Parses the environment once. Empty variables count as not set, as compose files leave them. Throws ConfigError. */
export function parseConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const result = environment.safeParse(given)
  if (!result.success) throw new ConfigError(result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('\n'))
  const config = { ...result.data, secure: result.data.PUBLIC_URL?.startsWith('https:') ?? false }
  checkTogether(config)
  return config
}

function checkTogether(config: Config): void {
  if (config.secure && config.TRUST_PROXY === undefined) {
    throw new ConfigError('TRUST_PROXY: required when PUBLIC_URL is https, or the session cookie would never be sent')
  }
  if (config.secure && config.TRUST_PROXY === 0) {
    throw new ConfigError('TRUST_PROXY: 0 believes no proxy, so that an https PUBLIC_URL would never be recognised; name the proxies in front')
  }
  if (config.NODE_ENV === 'production' && config.DEMO) {
    throw new ConfigError('DEMO: 1 is refused in production, where invented hazards would stand among real ones')
  }
  if (config.NODE_ENV === 'production' && config.MONGODB_URI && !config.SESSION_SECRET) {
    throw new ConfigError('SESSION_SECRET: required with MONGODB_URI in production, the same on every instance')
  }
}

/** The demonstration district is made only outside production, and there on loopback or when asked for by name. */
export function wantsDemo(config: Config): boolean {
  if (config.NODE_ENV === 'production') return false
  if (config.DEMO !== undefined) return config.DEMO
  return !config.MONGODB_URI && ['127.0.0.1', '::1', 'localhost'].includes(config.HOST)
}
