/** Records of meetings to project minutes from: an empty one with overrides, and a look-alike of an extract from 2010. */
import type { Seat } from '../../src/identity/seats.rules.js';
import type { AttendanceEntry } from '../../src/decisions/attendance.rules.js';
import type {
  BallotRecord,
  ClaimRecord,
  DecisionRecord,
  ItemRecord,
  MeetingRecord,
  MinutesRecord,
} from '../../src/decisions/minutes/minutes.record.js';
import type { MinutesItem } from '../../src/decisions/minutes/minutes.content.js';
import { project } from '../../src/decisions/minutes/minutes.projection.js';
import { personText } from '../../src/decisions/minutes/minutes.words.js';
import type { Presentation } from '../../src/decisions/subject-handler.js';

export const presentation = (more: Partial<Presentation> = {}): Presentation => ({
  title: 'Ett ärende',
  summary: '',
  decisionPoints: [],
  decisionBasis: [],
  dispatchList: [],
  total: null,
  ...more,
});

export const item = (id: string, position: number, more: Partial<ItemRecord> = {}): ItemRecord => ({
  id,
  position,
  status: more.decision === undefined || more.decision === null ? 'listed' : 'decided',
  matterId: `matter of ${id}`,
  registrationNumber: `ASN-2023-${position}`,
  subjectKind: 'proposal',
  subjectVersion: 1,
  agendaVersion: 1,
  isUrgent: false,
  postponedDay: null,
  behindClosedDoors: false,
  presentation: presentation(),
  disqualifications: [],
  claims: [],
  propositions: [],
  ballots: [],
  decision: null,
  reservations: [],
  statements: [],
  ...more,
});

export const decision = (minuteItem: number, more: Partial<DecisionRecord> = {}): DecisionRecord => ({
  id: `decision ${minuteItem}`,
  minuteItem,
  day: '2023-04-26',
  outcome: 'approve',
  reasons: null,
  patch: null,
  claimId: null,
  settledBy: null,
  quorum: null,
  isMinority: false,
  isAppealable: true,
  appealableGround: null,
  restated: null,
  preparation: null,
  added: null,
  chairId: null,
  participants: [],
  ...more,
});

export const claim = (id: string, number: number, more: Partial<ClaimRecord> = {}): ClaimRecord => ({
  id,
  number,
  kind: 'material',
  outcome: 'approve',
  isStanding: false,
  moverId: null,
  supporterIds: [],
  text: null,
  reasons: null,
  patch: null,
  isWithdrawn: false,
  refusedGround: null,
  ...more,
});

export const ballot = (more: Partial<BallotRecord>): BallotRecord => ({
  id: 'ballot',
  number: 1,
  stage: 'main',
  alternatives: [],
  isSecret: false,
  chairId: 'chair',
  winner: 'no',
  tieBreak: null,
  isMinority: false,
  electors: [],
  votes: [],
  tallies: [],
  ...more,
});

export const seat = (personId: string, party: string | null, more: Partial<Seat> = {}): Seat => ({
  personId,
  name: more.name ?? personId,
  title: null,
  party,
  seat: 'member',
  presidium: null,
  callingOrder: null,
  ...more,
});

export const arrives = (number: number, personId: string, more: Partial<AttendanceEntry> = {}): AttendanceEntry => ({
  number,
  personId,
  kind: 'arrives',
  mode: 'onSite',
  isOpening: true,
  atTime: '13:00',
  agendaItemId: null,
  ...more,
});

const meeting = (more: Partial<MeetingRecord> = {}): MeetingRecord => ({
  id: 'meeting',
  day: '2023-04-26',
  place: 'Stadshuset',
  openedAt: '13:00',
  closedAt: null,
  pauses: [],
  status: 'opened',
  chairId: 'chair',
  secretaryId: 'secretary',
  bodyId: 'body',
  bodyName: 'Arbetsmarknads- och socialnämnden',
  bodyKind: 'committee',
  authorityId: 'authority',
  authorityName: 'Arbetsmarknads- och socialnämnden',
  ...more,
});

/** @param more `meeting` may be a part of one; people are named after their ids unless given */
export function record(
  more: Partial<Omit<MinutesRecord, 'meeting'>> & { meeting?: Partial<MeetingRecord> } = {},
): MinutesRecord {
  const made: MinutesRecord = {
    document: { id: 'minutes', number: 1, kind: 'ordinary' },
    seats: [seat('chair', 'S', { presidium: 'chair' }), seat('member', 'M')],
    people: [],
    adjusterIds: [],
    attendance: [],
    items: [],
    texts: [],
    elsewhere: [],
    ...more,
    meeting: meeting(more.meeting),
  };
  const named = new Set(made.people.map(({ id }) => id));
  const others = [...mentioned(made)].filter((id) => !named.has(id));
  return { ...made, people: [...made.people, ...others.map((id) => ({ id, name: id, title: null }))] };
}

/** Every id of a person, found by the names of the fields, so that a record in a test need not list them. */
function mentioned(value: unknown, name = '', found = new Set<string>()): Set<string> {
  if (typeof value === 'string' && /^(person|chair|secretary|mover|servesFor|demandedBy|supporter|adjuster)/.test(name))
    found.add(value);
  if (Array.isArray(value)) for (const each of value) mentioned(each, name, found);
  else if (typeof value === 'object' && value !== null)
    for (const [key, member] of Object.entries(value)) mentioned(member, key, found);
  return found;
}

