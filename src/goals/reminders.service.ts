/** What time reminds of: who has not reported, what the law wants done, what is to be reported back. Each once. */
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { systemActor } from '../kernel/actor.js';
import type { Day } from '../kernel/day.js';
import { yearOf } from '../kernel/day.js';
import { rows } from '../platform/database/sql.js';
import { only, type Tx } from '../platform/database/transaction.js';
import { Events } from '../platform/events/events.service.js';
import type { Timer } from '../platform/jobs/timers.js';
import { goalEvents } from './goals.events.js';
import { type StatutoryKind, statutoryDatesIn } from './period.rules.js';

/** Reports or assignments in one run; the next run takes the rest. */
const batch = 200;

interface DueReport {
  report_id: string;
  matter_id: string;
  stage: string;
  due_day: Day;
  missing: number;
  signer_ids: string[];
}

/** A week before the day, on the day and a week after, while somebody has not marked a goal done. A stage that has passed is not made up for. */
const selectReports = `
  with waiting as (
    select r.id, r.matter_id, r.due_day, count(*)::integer as missing,
        coalesce(array_agg(distinct g.responsible_id) filter (where g.responsible_id is not null), '{}') as signer_ids,
        case when today_in_stockholm() between r.due_day - 7 and r.due_day - 1 then 'weekBefore'
          when today_in_stockholm() between r.due_day and r.due_day + 6 then 'dueDay'
          when today_in_stockholm() between r.due_day + 7 and r.due_day + 34 then 'weekAfter' end as stage
      from period_report r join report_entry e on e.report_id = r.id and e.state not in ('markedDone', 'reviewed') join goal g on g.id = e.goal_id
     where r.status = 'drafting' and today_in_stockholm() between r.due_day - 7 and r.due_day + 34 group by r.id),
  sent as (
    insert into report_reminder (report_id, stage, due_day, missing)
      select id, stage, due_day, missing from waiting w
       where not exists (select from report_reminder s where s.report_id = w.id and s.stage = w.stage and s.due_day = w.due_day) order by id limit $1
    on conflict on constraint pk_report_reminder do nothing returning report_id, stage, due_day)
  select s.report_id, w.matter_id, s.stage, s.due_day, w.missing, w.signer_ids from sent s join waiting w on w.id = s.report_id order by s.report_id`;

@Injectable()
export class GoalReminders {
  constructor(private readonly events: Events) {}

  /** The administration is told how many are missing, and each responsible person that theirs is. */
  async remindReports(tx: Tx): Promise<void> {
    const due = await rows<DueReport>(tx, selectReports, [batch]);
    if (due.length === 0) return;
    const events = due.flatMap(({ report_id, matter_id, stage, due_day, missing, signer_ids }) => {
      const common = { subjectKind: 'periodReport', subjectId: report_id, matterId: matter_id };
      const payload = { stage, dueDay: due_day, missing };
      return [
        { ...common, type: goalEvents.entriesMissing, payload },
        ...(signer_ids.length === 0
          ? []
          : [{ ...common, type: goalEvents.entryMissing, payload: { ...payload, signerIds: signer_ids } }]),
      ];
    });
    await this.events.record(tx, systemActor, ...events);
  }

  /** a month and a week before each date of the law, whether or not anybody has begun. */
  async remindStatutory(tx: Tx): Promise<void> {
    const { today } = only(await rows<{ today: Day }>(tx, `select today_in_stockholm() as today`));
    const dates = [yearOf(today), yearOf(today) + 1].flatMap(statutoryDatesIn);
    const sent = await rows<{ id: string; kind: StatutoryKind; day: Day; stage: string }>(
      tx,
      `insert into statutory_reminder (id, kind, day, stage)
         select d.id, d.kind, d.day, case when d.day - today_in_stockholm() <= 7 then 'weekBefore' else 'monthBefore' end
           from unnest($1::uuid[], $2::text[], $3::date[]) as d (id, kind, day) where today_in_stockholm() between d.day - 30 and d.day
       on conflict on constraint uq_statutory_reminder do nothing returning id, kind, day, stage`,
      [dates.map(() => uuidv7()), dates.map(({ kind }) => kind), dates.map(({ day }) => day)],
    );
    if (sent.length === 0) return;
    await this.events.record(
      tx,
      systemActor,
      ...sent.map(({ id, kind, day, stage }) => ({
        type: goalEvents.statutoryDateNear,
        subjectKind: 'statutoryDate',
        subjectId: id,
        payload: { kind, day, stage },
      })),
    );
  }

  /** A fortnight before an assignment is to be reported back, once per day that is set. */
  async remindAssignments(tx: Tx): Promise<void> {
    const due = await rows<{ assignment_id: string; day: Day; authority_id: string }>(
      tx,
      `insert into assignment_reminder (assignment_id, day)
         select a.id, a.report_back_day from assignment a
          where a.status in ('given', 'accepted', 'inProgress', 'continued') and a.report_back_day <= today_in_stockholm() + 14
            and not exists (select from assignment_reminder s where s.assignment_id = a.id and s.day = a.report_back_day) order by a.id limit $1
       on conflict on constraint pk_assignment_reminder do nothing
       returning assignment_id, day, (select coalesce(owner_id, giver_id) from assignment where id = assignment_id) as authority_id`,
      [batch],
    );
    if (due.length === 0) return;
    await this.events.record(
      tx,
      systemActor,
      ...due.map(({ assignment_id, day, authority_id }) => ({
        type: goalEvents.assignmentDue,
        subjectKind: 'assignment',
        subjectId: assignment_id,
        payload: { reportBackDay: day, authorityIds: [authority_id] },
      })),
    );
  }
}

export const goalTimers = (reminders: GoalReminders): Timer[] => [
  { name: 'goals-report-reminder', everySeconds: 3_600, run: (tx) => reminders.remindReports(tx) },
  { name: 'goals-statutory-reminder', everySeconds: 3_600, run: (tx) => reminders.remindStatutory(tx) },
  { name: 'goals-assignment-reminder', everySeconds: 3_600, run: (tx) => reminders.remindAssignments(tx) },
];
