/** Class T where one field or one reader is meant; what goes into every field stands in `sweep.ts`. */
import { readSwedishAmount } from '../../../src/kernel/swedish-amount.js';
import { parseDay } from '../../../src/kernel/day.js';
import { parseInstant } from '../../../src/kernel/deadline.js';
import { Money } from '../../../src/kernel/money.js';
import { parsePage } from '../../../src/kernel/page.js';
import { readMemorandum } from '../../../src/interchange/memorandum.rules.js';
import { cleanFileName } from '../../../src/platform/files/file-name.js';
import { createPino } from '../../../src/platform/observability/logger.js';
import { redact } from '../../../src/platform/observability/redact.js';
import { expand } from './cases.js';
import { type Observed, observedRun } from './observed.js';
import { operationsOf, type Schema } from './operations.js';
import { addressOf } from './addresses.js';
import { accountFor, pagingOperations, withParameter } from './operators.js';
import { send, type Target, type Targets } from './target.js';
import type { World } from './world.js';

/** A person's name; `value` is what was stored. */
const personName: Target = {
  each: async (world, input) => {
    const observed = await send(world, 'POST', '/api/v1/people', { json: { name: input } });
    if (observed.status !== 201) return observed;
    const { id } = JSON.parse(observed.text) as { id: string };
    const [row] = await world.app.query<{ name: string }>(`select name from person where id = $1`, [id]);
    // Whatever was accepted came back whole, but for the space round it.
    expect(row?.name).toBe(String(input).trim().normalize('NFC'));
    return { ...observed, value: row?.name };
  },
};

const email: Target = {
  each: (world, input) => send(world, 'POST', '/api/v1/people', { json: { name: 'A', email: input } }),
};

const postAuthority = (world: World, code: unknown): Promise<Observed> =>
  send(world, 'POST', '/api/v1/authorities', {
    json: { code, name: 'Nämnden', administrationName: 'Förvaltningen', validFrom: '2023-01-01' },
  });

const authorityCode: Target = { each: postAuthority };

const sameCode: Target = {
  prepare: (world) => world.once('authority ÅK', () => postAuthority(world, '\u00c5K')),
  each: postAuthority,
};

const fileName: Target = {
  prepare: (world) => world.once('document', () => world.document()),
  each: async (world, input) => {
    const documentId = await world.once('document', () => world.document());
    const path = `/api/v1/documents/${documentId}/versions?fileName=${encodeURIComponent(String(input))}`;
    const headers = { 'content-type': 'application/octet-stream' };
    return send(world, 'POST', path, { as: 'asn.registrator', bytes: Buffer.from('text'), headers });
  },
};

/** What addresses are about is made before anything is compared. */
const everyAddress = async (world: World): Promise<void> => {
  for (const operation of pagingOperations(world)) {
    await addressOf(world, operation);
    await world.cookie(accountFor(world, operation) || 'admin');
  }
};

/** Every list, sorted by something that is no column. */
const sort: Target = {
  prepare: everyAddress,
  each: async (world, input, row) => {
    const answers = await Promise.all(
      pagingOperations(world).map(async (operation) => {
        const address = withParameter(await addressOf(world, operation), 'sort', String(input));
        return send(world, 'GET', address, { as: accountFor(world, operation) });
      }),
    );
    return answers.find(({ status }) => status !== row.expect?.status) ?? (answers[0] as Observed);
  },
};

async function namesFound(world: World, path: string): Promise<string[]> {
  const admin = await world.as('admin');
  const { status, body } = await admin.get(path);
  expect(status).toBe(200);
  return (body.items as { name: string }[]).map(({ name }) => name);
}

/** Finds the one name that has the text in it, and not every name there is. */
const searchLiterally: Target = {
  all: async (world, row) => {
    for (const input of row.inputs as string[]) {
      const mark = world.word('Sök');
      await world.person({ name: `${mark} ${input} slut` });
      await world.person({ name: `${mark} abc slut` });
      const names = await namesFound(world, `people?q=${encodeURIComponent(input)}&limit=200`);
      expect(names.every((name) => name.includes(input))).toBe(true);
      expect(names).toContain(`${mark} ${input} slut`);
    }
  },
};

/** Every search there is. */
const search: Target = {
  each: async (world, input) => {
    const paths = operationsOf(world.app.app)
      .filter(
        ({ key, pathParameters, query }) =>
          key.startsWith('GET') && pathParameters.length === 0 && query.some(({ name }) => name === 'q'),
      )
      .map(({ path }) => `${path}?q=${encodeURIComponent(String(input))}`);
    expect(paths.length).toBeGreaterThan(0);
    const answers = await Promise.all(paths.map((path) => send(world, 'GET', path, { as: 'ks.stadskontoret' })));
    return answers.find(({ status }) => status !== 200) ?? (answers[0] as Observed);
  },
};

const reference = (world: World, letter: string, matterId: string): Promise<Observed> =>
  send(world, 'POST', `/api/v1/matters/${matterId}/external-references`, {
    as: 'asn.registrator',
    json: { authorityName: 'Länsstyrelsen', reference: `${letter}LB 539-10/78` },
  });

const matterWithReference = (world: World): Promise<string> =>
  world.once('matter with reference', async () => {
    const matterId = await world.matter();
    await reference(world, '\u00c5', matterId);
    return matterId;
  });

const sameReference: Target = {
  prepare: matterWithReference,
  each: async (world, input) => reference(world, String(input), await matterWithReference(world)),
};

