/** What the public finds: the board and its pages, decisions by word, body, day and amount, minutes, and the calendar. */
import { jest } from '@jest/globals';
import { act, claim, members, openBallot, openItem, put, standing } from '../support/assembly.js';
import type { Client } from '../support/app.js';
import { BoardScene, type DecidedMatter, type Posted } from '../support/board-scene.js';
import { expectStatus, refusal } from '../support/replies.js';

jest.setTimeout(60_000);

let scene: BoardScene;
let anybody: Client;
let worked: DecidedMatter & { posted: Posted };
let fieldwork: DecidedMatter;
let homework: DecidedMatter;
let today: DecidedMatter & { posted: Posted };

beforeAll(async () => {
  scene = await BoardScene.begin();
  anybody = scene.story.app.anonymous;
  worked = await scene.announced('2023-04-26', '2023-04-27');
  fieldwork = await scene.decide(
    await scene.listed('2023-05-03', {
      title: 'Fältarbete på Holma',
      measures: [{ title: 'Fältarbetare', kronor: 300_000 }],
    }),
    'referBack',
    { reasons: 'Bemanningen behöver beskrivas närmare.' },
  );
  await scene.adjust(fieldwork, '2023-05-03');
  homework = await scene.decided('2023-05-10', {
    code: 'GRN',
    title: 'Läxhjälp <i>100 %</i> i _alla_ skolor',
    measures: [{ title: 'Läxhjälp', kronor: 12_400_000 }],
  });
  await scene.adjust(homework, '2023-05-10');
  await scene.decided('2023-05-11', { title: 'Fältarbete i Ottarp' });
  today = await scene.announced(scene.today);
}, 120_000);
afterAll(async () => {
  expect(await scene.story.app.violations()).toEqual([]);
  await scene.end();
});

const search = async (query: string) => (await expectStatus(200, anybody.get(`public/decisions?${query}`))).body;
const found = async (query: string): Promise<string[]> =>
  (await search(query)).items.map(({ id }: { id: string }) => id);

