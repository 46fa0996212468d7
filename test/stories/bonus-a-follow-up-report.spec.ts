/**
 * Bonus A: a follow-up report is read and taken in. 17 goals, 34 commitments, 5 indicators, statuses 11 achieved, 3 partly and
 * 20 that were icons and are lost; every table adds up (R-31), and the sentence that came along when a comment was copied is
 * an editor's note (C-46). Then the committee decides it, with every status in words (R-60).
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { GoalScene } from '../support/goal-scene.js';
import { expectStatus, refusal, type Thing } from '../support/story.js';

/** Of C-30 to C-33, table by table: all, women, men of the whole, of the part, and the part in percent as it is printed. */
const tables = [
  { whole: [628, 257, 371], part: [116, 52, 64], percent: [18, 20, 17] },
  { whole: [628, 257, 371], part: [130, 43, 87], percent: [21, 17, 23] },
  { whole: [1376, 700, 676], part: [86, 66, 20], percent: [6, 9, 3] },
  { whole: [1376, 700, 676], part: [307, 136, 171], percent: [22, 19, 25] },
];
const spaced = (count: number): string => String(count).replaceAll(/\B(?=(\d{3})+$)/g, ' ');

/** The look-alike with those figures in its tables, where they are repeated as loose rows, in its outcomes and in its prose. */
function report(): string {
  const next = { table: 0, outcome: 0, prose: 0, whole: 0, part: 0, percent: 0 };
  const cellsOf = (row: 'whole' | 'part' | 'percent', at: number): string[] =>
    tables[at]![row].map((figure) => (row === 'percent' ? `${figure} %` : spaced(figure)));
  const loose = (row: 'whole' | 'part' | 'percent') => (_row: string, label: string) =>
    `${label}\t${cellsOf(row, next[row]++).join('\t')}`;
  return readFileSync('test/cases/goals/report.txt', 'utf8')
    .replaceAll(/<table border="1">.*?<\/table>/gs, (table) => {
      const at = next.table++;
      const cells = (['whole', 'part', 'percent'] as const).flatMap((row) => cellsOf(row, at));
      return table.replaceAll(/<td>[\d ]+(?: %)?<\/td>/g, () => `<td>${cells.shift()}</td>`);
    })
    .replaceAll(/^(Totalt antal avslut)(?:\t[\d ]+){3}/gm, loose('whole'))
    .replaceAll(/^(Antal avslut till \w+)(?:\t[\d ]+){3}/gm, loose('part'))
    .replaceAll(/^(Andel avslut till \w+)(?:\t\d+ %){3}/gm, loose('percent'))
    .replaceAll(/\t\d+%\t/g, () => `\t${tables[next.outcome++]!.percent[0]}%\t`)
    .replaceAll(/gick \d+ procent/g, () => `gick ${tables[next.prose++]!.percent[0]} procent`);
}

interface Entry {
  goalId: string;
  level: string;
  title: string;
  serviceState: string | null;
  status: { value: string; text: string; shape: string };
  indicators: { name: string; outcome: { isMeasured: boolean; note: string | null; figures: object[] } | null }[];
}

let scene: GoalScene;
beforeAll(async () => {
  scene = await GoalScene.begin();
}, 60_000);
afterAll(async () => {
  const { violations } = await scene.story.end();
  expect(violations).toEqual([]);
});

