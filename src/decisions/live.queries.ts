/** The live view: one read that a whole assembly may repeat while it votes. What somebody voted is never in it. */
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor } from '../kernel/actor.js';
import { notFound } from '../kernel/errors.js';
import { rows } from '../platform/database/sql.js';
import { type Answer, changed } from '../platform/http/answer.js';
import { SharedAnswer } from '../platform/shared-answer.js';
import { nextStep, standingOutcome } from './claim.rules.js';
import type { ItemStatus } from './meeting.rules.js';
import { isOwn } from './minutes/minutes.access.js';
import { quorumFor, rosterOf, servingIn, type SituationRow, situationColumns, situationFrom } from './situation.js';
import type { SubjectKind } from './subject-handler.js';
import { Subjects } from './subjects.js';

interface CurrentItem {
  id: string;
  version: number;
  subjectKind: SubjectKind;
  subjectId: string;
}

interface LiveRow extends SituationRow {
  authorityId: string;
  version: number;
  currentItem: CurrentItem | null;
  items: {
    id: string;
    position: number;
    registrationNumber: string;
    title: string;
    status: ItemStatus;
    version: number;
    subjectKind: SubjectKind;
    isLastStep: boolean;
    outcome: string | null;
    minuteItem: number | null;
  }[];
  ballots: Record<string, unknown>[];
}

/** The item being dealt with is the one introduced last that has not left the agenda. */
const liveStatement = `
  select ${situationColumns}, b.authority_id as "authorityId", g.version,
      case when i.id is not null then json_build_object('id', i.id, 'version', i.version, 'subjectKind', i.subject_kind, 'subjectId', i.subject_id) end as "currentItem",
      (select coalesce(json_agg(json_build_object('id', a.id, 'position', a.position, 'registrationNumber', m.registration_number, 'title', m.title,
          'status', a.status, 'version', a.version, 'subjectKind', a.subject_kind,
          'isLastStep', a.route_position >= (select count(*) from route_step s where s.route_id = a.route_id), 'outcome', d.outcome, 'minuteItem', d.minute_item) order by a.position), '[]')
        from agenda_item a join matter m on m.id = a.matter_id left join decision d on d.agenda_item_id = a.id where a.meeting_id = g.id) as items,
      (select coalesce(json_agg(json_build_object('id', v.id, 'stage', v.stage, 'status', v.status, 'isSecret', v.is_secret, 'alternatives', v.alternatives,
          'electors', (select count(*) from ballot_elector e where e.ballot_id = v.id), 'voted', (select count(*) from vote o where o.ballot_id = v.id),
          'counts', v.counts, 'winner', v.winner, 'tieBreak', v.tie_break) order by v.number), '[]')
        from ballot v where v.agenda_item_id = i.id) as ballots
    from meeting g join body b on b.id = g.body_id left join lateral (select * from agenda_item a where a.meeting_id = g.id
        and a.introduced_at is not null and a.status not in ('decided', 'postponed') order by a.introduced_at desc, a.id limit 1) i on true
   where g.id = $1`;

/** What everybody who may see the meeting sees of it. */
interface LiveView {
  authorityId: string;
  answer: Answer;
}

@Injectable()
export class LiveQueries {
  /** The view has nothing of whoever asks in it, so hundreds who read at once share one look, written out once. */
  private readonly views = new SharedAnswer((meetingId) => this.look(meetingId));

  constructor(
    private readonly dataSource: DataSource,
    private readonly subjects: Subjects,
  ) {}

  /**
   * What is said at a meeting stays in the body's own authority until it is adjusted, and longer behind closed doors
   * (R-51, KL 6:25).
   * @throws not-found for everybody else, also for those who follow other authorities
   */
  async of(actor: Actor, meetingId: string): Promise<Answer> {
    const view = await this.views.of(meetingId);
    if (view === undefined || !isOwn(actor, view.authorityId)) throw notFound('Sammanträdet');
    return view.answer;
  }

  private async look(meetingId: string): Promise<LiveView | undefined> {
    const [row] = await rows<LiveRow>(this.dataSource, liveStatement, [meetingId]);
    if (row === undefined) return undefined;
    const situation = situationFrom(row);
    const { meetingStatus: status, chairId, claims, puttings } = situation;
    const { authorityId, version, currentItem, ballots } = row;
    const items = row.items.map(({ subjectKind, isLastStep, ...item }) => ({
      ...item,
      proposedOutcome:
        standingOutcome(this.subjects.of(subjectKind).allowedOutcomes(situation.bodyKind), isLastStep) ?? null,
    }));
    const roster = rosterOf(situation);
    const whole = { meetingId, status, version, chairId, items, roster, quorum: quorumFor(situation, roster) };
    if (currentItem === null) return { authorityId, answer: changed({ ...whole, current: null }) };
    const next = nextStep(claims, puttings, await this.isElection(currentItem));
    const { id: agendaItemId, version: itemVersion } = currentItem;
    const current = { agendaItemId, version: itemVersion, claims, next, ...servingIn(situation), ballots };
    return { authorityId, answer: changed({ ...whole, current }) };
  }

  private async isElection({ subjectKind, subjectId }: CurrentItem): Promise<boolean> {
    return (await this.subjects.of(subjectKind).isElection?.(this.dataSource, subjectId)) ?? false;
  }
}
