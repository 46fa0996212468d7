/**
 * Rows of a coming year under a condition: shown beside what is money in every sum of an allocation, and answered once,
 * however many answer at the same moment.
 */
import { jest } from '@jest/globals';
import { OfficeBoard } from '../support/board.js';
import { explainPath } from '../support/explaining.js';
import { expectStatus, refusal, sek, Story, type StoryProposal } from '../support/story.js';

jest.setTimeout(60_000);

let story: Story;
let callId: string;
let asn: StoryProposal;
let grn: StoryProposal;
let own: string;
const year = 2099;
beforeAll(async () => {
  story = await Story.begin();
  own = await story.source('KSA', 'discretionaryAppropriation', 1_000_000, []);
  await story.ceiling(own, 40_000, '2023-01-01', 'Flerårsbudget', year);
  callId = (await story.call([own], ['ASN', 'GRN'], undefined, [2023, year])).id;
  asn = await story.approvedProposal('ASN', callId, [
    { title: 'Fältgrupp', kronor: 400_000 },
    { title: 'Dialog', kronor: 400_000 },
  ]);
  grn = await story.approvedProposal('GRN', callId, [{ title: 'Skolteam', kronor: 400_000 }]);
}, 60_000);
afterAll(() => story?.app.stop());

const condition = 'Kommunfullmäktige anvisar medel i budget.';
const ground = 'Kommunfullmäktige § 210';
const office = () => story.as('ks.stadskontoret');

interface Part {
  proposal?: StoryProposal;
  measure?: number;
  kronor: number;
  isPromised?: boolean;
}

async function laid(title: string, parts: readonly Part[]): Promise<string> {
  const client = await office();
  const { body } = await expectStatus(201, client.post('allocations', { title, callId }));
  const rows = parts.map(({ proposal = asn, measure = 0, kronor, isPromised = false }) => ({
    proposalId: proposal.id,
    measureKey: proposal.measureKeys[measure],
    sourceId: own,
    amount: sek(kronor),
    year: isPromised ? year : 2023,
    ...(isPromised ? { condition } : {}),
  }));
  await expectStatus(200, client.put(`allocations/${body.id}/rows`, { rows }, { ifMatch: body.version }));
  return body.id;
}

/** Any decision of the board, for a closing that must name one. */
let decisionId: string;
const decided = async (title: string, day: string, parts: readonly Part[]): Promise<string> => {
  const id = await laid(title, parts);
  ({ id: decisionId } = (await expectStatus(201, story.boardDecides({ id, version: 0 }, day))).body);
  return id;
};

interface Promised {
  path: string;
  version: number;
}

/** The promises of an allocation, each with the path it is answered at. */
async function promisesOf(id: string): Promise<Promised[]> {
  const { body } = await expectStatus(200, (await office()).get(`allocations/${id}`));
  return body.rows
    .filter((row: { condition: string | null }) => row.condition !== null)
    .map(({ rowKey }: { rowKey: string }) => ({
      path: `allocations/${id}/conditional-rows/${rowKey}`,
      version: body.version,
    }));
}

const nextYear = async () => (await story.totals())[`KSA ${year}`];

test('per source and per committee the amounts add up to the total, and what is promised stands beside it', async () => {
  const id = await decided('Blandad', '2023-05-03', [
    { kronor: 100_000 },
    { measure: 1, kronor: 20_000, isPromised: true },
    { proposal: grn, kronor: 50_000 },
    { proposal: grn, kronor: 7_000, isPromised: true },
  ]);
  const client = await office();
  const { body } = await expectStatus(200, client.get(`allocations/${id}`));
  const parts = (list: { amount: object; conditional: object }[], name: string) =>
    list.map((one) => [(one as unknown as Record<string, unknown>)[name], one.amount, one.conditional]);
  expect(body).toMatchObject({ total: sek(150_000), conditional: sek(27_000) });
  expect(parts(body.perCommittee, 'authorityCode')).toEqual([
    ['ASN', sek(100_000), sek(20_000)],
    ['GRN', sek(50_000), sek(7_000)],
  ]);
  expect(parts(body.perSource, 'year')).toEqual([
    [2023, sek(150_000), sek(0)],
    [year, sek(0), sek(27_000)],
  ]);
  for (const [figure, amount, grounds] of [
    ['total', sek(100_000), ['conditional']],
    ['conditional', sek(20_000), ['notConditional']],
  ] as const) {
    const asked = { figure, authorityId: story.authority('ASN') };
    const { body: told } = await expectStatus(200, client.get(explainPath(`allocations/${id}`, asked)));
    expect(told).toMatchObject({ amount, sum: amount, agrees: true });
    const excluded = told.items.filter((row: { included: boolean }) => !row.included);
    expect(excluded.map((row: { ground: { code: string } }) => row.ground.code)).toEqual(grounds);
  }
  for (const { path, version } of (await promisesOf(id)).slice(0, 1))
    await expectStatus(200, client.post(`${path}/lapse`, { ground: 'Budgeten räckte inte' }, { ifMatch: version }));
});

