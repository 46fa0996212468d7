import { DomainError } from '../kernel/errors.js';
import { actsFrom } from '../kernel/transitions.js';
import { consulteeMachine, consulteeStatuses, isWaitedFor } from './consultee-states.rules.js';
import { cleanText, dayWarnings, placed, placeOfQuote } from './reply.rules.js';
import { requireReceiptGround } from '../registry/registry.rules.js';

const codeOf = (run: () => unknown): string => {
  try {
    run();
    return 'ok';
  } catch (error) {
    if (error instanceof DomainError) return `${error.errors?.[0]?.pointer} ${error.code}`;
    throw error;
  }
};

test('what is possible from each state', () => {
  expect(
    Object.fromEntries(consulteeStatuses.map((status) => [status, actsFrom(consulteeMachine, status).join(' ')])),
  ).toEqual({
    addressed: 'receive reply decline extend',
    received: 'assign reply decline extend',
    assigned: 'assign sign reply decline extend',
    onOwnAgenda: 'reply decline extend',
    adopted: 'sendBack reply decline extend',
    sentBack: 'register',
    registered: '',
    declined: 'reply',
    noReply: 'assign sign sendBack reply decline',
  });
  expect(consulteeStatuses.filter(isWaitedFor)).toEqual([
    'addressed',
    'received',
    'assigned',
    'onOwnAgenda',
    'adopted',
  ]);
});

describe('the passage', () => {
  const text = cleanText('Rad ett – ”citat” 𝄞.\r\nVi tillstyrker målen.');
  test.each([
    ['Vi tillstyrker målen', 21],
    ['Rad ett', 0],
    ['𝄞.\nVi', 18],
    ['  tillstyrker ', 24],
  ])('%j stands at %i', (quote, place) => {
    expect(placeOfQuote(text, { stance: 'supports', quote }, '/q')).toBe(place);
    expect([...text].slice(place, place + [...cleanText(quote)].length).join('')).toBe(cleanText(quote));
  });
  test('decomposed letters are the same letters', () => {
    expect(placeOfQuote(text, { stance: 'comments', quote: 'målen'.normalize('NFD') }, '/q')).toBe(36);
  });
  test.each([
    ['supports', 'tillstyrker inte', '/q quote-not-found'],
    ['supports', null, '/q required'],
    ['rejects', ' ', '/q required'],
    ['noView', null, 'ok'],
    ['noView', 'finns inte', '/q quote-not-found'],
  ] as const)('%s %j: %s', (stance, quote, expected) => {
    expect(codeOf(() => placeOfQuote(text, { stance, quote }, '/q'))).toBe(expected);
  });
});

test('a passage that is not in the text may stand in a file, when files came', () => {
  const position = { questionKey: 'q1', stance: 'supports' as const, quote: ' står i filen ' };
  expect(placed('ja', [position], ['q1'], true)).toMatchObject([{ quote: 'står i filen', quoteStart: null }]);
  expect(placed('det står i filen', [position], ['q1'], true)).toMatchObject([{ quoteStart: 4 }]);
  expect(codeOf(() => placed('', [{ ...position, quote: ' ' }], ['q1'], true))).toBe('/positions/0/quote required');
});

test('positions answer questions that were asked, each once', () => {
  const position = (questionKey: string) => ({ questionKey, stance: 'supports' as const, quote: 'ja' });
  expect(
    placed('ja', [position('q1'), { ...position('q2'), stance: 'noView' as const, quote: null }], ['q1', 'q2']),
  ).toMatchObject([
    { quote: 'ja', quoteStart: 0 },
    { quote: null, quoteStart: null },
  ]);
  expect(codeOf(() => placed('ja', [position('q3')], ['q1']))).toBe('/positions/0/questionKey unknown-question');
  expect(codeOf(() => placed('ja', [position('q1'), position('q1')], ['q1']))).toBe(
    '/positions/1/questionKey duplicate',
  );
});

test.each([
  ['2010-03-11', '2010-03-30', '2010-03-31', ''],
  ['2010-03-30', '2010-03-30', '2010-03-31', 'draft-after-meeting'],
  ['2010-04-01', null, '2010-03-31', 'draft-after-deadline'],
  [null, '2010-04-06', '2010-03-31', 'meeting-after-deadline'],
  ['2010-04-07', '2010-04-06', '2010-03-31', 'draft-after-meeting draft-after-deadline meeting-after-deadline'],
  [null, null, '2010-03-31', ''],
])('draft %s, meeting %s, deadline %s: %s', (draftDueDay, meetingDay, replyByDay, codes) => {
  expect(
    dayWarnings({ draftDueDay, meetingDay, replyByDay })
      .map(({ code }) => code)
      .join(' '),
  ).toBe(codes);
});

test('what is noted afterwards says how it came', () => {
  const at = new Date('2010-03-31T10:00:00Z');
  expect(codeOf(() => requireReceiptGround(at, 'Med post'))).toBe('ok');
  expect(codeOf(() => requireReceiptGround(undefined, undefined))).toBe('ok');
  expect(codeOf(() => requireReceiptGround(at, ' '))).toBe('/notedElsewhere required');
  expect(codeOf(() => requireReceiptGround(undefined, 'Med post'))).toBe('/receivedAt required');
});
