/** Ways in, what they let one do, and what must hold of people and appointments. */
import { jest } from '@jest/globals';
import { startWorker } from '../../src/application.js';
import { createFirstAdministrator } from '../../src/identity/first-administrator.js';
import { createTokenForPerson } from '../../src/identity/operator-token.js';
import { SignIn } from '../../src/identity/sign-in.service.js';
import { systemActor } from '../../src/kernel/actor.js';
import { readConfig } from '../../src/platform/config.js';
import { Transactions } from '../../src/platform/database/transaction.js';
import { Client, type Reply, testApplication, type TestApplication } from '../support/app.js';
import { testDatabase } from '../support/database.js';

jest.setTimeout(60_000);

const password = 'exempel';
const times = <T>(count: number, make: (index: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, index) => make(index)));
const statuses = (replies: readonly Reply[]): number[] => replies.map(({ status }) => status).sort();

let app: TestApplication;
beforeAll(async () => {
  app = await testApplication();
});
afterAll(async () => {
  const violations = await app.violations();
  await app.stop();
  expect(violations).toEqual([]);
});

const cookieOf = (reply: Reply): string => reply.headers.getSetCookie()[0]?.split(';', 1)[0] ?? '';
const signIn = (username: unknown, secret: unknown, cookie?: string): Promise<Reply> =>
  app.anonymous.post('session', { username, password: secret }, cookie === undefined ? {} : { headers: { cookie } });
const link = (personId: string): Promise<string> =>
  app.app.get(Transactions).run(async (tx) => (await app.app.get(SignIn).createLink(tx, systemActor, personId)).secret);
const person = (username: string): string => app.personIds.get(username) ?? '';

