/** The pages say what the law asks, hold together as documents, and never let text become markup. */
import type { Day } from '../../kernel/day.js';
import { type PublicPage, shell } from '../../platform/pages/public-pages.service.js';
import { announcementDocument } from '../notice-board/announcement.document.js';
import type { AnnouncedItem, AnnouncementView } from '../notice-board/board.queries.js';
import * as board from './board.page.js';
import type { Board } from './board.page.js';

const around = (page: PublicPage): string => shell(page, [], '/app/assets/public.css');
const boardPage = (shown: Board): string => around(board.boardPage(shown));
const announcementPage = (shown: Parameters<typeof board.announcementPage>[0]): string =>
  around(board.announcementPage(shown));
const absentPage = (): string => around(board.absentPage());

const nasty = `<script>alert("1")</script>'&`;
const announcement: AnnouncementView & { items: AnnouncedItem[] } = {
  id: '0190b1f2-6c1e-7f00-8a00-000000000001',
  minutesId: '0190b1f2-6c1e-7f00-8a00-000000000002',
  bodyId: '0190b1f2-6c1e-7f00-8a00-000000000003',
  bodyName: 'Arbetsmarknads- och socialnämnden',
  meetingDay: '2023-04-26' as Day,
  kind: 'immediate',
  minuteItems: [45, 46],
  adjustedDay: '2023-04-26' as Day,
  delegatedDecision: null,
  postedDay: '2023-04-27' as Day,
  daysLate: 0,
  appealEndDay: '2023-05-19' as Day,
  takeDownDay: '2023-05-20' as Day,
  whereKept: 'Arbetsmarknads- och socialförvaltningen',
  postedElsewhere: null,
  postedAt: '2023-04-27T08:00:00.000Z',
  takenDownAt: null,
  items: [
    {
      decisionId: '0190b1f2-6c1e-7f00-8a00-000000000004',
      minuteItem: 45,
      registrationNumber: 'ASN-2023-5446',
      title: 'Sociala insatser',
      outcome: 'approve',
      outcomeText: 'bifall',
    },
  ],
};
const delegated: typeof announcement = {
  ...announcement,
  minutesId: null,
  meetingDay: null,
  kind: 'delegated',
  minuteItems: [],
  delegatedDecision: {
    id: '0190b1f2-6c1e-7f00-8a00-000000000005',
    year: 2023,
    number: 7,
    decidedDay: '2023-04-20' as Day,
    ruleNumber: '2.1',
    ruleDescription: 'Representation',
    registrationNumber: 'ASN-2023-12',
  },
  items: [],
};
const shownBoard: Board = {
  announcements: { items: [announcement], total: 1, page: 1, limit: 50 },
  bodies: [{ id: announcement.bodyId, name: announcement.bodyName }],
  bodyId: undefined,
  calledMeetings: [],
};

describe('the page of an announcement', () => {
  const page = announcementPage(announcement);

  test.each([
    ['the body', 'Arbetsmarknads- och socialnämnden'],
    ['the meeting', '2023-04-26'],
    ['the paragraphs', '§§ 45–46'],
    ['the day it was posted', '<dt>Anslaget sattes upp</dt><dd>2023-04-27</dd>'],
    ['the last day to appeal', '<dt>Sista dag att överklaga</dt><dd>2023-05-19</dd>'],
    ['when it comes down', '<dt>Anslaget tas ned</dt><dd>2023-05-20</dd>'],
    ['where the minutes are kept', '<dd>Arbetsmarknads- och socialförvaltningen</dd>'],
    ['how to appeal', 'ha kommit in till förvaltningsrätten senast 2023-05-19'],
    ['that this is a part', 'justerades omedelbart'],
  ])('states %s', (_what, text) => {
    expect(
      page
        .replaceAll(/<\/?time[^>]*>/g, '')
        .replaceAll(/>\s+/g, '>')
        .replaceAll(/\s+</g, '<')
        .replaceAll(/\s+/g, ' '),
    ).toContain(text);
  });

  test('tells that it came late', () => {
    expect(announcementPage({ ...announcement, daysLate: 3 })).toMatch(/Anslaget sent/);
    expect(page).not.toMatch(/Anslaget sent/);
  });
});

