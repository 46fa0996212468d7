/**
 * The only way to the API: typed from its own description, with the things every request needs done in one place:
 * Idempotency-Key on each POST, `ifMatch` for what changes something read before, problems as exceptions.
 */
import createClient, { type FetchResponse, type MaybeOptionalInit } from 'openapi-fetch';
import type { PathsWithMethod, RequiredKeysOf } from 'openapi-typescript-helpers';
import { queryOptions } from '@tanstack/react-query';
import type { components, paths } from '../../generated/api';
import { ApiProblem, NetworkLost, type Problem } from './problem';

/** The shapes the API answers with, by their names in its description. */
export type Schemas = components['schemas'];

const waitsMs = [300, 1_200];

/**
 * A request that got no answer is sent again when that cannot do a thing twice: reading, and POST, whose key makes the
 * API answer the repeat with the first answer. A lost PATCH is for its caller, who can see whether it arrived.
 */
async function persistentFetch(request: Request): Promise<Response> {
  const repeatable = request.method === 'GET' || request.method === 'POST';
  for (const waitMs of [...waitsMs, undefined]) {
    try {
      return await fetch(request.clone());
    } catch (error) {
      if (request.signal.aborted) throw error;
      if (!repeatable || waitMs === undefined) throw new NetworkLost();
      await new Promise((resolve) => setTimeout(resolve, waitMs));
    }
  }
  throw new NetworkLost();
}

export const api = createClient<paths>({ baseUrl: location.origin, fetch: persistentFetch });

api.use({
  onRequest({ request }) {
    if (request.method === 'POST' && !request.headers.has('Idempotency-Key'))
      request.headers.set('Idempotency-Key', `"${newKey()}"`);
    return request;
  },
});

/** A key for one deliberate press, a UUID as the API demands. `crypto.randomUUID` is missing on plain HTTP. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** For `params.header`: the act is refused (412) when the thing is no longer in the version the person saw. */
export function ifMatch(version: number): { 'If-Match': string } {
  return { 'If-Match': `"${version}"` };
}

/**
 * The answer's content.
 * @throws ApiProblem when the API refuses; NetworkLost when nothing answers
 */
export async function unwrap<T>(
  call: Promise<{ data?: T | undefined; error?: unknown; response: Response }>,
): Promise<NonNullable<T>> {
  const { data, error, response } = await call;
  if (response.ok) return data as NonNullable<T>;
  throw new ApiProblem(response.status, error as Problem | undefined);
}

type GetPath = PathsWithMethod<paths, 'get'>;
type GetInit<P extends GetPath> = MaybeOptionalInit<paths[P], 'get'>;
type GetData<P extends GetPath> = NonNullable<FetchResponse<paths[P]['get'], object, 'application/json'>['data']>;
type InitArguments<I> = RequiredKeysOf<I> extends never ? [init?: I] : [init: I];

/**
 * What to read and under which name it is kept: for `useSuspenseQuery(read('/api/v1/proposals/{id}', { params: … }))`,
 * for a route's loader, and for `invalidateQueries({ queryKey: [path] })`.
 */
export function read<P extends GetPath>(path: P, ...[init]: InitArguments<GetInit<P>>) {
  const options = init as { params?: unknown } | undefined;
  return queryOptions({
    queryKey: [path, options?.params ?? null] as readonly unknown[],
    queryFn: ({ signal }): Promise<GetData<P>> =>
      unwrap(api.GET(path, { ...options, signal } as never) as never) as Promise<GetData<P>>,
  });
}

const pageSize = 100;

export type PagePath = { [P in GetPath]: GetData<P> extends { items: unknown[]; total: number } ? P : never }[GetPath];
export type ItemOf<P extends PagePath> = GetData<P> extends { items: (infer I)[] } ? I : never;

/** Every item of a list, page after page: a count or a sum under a list must be of all of it. */
export function readEvery<P extends PagePath>(path: P, ...[init]: InitArguments<GetInit<P>>) {
  const options = init as { params?: { query?: object } } | undefined;
  return queryOptions({
    queryKey: [path, 'every', options?.params ?? null] as readonly unknown[],
    queryFn: ({ signal }): Promise<ItemOf<P>[]> => fetchEvery(path, options?.params, { signal }),
  });
}

/**
 * The same once, for a file.
 * @param told how many have come, of how many, after each page
 */
export async function fetchEvery<P extends PagePath>(
  path: P,
  given: { query?: object } | undefined,
  { signal, told }: { signal: AbortSignal; told?: (done: number, total: number) => void },
): Promise<ItemOf<P>[]> {
  const items: ItemOf<P>[] = [];
  for (let page = 1; ; page += 1) {
    const params = { ...given, query: { ...given?.query, limit: pageSize, page } };
    const answer = (await unwrap(api.GET(path, { params, signal } as never) as never)) as {
      items: ItemOf<P>[];
      total: number;
    };
    items.push(...answer.items);
    told?.(items.length, answer.total);
    if (items.length >= answer.total || answer.items.length === 0) return items;
  }
}

/** A file's bytes as the API takes them; give it as `body` together with `asFile`. */
export const asFile = {
  headers: { 'content-type': 'application/octet-stream' },
  bodySerializer: (body: unknown) => body as BodyInit,
};