test('twenty who answer one promise at the same moment: one is heard, and the money moves once or not at all', async () => {
  const client = await office();
  // Which of them wins is the machine's to say; both kinds lead in turn.
  for (const [round, kinds] of [
    ['in-force', 'lapse'],
    ['lapse', 'in-force'],
  ].entries()) {
    const before = (await nextYear())!;
    const id = await decided(`Omgång ${round}`, `2023-06-0${round + 1}`, [
      { measure: 1, kronor: 1_000, isPromised: true },
    ]);
    const [{ path, version }] = (await promisesOf(id)) as [Promised];
    const replies = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        client.post(`${path}/${kinds[index % 2]}`, { ground }, { ifMatch: version }),
      ),
    );
    const heard = replies.filter(({ status }) => status === 200);
    expect(heard).toHaveLength(1);
    // The others have read a version that no longer stands.
    expect(replies.filter(({ status }) => status === 412)).toHaveLength(19);
    const [{ body }] = heard as [(typeof heard)[0]];
    const moved = body.conditionStatus === 'inForce' ? 1_000 : 0;
    expect(await nextYear()).toMatchObject({
      allocated: Number(before['allocated']) + moved,
      conditional: before['conditional'],
    });
    // Whoever reads it again and insists is told that it is answered.
    const again = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        client.post(`${path}/${kinds[index % 2]}`, { ground }, { ifMatch: version + 1 }),
      ),
    );
    expect(new Set(again.map(refusal))).toEqual(new Set(['409 state-conflict/already-answered']));
    const written = await story.app.query(
      `select kind from conditional_entry c join allocation_row r on r.id = c.allocation_row_id
         join allocation_version v on v.id = r.version_id where v.allocation_id = $1 order by c.id`,
      [id],
    );
    expect(written).toEqual([{ kind: 'promised' }, { kind: body.conditionStatus }]);
  }
});

test('in force while the year’s ceiling is lowered: what came before stands, nothing comes after (R-03, R-04)', async () => {
  const client = await office();
  const before = Number((await nextYear())!['allocated']);
  const promises = [];
  for (const [index] of Array.from({ length: 8 }).entries()) {
    const parts = [{ measure: 1, kronor: 2_000, isPromised: true }];
    promises.push(...(await promisesOf(await decided(`Löfte ${index}`, `2023-07-1${index}`, parts))));
  }
  const room = 3;
  const lowering = { year, amount: sek(before + room * 2_000), validFromDay: '2023-01-01', ground: 'Sänkt ram' };
  const controller = await story.as('ks.controller');
  const answer = ({ path, version }: Promised) => client.post(`${path}/in-force`, { ground }, { ifMatch: version });
  const [first, lowered, rest] = await Promise.all([
    Promise.all(promises.slice(0, 4).map(answer)),
    expectStatus(201, controller.post(`funding-sources/${own}/ceilings`, lowering)),
    Promise.all(promises.slice(4).map(answer)),
  ]);
  const replies = [...first, ...rest];
  const given = replies.filter(({ status }) => status === 200).length;
  for (const reply of replies.filter(({ status }) => status !== 200))
    expect(refusal(reply)).toMatch(/^409 ceiling-exceeded/);
  const stood = (Number(lowered.body.reserved.amount) - before) / 2_000;
  expect(given).toBe(Math.max(stood, room));
  expect(await nextYear()).toMatchObject({
    allocated: before + given * 2_000,
    conditional: 7_000 + (8 - given) * 2_000,
    overAllocated: given > room,
  });
});

