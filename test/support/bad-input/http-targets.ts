/** Class J: JSON and HTTP itself. People are the resource tried, because creating one is one row and needs nothing else. */
import { gzipSync } from 'node:zlib';
import { expand } from './cases.js';
import type { Observed } from './observed.js';
import { operationsOf } from './operations.js';
import { addressWith } from './addresses.js';
import { accountFor } from './operators.js';
import { bytesOf, exchange, type RawRequest } from './raw-http.js';
import { send, type Target, type Targets } from './target.js';
import type { World } from './world.js';

const people = '/api/v1/people';
const json = { 'content-type': 'application/json' };

const bytesFrom = (input: unknown): Buffer => (Buffer.isBuffer(input) ? input : Buffer.from(String(input)));

const strictBody: Target = {
  each: async (world, input) => {
    const observed = await send(world, 'POST', people, { bytes: bytesFrom(input), headers: json });
    // A key that reached a prototype would show on every object from then on.
    for (const name of ['isAdmin', 'name']) expect(name in {}).toBe(false);
    return observed;
  },
};

const rawHttp: Target = {
  each: async (world, input, row) => raw(world, input as RawRequest, row.expect?.closed === true),
};

async function raw(world: World, request: RawRequest, untilClosed: boolean): Promise<Observed> {
  const { host } = new URL(world.app.address);
  return exchange(world.app.address, bytesOf(request, host, await world.cookie('admin')), untilClosed);
}

/** Waits for the server's own patience to end; it is made shorter meanwhile. */
const halfOpen: Target = {
  all: async (world, row) => {
    const server = world.app.app.getHttpServer() as import('node:http').Server;
    const { requestTimeout, headersTimeout } = server;
    Object.assign(server, { requestTimeout: 1_000, headersTimeout: 1_000 });
    try {
      const answers = await Promise.all(row.inputs.map((input) => raw(world, input as RawRequest, true)));
      for (const { status, type, closed } of answers)
        expect({ status, type, closed }).toEqual({ status: 408, type: 'request-timeout', closed: true });
    } finally {
      Object.assign(server, { requestTimeout, headersTimeout });
    }
  },
};

const streamedBody: Target = {
  each: async (world, input) => {
    const body = bytesFrom(input);
    const lines = [
      `POST ${people} HTTP/1.1`,
      'Host: {host}',
      'Cookie: {cookie}',
      'Idempotency-Key: "{key}"',
      'Content-Type: application/json',
      'Transfer-Encoding: chunked',
    ];
    const chunk = `${body.length.toString(16)}\r\n${body.toString()}\r\n0\r\n\r\n`;
    return raw(world, { lines, body: chunk }, false);
  },
};

interface TypedBody {
  contentType: string;
  body?: string;
  $base64?: string;
}

const contentType: Target = {
  each: async (world, input) => {
    const { contentType: type, body, $base64 } = input as TypedBody;
    const bytes = $base64 === undefined ? Buffer.from(body ?? '') : Buffer.from($base64, 'base64');
    return send(world, 'POST', people, { bytes, headers: type === '' ? {} : { 'content-type': type } });
  },
};

const compressedBody: Target = {
  each: async (world, input) => {
    const bytes = gzipSync(Buffer.from(`{"name":"${'x'.repeat(10_000_000)}"}`));
    return send(world, 'POST', people, { bytes, headers: { ...json, 'content-encoding': String(input) } });
  },
};

const get: Target = {
  each: async (world, input) => {
    const { path, headers } = input as { path: string; headers?: Record<string, string> };
    return send(world, 'GET', path, headers === undefined ? {} : { headers });
  },
};

/** Every address with an id in it; the first answer that is not the expected one stands for all. */
const idInPath: Target = {
  each: async (world, input, row) => {
    const id = encodeURIComponent(String(expand(input)));
    const paths = operationsOf(world.app.app)
      .filter(({ key, pathParameters }) => key.startsWith('GET /api/') && pathParameters.length === 1)
      .map((operation) => ({ path: addressWith(operation, id), as: accountFor(world, operation) }));
    expect(paths.length).toBeGreaterThan(0);
    const answers = await Promise.all(paths.map(({ path, as }) => send(world, 'GET', path, { as })));
    return answers.find(({ status }) => status !== row.expect?.status) ?? (answers[0] as Observed);
  },
};

const idInBody: Target = {
  each: async (world, input) => {
    const command = { personId: input, role: 'auditor', fromDay: '2023-01-01' };
    return send(world, 'POST', '/api/v1/appointments', { json: command });
  },
};

const propertyName: Target = {
  each: (world, input) => send(world, 'POST', people, { json: { name: 'A', [String(input)]: 'x' } }),
};

/** Headers that are read, and some that should not be. */
const headerNames = [
  'idempotency-key',
  'if-match',
  'authorization',
  'cookie',
  'accept',
  'accept-language',
  'content-type',
  'origin',
  'referer',
  'user-agent',
  'x-request-id',
  'x-forwarded-for',
  'x-forwarded-host',
  'range',
  'if-none-match',
  'sec-fetch-site',
];

const headerValue: Target = {
  each: async (world, input) => {
    const answers = await Promise.all(
      headerNames.map((name) =>
        exchange(
          world.app.address,
          bytesOf(
            {
              lines: [
                `POST ${people} HTTP/1.1`,
                'Host: {host}',
                ...(name === 'cookie' ? [] : ['Cookie: {cookie}']),
                ...(name === 'idempotency-key' ? [] : ['Idempotency-Key: "{key}"']),
                ...(name === 'content-type' ? [] : ['Content-Type: application/json']),
                `${name}: ${String(input)}`,
                'Content-Length: 2',
              ],
              body: '{}',
            },
            new URL(world.app.address).host,
            'sid=none',
          ),
          false,
        ),
      ),
    );
    const echoed = answers.find(({ text }) => String(input).length > 5 && text.includes(String(input)));
    expect(echoed).toBeUndefined();
    return answers.find(({ status }) => status >= 500 || status < 400) ?? (answers[0] as Observed);
  },
};

const noRedirect: Target = {
  all: async (world, row) => {
    for (const input of row.inputs)
      for (const path of ['/', '/docs', '/api/v1/api-info', '/api/v1/session'])
        for (const name of ['returnTo', 'next', 'url', 'redirect_uri']) {
          const { status, headers } = await send(world, 'GET', `${path}?${name}=${String(input)}`);
          expect({ path, status: status >= 300 && status < 400, location: headers?.get('location') }).toEqual({
            path,
            status: false,
            location: undefined,
          });
        }
  },
};

export const httpTargets: Targets = {
  'strict-body': strictBody,
  'raw-http': rawHttp,
  'half-open': halfOpen,
  'streamed-body': streamedBody,
  'content-type': contentType,
  'compressed-body': compressedBody,
  get,
  'id-in-path': idInPath,
  'id-in-body': idInBody,
  'property-name': propertyName,
  'header-value': headerValue,
  'no-redirect': noRedirect,
};
