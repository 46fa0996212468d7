import { v7 as uuidv7 } from 'uuid';
import { sqlStateOf } from '../../src/platform/database/constraint-errors.js';
import { MoneyWorld } from '../support/money-world.js';

/** Every named constraint of the money, broken once, as the owner: what the database itself refuses. */
let world: MoneyWorld;
beforeAll(async () => {
  world = await MoneyWorld.make();
});
afterAll(async () => world?.db.drop());

describe('the database has the last word', () => {
  const source = `insert into funding_source (id, code, name, kind, use_from_day, use_to_day`;
  const entry = `insert into ledger_entry (posting_id, source_year_id, account, amount_ore, number, cap_at_entry_ore, running_total_ore,
    measure_key, valid_day, recorded_at)`;
  const posting = `insert into posting (id, kind, valid_day, reason, reverses_id)`;
  const legs = (
    ...rows: string[]
  ) => `with p as (${posting} values (gen_random_uuid(), 'allocate', '2023-01-01', null, null) returning id)
    ${entry} select p.id, $1, r.account, r.ore, r.number, r.cap, r.total, r.key, '2023-01-01', now() from p,
    (values ${rows.join(', ')}) as r (account, ore, number, cap, total, key)`;
  const leg = (account: string, ore: number, number = 'null', cap = 'null', total = 'null', key = 'null') =>
    `('${account}', ${ore}::bigint, ${number}::bigint, ${cap}::bigint, ${total}::bigint, ${key}::uuid)`;
  const total = `insert into amount_total (call_id, source_id, year`;

  it.each([
    ['ck_funding_source_kind', `${source}) values (gen_random_uuid(), 'A1', 'n', 'gift', '2023-01-01', '2023-12-31')`],
    [
      'ck_funding_source_use_period',
      `${source}) values (gen_random_uuid(), 'A2', 'n', 'eu', '2023-01-02', '2023-01-01')`,
    ],
    [
      'ck_funding_source_status',
      `${source}, status) values (gen_random_uuid(), 'A3', 'n', 'eu', '2023-01-01', '2023-01-01', 'lost')`,
    ],
    [
      'ck_funding_source_requisition',
      `${source}, requisition_deadline_time) values (gen_random_uuid(), 'A4', 'n', 'eu', '2023-01-01', '2023-01-01', '12:00')`,
    ],
    [
      'uq_source_year',
      `insert into source_year (id, source_id, year) select gen_random_uuid(), source_id, year from source_year where id = $1`,
    ],
    [
      'ck_source_year_year',
      `insert into source_year (id, source_id, year) select gen_random_uuid(), source_id, 1899 from source_year where id = $1`,
    ],
    [
      'fk_source_year_source',
      `insert into source_year (id, source_id, year) values (gen_random_uuid(), gen_random_uuid(), 2023)`,
    ],
    ['ck_source_year_reserved', `update source_year set reserved_ore = -1 where id = $1`],
    ['ck_source_year_cap', `update source_year set cap_ore = -1 where id = $1`],
    [
      'ck_ceiling_amount',
      `insert into ceiling values (gen_random_uuid(), $1, -1, '2023-01-01', '2023-01-01', 'g', null, null, now())`,
    ],
    [
      'ck_ceiling_ground',
      `insert into ceiling values (gen_random_uuid(), $1, 1, '2023-01-01', '2023-01-01', ' ', null, null, now())`,
    ],
    [
      'fk_ceiling_source_year',
      `insert into ceiling values (gen_random_uuid(), gen_random_uuid(), 1, '2023-01-01', '2023-01-01', 'g', null, null, now())`,
    ],
    ['ck_posting_kind', `${posting} values (gen_random_uuid(), 'gift', '2023-01-01', null, null)`],
    ['ck_posting_reason', `${posting} values (gen_random_uuid(), 'reduce', '2023-01-01', ' ', null)`],
    ['ck_posting_reverse', `${posting} values (gen_random_uuid(), 'reverse', '2023-01-01', 'fel', null)`],
    ['fk_posting_reverses', `${posting} values (gen_random_uuid(), 'reverse', '2023-01-01', 'fel', gen_random_uuid())`],
    [
      'fk_posting_decision',
      `insert into posting (id, kind, valid_day, decision_id) values (gen_random_uuid(), 'allocate', '2023-01-01', gen_random_uuid())`,
    ],
    ['ck_ledger_entry_account', legs(leg('gift', 1))],
    ['ck_ledger_entry_amount', legs(leg('source', 0, '9', '9', '9'))],
    ['ck_ledger_entry_source', legs(leg('source', 1))],
    ['ck_ledger_entry_measure', legs(leg('allocated', -1))],
    ['ck_ledger_entry_ceiling', legs(leg('source', 10, '9', '9', '10'))],
    ['ck_ledger_entry_running', legs(leg('source', -1, '9', '9', '-1'))],
    ['uq_ledger_entry_number', legs(leg('source', 1, '9', '9', '1'), leg('source', 1, '9', '9', '2'))],
    [
      'ck_posting_balanced',
      legs(leg('source', 5, '9', '9', '5'), leg('allocated', -4, 'null', 'null', 'null', 'gen_random_uuid()')),
    ],
    ['ck_posting_balanced', legs(leg('source', 5, '9', '9', '5'))],
    ['ck_amount_total_requested', `${total}, requested_ore) values (null, null, 2023, -1)`],
    ['ck_amount_total_recommended', `${total}, recommended_ore) values (null, null, 2023, -1)`],
    ['ck_amount_total_approved', `${total}, approved_ore) values (null, null, 2023, -1)`],
    ['uq_amount_total', `${total}) values (null, null, 2023), (null, null, 2023)`],
    [
      'ck_amount_entry_amount',
      `insert into amount_entry (kind, year, proposal_id, measure_key, version_id, amount_ore, valid_day, recorded_at)
         values ('requested', 2023, gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 0, '2023-01-01', now())`,
    ],
    [
      'ck_amount_entry_kind',
      `insert into amount_entry (kind, year, proposal_id, measure_key, version_id, amount_ore, valid_day, recorded_at)
         values ('wished', 2023, gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 1, '2023-01-01', now())`,
    ],
    [
      'fk_amount_entry_proposal',
      `insert into amount_entry (kind, year, proposal_id, measure_key, version_id, amount_ore, valid_day, recorded_at)
         values ('requested', 2023, gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 1, '2023-01-01', now())`,
    ],
  ])('%s', async (constraint, sql) => {
    const { yearId } = await world.source('1.00');
    const tried = world.db.owner.query(sql, sql.includes('$1') ? [yearId] : undefined);
    await expect(tried).rejects.toMatchObject({ driverError: { constraint } });
  });

  it('uq_posting_reverses: a posting is reversed at most once', async () => {
    const { yearId } = await world.source('1.00');
    const give = { sourceYearId: yearId, amount: '1.00', proposal: await world.proposal(), measureKey: uuidv7() };
    const { postingIds } = await world.post(await world.decision(), [give]);
    const reversal = `${posting} values (gen_random_uuid(), 'reverse', '2023-01-01', 'fel', '${postingIds[0]}')`;
    await expect(world.db.owner.query(`${reversal}; ${reversal}`)).rejects.toMatchObject({
      driverError: { constraint: 'uq_posting_reverses' },
    });
  });

  it.each([
    'update ledger_entry set amount_ore = 1',
    'delete from ledger_entry',
    'truncate ledger_entry',
    'update posting set reason = null',
    'delete from posting',
    'update ceiling set amount_ore = 0',
    'delete from ceiling',
    'update source_year set cap_ore = 0',
    'delete from amount_entry',
    'update amount_entry set amount_ore = 1',
  ])('the application may not %s', async (sql) => {
    const error: unknown = await world.db.app.query(sql).catch((thrown: unknown) => thrown);
    expect(sqlStateOf(error)).toBe('42501');
  });
});