describe('decisions', () => {
  test('the latest first, with what was decided, the amount, the paragraph and the last day to appeal', async () => {
    const { items, total } = await search('');
    expect(total).toBe(4);
    expect(items.map(({ id }: { id: string }) => id)).toEqual([
      today.decisionId,
      homework.decisionId,
      fieldwork.decisionId,
      worked.decisionId,
    ]);
    expect(items[3]).toEqual({
      id: worked.decisionId,
      minutesId: worked.posted.minutesId,
      bodyId: scene.story.body('ASN'),
      bodyName: 'Arbetsmarknads- och socialnämnden',
      decisionDay: '2023-04-26',
      minuteItem: worked.minuteItem,
      registrationNumber: expect.stringMatching(/^ASN-\d{4}-\d+$/),
      title: 'Sociala insatser och lokal utveckling',
      behindClosedDoors: false,
      outcome: 'approve',
      outcomeText: 'bifall',
      amount: { amount: '8075000.00', currency: 'SEK' },
      votes: null,
      adjustedDay: '2023-04-26',
      postedDay: '2023-04-27',
      appealEndDay: '2023-05-19',
    });
    expect(items[2]).toMatchObject({ outcomeText: 'återremiss', postedDay: null, appealEndDay: null });
  });

  test.each<[string, string, () => string[]]>([
    ['a word of the title', 'q=holma', () => [fieldwork.decisionId]],
    [
      'another form of a word, as Swedish bends it',
      'q=insatserna&toDay=2023-12-31',
      () => [homework.decisionId, fieldwork.decisionId, worked.decisionId],
    ],
    ['a word of the reasons', 'q=bemanning', () => [fieldwork.decisionId]],
    ['two words, not beside each other', 'q=närmare%20holma', () => [fieldwork.decisionId]],
    ['a part of a word in the title', 'q=xhjälp', () => [homework.decisionId]],
    ['in capitals', 'q=LÄXHJÄLP', () => [homework.decisionId]],
    ['in decomposed letters', `q=${encodeURIComponent('Läxhjälp'.normalize('NFD'))}`, () => [homework.decisionId]],
    ['signs that mean something to the search', `q=${encodeURIComponent('100 %')}`, () => [homework.decisionId]],
    ['an underline that is no wildcard', `q=${encodeURIComponent('_alla_')}`, () => [homework.decisionId]],
    ['a wildcard that is none', 'q=%25', () => [homework.decisionId]],
    ['operators left open', `q=${encodeURIComponent('holma OR (& | !')}`, () => [fieldwork.decisionId]],
    ['what nobody has said', 'q=kvantdator', () => []],
    ['what is not adjusted', 'q=ottarp', () => []],
    ['nothing but blanks', 'q=%20%20&toDay=2023-05-05', () => []],
    ['a body', `bodyId=GRN`, () => [homework.decisionId]],
    ['days', 'fromDay=2023-05-01&toDay=2023-05-09', () => [fieldwork.decisionId]],
    ['one day', 'fromDay=2023-04-26&toDay=2023-04-26', () => [worked.decisionId]],
    [
      'an amount, itself included',
      'minAmount=8075000&toDay=2023-12-31',
      () => [homework.decisionId, worked.decisionId],
    ],
    ['one öre more', 'minAmount=8075000.01&toDay=2023-12-31', () => [homework.decisionId]],
    [
      'everything at once',
      'q=sociala&minAmount=8000000&fromDay=2023-04-01&toDay=2023-04-30&bodyId=ASN',
      () => [worked.decisionId],
    ],
  ])('by %s', async (what, query, expected) => {
    const filled = query.replace(/bodyId=(\w+)/, (_all, code: string) => `bodyId=${scene.story.body(code)}`);
    if (what.startsWith('nothing but'))
      return expect(refusal(await anybody.get(`public/decisions?${filled}`))).toMatch(/^422/);
    expect(await found(filled)).toEqual(expected());
  });

  test.each([
    'minAmount=-1',
    'minAmount=1e9',
    'minAmount=5%20000',
    'fromDay=2023-02-30',
    'bodyId=x',
    'limit=0',
    'limit=201',
    'page=0',
    'sort=title',
    'q=%00',
  ])('refuses %s with a clear answer', async (query) => {
    expect(refusal(await anybody.get(`public/decisions?${query}`))).toMatch(/^4(00|22) /);
  });

  test('refuses a text longer than anybody types', async () => {
    expect(refusal(await anybody.get(`public/decisions?q=${'a'.repeat(201)}`))).toMatch(/^422 /);
  });

  test('in pages that hold each once, with the same total past the last', async () => {
    const pages = await Promise.all([1, 2, 3, 4, 5].map((page) => search(`limit=1&page=${page}`)));
    expect(pages.map(({ total }) => total)).toEqual([4, 4, 4, 4, 4]);
    expect(new Set(pages.flatMap(({ items }) => items.map(({ id }: { id: string }) => id))).size).toBe(4);
  });

  test('one, with its paragraph as the minutes have it and where it stands', async () => {
    const { body } = await expectStatus(200, anybody.get(`public/decisions/${worked.decisionId}`));
    expect(body).toMatchObject({
      id: worked.decisionId,
      standing: 'final',
      standingText: 'laga kraft',
      finalDay: '2023-05-20',
      appeals: [],
      appealability: 'Beslutet kan överklagas (KL 13 kap. 1 §).',
      item: {
        minuteItem: worked.minuteItem,
        title: 'Sociala insatser och lokal utveckling',
        total: { amount: '8075000.00' },
      },
    });
    expect((await expectStatus(200, anybody.get(`public/decisions/${fieldwork.decisionId}`))).body).toMatchObject({
      standing: 'notAnnounced',
      item: { decision: { outcome: 'referBack', reasons: 'Bemanningen behöver beskrivas närmare.' } },
    });
  });

  test('with the votes that settled it, the casting vote told as such, and the changed amount', async () => {
    const item = await openItem(scene.story, members, '2023-06-07');
    await expectStatus(200, act(item, `agenda-items/${item.id}/introduction`));
    const [, , last] = (await expectStatus(200, item.secretary.get(`proposals/${item.proposal.id}`))).body.measures;
    const strike = await claim(item, {
      outcome: 'approveWithChanges',
      moverId: scene.story.person('asn.vice'),
      text: 'Stryk insats 3.',
      patch: [{ path: `/measures/${last.measureKey}/requestedAmount`, old: '500000.00', new: '0.00' }],
    });
    const approval = await standing(item);
    await put(item, strike, scene.story.person('asn.ledamot'));
    const ballot = await openBallot(item);
    const votes = members.map((name, index) => ({
      personId: scene.story.person(name),
      choice: index === 12 ? 'abstain' : index % 2 === 0 ? strike : approval,
    }));
    await expectStatus(204, item.secretary.post(`ballots/${ballot.id}/roll-call`, { votes }));
    await expectStatus(200, item.secretary.post(`ballots/${ballot.id}/closing`, {}));
    const { body } = await expectStatus(
      201,
      act(item, `agenda-items/${item.id}/decision`, { outcome: 'approveWithChanges' }),
    );
    await scene.adjust(
      { ...worked, proposal: item.proposal, agendaItemId: item.id, meetingId: item.meetingId },
      '2023-06-07',
    );
    const { items } = await search('fromDay=2023-06-07&toDay=2023-06-07');
    expect(items).toEqual([
      expect.objectContaining({
        id: body.id,
        outcomeText: 'bifall med ändringar',
        amount: { amount: '7575000.00', currency: 'SEK' },
        votes: {
          results: expect.arrayContaining([
            { choice: 'förslaget', votes: 6 },
            { choice: expect.stringMatching(/^yrkande \d+$/), votes: 6 },
          ]),
          abstained: 1,
          isSecret: false,
          tieBreak: 'castingVote',
        },
      }),
    ]);
    expect(await found('q=stryk')).toEqual([body.id]);
  });
});