test('bonus A: a follow-up report is taken in, put right and decided', async () => {
  const { story } = scene;
  const [officer, controller] = [await scene.officer(), await scene.controller()];
  await scene.chain(2021, ['councilGoal', 'committeeGoal', 'commitment']);
  const send = (path: string, text: string) =>
    officer.post(`${path}fileName=uppfoljning.txt&kind=followUpReport`, undefined, {
      raw: Buffer.from(text),
      headers: { 'content-type': 'application/octet-stream' },
    });
  const accept = (text: string) => send(`goal-documents?authorityId=${story.authority('ASN')}&`, text);

  // Shown first: what was found, counted, with the places in the text; and nothing is saved.
  const preview = await expectStatus(200, send('goal-documents/previews?', report()));
  expect(preview.body.counts).toMatchObject({
    goals: 17,
    commitments: 34,
    indicators: 5,
    tables: 4,
    statuses: { achieved: 11, partly: 3, notAchieved: 0, unknown: 20 },
  });
  const perGoal = preview.body.goals.map(({ commitments }: { commitments: unknown[] }) => commitments.length);
  expect(perGoal).toEqual([1, 1, 2, 1, 2, 1, 2, 2, 3, 2, 2, 3, 3, 2, 1, 3, 3]);
  const codes = preview.body.findings.map(({ code }: { code: string }) => code);
  const lost = codes.filter((code: string) => code === 'status-lost' || code === 'status-missing');
  expect([lost.length, codes.filter((code: string) => code.endsWith('mismatch'))]).toEqual([20, ['contents-mismatch']]);
  expect(preview.body.findings.filter(({ severity }: { severity: string }) => severity === 'error')).toEqual([]);
  expect(await story.app.query(`select 1 from goal`)).toEqual([]);

  // R-31: a part, a percent or an outcome that is not what the table says stops all of it.
  for (const [was, is, said] of [
    ['<td>371</td>', '<td>370</td>', '257 + män 370 = 627'],
    ['<td>20 %</td>', '<td>21 %</td>', '52 av 257 anges som 21 %, men det är 20 %'],
    ['\t21%\t', '\t20%\t', 'Utfallet är 20%'],
  ] as const) {
    const refused = await accept(report().replace(was, is));
    expect(refusal(refused)).toBe('422 validation-failed/document-contradicts');
    expect(refused.body.detail.replaceAll('\u00a0', ' ')).toContain(said);
  }
  expect(await story.app.query(`select 1 from goal`)).toEqual([]);

  const taken = await expectStatus(201, accept(report()));
  const { reportId } = taken.body;
  expect(taken.body).toMatchObject({ indicators: 5, outcomes: 5 });
  expect(taken.body.findings.map(({ code }: { code: string }) => code)).toContain('copied-sentence');
  const view = async () =>
    (await expectStatus(200, officer.get(`period-reports/${reportId}`))).body as Thing & {
      status: string;
      entries: Entry[];
    };
  const { entries } = await view();
  const goals = entries.filter(({ level }) => level === 'committeeGoal');
  const commitments = entries.filter(({ level, serviceState }) => level === 'commitment' && serviceState === null);
  const indicators = entries.flatMap((entry) => entry.indicators);
  expect([goals.length, commitments.length, indicators.length]).toEqual([17, 34, 5]);

  // Every figure of every table, and the percents counted from them: as printed.
  expect(indicators.slice(0, 4).map(({ outcome }) => outcome?.figures)).toMatchObject(
    tables.map(({ whole, part, percent }) =>
      ['all', 'women', 'men'].map((group, at) => ({
        group,
        count: part[at],
        total: whole[at],
        percent: String(percent[at]),
      })),
    ),
  );
  // Not measured is not 0 (C-07).
  expect(indicators[4]?.outcome).toMatchObject({ isMeasured: false, figures: [] });
  // The comment came along, and with it the editor's note, under the indicator it is about and no other (C-46).
  const noted = indicators.filter(({ outcome }) => outcome?.note?.includes('kopierades'));
  expect(noted.map(({ name }) => name)).toEqual(['Andel unga som går vidare från en insats till arbete']);
  expect(noted[0]?.outcome?.note).toContain('Jämfört med förra året är andelen oförändrad.');
  expect(noted[0]?.outcome?.note).toContain(
    'Redaktionell anmärkning: Under indikatorn ”Andel unga som går vidare från en insats till arbete” talar kommentaren om',
  );
  expect(noted[0]?.outcome?.note).toContain('vilket drar ned siffran för andelen som gått till studier.”)');

  // The icons that were lost are statuses somebody has to give reasons for; nothing was guessed.
  const unknown = commitments.filter(({ status }) => status.value === 'unknown');
  expect([unknown.length, new Set(unknown.map(({ status }) => `${status.text} ${status.shape}`))]).toEqual([
    20,
    new Set(['Okänt questionMark']),
  ]);
  const bare = await officer.post(`period-reports/${reportId}/entries/${unknown[0]!.goalId}/completion`, undefined, {
    ifMatch: 2,
  });
  expect(refusal(bare)).toBe('422 validation-failed/reasons-required');
  const thing = { id: reportId, version: 1 };
  for (const { goalId, level, serviceState, status } of entries) {
    const isJudged = level === 'committeeGoal' || serviceState !== null;
    if (isJudged) await scene.judged(thing, goalId, { status: 'partly', reasons: 'Bedömd efter åtagandena.' });
    else
      await scene.judged(
        thing,
        goalId,
        status.value === 'unknown' ? { reasons: 'Statusen var en ikon i rapporten och har gått förlorad.' } : {},
      );
  }
  await scene.reviewed(
    thing,
    entries.map(({ goalId }) => goalId),
  );
  await scene.decided(thing, 'ASN', '2022-10-12');

  const decided = await view();
  const statusOf = (value: string): number =>
    decided.entries.filter(
      ({ level, serviceState, status }) => level === 'commitment' && serviceState === null && status.value === value,
    ).length;
  expect([decided.status, statusOf('achieved'), statusOf('partly'), statusOf('unknown')]).toEqual([
    'decided',
    11,
    3,
    20,
  ]);
  expect(decided.entries.filter(({ status }) => status.text === '' || status.shape === '')).toEqual([]);
  const states = await story.app.query(`select distinct state from report_entry where report_id = $1`, [reportId]);
  expect(states).toEqual([{ state: 'lockedWithReport' }]);
  for (const format of ['pdf', 'docx'])
    expect((await controller.get(`period-reports/${reportId}/document?format=${format}`)).status).toBe(200);

  // The document it was read from stands in the report's own matter, byte for byte.
  const [kept] = await story.app.query<{ sha256: string }>(
    `select encode(v.sha256, 'hex') as sha256 from period_report r join document d on d.matter_id = r.matter_id and d.kind = 'goalDocument'
       join document_version v on v.document_id = d.id where r.id = $1`,
    [reportId],
  );
  expect(kept?.sha256).toBe(createHash('sha256').update(report()).digest('hex'));
  // Locked with the report: the same document changes nothing more.
  expect(refusal(await accept(report()))).toBe('409 state-conflict/period-reported');

  console.log(
    [
      `${goals.length} mål, ${commitments.length} åtaganden, ${indicators.length} indikatorer`,
      `uppnått ${statusOf('achieved')} · delvis ${statusOf('partly')} · okänt ${statusOf('unknown')}`,
      ...indicators.map(({ name, outcome }) => {
        const [all] = (outcome?.figures ?? []) as { count: number; total: number; percent: string }[];
        return `${name}: ${all === undefined ? 'inte mätt' : `${all.count} av ${all.total}, ${all.percent} %`}`;
      }),
    ].join('\n'),
  );
}, 120_000);
