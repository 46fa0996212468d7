/** The public's own pages: decisions, minutes and money, readable without script, and never ahead of the adjustment. */
import type { Client, Reply } from '../support/app.js';
import { BoardScene, type DecidedMatter } from '../support/board-scene.js';
import { requireSoundPage, wordsOf } from '../support/html-page.js';
import { expectStatus } from '../support/story.js';

let scene: BoardScene;
let anybody: Client;
let committee: DecidedMatter & { posted: { minutesId: string } };
let boardItem: string;
let decisionId: string;

const page = async (path: string, status = 200): Promise<string> => {
  const { text, headers } = await expectStatus(status, anybody.get(path));
  expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
  requireSoundPage(text);
  return text;
};

/** The executive board divides the worked case between two sources; nothing of it is adjusted yet. */
async function divide(): Promise<Reply> {
  const { story } = scene;
  const grant = await story.source('SoS', 'stateGrant', 22_200_000);
  const own = await story.source('KSA', 'discretionaryAppropriation', 15_000_000);
  const call = await story.call([grant, own], ['ASN']);
  const asn = await story.approvedProposal('ASN', call.id, [
    { title: '=Fältverksamhet <b>', kronor: 5_625_000 },
    { title: 'Mentorer', kronor: 1_950_000 },
    { title: 'Föräldrastöd', kronor: 500_000 },
  ]);
  const allocation = await story.allocation(call.id, 'Fördelning av åtgärdsmedel', [
    { proposal: asn, measure: 0, source: grant, kronor: 5_625_000 },
    { proposal: asn, measure: 1, source: grant, kronor: 1_950_000 },
    { proposal: asn, measure: 2, source: own, kronor: 500_000 },
  ]);
  return expectStatus(201, story.boardDecides(allocation, '2023-05-10'));
}

beforeAll(async () => {
  scene = await BoardScene.begin();
  anybody = scene.story.app.anonymous;
  committee = await scene.announced('2023-04-26', '2023-04-27');
  const { body } = await divide();
  [boardItem, decisionId] = [body.agendaItemId, body.id];
}, 60_000);
afterAll(() => scene.end());

const adjustBoard = async (): Promise<string> => {
  const secretary = await scene.story.as('ks.sekreterare');
  const meetingId = await scene.story.meeting('KS', '2023-05-10');
  const adjustment = { agendaItemIds: [boardItem], signedDay: '2023-05-10' };
  const { body } = await expectStatus(201, secretary.post(`meetings/${meetingId}/immediate-adjustments`, adjustment));
  return body.id;
};

describe('before the adjustment', () => {
  test('the division shows nowhere (R-50)', async () => {
    expect(wordsOf(await page('/pengar'))).toContain('0 rader, tillsammans 0 kr.');
    expect((await anybody.get('public/allocations')).body).toMatchObject({ total: 0, sum: { amount: '0.00' } });
    expect((await anybody.get('public/allocations.csv')).text.trim().split('\r\n')).toHaveLength(1);
    expect(await page(`/beslut/${decisionId}`, 404)).toContain('Beslutet finns inte här');
  });
});