test('what is promised cannot be given to somebody else’s row: given, reserved and promised are within what was approved (R-05)', async () => {
  // Of the school team's 400 000 the board has given 50 000 and promised 7 000.
  const client = await office();
  const tooMuch = await laid('För mycket', [{ proposal: grn, kronor: 343_001 }]);
  const refused = await story.boardDecides({ id: tooMuch, version: 0 }, '2023-08-16');
  expect(refusal(refused)).toBe('409 state-conflict/above-approved');
  expect((await story.totals())['KSA 2023']).toMatchObject({ allocated: 150_000 });
  // Nor can it be reserved ahead of the decision, also when it was promised after the scenario's figures were locked.
  const board = new OfficeBoard(story, callId);
  const scenario = await board.scenario('Allt', 'byPriority', { onlyEligible: false });
  const rows = [
    { proposalId: grn.id, measureKey: grn.measureKeys[0], sourceId: own, year: 2023, amount: sek(343_000) },
  ];
  const { body: changed } = await expectStatus(
    200,
    client.put(`scenarios/${scenario.id}/rows`, { rows }, { ifMatch: scenario.version }),
  );
  await decided('Ännu ett löfte', '2023-08-17', [{ proposal: grn, kronor: 1, isPromised: true }]);
  expect(refusal(await board.promote(changed, '2023-08-23'))).toBe('409 state-conflict/above-approved');
  const fits = await decided('Det som ryms', '2023-08-30', [{ proposal: grn, kronor: 342_999 }]);
  expect(fits).toEqual(expect.any(String));
});

test('the last of an approval, given and promised by two decisions at the same moment: one of them holds', async () => {
  const call = await story.call([own], ['GRN'], undefined, [2023, year]);
  const proposal = await story.approvedProposal('GRN', call.id, [{ title: 'Läxhjälp', kronor: 10_000 }]);
  const ids = [
    await laid('Nu', [{ proposal, kronor: 10_000 }]),
    await laid('Sedan', [{ proposal, kronor: 10_000, isPromised: true }]),
  ];
  const items: string[] = [];
  for (const id of ids) items.push(await story.plan('allocation', id, 'KS', [['KS', '2023-09-27']]));
  await story.open('KS', '2023-09-27');
  const secretary = await story.as('ks.sekreterare');
  const replies = await Promise.all(
    items.map((item) => secretary.post(`agenda-items/${item}/decision`, { outcome: 'approve' }, { ifMatch: 1 })),
  );
  expect(replies.map(({ status }) => status).sort((a, b) => a - b)).toEqual([201, 409]);
  expect(refusal(replies.find(({ status }) => status === 409)!)).toBe('409 state-conflict/above-approved');
});

test('nothing is promised of a year that is closed, nor of a source that is', async () => {
  const source = await story.source('KSE', 'discretionaryAppropriation', 100_000, []);
  await story.ceiling(source, 100_000, '2024-01-01', 'Budget 2024', 2024);
  const client = await office();
  const promised = async (title: string): Promise<string> => {
    const { body } = await expectStatus(201, client.post('allocations', { title, callId }));
    const place = { proposalId: asn.id, measureKey: asn.measureKeys[0], sourceId: source, year: 2024 };
    const rows = [{ ...place, amount: sek(1_000), condition }];
    await expectStatus(200, client.put(`allocations/${body.id}/rows`, { rows }, { ifMatch: body.version }));
    return body.id;
  };
  const [first, second] = [await promised('Efter avräkningen'), await promised('Efter stängningen')];
  const controller = await story.as('ks.controller');
  // The year is closed and, at the same moment, the board promises of it: whoever comes last is refused.
  await story.plan('allocation', first, 'KS', [['KS', '2023-10-04']]);
  await story.open('KS', '2023-10-04');
  const secretary = await story.as('ks.sekreterare');
  const item = await story.waitingItem(first, secretary);
  const [decision, closing] = await Promise.all([
    secretary.post(`agenda-items/${item.id}/decision`, { outcome: 'approve' }, { ifMatch: item.version }),
    controller.post(`funding-sources/${source}/settlements`, { year: 2024, outcome: 'return', decisionId }),
  ]);
  expect([refusal(decision), refusal(closing)].filter((one) => one.startsWith('409'))).toHaveLength(1);
  expect(['409 state-conflict/year-closed', '409 state-conflict/conditional-left']).toContain(
    [refusal(decision), refusal(closing)].find((one) => one.startsWith('409')),
  );
  const { body } = await client.get(`funding-sources/${source}`);
  await expectStatus(200, client.post(`funding-sources/${source}/close`, undefined, { ifMatch: body.version }));
  const late = await story.boardDecides({ id: second, version: 0 }, '2023-10-11');
  expect(refusal(late)).toMatch(/^409 state-conflict\/(year-closed|source-not-open)$/);
});

test('every invariant holds', async () => {
  expect(await story.app.violations()).toEqual([]);
});
