/** Histories written by hand: an honest one that the checker lets pass, and each way of spoiling it with the word it must say. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { check } from './checker.js';
import type { Act, Answer, Invocation, LedgerRecord, Line } from './format.js';
import { type VerdictName, verdictNames } from './operations.js';

const day = '2023-05-03';
const [a, b] = ['source-a', 'source-b'];
/** An instant of the database's clock, in microseconds; one step a millisecond. */
const instant = (step: number): number => Date.parse('2026-03-10T10:00:00Z') * 1_000 + step * 1_000;

const ask = (op: number, at: number, act: Act, attempt = 1): Invocation => ({
  type: 'invoke',
  op,
  attempt,
  client: 1,
  at,
  act,
});
const tell = (op: number, at: number, type: Answer['type'], status: number, body = `{"op":${op}}`): Answer => ({
  type,
  op,
  attempt: 1,
  at,
  status,
  headers: {},
  body,
});

const line = (sourceId: string, measure: string, ore: number) => ({ sourceId, measure, ore: String(ore) });
const allocate = (op: number, ...lines: ReturnType<typeof line>[]): Act => ({
  does: 'allocate',
  item: `item-${op}`,
  day,
  lines,
});
const lower: Act = { does: 'lower', sourceId: a, ore: '60000', fromDay: day, ground: 'Sänkning' };

const kr = (ore: number): { amount: string } => ({
  amount: `${ore < 0 ? '-' : ''}${Math.trunc(Math.abs(ore) / 100)}.${String(Math.abs(ore) % 100).padStart(2, '0')}`,
});
const refusal = (requested: number, available: number, overBy = requested - available): string =>
  JSON.stringify({
    type: '/problems/ceiling-exceeded',
    sources: [{ code: 'A', requested: kr(requested), available: kr(available), overBy: kr(overBy) }],
  });
const totals = (inA: number, ofA: number, inB: number, ofB: number): string =>
  JSON.stringify({
    sources: [
      { sourceId: a, allocated: kr(inA), pending: kr(0), ceiling: kr(ofA) },
      { sourceId: b, allocated: kr(inB), pending: kr(0), ceiling: kr(ofB) },
    ],
  });

/**
 * Two sources of 1 000 kr. 1 takes 300 kr of A; 2 takes 200 of A and 100 of B; 3 takes back what 1 took; A is lowered to 600;
 * 5 asks for 500 and is refused; 6 reads; 7 takes 50 of B and is told nothing; 8 reads what was known after 1.
 */
interface Tale {
  one: Invocation;
  oneTold: Answer;
  two: Invocation;
  twoTold: Answer;
  three: Invocation;
  threeTold: Answer;
  lowered: Answer;
  refused: Answer;
  read: Answer;
  lost: Answer;
  readOfOld: Answer;
  lines: Line[];
  ledger: LedgerRecord;
}

