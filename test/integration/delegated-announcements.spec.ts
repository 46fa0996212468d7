/** A delegated decision that is not reported is announced by itself, and only that (KL 6:40, 7:8, 8:10 p 3, R-44). */
import { jest } from '@jest/globals';
import { Timers } from '../../src/platform/jobs/timers.js';
import type { Client } from '../support/app.js';
import { BoardScene } from '../support/board-scene.js';
import { decideDelegated, minutingScheme } from '../support/delegated-scene.js';
import { expectStatus, refusal } from '../support/replies.js';

jest.setTimeout(60_000);

let scene: BoardScene;
let secretary: Client;
beforeAll(async () => {
  scene = await BoardScene.begin();
  secretary = await scene.story.as('asn.sekreterare');
  await minutingScheme(scene);
}, 60_000);
afterAll(() => scene?.end());
afterEach(async () => {
  expect(await scene.story.app.violations()).toEqual([]);
});

const elsewhere = { postedElsewhere: 'Stadshusets anslagstavla, hela tiden' };
const announce = (
  { id, version }: { id: string; version: number },
  body: object = {},
  who = secretary,
  options: object = { ifMatch: version },
) => who.post(`delegated-decisions/${id}/announcement`, body, options);
const waiting = async (): Promise<number[]> => {
  const path = `bodies/${scene.story.body('ASN')}/delegated-decisions?unannounced=true`;
  return (await expectStatus(200, secretary.get(path))).body.items.map(({ number }: { number: number }) => number);
};

describe('only what is minuted by itself and open to appeal is announced', () => {
  it.each([
    ['3', '409 state-conflict/not-appealable'],
    ['4', '409 state-conflict/is-reported'],
  ])('rule %s: %s', async (ruleNumber, code) => {
    const decision = await decideDelegated(scene, { ruleNumber });
    expect(refusal(await announce(decision))).toBe(code);
    expect(await waiting()).not.toContain(decision.number);
  });

  it('an urgent one is reported, whatever the scheme says of others', async () => {
    const decision = await decideDelegated(scene, { ruleNumber: undefined, isUrgent: true, aboutIndividual: false });
    expect(refusal(await announce(decision))).toBe('409 state-conflict/is-reported');
  });

  it('by the secretary, who has read it, with days that hold together', async () => {
    const decision = await decideDelegated(scene);
    const told = { minutedDay: '2023-04-20', postedDay: '2023-04-21', ...elsewhere };
    expect(refusal(await announce(decision, told, await scene.story.as('asn.ordforande')))).toBe(
      '403 forbidden/minutes.announce',
    );
    expect(refusal(await announce(decision, told, await scene.story.as('grn.sekreterare')))).toBe('404 not-found');
    expect(refusal(await announce(decision, told, secretary, {}))).toBe('428 precondition-required');
    expect(refusal(await announce(decision, told, secretary, { ifMatch: 9 }))).toBe('412 precondition-failed');
    const wrong = async (over: object) => refusal(await announce(decision, { ...told, ...over }));
    expect(await wrong({ minutedDay: '2023-04-19' })).toBe('422 validation-failed/range');
    expect(await wrong({ minutedDay: '2190-01-01' })).toBe('422 validation-failed/range');
    expect(await wrong({ postedDay: '2023-04-19' })).toBe('422 validation-failed/before-adjustment');
    expect(await wrong({ postedDay: '2190-01-01' })).toBe('422 validation-failed/future-day');
    expect(await wrong({ postedElsewhere: undefined })).toBe('422 validation-failed/required');
    // It was recorded here today, so a notice of last year must say when its minutes were signed.
    expect(await wrong({ minutedDay: undefined })).toBe('422 validation-failed/before-adjustment');
    expect(await waiting()).toContain(decision.number);
  });
});

