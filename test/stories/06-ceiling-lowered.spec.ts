/** Scenario 6: the state lowers its grant mid-year. Nothing is cut by itself; the executive board moves and reduces by decision. */
import { refusal, Story } from '../support/story.js';

test('22 200 000 becomes 19 980 000 with everything already given', async () => {
  const story = await Story.begin();
  const grant = await story.source('SoS', 'stateGrant', 22_200_000);
  const own = await story.source('KSA', 'discretionaryAppropriation', 15_000_000);
  const call = await story.call([grant, own], ['ASN', 'GRN']);
  const asn = await story.approvedProposal('ASN', call.id, [
    { title: 'Insats A', kronor: 12_200_000 },
    { title: 'Insats B', kronor: 10_000_100 },
  ]);
  const grn = await story.approvedProposal('GRN', call.id, [{ title: 'Insats C', kronor: 13_500_000 }]);
  const first = await story.allocation(call.id, 'Fördelning', [
    { proposal: asn, measure: 0, source: grant, kronor: 12_200_000 },
    { proposal: asn, measure: 1, source: grant, kronor: 10_000_000 },
    { proposal: grn, measure: 0, source: own, kronor: 13_500_000 },
  ]);
  expect((await story.boardDecides(first, '2023-05-03')).status).toBe(201);

  await story.ceiling(grant, 19_980_000, '2023-09-01', 'Ändrat fördelningsbeslut, minus tio procent');
  const lowered = await story.totals();
  expect(lowered['SoS 2023']).toMatchObject({
    allocated: 22_200_000,
    ceiling: 19_980_000,
    remaining: -2_220_000,
    overAllocated: true,
  });
  expect(lowered['KSA 2023']).toMatchObject({ allocated: 13_500_000, remaining: 1_500_000, overAllocated: false });

  const controller = await story.as('ks.controller');
  const source = (await controller.get(`funding-sources/${grant}`)).body;
  expect(JSON.stringify(source)).toContain('22200000.00');
  expect(JSON.stringify(source)).toContain('19980000.00');

  // New money from the source is refused, by name, until it fits again.
  const reduce = (kronor: number, reason: string) => ({ proposal: asn, measure: 0, source: grant, kronor, reason });
  const more = await story.allocation(call.id, 'Mer', [
    reduce(-1, 'Provar'),
    { proposal: asn, measure: 1, source: grant, kronor: 1 + 1 },
  ]);
  const refused = await story.boardDecides(more, '2023-09-06');
  expect(refusal(refused)).toMatch(/^409 ceiling-exceeded/);
  expect(JSON.stringify(refused.body.sources)).toContain('"overAllocated":true');

  const moved = await story.allocation(call.id, 'Flytt och minskning', [
    reduce(-1_500_000, 'Statsbidraget är sänkt; flyttas till anslag till förfogande'),
    { proposal: asn, measure: 0, source: own, kronor: 1_500_000, reason: 'Flytt från statsbidraget' },
    { proposal: asn, measure: 1, source: grant, kronor: -720_000, reason: 'Statsbidraget är sänkt' },
  ]);
  expect((await story.boardDecides(moved, '2023-09-20')).status).toBe(201);

  const after = await story.totals();
  expect(after['SoS 2023']).toMatchObject({ allocated: 19_980_000, remaining: 0, overAllocated: false });
  expect(after['KSA 2023']).toMatchObject({ allocated: 15_000_000, remaining: 0 });
  expect(after['sum']).toMatchObject({ allocated: 34_980_000 });
  const then = await story.totals('?asOf=2023-09-19');
  expect(then['sum']).toMatchObject({ allocated: 35_700_000 });
  expect((await story.totals('?asOf=2023-08-31'))['SoS 2023']).toMatchObject({
    ceiling: 22_200_000,
    overAllocated: false,
  });

  const last = await story.allocation(call.id, 'En krona till', [
    { proposal: asn, measure: 1, source: grant, kronor: 1 },
  ]);
  expect(refusal(await story.boardDecides(last, '2023-09-27'))).toMatch(/^409 ceiling-exceeded/);
  const { ledger, violations } = await story.end();
  expect(ledger).toMatchSnapshot('ledger');
  expect(violations).toEqual([]);
}, 60_000);