function honest(): Tale {
  const [one, two] = [
    ask(1, 10, allocate(1, line(a, 'm1', 30_000))),
    ask(2, 30, allocate(2, line(a, 'm2', 20_000), line(b, 'm2', 10_000))),
  ];
  const three = ask(3, 50, { ...allocate(3, line(a, 'm1', -30_000)), does: 'reverse' } as Act);
  const oneTold = tell(1, 20, 'ok', 201);
  const twoTold = tell(2, 40, 'ok', 201);
  const threeTold = tell(3, 60, 'ok', 201);
  const lowered = tell(4, 80, 'ok', 201);
  const refused = tell(5, 100, 'fail', 409, refusal(50_000, 40_000));
  const read = tell(6, 120, 'ok', 200, totals(20_000, 60_000, 10_000, 100_000));
  const lost: Answer = { type: 'info', op: 7, attempt: 1, at: 140 };
  const readOfOld = tell(8, 160, 'ok', 200, totals(30_000, 100_000, 0, 100_000));
  const ledger: LedgerRecord = {
    type: 'ledger',
    sources: [
      { sourceId: a, code: 'A', reservedOre: '20000', capOre: '60000', lastNumber: 3 },
      { sourceId: b, code: 'B', reservedOre: '15000', capOre: '100000', lastNumber: 2 },
    ],
    postings: [1, 2, 3, 7].map((op) => ({ id: `p${op}`, item: `item-${op}` })),
    entries: [
      entry('p1', a, 1, 30_000, 100_000, 30_000, 15),
      entry('p2', a, 2, 20_000, 100_000, 50_000, 35),
      entry('p2', b, 1, 10_000, 100_000, 10_000, 35),
      entry('p3', a, 3, -30_000, 100_000, 20_000, 55),
      entry('p7', b, 2, 5_000, 100_000, 15_000, 135),
    ],
    legs: [
      leg('p1', a, 'm1', -30_000),
      leg('p2', a, 'm2', -20_000),
      leg('p2', b, 'm2', -10_000),
      leg('p3', a, 'm1', 30_000),
      leg('p7', b, 'm7', -5_000),
    ],
    ceilings: [ceiling(a, 100_000, 'Första', 1), ceiling(b, 100_000, 'Första', 2), ceiling(a, 60_000, 'Sänkning', 75)],
  };
  const lines: Line[] = [
    one,
    oneTold,
    two,
    twoTold,
    three,
    threeTold,
    ask(4, 70, lower),
    lowered,
    ask(5, 90, allocate(5, line(a, 'm5', 50_000))),
    refused,
    ask(6, 110, { does: 'read' }),
    read,
    ask(7, 130, allocate(7, line(b, 'm7', 5_000))),
    lost,
    ask(8, 150, { does: 'read', knownAt: instant(20) }),
    readOfOld,
    { type: 'snapshot', at: 165, differences: [] },
    ledger,
  ];
  return { one, oneTold, two, twoTold, three, threeTold, lowered, refused, read, lost, readOfOld, lines, ledger };
}

function entry(
  posting: string,
  sourceId: string,
  number: number,
  ore: number,
  cap: number,
  running: number,
  at: number,
): LedgerRecord['entries'][number] {
  return {
    posting,
    sourceId,
    number,
    ore: String(ore),
    capOre: String(cap),
    runningOre: String(running),
    day,
    at: instant(at),
  };
}

function leg(posting: string, sourceId: string, measure: string, ore: number): LedgerRecord['legs'][number] {
  return { posting, sourceId, account: 'allocated', measure, ore: String(ore), day };
}

function ceiling(sourceId: string, ore: number, ground: string, at: number): LedgerRecord['ceilings'][number] {
  return { sourceId, ore: String(ore), fromDay: day, effectiveDay: day, ground, at: instant(at), today: '2026-03-10' };
}

const verdictsOf = ({ lines }: Tale): VerdictName[] => check(lines).map(({ name }) => name);

describe('what may happen', () => {
  it('an honest history, with one outcome that nobody ever learns', () => {
    expect(check(honest().lines)).toEqual([]);
  });

  it.each<[string, (tale: Tale) => void]>([
    [
      'the same for one who never learns that nothing was done',
      ({ ledger }) => {
        ledger.postings.pop();
        ledger.entries.pop();
        ledger.legs.pop();
        Object.assign(ledger.sources[1]!, { reservedOre: '10000', lastNumber: 1 });
      },
    ],
    ['a repeated command, answered as the first time', ({ lines }) => lines.splice(2, 0, tell(1, 25, 'ok', 201))],
    ['a read that does not see what nobody was told of', ({ readOfOld }) => (readOfOld.at = 165)],
    [
      'a read during a decision, from before it',
      ({ lines, twoTold }) => {
        lines.splice(3, 0, ask(9, 32, { does: 'read' }), tell(9, 38, 'ok', 200, totals(30_000, 100_000, 0, 100_000)));
        twoTold.at = 45;
      },
    ],
    [
      'the same read from after it',
      ({ lines, twoTold }) => {
        lines.splice(
          3,
          0,
          ask(9, 32, { does: 'read' }),
          tell(9, 38, 'ok', 200, totals(50_000, 100_000, 10_000, 100_000)),
        );
        twoTold.at = 45;
      },
    ],
  ])('%s', (_what, change) => {
    const tale = honest();
    change(tale);
    expect(check(tale.lines)).toEqual([]);
  });
});

