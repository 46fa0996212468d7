/** Actual costs: files taken whole or not at all, every fault named with its row, and what use may not do. */
import { jest } from '@jest/globals';
import { costChecks } from '../../src/allocations/costs/costs.checks.js';
import type { Reply } from '../support/app.js';
import { reportedAfter } from '../support/broken-checks.js';
import {
  brokenCell,
  csv,
  date,
  formula,
  headingCells,
  inline,
  number,
  sieText,
  string,
  toCp437,
  voucher,
  xlsx,
} from '../support/cost-files.js';
import { expectStatus, refusal, sek, Story, type StoryProposal } from '../support/story.js';

jest.setTimeout(60_000);

let story: Story;
let grant: string;
let own: string;
let asn: StoryProposal;
let boardDecision: string;

beforeAll(async () => {
  story = await Story.begin();
  grant = await story.source('SoS', 'stateGrant', 22_200_000);
  own = await story.source('KSA', 'discretionaryAppropriation', 15_000_000);
  const call = await story.call([grant, own], ['ASN']);
  asn = await story.approvedProposal('ASN', call.id, [
    { title: 'Fältarbete', kronor: 5_625_000 },
    { title: 'Dialog', kronor: 500_000 },
  ]);
  const rows = [
    { proposal: asn, measure: 0, source: grant, kronor: 3_375_000 },
    { proposal: asn, measure: 0, source: own, kronor: 1_125_000 },
    { proposal: asn, measure: 1, source: own, kronor: 500_000 },
  ];
  const decided = await story.boardDecides(await story.allocation(call.id, 'Fördelning', rows), '2023-05-03');
  expect(decided.status).toBe(201);
  boardDecision =
    (await story.app.query<{ id: string }>(`select id from decision order by decision_day desc, id desc limit 1`))[0]
      ?.id ?? '';
  for (const [code, measure, sourceId] of [
    ['P100', 0, grant],
    ['P101', 0, own],
    ['P200', 1, own],
  ] as const)
    await expectStatus(
      201,
      (await controller()).post('project-codes', {
        code,
        proposalId: asn.id,
        measureKey: asn.measureKeys[measure],
        sourceId,
      }),
    );
}, 60_000);
afterAll(() => story?.app.stop());

const controller = () => story.as('ks.controller');

async function send(path: string, bytes: Buffer, name = 'huvudbok.csv'): Promise<Reply> {
  const headers = { 'content-type': 'application/octet-stream' };
  return (await controller()).post(`${path}?fileName=${encodeURIComponent(name)}`, undefined, { raw: bytes, headers });
}

const preview = (bytes: Buffer) => send('cost-imports/previews', bytes);
const lines = async () => (await story.app.query(`select 1 from actual_cost`)).length;

/** `row column code` of every fault. */
async function faultsOf(bytes: Buffer): Promise<string[]> {
  const { body } = await expectStatus(200, preview(bytes));
  return body.faults.map((fault: { row: number; column: string | null; code: string }) =>
    [fault.row, fault.column, fault.code].filter((part) => part !== null).join(' '),
  );
}

