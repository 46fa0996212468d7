/** Which associations were given what: on the public's page, as open data and in the search, and never ahead of the decision's publicity. */
import type { Client } from '../support/app.js';
import {
  applied,
  association,
  associationCall,
  committeeDecides,
  delegate,
  ownSource,
  proposed,
  type SceneApplication,
  type SceneCall,
} from '../support/association-scene.js';
import { requireSoundPage, wordsOf } from '../support/html-page.js';
import { whileSecret } from '../support/posted-files.js';
import { expectStatus, Story } from '../support/story.js';

let story: Story;
let anybody: Client;
let secretary: Client;
let call: SceneCall;
let next = 800;
let meetings = 0;
const meetingDay = (): string => new Date(Date.UTC(2023, 3, 2 + (meetings += 1))).toISOString().slice(0, 10);

beforeAll(async () => {
  story = await Story.begin();
  anybody = story.app.anonymous;
  secretary = await story.as('frn.sekreterare');
  call = await associationCall(story, await ownSource(story, 'FRN-OPPET', 500_000));
  const head = { delegates: [{ kind: 'employee', role: 'unitHead' }], category: 'grants' };
  await expectStatus(
    201,
    secretary.post(`bodies/${story.body('FRN')}/delegation-schemes`, {
      fromDay: '2023-01-01',
      ground: 'FRN 2022-12-14 § 90',
      rules: [
        { ...head, number: '5', description: 'Bidrag som anmäls', reporting: 'nextMeeting' },
        { ...head, number: '6', description: 'Bidrag som protokollförs', reporting: 'minuted' },
      ],
    }),
  );
}, 60_000);
afterAll(async () => {
  const { violations } = await story.end();
  expect(violations).toEqual([]);
});

const page = async (query = ''): Promise<string> => {
  const { text } = await expectStatus(200, anybody.get(`/foreningsbidrag${query}`));
  requireSoundPage(text);
  return text;
};
const grants = async (query = '') => (await expectStatus(200, anybody.get(`public/association-grants${query}`))).body;
const names = async (query = ''): Promise<string[]> =>
  (await grants(query)).items.map(({ associationName }: { associationName: string }) => associationName);

interface Decided {
  name: string;
  application: SceneApplication;
  decision: { id: string; minuteItem: number; agendaItemId: string };
  day: string;
}

/** The committee gives it, in a meeting of its own. */
async function decided(kronor: number): Promise<Decided> {
  const index = (next += 1);
  const application = await applied(story, call, index, kronor);
  const proposal = await proposed(story, application, kronor);
  const day = meetingDay();
  const { body } = await committeeDecides(story, proposal, day);
  return { name: `Föreningen ${index}`, application, decision: body, day };
}

async function adjust({ decision, day }: Pick<Decided, 'decision' | 'day'>): Promise<void> {
  const meetingId = await story.meeting('FRN', day);
  const adjustment = { agendaItemIds: [decision.agendaItemId], signedDay: day };
  await expectStatus(201, secretary.post(`meetings/${meetingId}/immediate-adjustments`, adjustment));
}

test('a call that is issued is told while it lasts; a draft and one that is over are not', async () => {
  await associationCall(story, call.sourceId, { issue: false });
  await associationCall(story, call.sourceId, { replyByDay: '2023-02-28' });
  const { body } = await expectStatus(200, anybody.get('public/association-calls'));
  expect(body.items).toEqual([
    expect.objectContaining({ id: call.id, title: 'Föreningsbidrag 2023', years: [2023], replyByDay: '2099-03-01' }),
  ]);
  const words = wordsOf(await page());
  for (const part of ['Att söka nu', 'För verksamhet för barn och unga.', '2099-03-01 kl. 12.00', 'Fritidsnämnden'])
    expect(words).toContain(part);
  expect(await page()).toContain('href="/foreningsbidrag" aria-current="page"');
});

