/** The totals of the board, its scenarios, the grant and its use: each with its places in an answer and its record. */
import { named, perYear, type Place, type TotalDefinition } from './explain.rules.js';
import * as record from './explain.sql.js';
import * as board from './explain-board.sql.js';
import * as use from './explain-use.sql.js';
import { together } from './record.sql.js';

const measure = { proposalId: 'proposalId', measureKey: 'measureKey' } as const;
const steps = ['requested', 'recommended', 'pending', 'decided'] as const;
const onBoard = { by: 'call', outside: board.notOnBoard } as const;
/** What can still be given; of a closed year nothing. */
const remaining = together(record.ceilings, record.postings(record.held, { sign: -1 }), board.lockedIn('-'));

export const boardExplained: TotalDefinition = {
  name: 'board',
  route: '/api/v1/calls/{id}/board',
  moments: ['asOf', 'knownAt'],
  places: [
    {
      path: 'sources[]',
      by: perYear,
      figures: named(...steps, 'ceiling', 'reserved', 'lockedIn', 'remaining', 'remainingAfterRecommended'),
    },
    { path: 'measures[]', by: measure, figures: named(...steps) },
    { path: 'measures[].cells[]', by: { ...measure, ...perYear }, figures: named(...steps) },
    { path: 'measures[]', by: measure, fixed: { unassigned: 'true' }, figures: { requested: 'unassigned' } },
    { path: '', by: {}, fixed: { unassigned: 'true' }, figures: { requested: 'unassigned' } },
    { path: 'sum', by: {}, figures: named(...steps) },
  ],
  rows: {
    requested: board.measuresOnBoard,
    recommended: board.recommendations,
    pending: record.postings(['pending'], onBoard),
    decided: record.postings(['allocated'], onBoard),
    ceiling: record.ceilings,
    reserved: record.postings(record.held),
    lockedIn: board.lockedIn(),
    remaining,
    remainingAfterRecommended: together(remaining, board.stillRecommended),
  },
};

export const scenarioExplained: TotalDefinition = {
  name: 'scenario',
  route: '/api/v1/scenarios/{id}',
  moments: [],
  places: [
    { path: '', by: {}, figures: { given: 'total' } },
    { path: 'sources[]', by: { sourceYearId: 'sourceYearId' }, figures: named('given', 'remaining', 'left') },
  ],
  rows: {
    given: use.scenarioGives,
    remaining: use.frozenRemaining,
    left: together(use.frozenRemaining, use.scenarioTakes),
  },
  alsoAt: {
    '/api/v1/calls/{id}/scenarios': ['items[].total'],
    '/api/v1/calls/{id}/scenarios/comparison': [
      'scenarios[].total',
      'sources[].amounts[].given',
      'sources[].amounts[].left',
    ],
  },
};

export const grantExplained: TotalDefinition = {
  name: 'grant',
  route: '/api/v1/funding-sources/{id}/grant',
  moments: ['asOf', 'knownAt'],
  places: [
    {
      path: 'years[]',
      by: { year: 'year' },
      figures: named('ceiling', 'reserved', 'requisitioned', 'paid', 'withheld', 'repaid'),
    },
  ],
  rows: {
    ceiling: record.ceilings,
    reserved: record.postings(record.held),
    requisitioned: use.submitted,
    paid: use.paid,
    withheld: use.withheld,
    repaid: use.repaid,
  },
  alsoAt: {
    '/api/v1/grants': [
      'items[].ceiling',
      'items[].reserved',
      'items[].requisitioned',
      'items[].paid',
      'items[].repaid',
    ],
  },
};

const useFigures = ['allocated', 'used', 'eligible', 'unspent', 'overspend'] as const;
const committee: Place['by'] = { authorityId: 'authorityId' };

export const settlementExplained: TotalDefinition = {
  name: 'settlement',
  route: '/api/v1/funding-sources/{id}/settlements/{year}',
  moments: ['asOf', 'knownAt'],
  places: [
    { path: 'lines[]', by: measure, figures: named(...useFigures, 'returned') },
    { path: 'committees[]', by: committee, figures: named(...useFigures, 'unallocated', 'proposedRepayment') },
    { path: 'sum', by: {}, figures: named(...useFigures, 'unallocated', 'proposedRepayment') },
    { path: '', by: {}, figures: named('requisitioned', 'paid', 'repaid') },
    { path: 'settled', by: {}, figures: { returned: 'moved' } },
  ],
  rows: {
    allocated: use.given,
    returned: use.leftTheYear,
    used: use.costs,
    eligible: use.eligible,
    unspent: use.unspent,
    overspend: use.overspend,
    unallocated: together(use.paid, use.givenBack),
    proposedRepayment: together(use.whenPaid(use.paid), use.whenUnpaid(use.given), use.notEligible),
    requisitioned: use.submitted,
    paid: use.paid,
    repaid: use.repaid,
  },
};

export const followUpExplained: TotalDefinition = {
  name: 'followUp',
  route: '/api/v1/funding-sources/{id}/follow-up/{year}',
  moments: [],
  places: [
    { path: 'lines[]', by: measure, figures: named('allocated', 'used') },
    { path: 'lines[].forecast', by: measure, figures: { forecast: 'amount' } },
    { path: 'sum', by: {}, figures: named('allocated', 'used', 'forecast') },
  ],
  rows: {
    allocated: record.postings(['allocated']),
    used: use.costsOfGiven,
    forecast: use.forecasts,
  },
};