describe('CSV', () => {
  const good = csv(
    'P100;2023-10-31;;1 250 000,50;Löner, fältarbetare;A1',
    'p101;2023-12-20;2024-01-15;250000;"Lokal; hyra";',
    'P100;2023-11-01;;-500;Kreditering;A2',
  );

  it('is shown first, and taken whole', async () => {
    const before = await lines();
    const { body } = await expectStatus(200, preview(good));
    expect(body).toMatchObject({
      format: 'csv',
      acceptable: true,
      rows: 3,
      total: { amount: '1499500.50' },
      faults: [],
    });
    expect(body.costs[1]).toMatchObject({
      row: 3,
      year: 2023,
      costDay: '2023-12-20',
      bookedDay: '2024-01-15',
      text: 'Lokal; hyra',
    });
    expect(await lines()).toBe(before);
    const { body: taken } = await expectStatus(201, send('cost-imports', good));
    expect(taken).toMatchObject({ lines: 3, total: { amount: '1499500.50' } });
    const { body: page } = await (await controller()).get('actual-costs?year=2023');
    expect(page.total).toBe(before + 3);
  });

  it('the same file twice is refused, and nothing is booked again', async () => {
    const before = await lines();
    expect(refusal(await send('cost-imports', good, 'annat-namn.csv'))).toMatch(/^409 duplicate/);
    expect((await preview(good)).body).toMatchObject({ acceptable: false, alreadyImported: true });
    expect(await lines()).toBe(before);
  });

  it('every fault is named with row and column, and one stops all', async () => {
    const bad = csv(
      'P100;2023-10-31;;100;Bra rad;',
      'P100;2023-10-31;;#REF!;Text;',
      'P100;2023-10-31;;2023-10-31;Text;',
      'P100;2023-10-31;;=SUMMA(A1);Text;',
      'P100+P101;2023-10-31;;100;Två källor;',
      'P999;2023-10-31;;100;Okänd;',
      'P100;31/10;;1,2345;;',
      'P100;2024-01-08;;100;Januari;',
      'P200;2022-10-01;;100;Före;',
    );
    expect(await faultsOf(bad)).toEqual([
      '3 belopp formula-error',
      '4 belopp date-in-amount',
      '5 belopp formula-without-value',
      '6 projekt two-sources',
      '7 projekt unknown-project',
      '8 kostnadsdag datetime',
      '8 belopp amount-decimals',
      '8 text required',
      '9 kostnadsdag outside-use-period',
      '10 projekt not-allocated',
    ]);
    const before = await lines();
    const refused = await send('cost-imports', bad);
    expect(refusal(refused)).toMatch(/^422 validation-failed/);
    expect(refused.body).toMatchObject({ code: 'import-faults', faultCount: 10 });
    expect(refused.body.errors[0].pointer).toBe('/rows/3/belopp');
    expect(await lines()).toBe(before);
  });

  it.each([
    [
      'another encoding',
      Buffer.from('projekt;kostnadsdag;belopp;text\nP100;2023-10-31;1;Löner', 'latin1'),
      ['1 encoding'],
    ],
    ['no heading', Buffer.from('P100;2023-10-31;1;x'), ['1 heading']],
    ['no rows', csv(), ['1 empty']],
    ['nothing at all', Buffer.from(''), ['1 empty']],
    ['cut inside a quotation', csv('P100;2023-10-31;;1;"Lön'), ['2 truncated']],
  ])('%s is told', async (_name, bytes, faults) => {
    expect(await faultsOf(bytes)).toEqual(faults);
  });
});

describe('XLSX', () => {
  it('numbers, days and shared texts are read as what they are', async () => {
    const rows = [
      headingCells,
      [inline('P100'), date(45_230), number('5212.5'), string(4)],
      [inline('P101'), inline('2023-11-02'), formula('1+1', '2'), inline('x')],
    ];
    const { body } = await expectStatus(200, preview(xlsx({ rows })));
    expect(body).toMatchObject({ format: 'xlsx', acceptable: true, total: { amount: '5214.50' } });
    expect(body.costs[0]).toMatchObject({ costDay: '2023-10-31', text: 'Löner & arvoden' });
  });

  it('#REF!, a day as amount, a formula without value, a float that is no öre', async () => {
    const row = (amount: string) => [inline('P100'), inline('2023-10-31'), amount, inline('x')];
    const rows = [
      headingCells,
      row(brokenCell('#REF!')),
      row(date(45_230)),
      row(formula('SUM(A1:A9)')),
      row(number('0.30000000000000004')),
      row('<c t="b"><v>1</v></c>'),
    ];
    expect(await faultsOf(xlsx({ rows }))).toEqual([
      '2 belopp formula-error',
      '3 belopp date-in-amount',
      '4 belopp formula-without-value',
      '5 belopp amount-decimals',
      '6 belopp type',
    ]);
  });

  it('a workbook that counts from 1904', async () => {
    const rows = [headingCells, [inline('P100'), date(45_230 - 1_462), number('1'), inline('x')]];
    const { body } = await preview(xlsx({ rows, date1904: true }));
    expect(body.costs[0].costDay).toBe('2023-10-31');
  });

  it('a truncated archive', async () => {
    const whole = xlsx({ rows: [headingCells] });
    expect(refusal(await preview(whole.subarray(0, whole.length - 40)))).toMatch(/^422 file-rejected/);
  });
});

