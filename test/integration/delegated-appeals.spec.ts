/** A decision by delegation is appealed, weighed and final like any other; its time runs from its own notice or from where it was reported. */
import { jest } from '@jest/globals';
import type { Client } from '../support/app.js';
import { BoardScene } from '../support/board-scene.js';
import { announceDelegated, decideDelegated } from '../support/delegated-scene.js';
import { expectStatus, refusal } from '../support/replies.js';

jest.setTimeout(60_000);

let scene: BoardScene;
let registrar: Client;
let announcedId: string;
beforeAll(async () => {
  scene = await BoardScene.begin();
  registrar = await scene.story.as('asn.registrator');
  ({ decisionId: announcedId } = await announceDelegated(scene));
}, 60_000);
afterAll(() => scene?.end());
afterEach(async () => {
  expect(await scene.story.app.violations()).toEqual([]);
});

const appeal = (id: string, receivedDay: string, who = registrar) =>
  who.post(`delegated-decisions/${id}/appeals`, { receivedDay, appellant: 'En kommunmedlem' });
const standing = async (id: string) =>
  (await expectStatus(200, registrar.get(`delegated-decisions/${id}/standing`))).body;

it('is appealed, forwarded and answered by the court, and final only then', async () => {
  expect(await standing(announcedId)).toMatchObject({ kind: 'delegatedDecision', standing: 'final', appeals: [] });
  const registered = (await expectStatus(201, appeal(announcedId, '2023-05-10'))).body;
  expect(registered).toMatchObject({ delegatedDecisionId: announcedId, decisionId: null, isLate: false });
  expect(await standing(announcedId)).toMatchObject({
    standing: 'appealed',
    finalDay: null,
    announcement: { appealEndDay: '2023-05-12' },
    execution: { isAssessmentAskedFor: true },
  });
  const director = await scene.story.as('asn.direktor');
  const weighed = { mayExecute: false, reasons: 'Inget brådskar.' };
  await expectStatus(201, director.post(`delegated-decisions/${announcedId}/execution-assessments`, weighed));
  const step = (act: string, day: string, ifMatch: number) =>
    expectStatus(200, registrar.post(`appeals/${registered.id}/steps`, { act, day }, { ifMatch }));
  await step('forward', '2023-05-12', 1);
  const answered = await step('reject', '2023-09-01', 2);
  expect(answered.body).toMatchObject({ delegatedDecisionId: announcedId, status: 'rejected' });
  expect(await standing(announcedId)).toMatchObject({
    standing: 'final',
    finalDay: '2023-09-01',
    execution: { isAssessmentAskedFor: false, latest: { mayExecute: false } },
  });
  const { documentId } = (await standing(announcedId)).appeals[0];
  const [document] = await scene.story.app.query(`select title, direction from document where id = $1`, [documentId]);
  const title = /^Överklagande av delegationsbeslut \d+\/2023, /;
  expect(document).toEqual({ title: expect.stringMatching(title), direction: 'received' });
});

it('outside every matter opens one, and ten appeals at once share it', async () => {
  const { id } = await decideDelegated(scene);
  const replies = await Promise.all(Array.from({ length: 10 }, () => appeal(id, '2023-05-10')));
  expect(replies.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 201));
  // Nobody has announced it, so nobody knows whether they are late.
  expect(replies.map(({ body }) => body.isLate)).toEqual(Array.from({ length: 10 }, () => null));
  const [counted] = await scene.story.app.query<{ matters: number; documents: number }>(
    `select count(distinct t.matter_id)::int as matters, count(*)::int as documents
       from appeal a join document t on t.id = a.document_id where a.delegated_decision_id = $1`,
    [id],
  );
  expect(counted).toEqual({ matters: 1, documents: 10 });
});

it('is found, and appealed, by those it belongs to alone', async () => {
  const outsider = await scene.story.as('grn.sekreterare');
  expect(refusal(await appeal(announcedId, '2023-05-10', outsider))).toBe('404 not-found');
  expect(refusal(await outsider.get(`delegated-decisions/${announcedId}/standing`))).toBe('404 not-found');
  const chair = await scene.story.as('asn.ordforande');
  expect(refusal(await appeal(announcedId, '2023-05-10', chair))).toBe('403 forbidden/appeal.register');
  expect(refusal(await appeal(announcedId, '2023-04-19'))).toBe('422 validation-failed/before-decision');
});
