import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Router, static as serveStatic, type RequestHandler } from 'express'
import { noSuchRoute } from './on-error.ts'

/** The phone's pages: hashed assets are kept for ever, the page that names them is asked for each time. */
export function pages(folder: string): Router {
  const router = Router()
  if (!existsSync(join(folder, 'index.html'))) return router
  router.use('/assets', serveStatic(join(folder, 'assets'), { immutable: true, maxAge: '1y', index: false }), noSuchRoute)
  router.use(serveStatic(folder, { index: false, cacheControl: true, maxAge: 0 }))
  router.get('/{*path}', page(folder))
  return router
}

const page = (folder: string): RequestHandler => (_req, res) => {
  res.setHeader('Cache-Control', 'no-cache')
  res.sendFile(join(folder, 'index.html'), { etag: true })
}
