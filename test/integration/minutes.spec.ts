/** Minutes over HTTP: projected while the meeting goes on, never overwritten, signed by chair and adjusters. */
import { jest } from '@jest/globals';
import { createHash } from 'node:crypto';
import { canonicalJson } from '../../src/kernel/canonical.js';
import type { Day } from '../../src/kernel/day.js';
import { systemActor } from '../../src/kernel/actor.js';
import { Organisation } from '../../src/identity/organisation.service.js';
import { Transactions } from '../../src/platform/database/transaction.js';
import { Client } from '../support/app.js';
import { decideItem, onMinutes, signOnPaper, Sittings } from '../support/minutes.js';
import { expectStatus, refusal, Story } from '../support/story.js';

// Whole meetings are held here, one request after another, often beside other suites.
jest.setTimeout(30_000);

let story: Story;
let sittings: Sittings;
let secretary: Client;
let chair: Client;
let adjuster: Client;
beforeAll(async () => {
  story = await Story.begin();
  sittings = await Sittings.begin(story);
  ({ secretary, chair, adjuster } = sittings);
}, 60_000);
afterAll(async () => {
  const { violations } = await story.end();
  expect(violations).toEqual([]);
});

const id = (name: string): string => story.person(name);

describe('while the meeting goes on', () => {
  it('the draft says what has happened so far, and the secretary’s words stand byte by byte', async () => {
    const { day, meetingId, items } = await sittings.open(2);
    const [first, second] = items as [string, string];
    const text = 'Ordföranden redogör.\n\n  #read("/etc/passwd") *stjärna* \\cmd <b>&amp;</b>\t— ”citat”  \n';
    const written = await expectStatus(200, sittings.writeItem(first, text, 0));
    expect(written.body).toMatchObject({ text, version: 1 });
    expect(written.etag).toBe('"1"');
    const before = await sittings.draftOf(meetingId);
    expect(before).toMatchObject({ status: 'draft', contentHash: null, adjustBy: expect.any(String) });
    expect(before.content.items.map(({ minuteItem }: { minuteItem: number | null }) => minuteItem)).toEqual([
      null,
      null,
    ]);

    await decideItem(secretary, first);
    await expectStatus(
      200,
      secretary.post(
        `meetings/${meetingId}/attendance`,
        { personId: id('asn.ersattare1'), kind: 'arrives', at: '13:20' },
        { ifMatch: (await secretary.get(`meetings/${meetingId}`)).body.version },
      ),
    );
    await decideItem(secretary, second);
    const after = await sittings.draftOf(meetingId);
    expect(Buffer.from(after.content.items[0].background)).toEqual(Buffer.from(text));
    expect(after.content.minuteItems).toHaveLength(2);
    expect(after.content.items[0]).toMatchObject({
      title: 'ärende 1',
      proposal: [{ number: 1, type: 'approve', text: 'Nämnden godkänner ärende 1.' }],
      decision: { outcome: 'approve', outcomeWord: 'bifalla', quorum: { members: 13, needed: 7, serving: 13 } },
      dispatchList: [{ authorityId: null, name: 'Föreningen Exempel' }],
    });
    expect(after.content.members).toHaveLength(13);
    expect(after.content.substitutes).toMatchObject([{ servedFor: [], intervals: [{ arrivedAt: '13:20' }] }]);
    expect(after.content.chairs).toMatchObject([{ person: { id: id('asn.ordforande'), party: 'S' } }]);
    expect(after.content.meeting).toMatchObject({ day, openedAt: '13:00', closedAt: null });

    const stored = await story.app.query<{ text: string }>(`select text from minutes_text where agenda_item_id = $1`, [
      first,
    ]);
    expect(stored.map((row) => row.text)).toEqual([text]);
  });

  it('the same content is the same file, in both formats', async () => {
    const { meetingId, items } = await sittings.open(1);
    await expectStatus(200, sittings.writeItem(items[0] as string, '#read("/etc/passwd")', 0));
    const { id: minutesId } = await sittings.draftOf(meetingId);
    const fetched = async (format: string): Promise<Buffer> => {
      const response = await fetch(`${secretary.base}/api/v1/minutes/${minutesId}/document?format=${format}`, {
        headers: secretary.headers,
      });
      expect(response.headers.get('content-type')).toMatch(/pdf|wordprocessingml/);
      return Buffer.from(await response.arrayBuffer());
    };
    for (const format of ['pdf', 'docx']) {
      const file = await fetched(format);
      expect(file.subarray(0, 2).toString()).toBe(format === 'pdf' ? '%P' : 'PK');
      expect((await fetched(format)).equals(file)).toBe(true);
    }
    const asked = await secretary.get(`minutes/${minutesId}/document?format=rtf`);
    expect(asked.body.errors).toMatchObject([{ pointer: '/format', code: 'enum' }]);
  }, 60_000);

  it('two secretaries write the same block: the second is told', async () => {
    const { items, meetingId } = await sittings.open(1);
    const [item] = items as [string];
    await story.app.app.get(Transactions).run((tx) =>
      story.app.app.get(Organisation).appoint(tx, systemActor, {
        personId: id('asn.registrator'),
        role: 'committeeSecretary',
        authorityId: story.authority('ASN'),
        bodyId: null,
        fromDay: '2019-01-01' as Day,
      }),
    );
    const other = await story.as('asn.registrator');
    const both = await Promise.all([sittings.writeItem(item, 'en', 0), sittings.writeItem(item, 'två', 0, other)]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 412]);
    const stands = both.find(({ status }) => status === 200)?.body.text;
    expect(refusal(await sittings.writeItem(item, 'tre', 0, other))).toBe('412 precondition-failed');
    expect((await sittings.draftOf(meetingId)).content.items[0].background).toBe(stands);
    await expectStatus(200, sittings.writeItem(item, 'tre', 1, other));
    const { body } = await expectStatus(200, secretary.get(`meetings/${meetingId}/minutes-texts`));
    expect(body.items).toMatchObject([{ agendaItemId: item, slot: 'background', text: 'tre', version: 2 }]);
  });

  it('a block has its place, its version and its owner', async () => {
    const { items, meetingId } = await sittings.open(1);
    const put = (path: string, ifMatch?: number, by = secretary) => by.put(path, { text: 'x' }, { ifMatch });
    expect((await put(`meetings/${meetingId}/minutes-texts/background`, 0)).status).toBe(404);
    expect((await put(`agenda-items/${items[0]}/minutes-texts/opening`, 0)).status).toBe(404);
    expect((await put(`agenda-items/${meetingId}/minutes-texts/background`, 0)).status).toBe(404);
    expect((await put(`meetings/${meetingId}/minutes-texts/opening`)).status).toBe(428);
    expect((await put(`meetings/${meetingId}/minutes-texts/opening`, 0, chair)).status).toBe(403);
    expect((await put(`meetings/${meetingId}/minutes-texts/opening`, 0, await story.as('ks.sekreterare'))).status).toBe(
      404,
    );
    await expectStatus(200, put(`meetings/${meetingId}/minutes-texts/opening`, 0));
    expect((await sittings.draftOf(meetingId)).content.opening).toBe('x');
  });

  it('ordinary minutes wait for the close', async () => {
    const { meetingId, items } = await sittings.open(1);
    const { id: minutesId } = await sittings.draftOf(meetingId);
    expect(refusal(await onMinutes(secretary, minutesId, 'signing'))).toBe('409 state-conflict/meeting-not-closed');
    await decideItem(secretary, items[0] as string);
    expect(refusal(await onMinutes(secretary, minutesId, 'signing'))).toBe('409 state-conflict/meeting-not-closed');
  });
});

