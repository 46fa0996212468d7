/**
 * The HTTP server as Fastify: limits, body readers, origin check and headers, all before any route is reached.
 */
import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import multipart from '@fastify/multipart';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest, HTTPMethods } from 'fastify';
import { v7 as uuidv7 } from 'uuid';
import type { Config } from '../config.js';
import { DomainError, invalid } from '../../kernel/errors.js';
import { answerError } from './error.filter.js';
import { FormFields, formMediaType } from './form-fields.js';
import { answerClientError, refuseTunnels } from './socket-answers.js';
import { inheritedNames, readStrictJson } from './strict-json.js';

const bodyBytesMax = 1024 * 1024;
const urlLengthMax = 8_192;
const headerBytesMax = 16 * 1024;
const headerCountMax = 200;
/** Above this Node itself cuts the connection; between the two limits we can still answer with a problem document. */
const headerBytesHardMax = 64 * 1024;
const slowCheckMs = 2_000;
const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

export function createAdapter(): FastifyAdapter {
  return new FastifyAdapter({
    logger: false,
    bodyLimit: bodyBytesMax,
    requestTimeout: 30_000,
    keepAliveTimeout: 65_000,
    // Fastify's own answer while closing is no problem document; what was let in before the end is served.
    return503OnClosing: false,
    genReqId: () => uuidv7(),
    routerOptions: { maxParamLength: 200, ignoreTrailingSlash: false, caseSensitive: true },
    http: {
      maxHeaderSize: headerBytesHardMax,
      headersTimeout: 10_000,
      // Node looks for slow requests only every 30 s unless told, which would make the limits two to four times as long.
      connectionsCheckingInterval: slowCheckMs,
      // A missing Host is refused below with a problem document; Node's own answer is empty.
      requireHostHeader: false,
    },
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) => answerError(error, request, reply),
    clientErrorHandler: answerClientError,
  } as never);
}

/** Registers everything that stands before the routes. Call before `app.init()`. */
export async function prepareServer(server: FastifyInstance, config: Config): Promise<void> {
  refuseTunnels(server.server);
  await server.register(cookie);
  await server.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
        objectSrc: ["'none'"],
      },
    },
    referrerPolicy: { policy: 'no-referrer' },
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
    hsts: config.publicUrl?.startsWith('https:') ? { maxAge: 31_536_000, includeSubDomains: false } : false,
  });
  readBodies(server);
  // A form with files is read by its route, part by part; see `postedForm`.
  await server.register(multipart, { throwFileSizeLimit: false });
  server.addHook('onRequest', async (request, reply) => {
    void reply.header('cache-control', 'no-store').header('x-request-id', request.id);
    requireReasonableRequest(request);
    const isForm = /^\s*multipart\//i.test(request.headers['content-type'] ?? '');
    if (isForm && !request.is404 && !safeMethods.has(request.method)) requireConfigured(request, 'takesForm');
    requireKnownHost(request, config);
    requireOwnOrigin(request, config);
  });
  answerUnknownRoutes(server);
}

function readBodies(server: FastifyInstance): void {
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    try {
      requireUtf8(request);
      const bytes = body as Buffer;
      request.bodyHash = createHash('sha256').update(bytes).digest();
      done(null, readStrictJson(bytes));
    } catch (error) {
      done(error as Error);
    }
  });
  // Other than JSON is read only at routes that say they take it.
  server.addContentTypeParser(formMediaType, { parseAs: 'buffer' }, (request, body, done) => {
    try {
      requireConfigured(request, 'takesForm');
      requireUtf8(request);
      const bytes = body as Buffer;
      request.bodyHash = createHash('sha256').update(bytes).digest();
      done(null, FormFields.read(bytes));
    } catch (error) {
      done(error as Error);
    }
  });
  // A file arrives as a stream; see `fileIn`.
  server.addContentTypeParser('application/octet-stream', (request, payload, done) => {
    try {
      requireConfigured(request, 'takesFile');
      done(null, payload);
    } catch (error) {
      done(error as Error);
    }
  });
}

function requireConfigured(request: FastifyRequest, what: 'takesFile' | 'takesForm'): void {
  const config = request.routeOptions.config as { takesFile?: boolean; takesForm?: boolean };
  if (config[what] === true) return;
  throw new DomainError('unsupported-media-type', 'Skicka innehållet som application/json (UTF-8).');
}

