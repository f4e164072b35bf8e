import { timingSafeEqual } from 'node:crypto'
import type { Request, RequestHandler } from 'express'
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client'
import type { Config } from '../config.ts'
import { Problem } from './problem.ts'

export interface Metrics {
  registry: Registry
  requests: Histogram<'method' | 'route' | 'status'>
  notifications: Counter<'channel' | 'outcome'>
  lateness: Gauge
}

export function createMetrics(): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  return {
    registry,
    requests: new Histogram({
      name: 'http_request_duration_seconds', help: 'Duration of requests', labelNames: ['method', 'route', 'status'],
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5], registers: [registry],
    }),
    notifications: new Counter({ name: 'notifications_total', help: 'Notifications by channel and outcome', labelNames: ['channel', 'outcome'], registers: [registry] }),
    lateness: new Gauge({ name: 'jobs_lateness_seconds', help: 'Age of the oldest reminder or message that is still waiting', registers: [registry] }),
  }
}

/** Times every request under the path of its route, never under the path asked for, so that the series stay few. */
export const timeRequests = ({ requests }: Metrics): RequestHandler => (req, res, next) => {
  const stop = requests.startTimer()
  res.once('close', () => stop({ method: req.method, route: (req.route as { path?: string } | undefined)?.path ?? 'other', status: res.statusCode }))
  next()
}

/** `/metrics`: with the token, or without one only for a peer on loopback that no proxy stands before. */
export function serveMetrics(config: Config, { registry }: Metrics): RequestHandler {
  return async (req, res) => {
    if (!(config.METRICS_TOKEN ? bearsToken(req, config.METRICS_TOKEN) : isLocal(req))) throw new Problem('not-found')
    res.type(registry.contentType).send(await registry.metrics())
  }
}

function bearsToken(req: Request, token: string): boolean {
  const given = Buffer.from(req.headers.authorization ?? '')
  const expected = Buffer.from(`Bearer ${token}`)
  return given.length === expected.length && timingSafeEqual(given, expected)
}

const LOOPBACK = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1'])
const isLocal = (req: Request) => LOOPBACK.has(req.socket.remoteAddress ?? '') &&
  !Object.keys(req.headers).some((name) => name === 'forwarded' || name.startsWith('x-forwarded-') || name === 'x-real-ip')
