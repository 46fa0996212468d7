/**
 * What the body's meeting looks like when an item is dealt with: who serves, what is claimed, what has been put. Read in
 * one statement after the locks, so that every act judges by what is committed and nobody can slip in between.
 */
import type { Seat } from '../identity/seats.rules.js';
import { seatsSql } from '../identity/seats.queries.js';
import { type Db, rows } from '../platform/database/sql.js';
import { only } from '../platform/database/transaction.js';
import { type AttendanceEntry, rosterAt, type Roster } from './attendance.rules.js';
import { type Bylaws, defaultBylaws } from './bylaws.rules.js';
import type { Claim, Putting } from './claim.rules.js';
import type { MeetingStatus } from './meeting.rules.js';
import { type Quorum, quorumOf } from './quorum.rules.js';
import type { BodyKind } from './subject-handler.js';

export interface Disqualification {
  id: string;
  personId: string;
  ground: 'party' | 'representative' | 'supervision' | 'otherCircumstance';
  status: 'reported' | 'disputed' | 'declared' | 'dismissed';
}

export interface Assembly {
  meetingId: string;
  meetingStatus: MeetingStatus;
  chairId: string | null;
  bodyKind: BodyKind;
  bylaws: Bylaws;
  seats: Seat[];
  entries: AttendanceEntry[];
}

export interface Situation extends Assembly {
  disqualifications: Disqualification[];
  claims: Claim[];
  puttings: Putting[];
  /** A minority has already had this matter referred back or tabled (KL 5:50: once). */
  minorityUsed: boolean;
}

/** In force on the meeting's day, as one JSON object; null when the body has set nothing. */
const bylawsSql = `(select json_build_object('noticeDays', y.notice_days, 'remoteParticipation', y.remote_participation,
    'writtenReservations', y.written_reservations, 'substitutesMaySpeak', y.substitutes_may_speak, 'substituteOrder', y.substitute_order,
    'mayRaise', y.may_raise, 'numbering', y.numbering, 'mayServeAgain', y.may_serve_again, 'memberSeats', y.member_seats, 'openToPublic', y.open_to_public, 'minorityCounts', y.minority_counts)
  from bylaws y where y.body_id = g.body_id and y.from_day <= g.day order by y.from_day desc limit 1)`;

const seatsOfMeeting = seatsSql.replace('$1', 'g.body_id').replaceAll('$2', 'g.day');

/** Of the meeting `g` of the body `b`. */
const assemblyColumns = `g.id as "meetingId", g.status as "meetingStatus", g.chair_id as "chairId", b.kind as "bodyKind", ${bylawsSql} as bylaws,
  (select coalesce(json_agg(seated), '[]') from (${seatsOfMeeting}) seated) as seats,
  (select coalesce(json_agg(json_build_object('number', e.number, 'personId', e.person_id, 'kind', e.kind, 'mode', e.mode, 'isOpening', e.number <= g.opened_with,
      'atTime', to_char(e.at_time, 'HH24:MI'), 'agendaItemId', e.agenda_item_id) order by e.number), '[]')
    from attendance_entry e where e.meeting_id = g.id) as entries`;

type Row<T extends Assembly> = Omit<T, 'bylaws'> & { bylaws: Bylaws | null };

const withBylaws = <T extends Assembly>(row: Row<T>): T =>
  ({ ...row, bylaws: row.bylaws ?? defaultBylaws(row.bodyKind) }) as unknown as T;

/** The meeting's assembly. The caller holds the meeting's row when it is going to change something. */
export async function assemblyOf(db: Db, meetingId: string): Promise<Assembly> {
  const found = await rows<Row<Assembly>>(
    db,
    `select ${assemblyColumns} from meeting g join body b on b.id = g.body_id where g.id = $1`,
    [meetingId],
  );
  return withBylaws(only(found));
}