const spoiled: readonly [VerdictName, string, (tale: Tale) => void][] = [
  [
    'acknowledged-but-lost',
    'a decision that was told and is not there',
    ({ ledger }) => {
      ledger.postings.splice(0, 1);
      ledger.entries.splice(0, 1);
      ledger.legs.splice(0, 1);
    },
  ],
  ['acknowledged-but-lost', 'a ceiling that was told and is not there', ({ ledger }) => void ledger.ceilings.pop()],
  [
    'refused-but-written',
    'a decision that was refused and is there',
    ({ oneTold }) => Object.assign(oneTold, { type: 'fail', status: 409, body: refusal(30_000, 0) }),
  ],
  [
    'written-twice',
    'the same posting two times',
    ({ ledger }) => {
      ledger.postings.push({ id: 'again', item: 'item-1' });
      ledger.entries.push(entry('again', a, 4, 30_000, 60_000, 50_000, 78));
      ledger.legs.push(leg('again', a, 'm1', -30_000));
    },
  ],
  [
    'written-twice',
    'the same ceiling two times',
    ({ ledger }) => void ledger.ceilings.push(ceiling(a, 60_000, 'Sänkning', 76)),
  ],
  ['written-otherwise', 'another amount', ({ ledger }) => (ledger.legs[0]!.ore = '-29999')],
  ['written-otherwise', 'another measure', ({ ledger }) => (ledger.legs[0]!.measure = 'm9')],
  [
    'written-by-nobody',
    'money that nobody asked for',
    ({ ledger }) => {
      ledger.postings.push({ id: 'p9', item: null });
      ledger.entries.push(entry('p9', b, 3, 1, 100_000, 15_001, 150));
      ledger.legs.push(leg('p9', b, 'm9', -1));
    },
  ],
  [
    'written-by-nobody',
    'a ceiling that nobody set',
    ({ ledger }) => void ledger.ceilings.push(ceiling(b, 200_000, 'Okänt', 60)),
  ],
  [
    'answered-otherwise',
    'a repeated command with another body',
    ({ lines }) => lines.splice(2, 0, tell(1, 25, 'ok', 201, '{}')),
  ],
  [
    'answered-otherwise',
    'done the first time, refused the second',
    ({ lines }) => lines.splice(2, 0, tell(1, 25, 'fail', 409, refusal(30_000, 0))),
  ],
  ['unexpected-answer', 'a fault of the server’s own', ({ lost }) => (lost.status = 500)],
  [
    'unexpected-answer',
    'a refusal that has nothing to do with money',
    ({ refused }) => (refused.body = '{"type":"/problems/forbidden"}'),
  ],
  ['refused-without-cause', 'there was room', ({ refused }) => (refused.body = refusal(50_000, 30_000))],
  [
    'refused-without-cause',
    'the room it names was never there',
    ({ refused }) => (refused.body = refusal(50_000, 50_000 - 1)),
  ],
  [
    'refused-without-cause',
    'a reversal of what was there',
    ({ lines, refused }) => {
      lines.splice(lines.indexOf(refused) - 1, 1, ask(5, 90, allocate(5, line(a, 'm2', -20_000))));
      refused.body = '{"type":"/problems/state-conflict","code":"below-zero"}';
    },
  ],
  ['order-against-time', 'done before it was asked for', ({ two }) => (two.at = 61)],
  ['order-against-time', 'instants against the numbers', ({ ledger }) => (ledger.entries[1]!.at = instant(14))],
  ['number-gap', 'a number twice', ({ ledger }) => (ledger.entries[1]!.number = 1)],
  ['number-gap', 'a number left out', ({ ledger }) => (ledger.entries[3]!.number = 4)],
  ['number-gap', 'a counter that has run ahead', ({ ledger }) => (ledger.sources[0]!.lastNumber = 4)],
  ['running-total', 'a sum that is not the sum', ({ ledger }) => (ledger.entries[1]!.runningOre = '20000')],
  [
    'above-ceiling',
    'money given after the lowering',
    ({ ledger }) => Object.assign(ledger.ceilings[2]!, { at: instant(12), ore: '20000' }),
  ],
  [
    'wrong-ceiling-at-entry',
    'another ceiling written beside the money',
    ({ ledger }) => (ledger.entries[0]!.capOre = '200000'),
  ],
  [
    'ceiling-on-wrong-day',
    'a raise that holds before its day',
    ({ ledger }) => ledger.ceilings.push({ ...ceiling(b, 300_000, 'Höjning', 150), fromDay: '2190-01-01' }),
  ],
  ['ceiling-on-wrong-day', 'a lowering that waits', ({ ledger }) => (ledger.ceilings[2]!.effectiveDay = '2027-01-01')],
  [
    'taken-back-twice',
    'the same money taken back again',
    ({ ledger }) => {
      ledger.postings.push({ id: 'p9', item: 'item-9' });
      ledger.legs.push(leg('p9', a, 'm1', 30_000));
      ledger.entries.push(entry('p9', a, 4, -30_000, 60_000, -10_000, 78));
    },
  ],
  ['taken-back-twice', 'taken back on a day before it was given', ({ ledger }) => (ledger.legs[3]!.day = '2023-05-02')],
  ['unbalanced', 'one side without the other', ({ ledger }) => (ledger.entries[0]!.ore = '30001')],
  ['counters-differ', 'a kept sum that is not the sum', ({ ledger }) => (ledger.sources[0]!.reservedOre = '20001')],
  ['counters-differ', 'a kept ceiling that is not in force', ({ ledger }) => (ledger.sources[0]!.capOre = '100000')],
  [
    'counters-differ',
    'seen while it went on',
    ({ lines }) => void lines.push({ type: 'snapshot', at: 1, differences: [{ sourceId: a, what: 'one öre' }] }),
  ],
  [
    'read-of-no-moment',
    'an amount that never stood there',
    ({ read }) => (read.body = totals(20_001, 60_000, 10_000, 100_000)),
  ],
  [
    'read-of-no-moment',
    'an answer from before the question',
    ({ read }) => (read.body = totals(50_000, 100_000, 10_000, 100_000)),
  ],
  [
    'read-of-no-moment',
    'what nobody had asked for yet',
    ({ read }) => (read.body = totals(20_000, 60_000, 15_000, 100_000)),
  ],
  [
    'read-of-no-moment',
    'half of a decision',
    ({ lines, twoTold }) => {
      lines.splice(3, 0, ask(9, 32, { does: 'read' }), tell(9, 38, 'ok', 200, totals(50_000, 100_000, 0, 100_000)));
      twoTold.at = 45;
    },
  ],
  [
    'read-of-no-moment',
    'back to what an earlier answer had gone past',
    ({ lines, twoTold }) => {
      lines.splice(
        3,
        0,
        ask(9, 32, { does: 'read' }),
        tell(9, 34, 'ok', 200, totals(50_000, 100_000, 10_000, 100_000)),
      );
      lines.splice(5, 0, ask(10, 36, { does: 'read' }), tell(10, 38, 'ok', 200, totals(30_000, 100_000, 0, 100_000)));
      twoTold.at = 45;
    },
  ],
  [
    'read-of-no-moment',
    'known then what was not known then',
    ({ readOfOld }) => (readOfOld.body = totals(20_000, 60_000, 10_000, 100_000)),
  ],
  ['read-of-no-moment', 'a source left out', ({ read }) => (read.body = '{"sources":[]}')],
];