/** A name with Å is found however the Å is spelt. */
const searchNormalised: Target = {
  prepare: (world) => world.once('Ångström', () => world.person({ name: 'Sökt \u00c5ngström' })),
  each: async (world, input) => {
    const q = encodeURIComponent(`Sökt ${String(input)}ngström`);
    const observed = await send(world, 'GET', `/api/v1/people?q=${q}`);
    expect(observed.text).toContain('\u00c5ngström');
    return observed;
  },
};

/** Names come in Swedish order, and in the same order every time. */
const swedishOrder: Target = {
  all: async (world, row) => {
    const mark = world.word('Ordning');
    for (const name of [...row.inputs, ...row.inputs] as string[]) await world.person({ name: `${mark} ${name}` });
    const path = `people?q=${mark}&limit=200`;
    const names = await namesFound(world, path);
    expect(names).toHaveLength(row.inputs.length * 2);
    const swedish = new Intl.Collator('sv-SE');
    expect(names.every((name, index) => index === 0 || swedish.compare(names[index - 1] as string, name) <= 0)).toBe(
      true,
    );
    expect(await namesFound(world, path)).toEqual(names);
  },
};

/** Identity numbers in a name and a title do not reach the audit trail, nor the log. */
const notInEvents: Target = {
  all: async (world, row) => {
    for (const input of row.inputs as string[]) {
      await world.person({ title: input });
      const matter = await send(world, 'POST', '/api/v1/matters', {
        as: 'asn.registrator',
        json: { authorityId: world.authorityId(), title: input },
      });
      expect(matter.status).toBe(201);
      const digits = /[0-9-]{10,}/.exec(input)?.[0] ?? input;
      const found = await world.app.query(`select id from event where payload::text like '%' || $1 || '%'`, [digits]);
      expect(found).toEqual([]);
      expect(redact(`{"title":"${input}"}`)).not.toContain(digits);
    }
  },
};

const noUrlFields: Target = {
  all: async (world) => {
    const named = (schema: Schema, name: string): string[] => [
      ...(schema.format === 'uri' || schema.format === 'url' || /ur[il]$|href|link$|callback|webhook/i.test(name)
        ? [name]
        : []),
      ...Object.entries(schema.properties ?? {}).flatMap(([field, part]) => named(part, `${name}/${field}`)),
      ...(schema.items === undefined ? [] : named(schema.items, `${name}/0`)),
    ];
    const fields = operationsOf(world.app.app).flatMap(({ key, body, query }) => [
      ...(body === undefined ? [] : named(body, key)),
      ...query.flatMap((parameter) => named(parameter.schema, `${key}?${parameter.name}`)),
    ]);
    // When one appears, the rows about addresses that would be called stop waiting.
    expect(fields.filter((name) => name !== 'POST /api/v1/session/link')).toEqual([]);
  },
};

/** An answer that holds what somebody wrote says what it is and that nobody may guess otherwise. */
const inertAnswer: Target = {
  all: async (world, row) => {
    const name = `${world.word('Inert')} ${String(row.inputs[0])}`;
    await world.person({ name });
    const observed = await send(world, 'GET', `/api/v1/people?q=${encodeURIComponent(name)}`);
    expect(observed.text).toContain(name);
    expect(observed.headers?.get('content-type')).toBe('application/json; charset=utf-8');
    expect(observed.headers?.get('x-content-type-options')).toBe('nosniff');
    expect(observed.headers?.get('content-security-policy')).toContain(`default-src 'none'`);
  },
};

/** One line per message, with nothing in it that a terminal obeys or a reader takes for another line. */
const logLine: Target = {
  all: async (_world, row) => {
    for (const input of row.inputs as string[]) {
      const written: string[] = [];
      const log = createPino('info', { write: (line: string) => void written.push(line) });
      log.info({ path: input, error: new Error(input) }, input);
      const text = written.join('');
      expect(text.match(/\n/g)).toHaveLength(1);
      // oxlint-disable-next-line no-control-regex -- these are the characters meant
      expect(text.slice(0, -1)).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/);
      expect((JSON.parse(text) as { msg: string }).msg).toBe(input);
    }
  },
};

const readers: Readonly<Record<string, (text: string) => unknown>> = {
  amount: (text) => readSwedishAmount(text, ''),
  'strict amount': (text) => Money.parse(text),
  memorandum: (text) => readMemorandum(text),
  day: (text) => parseDay(text),
  instant: (text) => parseInstant(text),
  page: (text) => parsePage({ limit: text }),
  'file name': (text) => cleanFileName(text),
  log: (text) => redact(text),
};

const readersOfText: Target = {
  all: async (_world, row) => {
    const maxMs = row.expect?.maxMs ?? 0;
    for (const input of row.inputs)
      for (const [name, read] of Object.entries(readers)) {
        const { ms } = await observedRun(() => {
          read(String(expand(input)));
        });
        if (ms > maxMs) throw new Error(`${name} took ${Math.round(ms)} ms for ${JSON.stringify(input)}`);
      }
  },
};

export const textTargets: Targets = {
  'person-name': personName,
  email,
  'authority-code': authorityCode,
  'same-code': sameCode,
  'file-name': fileName,
  sort,
  'search-literally': searchLiterally,
  search,
  'same-reference': sameReference,
  'search-normalised': searchNormalised,
  'swedish-order': swedishOrder,
  'not-in-events': notInEvents,
  'no-url-fields': noUrlFields,
  'inert-answer': inertAnswer,
  'log-line': logLine,
  'readers-of-text': readersOfText,
};
