/** Puts the planner's question together from what is recorded: the calendar of meetings, the bylaws, the law's clocks. Changes nothing. */
import { Injectable } from '@nestjs/common';
import { addDays, type Day } from '../../kernel/day.js';
import { invalid } from '../../kernel/errors.js';
import { type Db, rows } from '../../platform/database/sql.js';
import { only } from '../../platform/database/transaction.js';
import { bylawsOf } from '../bylaws.queries.js';
import type { BodyKind } from '../subject-handler.js';
import type { Adjustment, KnownDays, Need } from './clock.rules.js';
import type { Lead, MeetingStep, PlanEnd, PlanOutcome, PlanStep, WorkStep } from './plan.rules.js';
import { plan } from './planner.rules.js';

/** A body on the way; which of its meetings is chosen, or left to the calendar. */
export interface BodyWish {
  kind: 'meeting';
  bodyId: string;
  /** Null: any meeting of the body. */
  meetingId: string | null;
  adjustment: Adjustment;
  /** What the next step waits for; left out: the decision within an authority, its adjustment between two. */
  needs?: Need | undefined;
  /** Left out: what the body's bylaws say. */
  noticeDays?: number | undefined;
  materialDays?: number | undefined;
  dispatchDays?: number | undefined;
  isListed?: boolean | undefined;
  known?: KnownDays | undefined;
  /** Where the wish stands in what was asked, for a refusal. */
  pointer?: string | undefined;
}

export interface PlanWish {
  /** Left out: today in Sweden. */
  startDay?: Day | undefined;
  end: PlanEnd;
  steps: readonly (WorkStep | BodyWish)[];
  leads: readonly Lead[];
}

interface BodyRow {
  id: string;
  name: string;
  kind: BodyKind;
  authority_id: string;
  /** Of the meetings that are held or planned. */
  meetings: { id: string; day: Day }[];
}

/** A body that meets only after the end has a calendar, and it does not suffice; so the calendar is read somewhat further. */
const daysPastEnd = 92;

@Injectable()
export class Planner {
  /**
   * @throws DomainError validation-failed `unknown-body` or `unknown-meeting` where the wish names one, `range` for a day
   *   outside 1900 to 2199
   */
  async check(db: Db, wish: PlanWish): Promise<PlanOutcome> {
    const startDay = wish.startDay ?? (await todayOf(db));
    const bodies = await this.bodiesOf(db, wish, startDay);
    const steps: PlanStep[] = [];
    for (const [index, step] of wish.steps.entries())
      steps.push(
        step.kind === 'work' ? step : await meetingStep(db, step, nextBody(wish.steps, index), bodies, startDay),
      );
    return plan({ startDay, end: wish.end, steps, leads: wish.leads });
  }

  private async bodiesOf(db: Db, { steps, end }: PlanWish, startDay: Day): Promise<Map<string, BodyRow>> {
    const wishes = steps.filter((step) => step.kind === 'meeting');
    const found = await rows<BodyRow>(
      db,
      `select b.id, b.name, b.kind, b.authority_id, (select coalesce(json_agg(json_build_object('id', m.id, 'day', m.day) order by m.day), '[]')
           from meeting m where m.body_id = b.id and m.status <> 'cancelled' and (m.day between $2 and $3 or m.id = any($4::uuid[]))) as meetings
         from body b where b.id = any($1::uuid[])`,
      [
        wishes.map(({ bodyId }) => bodyId),
        startDay,
        addDays(end.day, daysPastEnd),
        wishes.flatMap(({ meetingId }) => meetingId ?? []),
      ],
    );
    return new Map(found.map((body) => [body.id, body]));
  }
}

export async function todayOf(db: Db): Promise<Day> {
  return only(await rows<{ today: Day }>(db, `select today_in_stockholm() as today`)).today;
}

function nextBody(steps: PlanWish['steps'], index: number): string | undefined {
  const next = steps.slice(index + 1).find((step) => step.kind === 'meeting');
  return next?.bodyId;
}

async function meetingStep(
  db: Db,
  wish: BodyWish,
  nextBodyId: string | undefined,
  bodies: ReadonlyMap<string, BodyRow>,
  startDay: Day,
): Promise<MeetingStep> {
  const body = bodies.get(wish.bodyId);
  if (body === undefined) throw invalid(`${wish.pointer ?? ''}/bodyId`, 'unknown-body', 'Organet finns inte.');
  const meeting = body.meetings.find(({ id }) => id === wish.meetingId);
  if (wish.meetingId !== null && meeting === undefined)
    throw invalid(`${wish.pointer ?? ''}/meetingId`, 'unknown-meeting', `${body.name} har inget sådant sammanträde.`);
  const bylaws = await bylawsOf(db, body.id, startDay);
  const isOwnNext = nextBodyId === undefined || bodies.get(nextBodyId)?.authority_id === body.authority_id;
  return {
    kind: 'meeting',
    name: body.name,
    bodyId: body.id,
    calendar: body.meetings.map(({ day }) => day),
    day: meeting?.day,
    noticeDays: wish.noticeDays ?? bylaws.noticeDays,
    noticeSource: body.kind === 'council' ? 'KL 5 kap. 15 §' : 'Organets bestämmelser',
    materialDays: wish.materialDays ?? 0,
    isListed: wish.isListed,
    adjustment: wish.adjustment,
    needs: wish.needs ?? (isOwnNext ? 'decided' : 'adjusted'),
    dispatchDays: wish.dispatchDays ?? 0,
    known: wish.known,
  };
}
