/** Assignments for reading, with what is wanting in them. A budget and a decision are public, so everybody sees them. */
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor } from '../../kernel/actor.js';
import { notFound } from '../../kernel/errors.js';
import type { Money } from '../../kernel/money.js';
import type { Page, PageRequest } from '../../kernel/page.js';
import { actsFrom } from '../../kernel/transitions.js';
import { moneyOf } from '../../platform/database/columns.js';
import { paged } from '../../platform/database/paged.js';
import { rows } from '../../platform/database/sql.js';
import { goalSight, seesGoal } from '../goals.store.js';
import {
  type AssignmentFinding,
  type AssignmentSource,
  assignmentStates,
  type AssignmentStatus,
  findingsOf,
} from './assignment.rules.js';

export interface AssignmentItem {
  id: string;
  year: number;
  source: AssignmentSource;
  sourceReference: string;
  decisionId: string | null;
  giverId: string;
  text: string;
  /** Null: nobody has been named (E-05). */
  ownerId: string | null;
  responsibleId: string | null;
  goalId: string | null;
  reportBackDay: string | null;
  resourceStatement: string | null;
  /** Null when the text names none (E-07). */
  resourceAmount: Money | null;
  status: AssignmentStatus;
  isOverdue: boolean;
  findings: AssignmentFinding[];
  version: number;
}

export interface AssignmentView extends AssignmentItem {
  possibleActs: string[];
  steps: {
    number: number;
    act: string;
    toStatus: string;
    day: string;
    text: string | null;
    decisionId: string | null;
  }[];
}

export interface AssignmentFilter {
  year?: number | undefined;
  ownerId?: string | undefined;
  giverId?: string | undefined;
  goalId?: string | undefined;
  status?: AssignmentStatus | undefined;
  withoutOwner?: boolean | undefined;
}

type AssignmentRow = Omit<AssignmentItem, 'resourceAmount' | 'findings'> & { resource: string | null };

const isOpen = `a.status not in ('reportedBack', 'declaredFulfilled', 'withdrawn')`;
const columns = `a.id, a.year, a.source, a.source_reference as "sourceReference", a.decision_id as "decisionId", a.giver_id as "giverId", a.text,
  a.owner_id as "ownerId", a.responsible_id as "responsibleId", (select g.id from goal g where g.id = a.goal_id and ${seesGoal('$1', '$2')}) as "goalId",
  a.report_back_day as "reportBackDay", a.resource_statement as "resourceStatement", a.resource_ore as resource, a.status, a.version,
  coalesce(a.report_back_day < today_in_stockholm() and ${isOpen}, false) as "isOverdue"`;

@Injectable()
export class AssignmentsQueries {
  constructor(private readonly dataSource: DataSource) {}

  /** The latest year first. */
  async list(actor: Actor, page: PageRequest, filter: AssignmentFilter): Promise<Page<AssignmentItem>> {
    const { year = null, ownerId = null, giverId = null, goalId = null, status = null, withoutOwner = false } = filter;
    // The goal is compared as it is shown: whoever may not see it does not find by it.
    const from = `assignment a where $1::uuid[] is not null and $2::boolean is not null and ($3::integer is null or a.year = $3)
      and ($4::uuid is null or a.owner_id = $4) and ($5::uuid is null or a.giver_id = $5)
      and ($6::uuid is null or exists (select from goal g where g.id = a.goal_id and g.id = $6 and ${seesGoal('$1', '$2')}))
      and ($7::text is null or a.status = $7) and (not $8::boolean or (a.owner_id is null and ${isOpen}))`;
    const listing = { columns, from, orderBy: 'a.year desc, a.created_at, a.id' };
    const values = [...goalSight(actor), year, ownerId, giverId, goalId, status, withoutOwner];
    const found = await paged<AssignmentRow>(this.dataSource, listing, values, page);
    return { ...found, items: found.items.map(itemOf) };
  }

  /** @throws not-found */
  async one(actor: Actor, id: string): Promise<AssignmentView> {
    const [row] = await rows<AssignmentRow>(this.dataSource, `select ${columns} from assignment a where a.id = $3`, [
      ...goalSight(actor),
      id,
    ]);
    if (row === undefined) throw notFound('Uppdraget');
    const steps = await rows<AssignmentView['steps'][number]>(
      this.dataSource,
      `select number, act, to_status as "toStatus", day, text, decision_id as "decisionId" from assignment_step where assignment_id = $1 order by number`,
      [id],
    );
    return { ...itemOf(row), possibleActs: actsFrom(assignmentStates, row.status), steps };
  }
}

function itemOf({ resource, ...row }: AssignmentRow): AssignmentItem {
  const resourceAmount = resource === null ? null : moneyOf(resource);
  return { ...row, resourceAmount, findings: findingsOf({ ...row, hasAmount: resourceAmount !== null }) };
}
