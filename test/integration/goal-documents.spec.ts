/** A document about goals becomes goals: all of it or nothing, and nothing while it contradicts itself. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { v4 as uuidv4 } from 'uuid';
import type { Client, Reply } from '../support/app.js';
import { refusal } from '../support/replies.js';
import { Story } from '../support/story.js';

const file = (name: string): Buffer => readFileSync(`test/cases/goals/${name}.txt`);

let story: Story;
let officer: Client;
let secretary: Client;

beforeAll(async () => {
  story = await Story.begin();
  officer = await story.as('asn.handlaggare');
  secretary = await story.as('ks.sekreterare');
  const office = await story.as('ks.stadskontoret');
  const levels = ['councilGoal', 'committeeGoal', 'commitment'];
  for (const year of [2021, 2022]) {
    const of = year === 2021 ? levels : ['councilGoal', 'directionGoal', 'effectGoal'];
    const { status } = await office.post('goal-chains', { year, levels: of });
    expect(status).toBe(201);
  }
}, 60_000);
afterAll(() => story?.app.stop());

const send = (client: Client, kind: string, raw: Buffer, code = 'ASN', more = '', key = uuidv4()): Promise<Reply> =>
  client.post(
    `goal-documents?fileName=dokument.txt&kind=${kind}&authorityId=${story.authority(code)}${more}`,
    undefined,
    { raw, key, headers: { 'content-type': 'application/octet-stream' } },
  );

const counts = async (): Promise<unknown> =>
  story.app.query(
    `select (select count(*) from goal) goals, (select count(*) from indicator) indicators, (select count(*) from indicator_outcome) outcomes,
        (select count(*) from period_report) reports, (select count(*) from assignment) assignments, (select count(*) from programme) programmes,
        (select count(*) from matter) matters`,
  );

test('a report whose table does not add up is taken in not at all', async () => {
  const before = await counts();
  const broken = Buffer.from(file('report').toString('utf8').replace('<td>241</td>', '<td>242</td>'));
  const reply = await send(officer, 'followUpReport', broken);
  expect(refusal(reply)).toBe('422 validation-failed/document-contradicts');
  expect(reply.body.detail).toContain('171 + män 242 = 413');
  expect(await counts()).toEqual(before);
});

test('a report becomes goals, commitments, indicators with outcomes, and the period’s report with its statuses', async () => {
  const key = uuidv4();
  const reply = await send(officer, 'followUpReport', file('report'), 'ASN', '', key);
  expect(reply.status).toBe(201);
  const again = await send(officer, 'followUpReport', file('report'), 'ASN', '', key);
  expect(again.text).toBe(reply.text);
  const { goals, reportId, indicators, outcomes, programmes } = reply.body;
  const of = (level: string): number => goals.filter((goal: { level: string }) => goal.level === level).length;
  // The 34 commitments of the report, and the e-services it names with a state.
  expect([of('committeeGoal'), of('commitment') >= 34, indicators, outcomes]).toEqual([17, true, 5, 5]);
  expect(programmes).toEqual(['Communities That Care', 'SSPF', 'Växa tryggt', 'Skolfam']);

  const statuses = await story.app.query<{ status: string; count: number }>(
    `select e.status, count(*)::integer as count from report_entry e join goal g on g.id = e.goal_id
      where e.report_id = $1 and g.level = 'commitment' and g.service_state is null group by e.status order by e.status`,
    [reportId],
  );
  expect(statuses).toEqual([
    { status: 'achieved', count: 11 },
    { status: 'partly', count: 3 },
    { status: 'unknown', count: 20 },
  ]);
  const services = await story.app.query<{ title: string; service_state: string }>(
    `select title, service_state from goal where service_state is not null and title ilike '%föreningsbidrag%'`,
  );
  expect(services).toEqual([{ title: 'E-tjänst för att ansöka om föreningsbidrag', service_state: 'inOperation' }]);
  const measured = await story.app.query(
    `select o.is_measured, o.count_all::integer as "all", o.count_women::integer as women, o.total_all::integer as total from indicator_outcome o order by o.count_all nulls last`,
  );
  expect(measured).toEqual([
    { is_measured: true, all: 74, women: 33, total: 412 },
    { is_measured: true, all: 82, women: 57, total: 1204 },
    { is_measured: true, all: 95, women: 30, total: 412 },
    { is_measured: true, all: 265, women: 112, total: 1204 },
    { is_measured: false, all: null, women: null, total: null },
  ]);
});

test('the document it was read from is registered in the report’s own matter, byte for byte, for the own authority', async () => {
  const [kept] = await story.app.query<{ matterId: string; versionId: string; sha256: string }>(
    `select r.matter_id as "matterId", v.id as "versionId", encode(v.sha256, 'hex') as sha256 from period_report r
       join document d on d.matter_id = r.matter_id and d.kind = 'goalDocument' join document_version v on v.document_id = d.id`,
  );
  expect(kept?.sha256).toBe(createHash('sha256').update(file('report')).digest('hex'));
  expect((await officer.get(`document-versions/${kept?.versionId}/content`)).status).toBe(200);
  expect((await (await story.as('kn.handlaggare')).get(`document-versions/${kept?.versionId}/content`)).status).toBe(
    404,
  );
});

test('the same period is not reported twice, and what failed on the way is undone', async () => {
  const before = await counts();
  expect((await send(officer, 'followUpReport', file('report'))).status).toBe(409);
  expect(await counts()).toEqual(before);
});

test('effect goals come with method, responsibility, target and the day they can be measured from', async () => {
  const reply = await send(officer, 'effectGoals', file('effect-goals'));
  expect([reply.status, reply.body.goals.length, reply.body.indicators]).toEqual([201, 12, 8]);
  const [later] = await story.app.query(
    `select i.available_from_day::text as day, jsonb_array_length(d.responsibilities) as tasks, t.kind, t.direction
       from indicator i join indicator_definition d on d.indicator_id = i.id join indicator_target t on t.indicator_id = i.id
      where i.available_from_day is not null`,
  );
  expect(later).toEqual({ day: '2023-01-01', tasks: 3, kind: 'relativeToPrevious', direction: 'decrease' });
});

test('a budget’s text gives its goal and its assignments, also those nobody owns and those without an amount', async () => {
  const reply = await send(secretary, 'budgetText', file('budget'), 'KS');
  expect([reply.status, reply.body.assignments]).toEqual([201, 9]);
  const assignments = await story.app.query<{ owner: string | null; said: string | null; ore: string | null }>(
    `select a.name as owner, s.resource_statement as said, s.resource_ore::text as ore from assignment s left join authority a on a.id = s.owner_id`,
  );
  expect(assignments.filter(({ owner }) => owner === 'Tekniska nämnden')).toHaveLength(1);
  expect(assignments.filter(({ said, ore }) => said !== null && ore === null)).toHaveLength(4);
  expect(assignments.filter(({ ore }) => ore !== null)).toMatchObject([{ ore: '250000000' }]);
});

test('is refused: another authority’s officer, a year without a chain, a judgement that is somebody’s own', async () => {
  const stranger = await story.as('grn.handlaggare');
  expect((await send(stranger, 'effectGoals', file('effect-goals'))).status).toBe(403);
  expect(refusal(await send(officer, 'effectGoals', file('effect-goals'), 'ASN', '&year=2031'))).toBe(
    '409 state-conflict/no-chain',
  );
  expect(refusal(await send(officer, 'councilGoalReport', file('council-goal')))).toBe('422 validation-failed/kind');
  expect(refusal(await send(officer, 'budgetText', Buffer.from('Hej.'), 'KS'))).toBe(
    '422 validation-failed/document-contradicts',
  );
});

test('every invariant holds after all of this', async () => {
  const { violations } = await story.end();
  expect(violations).toEqual([]);
});