describe('minutes', () => {
  test('those that are adjusted, each document by itself', async () => {
    const { body } = await expectStatus(200, anybody.get(`public/minutes?toDay=2023-05-31`));
    expect(body.items.map(({ day, kind }: { day: string; kind: string }) => [day, kind])).toEqual([
      ['2023-05-10', 'immediate'],
      ['2023-05-03', 'immediate'],
      ['2023-04-26', 'immediate'],
    ]);
    expect(body.items[2]).toMatchObject({
      id: worked.posted.minutesId,
      announcementId: worked.posted.id,
      minuteItems: [worked.minuteItem],
      appealEndDay: '2023-05-19',
    });
    const { body: one } = await expectStatus(200, anybody.get(`public/minutes/${worked.posted.minutesId}`));
    expect(one).toMatchObject({ status: 'announced', isRedacted: false, corrections: [] });
    expect(one.content.items).toHaveLength(1);
    expect(one).not.toHaveProperty('version');
  });
});

describe('the calendar', () => {
  test('tells when bodies meet, and what only of open meetings whose notice is out', async () => {
    const secretary = await scene.story.as('kf.sekreterare');
    const planned = await expectStatus(
      201,
      secretary.post(`bodies/${scene.story.body('KF')}/meetings`, {
        day: '2199-05-15',
        startsAt: '13:00',
        place: 'Rådhuset',
      }),
    );
    const listing = await scene.listed('2199-05-08', { title: 'Budget <b>2200</b>' });
    await scene.story.app.query(`update agenda_item set meeting_id = $2 where subject_id = $1`, [
      listing.id,
      planned.body.id,
    ]);
    const council = async () =>
      (await expectStatus(200, anybody.get(`public/meetings?bodyId=${scene.story.body('KF')}&fromDay=2199-01-01`))).body
        .items;
    expect(await council()).toEqual([
      expect.objectContaining({
        day: '2199-05-15',
        startsAt: '13:00',
        status: 'planned',
        isOpenToPublic: true,
        agenda: [],
      }),
    ]);
    await expectStatus(
      200,
      secretary.post(`meetings/${planned.body.id}/notice`, {}, { ifMatch: planned.body.version }),
    );
    expect(await council()).toEqual([
      expect.objectContaining({
        status: 'noticeSent',
        agenda: [{ position: 1, title: 'Budget <b>2200</b>', registrationNumber: expect.stringMatching(/^ASN-/) }],
      }),
    ]);
    const committee = await expectStatus(
      200,
      anybody.get(`public/meetings?bodyId=${scene.story.body('ASN')}&toDay=2023-04-30`),
    );
    expect(committee.body.items).toEqual([
      expect.objectContaining({ day: '2023-04-26', isOpenToPublic: false, agenda: [], status: 'opened' }),
    ]);
    const { text } = await anybody.get('/anslagstavla');
    expect(text).toContain('Budget &lt;b&gt;2200&lt;/b&gt;');
    expect(text).toContain(', kl. 13.00, Rådhuset');
    await scene.story.app.query(
      `update agenda_item set meeting_id = (select meeting_id from route_step s where s.route_id = agenda_item.route_id), agenda_version = null where subject_id = $1`,
      [listing.id],
    );
  });
});

