/**
 * Scenario 2: six committees ask for 43 200 000 against 37 200 000. The city office weighs every measure against every
 * source, puts forward what fits with its money reserved, and the executive board cuts; one krona more is refused.
 */
import { kronorOf as kronor, OfficeBoard } from '../support/board.js';
import { expectStatus, refusal, sek, Story, type StoryProposal, type StoryRow } from '../support/story.js';

const asked = { ASN: 8_075_000, GRN: 12_400_000, FRN: 7_950_000, TN: 6_250_000, FSKN: 4_925_000, KN: 3_600_000 };
type Code = keyof typeof asked;
const codes = Object.keys(asked) as Code[];

/** What the office would give, out of the grant and out of the board's own money, and why it is less. */
const recommended: Record<Code, { grant: number; own: number; reason?: string }> = {
  ASN: { grant: 8_075_000, own: 0 },
  GRN: { grant: 10_000_000, own: 0, reason: 'Två av fyra skolor kan vänta ett år' },
  FRN: { grant: 2_000_000, own: 5_525_000, reason: 'Sommarlovet ryms i ordinarie budget' },
  TN: { grant: 0, own: 5_000_000, reason: 'Belysningen byggs i två etapper' },
  FSKN: { grant: 2_125_000, own: 1_375_000, reason: 'Färre förskolor första året' },
  KN: { grant: 0, own: 3_100_000, reason: 'Lägre lokalkostnad än beräknat' },
};

test('43 200 000 asked, 37 200 000 given, each source to its last krona', async () => {
  const story = await Story.begin();
  const grant = await story.source('SoS', 'stateGrant', 22_200_000, [
    'Minska risken att barn och unga dras in i kriminalitet',
    'Utveckla samverkan mellan socialtjänst, polis och skola',
  ]);
  const own = await story.source('KSA', 'discretionaryAppropriation', 15_000_000, []);
  const call = await story.call([grant, own], codes);
  const proposals = {} as Record<Code, StoryProposal>;
  for (const code of codes)
    proposals[code] = await story.approvedProposal(code, call.id, [{ title: `Insatser ${code}`, kronor: asked[code] }]);

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

  // Four measures meet a purpose of the grant. Lighting and premises meet none: they can only take the board's own money.
  const board = new OfficeBoard(story, call.id);
  for (const code of ['ASN', 'GRN', 'FRN', 'FSKN'] as const)
    expect(await board.answer(proposals[code], grant, true, 'Riktas till barn i riskzon')).toBe('eligible');
  for (const code of ['TN', 'KN'] as const) {
    expect(await board.answer(proposals[code], grant, false, 'Fysisk miljö, ingen social insats')).toBe('open');
    expect(await board.answer(proposals[code], grant, false, 'Ingen samverkan', 0, 'purpose-2')).toBe('notEligible');
  }

  // All that was asked for: by how much it does not fit, and who could give way.
  const all = await board.read((await board.scenario('Allt som begärts', 'asRequested')).id);
  expect(all.isCertified).toBe(false);
  expect(kronor(all.total)).toBe(43_200_000);
  const { shortfall } = all;
  expect(shortfall?.sources.map((one) => [one.code, kronor(one.overBy)])).toEqual([['SoS', 11_150_000]]);
  expect(shortfall?.cutOrMove).toMatchObject({ exact: true, atLeast: 1, more: false });
  const [way] = shortfall?.cutOrMove.sets ?? [];
  expect(way?.measures.map(({ title }) => title)).toEqual(['Insatser GRN']);
  // 5 150 000 kr are left of the board's own money; 6 000 000 kr must be cut whoever gives way.
  expect([way?.movable, way?.mustCut]).toEqual([sek(5_150_000), sek(6_000_000)]);
  expect(shortfall?.moveOnly).toBeNull();
  expect(refusal(await board.promote(all, '2023-05-03'))).toMatch(/^409 state-conflict\/not-certified/);

  // The office's own judgement, with a reason for every cut.
  for (const [at, code] of codes.entries()) {
    const { grant: fromGrant, own: fromOwn, reason } = recommended[code];
    const parts = [
      { source: grant, kronor: fromGrant },
      { source: own, kronor: fromOwn },
    ].filter((part) => part.kronor > 0);
    if (reason !== undefined) expect(refusal(await board.recommend(proposals[code], parts))).toMatch(/^422 .*required/);
    await expectStatus(
      201,
      board.recommend(proposals[code], parts, { priority: at + 1, ...(reason === undefined ? {} : { reason }) }),
    );
  }
  const matrix = await board.view();
  expect(
    Object.fromEntries(matrix.measures.map((one) => [one.authorityCode, one.requestedToRecommended?.amount])),
  ).toEqual({
    ASN: sek(0),
    GRN: sek(2_400_000),
    FRN: sek(425_000),
    TN: sek(1_250_000),
    FSKN: sek(1_425_000),
    KN: sek(500_000),
  });
  expect(
    matrix.sources.map((one) => [one.code, kronor(one.recommended), kronor(one.remainingAfterRecommended)]),
  ).toEqual([
    ['KSA', 15_000_000, 0],
    ['SoS', 22_200_000, 0],
  ]);
  expect([kronor(matrix.sum.requested), kronor(matrix.sum.recommended), kronor(matrix.unassigned)]).toEqual([
    43_200_000, 37_200_000, 43_200_000,
  ]);

  // Side by side on the same figures; the controller compares and changes nothing.
  const judged = await board.scenario('Stadskontorets förslag', 'asRecommended');
  expect(judged.isCertified).toBe(true);
  const share = await board.scenario('Lika andel', 'proRata', { inputsId: judged.inputsId });
  const controller = await story.as('ks.controller');
  const compared = await board.compared([judged.id, share.id]);
  expect(compared.sameInputs).toBe(true);
  expect(compared.scenarios.map((one) => kronor(one.total))).toEqual([37_200_000, 37_200_000]);
  expect(refusal(await controller.post(`calls/${call.id}/scenarios`, { name: 'X', rule: 'proRata' }))).toMatch(/^403/);

  const row = (code: Code, source: string, amount: number, reason?: string): StoryRow => ({
    proposal: proposals[code],
    measure: 0,
    source,
    kronor: amount,
    ...(reason === undefined ? {} : { reason }),
  });

  // All that was asked for, past the board of scenarios: told by how much, and nothing at all is recorded.
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

  // Put forward: the money is reserved, so what does not fit beside it is told now and not in the meeting.
  const promoted = await expectStatus(200, board.promote(judged, '2023-05-03'));
  expect((await story.totals())['sum']).toMatchObject({ pending: 37_200_000, allocated: 0, remaining: 0 });
  const late = await board.promote(share, '2023-05-03', 'Lika andel');
  expect(refusal(late)).toMatch(/^409/);

  const allocation = { id: promoted.body.allocationId as string, version: 0 };
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
  expect(after['SoS 2023']).toMatchObject({ allocated: 22_200_000, pending: 0, remaining: 0, overAllocated: false });
  expect(after['KSA 2023']).toMatchObject({ allocated: 15_000_000, pending: 0, remaining: 0, overAllocated: false });
  expect(after['sum']).toMatchObject({
    requested: 43_200_000,
    approved: 43_200_000,
    allocated: 37_200_000,
    remaining: 0,
  });
  const decided = await board.view();
  expect([kronor(decided.sum.decided), kronor(decided.sum.pending)]).toEqual([37_200_000, 0]);

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
