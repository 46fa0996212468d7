/** The whole board judged in one act, over HTTP: all of it or none, and of two offices that write at once one is told. */
import { OfficeBoard } from '../support/board.js';
import { expectStatus, sek, Story, type StoryProposal } from '../support/story.js';

let story: Story;
let source: string;
let callId: string;
let board: OfficeBoard;
let proposal: StoryProposal;
beforeAll(async () => {
  story = await Story.begin();
  source = await story.source('LISTA', 'discretionaryAppropriation', 5_000, []);
  callId = (await story.call([source], ['ASN'])).id;
  board = new OfficeBoard(story, callId);
  proposal = await story.approvedProposal('ASN', callId, [
    { title: 'Fältverksamhet', kronor: 3_000 },
    { title: 'Mentorer', kronor: 2_000 },
    { title: 'Föräldrastöd', kronor: 1_000 },
  ]);
}, 60_000);
afterAll(async () => story?.app.stop());

const judgement = (measure: number, kronor: number, follows: number, reason?: string) => ({
  proposalId: proposal.id,
  measureKey: proposal.measureKeys[measure],
  follows,
  rows: kronor === 0 ? [] : [{ sourceId: source, year: 2023, amount: sek(kronor) }],
  ...(reason === undefined ? {} : { reason }),
});
const save = async (...recommendations: object[]) =>
  (await story.as('ks.stadskontoret')).post(`calls/${callId}/board/recommendation-lists`, { recommendations });
const kept = async () =>
  (await board.view()).measures.map(({ recommendationNumber, recommended }) => [
    recommendationNumber,
    Number(recommended.amount),
  ]);

it('saves every judgement of the list in one act, and the board adds up to them', async () => {
  const { body } = await expectStatus(201, save(judgement(1, 2_000, 0), judgement(0, 2_500, 0, 'Delas med GRN')));
  expect(body.recommendations).toEqual([
    { proposalId: proposal.id, measureKey: proposal.measureKeys[1], number: 1 },
    { proposalId: proposal.id, measureKey: proposal.measureKeys[0], number: 1 },
  ]);
  expect(await kept()).toEqual([
    [1, 2_500],
    [1, 2_000],
    [0, 0],
  ]);
  const { sum, sources } = await board.view();
  expect([sum.recommended, sources[0]?.recommended, sources[0]?.remainingAfterRecommended]).toEqual([
    sek(4_500),
    sek(4_500),
    sek(500),
  ]);
});

it('tells every fault of the list at its place, and saves nothing of it', async () => {
  const before = await kept();
  const reply = await save(judgement(0, 3_000, 1), judgement(1, 1_999, 1), judgement(2, 1_001, 0, 'För mycket'));
  expect(reply.status).toBe(422);
  expect(reply.body.errors).toMatchObject([
    { pointer: '/recommendations/1/reason', code: 'required' },
    { pointer: '/recommendations/2/rows', code: 'above-requested' },
  ]);
  expect(await kept()).toEqual(before);
  const twice = await save(judgement(2, 1_000, 0), judgement(2, 1_000, 0));
  expect(twice.body.errors).toMatchObject([{ pointer: '/recommendations/1/measureKey', code: 'duplicate' }]);
});

it('of two that write on what they both have read one is saved, and the other is told of every measure', async () => {
  const lists = [
    [judgement(0, 1_000, 1, 'Ett'), judgement(1, 1_000, 1, 'Ett')],
    [judgement(1, 500, 1, 'Två'), judgement(0, 500, 1, 'Två')],
  ];
  const replies = await Promise.all(lists.map((list) => save(...list)));
  expect(replies.map(({ status }) => status).sort()).toEqual([201, 409]);
  const lost = replies.findIndex(({ status }) => status === 409);
  expect(replies[lost]?.body.code).toBe('recommendation-changed');
  const amount = lost === 1 ? 1_000 : 500;
  expect(await kept()).toEqual([
    [2, amount],
    [2, amount],
    [0, 0],
  ]);
  const late = await save(judgement(2, 1_000, 0), ...(lists[lost] ?? []));
  expect(late.body.changed).toHaveLength(2);
  expect((await kept())[2]).toEqual([0, 0]);
});

it('is the office’s alone: the controller reads the board and writes nothing on it', async () => {
  const controller = await story.as('ks.controller');
  const body = { recommendations: [judgement(2, 1_000, 0)] };
  expect((await controller.post(`calls/${callId}/board/recommendation-lists`, body)).status).toBe(403);
});