describe('the board', () => {
  test('shows what is up, and narrows it to a body', async () => {
    const { body } = await expectStatus(200, anybody.get(`public/announcements`));
    expect(body.items.map(({ id }: { id: string }) => id)).toEqual([today.posted.id, worked.posted.id]);
    expect(body.items[0]).toMatchObject({
      postedDay: scene.today,
      daysLate: 0,
      takenDownAt: null,
      postedElsewhere: null,
    });
    const other = await expectStatus(200, anybody.get(`public/announcements?bodyId=${scene.story.body('GRN')}`));
    expect(other.body.total).toBe(0);
  });

  test('is a page without script, in Swedish, with its own style, whatever the reader wants to see', async () => {
    const board = await expectStatus(200, anybody.get('/anslagstavla'));
    expect(board.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(board.headers.get('content-security-policy')).toMatch(/default-src 'none'/);
    expect(board.text).toMatch(/<html lang="sv"/);
    expect(board.text).toContain(`/anslagstavla/${today.posted.id}`);
    expect(board.text).toContain('2 anslag sitter uppe.');
    expect(board.text).not.toMatch(/<script/);
    const [, address = ''] = /<link rel="stylesheet" href="([^"]+)"/.exec(board.text) ?? [];
    const style = await expectStatus(200, anybody.get(address));
    expect(style.headers.get('content-type')).toBe('text/css; charset=utf-8');
    const asn = scene.story.body('ASN');
    expect((await anybody.get(`/anslagstavla?organ=${asn}`)).text).toContain(`<option value="${asn}" selected>`);
    expect((await anybody.get(`/anslagstavla?organ=${scene.story.body('GRN')}`)).text).toContain(
      'Inget anslag sitter uppe.',
    );
    expect((await anybody.get('/anslagstavla?organ=')).status).toBe(200);
    const second = await anybody.get('/anslagstavla?limit=1&page=2');
    expect(second.text).toContain('/anslagstavla?page=1&amp;limit=1');
    expect((await anybody.get('/anslagstavla?limit=1')).text).toContain('/anslagstavla?page=2&amp;limit=1');
  });

  test('tells of each announcement what the law asks, and gives it as a file', async () => {
    const page = await expectStatus(200, anybody.get(`/anslagstavla/${worked.posted.id}`));
    for (const part of [
      '2023-04-26',
      '2023-04-27',
      '2023-05-19',
      '2023-05-20',
      'Arbetsmarknads- och socialförvaltningen',
      'förvaltningsrätten',
      'Stadshusets anslagstavla',
    ])
      expect(page.text).toContain(part);
    for (const [, address] of page.text.matchAll(/href="(\/api\/[^"]+document[^"]+)"/g)) {
      const file = await fetch(`${scene.story.app.address}${address}`);
      expect(file.status).toBe(200);
      expect((await file.arrayBuffer()).byteLength).toBeGreaterThan(1_000);
      expect(file.headers.get('content-disposition')).toMatch(
        /^inline; filename="(anslag|protokoll)-[0-9-]+\.(pdf|docx)";/,
      );
    }
    expect((await anybody.get(`public/announcements/${worked.posted.id}/document?format=exe`)).status).toBe(422);
  });

  test.each(['/anslagstavla/x', '/anslagstavla/0190b1f2-6c1e-7f00-8a00-000000000001'])(
    '%s is a page that says it is not there',
    async (path) => {
      const reply = await anybody.get(path);
      expect(reply.status).toBe(404);
      expect(reply.headers.get('content-type')).toBe('text/html; charset=utf-8');
      expect(reply.text).toContain('Anslaget sitter inte uppe');
    },
  );

  test('answers HEAD as GET, without a body', async () => {
    for (const path of ['/anslagstavla', `/anslagstavla/${worked.posted.id}`, '/api/v1/public/decisions']) {
      const head = await anybody.call('HEAD', path, undefined);
      expect(head.status).toBe(200);
      expect(head.text).toBe('');
    }
  });
});
