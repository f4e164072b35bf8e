import type { RequestHandler } from 'express'
import helmet from 'helmet'
import type { Config } from '../config.ts'
import { Problem } from './problem.ts'

/** Headers of every answer. HSTS and upgrades only behind TLS: over plain http on a LAN they would blank the page. */
export function securityHeaders(config: Config): RequestHandler {
  const tiles = config.MAP_TILES ? [tileSource(config.MAP_TILES)] : []
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"], scriptSrc: ["'self'"], styleSrc: ["'self'"], fontSrc: ["'self'"],
        imgSrc: ["'self'", 'data:', 'blob:', ...tiles], connectSrc: ["'self'"], workerSrc: ["'self'"],
        manifestSrc: ["'self'"], objectSrc: ["'none'"], baseUri: ["'none'"], formAction: ["'self'"], frameAncestors: ["'none'"],
        ...(config.secure && { upgradeInsecureRequests: [] }),
      },
    },
    strictTransportSecurity: config.secure ? { maxAge: 31_536_000 } : false,
    referrerPolicy: { policy: 'strict-origin-when-cross-origin' },
  })
}

/** The origins of a tile template. A host label with {s} in it (`{s}`, `t{s}`) is any subdomain: a source knows no other pattern. */
function tileSource(template: string): string {
  const [, scheme, host] = /^(https?):\/\/([^/]+)/.exec(template) ?? []
  return `${scheme}://${(host ?? '').replace(/^[^.]*\{s\}[^.]*/, '*')}`
}

const WRITES = new Set(['POST', 'PUT', 'PATCH', 'DELETE'])

/**
 * Refuses a write that another site made the browser send. No token: a token would break what waits on a phone.
 * `Origin` must be PUBLIC_URL's, or without one have the request's own host; `Sec-Fetch-Site` must be same-origin or none.
 * A caller with neither header is no browser and carries no stolen cookie.
 */
export function refuseCrossSite(config: Config): RequestHandler {
  const expected = config.PUBLIC_URL ? new URL(config.PUBLIC_URL).origin : null
  return (req, _res, next) => {
    if (!WRITES.has(req.method)) return next()
    const { origin, 'sec-fetch-site': site } = req.headers
    const foreign = (origin !== undefined && !(expected ? origin === expected : hostOf(origin) === req.headers.host)) ||
      (site !== undefined && site !== 'same-origin' && site !== 'none')
    if (foreign) throw new Problem('cross-site')
    next()
  }
}

const hostOf = (origin: string) => (URL.canParse(origin) ? new URL(origin).host : null)
