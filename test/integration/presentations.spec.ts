/** What bodies are shown of proposals and allocations, what may be claimed about them, and to whom a division is sent. */
import { jest } from '@jest/globals';
import type { Client } from '../support/app.js';
import { expectStatus, refusal, Story, type StoryProposal } from '../support/story.js';

jest.setTimeout(60_000);

let story: Story;
let board: Client;
let asn: StoryProposal;
let tn: StoryProposal;
let source: string;
let callId: string;
beforeAll(async () => {
  story = await Story.begin();
  board = await story.as('ks.sekreterare');
  source = await story.source('SOS', 'stateGrant', 22_200_000);
  ({ id: callId } = await story.call([source], ['ASN', 'TN']));
  asn = await story.approvedProposal('ASN', callId, [
    { title: 'Lokalt utvecklingsarbete', kronor: 5_625_000 },
    { title: 'Dialog', kronor: 500_000 },
  ]);
  tn = await story.approvedProposal('TN', callId, [{ title: 'Belysning', kronor: 1_000_000 }]);
});
afterAll(async () => {
  const { violations } = await story.end();
  expect(violations).toEqual([]);
});

const plain = (text: string): string => text.replaceAll('\u00a0', ' ');

test('a proposal on the notice is the memorandum’s own words, and an amendment must fit them to be claimed', async () => {
  const proposal = await story.draft('ASN', null, [{ title: 'Uppsökande arbete', kronor: 1_950_000 }]);
  await story.submitAndApprove(proposal);
  const itemId = await story.plan('proposal', proposal.id, 'ASN', [['ASN', '2023-05-24']]);
  const meetingId = await story.open('ASN', '2023-05-24');
  const secretary = await story.as('asn.sekreterare');
  const { body } = await expectStatus(200, secretary.get(`meetings/${meetingId}/notice`));
  expect(body.items[0]).toMatchObject({
    title: 'Sociala insatser och lokal utveckling',
    summary: 'Förvaltningens förslag på insatser uppgår till 1 950 000 SEK.',
    proposal: [
      { number: 1, type: 'approve', text: 'Nämnden godkänner förvaltningens förslag på insatser.' },
      { number: 2, type: 'forward', text: 'Nämnden översänder beslutet till kommunstyrelsen.' },
      { number: 3, type: 'adjustImmediately', text: 'Nämnden justerar paragrafen omedelbart.' },
    ],
    decisionBasis: ['Tjänsteskrivelse 2023-04-11, version 1'],
    total: { amount: '1950000.00', currency: 'SEK' },
  });
  const claim = async (path: string, old: string, changed: string): Promise<string> => {
    const { body: item } = await secretary.get(`agenda-items/${itemId}`);
    const reply = await secretary.post(
      `agenda-items/${itemId}/claims`,
      {
        outcome: 'approveWithChanges',
        moverId: story.person('asn.ledamot'),
        patch: [{ path, old, new: changed }],
      },
      { ifMatch: item.version },
    );
    return reply.status < 300 ? `${reply.status}` : refusal(reply);
  };
  const path = `/measures/${proposal.measureKeys[0]}/requestedAmount`;
  expect(await claim('/title', 'a', 'b')).toBe('422 validation-failed/not-amendable');
  expect(await claim(path, '1.00', '2.00')).toBe('409 state-conflict/patch-outdated');
  expect(await claim(path, '1950000.00', '-1.00')).toMatch(/^422 validation-failed/);
  expect(await claim(path, '1950000.00', '1500000.00')).toMatch(/^20\d$/);
});

test('an allocation says in words what is divided; after an amendment it is sent to those who still get something', async () => {
  const allocation = await story.allocation(callId, 'Fördelning 2023', [
    { proposal: asn, measure: 0, source, kronor: 5_625_000 },
    { proposal: asn, measure: 1, source, kronor: 500_000 },
    { proposal: tn, measure: 0, source, kronor: 1_000_000 },
  ]);
  const itemId = await story.plan('allocation', allocation.id, 'KS', [['KS', '2023-06-07']]);
  const meetingId = await story.open('KS', '2023-06-07');
  const { body: notice } = await expectStatus(200, board.get(`meetings/${meetingId}/notice`));
  expect(notice.items[0].proposal.map(({ text }: { text: string }) => plain(text))).toEqual([
    'Kommunstyrelsen fördelar sammanlagt 7 125 000 kr till 3 insatser hos 2 myndigheter.',
    'Arbetsmarknads- och socialnämnden får 6 125 000 kr. Ur Sociala insatser i utsatta områden 2023: ”Lokalt utvecklingsarbete” 5 625 000 kr; ”Dialog” 500 000 kr.',
    'Tekniska nämnden får 1 000 000 kr. Ur Sociala insatser i utsatta områden 2023: ”Belysning” 1 000 000 kr.',
  ]);
  expect(notice.items[0].total).toEqual({ amount: '7125000.00', currency: 'SEK' });

  const { body: read } = await expectStatus(200, board.get(`allocations/${allocation.id}`));
  const row = read.rows.find(({ authorityCode }: { authorityCode: string }) => authorityCode === 'TN');
  const patch = [{ path: `/rows/${row.rowKey}/amount`, old: '1000000.00', new: '0.00' }];
  await expectStatus(201, story.boardDecides(allocation, '2023-06-07', 'approveWithChanges', { patch }));
  await expectStatus(
    201,
    board.post(`meetings/${meetingId}/immediate-adjustments`, { agendaItemIds: [itemId], signedDay: '2023-06-07' }),
  );
  const sent = await expectStatus(201, board.post(`agenda-items/${itemId}/dispatches`, {}));
  expect(sent.body.items.map(({ recipientName }: { recipientName: string }) => recipientName)).toEqual([
    'Arbetsmarknads- och socialnämnden',
  ]);
  const registrar = await story.as('asn.registrator');
  const [{ id, version }] = sent.body.items;
  const registered = await expectStatus(
    201,
    registrar.post(`dispatches/${id}/registration`, { matterId: asn.matterId }, { ifMatch: version }),
  );
  expect(registered.body.matterId).toBe(asn.matterId);
});
