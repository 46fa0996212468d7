import { v7 as uuidv7 } from 'uuid';
import { fundingChecks } from '../../src/funding/funding.checks.js';
import { reportedAfter } from '../support/broken-checks.js';
import { day, kr, MoneyWorld } from '../support/money-world.js';

/** A check that cannot report proves nothing: each is broken once by the owner, who may do what the application may not. */
let world: MoneyWorld;

beforeAll(async () => {
  world = await MoneyWorld.make();
  const [source, proposal, decisionId] = [await world.source('100.00'), await world.proposal(), await world.decision()];
  const measureKey = uuidv7();
  const give = { sourceYearId: source.yearId, proposal, measureKey };
  await world.post(decisionId, [{ ...give, amount: '60.00' }]);
  await world.post(decisionId, [{ ...give, amount: '40.00' }]);
  await world.transactions.run((tx) =>
    world.amounts.set(tx, {
      kind: 'requested',
      callId: null,
      proposalId: proposal.id,
      versionId: proposal.versionId,
      validDay: day('2023-04-11'),
      measures: [{ measureKey, sourceId: source.id, year: 2023, amount: kr('100.00') }],
    }),
  );
});
afterAll(async () => world?.db.drop());

const anyPosting = `(select id from posting order by recorded_at limit 1)`;
const reversal = `insert into posting (id, kind, valid_day, reason, reverses_id) values (gen_random_uuid(), 'reverse', '2023-05-03', 'fel', ${anyPosting}) returning id`;

const sabotage: Record<string, string[]> = {
  'funding/M1-never-above-the-ceiling': [
    `alter table ledger_entry drop constraint ck_ledger_entry_ceiling`,
    `update ledger_entry set cap_at_entry_ore = 9999 where number = 2`,
  ],
  'funding/M2-reserved-is-the-sum-of-entries': [`update source_year set reserved_ore = reserved_ore - 1`],
  'funding/D4-nothing-lands-in-a-closed-year': [`update source_year set closed_at = '2020-01-01'`],
  'funding/M3-postings-balance': [
    `delete from ledger_entry where account = 'allocated' and posting_id = ${anyPosting}`,
  ],
  'funding/M4-numbers-without-gaps': [`update ledger_entry set number = 3 where number = 2`],
  'funding/M6-reversals-mirror-their-original': [
    `alter table ledger_entry disable trigger tr_ledger_entry_balanced`,
    `with r as (${reversal})
     insert into ledger_entry (posting_id, source_year_id, account, amount_ore, measure_key, proposal_id, valid_day, recorded_at)
       select r.id, e.source_year_id, 'allocated', 1, e.measure_key, e.proposal_id, '2023-05-03', now()
         from r, ledger_entry e where e.account = 'allocated' and e.posting_id = ${anyPosting}`,
  ],
  'funding/M8-money-is-whole-ore': [`alter table funding_source add column estimate numeric(14, 2)`],
  'funding/M10-nothing-given-while-over-allocated': [`update ceiling set amount_ore = 9999`],
  'funding/M10-kept-ceiling-is-the-dated-one': [`update source_year set cap_ore = cap_ore + 1`],
  'funding/pending-never-below-zero': [
    `update ledger_entry set account = 'pending', amount_ore = -amount_ore where account = 'allocated'`,
  ],
  'funding/R06-measure-never-below-zero': [
    `update ledger_entry set amount_ore = -amount_ore where account = 'allocated'`,
  ],
  'funding/kept-amounts-are-the-sum-of-entries': [`update amount_total set approved_ore = 1`],
  'funding/amounts-not-below-zero': [`update amount_entry set amount_ore = -1`],
  'funding/M7-now-is-the-replay': [`update amount_total set requested_ore = requested_ore + 1`],
};

it('every check has its sabotage here', () => {
  expect(fundingChecks.map((check) => check.name).sort()).toEqual(Object.keys(sabotage).sort());
});

it('an honest database breaks none', async () => {
  expect(await world.broken()).toEqual([]);
});

it.each(Object.entries(sabotage))('%s reports when it is broken', async (name, statements) => {
  expect(await reportedAfter(world.db.owner, fundingChecks, name, statements)).not.toEqual([]);
  expect(await world.broken()).toEqual([]);
});