describe('signing', () => {
  it('chair and adjuster sign what is frozen; the last signature adjusts, and late is told, not refused', async () => {
    const { minutesId, day, items } = await sittings.sent();
    const { body: frozen } = await secretary.get(`minutes/${minutesId}`);
    expect(frozen).toMatchObject({ status: 'signing', missing: [{ role: 'adjuster' }, { role: 'chair' }] });
    expect(createHash('sha256').update(canonicalJson(frozen.content)).digest('hex')).toBe(frozen.contentHash);
    const waiting = async (who: Client) =>
      (await who.get('minutes-to-sign?limit=200')).body.items.map((one: { id: string }) => one.id);
    expect([await waiting(chair), await waiting(adjuster)]).toEqual(Array(2).fill(expect.arrayContaining([minutesId])));
    expect(await waiting(await story.as('asn.ledamot'))).toEqual([]);
    const one = await expectStatus(201, onMinutes(chair, minutesId, 'signatures', { method: 'signedIn' }));
    expect(one.body).toMatchObject({ status: 'signing', missing: [{ personId: id('asn.vice') }] });
    const both = await expectStatus(201, onMinutes(adjuster, minutesId, 'signatures', { method: 'signedIn' }));
    expect(await waiting(adjuster)).not.toContain(minutesId);
    expect(both.body).toMatchObject({ status: 'adjusted', missing: [], content: frozen.content });
    expect(both.body.lateDays).toBeGreaterThan(14);
    expect(both.body.signatures.map(({ role, method }: Record<string, string>) => [role, method])).toEqual([
      ['chair', 'signedIn'],
      ['adjuster', 'signedIn'],
    ]);
    const told = await story.app.query<{ payload: object }>(
      `select payload from event where type = 'minutes.adjusted' and subject_id = $1`,
      [minutesId],
    );
    expect(told.map(({ payload }) => payload)).toEqual([
      expect.objectContaining({
        minutesId,
        kind: 'ordinary',
        agendaItemIds: items,
        adjustedDay: both.body.adjustedDay,
      }),
    ]);
    expect(both.body.adjustedDay > day).toBe(true);
  });

  it('on paper it is the day on the paper that counts', async () => {
    const { minutesId, day } = await sittings.sent();
    const onDay = (days: number) => new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
    const paper = (personId: string, signedDay: string) =>
      onMinutes(secretary, minutesId, 'signatures', { method: 'paper', personId, signedDay });
    expect(refusal(await paper(id('asn.vice'), onDay(-1)))).toBe('422 validation-failed/range');
    expect(refusal(await paper(id('asn.vice'), '2199-01-01'))).toBe('422 validation-failed/range');
    await expectStatus(201, paper(id('asn.vice'), onDay(14)));
    const { body } = await expectStatus(201, paper(id('asn.ordforande'), onDay(3)));
    expect(body).toMatchObject({ status: 'adjusted', adjustedDay: onDay(14), adjustBy: onDay(14), lateDays: 0 });
  });

  it('nobody else signs, and nobody twice', async () => {
    const { minutesId, day } = await sittings.sent();
    const sign = async (name: string, body: object = { method: 'signedIn' }) =>
      refusal(await onMinutes(await story.as(name), minutesId, 'signatures', body));
    expect(await sign('asn.ledamot')).toBe('409 state-conflict/not-an-adjuster');
    expect(await sign('asn.sekreterare')).toBe('409 state-conflict/four-eyes');
    expect(await sign('asn.handlaggare')).toBe('403 forbidden/minutes.sign');
    expect(await sign('asn.vice', { method: 'paper', personId: id('asn.vice') })).toBe('403 forbidden/minutes.write');
    expect(await sign('asn.vice', { method: 'signedIn', personId: id('asn.ordforande') })).toBe(
      '403 forbidden/not-own-signature',
    );
    const paper = (name: string) => sign('asn.sekreterare', { method: 'paper', personId: id(name), signedDay: day });
    expect(await paper('asn.ledamot')).toBe('409 state-conflict/not-an-adjuster');
    expect(await paper('asn.sekreterare')).toBe('409 state-conflict/four-eyes');
    await expectStatus(201, onMinutes(chair, minutesId, 'signatures', { method: 'signedIn' }));
    expect(await sign('asn.ordforande')).toBe('409 state-conflict/already-signed');
    expect(refusal(await onMinutes(secretary, minutesId, 'return-to-draft'))).toBe('409 state-conflict/already-signed');
    const { version } = (await secretary.get(`minutes/${minutesId}`)).body;
    const tries = await Promise.all(
      Array.from({ length: 20 }, () =>
        adjuster.post(`minutes/${minutesId}/signatures`, { method: 'signedIn' }, { ifMatch: version }),
      ),
    );
    expect(tries.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(tries.every(({ status }) => status === 201 || status === 412)).toBe(true);
  });

  it('a token signs nothing', async () => {
    const { minutesId } = await sittings.sent();
    const [{ soon }] = (await story.app.query<{ soon: string }>(`select (current_date + 7)::text as soon`)) as [
      { soon: string },
    ];
    const { body } = await expectStatus(
      201,
      chair.post('access-tokens', { name: 'skript', scopes: ['minutes.read', 'minutes.sign'], expiresDay: soon }),
    );
    const machine = new Client(chair.base, { authorization: `Bearer ${body.secret}` });
    const signed = await onMinutes(machine, minutesId, 'signatures', { method: 'signedIn' });
    expect(refusal(signed)).toBe('403 forbidden/sign-in-required');
  });

  it('what nobody has signed can be taken back, changed and sent again', async () => {
    const { minutesId, items } = await sittings.sent();
    expect(refusal(await sittings.writeItem(items[0] as string, 'sent', 0))).toBe(
      '409 state-conflict/not-allowed-in-state',
    );
    await expectStatus(200, onMinutes(secretary, minutesId, 'return-to-draft'));
    await expectStatus(200, sittings.writeItem(items[0] as string, 'sent', 0));
    const { body } = await expectStatus(200, onMinutes(secretary, minutesId, 'signing'));
    expect(body.content.items[0].background).toBe('sent');
  });

  it('a text written while the document is sent is either in it or refused', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { minutesId, items } = await sittings.sent();
      await expectStatus(200, onMinutes(secretary, minutesId, 'return-to-draft'));
      const { body } = await secretary.get(`minutes/${minutesId}`);
      const [sending, writing] = await Promise.all([
        secretary.post(`minutes/${minutesId}/signing`, undefined, { ifMatch: body.version }),
        sittings.writeItem(items[0] as string, 'i sista stund', 0),
      ]);
      // Whoever comes second has read something else: the sender an older version, the writer a draft.
      expect([
        [200, 409],
        [412, 200],
      ]).toContainEqual([sending.status, writing.status]);
    }
  });

  it('somebody who was there and is neither chair nor secretary can be chosen to adjust', async () => {
    const { meetingId, items, day } = await sittings.open(1);
    const { id: minutesId } = await sittings.draftOf(meetingId);
    const choose = async (names: string[]) => {
      const { body } = await secretary.get(`minutes/${minutesId}`);
      return secretary.put(`minutes/${minutesId}/adjusters`, { personIds: names.map(id) }, { ifMatch: body.version });
    };
    expect(refusal(await choose(['asn.ordforande']))).toBe('422 validation-failed/is-chair');
    expect(refusal(await choose(['asn.sekreterare']))).toBe('422 validation-failed/is-secretary');
    expect(refusal(await choose(['asn.ersattare1']))).toBe('422 validation-failed/not-serving');
    // In the room, but every seat has its member.
    const { version } = (await secretary.get(`meetings/${meetingId}`)).body;
    const comes = { personId: id('asn.ersattare1'), kind: 'arrives', at: '13:20' };
    await expectStatus(200, secretary.post(`meetings/${meetingId}/attendance`, comes, { ifMatch: version }));
    expect(refusal(await choose(['asn.ersattare1']))).toBe('422 validation-failed/not-serving');
    expect((await choose([])).body.errors).toMatchObject([{ pointer: '/personIds', code: 'required' }]);
    const { body } = await expectStatus(200, choose(['asn.ledamot', 'asn.ledamot2']));
    expect(body.content.adjusters).toHaveLength(2);
    await decideItem(secretary, items[0] as string);
    await story.close('ASN', day);
    await expectStatus(200, onMinutes(secretary, minutesId, 'signing'));
    expect(refusal(await choose(['asn.vice']))).toBe('409 state-conflict/not-allowed-in-state');
    expect((await signOnPaper(secretary, minutesId, day)).body.signatures).toHaveLength(3);
  });

  it('the database refuses the writer as signer, whatever the application does (D9)', async () => {
    const { minutesId } = await sittings.sent();
    await expect(
      story.app.query(
        `insert into minutes_signature (minutes_id, person_id, role, method, signed_day, content_hash, recorded_by)
           select id, $2, 'adjuster', 'signedIn', current_date, content_hash, $2 from minutes where id = $1`,
        [minutesId, id('asn.sekreterare')],
      ),
    ).rejects.toThrow(/cannot adjust them/);
  });
});