describe('SIE 4', () => {
  const line = (account: number, objects: string, amount: string, rest = '') =>
    `#TRANS ${account} {${objects}} ${amount}${rest}`;
  const good = sieText(
    voucher(
      1,
      '20231031',
      line(5011, '1 "940" 6 "P100"', '1000.50', ' 20231030 "Lön åäö"'),
      line(1930, '', '-1000.50'),
    ),
    voucher(2, '20231231', line(7690, '6 P200', '99.5'), line(4010, '6 "X9"', '1'), line(2440, '', '-100.50')),
  );

  it('takes the project lines of its cost accounts, with å, ä and ö', async () => {
    const { body } = await expectStatus(200, preview(toCp437(good)));
    expect(body).toMatchObject({ format: 'sie', acceptable: true, rows: 2, skipped: 3, total: { amount: '1100.00' } });
    expect(body.costs[0]).toMatchObject({ projectCode: 'P100', costDay: '2023-10-30', text: 'Lön åäö', voucher: 'A1' });
    expect(body.costs[1]).toMatchObject({ text: 'Löner för fältarbete', amount: { amount: '99.50' } });
    await expectStatus(201, send('cost-imports', toCp437(good), 'huvudbok.se'));
  });

  it.each([
    ['does not balance', toCp437(good.replace('-1000.50', '-1000.49')), ['11 unbalanced']],
    ['is truncated', toCp437(good.slice(0, good.lastIndexOf('}'))), ['21 truncated']],
    ['is in UTF-8', Buffer.from(good), ['1 encoding']],
    ['is in Windows-1252', Buffer.from(good, 'latin1'), ['1 encoding']],
    ['is of another type', toCp437(good.replace('#SIETYP 4', '#SIETYP 1')), ['1 sie-type']],
    ['has two projects on one line', toCp437(good.replace('6 P200', '6 P200 6 P100')), ['18 projekt two-sources']],
    ['has an amount with a comma', toCp437(good.replace(' 99.5', ' 99,5')), ['18 amount-format']],
    ['has a day of another year', toCp437(good.replace('20231030', '20241030')), ['13 outside-year']],
  ])('one that %s is refused', async (_name, bytes, faults) => {
    expect(await faultsOf(bytes)).toEqual(faults);
    expect((await send('cost-imports', bytes)).status).toBe(422);
  });
});

describe('by hand', () => {
  const cost = async (over: object, as = 'ks.controller') => {
    const body = {
      proposalId: asn.id,
      measureKey: asn.measureKeys[1],
      sourceId: own,
      costDay: '2023-06-01',
      amount: sek(100),
      text: 'Lokal',
      ...over,
    };
    return (await story.as(as)).post('actual-costs', body);
  };

  it.each([
    [{ sourceId: () => grant }, 'not-allocated'],
    [{ costDay: '2099-01-01' }, 'future-day'],
    [{ costDay: '2024-06-01' }, 'not-allocated'],
    [{ measureKey: '0190b1f2-6c1e-7f00-8a00-000000000001' }, 'unknown-measure'],
    [{ amount: sek(0) }, 'validation-failed'],
  ])('%j gives %s', async (over, code) => {
    const given = Object.fromEntries(
      Object.entries(over).map(([name, value]) => [name, typeof value === 'function' ? value() : value]),
    );
    const reply = await cost(given);
    expect(reply.status).toBe(422);
    expect(`${reply.body.code ?? ''} ${reply.body.type}`).toContain(code);
  });

  it('only a controller books, and a committee reads its own', async () => {
    expect((await cost({}, 'asn.handlaggare')).status).toBe(403);
    const all = (await (await controller()).get('actual-costs')).body.total;
    expect((await (await story.as('asn.handlaggare')).get('actual-costs')).body.total).toBe(all);
    expect((await (await story.as('grn.handlaggare')).get('actual-costs')).body.total).toBe(0);
    expect((await (await story.as('grn.handlaggare')).get('project-codes')).body.total).toBe(0);
  });

  it('two kinds of money on one measure is warned with a legal note, never blocked', async () => {
    const read = async () => {
      const { body } = await (await controller()).get(`funding-sources/${grant}/settlements/2023`);
      return body.lines[0].doubleFinancing;
    };
    expect(await read()).toMatchObject({ otherSources: ['KSA'], legalNote: null });
    await expectStatus(
      201,
      (await controller()).post('double-financing-notes', {
        proposalId: asn.id,
        measureKey: asn.measureKeys[0],
        note: 'Stadsjuristen: kostnaderna är skilda åt.',
      }),
    );
    expect(await read()).toMatchObject({ legalNote: 'Stadsjuristen: kostnaderna är skilda åt.' });
    const { body } = await (await controller()).get(`funding-sources/${own}/settlements/2023`);
    const dialog = body.lines.find((line: { measureKey: string }) => line.measureKey === asn.measureKeys[1]);
    expect(dialog.doubleFinancing).toBeNull();
  });

  it('own money is returned or carried by a decision', async () => {
    const settle = async (body: object) =>
      (await controller()).post(`funding-sources/${own}/settlements`, { year: 2023, ...body });
    expect((await settle({ outcome: 'repay' })).body.code).toBe('not-applicable');
    expect((await settle({ outcome: 'return' })).body.code).toBe('required');
    expect((await settle({ outcome: 'carry', decisionId: '0190b1f2-6c1e-7f00-8a00-000000000001' })).body.code).toBe(
      'unknown-decision',
    );
    expect((await settle({ outcome: 'carry', decisionId: boardDecision })).body.errors[0].code).toBe('no-ceiling');
    await story.ceiling(own, 8_000_000, '2024-01-01', 'Budget 2024', 2024);
    const { body } = await expectStatus(201, settle({ outcome: 'carry', decisionId: boardDecision }));
    expect(body).toMatchObject({
      settled: { outcome: 'carry', decisionId: boardDecision },
      balances: null,
      sum: { proposedRepayment: null },
    });
    expect((await cost({})).body.code).toBe('year-settled');
    const refused = await faultsOf(csv('P200;2023-06-02;;100;Sen rad;'));
    expect(refused).toEqual(['2 projekt year-settled']);
  });
});