describe('signing in', () => {
  it('sets a cookie scripts cannot read and says who one is and what one may do', async () => {
    const reply = await signIn(' ASN.Enhetschef ', password);
    expect(reply.status).toBe(201);
    expect(reply.headers.getSetCookie()).toEqual([
      expect.stringMatching(/^sid=[A-Za-z0-9_-]{43}; Max-Age=36000; Path=\/; HttpOnly; SameSite=Lax$/),
    ]);
    expect(reply.body).toMatchObject({
      person: { id: person('asn.enhetschef'), name: 'Enhetschef, ASN' },
      appointments: [{ role: 'unitHead', authorityId: app.authorityIds.get('ASN'), bodyId: null }],
    });
    expect(reply.body.acts).toContain('proposal.approveAsUnitHead');
    expect(reply.body.acts).not.toContain('proposal.write');
    const me = new Client(app.address, { cookie: cookieOf(reply) });
    expect((await me.get('session')).body).toEqual(reply.body);
  });

  it('answers every failure alike (BS3, BS21)', async () => {
    const attempts: [unknown, unknown][] = [
      ['grn.enhetschef', 'fel'],
      ['grn.enhetschef', ''],
      ['grn.enhetschef', null],
      ['grn.enhetschef', undefined],
      ['grn.enhetschef', 'x'.repeat(100_000)],
      ['ingen.alls', password],
      [null, null],
      [{ $ne: '' }, [password]],
    ];
    const texts = new Set<string>();
    for (const [username, secret] of attempts) {
      const reply = await signIn(username, secret);
      expect(reply.status).toBe(401);
      expect(reply.headers.getSetCookie()).toEqual([]);
      texts.add(JSON.stringify({ ...reply.body, requestId: '' }));
    }
    expect(texts.size).toBe(1);
    const [event] = await app.query(
      `select actor_kind, payload::text as payload from event where type = 'signIn.refused' limit 1`,
    );
    expect(event).toMatchObject({
      actor_kind: 'system',
      payload: expect.stringMatching(/^\{"usernameHash": "[0-9a-f]{64}"\}$/),
    });
  });

  it('refuses unknown fields, so that nothing is slipped in', async () => {
    const reply = await app.anonymous.post('session', { username: 'x', password: 'y', role: 'admin' });
    expect([reply.status, reply.body.errors[0].code]).toEqual([422, 'unknown-property']);
  });

  it('makes the eleventh attempt wait, also with the right password, and nobody else (BS20)', async () => {
    const replies = await times(30, () => signIn('fskn.enhetschef', 'gissning'));
    expect(statuses(replies)).toEqual([...Array(10).fill(401), ...Array(20).fill(429)]);
    const waiting = await signIn('fskn.enhetschef', password);
    expect(waiting.status).toBe(429);
    expect(Number(waiting.headers.get('retry-after'))).toBeGreaterThan(500);
    expect(Number(waiting.headers.get('retry-after'))).toBeLessThanOrEqual(600);
    expect((await signIn('fskn.direktor', password)).status).toBe(201);
    // What was made to wait does not count: ten minutes after the last counted attempt the person is in.
    await app.query(`update sign_in_failure set at = at - interval '10 minutes'`);
    expect((await signIn('fskn.enhetschef', password)).status).toBe(201);
    expect((await signIn('fskn.enhetschef', 'gissning')).status).toBe(401);
  });

  it('makes the next attempt from an address wait after fifty failures, whatever the names', async () => {
    await app.query(`delete from sign_in_failure`);
    for (let round = 0; round < 6; round += 1)
      expect(statuses(await times(8, (index) => signIn(`ingen-${round}-${index}`, 'gissning')))).toEqual(
        Array(8).fill(401),
      );
    expect((await signIn('frn.direktor', 'gissning')).status).toBe(401);
    // Whoever knows their password is let in and does not count, and does not make up for the failures either.
    for (let round = 0; round < 3; round += 1) expect((await signIn('kn.enhetschef', password)).status).toBe(201);
    expect((await signIn('ingen-sista', 'gissning')).status).toBe(401);
    const waiting = await signIn('kn.enhetschef', password);
    expect([waiting.status, Number(waiting.headers.get('retry-after')) > 500]).toEqual([429, true]);
    // The address is nowhere to be read, and the wait ends by itself.
    expect((await app.query(`select from sign_in_failure s where s::text ~ '127[.]0[.]0[.]1'`)).length).toBe(0);
    await app.query(`update sign_in_failure set at = at - interval '10 minutes'`);
    expect((await signIn('kn.enhetschef', password)).status).toBe(201);
    expect(
      await app.query(`select count(*)::int as left from sign_in_failure where at > now() - interval '9 minutes'`),
    ).toEqual([{ left: 0 }]);
    await app.query(`delete from sign_in_failure`);
  });

  it('counts guesses from one address that come at once', async () => {
    const replies = await times(60, (index) => signIn(`samtidig-${index}`, 'gissning'));
    expect(replies.filter(({ status }) => status === 401)).toHaveLength(50);
    expect(replies.filter(({ status }) => status === 429)).toHaveLength(10);
    await app.query(`delete from sign_in_failure`);
  });

  it('gives a new session each time and ends the one the browser had (BS2)', async () => {
    const first = cookieOf(await signIn('frn.handlaggare', password));
    const planted = await signIn('frn.handlaggare', password, `sid=${'A'.repeat(43)}`);
    expect(cookieOf(planted)).not.toBe(`sid=${'A'.repeat(43)}`);
    const second = cookieOf(await signIn('frn.handlaggare', password, first));
    expect(second).not.toBe(first);
    expect((await new Client(app.address, { cookie: first }).get('session')).status).toBe(401);
    expect((await new Client(app.address, { cookie: second }).get('session')).status).toBe(200);
  });

  it('ends a session at once, and once', async () => {
    const cookie = cookieOf(await signIn('kn.handlaggare', password));
    const me = new Client(app.address, { cookie });
    expect((await me.get('session')).status).toBe(200);
    const ended = await me.delete('session');
    expect([ended.status, ended.headers.getSetCookie()[0]]).toEqual([
      204,
      expect.stringMatching(/^sid=; Max-Age=0; Path=\//),
    ]);
    expect((await me.get('session')).status).toBe(401);
    expect((await me.delete('session')).status).toBe(204);
    expect((await app.anonymous.delete('session')).status).toBe(204);
    const events = await app.query(`select id from event where type = 'session.ended' and subject_id = $1`, [
      person('kn.handlaggare'),
    ]);
    expect(events).toHaveLength(1);
  });

  it('does not let an idle or an old session in', async () => {
    for (const column of ['last_seen_at', 'expires_at']) {
      const cookie = cookieOf(await signIn('tn.handlaggare', password));
      await app.query(`update session set ${column} = clock_timestamp() - interval '31 minutes' where person_id = $1`, [
        person('tn.handlaggare'),
      ]);
      expect((await new Client(app.address, { cookie }).get('session')).status).toBe(401);
    }
  });
});

describe('a one-time link', () => {
  const use = (secret: string): Promise<Reply> => app.anonymous.post('session/link', { secret });

  it('lets in once, however many use it at the same moment', async () => {
    const secret = await link(person('revisor'));
    const replies = await times(12, () => use(secret));
    expect(statuses(replies)).toEqual([201, ...Array(11).fill(401)]);
    const signedIn = replies.find(({ status }) => status === 201);
    expect(signedIn?.body.person.id).toBe(person('revisor'));
    expect((await use(secret)).status).toBe(401);
  });

  it('runs out, and nothing of it is kept', async () => {
    const secret = await link(person('revisor'));
    await app.query(`update sign_in_link set expires_at = clock_timestamp() where used_at is null`);
    expect((await use(secret)).status).toBe(401);
    expect((await use('x'.repeat(43))).status).toBe(401);
    const [kept] = await app.query<{ found: boolean }>(
      `select exists (select from event where payload::text like '%' || $1 || '%') or
              exists (select from sign_in_link where encode(token_hash, 'escape') like '%' || $1 || '%') as found`,
      [secret],
    );
    expect(kept?.found).toBe(false);
  });
});

describe('personal access tokens', () => {
  const create = (me: Client, scopes: string[], options = {}): Promise<Reply> =>
    me.post(
      'access-tokens',
      { name: 'Export till ekonomi', scopes, expiresDay: new Date().toISOString().slice(0, 10) },
      options,
    );
  const bearer = (secret: string): Client => new Client(app.address, { authorization: `Bearer ${secret}` });

  it('are shown once, work within their scopes, and end', async () => {
    const me = await app.as('asn.handlaggare');
    const key = '7f3c3a54-9a0e-4c1e-8f43-2a8f6a3f8a11';
    const made = await create(me, ['session.read', 'matter.read'], { key });
    expect([made.status, made.body.secret]).toEqual([201, expect.stringMatching(/^anslag_[A-Za-z0-9_-]{43}$/)]);
    const machine = bearer(made.body.secret);
    expect((await machine.get('session')).body.acts).toEqual(['session.read', 'matter.read']);
    expect((await machine.get('matters')).status).toBe(200);
    expect((await machine.get('people')).status).toBe(403);

    const repeated = await create(me, ['session.read', 'matter.read'], { key });
    expect([repeated.status, repeated.body.id, repeated.body.secret]).toEqual([201, made.body.id, null]);
    const [kept] = await app.query<{ found: boolean }>(
      `select exists (select from idempotency_key where body like '%' || $1 || '%') or exists (select from event where payload::text like '%' || $1 || '%') as found`,
      [made.body.secret],
    );
    expect(kept?.found).toBe(false);

    expect((await me.get('access-tokens')).body).toMatchObject({
      total: 1,
      items: [{ id: made.body.id, revokedAt: null }],
    });
    expect((await (await app.as('asn.sekreterare')).delete(`access-tokens/${made.body.id}`)).status).toBe(404);
    expect((await me.delete(`access-tokens/${made.body.id}`)).status).toBe(204);
    expect((await machine.get('session')).status).toBe(401);
    expect((await me.delete(`access-tokens/${made.body.id}`)).status).toBe(204);
    expect(
      await app.query(`select from event where type = 'token.revoked' and subject_id = $1`, [made.body.id]),
    ).toHaveLength(1);
  });

  it('never give more than their owner has, for more than a year, or tokens', async () => {
    const me = await app.as('asn.handlaggare');
    expect((await create(me, ['ceiling.set'])).body.errors).toEqual([
      expect.objectContaining({ pointer: '/scopes', code: 'scope' }),
    ]);
    expect((await create(me, ['token.manage'])).status).toBe(422);
    expect((await create(me, ['no.such'])).body.errors[0].code).toBe('enum');
    const far = await me.post('access-tokens', { name: 'x', scopes: ['matter.read'], expiresDay: '2190-01-01' });
    expect(far.body.errors[0]).toMatchObject({ pointer: '/expiresDay', code: 'range' });
  });

  it('made by the operator are held to the same', async () => {
    const [controller] = await app.query<{ email: string }>(`select email from person where id = $1`, [
      person('ks.controller'),
    ]);
    const make = (scopes: string[], email = controller?.email ?? ''): Promise<string> =>
      app.app
        .get(Transactions)
        .run((tx) => createTokenForPerson(app.app, tx, systemActor, { email, name: 'Ekonomi', scopes, days: 30 }));
    expect((await bearer(await make(['ledger.read', 'session.read'])).get('session')).status).toBe(200);
    await expect(make(['allocation.write'])).rejects.toMatchObject({ status: 422 });
    await expect(make(['ledger.read'], 'ingen@exempel.se')).rejects.toMatchObject({ status: 404 });
  });
});

describe('the organisation', () => {
  const someone = async (name: string): Promise<string> =>
    (await (await app.as('admin')).post('people', { name })).body.id;

  it('is read by everybody and managed by administrators', async () => {
    const officer = await app.as('asn.handlaggare');
    const codes = (await officer.get('authorities')).body.items.map(({ code }: { code: string }) => code);
    expect(codes).toEqual(expect.arrayContaining(['ASN', 'KS', 'KF']));
    expect(Object.keys((await officer.get('people?q=controller')).body.items[0]).sort()).toEqual([
      'deactivatedAt',
      'id',
      'name',
      'title',
    ]);
    expect((await officer.get('bodies?onDay=2018-12-31')).body.total).toBe(0);
    expect((await officer.post('people', { name: 'Någon' })).status).toBe(403);
    expect((await app.anonymous.get('people')).status).toBe(401);
  });

  it('sorts å, ä and ö where they belong', async () => {
    for (const name of ['Övning, person', 'Ängel, person', 'Zebra, person', 'Ågren, person']) await someone(name);
    const names = (await (await app.as('revisor')).get('people?q=, person')).body.items.map(
      (p: { name: string }) => p.name,
    );
    expect(names).toEqual(['Zebra, person', 'Ågren, person', 'Ängel, person', 'Övning, person']);
  });

  it('gives the same appointment once, however many give it at the same moment', async () => {
    const admin = await app.as('admin');
    const personId = await someone('Parallell');
    const appointment = {
      personId,
      role: 'caseOfficer',
      authorityId: app.authorityIds.get('KN'),
      fromDay: '2024-01-01',
    };
    const replies = await times(8, () => admin.post('appointments', appointment));
    expect(statuses(replies)).toEqual([201, ...Array(7).fill(409)]);
    expect(replies.find(({ status }) => status === 409)?.body.code).toBe('appointment-overlaps');
  });

  it('never seats the head of an administration in its own committee, also when both are given at once (R-49)', async () => {
    const admin = await app.as('admin');
    for (let round = 0; round < 5; round += 1) {
      const personId = await someone(`Chef ${round}`);
      const replies = await Promise.all([
        admin.post('appointments', {
          personId,
          role: 'administrationDirector',
          authorityId: app.authorityIds.get('TN'),
          fromDay: '2024-01-01',
        }),
        admin.post('appointments', {
          personId,
          role: 'substitute',
          bodyId: app.bodyIds.get('TN'),
          fromDay: '2025-01-01',
        }),
      ]);
      expect(statuses(replies)).toEqual([201, 409]);
      expect(replies.find(({ status }) => status === 409)?.body.code).toBe('director-not-electable');
    }
  });

  it('lets an ended appointment go at once', async () => {
    const admin = await app.as('admin');
    const cookie = cookieOf(await signIn('tn.sekreterare', password));
    const me = new Client(app.address, { cookie });
    expect((await me.get('matters')).status).toBe(200);
    const { items } = (await admin.get(`appointments?personId=${person('tn.sekreterare')}`)).body;
    const yesterday = new Date(Date.now() - 86_400_000 * 2).toISOString().slice(0, 10);
    const end = (lastDay: string): Promise<Reply> => admin.post(`appointments/${items[0].id}/end`, { lastDay });
    expect((await end('2018-12-31')).body.errors[0]).toMatchObject({ pointer: '/lastDay', code: 'range' });
    expect((await end(yesterday)).status).toBe(204);
    expect((await me.get('matters')).status).toBe(403);
    expect((await end(yesterday)).body.code).toBe('already-ended');
  });

  it('ends a body with the appointments in it, and says what follows it (E-08)', async () => {
    const admin = await app.as('admin');
    const make = async (list: string, body: object): Promise<string> => (await admin.post(list, body)).body.id;
    const validFrom = '2019-01-01';
    const authorityId = await make('authorities', {
      code: 'SDN',
      name: 'Stadsdelsnämnden',
      administrationName: 'Stadsdelsförvaltningen',
      validFrom,
    });
    const old = await make('bodies', {
      authorityId,
      kind: 'committee',
      name: 'Stadsdelsnämnd Norr',
      shortName: 'SDN N',
      validFrom,
    });
    const next = await make('bodies', {
      authorityId,
      kind: 'committee',
      name: 'Stadsdelsnämnd Syd',
      shortName: 'SDN S',
      validFrom,
    });
    const seat = await make('appointments', {
      personId: await someone('Ledamot'),
      role: 'member',
      bodyId: old,
      fromDay: validFrom,
    });
    const ending = { lastDay: '2023-12-31', successorId: next };

    expect((await admin.post(`bodies/${old}/end`, { ...ending, successorId: old })).body.errors[0].code).toBe('self');
    expect((await admin.post(`authorities/${authorityId}/end`, { lastDay: '2023-12-31' })).body.code).toBe(
      'bodies-remain',
    );
    expect((await admin.post(`bodies/${old}/end`, ending)).status).toBe(204);
    const { items } = (await admin.get(`appointments?bodyId=${old}`)).body;
    expect(items).toEqual([expect.objectContaining({ id: seat, toDay: '2023-12-31' })]);
    expect(
      (await admin.get(`bodies?authorityId=${authorityId}&onDay=2024-01-01`)).body.items.map(
        (b: { id: string }) => b.id,
      ),
    ).toEqual([next]);
    expect((await admin.post(`bodies/${next}/end`, { lastDay: '2024-12-31', successorId: old })).status).toBe(404);
    const late = { personId: await someone('Sen'), role: 'member', bodyId: old, fromDay: '2024-01-01' };
    expect((await admin.post('appointments', late)).body.errors[0]).toMatchObject({ pointer: '/toDay', code: 'range' });
    expect(
      (await admin.post('bodies', { authorityId, kind: 'committee', name: 'Igen', shortName: 'SDN S', validFrom })).body
        .code,
    ).toBe('body-short-name');
  });

  it('shuts a deactivated person out, and removes nobody', async () => {
    const admin = await app.as('admin');
    const listed = async (query: string): Promise<{ deactivatedAt: string | null }[]> =>
      (await admin.get(`people?q=Nämndsekreterare, FRN${query}`)).body.items;
    expect(await listed('')).toMatchObject([{ deactivatedAt: null }]);
    const cookie = cookieOf(await signIn('frn.sekreterare', password));
    expect((await admin.post(`people/${person('frn.sekreterare')}/deactivate`, {})).status).toBe(204);
    expect((await new Client(app.address, { cookie }).get('session')).status).toBe(401);
    expect((await signIn('frn.sekreterare', password)).status).toBe(401);
    expect((await admin.post(`people/${person('frn.sekreterare')}/deactivate`, {})).body.code).toBe(
      'already-deactivated',
    );
    expect(await listed('')).toEqual([]);
    expect(await listed('&alsoDeactivated=true')).toMatchObject([
      { id: person('frn.sekreterare'), deactivatedAt: expect.stringMatching(/^\d{4}-/) },
    ]);
  });
});

describe('local accounts', () => {
  it('are off as soon as an OIDC issuer is set', async () => {
    const federated = await testApplication({ env: { OIDC_ISSUER: 'https://idp.exempel.se' } });
    try {
      const reply = await federated.anonymous.post('session', { username: 'admin', password });
      expect([reply.status, reply.body.code]).toEqual([404, 'local-accounts-off']);
    } finally {
      await federated.stop();
    }
  });
});

describe('the first administrator', () => {
  it('is made once, with a link, in an installation without anybody', async () => {
    const database = await testDatabase();
    const config = readConfig({ ANSLAG_EXAMPLE: 'false', LOG_LEVEL: 'silent', ANSLAG_JOBS: 'false' });
    const worker = await startWorker(config, { appUrl: database.appUrl, dataDir: app.dataDir });
    try {
      const make = (name: string): Promise<{ secret: string }> =>
        worker.app
          .get(Transactions)
          .run((tx) => createFirstAdministrator(worker.app, tx, { name, email: `${name}@exempel.se` }));
      const outcomes = await Promise.allSettled(['ett', 'två', 'tre', 'fyra'].map(make));
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      const [only] = await database.query<{ name: string }>(`select name from person`);
      const again = await make(only?.name ?? '');
      expect(again.secret).toHaveLength(43);
      await expect(make('någon')).rejects.toMatchObject({ code: 'administrator-exists' });
      expect(await database.query(`select from person`)).toHaveLength(1);
    } finally {
      await worker.stop();
      await database.drop();
    }
  });
});

describe('the checks see what they are for', () => {
  const appointment = (role: string, days: string): string =>
    `insert into appointment (id, person_id, role, authority_id, body_id, from_day, to_day)
     select gen_random_uuid(), p.id, ${role}, b.authority_id, b.id, ${days} from person p, body b
      where p.name = 'Ledamot, ASN' and b.short_name = 'ASN'`;
  const undo = `delete from appointment where from_day in ('2001-01-01', '2040-01-01') or (role = 'administrationDirector' and from_day = '2041-01-01')`;
  it.each([
    ['identity/appointments-do-not-overlap', appointment(`'member'`, `'2040-01-01', null`), undo],
    ['identity/R49-director-not-in-own-committee', appointment(`'administrationDirector'`, `'2041-01-01', null`), undo],
    ['identity/appointment-stands-in-its-body', appointment(`'viceChair'`, `'2001-01-01', '2001-02-01'`), undo],
    [
      'identity/E08-successors-lead-on',
      `update body set successor_id = id where short_name = 'KF'`,
      `update body set successor_id = null where short_name = 'KF'`,
    ],
    [
      'identity/body-within-authority',
      `update body set valid_from = '2000-01-01' where short_name = 'KF'`,
      `update body set valid_from = '2019-01-01' where short_name = 'KF'`,
    ],
    [
      'identity/access-tokens-end',
      `insert into access_token (id, token_hash, person_id, name, scopes, expires_at) select gen_random_uuid(), '\\x00', id, 'x', '{}', 'infinity' from person limit 1`,
      `delete from access_token where name = 'x'`,
    ],
    [
      'identity/sign-in-links-end',
      `update sign_in_link set used_at = expires_at + interval '1 hour'`,
      `delete from sign_in_link`,
    ],
  ])('%s', async (name, breaks, mends) => {
    await app.query(breaks);
    const found = (await app.violations()).map((violation) => violation.name);
    await app.query(mends);
    expect(found).toContain(name);
  });
});
