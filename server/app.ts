import { fileURLToPath } from 'node:url'
import compression from 'compression'
import express, { Router, type Express } from 'express'
import type { Connection } from 'mongoose'
import type { Logger } from 'pino'
import { accountRoutes } from './account/account.routes.ts'
import { sessionRoutes } from './account/session.routes.ts'
import { auditRoutes } from './audit/audit.routes.ts'
import { checklistRoutes } from './checklist/checklist.routes.ts'
import type { Config } from './config.ts'
import { isDemonstration } from './demonstration/make-demonstration.ts'
import { hazardRoutes } from './hazard/hazard.routes.ts'
import { authenticator } from './http/authenticate.ts'
import { healthRoutes } from './http/health.routes.ts'
import { serveMetrics, timeRequests, type Metrics } from './http/metrics.ts'
import { noSuchRoute, onError } from './http/on-error.ts'
import { openApiRoutes } from './http/openapi.ts'
import { pages } from './http/pages.ts'
import { mount, type Route } from './http/route.ts'
import { refuseCrossSite, securityHeaders } from './http/security.ts'
import { sessions } from './http/session.ts'
import { importRoutes } from './import/import.routes.ts'
import { ledgerRoutes } from './ledger/ledger.routes.ts'
import { notificationRoutes } from './notification/notification.routes.ts'
import { paperRoutes } from './paper/paper.routes.ts'
import { photoRoutes } from './photo/photo.routes.ts'
import { schoolRoutes } from './school/school.routes.ts'
import type { Services } from './services.ts'
import { settingsRoutes } from './settings.routes.ts'
import { mapRoutes } from './statistics/map.routes.ts'
import { viewRoutes } from './view/view.routes.ts'

export interface AppDeps {
  config: Config
  services: Services
  connection: Connection
  log: Logger
  metrics: Metrics
  sessionSecret: string
  now(): Date
  draining?(): boolean
}

/** Built pages lie in dist/mobile-web, whether this file runs from the source or from the build. */
const PAGES = fileURLToPath(new URL(import.meta.url.endsWith('.ts') ? '../dist/mobile-web' : '../mobile-web', import.meta.url))
const JSON_LIMIT = '200kb'

/** Every route of the application: mounted below, walked by the tests, printed as OpenAPI. */
export function routesOf({ config, services, connection, now, draining = () => false }: AppDeps): Route[] {
  const { accounts, schools, audit, hazards, photos, notifications, maps, views, ledgers, imports, papers, lateness } = services
  const routes = [
    ...sessionRoutes(accounts), ...accountRoutes(accounts), ...schoolRoutes(schools), ...checklistRoutes(),
    ...hazardRoutes(hazards), ...photoRoutes(photos), ...mapRoutes(maps, config.MAP_BOUNDARY), ...viewRoutes(views), ...ledgerRoutes(ledgers), ...importRoutes(imports), ...paperRoutes(papers), ...notificationRoutes(notifications),
    ...auditRoutes(audit), ...settingsRoutes(config, () => isDemonstration(connection)),
    ...healthRoutes({ connection, lateness: () => lateness(now()), draining }),
  ]
  return [...routes, ...openApiRoutes(routes)]
}

export function createApp(deps: AppDeps): Express {
  const { config, log, metrics, now, services } = deps
  const app = express()
  app.disable('x-powered-by')
  app.disable('etag')
  if (config.TRUST_PROXY !== undefined) app.set('trust proxy', config.TRUST_PROXY)
  app.use(securityHeaders(config), timeRequests(metrics))
  app.get('/metrics', serveMetrics(config, metrics))
  app.use(compression({ threshold: 2048 }))
  const api = Router()
  api.use('/api', refuseCrossSite(config), noStore, express.json({ limit: JSON_LIMIT }), sessions(deps))
  mount(api, routesOf(deps), { now, authenticate: authenticator(services.accounts) })
  api.use(['/api', '/health'], noSuchRoute)
  app.use(api)
  app.use(pages(PAGES), noSuchRoute)
  app.use(onError(log))
  return app
}

/** What the API answers belongs to one person at one moment. A route that may be kept says so itself. */
const noStore: express.RequestHandler = (_req, res, next) => {
  res.setHeader('Cache-Control', 'private, no-store')
  next()
}
