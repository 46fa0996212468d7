import { Money } from '../../kernel/money.js';
import { type BoardFigures } from './figures.rules.js';
import { boardOf } from './board.rules.js';
import { inputsOf } from './frozen-inputs.rules.js';

const kr = (amount: string): Money => Money.parse(amount, '', { allowZero: true, allowNegative: true });
const ore = (amount: string): string => kr(amount).ore.toString();
const at = new Date('2023-05-01T10:00:00Z');

const measure = (measureKey: string, requested: string, over: object = {}) => ({
  proposalId: 'p',
  proposalStatus: 'approved',
  authorityId: 'a',
  authorityCode: 'ASN',
  versionId: 'v2',
  versionNumber: 2,
  measureKey,
  title: measureKey,
  year: 2023,
  wishedSourceId: null,
  requestedOre: ore(requested),
  approvedOre: ore(requested),
  ...over,
});
const source = (code: string, year: number, ceiling: string, over: object = {}) => ({
  sourceYearId: `${code} ${year}`,
  sourceId: code,
  code,
  name: code,
  kind: 'stateGrant' as const,
  purposes: ['Minska risken'],
  year,
  useFromYear: 2023,
  useToYear: 2023,
  ceilingOre: ore(ceiling),
  reservedOre: '0',
  isClosed: false,
  ...over,
});
const answer = (measureKey: string, sourceId: string, yes: boolean) => ({
  proposalId: 'p',
  measureKey,
  sourceId,
  criterion: 'purpose-1',
  answer: yes,
  ground: 'Grund',
  answeredBy: null,
  answeredByName: null,
  answeredAt: at,
});

const figures: BoardFigures = {
  callId: 'c',
  measures: [
    measure('m1', '100.00', { wishedSourceId: 'GRANT' }),
    measure('m2', '50.00'),
    measure('m3', '30.00', { approvedOre: null }),
  ],
  sources: [
    source('GRANT', 2023, '120.00', { reservedOre: ore('60.00') }),
    source('GRANT', 2024, '10.00'),
    source('OWN', 2023, '40.00', { kind: 'discretionaryAppropriation', purposes: [] }),
  ],
  given: [
    {
      proposalId: 'p',
      measureKey: 'm1',
      sourceYearId: 'GRANT 2023',
      decidedOre: ore('45.00'),
      pendingOre: ore('15.00'),
      reasons: ['Ramen räcker inte'],
    },
  ],
  recommended: [
    {
      proposalId: 'p',
      measureKey: 'm1',
      number: 3,
      priority: 1,
      reason: 'Etapp ett',
      versionId: 'v1',
      totalOre: ore('80.00'),
      recordedBy: null,
      recordedAt: at,
      rows: [
        { sourceYearId: 'GRANT 2023', amountOre: ore('70.00') },
        { sourceYearId: 'OWN 2023', amountOre: ore('10.00') },
      ],
    },
  ],
  answers: [answer('m1', 'GRANT', true), answer('m2', 'GRANT', false)],
};

const board = boardOf(figures);

it.each(['requested', 'recommended', 'pending', 'decided'] as const)('%s adds up both ways', (amount) => {
  const down = Money.sum(board.sources.map((column) => column[amount]));
  const across = Money.sum(board.measures.map((row) => row[amount]));
  expect(amount === 'requested' ? down.add(board.unassigned) : down).toEqual(across);
  expect(board.sum[amount]).toEqual(across);
  for (const row of board.measures) {
    const cells = Money.sum(row.cells.map((cell) => cell[amount]));
    expect(amount === 'requested' ? cells.add(row.unassigned) : cells).toEqual(row[amount]);
  }
});

it('says how much less at each step, and why; a step not taken has no difference', () => {
  expect(
    board.measures.map(({ requestedToRecommended, recommendedToDecided }) => [
      requestedToRecommended,
      recommendedToDecided,
    ]),
  ).toEqual([
    [
      { amount: kr('20.00'), reason: 'Etapp ett' },
      { amount: kr('35.00'), reason: 'Ramen räcker inte' },
    ],
    [null, null],
    [null, null],
  ]);
});

it('a judgement made on an older version says so', () => {
  expect(
    board.measures.map(({ recommendationNumber, recommendationOutdated }) => [
      recommendationNumber,
      recommendationOutdated,
    ]),
  ).toEqual([
    [3, true],
    [0, false],
    [0, false],
  ]);
});

it('eligibility and use period stand in every cell', () => {
  expect(board.measures.map(({ cells }) => cells.map((cell) => [cell.eligibility, cell.withinUsePeriod]))).toEqual([
    [
      ['eligible', true],
      ['eligible', false],
      ['eligible', true],
    ],
    [
      ['notEligible', true],
      ['notEligible', false],
      ['eligible', true],
    ],
    [
      ['open', true],
      ['open', false],
      ['eligible', true],
    ],
  ]);
});

it('what remains after what is recommended counts nothing twice that is reserved or decided', () => {
  expect(
    board.sources.map(({ remaining, remainingAfterRecommended }) => [remaining, remainingAfterRecommended]),
  ).toEqual([
    [kr('60.00'), kr('50.00')],
    [kr('10.00'), kr('10.00')],
    [kr('40.00'), kr('30.00')],
  ]);
});

it('the frozen figures: what may still be given, and what is eligible', () => {
  const inputs = inputsOf(figures);
  expect(inputs.sources.map(({ remainingOre, boundToYears }) => [remainingOre, boundToYears])).toEqual([
    [ore('60.00'), true],
    [ore('10.00'), true],
    [ore('40.00'), false],
  ]);
  expect(
    inputs.measures.map(({ limitOre, eligibleSourceIds, priority }) => [limitOre, eligibleSourceIds, priority]),
  ).toEqual([
    [ore('40.00'), ['GRANT', 'OWN'], 1],
    [ore('50.00'), ['OWN'], null],
    [ore('30.00'), ['OWN'], null],
  ]);
});