describe('what may not happen', () => {
  it.each(spoiled)('%s: %s', (name, _what, change) => {
    const tale = honest();
    change(tale);
    expect(verdictsOf(tale)).toContain(name);
  });

  it('every verdict has a history that earns it', () => {
    expect(verdictNames.filter((name) => !spoiled.some(([verdict]) => verdict === name))).toEqual([]);
  });
});

it('the checker shares no line with what it judges', () => {
  const folder = fileURLToPath(new URL('.', import.meta.url));
  const seen = new Set<string>();
  const follow = (file: string): void => {
    if (seen.has(file)) return;
    seen.add(file);
    const imports = [...readFileSync(join(folder, file), 'utf8').matchAll(/ from '([^']+)'/g)].map(
      ([, from]) => from ?? '',
    );
    for (const from of imports) {
      expect(from).toMatch(/^\.\/[a-z.]+\.js$/);
      follow(from.replace('./', '').replace('.js', '.ts'));
    }
  };
  follow('checker.ts');
  expect(seen.size).toBeGreaterThan(4);
});

it('a file that is no history is refused', () => {
  const { lines, ledger } = honest();
  expect(() => check(lines.filter((one) => one !== ledger))).toThrow('no ledger');
  expect(() => check([tell(99, 1, 'ok', 200), ledger])).toThrow('never asked');
});
