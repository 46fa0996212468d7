import type { Role } from '../kernel/actor.js';
import type { Day } from '../kernel/day.js';
import { DomainError } from '../kernel/errors.js';
import {
  type AppointmentTerms,
  type BodyKind,
  overlaps,
  requireCompatible,
  requirePeriod,
  requirePlace,
  requireWithin,
} from './organisation.rules.js';

const day = (text: string) => text as Day;
const period = (from: string, to: string | null) => ({ fromDay: day(from), toDay: to === null ? null : day(to) });

const terms = (
  role: Role,
  authorityId: string | null,
  body: { id: string; kind: BodyKind } | null,
  from = '2023-01-01',
  to: string | null = null,
): AppointmentTerms => ({
  role,
  authorityId,
  bodyId: body?.id ?? null,
  bodyKind: body?.kind ?? null,
  ...period(from, to),
});

const board = (kind: BodyKind) => ({ id: `body-${kind}`, kind });

function refusal(run: () => void): string {
  try {
    run();
    return 'fits';
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return `${error.status} ${error.code}${error.errors === undefined ? '' : ` ${error.errors[0]!.pointer}`}`;
  }
}

describe('overlaps: both days are included', () => {
  it.each<[[string, string | null], [string, string | null], boolean]>([
    [['2023-01-01', '2023-06-30'], ['2023-07-01', '2023-12-31'], false],
    [['2023-01-01', '2023-06-30'], ['2023-06-30', '2023-12-31'], true],
    [['2023-01-01', null], ['2030-01-01', null], true],
    [['2030-01-01', null], ['2023-01-01', '2029-12-31'], false],
    [['2023-05-01', '2023-05-01'], ['2023-05-01', '2023-05-01'], true],
    [['2023-02-01', '2023-03-01'], ['2023-01-01', null], true],
  ])('%j and %j: %s', (a, b, expected) => {
    expect(overlaps(period(...a), period(...b))).toBe(expected);
    expect(overlaps(period(...b), period(...a))).toBe(expected);
  });
});

describe('an appointment says where it holds', () => {
  it.each<[AppointmentTerms, string]>([
    [terms('member', 'asn', board('committee')), 'fits'],
    [terms('member', 'asn', null), '422 required /bodyId'],
    [terms('substitute', 'asn', null), '422 required /bodyId'],
    [terms('chair', 'asn', null), '422 required /bodyId'],
    [terms('caseOfficer', 'asn', null), 'fits'],
    [terms('caseOfficer', null, null), '422 required /authorityId'],
    [terms('committeeSecretary', 'asn', board('committee')), 'fits'],
    [terms('controller', null, null), '422 required /authorityId'],
    [terms('admin', null, null), 'fits'],
    [terms('auditor', null, null), 'fits'],
  ])('%#: %s', (planned, expected) => {
    expect(refusal(() => requirePlace(planned))).toBe(expected);
  });

  it('and for how long, within the time its body exists', () => {
    const body = { name: 'Nämnden', ...period('2020-01-01', '2023-12-31') };
    expect(refusal(() => requirePeriod(period('2023-05-02', '2023-05-01')))).toBe('422 range /toDay');
    expect(refusal(() => requirePeriod(period('2023-05-02', '2023-05-02')))).toBe('fits');
    expect(refusal(() => requireWithin(period('2020-01-01', '2023-12-31'), body))).toBe('fits');
    expect(refusal(() => requireWithin(period('2019-12-31', '2023-12-31'), body))).toBe('422 range /fromDay');
    expect(refusal(() => requireWithin(period('2020-01-01', null), body))).toBe('422 range /toDay');
    expect(refusal(() => requireWithin(period('2020-01-01', '2024-01-01'), body))).toBe('422 range /toDay');
  });
});

describe('what a person may hold at the same time', () => {
  const director = terms('administrationDirector', 'asn', null);
  it.each<[string, AppointmentTerms, AppointmentTerms[], string]>([
    ['nothing before', director, [], 'fits'],
    ['the same post twice', director, [director], '409 appointment-overlaps'],
    [
      'the same post after the first',
      terms('caseOfficer', 'asn', null, '2024-01-01'),
      [terms('caseOfficer', 'asn', null, '2023-01-01', '2023-12-31')],
      'fits',
    ],
    [
      'the same post from the last day of the first',
      terms('caseOfficer', 'asn', null, '2023-12-31'),
      [terms('caseOfficer', 'asn', null, '2023-01-01', '2023-12-31')],
      '409 appointment-overlaps',
    ],
    [
      'the same role in another authority',
      terms('caseOfficer', 'grn', null),
      [terms('caseOfficer', 'asn', null)],
      'fits',
    ],
    [
      'member and chair of one body',
      terms('chair', 'asn', board('committee')),
      [terms('member', 'asn', board('committee'))],
      'fits',
    ],
    [
      'director, then member (R-49)',
      terms('member', 'asn', board('committee')),
      [director],
      '409 director-not-electable',
    ],
    [
      'director, then substitute (R-49)',
      terms('substitute', 'asn', board('committee')),
      [director],
      '409 director-not-electable',
    ],
    [
      'director, then in the subcommittee',
      terms('member', 'asn', board('subcommittee')),
      [director],
      '409 director-not-electable',
    ],
    [
      'member, then director (R-49)',
      director,
      [terms('member', 'asn', board('committee'))],
      '409 director-not-electable',
    ],
    [
      'member until the day before',
      director,
      [terms('member', 'asn', board('committee'), '2019-01-01', '2022-12-31')],
      'fits',
    ],
    ['director, then member elsewhere', terms('member', 'grn', board('committee')), [director], 'fits'],
    ['director, then in the drafting group', terms('member', 'asn', board('draftingGroup')), [director], 'fits'],
  ])('%s', (_name, planned, held, expected) => {
    expect(refusal(() => requireCompatible(planned, held))).toBe(expected);
  });
});