function requireUtf8(request: FastifyRequest): void {
  const charset = /charset\s*=\s*"?([^";\s]+)/i.exec(request.headers['content-type'] ?? '')?.[1];
  if (charset !== undefined && !/^utf-?8$/i.test(charset))
    throw new DomainError('unsupported-media-type', 'Skicka innehållet i UTF-8.');
}

function requireReasonableRequest(request: FastifyRequest): void {
  if (request.url.length > urlLengthMax)
    throw new DomainError('uri-too-long', `Adressen får ha högst ${urlLengthMax} tecken.`);
  const { rawHeaders } = request.raw;
  const bytes = rawHeaders.reduce((sum, text) => sum + text.length + 2, 0);
  if (bytes > headerBytesMax || rawHeaders.length / 2 > headerCountMax)
    throw new DomainError('headers-too-large', 'Huvudena är större eller fler än vad som tas emot.');
  if (request.headers['content-encoding'] !== undefined && request.headers['content-encoding'] !== 'identity')
    throw new DomainError('unsupported-media-type', 'Skicka innehållet utan komprimering.');
  requirePlainQuery(request.url);
}

/** `?a=1&a=2` and `?a[]=1` have no meaning here; guessing one would let two layers read them differently. */
function requirePlainQuery(url: string): void {
  const mark = url.indexOf('?');
  if (mark < 0) return;
  const seen = new Set<string>();
  for (const pair of url.slice(mark + 1).split('&')) {
    const name = decoded(pair.split('=', 1)[0] ?? '');
    if (name === undefined || decoded(pair) === undefined)
      throw new DomainError('malformed-request', 'Frågesträngen är felkodad.');
    if (/[[\]]/.test(name) || seen.has(name))
      throw new DomainError(
        'malformed-request',
        `Parametern '${name.slice(0, 60)}' ska anges en gång, utan hakparenteser.`,
      );
    if (inheritedNames.has(name)) throw invalid(`/${name}`, 'unknown-property', `Parametern '${name}' finns inte.`);
    if (name !== '') seen.add(name);
  }
}

/** The name as the query parser will read it, so that two spellings of one name are seen as one. */
function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return undefined;
  }
}

const loopback = new Set(['127.0.0.1', 'localhost', '[::1]']);

function requireKnownHost(request: FastifyRequest, config: Config): void {
  const host = request.headers.host?.toLowerCase();
  if (host === undefined || /^https?:/i.test(request.url))
    throw new DomainError('misdirected-request', 'Begäran ska ange Host och en relativ adress.');
  if (config.publicUrl !== undefined && host === new URL(config.publicUrl).host) return;
  const name = host.replace(/:\d+$/, '');
  const served = name === config.host.toLowerCase() || loopback.has(name);
  if (!served && (config.publicUrl !== undefined || config.example))
    throw new DomainError('misdirected-request', 'Begäran är ställd till en annan adress än den här tjänstens.');
}

/** Cross-site requests with effect are refused even when a cookie comes along (SameSite is the second belt). */
function requireOwnOrigin(request: FastifyRequest, config: Config): void {
  if (safeMethods.has(request.method)) return;
  const refuse = (): never => {
    throw new DomainError('csrf', 'Begäran kommer från en annan webbplats.');
  };
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') refuse();
  const { origin } = request.headers;
  if (origin === undefined) return;
  const own = [
    config.publicUrl === undefined ? undefined : new URL(config.publicUrl).origin,
    `http://${request.headers.host ?? ''}`,
  ];
  if (!own.includes(origin)) refuse();
}

/** 405 where the path exists for another method, 404 otherwise; both as problem documents. */
function answerUnknownRoutes(server: FastifyInstance): void {
  const patterns: { methods: Set<string>; pattern: RegExp }[] = [];
  server.addHook('onRoute', ({ method, url }) => {
    const source = url
      .replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`)
      .replaceAll(/:[A-Za-z0-9_]+/g, '[^/]+')
      .replaceAll('*', '.*');
    patterns.push({ methods: new Set([method].flat() as HTTPMethods[]), pattern: new RegExp(`^${source}$`) });
  });
  server.addHook('onRequest', async (request, reply) => {
    if (!request.is404) return;
    const path = request.url.split('?', 1)[0] ?? '';
    const methods = patterns
      .filter(({ pattern, methods: own }) => !own.has('OPTIONS') && pattern.test(path))
      .flatMap(({ methods: own }) => [...own]);
    if (methods.length === 0) return;
    void reply.header('allow', [...new Set(methods)].join(', '));
    throw new DomainError('method-not-allowed', `Adressen tar emot ${[...new Set(methods)].join(', ')}.`);
  });
}