test('a delegated decision has a page of its own, which says what it was about and points at no minutes here', () => {
  const page = announcementPage(delegated).replaceAll(/<\/?time[^>]*>/g, '');
  for (const part of [
    'Delegationsbeslut 7/2023 för Arbetsmarknads- och socialnämnden',
    'Representation (delegationsordningen, punkt 2.1)',
    'ASN-2023-12',
    '2023-04-20',
    'ha kommit in till förvaltningsrätten senast 2023-05-19',
    'organ, dag och nummer',
  ])
    expect(page).toContain(part);
  expect(page).not.toMatch(/Paragrafer|Beslut i protokollet|public\/minutes|null/);
  expect(JSON.stringify(announcementDocument(delegated))).toContain('Anslag: delegationsbeslut 7/2023');
  expect(boardPage({ ...shownBoard, announcements: { ...shownBoard.announcements, items: [delegated] } })).toContain(
    'Delegationsbeslut 7/2023 för',
  );
});

const pages: [string, string][] = [
  ['delegated announcement', announcementPage(delegated)],
  ['board', boardPage(shownBoard)],
  ['announcement', announcementPage(announcement)],
  ['absent', absentPage()],
];

describe.each(pages)('the %s page', (_name, page) => {
  test('is Swedish, has a title, a skip link to its main part, and no script or style of its own', () => {
    expect(page).toMatch(/^<!doctype html>\s*<html lang="sv"/);
    expect(page).toMatch(/<title>[^<]{5,}<\/title>/);
    expect(page).toMatch(/<a class="skip" href="#innehall">/);
    expect(page).toMatch(/<main id="innehall"/);
    expect(page).toMatch(/<meta name="viewport" content="width=device-width, initial-scale=1"/);
    expect(page).not.toMatch(/<script|<style|\son\w+=|style=|javascript:/i);
  });

  test('has one first heading and skips no level', () => {
    const levels = [...page.matchAll(/<h([1-6])/g)].map((match) => Number(match[1]));
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    levels.forEach((level, index) => expect(level - (levels[index - 1] ?? 0)).toBeLessThanOrEqual(1));
  });

  test('closes what it opens', () => {
    const stack: string[] = [];
    for (const [, isEnd, name = ''] of page.matchAll(/<(\/)?([a-z][a-z0-9]*)[^>]*>/g)) {
      if (/^(meta|link|br|input|html|body|head)$/.test(name)) continue;
      if (isEnd === undefined) stack.push(name);
      else expect(stack.pop()).toBe(name);
    }
    expect(stack).toEqual([]);
  });
});

test('nothing that people write becomes markup, on any page', () => {
  const wicked = {
    ...announcement,
    bodyName: nasty,
    whereKept: nasty,
    postedElsewhere: nasty,
    items: announcement.items.map((item) => ({ ...item, title: nasty, registrationNumber: nasty, outcomeText: nasty })),
  };
  const decision = { ruleNumber: nasty, ruleDescription: nasty, registrationNumber: nasty };
  const wickedDelegated = { ...wicked, delegatedDecision: { ...delegated.delegatedDecision!, ...decision } };
  const meeting = {
    id: nasty,
    bodyId: nasty,
    bodyName: nasty,
    bodyKind: 'council',
    day: '2023-05-25' as Day,
    startsAt: '13:00',
    place: nasty,
    status: 'noticeSent',
    isOpenToPublic: true,
    agenda: [{ position: 1, registrationNumber: nasty, title: nasty }],
  };
  const written =
    announcementPage(wicked) +
    announcementPage(wickedDelegated) +
    boardPage({
      announcements: { items: [wicked], total: 200, page: 2, limit: 50 },
      bodies: [{ id: nasty, name: nasty }],
      bodyId: nasty,
      calledMeetings: [meeting],
    });
  expect(written).not.toMatch(/<script|alert\("|'&(?!amp;|lt;|gt;|quot;|#39;)/);
  expect(written).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&#39;&amp;');
});

test('the document says what the page says', () => {
  const model = announcementDocument(announcement);
  const text = JSON.stringify(model);
  expect(model).toMatchObject({ lang: 'sv', meta: { created: announcement.postedAt } });
  for (const part of [
    '2023-04-27',
    '2023-05-19',
    '2023-05-20',
    '§ 45',
    'ASN-2023-5446',
    'bifall',
    'förvaltningsrätten',
  ])
    expect(text).toContain(part);
  expect(JSON.stringify(announcementDocument({ ...announcement, takenDownAt: '2023-05-19T22:04:00.000Z' }))).toContain(
    'togs ned 2023-05-20',
  );
});
