/** What the application role can never do, asked of PostgreSQL itself. */
import { grants, history, unfitRoleFaults } from '../../src/platform/database/grants.js';
import { type TestDatabase, testDatabase } from '../support/database.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

const appendOnly = {
  event: 'type',
  ledger_entry: 'account',
  posting: 'kind',
  ceiling: 'ground',
  decision: 'outcome',
  amount_entry: 'kind',
  document_version: 'file_name',
  proposal_approval: 'step',
  handled: 'handler',
};

describe('append-only tables', () => {
  test.each(
    Object.entries(appendOnly).flatMap(([table, column]) => [
      `update ${table} set ${column} = ${column}`,
      `delete from ${table}`,
      `truncate ${table} cascade`,
    ]),
  )('the application role is refused: %s', async (statement) => {
    await expect(database.app.query(statement)).rejects.toThrow(/permission denied/);
  });

  test('an event is numbered, dated and tied to its transaction by the database alone', async () => {
    const values = `('a.b', 'system', 'x', '{}')`;
    await database.app.query(`insert into event (type, actor_kind, subject_kind, payload) values ${values}`);
    for (const column of ['id', 'at', 'xact'])
      await expect(
        database.app.query(
          `insert into event (type, actor_kind, subject_kind, payload, ${column}) values ('a.b', 'system', 'x', '{}', default)`,
        ),
      ).rejects.toThrow(/permission denied/);
  });

  test.each([
    ['the cap of a source and year', `update source_year set cap_ore = 1`],
    ['a trigger', `alter table ledger_entry disable trigger all`],
    ['a table', `create table mine (id integer)`],
    ['the schema', `drop table event`],
    ['the roles', `alter role current_user superuser`],
    ['a constraint', `alter table ledger_entry drop constraint ck_ledger_entry_ceiling`],
  ])('it cannot change %s', async (_what, statement) => {
    await expect(database.app.query(statement)).rejects.toThrow(
      /permission denied|must be owner|must be superuser|must have|is not permitted|Only roles/,
    );
  });
});

test('every table has its grants listed, and nothing else is granted', async () => {
  const tables = await database.query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' order by 1`,
  );
  expect(tables.map((table) => table.name)).toEqual(Object.keys(grants).sort());
  const app = new URL(database.appUrl).username;
  const granted = await database.query<{ table: string; privileges: string[] }>(
    `select table_name as table, array_agg(distinct lower(privilege_type)::text order by lower(privilege_type)::text) as privileges
       from information_schema.role_table_grants where grantee = $1 and table_schema = 'public' group by 1`,
    [app],
  );
  for (const { table, privileges } of granted) {
    const listed = (grants[table] ?? '').replaceAll(/\([^)]*\)/g, '(columns)').split(', ');
    // A privilege on columns only is not a privilege on the table.
    expect({ table, privileges }).toEqual({ table, privileges: listed.filter((name) => !name.includes('(')).sort() });
  }
});

test('the application role is fit to serve, the owner is not', async () => {
  expect(await unfitRoleFaults(database.app)).toEqual([]);
  expect(await unfitRoleFaults(database.owner)).toEqual(
    expect.arrayContaining([expect.stringContaining('owns tables')]),
  );
});

test('what is history is only ever added to', () => {
  expect(history.filter((table) => /update|delete/.test(grants[table] ?? 'delete'))).toEqual([]);
});

test.each([
  ['update (type) on event', 'may change event.'],
  ['update (amount_ore) on ledger_entry', 'may change ledger_entry.'],
  ['update on ceiling', 'may change ceiling.'],
  ['delete on decision', 'may change decision.'],
  ['truncate on posting', 'may change posting.'],
  ['update (cap_ore) on source_year', 'may change the ceiling kept on source_year.'],
])('a role that has also been given %s is not fit to serve', async (privilege, fault) => {
  const app = new URL(database.appUrl).username;
  await database.query(`grant ${privilege} to "${app}"`);
  expect(await unfitRoleFaults(database.app)).toEqual([`The role '${app}' ${fault}`]);
  await database.query(`revoke ${privilege} from "${app}"`);
  expect(await unfitRoleFaults(database.app)).toEqual([]);
});

test('every constraint has a name of ours', async () => {
  const unnamed = await database.query(
    `select conrelid::regclass::text as table, conname as name from pg_constraint
      where connamespace = 'public'::regnamespace and contype in ('p', 'u', 'f', 'c') and conrelid <> 0
        and conrelid <> 'migration'::regclass and conname !~ '^(pk|uq|fk|ck)_'`,
  );
  expect(unnamed).toEqual([]);
});
