/** The live view: one read that a whole assembly may repeat while it votes. What somebody voted is never in it. */
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor } from '../kernel/actor.js';
import { notFound } from '../kernel/errors.js';
import { rows } from '../platform/database/sql.js';
import { nextStep } from './claim.rules.js';
import type { ItemStatus } from './meeting.rules.js';
import { reachOf } from './reach.rules.js';
import { assemblyOf, quorumFor, rosterOf, servingIn, situationOf } from './situation.js';
import type { SubjectKind } from './subject-handler.js';
import { Subjects } from './subjects.js';

interface LiveRow {
  meetingId: string;
  status: string;
  version: number;
  chairId: string | null;
  currentItemId: string | null;
  currentVersion: number | null;
  subjectKind: SubjectKind | null;
  subjectId: string | null;
  items: {
    id: string;
    position: number;
    registrationNumber: string;
    title: string;
    status: ItemStatus;
    outcome: string | null;
    minuteItem: number | null;
  }[];
  ballots: Record<string, unknown>[];
}

@Injectable()
export class LiveQueries {
  constructor(
    private readonly dataSource: DataSource,
    private readonly subjects: Subjects,
  ) {}

  /** @throws not-found for people without part in the body's authority; the public meets the record when it is adjusted. */
  async of(actor: Actor, meetingId: string) {
    const { everywhere, authorityIds } = reachOf(actor);
    const [row] = await rows<LiveRow>(
      this.dataSource,
      `select g.id as "meetingId", g.status, g.version, g.chair_id as "chairId", i.id as "currentItemId",
          i.version as "currentVersion", i.subject_kind as "subjectKind", i.subject_id as "subjectId",
          (select coalesce(jsonb_agg(jsonb_build_object('id', a.id, 'position', a.position, 'registrationNumber', m.registration_number, 'title', m.title,
              'status', a.status, 'outcome', d.outcome, 'minuteItem', d.minute_item) order by a.position), '[]')
            from agenda_item a join matter m on m.id = a.matter_id left join decision d on d.agenda_item_id = a.id where a.meeting_id = g.id) as items,
          (select coalesce(jsonb_agg(jsonb_build_object('id', v.id, 'stage', v.stage, 'status', v.status, 'isSecret', v.is_secret, 'alternatives', v.alternatives,
              'electors', (select count(*) from ballot_elector e where e.ballot_id = v.id), 'voted', (select count(*) from vote o where o.ballot_id = v.id),
              'counts', v.counts, 'winner', v.winner, 'tieBreak', v.tie_break) order by v.number), '[]')
            from ballot v where v.agenda_item_id = i.id) as ballots
        from meeting g join body b on b.id = g.body_id left join lateral (select * from agenda_item a where a.meeting_id = g.id
            and a.introduced_at is not null and a.status not in ('decided', 'postponed') order by a.introduced_at desc, a.id limit 1) i on true
       where g.id = $1 and ($2 or b.authority_id = any($3::uuid[]))`,
      [meetingId, everywhere, authorityIds],
    );
    if (row === undefined) throw notFound('Sammanträdet');
    const { currentItemId, ballots, currentVersion, subjectKind: _kind, subjectId: _subject, ...meeting } = row;
    const assembly = await assemblyOf(this.dataSource, meetingId);
    const roster = rosterOf(assembly);
    const current = currentItemId === null ? null : await this.current(row, currentItemId, currentVersion ?? 0);
    return {
      ...meeting,
      roster,
      quorum: quorumFor(assembly, roster),
      current: current === null ? null : { ...current, ballots },
    };
  }

  private async current({ subjectKind, subjectId }: LiveRow, agendaItemId: string, version: number) {
    const situation = await situationOf(this.dataSource, agendaItemId);
    const isElection =
      subjectKind === null || subjectId === null
        ? false
        : ((await this.subjects.of(subjectKind).isElection?.(this.dataSource, subjectId)) ?? false);
    const { roster, quorum } = servingIn(situation);
    const next = nextStep(situation.claims, situation.puttings, isElection);
    return { agendaItemId, version, claims: situation.claims, next, quorum, roster };
  }
}
