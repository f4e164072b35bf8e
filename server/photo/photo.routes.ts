import { SEES_HAZARDS } from '../contract/enumerations.ts'
import { photo } from '../contract/hazard.ts'
import { photoFields, photoFormParams, photoParams } from '../contract/photo.ts'
import { route, type Route } from '../http/route.ts'
import { receive } from './photo.intake.ts'
import { serve } from './photo.serve.ts'
import type { PhotoService } from './photo.service.ts'

export function photoRoutes(photos: PhotoService): Route[] {
  return [
    route({
      method: 'put', path: '/api/hazards/:id/photos/:photoId', summary: 'Send one photo of a hazard', roles: SEES_HAZARDS,
      params: photoParams, upload: photoFields, answers: { 201: photo, 200: photo },
      async handle({ params, actor, now, req, res }) {
        const hazard = await photos.expect(actor, params.id, now)
        const { photo: body, replayed } = await receive(req, res, actor.id, (sent) =>
          photos.keep(actor, hazard, { photoId: params.photoId, ...sent }, now))
        return { status: replayed ? 200 : 201, body }
      },
    }),
    route({
      method: 'get', path: '/api/photos/:id/:form', summary: 'One form of a photo: thumbnail, display or received', roles: SEES_HAZARDS,
      params: photoFormParams, answers: { 200: null, 206: null, 304: null },
      async handle({ params, actor, now, req, res }) {
        await serve(req, res, await photos.view(actor, params.id, params.form, now))
        return undefined
      },
    }),
  ]
}
