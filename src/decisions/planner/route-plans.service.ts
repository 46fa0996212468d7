/** A matter's planned route held against the days it must keep: its own ends, or one that is asked about. Changes nothing. */
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor } from '../../kernel/actor.js';
import { compareDays, type Day } from '../../kernel/day.js';
import { invalid, notFound } from '../../kernel/errors.js';
import { rows } from '../../platform/database/sql.js';
import { minutesIdOf } from '../minutes/minutes-place.sql.js';
import { reaches } from '../reach.rules.js';
import type { SubjectKind } from '../subject-handler.js';
import { Subjects } from '../subjects.js';
import type { Adjustment, Need } from './clock.rules.js';
import type { Lead, PlanEnd, PlanOutcome } from './plan.rules.js';
import { type BodyWish, Planner, todayOf } from './planner.service.js';

export interface RouteQuestion {
  endDay?: Day | undefined;
  endWhat?: string | undefined;
  endNeeds?: Need | undefined;
  /** Of the last body; left out: as its decision is proposed. */
  adjustment?: Adjustment | undefined;
}

export interface RoutePlan {
  routeId: string;
  subjectKind: SubjectKind;
  subjectId: string;
  /** One per end day. */
  checks: PlanOutcome[];
}

interface StepRow {
  subject_kind: SubjectKind;
  subject_id: string;
  matter_authority_id: string;
  body_authority_id: string;
  body_id: string;
  meeting_id: string;
  day: Day;
  version_id: string | null;
  is_listed: boolean;
  adjusted_day: Day | null;
  posted_day: Day | null;
}

/** A tabled matter is on a later meeting than the planned one, so an item on an agenda goes before the plan. */
const selectSteps = `
  select r.subject_kind, r.subject_id, m.authority_id as matter_authority_id, b.authority_id as body_authority_id, b.id as body_id,
      coalesce(g.id, planned.id) as meeting_id, coalesce(g.day, planned.day) as day, a.subject_version_id as version_id, a.id is not null as is_listed,
      n.adjusted_day, (select x.posted_day from announcement x where x.minutes_id = n.id) as posted_day
    from route r join matter m on m.id = r.matter_id join route_step s on s.route_id = r.id
    join meeting planned on planned.id = s.meeting_id join body b on b.id = planned.body_id
    left join lateral (select i.* from agenda_item i where i.route_id = r.id and i.route_position = s.position order by i.created_at desc limit 1) a on true
    left join meeting g on g.id = a.meeting_id
    left join minutes n on n.id = ${minutesIdOf('a')}
   where r.id = $1 order by s.position`;

@Injectable()
export class RoutePlans {
  constructor(
    private readonly dataSource: DataSource,
    private readonly planner: Planner,
    private readonly subjects: Subjects,
  ) {}

  /** @throws not-found also for a route the actor may not see; validation-failed `required` when no end day is known. */
  async check(actor: Actor, routeId: string, question: RouteQuestion): Promise<RoutePlan> {
    const steps = await rows<StepRow>(this.dataSource, selectSteps, [routeId]);
    const [first] = steps;
    const authorityIds = steps.flatMap((step) => [step.matter_authority_id, step.body_authority_id]);
    if (first === undefined || !reaches(actor, authorityIds)) throw notFound('Beslutsgången');
    const { ends, leads } = await this.endsOf(first, question);
    const wishes = await this.wishesOf(steps, question.adjustment);
    // What is kept afterwards is judged from its own days: nothing was too late to begin on a day that has been.
    const today = await todayOf(this.dataSource);
    const startDay = compareDays(first.day, today) < 0 ? first.day : today;
    const checks: PlanOutcome[] = [];
    for (const end of ends)
      checks.push(await this.planner.check(this.dataSource, { startDay, end, steps: wishes, leads }));
    return { routeId, subjectKind: first.subject_kind, subjectId: first.subject_id, checks };
  }

  private async endsOf(
    { subject_kind: kind, subject_id: id }: StepRow,
    { endDay, endWhat, endNeeds }: RouteQuestion,
  ): Promise<{ ends: readonly PlanEnd[]; leads: readonly Lead[] }> {
    const own = await this.subjects.of(kind).planEnds?.(this.dataSource, id);
    const leads = own?.leads ?? [];
    if (endDay !== undefined)
      return {
        ends: [{ day: endDay, what: endWhat ?? 'tiden går ut', needs: endNeeds ?? 'adjusted', source: 'Angiven' }],
        leads,
      };
    if (own === undefined || own.ends.length === 0)
      throw invalid(
        '/endDay',
        'required',
        'Ärendet har ingen egen slutdag. Ange den dag beslutet behöver vara framme.',
      );
    return own;
  }

  /** The last body's own proposal may ask for immediate adjustment; preparatory bodies need none. */
  private async wishesOf(steps: readonly StepRow[], asked: Adjustment | undefined): Promise<BodyWish[]> {
    const last = steps.at(-1) as StepRow;
    const adjustment = asked ?? (await this.proposedAdjustment(steps));
    return steps.map((step) => ({
      kind: 'meeting',
      bodyId: step.body_id,
      meetingId: step.meeting_id,
      adjustment: step === last ? adjustment : 'ordinary',
      isListed: step.is_listed,
      known: { adjustedDay: step.adjusted_day ?? undefined, announcedDay: step.posted_day ?? undefined },
    }));
  }

  private async proposedAdjustment(steps: readonly StepRow[]): Promise<Adjustment> {
    const seen = steps.findLast(({ version_id: versionId }) => versionId !== null);
    if (seen?.version_id == null) return 'ordinary';
    const handler = this.subjects.of(seen.subject_kind);
    const { decisionPoints } = await handler.presentation(this.dataSource, seen.subject_id, seen.version_id);
    return decisionPoints.some(({ type }) => type === 'adjustImmediately') ? 'immediate' : 'ordinary';
  }
}