export const people2010 = [
  ['ordf', 'Asta Nordh', 'S'],
  ['led1', 'Bo Granlid', 'S'],
  ['led2', 'Cilla Vestman', 'M'],
  ['led3', 'Didrik Holmgård', 'M'],
  ['led4', 'Elsa Lindrot', 'MP'],
  ['led5', 'Folke Sandling', 'S'],
  ['led6', 'Greta Ekblad', 'FP'],
] as const;
export const substitutes2010 = [
  ['ers1', 'Hilding Åkermo', 'S'],
  ['ers2', 'Inga Björnsäter', 'S'],
  ['ers3', 'Jarl Tallgren', 'M'],
  ['ers4', 'Kajsa Rönnlid', 'M'],
  ['ers5', 'Love Stenhult', 'V'],
  ['ers6', 'Maj Fjällby', 'FP'],
] as const;
export const officials2010 = ['Nils Ormsäter', 'Ottilia Källmark', 'Per Askdal', 'Rut Hedmark', 'Sixten Ljungvall'];

/** The extract of B-40 to B-55 with invented names: eight paragraphs on a January afternoon, the fourth about a plan sent out for opinions. */
export function lookAlike2010(): MinutesRecord {
  const present = ['ordf', 'led1', 'led2', 'led3', 'led4', ...substitutes2010.map(([id]) => id)];
  const participants: DecisionRecord['participants'] = [
    ...people2010.slice(0, 5).map(([personId, , party]) => ({
      personId,
      seat: 'member' as const,
      servesForId: null,
      party,
      mode: 'onSite',
    })),
    { personId: 'ers1', seat: 'substitute', servesForId: 'led5', party: 'S', mode: 'onSite' },
    { personId: 'ers6', seat: 'substitute', servesForId: 'led6', party: 'FP', mode: 'onSite' },
  ];
  const quorum = { members: 7, needed: 4, serving: 7, isReached: true, exception: null };
  const items = Array.from({ length: 8 }, (_, index) => {
    const number = index + 1;
    const made = decision(number, { day: '2010-01-20', participants, quorum, settledBy: 'acclamation' });
    return item(`item ${number}`, number, {
      registrationNumber: `${11 + number}/10`,
      decision: number === 4 ? { ...made, ...decided2010 } : made,
      ...(number === 4 ? plan2010 : {}),
    });
  });
  return record({
    meeting: {
      day: '2010-01-20',
      place: 'Sessionssalen, Stadshuset, Exempeltorget 1',
      openedAt: '14:00',
      closedAt: '15:00',
      status: 'closed',
      chairId: 'ordf',
      secretaryId: 'sekr',
      bodyName: 'Vård- och omsorgsberedningen',
      bodyKind: 'draftingGroup',
      authorityName: 'Kommunstyrelsen',
    },
    seats: [
      ...people2010.map(([id, name, party], index) =>
        seat(id, party, { name, presidium: index === 0 ? 'chair' : null }),
      ),
      ...substitutes2010.map(([id, name, party], index) =>
        seat(id, party, { name, seat: 'substitute', callingOrder: index + 1 }),
      ),
    ],
    people: [
      ...[...people2010, ...substitutes2010].map(([id, name]) => ({ id, name, title: null })),
      { id: 'sekr', name: 'Tyra Malmgren', title: 'Sekreterare' },
      ...officials2010.map((name, index) => ({ id: `tj${index + 1}`, name, title: 'Tjänsteman' })),
    ],
    adjusterIds: ['led2'],
    attendance: [...present, 'sekr', ...officials2010.map((_, index) => `tj${index + 1}`)].map((id, index) =>
      arrives(index + 1, id, { atTime: '14:00' }),
    ),
    items,
    texts: [
      { agendaItemId: 'item 4', slot: 'background', text: 'Föreligger stadskontorets förslag i ärendet (handling 1).' },
    ],
  });
}

export const claim2010 = [
  'följande justering:',
  '1. På sidan 13 läggs till: Arbetsledaren ska ha tid för handledning.',
  '2. På sidan 13 läggs till: Ett arbete mot diskriminering ska bedrivas.',
  '3. Remisstiden ändras till den 31 mars 2010.',
].join('\n');

export const restated2010 =
  'att i enlighet med ordförandens yrkande sända förslaget på remiss till samtliga stadsdelsfullmäktige, med svar till kommunstyrelsens kansli senast den 31 mars 2010.';

const plan2010: Partial<ItemRecord> = {
  registrationNumber: '15/10',
  subjectKind: 'business',
  presentation: presentation({
    title: 'Förslag till ny plan för individ- och familjeomsorgen',
    decisionPoints: [
      { number: 1, type: 'forward', text: 'Förslaget sänds på remiss; svar lämnas senast den 15 mars 2010.' },
    ],
    decisionBasis: ['Tjänsteutlåtande 2010-01-13 (handling 1)'],
    dispatchList: [{ authorityId: null, name: 'Samtliga stadsdelsfullmäktige' }],
  }),
  claims: [
    claim('standing', 1, { isStanding: true, outcome: 'forward' }),
    claim('chairs', 2, {
      outcome: 'forward',
      moverId: 'ordf',
      text: claim2010,
    }),
  ],
  propositions: [
    { number: 1, stage: 'material', alternatives: ['standing', 'chairs'], foundClaimId: 'chairs', demandedBy: null },
  ],
};

const decided2010: Partial<DecisionRecord> = {
  outcome: 'forward',
  claimId: 'chairs',
  isAppealable: false,
  appealableGround: 'förberedande (KL 13 kap. 2 §)',
  restated: restated2010,
};

/** The first item of the minutes, from a record that holds it alone. */
export const projectedItem = (more: Partial<ItemRecord>, seats = record().seats): MinutesItem =>
  project(record({ seats, items: [item('a', 1, more)] })).items[0] as MinutesItem;

export const namesOf = (people: readonly { name: string; party: string | null }[]): string[] => people.map(personText);
