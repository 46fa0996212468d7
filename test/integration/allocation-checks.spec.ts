import { allocationChecks } from '../../src/allocations/allocations.checks.js';
import { AllocationScene } from '../support/allocation-scene.js';
import { type TestApplication, testApplication } from '../support/app.js';
import { reportedAfter } from '../support/broken-checks.js';

let app: TestApplication;
let scene: AllocationScene;

beforeAll(async () => {
  app = await testApplication();
  scene = new AllocationScene(app);
  const source = await scene.source('SOS', '1000.00');
  const proposal = await scene.approved('ASN', ['600.00', '400.00']);
  await scene.approve([scene.row(proposal, 0, source, '600.00'), scene.row(proposal, 1, source, '400.00')]);
}, 60_000);
afterAll(async () => app?.stop());

it('an honest database breaks none', async () => {
  expect(await scene.broken()).toEqual([]);
});

/** The owner may do what the application may not: each check and each constraint is broken once and put back. */
describe('proof', () => {
  const sabotage: Record<string, string[]> = {
    'allocations/M9-every-posting-has-a-board-decision': [
      `update decision set body_id = (select id from body where kind = 'committee' limit 1) where id = (select decision_id from posting limit 1)`,
    ],
    'allocations/M9-no-more-posted-than-decided': [
      `update ledger_entry set allocation_row_id = null where id = (select min(id) from ledger_entry where account = 'allocated')`,
    ],
    'allocations/conditional-is-what-was-decided': [
      `insert into conditional_entry (allocation_row_id, source_year_id, authority_id, proposal_id, measure_key, kind, amount_ore, decision_id, valid_day)
         select r.id, r.source_year_id, r.authority_id, r.proposal_id, r.measure_key, 'promised', r.amount_ore, (select id from decision limit 1), '2023-05-03'
           from allocation_row r limit 1`,
    ],
    'allocations/M6-undone-means-annulled': [`update allocation set status = 'annulled' where status = 'decided'`],
    'allocations/R05-promised-within-approved': [
      `insert into conditional_entry (allocation_row_id, source_year_id, authority_id, proposal_id, measure_key, kind, amount_ore, decision_id, valid_day)
         select r.id, r.source_year_id, r.authority_id, r.proposal_id, r.measure_key, 'promised', 1, (select id from decision limit 1), '2023-05-03'
           from allocation_row r limit 1`,
    ],
    'allocations/decided-means-decided': [`update allocation set status = 'rejected' where status = 'decided'`],
    'allocations/R05-kept-allocated-is-the-ledger': [`update approved_measure set allocated_ore = 0`],
    'allocations/reserved-is-what-the-board-sees': [
      `update allocation set is_reserved = true where status = 'decided'`,
    ],
    'allocations/R07-state-grants-inside-their-use-period': [
      `update funding_source set use_from_day = '2022-01-01', use_to_day = '2022-12-31'`,
    ],
    'allocations/proposed-versions-are-frozen': [
      `alter table allocation_version disable trigger tr_allocation_version_frozen`,
      `update allocation_version set frozen_at = null, content_hash = null`,
    ],
  };

  it.each(allocationChecks.map(({ name }) => name))('%s reports when it is broken', async (name) => {
    expect(await reportedAfter(app.database.owner, allocationChecks, name, sabotage[name] ?? [])).not.toEqual([]);
  });

  const frozenRow = `(select r.id from allocation_row r join allocation_version v on v.id = r.version_id where v.frozen_at is not null limit 1)`;
  const copy = (key: string, position: string, changes: string) =>
    `insert into allocation_row (id, version_id, row_key, position, proposal_id, measure_key, authority_id, source_year_id, amount_ore, reason)
       select gen_random_uuid(), (select id from allocation_version where frozen_at is null limit 1), ${key}, ${position}, proposal_id, measure_key,
         authority_id, source_year_id, ${changes} from allocation_row where id = ${frozenRow}`;
  it.each([
    ['ck_allocation_status', `update allocation set status = 'lost' where id = (select id from allocation limit 1)`],
    ['ck_allocation_version_origin', `update allocation_version set origin = 'lost' where frozen_at is null`],
    ['ck_allocation_version_frozen', `update allocation_version set frozen_at = now() where frozen_at is null`],
    [
      'uq_allocation_version',
      `insert into allocation_version (id, allocation_id, number, origin) select gen_random_uuid(), allocation_id, number, origin from allocation_version limit 1`,
    ],
    ['ck_version_frozen', `update allocation_version set number = 9 where frozen_at is not null`],
    ['ck_version_frozen', `update allocation_row set amount_ore = 1 where id = ${frozenRow}`],
    ['ck_version_frozen', `delete from allocation_row where id = ${frozenRow}`],
    ['ck_allocation_row_amount', copy('gen_random_uuid()', '900', '0, null')],
    ['ck_allocation_row_reason', copy('gen_random_uuid()', '900', `-1, ' '`)],
    [
      'uq_allocation_row_place',
      `${copy('gen_random_uuid()', '900', '1, null')}; ${copy('gen_random_uuid()', '901', '1, null')}`,
    ],
    [
      'fk_allocation_row_source_year',
      copy('gen_random_uuid()', '900', '1, null').replace('source_year_id, 1, null', 'gen_random_uuid(), 1, null'),
    ],
  ])('%s', async (constraint, sql) => {
    await scene.draft([]);
    await expect(app.database.owner.query(sql)).rejects.toMatchObject({ driverError: { constraint } });
  });
});
