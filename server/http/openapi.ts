import { z } from 'zod'
import { problem } from '../contract/problem.ts'
import { route, type Route } from './route.ts'

type Json = Record<string, unknown>

/** The OpenAPI 3.1 document, read off the same table of routes that is mounted, so that it cannot go stale. */
export function openApiDocument(routes: readonly Route[]): Json {
  const paths: Record<string, Json> = {}
  for (const declared of routes) {
    const path = declared.path.replaceAll(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [declared.method]: operation(declared) }
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Campus safety: inspection and hazard rectification', version: '1', description: 'Refusals are application/problem+json with a stable `code`.' },
    components: {
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'sid' } },
      schemas: { Problem: jsonSchema(problem) },
    },
    paths,
  }
}

function operation(declared: Route): Json {
  const refusal = { description: 'Refused', content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } }
  return {
    summary: declared.summary,
    ...(declared.roles !== 'anyone' && { security: [{ session: [] }], 'x-roles': declared.roles }),
    parameters: [...parameters('path', declared.params), ...parameters('query', declared.query)],
    ...(declared.body && { requestBody: { required: true, content: { 'application/json': { schema: jsonSchema(declared.body) } } } }),
    ...(declared.upload && { requestBody: { required: true, content: { 'multipart/form-data': { schema: uploadSchema(declared.upload, declared.uploadField ?? 'photo') } } } }),
    responses: { ...Object.fromEntries(Object.entries(declared.answers).map(answer)), default: refusal },
  }
}

const answer = ([status, schema]: [string, z.ZodType | null]) => [status, {
  description: status === '204' ? 'Done' : 'Answered',
  ...(schema && { content: { 'application/json': { schema: jsonSchema(schema, 'output') } } }),
}]

function parameters(place: 'path' | 'query', schema: z.ZodType | undefined): Json[] {
  if (!schema) return []
  const { properties = {}, required = [] } = jsonSchema(schema) as { properties?: Json; required?: string[] }
  return Object.entries(properties).map(([name, of]) => ({ name, in: place, required: place === 'path' || required.includes(name), schema: of }))
}

function uploadSchema(fields: z.ZodType, file: string): Json {
  const schema = jsonSchema(fields) as { properties?: Json; required?: string[] }
  return { ...schema, properties: { ...schema.properties, [file]: { type: 'string', format: 'binary' } }, required: [...(schema.required ?? []), file] }
}

const jsonSchema = (schema: z.ZodType, io: 'input' | 'output' = 'input') =>
  z.toJSONSchema(schema, { io, unrepresentable: 'any', target: 'draft-2020-12' }) as Json

/** Serves the document of the routes beside it. */
export function openApiRoutes(routes: readonly Route[]): Route[] {
  const self: Route = route({
    method: 'get', path: '/api/openapi.json', summary: 'This document', roles: 'anyone', answers: { 200: z.looseObject({}) },
    handle: async () => ({ body: (document ??= openApiDocument([...routes, self])) }),
  })
  let document: Json | undefined
  return [self]
}
