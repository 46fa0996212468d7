/** The API's description, made from the routes themselves; committed as docs/generated/openapi.json and checked for drift. */
import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { type GuardedRoute, guardedRoutes } from './route-permissions.js';
import { DiscoveryService, Reflector } from '@nestjs/core';

const problemSchema = {
  type: 'object',
  description: 'RFC 9457. `type` names the problem, `errors` points at each fault by JSON Pointer.',
  required: ['type', 'title', 'status', 'detail', 'instance'],
  properties: {
    type: { type: 'string', example: '/problems/ceiling-exceeded' },
    title: { type: 'string', example: 'Taket överskrids' },
    status: { type: 'integer', example: 409 },
    detail: { type: 'string' },
    instance: { type: 'string' },
    code: { type: 'string' },
    requestId: { type: 'string' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        properties: { pointer: { type: 'string' }, code: { type: 'string' }, detail: { type: 'string' } },
      },
    },
  },
};

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;
const methods = ['get', 'post', 'put', 'patch', 'delete'] as const;

export function buildOpenApi(app: INestApplication, version: string): OpenAPIObject {
  const outline = new DocumentBuilder()
    .setTitle('Anslag')
    .setDescription(
      'Från ett bidrag som kan rekvireras, över förslag och beslut, till varje använd krona. / From a grant that can be drawn, over proposals and decisions, to every krona spent.',
    )
    .setVersion(version)
    .setLicense('MIT', '')
    .addCookieAuth('sid', { type: 'apiKey', in: 'cookie', name: 'sid' }, 'session')
    .addBearerAuth({ type: 'http', description: 'Personal access token, anslag_…' }, 'token')
    .addSecurityRequirements('session')
    .addSecurityRequirements('token')
    .build();
  const document = SwaggerModule.createDocument(app, { ...outline, openapi: '3.1.0' });
  document.components = {
    ...document.components,
    schemas: { ...document.components?.schemas, Problem: problemSchema as never },
  };
  const routes = new Map(
    guardedRoutes(app.get(DiscoveryService), app.get(Reflector)).map((route) => [
      `${route.method} ${route.path}`.replaceAll(/:(\w+)/g, '{$1}'),
      route,
    ]),
  );
  for (const [path, item] of Object.entries(document.paths))
    for (const method of methods) {
      const operation = item[method];
      const route = routes.get(`${method.toUpperCase()} ${path}`);
      if (operation !== undefined && route !== undefined) describeCommonParts(operation, route);
    }
  return document;
}

/** Headers and refusals many operations share; written here once rather than on each route. */
function describeCommonParts(operation: Operation, { open, demandsKey, demandsVersion }: GuardedRoute): void {
  if (open !== undefined) operation.security = [];
  if (demandsKey)
    (operation.parameters ??= []).push({
      name: 'Idempotency-Key',
      in: 'header',
      required: true,
      description: 'UUID inom citattecken, ett nytt för varje ny åtgärd; sparas i 90 dagar.',
      schema: { type: 'string', example: '"8e03978e-40d5-43e8-bc93-6894a57f9324"' },
    });
  if (demandsVersion)
    (operation.parameters ??= []).push({
      name: 'If-Match',
      in: 'header',
      required: true,
      description: 'ETag ur det du har läst, t.ex. "7".',
      schema: { type: 'string', example: '"7"' },
    });
  operation.responses['default'] = {
    description: 'Ett fel, som problem+json.',
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  };
}
