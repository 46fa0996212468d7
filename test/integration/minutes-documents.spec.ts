/** Several documents of one meeting, what holds after adjustment, and who may read what. */
import { jest } from '@jest/globals';
import type { Client, Reply } from '../support/app.js';
import { nextDay } from '../support/assembly.js';
import { decideItem, listBusiness, onMinutes, ordinaryOf, signOnPaper, Sittings } from '../support/minutes.js';
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

describe('adjusting items at once', () => {
  it('gives several documents of one meeting, each with its own signatures', async () => {
    const { day, meetingId, items } = await sittings.open(4);
    const [first, second, third, fourth] = items as [string, string, string, string];
    for (const item of [first, second, third]) await decideItem(secretary, item);
    expect(refusal(await sittings.atOnce(meetingId, [fourth]))).toBe('409 state-conflict/item-not-decided');
    const one = await expectStatus(201, sittings.atOnce(meetingId, [second]));
    expect(one.body).toMatchObject({ kind: 'immediate', number: 2, status: 'signing', missing: [{}, {}] });
    const two = await expectStatus(201, sittings.atOnce(meetingId, [third], { signedDay: day }));
    expect(two.body).toMatchObject({ number: 3, status: 'adjusted', adjustedDay: day, lateDays: 0, missing: [] });
    expect(refusal(await sittings.atOnce(meetingId, [second]))).toBe('409 state-conflict/already-in-minutes');
    expect(refusal(await sittings.atOnce(meetingId, [meetingId]))).toBe('422 validation-failed/unknown-item');
    expect(refusal(await sittings.atOnce(meetingId, [first], { signedDay: '2020-01-01' }))).toBe(
      '422 validation-failed/range',
    );

    await decideItem(secretary, fourth);
    await story.close('ASN', day);
    const { body: draft } = await ordinaryOf(secretary, meetingId);
    const ids = (content: { items: { agendaItemId: string }[] }) =>
      content.items.map(({ agendaItemId }) => agendaItemId);
    expect([ids(draft.content), ids(one.body.content), ids(two.body.content)]).toEqual([
      [first, fourth],
      [second],
      [third],
    ]);
    // The written item is presented at the meeting (KL 5:69); what was not is adjusted with the rest.
    expect(refusal(await sittings.atOnce(meetingId, [first], { signedDay: day }))).toBe(
      '409 state-conflict/meeting-closed',
    );
    await expectStatus(200, onMinutes(secretary, draft.id, 'signing'));
    expect(refusal(await sittings.atOnce(meetingId, [first]))).toBe('409 state-conflict/meeting-closed');
    await signOnPaper(secretary, draft.id, day);
    await signOnPaper(secretary, one.body.id, day);
    const { body } = await expectStatus(200, secretary.get(`meetings/${meetingId}/minutes`));
    expect(body.items.map(({ kind, status }: Record<string, string>) => [kind, status])).toEqual([
      ['ordinary', 'adjusted'],
      ['immediate', 'adjusted'],
      ['immediate', 'adjusted'],
    ]);
  });

  it('nothing is adjusted before the meeting, and one item in one document however many ask', async () => {
    const planned = nextDay();
    const item = await listBusiness(story, 'ej öppnat', planned);
    const meeting = await story.meeting('ASN', planned);
    expect(refusal(await sittings.atOnce(meeting, [item]))).toBe('409 state-conflict/meeting-not-opened');
    const { meetingId, items } = await sittings.open(1);
    await decideItem(secretary, items[0] as string);
    const tries = await Promise.all(Array.from({ length: 8 }, () => sittings.atOnce(meetingId, items)));
    expect(tries.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(tries.filter((reply) => reply.status !== 201).map(refusal)).toEqual(
      Array(7).fill('409 state-conflict/already-in-minutes'),
    );
  });

  it('a reservation after it stands in the ordinary minutes, for nothing signed is changed', async () => {
    const { day, meetingId, items } = await sittings.open(1);
    const [item] = items as [string];
    await decideItem(secretary, item);
    await expectStatus(
      201,
      (await story.as('asn.ledamot')).post(`agenda-items/${item}/reservations`, { reasons: 'Före.' }),
    );
    const { body: own } = await expectStatus(201, sittings.atOnce(meetingId, [item], { signedDay: day }));
    expect(own.content.items[0].reservations).toMatchObject([{ reasons: 'Före.' }]);
    const { body: later } = await expectStatus(201, adjuster.post(`agenda-items/${item}/reservations`, {}));
    const reasons = (reservationId: string) =>
      secretary.put(`reservations/${reservationId}/reasons`, { reasons: 'Efter.' });
    // What stands in the signed document is shut; what came after it is not until its own document is sent.
    expect(refusal(await reasons(own.content.items[0].reservations[0].id))).toBe('409 state-conflict/minutes-sent');
    await expectStatus(204, reasons(later.id));
    await story.close('ASN', day);
    const { body } = await ordinaryOf(secretary, meetingId);
    expect(body.content.items).toEqual([]);
    expect(body.content.additions).toMatchObject([
      { minuteItem: own.content.minuteItems[0], inDocument: 2, reservations: [{ reasons: 'Efter.' }] },
    ]);
    expect((await secretary.get(`minutes/${own.id}`)).body.content).toEqual(own.content);
  });

  it('is adjusted by whoever presided over the item', async () => {
    const { day, meetingId, items } = await sittings.open(2);
    const [first, second] = items as [string, string];
    await decideItem(secretary, first);
    const { version } = (await secretary.get(`meetings/${meetingId}`)).body;
    await expectStatus(
      200,
      secretary.post(`meetings/${meetingId}/chair`, { chairId: id('asn.ledamot') }, { ifMatch: version }),
    );
    await decideItem(secretary, second);
    const { body: own } = await expectStatus(201, sittings.atOnce(meetingId, [second], { signedDay: day }));
    const signers = own.signatures.map(({ personId, role }: Record<string, string>) => [personId, role]);
    expect(signers).toEqual([
      [id('asn.ledamot'), 'chair'],
      [id('asn.vice'), 'adjuster'],
    ]);
    await story.close('ASN', day);
    const { body } = await ordinaryOf(secretary, meetingId);
    expect(body.content.chairs.map(({ person }: { person: { id: string } }) => person.id)).toEqual([
      id('asn.ledamot'),
      id('asn.ordforande'),
    ]);
  });
});

describe('after adjustment', () => {
  it('nothing changes, and a correction stands beside what stood', async () => {
    const { minutesId, items } = await sittings.adjusted(2);
    const { body: before } = await secretary.get(`minutes/${minutesId}`);
    const correction = { agendaItemId: items[0], stood: 'ärende 1', shallStand: 'ärende ett', ground: 'Skrivfel.' };
    const correct = (body: object, by = secretary) => by.post(`minutes/${minutesId}/corrections`, body);
    expect(refusal(await correct(correction, chair))).toBe('403 forbidden/minutes.write');
    expect(refusal(await correct({ ...correction, agendaItemId: minutesId }))).toBe(
      '422 validation-failed/unknown-item',
    );
    const { body } = await expectStatus(201, correct(correction));
    await expectStatus(201, correct({ stood: 'kl. 13', shallStand: 'kl. 14', ground: 'Fel tid.' }));
    expect(body.corrections).toMatchObject([{ ...correction, correctedByName: 'Nämndsekreterare, ASN' }]);
    expect([body.content, body.contentHash]).toEqual([before.content, before.contentHash]);
    expect(refusal(await sittings.writeItem(items[0] as string, 'x', 0))).toBe(
      '409 state-conflict/not-allowed-in-state',
    );
    expect(refusal(await onMinutes(secretary, minutesId, 'return-to-draft'))).toBe(
      '409 state-conflict/not-allowed-in-state',
    );
    expect(refusal(await onMinutes(chair, minutesId, 'signatures', { method: 'signedIn' }))).toBe(
      '409 state-conflict/not-allowed-in-state',
    );
    for (const change of [
      `content = '{}'`,
      `content_hash = sha256('x')`,
      `adjusted_day = current_date`,
      `status = 'signing'`,
    ])
      await expect(story.app.query(`update minutes set ${change} where id = $1`, [minutesId])).rejects.toThrow(
        /is adjusted|are adjusted|are signed/,
      );
    const { body: after } = await secretary.get(`minutes/${minutesId}`);
    expect(after.corrections).toHaveLength(2);
    expect(after.content).toEqual(before.content);
  });

  it('nothing is corrected in a draft; it is written anew', async () => {
    const { meetingId } = await sittings.open(1);
    const { id: minutesId } = await sittings.draftOf(meetingId);
    const reply = await secretary.post(`minutes/${minutesId}/corrections`, {
      stood: 'a',
      shallStand: 'b',
      ground: 'c',
    });
    expect(refusal(reply)).toBe('409 state-conflict/not-allowed-in-state');
  });
});

describe('who may read (R-50, R-51)', () => {
  it('a draft only within the authority, adjusted minutes everybody', async () => {
    const { minutesId, meetingId, day } = await sittings.sent();
    const outsiders = await Promise.all(
      ['ks.sekreterare', 'ks.controller', 'ks.stadskontoret', 'revisor', 'admin'].map((name) => story.as(name)),
    );
    for (const outsider of outsiders) {
      expect((await outsider.get(`minutes/${minutesId}`)).status).toBe(404);
      expect((await outsider.get(`minutes/${minutesId}/document`)).status).toBe(404);
      expect((await outsider.get(`meetings/${meetingId}/minutes`)).body.total).toBe(0);
    }
    expect((await story.app.anonymous.get(`minutes/${minutesId}`)).status).toBe(401);
    await expectStatus(200, (await story.as('asn.handlaggare')).get(`minutes/${minutesId}`));
    await signOnPaper(secretary, minutesId, day);
    for (const outsider of outsiders) {
      await expectStatus(200, outsider.get(`minutes/${minutesId}`));
      expect((await outsider.get(`meetings/${meetingId}/minutes`)).body.total).toBe(1);
      expect((await outsider.get(`meetings/${meetingId}/minutes-texts`)).status).toBeGreaterThanOrEqual(403);
    }
    const correction = { stood: 'a', shallStand: 'b', ground: 'c' };
    const foreign = await (await story.as('ks.sekreterare')).post(`minutes/${minutesId}/corrections`, correction);
    expect(refusal(foreign)).toBe('403 forbidden/minutes.write');
  });

  it('whoever follows other authorities reads of a decision what is adjusted, and of closed doors only that there were', async () => {
    const { meetingId, items, day } = await sittings.open(2);
    const [open, closed] = items as [string, string];
    const post = async (item: string, act: string, body: object): Promise<Reply> =>
      secretary.post(`agenda-items/${item}/${act}`, body, {
        ifMatch: (await secretary.get(`agenda-items/${item}`)).body.version,
      });
    await expectStatus(200, post(closed, 'introduction', { behindClosedDoors: true }));
    for (const item of items)
      await expectStatus(201, post(item, 'decision', { outcome: 'approve', reasons: 'Skälen.', restated: 'Orden.' }));
    const read = async (client: Client, item: string): Promise<unknown[]> => {
      const { title, decision } = (await expectStatus(200, client.get(`agenda-items/${item}`))).body;
      return [title, decision.outcome, decision.reasons, decision.restated];
    };
    const neutral = 'Ärende behandlat inom stängda dörrar';
    const followers = await Promise.all(['ks.controller', 'ks.stadskontoret', 'revisor'].map((name) => story.as(name)));
    for (const follower of followers) {
      expect(await read(follower, open)).toEqual(['ärende 1', 'approve', null, null]);
      expect(await read(follower, closed)).toEqual([neutral, 'approve', null, null]);
      expect((await follower.get(`meetings/${meetingId}/agenda`)).text).not.toMatch(/Skälen|Orden|ärende 2/);
      const notice = await expectStatus(200, follower.get(`meetings/${meetingId}/notice`));
      expect(notice.body.items).toMatchObject([{ title: 'ärende 1' }, { title: neutral, summary: '', proposal: [] }]);
      expect(notice.text).not.toContain('ärende 2');
    }
    expect(await read(chair, closed)).toEqual(['ärende 2', 'approve', 'Skälen.', 'Orden.']);
    await expectStatus(201, sittings.atOnce(meetingId, items, { signedDay: day }));
    for (const follower of followers) {
      expect(await read(follower, open)).toEqual(['ärende 1', 'approve', 'Skälen.', 'Orden.']);
      expect(await read(follower, closed)).toEqual([neutral, 'approve', null, null]);
    }
  });

  it('of what was dealt with behind closed doors others read only that it was', async () => {
    const { meetingId, items, day } = await sittings.open(2);
    const [open, closed] = items as [string, string];
    await decideItem(secretary, open);
    const { version } = (await secretary.get(`agenda-items/${closed}`)).body;
    await expectStatus(
      200,
      secretary.post(`agenda-items/${closed}/introduction`, { behindClosedDoors: true }, { ifMatch: version }),
    );
    await expectStatus(200, sittings.writeItem(closed, 'Hemligt om enskilda.', 0));
    await decideItem(secretary, closed);
    await story.close('ASN', day);
    const { id: minutesId } = await sittings.draftOf(meetingId);
    await expectStatus(200, onMinutes(secretary, minutesId, 'signing'));
    await signOnPaper(secretary, minutesId, day);
    await expectStatus(
      201,
      secretary.post(`minutes/${minutesId}/corrections`, {
        agendaItemId: closed,
        stood: 'Hemligt om',
        shallStand: 'Hemligt kring',
        ground: 'x',
      }),
    );
    const seen = await expectStatus(200, (await story.as('ks.sekreterare')).get(`minutes/${minutesId}`));
    expect(seen.text).not.toContain('Hemligt');
    expect(seen.body.content.items).toMatchObject([{ title: 'ärende 1' }, { behindClosedDoors: true, decision: null }]);
    expect((await secretary.get(`minutes/${minutesId}`)).text).toContain('Hemligt om enskilda.');
  });
});
