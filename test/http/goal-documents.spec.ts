/** A document about goals comes in as a file: it is shown what stands in it, and nothing is saved. */
import { readFileSync } from 'node:fs';
import { readFollowUpReport } from '../../src/interchange/goals/report.rules.js';
import { plainText } from '../../src/interchange/memorandum.plain.js';
import { type Client, type Reply, type TestApplication, testApplication } from '../support/app.js';

const report = readFileSync('test/cases/goals/report.txt');
let app: TestApplication;
let controller: Client;
beforeAll(async () => {
  app = await testApplication();
  controller = await app.as('ks.controller');
}, 60_000);
afterAll(() => app.stop());

const send = (client: Client, query: string, raw: Buffer): Promise<Reply> =>
  client.post(`goal-documents/previews?${query}`, undefined, {
    raw,
    headers: { 'content-type': 'application/octet-stream' },
  });

test('a follow-up report is shown as the rules read it, beside the server, and nothing is saved', async () => {
  const events = async (): Promise<unknown> => app.query(`select count(*) from event`);
  const before = await events();
  const reply = await send(controller, 'fileName=uppfoljning.txt&kind=followUpReport', report);
  expect(reply.status).toBe(200);
  expect(reply.body).toEqual(JSON.parse(JSON.stringify(readFollowUpReport(plainText(report.toString('utf8'))))));
  expect(reply.body.counts).toMatchObject({ goals: 17, commitments: 34, indicators: 5 });
  expect(await events()).toEqual(before);
});

test.each([
  ['effect-goals', 'effectGoals'],
  ['budget', 'budgetText'],
  ['council-goal', 'councilGoalReport'],
])('%s.txt as %s', async (name, kind) => {
  const bytes = readFileSync(`test/cases/goals/${name}.txt`);
  const reply = await send(controller, `fileName=${name}.txt&kind=${kind}`, bytes);
  expect([reply.status, reply.body.kind]).toEqual([200, kind]);
  expect(reply.body.findings.filter(({ severity }: { severity: string }) => severity === 'error')).toEqual([]);
});

test('another document than it is said to be is told, not guessed', async () => {
  const reply = await send(controller, 'fileName=uppfoljning.txt&kind=effectGoals', report);
  expect([reply.status, reply.body.findings[0].code]).toEqual([200, 'nothing-found']);
});

test.each([
  ['an unknown kind', 'fileName=a.txt&kind=minutes', report, '422 validation-failed'],
  ['no kind', 'fileName=a.txt', report, '422 validation-failed'],
  ['no name', 'kind=budgetText', report, '422 validation-failed'],
  ['an empty file', 'fileName=a.txt&kind=budgetText', Buffer.alloc(0), '422 file-rejected'],
  ['a PDF', 'fileName=a.pdf&kind=budgetText', Buffer.from('%PDF-1.7 text'), '422 file-rejected'],
  [
    'no document of Word',
    'fileName=a.docx&kind=budgetText',
    Buffer.from('PK\u0003\u0004 nothing'),
    '422 file-rejected',
  ],
])('%s is refused', async (_what, query, bytes, expected) => {
  const { status, body } = await send(controller, query, bytes);
  expect(`${status} ${String(body.type).split('/').at(-1)}`).toBe(expected);
});

test('who follows up no goals is not let in', async () => {
  const member = await app.as('asn.ledamot');
  expect((await send(member, 'fileName=a.txt&kind=budgetText', report)).status).toBe(403);
});