describe('after it', () => {
  let minutesId: string;
  beforeAll(async () => {
    minutesId = await adjustBoard();
  });

  test('who gets what, with a sum that is that of the rows, leading to the decision', async () => {
    const { body } = await expectStatus(200, anybody.get('public/allocations'));
    const amounts = body.items.map(({ amount }: { amount: { amount: string } }) => Number(amount.amount));
    expect(amounts.sort((a: number, b: number) => a - b)).toEqual([500_000, 1_950_000, 5_625_000]);
    expect(body.sum.amount).toBe('8075000.00');
    const html = await page('/pengar');
    expect(wordsOf(html)).toContain('3 rader, tillsammans 8 075 000 kr.');
    expect(html).toContain(`/beslut/${decisionId}`);
    expect(html).toContain('=Fältverksamhet &lt;b&gt;');
    const grant = await page('/pengar?kalla=SoS&ar=2023&namnd=ASN');
    expect(wordsOf(grant)).toContain('2 rader, tillsammans 7 575 000 kr.');
    expect(wordsOf(await page('/pengar?limit=1&page=2'))).toContain('rad 2–2 av 3');
    expect(wordsOf(await page('/pengar?kalla=&ar=&namnd='))).toContain('3 rader');
  });

  test('the file opens in a spreadsheet as text, numbers and no formula', async () => {
    const file = await expectStatus(200, anybody.get('public/allocations.csv?sourceCode=SoS'));
    expect(file.headers.get('content-type')).toMatch(/^text\/csv/);
    const lines = file.text.trim().split('\r\n');
    expect(lines).toHaveLength(3);
    expect(lines[1]).toContain(";'=Fältverksamhet <b>;5625000.00;");
  });

  test('the decision, with amount, votes and the last day to appeal before anything else', async () => {
    const html = await page(`/beslut/${committee.decisionId}`);
    const words = wordsOf(html);
    const first = words.slice(words.indexOf('Dnr'), words.indexOf('Hela protokollet'));
    for (const part of ['bifall', '8 075 000 kr', 'Ingen omröstning', '2023-05-19', 'laga kraft'])
      expect(first).toContain(part);
    expect(html).toContain(`/protokoll/${committee.posted.minutesId}`);
    expect(words).toContain('Deltar i beslutet');
    const divided = wordsOf(await page(`/beslut/${decisionId}`));
    expect(divided).toContain('8 075 000 kr');
    expect(divided).toContain('Inte anslaget ännu');
  });

  test('the search finds by word, number, body, day and amount as people write it', async () => {
    const found = async (query: string): Promise<string> => wordsOf(await page(`/beslut?${query}`));
    expect(await found('')).toContain('2 beslut hittades.');
    expect(await found('q=fördelning')).toContain('Ett beslut hittades.');
    expect(await found('minst=8%20mnkr&fran=2023-05-01&till=2023-05-31')).toContain('Ett beslut hittades.');
    expect(await found(`organ=${scene.story.body('ASN')}`)).toContain('Ett beslut hittades.');
    expect(await found('q=kanelbulle')).toContain('Inga beslut hittades.');
    const wrong = await page('/beslut?minst=mycket&q=%3Cb%3E');
    expect(wrong).toContain('href="#minst"');
    expect(wrong).toMatch(/id="minst"[^>]*aria-invalid="true"/);
    expect(wrong).toContain('value="&lt;b&gt;"');
    expect(await page('/beslut?fran=igår')).toContain('href="#fran"');
  });

  test('the minutes as a page say what the file says, and a draft is not there', async () => {
    const list = await page('/protokoll');
    expect(list).toContain(`/protokoll/${minutesId}`);
    expect(list).toContain(`/protokoll/${committee.posted.minutesId}`);
    const html = await page(`/protokoll/${committee.posted.minutesId}`);
    for (const part of ['§ 1', 'Underskrifter', 'Beslutsunderlag']) expect(wordsOf(html)).toContain(part);
    const secretary = await scene.story.as('asn.sekreterare');
    const { body } = await secretary.get(`meetings/${committee.meetingId}/minutes`);
    const draft = body.items.find(({ status }: { status: string }) => status === 'draft');
    expect(await page(`/protokoll/${draft.id}`, 404)).toContain('Protokollet finns inte här');
    await page('/protokoll/inte-ett-id', 404);
  });

  test('every section is in the menu, and the statement of accessibility on every page', async () => {
    const html = await page('/anslagstavla');
    for (const path of ['/anslagstavla', '/beslut', '/protokoll', '/pengar', '/foreningsbidrag', '/tillganglighet'])
      expect(html).toContain(`href="${path}"`);
    expect(html).toContain('href="/anslagstavla" aria-current="page"');
    expect(wordsOf(await page('/tillganglighet'))).toContain('Myndigheten för digital förvaltning');
  });
});
