/** The stop dates of the money, and who is reminded of them. The timer asks the database what is due; a second run finds nothing (J6). */
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { systemActor } from '../../kernel/actor.js';
import type { Day } from '../../kernel/day.js';
import type { Timer } from '../../platform/jobs/timers.js';
import { rows } from '../../platform/database/sql.js';
import type { Tx } from '../../platform/database/transaction.js';
import type { NewEvent } from '../../platform/events/event.js';
import { Events } from '../../platform/events/events.service.js';
import { followUpEvents } from './follow-up.events.js';
import { stopDates, type StopKind, stopKinds, yearClosingDay } from './stop-date.rules.js';

export interface StopDateView {
  kind: StopKind;
  sourceId: string;
  sourceCode: string;
  sourceName: string;
  year: number;
  stopDay: Day;
  /** Below zero when it has passed. */
  daysLeft: number;
}

/**
 * Every stop date that still matters. What expires by itself is left out when its day has passed; a report and a year's
 * closing are wanted also afterwards.
 */
const openStops = `
  select k.kind, s.id as source_year_id, k.stop_day from source_year s join funding_source f on f.id = s.source_id
    cross join lateral (
      select 'requisitionDeadline' as kind, f.requisition_deadline_day as stop_day
       where f.kind in ('stateGrant', 'eu') and s.cap_ore > 0 and requisition_deadline(s.id) >= clock_timestamp()
         and not exists (select from requisition r where r.source_year_id = s.id and r.submitted_at is not null)
      union all
      select 'agentLeadTime', (f.requisition_deadline_day - interval '1 month')::date
       where f.kind in ('stateGrant', 'eu') and s.cap_ore > 0 and (f.requisition_deadline_day - interval '1 month')::date >= today_in_stockholm()
         and not exists (select from grant_agent g where lower(g.grantor) = lower(f.grantor) and g.status <> 'ended')
      union all
      select 'reportDue', c.due_day from (select due_day from grant_condition where source_id = f.id and kind = 'report' and valid_from_day <= today_in_stockholm()
                  order by valid_from_day desc, recorded_at desc, id desc limit 1) c
       where c.due_day is not null and exists (select from requisition r where r.source_year_id = s.id and r.status = 'paid')
      union all
      select 'useEnd', f.use_to_day
       where extract(year from f.use_to_day) = s.year and f.use_to_day >= today_in_stockholm() and s.reserved_ore > 0 and s.closed_at is null
      union all
      select 'yearClosing', make_date(s.year + 1, 1, ${yearClosingDay})
       where s.closed_at is null and f.status not in ('settled', 'archived')
         and (s.reserved_ore > 0 or exists (select from actual_cost c where c.source_year_id = s.id))) k
   where f.status <> 'planned'`;

/** More than a municipality has at once; the next run takes what is left. */
const batch = 200;

@Injectable()
export class StopDates {
  constructor(
    private readonly dataSource: DataSource,
    private readonly events: Events,
  ) {}

  /** Those within the days, the nearest first. */
  async list(withinDays: number): Promise<StopDateView[]> {
    return rows<StopDateView>(
      this.dataSource,
      `select o.kind, s.source_id as "sourceId", f.code as "sourceCode", f.name as "sourceName", s.year, o.stop_day as "stopDay",
           o.stop_day - today_in_stockholm() as "daysLeft"
         from (${openStops}) o join source_year s on s.id = o.source_year_id join funding_source f on f.id = s.source_id
        where o.stop_day <= today_in_stockholm() + $1::integer order by o.stop_day, f.code, s.year, o.kind limit 500`,
      [withinDays],
    );
  }

  /** Once per kind, source, year and day. */
  async remindDue(tx: Tx): Promise<void> {
    const due = await rows<{ kind: StopKind; source_year_id: string; stop_day: Day }>(
      tx,
      `insert into stop_reminder (kind, source_year_id, stop_day)
         select o.kind, o.source_year_id, o.stop_day from (${openStops}) o join unnest($1::text[], $2::integer[]) as l (kind, days) on l.kind = o.kind
          where o.stop_day <= today_in_stockholm() + l.days
            and not exists (select from stop_reminder r where (r.kind, r.source_year_id, r.stop_day) = (o.kind, o.source_year_id, o.stop_day))
          order by o.stop_day, o.source_year_id, o.kind limit $3
         on conflict on constraint pk_stop_reminder do nothing
       returning kind, source_year_id, stop_day`,
      [stopKinds, stopKinds.map((kind) => stopDates[kind].leadDays), batch],
    );
    if (due.length === 0) return;
    const about = await this.about(
      tx,
      due.map(({ source_year_id }) => source_year_id),
    );
    await this.events.record(
      tx,
      systemActor,
      ...due.flatMap(({ kind, source_year_id: id, stop_day: stopDay }): NewEvent[] => {
        const place = about.get(id);
        if (place === undefined) throw new Error(`source and year ${id} has a stop date and is not there`);
        const event = {
          subjectKind: 'fundingSource',
          subjectId: place.source_id,
          payload: { kind, year: place.year, stopDay, authorityIds: place.authority_ids },
        };
        const near = { ...event, type: followUpEvents.stopDateNear };
        const toldToo = stopDates[kind].forCommittees && place.authority_ids.length > 0;
        return toldToo ? [near, { ...event, type: followUpEvents.stopDateNearForCommittees }] : [near];
      }),
    );
  }

  private async about(
    tx: Tx,
    ids: readonly string[],
  ): Promise<Map<string, { source_id: string; year: number; authority_ids: string[] }>> {
    const found = await rows<{ id: string; source_id: string; year: number; authority_ids: string[] }>(
      tx,
      `select s.id, s.source_id, s.year, array(select distinct e.authority_id from ledger_entry e where e.source_year_id = s.id and e.account = 'allocated'
           and e.authority_id is not null order by 1) as authority_ids from source_year s where s.id = any($1::uuid[])`,
      [ids],
    );
    return new Map(found.map((row) => [row.id, row]));
  }
}

export const stopDateTimers = (stopDatesOf: StopDates): Timer[] => [
  { name: 'stop-date-reminder', everySeconds: 900, run: (tx) => stopDatesOf.remindDue(tx) },
];
