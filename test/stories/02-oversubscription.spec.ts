/** Scenario 2: six committees ask for 43 200 000 against 37 200 000; the executive board cuts, and one krona more is refused. */
import { refusal, Story, type StoryProposal, type StoryRow } from '../support/story.js';

const asked = { ASN: 8_075_000, GRN: 12_400_000, FRN: 7_950_000, TN: 6_250_000, FSKN: 4_925_000, KN: 3_600_000 };
type Code = keyof typeof asked;

test('43 200 000 asked, 37 200 000 given, each source to its last krona', async () => {
  const story = await Story.begin();
  const grant = await story.source('SoS', 'stateGrant', 22_200_000);
  const own = await story.source('KSA', 'discretionaryAppropriation', 15_000_000);
  const call = await story.call([grant, own], Object.keys(asked));
  const proposals = {} as Record<Code, StoryProposal>;
  for (const [code, kronor] of Object.entries(asked) as [Code, number][])
    proposals[code] = await story.approvedProposal(code, call.id, [{ title: `Insatser ${code}`, kronor }]);

  const before = await story.totals();
  expect(before['sum']).toMatchObject({
    requested: 43_200_000,
    approved: 43_200_000,
    allocated: 0,
    ceiling: 37_200_000,
    remaining: 37_200_000,
  });
  expect(before['unassigned 2023']).toMatchObject({ requested: 43_200_000 });

  const office = await story.as('ks.stadskontoret');
  const answers = await office.get(`calls/${call.id}/answers`);
  expect(answers.status).toBe(200);

  const row = (code: Code, source: string, kronor: number, reason?: string): StoryRow => ({
    proposal: proposals[code],
    measure: 0,
    source,
    kronor,
    ...(reason === undefined ? {} : { reason }),
  });
  const cut = 'Begäran överstiger ramen';
  const rows = [
    row('ASN', grant, 8_075_000),
    row('GRN', grant, 10_000_000, cut),
    row('FSKN', grant, 2_125_000, cut),
    row('FRN', grant, 2_000_000, cut),
    row('FRN', own, 5_525_000, cut),
    row('TN', own, 5_000_000, cut),
    row('KN', own, 3_100_000, cut),
    row('FSKN', own, 1_375_000, cut),
  ];

  // All that was asked for does not fit: the board is told by how much, and nothing at all is recorded.
  const tooMuch = await story.allocation(call.id, 'Allt som begärts', [
    row('ASN', grant, 8_075_000),
    row('GRN', grant, 12_400_000),
    row('FRN', grant, 7_950_000),
    row('TN', own, 6_250_000),
    row('FSKN', own, 4_925_000),
    row('KN', own, 3_600_000),
  ]);
  const over = await story.boardDecides(tooMuch, '2023-05-03');
  expect(refusal(over)).toMatch(/^409 ceiling-exceeded/);
  expect(over.body.detail).toContain('6\u00a0225\u00a0000');
  expect((await story.totals())['sum']).toMatchObject({ allocated: 0 });

  const allocation = await story.allocation(call.id, 'Fördelning', rows);
  expect((await story.boardDecides(allocation, '2023-05-03')).status).toBe(201);
  const view = (await office.get(`allocations/${allocation.id}`)).body;
  const sums = (list: { amount: { amount: string } }[], name: string) =>
    Object.fromEntries(list.map((each) => [(each as unknown as Record<string, string>)[name], each.amount.amount]));
  expect(sums(view.perCommittee, 'authorityCode')).toEqual({
    ASN: '8075000.00',
    GRN: '10000000.00',
    FSKN: '3500000.00',
    FRN: '7525000.00',
    TN: '5000000.00',
    KN: '3100000.00',
  });

  const after = await story.totals();
  expect(after['SoS 2023']).toMatchObject({ allocated: 22_200_000, remaining: 0, overAllocated: false });
  expect(after['KSA 2023']).toMatchObject({ allocated: 15_000_000, remaining: 0, overAllocated: false });
  expect(after['sum']).toMatchObject({
    requested: 43_200_000,
    approved: 43_200_000,
    allocated: 37_200_000,
    remaining: 0,
  });

  // One krona more, from either source.
  for (const source of [grant, own]) {
    const more = await story.allocation(call.id, 'En krona till', [row('TN', source, 1)]);
    const refused = await story.boardDecides(more, '2023-05-10');
    expect(refusal(refused)).toMatch(/^409 ceiling-exceeded/);
    expect(refused.body.sources).toMatchObject([
      { requested: { amount: '1.00' }, available: { amount: '0.00' }, overBy: { amount: '1.00' } },
    ]);
  }
  const { ledger, violations } = await story.end();
  expect(ledger).toMatchSnapshot('ledger');
  expect(violations).toEqual([]);
}, 120_000);