test('the committee’s grant shows when its minutes are adjusted, with its paragraph and day, and is found', async () => {
  const grant = await decided(9_000);
  expect(await names()).not.toContain(grant.name);
  expect(await page()).not.toContain(grant.name);
  await adjust(grant);
  const { items, sum } = await grants(`?q=${encodeURIComponent(grant.name.toUpperCase())}`);
  expect(items).toMatchObject([
    {
      associationName: grant.name,
      purpose: 'Sommarläger',
      year: 2023,
      amount: { amount: '9000.00', currency: 'SEK' },
      authorityCode: 'FRN',
      decidedDay: grant.day,
      decisionId: grant.decision.id,
      minuteItem: grant.decision.minuteItem,
      delegatedNumber: null,
    },
  ]);
  expect(sum.amount).toBe('9000.00');
  const html = await page('?q=sommarl%C3%A4ger&ar=2023&namnd=FRN');
  expect(html).toContain(`/beslut/${grant.decision.id}`);
  const words = wordsOf(html);
  for (const part of [grant.name, '9 000 kr', `§ ${grant.decision.minuteItem}, ${grant.day}`])
    expect(words).toContain(part);
  expect(wordsOf(await page('?ar=2022'))).toContain('0 bidrag, tillsammans 0 kr.');
  expect(wordsOf(await page('?q=kvantdator&ar=&namnd='))).toContain('0 bidrag');
  const search = wordsOf((await expectStatus(200, anybody.get(`/beslut?q=${encodeURIComponent(grant.name)}`))).text);
  expect(search).toContain('Ett beslut hittades.');
});

test('a delegate’s grant shows when it is announced, or reported in adjusted minutes', async () => {
  const give = async (ruleNumber: string) => {
    const index = (next += 1);
    const application = await applied(story, call, index, 3_000);
    const { body } = await expectStatus(
      200,
      delegate(story, await proposed(story, application, 3_000), { ruleNumber }),
    );
    return { name: `Föreningen ${index}`, decision: body.decision as { id: string; number: number; version: number } };
  };
  const announced = await give('6');
  const reported = await give('5');
  expect(await names()).not.toEqual(expect.arrayContaining([announced.name]));
  expect(await names()).not.toEqual(expect.arrayContaining([reported.name]));
  const { id, version, number } = announced.decision;
  const posted = await expectStatus(
    201,
    secretary.post(`delegated-decisions/${id}/announcement`, {}, { ifMatch: version }),
  );
  const [one] = (await grants(`?q=${encodeURIComponent(announced.name)}`)).items;
  expect(one).toMatchObject({
    decisionId: null,
    minuteItem: null,
    delegatedNumber: `2023:${number}`,
    decidedDay: '2023-03-10',
    announcementId: posted.body.id,
  });
  expect(await page()).toContain(`/anslagstavla/${posted.body.id}`);
  const day = meetingDay();
  const meetingId = await story.meeting('FRN', day);
  const report = await expectStatus(201, secretary.post(`meetings/${meetingId}/delegation-reports`));
  const decision = await story.decide(report.body.businessId, 'FRN', 'note');
  expect(await names()).not.toContain(reported.name);
  await adjust({ decision: { ...decision.body, agendaItemId: report.body.agendaItemId }, day });
  expect((await grants(`?q=${encodeURIComponent(reported.name)}`)).items).toMatchObject([
    { delegatedNumber: `2023:${reported.decision.number}`, announcementId: null },
  ]);
});

test('what is marked secret, rejected or annulled by a court is not there', async () => {
  const grant = await decided(4_000);
  await adjust(grant);
  expect(await names()).toContain(grant.name);
  const officer = await story.as('frn.handlaggare');
  const { body } = await expectStatus(200, officer.get(`applications/${grant.application.id}`));
  await whileSecret(story.app, body.documentId, async () => {
    expect(await names()).not.toContain(grant.name);
  });
  const rejected = await applied(story, call, (next += 1), 5_000);
  const proposal = await proposed(story, rejected, 5_000);
  const day = meetingDay();
  const { body: no } = await committeeDecides(story, proposal, day, 'reject', { reasons: 'Pengarna räcker inte.' });
  await adjust({ decision: no, day });
  expect(await names()).not.toContain(`Föreningen ${next}`);
  const appealed = await decided(6_000);
  await adjust(appealed);
  expect(await names()).toContain(appealed.name);
  const appeal = { receivedDay: appealed.day, appellant: 'En kommunmedlem', grounds: 'Fel ordning.' };
  const { body: made } = await expectStatus(201, secretary.post(`decisions/${appealed.decision.id}/appeals`, appeal));
  let { version } = made;
  for (const act of ['forward', 'annul']) {
    const step = { act, day: appealed.day, note: 'Förvaltningsrätten, mål 1-23' };
    const reply = await expectStatus(200, secretary.post(`appeals/${made.id}/steps`, step, { ifMatch: version }));
    ({ version } = reply.body);
  }
  expect(await names()).not.toContain(appealed.name);
});

test('nobody’s account or person is told', async () => {
  await association(story, (next += 1));
  const { text } = await expectStatus(200, anybody.get('public/association-grants?limit=200'));
  for (const kept of ['5050', 'example.invalid', 'Ordföranden', 'paymentNumber', 'signatory'])
    expect(text).not.toContain(kept);
});