describe('the database has the last word', () => {
  it('a cost in another year, or a correction that is not the opposite', async () => {
    const copy = (day: string, amount: string, reverses: string) =>
      story.app
        .query(`insert into actual_cost (id, source_year_id, proposal_id, measure_key, authority_id, cost_day, amount_ore, text, reverses_id, reason)
        select gen_random_uuid(), source_year_id, proposal_id, measure_key, authority_id, ${day}, ${amount}, text, ${reverses} from actual_cost
         where source_year_id = (select id from source_year where source_id = '${grant}') and reverses_id is null limit 1`);
    await expect(copy(`'2024-01-01'`, '1', 'null, null')).rejects.toMatchObject({ constraint: 'ck_actual_cost_year' });
    await expect(copy('cost_day', '-amount_ore + 1', `id, 'x'`)).rejects.toMatchObject({
      constraint: 'ck_actual_cost_mirror',
    });
    await expect(copy('cost_day', '-amount_ore', `id, ' '`)).rejects.toMatchObject({
      constraint: 'ck_actual_cost_reason',
    });
  });
});

const free = 'alter table actual_cost disable trigger tr_actual_cost_guard';
const aCost = `(select id from actual_cost where reverses_id is null and import_id is not null limit 1)`;
const sabotage: Record<string, readonly string[]> = {
  'allocations/M9-year-end-moves-what-was-left': [
    `update settlement_line set returned_ore = returned_ore - 1 where returned_ore > 0`,
    `delete from settlement_line`,
    `update posting set kind = 'return' where kind = 'carry'`,
    `update settlement set decision_id = (select id from decision order by decision_day, id limit 1)`,
  ],
  'allocations/D4-settled-year-is-closed': [
    `alter table source_year disable trigger tr_source_year_closed; update source_year set closed_at = null`,
    `update source_year set closed_at = now() where closed_at is null`,
  ],
  'allocations/M6-cost-reversals-mirror-their-original': [
    `${free}; insert into actual_cost (id, source_year_id, proposal_id, measure_key, authority_id, cost_day, amount_ore, text, reverses_id, reason)
       select gen_random_uuid(), source_year_id, proposal_id, measure_key, authority_id, cost_day, amount_ore, text, id, 'x' from actual_cost where id = ${aCost}`,
  ],
  'allocations/R06-cost-in-the-year-of-its-work': [
    `update actual_cost set cost_day = '2024-01-02' where id = ${aCost}`,
  ],
  'allocations/R06-cost-where-something-was-given': [
    `update actual_cost set measure_key = gen_random_uuid() where id = ${aCost}`,
    `update actual_cost set authority_id = (select id from authority where code = 'GRN') where id = ${aCost}`,
  ],
  'allocations/M5-import-is-whole': [
    `delete from actual_cost where id = ${aCost}`,
    `update actual_cost set amount_ore = amount_ore + 1 where id = ${aCost}`,
  ],
  'allocations/D4-settled-is-what-the-lines-say': [
    `update actual_cost set amount_ore = amount_ore + 1 where source_year_id = (select source_year_id from settlement limit 1)`,
    `delete from settlement_line`,
    `update settlement_line set allocated_ore = allocated_ore + 1`,
  ],
  'allocations/R09-closed-requisition-is-explained': [
    `alter table requisition disable trigger tr_requisition_guard; alter table requisition drop constraint ck_requisition_submitted;
     insert into requisition (id, source_year_id, status, amount_ore, prepared_by, paid_ore)
       select gen_random_uuid(), s.id, 'closed', 100, p.id, 100 from source_year s, person p limit 1`,
  ],
};

describe('checks', () => {
  it('each has its sabotage', () => {
    expect(costChecks.map(({ name }) => name).sort()).toEqual(Object.keys(sabotage).sort());
  });

  it('an honest database breaks none', async () => {
    expect(await story.app.violations()).toEqual([]);
  });

  const ways = Object.entries(sabotage).flatMap(([name, all]) => all.map((one) => [name, one] as const));
  it.each(ways)('%s reports after: %s', async (name, statements) => {
    expect(await reportedAfter(story.app.database.owner, costChecks, name, statements.split(';'))).not.toEqual([]);
  });
});