describe('its notice', () => {
  it('starts the same clock, is found by everybody, and once only', async () => {
    const decision = await decideDelegated(scene);
    const told = { minutedDay: '2023-04-24', postedDay: '2023-04-27', ...elsewhere };
    const posted = (await expectStatus(201, announce(decision, told))).body;
    expect(posted).toMatchObject({
      delegatedDecisionId: decision.id,
      minutedDay: '2023-04-24',
      lastDayToAnnounce: '2023-04-26',
      daysLate: 1,
      appealEndDay: '2023-05-19',
      takeDownDay: '2023-05-20',
      whereKept: 'Arbetsmarknads- och socialförvaltningen',
      version: decision.version + 1,
    });
    expect(await waiting()).not.toContain(decision.number);
    const again = { ...decision, version: posted.version };
    expect(refusal(await announce(again, told))).toBe('409 state-conflict/already-announced');
    expect((await secretary.get(`delegated-decisions/${decision.id}`)).body).toMatchObject({
      isToBeAnnounced: true,
      announcement: { id: posted.id, postedDay: '2023-04-27', appealEndDay: '2023-05-19' },
    });
    const anybody = scene.story.app.anonymous;
    const { body } = await expectStatus(200, anybody.get(`public/announcements/${posted.id}`));
    expect(body).toMatchObject({
      kind: 'delegated',
      minutesId: null,
      meetingDay: null,
      adjustedDay: '2023-04-24',
      daysLate: 1,
      items: [],
      delegatedDecision: { id: decision.id, number: decision.number, year: 2023, ruleDescription: 'Representation' },
    });
    const listed = await expectStatus(200, anybody.get(`public/announcements?bodyId=${scene.story.body('ASN')}`));
    expect(listed.body.items.map(({ id }: { id: string }) => id)).toContain(posted.id);
    const page = await anybody.get(`/anslagstavla/${posted.id}`);
    expect(page.status).toBe(200);
    expect(page.text).toContain(`Delegationsbeslut ${decision.number}/2023`);
    expect((await anybody.get(`/anslagstavla?organ=${scene.story.body('ASN')}`)).text).toContain(
      `/anslagstavla/${posted.id}`,
    );
    const pdf = await fetch(`${scene.story.app.address}/api/v1/public/announcements/${posted.id}/document`);
    expect(pdf.status).toBe(200);
  });

  it('ten at once: one notice', async () => {
    const decision = await decideDelegated(scene);
    const replies = await Promise.all(Array.from({ length: 10 }, () => announce(decision)));
    expect(replies.map(({ status }) => status).filter((status) => status === 201)).toHaveLength(1);
    expect(replies.filter(({ status }) => ![201, 409, 412].includes(status))).toEqual([]);
  });

  it('of a decision about an individual tells its number, day and kind, and nothing else', async () => {
    const officer = await scene.story.as('asn.registrator');
    const matter = { authorityId: scene.story.authority('ASN'), title: 'HEMLIGT om en enskild' };
    const { id: matterId, registrationNumber } = (await expectStatus(201, officer.post('matters', matter))).body;
    const decision = await decideDelegated(scene, { ruleNumber: '2', matterId, text: 'HEMLIGT BISTÅND' });
    const { id } = (await expectStatus(201, announce(decision))).body;
    const anybody = scene.story.app.anonymous;
    const shown = [
      await anybody.get(`public/announcements/${id}`),
      await anybody.get(`/anslagstavla/${id}`),
      await anybody.get('public/announcements'),
      await anybody.get('/anslagstavla'),
    ];
    for (const reply of shown) {
      expect(reply.text).toContain('Bistånd');
      expect(reply.text).not.toMatch(/HEMLIGT/);
      expect(reply.text).not.toContain(registrationNumber);
    }
  });

  it('comes down when its time to appeal is over, once, and stays until then', async () => {
    const takeDown = () => scene.story.app.app.get(Timers).runOnce('announcement-take-down');
    const over = await decideDelegated(scene);
    const past = { minutedDay: '2023-04-20', postedDay: '2023-04-20', ...elsewhere };
    const down = (await expectStatus(201, announce(over, past))).body;
    const up = (await expectStatus(201, announce(await decideDelegated(scene)))).body;
    await takeDown();
    await takeDown();
    const events = await scene.story.app.query(
      `select subject_id from event where type = 'delegation.announcementTakenDown' and subject_id = any($1::uuid[])`,
      [[down.delegatedDecisionId, up.delegatedDecisionId]],
    );
    expect(events).toEqual([{ subject_id: over.id }]);
    const anybody = scene.story.app.anonymous;
    expect(refusal(await anybody.get(`public/announcements/${down.id}`))).toBe('404 not-found');
    expect((await anybody.get(`/anslagstavla/${down.id}`)).status).toBe(404);
    await expectStatus(200, anybody.get(`public/announcements/${up.id}`));
    expect((await secretary.get(`announcements/${down.id}`)).body.takenDownAt).toEqual(expect.any(String));
  });
});
