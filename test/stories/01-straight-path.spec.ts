/** Scenario 1: the worked case from the call to the allocation, on its own figures. */
import { refusal, Story } from '../support/story.js';

const measures = [
  { title: 'Förstärkning av det lokala utvecklingsarbetet och tidiga insatser', kronor: 5_625_000 },
  { title: 'Förstärka det brottsförebyggande arbetet genom förstärkt stöd och behandling', kronor: 1_950_000 },
  { title: 'Förstärkt arbete med dialog och information om socialtjänstens arbete', kronor: 500_000 },
];

test('5 625 000 + 1 950 000 + 500 000 = 8 075 000 against 22 200 000 and 15 000 000', async () => {
  const story = await Story.begin();
  const grant = await story.source('SoS', 'stateGrant', 22_200_000);
  const own = await story.source('KSA', 'discretionaryAppropriation', 15_000_000);
  const call = await story.call([grant, own], ['ASN', 'GRN']);
  const moments: Record<string, unknown> = {};
  const look = async (when: string): Promise<void> => {
    const { requested, recommended, approved, allocated, remaining } = (await story.totals())['sum'] ?? {};
    moments[when] = { requested, recommended, approved, allocated, remaining };
  };
  await look('call issued');

  await story.continueSeries('ASN', new Date().getFullYear(), 5446);
  const proposal = await story.draft('ASN', call.id, measures);
  const officer = await story.as('asn.handlaggare');
  const read = await officer.get(`proposals/${proposal.id}`);
  expect(read.body.registrationNumber).toMatch(/^ASN-\d{4}-5446$/);
  expect(read.body.total).toEqual({ amount: '8075000.00', currency: 'SEK' });
  await look('drafted');

  await story.submitAndApprove(proposal);
  await look('approved by two managers');

  await story.plan('proposal', proposal.id, 'ASN', [
    ['ASN beredning', '2023-04-05'],
    ['ASN AU', '2023-04-12'],
    ['ASN', '2023-04-26'],
  ]);
  await story.decide(proposal.id, 'ASN', 'recommend');
  await story.decide(proposal.id, 'ASN', 'recommend');
  await look('recommended by the subcommittee 2023-04-12');
  const approved = await story.decide(proposal.id, 'ASN', 'approve');
  expect(approved.body).toMatchObject({
    outcome: 'approve',
    decisionDay: '2023-04-26',
    versionSeen: 1,
    versionResult: 1,
    minuteItem: 1,
  });
  await look('approved by the committee 2023-04-26');

  const rows = measures.map(({ kronor }, measure) => ({ proposal, measure, source: grant, kronor }));
  const allocation = await story.allocation(call.id, 'Fördelning av medel 2023', rows);
  await look('allocation drafted');
  const decided = await story.boardDecides(allocation, '2023-05-03');
  expect(decided.status).toBe(201);
  await look('allocated by the executive board 2023-05-03');

  const oneMore = await story.allocation(call.id, 'En krona till', [
    { proposal, measure: 0, source: grant, kronor: 1 },
  ]);
  expect(refusal(await story.boardDecides(oneMore, '2023-05-10'))).toBe('409 state-conflict/above-approved');

  expect(moments).toMatchSnapshot('sums at every moment');
  expect(await story.totals('?asOf=2023-05-02')).toMatchObject({
    sum: { allocated: 0, approved: 8_075_000, recommended: 8_075_000 },
  });
  expect(await story.totals('?asOf=2023-04-11')).toMatchObject({
    sum: { allocated: 0, approved: 0, recommended: 8_075_000 },
  });
  expect(await story.totals('?asOf=2023-04-04')).toMatchObject({ sum: { recommended: 0 } });
  expect(await story.totals('?asOf=2023-05-03')).toMatchObject({
    'SoS 2023': { allocated: 8_075_000, remaining: 14_125_000 },
  });
  const { ledger, violations } = await story.end();
  expect(ledger).toMatchSnapshot('ledger');
  expect(violations).toEqual([]);
}, 60_000);