/** The assembly and what is said and put about the item `i`, which may be missing; then nothing is. */
export const situationColumns = `${assemblyColumns},
  (select coalesce(json_agg(json_build_object('id', d.id, 'personId', d.person_id, 'ground', d.ground, 'status', d.status) order by d.id), '[]')
    from disqualification d where d.agenda_item_id = i.id) as disqualifications,
  (select coalesce(json_agg(json_build_object('id', c.id, 'number', c.number, 'kind', c.kind, 'outcome', c.outcome, 'isStanding', c.is_standing,
      'moverId', c.mover_id, 'text', c.text, 'reasons', c.reasons, 'patch', c.patch, 'isWithdrawn', c.withdrawn_at is not null, 'refusedGround', c.refused_ground) order by c.number), '[]')
    from claim c where c.agenda_item_id = i.id) as claims,
  (select coalesce(json_agg(putting order by (putting ->> 'number')::integer), '[]') from (
    select json_build_object('number', p.number, 'by', 'acclamation', 'stage', p.stage, 'alternatives', p.alternatives,
        'found', p.found_claim_id, 'isContested', p.demanded_by is not null, 'isMinority', false, 'ballotId', null) as putting
      from proposition p where p.agenda_item_id = i.id
    union all
    select json_build_object('number', v.number, 'by', 'ballot', 'stage', v.stage, 'alternatives', v.alternatives,
        'found', v.winner, 'isContested', false, 'isMinority', coalesce((v.counts ->> 'isMinority')::boolean, false), 'ballotId', v.id)
      from ballot v where v.agenda_item_id = i.id) as both_kinds) as puttings,
  exists (select from decision d where d.matter_id = i.matter_id and d.is_minority) as "minorityUsed"`;

export type SituationRow = Row<Situation>;

export function situationFrom(row: SituationRow): Situation {
  const situation = withBylaws<Situation>(row);
  return { ...situation, puttings: situation.puttings.map(putting) };
}

/** The assembly and everything said and put about one item. */
export async function situationOf(db: Db, agendaItemId: string): Promise<Situation> {
  const found = await rows<SituationRow>(
    db,
    `select ${situationColumns} from agenda_item i join meeting g on g.id = i.meeting_id join body b on b.id = g.body_id where i.id = $1`,
    [agendaItemId],
  );
  return situationFrom(only(found));
}

/** A ballot that is open has found nothing yet; one that is closed with `no` has found that no claim carries. */
function putting(row: Putting): Putting {
  if (row.by === 'acclamation') return row;
  const found = row.found === null ? undefined : row.found === 'no' ? null : row.found;
  return { ...row, found };
}

/** Out of the room for the item: reported or found disqualified. A disputed one stays out while it is tried (KL 6:30). */
export function awayFrom(disqualifications: readonly Disqualification[]): Set<string> {
  return new Set(disqualifications.filter(({ status }) => status !== 'dismissed').map(({ personId }) => personId));
}

export function rosterOf(assembly: Assembly, away: ReadonlySet<string> = new Set()): Roster {
  return rosterAt(assembly.seats, assembly.entries, callingRulesOf(assembly), away);
}

/** Who serves in the item, and whether that is enough to decide it. */
export function servingIn(situation: Situation): { roster: Roster; quorum: Quorum } {
  const away = awayFrom(situation.disqualifications);
  const roster = rosterOf(situation, away);
  const without = rosterOf(situation).serving.filter(({ personId }) => away.has(personId)).length;
  return { roster, quorum: quorumFor(situation, roster, without) };
}

export function quorumFor({ bodyKind, bylaws, seats }: Assembly, roster: Roster, disqualified = 0): Quorum {
  const elected = seats.filter(({ seat }) => seat === 'member').length;
  const members = Math.max(elected, bylaws.memberSeats ?? 0);
  return quorumOf(bodyKind, members, roster.serving.length, disqualified);
}

/** In the council the law itself bars whoever left from serving again (KL 5:20). */
function callingRulesOf({ bodyKind, bylaws }: Assembly) {
  return {
    substituteOrder: bylaws.substituteOrder,
    mayServeAgain: bodyKind === 'council' ? false : bylaws.mayServeAgain,
  };
}
