/** The totals of what is asked for, may be given and is given: each with its places in an answer and its record. */
import { named, perYear, type TotalDefinition } from './explain.rules.js';
import * as record from './explain.sql.js';
import { conditionalRows, decidedRows } from './explain-use.sql.js';
import { together } from './record.sql.js';

const asked = {
  requested: record.amounts('requested'),
  recommended: record.amounts('recommended'),
  approved: record.amounts('approved'),
};
const given = {
  ceiling: record.ceilings,
  reserved: record.postings(record.held),
  remaining: together(record.ceilings, record.postings(record.held, { sign: -1 })),
};
const steps = ['requested', 'recommended', 'approved'] as const;
const figures = [...steps, 'allocated', 'pending', 'conditional', 'ceiling', 'remaining'] as const;

export const totalsExplained: TotalDefinition = {
  name: 'totals',
  route: '/api/v1/totals',
  parameters: ['callId'],
  moments: ['asOf', 'knownAt'],
  places: [
    { path: 'sources[]', by: perYear, figures: named(...figures) },
    { path: 'unassigned[]', by: { year: 'year' }, fixed: { unassigned: 'true' }, figures: named(...steps) },
    { path: 'sum', by: {}, figures: named(...figures) },
  ],
  rows: {
    ...asked,
    allocated: record.postings(['allocated']),
    pending: record.postings(['pending']),
    conditional: record.promises,
    ceiling: given.ceiling,
    remaining: given.remaining,
  },
};

export const sourceExplained: TotalDefinition = {
  name: 'source',
  route: '/api/v1/funding-sources/{id}',
  moments: [],
  places: [{ path: 'years[]', by: { year: 'year' }, figures: named('ceiling', 'reserved', 'remaining') }],
  rows: given,
  alsoAt: {
    '/api/v1/funding-sources': ['items[].years[].ceiling', 'items[].years[].reserved', 'items[].years[].remaining'],
  },
};

export const callExplained: TotalDefinition = {
  name: 'call',
  route: '/api/v1/calls/{id}',
  moments: [],
  places: [{ path: '', by: {}, figures: named('requested') }],
  rows: { requested: asked.requested },
  alsoAt: { '/api/v1/calls': ['items[].requested'] },
};

export const answersExplained: TotalDefinition = {
  name: 'answers',
  route: '/api/v1/calls/{id}/answers',
  moments: [],
  places: [
    {
      path: 'answers[]',
      by: { authorityId: 'authorityId' },
      figures: named('requested', 'approved', 'allocated'),
    },
  ],
  rows: {
    requested: record.measuresOfAnswers,
    approved: asked.approved,
    allocated: record.postings(['allocated'], { by: 'call' }),
  },
};

export const proposalExplained: TotalDefinition = {
  name: 'proposal',
  route: '/api/v1/proposals/{id}',
  moments: [],
  places: [
    { path: '', by: {}, figures: named('total') },
    {
      path: 'approved[]',
      by: { measureKey: 'measureKey' },
      figures: { approved: 'approvedAmount', allocated: 'allocatedAmount' },
    },
  ],
  rows: {
    total: record.measuresOfVersion,
    approved: asked.approved,
    allocated: record.postings(['allocated'], { by: 'proposal' }),
  },
  alsoAt: {
    '/api/v1/proposals': ['items[].total'],
    '/api/v1/proposals/{id}/readiness': ['total'],
    '/api/v1/calls/{id}/answers': ['answers[].proposals[].total'],
  },
};

export const versionExplained: TotalDefinition = {
  name: 'version',
  route: '/api/v1/proposals/{id}/versions/{number}',
  moments: [],
  places: [{ path: '', by: {}, figures: named('total') }],
  rows: { total: record.measuresOfVersion },
  alsoAt: { '/api/v1/proposals/{id}/versions': ['items[].total'] },
};

/** The parts of an allocation are parts of its two sums. */
const partOfTotal = { total: 'amount', conditional: 'conditional' } as const;

export const allocationExplained: TotalDefinition = {
  name: 'allocation',
  route: '/api/v1/allocations/{id}',
  moments: ['knownAt'],
  places: [
    { path: '', by: {}, figures: named('total', 'conditional') },
    { path: 'perSource[]', by: perYear, figures: partOfTotal },
    { path: 'perCommittee[]', by: { authorityId: 'authorityId' }, figures: partOfTotal },
  ],
  rows: { total: decidedRows, conditional: conditionalRows },
  alsoAt: { '/api/v1/allocations': ['items[].total', 'items[].conditional'] },
};
