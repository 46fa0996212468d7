/** A call held against the calendar of meetings. Changes nothing. */
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor } from '../kernel/actor.js';
import type { Day } from '../kernel/day.js';
import { notFound } from '../kernel/errors.js';
import type { Adjustment } from '../decisions/planner/clock.rules.js';
import type { Lead, PlanEnd, PlanOutcome, WorkStep } from '../decisions/planner/plan.rules.js';
import { leadOf } from '../decisions/planner/planner.rules.js';
import { type BodyWish, Planner } from '../decisions/planner/planner.service.js';
import { agentLeadMonths, type SourceKind } from '../funding/source.rules.js';
import { type Db, rows } from '../platform/database/sql.js';
import { type CallKind, mayBeSeen } from './call.rules.js';
import { type CallPlan, type Draft, type InvitedPlan, judged, startOf } from './call-plan.rules.js';

interface PlannedCall {
  kind: CallKind;
  authority_id: string;
  is_issued: boolean;
  registration_number: string;
  reply_by_day: Day;
  opened_day: Day;
  today: Day;
  /** The executive board of the authority that issues; null when it has none. */
  board_id: string | null;
  sources: { name: string; kind: SourceKind; grantor: string | null; day: Day }[];
  invited: { authorityId: string; authorityName: string; bodyId: string | null }[];
}

/** A body that is in force on the reply day; the one that decides for its authority. */
const decidingBody = (authority: string): string => `
  (select b.id from body b where b.authority_id = ${authority} and b.kind in ('committee', 'executiveBoard')
      and c.reply_by_day between b.valid_from and coalesce(b.valid_to, c.reply_by_day) order by b.kind, b.valid_from, b.id limit 1)`;

const selectCall = `
  select c.kind, m.authority_id, c.issued_at is not null as is_issued, m.registration_number, c.reply_by_day, m.opened_day, today_in_stockholm() as today,
      (select b.id from body b where b.authority_id = m.authority_id and b.kind = 'executiveBoard'
          and c.reply_by_day between b.valid_from and coalesce(b.valid_to, c.reply_by_day) order by b.valid_from, b.id limit 1) as board_id,
      (select coalesce(json_agg(json_build_object('name', f.name, 'kind', f.kind, 'grantor', f.grantor, 'day', f.requisition_deadline_day)
          order by f.requisition_deadline_day, f.name, f.id), '[]')
         from call_source s join funding_source f on f.id = s.source_id where s.call_id = c.id and f.requisition_deadline_day is not null) as sources,
      (select coalesce(json_agg(json_build_object('authorityId', a.id, 'authorityName', a.name, 'bodyId', ${decidingBody('a.id')}) order by a.name, a.id), '[]')
         from call_invitation i join authority a on a.id = i.authority_id where i.call_id = c.id) as invited
    from call c join matter m on m.id = c.matter_id where c.id = $1`;

@Injectable()
export class CallPlans {
  constructor(
    private readonly dataSource: DataSource,
    private readonly planner: Planner,
  ) {}

  /** @param compileDays the city office's own, between the answers and the board's documents. @throws not-found also for another office's draft */
  async check(actor: Actor, callId: string, compileDays = 0): Promise<CallPlan> {
    const call = await this.found(this.dataSource, callId);
    if (call === undefined || !mayBeSeen({ authorityId: call.authority_id, isIssued: call.is_issued }, actor))
      throw notFound('Begäran om underlag');
    return this.planOf(this.dataSource, call, compileDays);
  }

  /** For a call that is being issued and that the caller has locked. */
  async ofLocked(db: Db, callId: string): Promise<CallPlan> {
    const call = await this.found(db, callId);
    if (call === undefined) throw new Error(`call ${callId} is gone under its lock`);
    return this.planOf(db, call, 0);
  }

  /** The days an answer to the call must keep, and those its money must keep; for whoever decides about either. */
  async endsOf(db: Db, callId: string): Promise<{ replyBy: PlanEnd | null; requisitions: PlanEnd[]; leads: Lead[] }> {
    const call = await this.found(db, callId);
    // Associations apply until the reply date; the committee decides after it, and out of money that nobody requisitions.
    if (call === undefined || call.kind === 'associationGrant') return { replyBy: null, requisitions: [], leads: [] };
    const { registration_number: number, reply_by_day: day } = call;
    const replyBy: PlanEnd = {
      day,
      what: 'svarstiden går ut',
      needs: 'decided',
      source: `Begäran om underlag ${number}`,
    };
    return { replyBy, requisitions: call.sources.map(requisitionEnd), leads: leadsOf(call) };
  }

  private async found(db: Db, callId: string): Promise<PlannedCall | undefined> {
    const [call] = await rows<PlannedCall>(db, selectCall, [callId]);
    return call;
  }

  private async planOf(db: Db, call: PlannedCall, compileDays: number): Promise<CallPlan> {
    const ordinary = await this.draft(db, call, compileDays, 'ordinary');
    return judged(ordinary, await this.draft(db, call, compileDays, 'immediate'));
  }

  private async draft(db: Db, call: PlannedCall, compileDays: number, adjustment: Adjustment): Promise<Draft> {
    const board = await this.boardPlan(db, call, compileDays, adjustment);
    if (board === null) return { board, committees: [], leads: [] };
    const end: PlanEnd = {
      day: board.latestStartDay,
      what: 'kommunstyrelsens underlag ska vara komplett',
      needs: 'adjusted',
      source: `Begäran om underlag ${call.registration_number}`,
    };
    const startDay = startOf({ today: call.today, openedDay: call.opened_day, replyByDay: call.reply_by_day });
    const committees: InvitedPlan[] = [];
    for (const { bodyId, ...authority } of call.invited) {
      const wish = { startDay, end, leads: [] };
      const plan =
        bodyId === null ? null : await this.planner.check(db, { ...wish, steps: [meetingOf(bodyId, adjustment)] });
      committees.push({ ...authority, plan });
    }
    const leads = leadsOf(call).map((lead) => leadOf(lead, { end: board.end, startDay }));
    return { board, committees, leads };
  }

  private async boardPlan(
    db: Db,
    call: PlannedCall,
    compileDays: number,
    adjustment: Adjustment,
  ): Promise<PlanOutcome | null> {
    const [first] = call.sources;
    if (first === undefined || call.board_id === null) return null;
    const compilation: WorkStep = {
      kind: 'work',
      name: 'Sammanställningen av svaren',
      days: compileDays,
      source: 'Stadskontoret',
    };
    return this.planner.check(db, {
      startDay: call.reply_by_day,
      end: requisitionEnd(first),
      steps: [...(compileDays === 0 ? [] : [compilation]), meetingOf(call.board_id, adjustment)],
      leads: [],
    });
  }
}

function meetingOf(bodyId: string, adjustment: Adjustment): BodyWish {
  return { kind: 'meeting', bodyId, meetingId: null, adjustment };
}

/** The division of the money is carried out before it is final (KL 13:14), but not before it can be read. */
function requisitionEnd({ name, grantor, day }: PlannedCall['sources'][number]): PlanEnd {
  return { day, what: `rekvisitionen av ”${name}” stänger`, needs: 'announced', source: grantor ?? name };
}

/** A grantor approves the agent in about a month; whether one is approved already, the grants know. */
function leadsOf({ sources }: PlannedCall): Lead[] {
  const [first] = sources.filter(({ kind }) => kind === 'stateGrant');
  if (first === undefined) return [];
  return [
    {
      name: `Ombudet för ”${first.name}” ska vara anmält`,
      months: agentLeadMonths,
      days: 0,
      source: first.grantor ?? first.name,
    },
  ];
}
