/** The list from which an appeal is taken in: the own authority's decisions, in minutes and by delegation. */
import { jest } from '@jest/globals';
import type { Client } from '../support/app.js';
import { BoardScene } from '../support/board-scene.js';
import { announceDelegated, decideDelegated } from '../support/delegated-scene.js';
import { adjustAtOnce, type DecidedItem, decidedItem } from '../support/dispatch-scene.js';
import { expectStatus } from '../support/replies.js';

jest.setTimeout(60_000);

let scene: BoardScene;
let registrar: Client;
let item: DecidedItem;
let delegatedId: string;
beforeAll(async () => {
  scene = await BoardScene.begin();
  registrar = await scene.story.as('asn.registrator');
  ({ decisionId: delegatedId } = await announceDelegated(scene));
  item = await decidedItem(scene.story, 'ASN', '2023-04-26');
  await adjustAtOnce(scene.story, 'ASN', item, '2023-04-26');
}, 60_000);
afterAll(() => scene?.end());

const list = async (query = '', who = registrar) => (await expectStatus(200, who.get(`decisions?${query}`))).body;
const idsOf = ({ items }: { items: { id: string }[] }): string[] => items.map(({ id }) => id);

it('holds both kinds, the latest first, with what each is called and belongs to', async () => {
  const { items } = await list();
  const [made] = await scene.story.app.query(
    `select d.id, m.registration_number as number from decision d join matter m on m.id = d.matter_id where m.id = $1`,
    [item.proposal.matterId],
  );
  const days = items.map(({ decisionDay }: { decisionDay: string }) => decisionDay);
  expect(days).toEqual([...days].sort().reverse());
  expect(items).toContainEqual(
    expect.objectContaining({ kind: 'decision', id: made?.['id'], registrationNumber: made?.['number'], appeals: 0 }),
  );
  expect(items).toContainEqual(
    expect.objectContaining({ kind: 'delegatedDecision', id: delegatedId, title: 'Representation', matterId: null }),
  );
});

it('is narrowed by matter, by words, and to what has been appealed', async () => {
  const { matterId } = item.proposal;
  expect((await list(`matterId=${matterId}`)).items.map(({ kind }: { kind: string }) => kind)).toEqual(['decision']);
  expect(idsOf(await list('q=representation'))).toEqual([delegatedId]);
  expect(idsOf(await list('appealed=true'))).toEqual([]);
  const appeal = { receivedDay: '2023-05-10', appellant: 'En kommunmedlem' };
  await expectStatus(201, registrar.post(`delegated-decisions/${delegatedId}/appeals`, appeal));
  const { items } = await list('appealed=true');
  expect(items).toMatchObject([{ id: delegatedId, appeals: 1, openAppeals: 1 }]);
  expect(items[0].matterId).not.toBeNull();
});

it('does not hold what another authority has decided, and not what an individual’s matter is called', async () => {
  const other = await scene.story.as('frn.sekreterare');
  expect(idsOf(await list('', other))).not.toContain(delegatedId);
  expect((await list(`matterId=${item.proposal.matterId}`, other)).total).toBe(0);
  const { matterId } = item.proposal;
  const { id } = await decideDelegated(scene, { ruleNumber: '2', matterId, aboutIndividual: true });
  const { items } = await list(`matterId=${matterId}`);
  expect(items).toContainEqual(expect.objectContaining({ id, title: 'Bistånd' }));
});
