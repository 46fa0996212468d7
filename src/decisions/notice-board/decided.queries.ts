/** What the own authority has decided, in minutes and by delegation: where whoever takes in an appeal finds what it is about. */
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor } from '../../kernel/actor.js';
import type { Day } from '../../kernel/day.js';
import type { Page, PageRequest } from '../../kernel/page.js';
import { paged } from '../../platform/database/paged.js';
import { reachOf } from '../reach.rules.js';
import type { DecisionOutcome } from '../subject-handler.js';
import { delegatedMatter, type DecisionKind } from './decision-place.js';

export interface MadeDecisionFilter {
  matterId?: string | undefined;
  /** Part of the title, the registration number or the body's name; or the decision's own number. */
  q?: string | undefined;
  /** Only those that somebody has appealed. */
  isAppealed?: boolean | undefined;
}

export interface MadeDecision {
  kind: DecisionKind;
  id: string;
  bodyId: string;
  bodyName: string;
  minuteItem: number;
  decisionDay: Day;
  /** Null for one by delegation. */
  outcome: DecisionOutcome | null;
  /** The matter's; for a delegated decision about an individual, or outside every matter, what the delegation is about. */
  title: string;
  matterId: string | null;
  registrationNumber: string | null;
  appeals: number;
  /** Of those, the ones nobody has answered yet. */
  openAppeals: number;
}

const appealsOf = (column: string): string => `
  (select count(*)::int from appeal a where a.${column} = d.id) as appeals,
  (select count(*)::int from appeal a where a.${column} = d.id and a.status in ('registered', 'forwarded')) as "openAppeals"`;

/** $1 everywhere, $2 own authorities, $3 matter, $4 words, $5 only appealed. */
const listing = {
  columns: 'x.*',
  from: `(
    select 'decision' as kind, d.id, b.id as "bodyId", b.name as "bodyName", d.minute_item as "minuteItem", d.decision_day as "decisionDay", d.outcome,
        t.title, t.id as "matterId", t.registration_number as "registrationNumber", ${appealsOf('decision_id')}
      from decision d join body b on b.id = d.body_id join matter t on t.id = d.matter_id
     where $1::boolean or b.authority_id = any($2::uuid[]) or t.authority_id = any($2::uuid[])
    union all
    select 'delegatedDecision', d.id, b.id, b.name, d.number, d.decided_day, null,
        coalesce(case when not d.about_individual then t.title end, r.description, 'Delegationsbeslut'), t.id, t.registration_number,
        ${appealsOf('delegated_decision_id')}
      from delegated_decision d join body b on b.id = d.body_id left join delegation_rule r on r.id = d.rule_id
        left join matter t on t.id = ${delegatedMatter}
     where $1::boolean or b.authority_id = any($2::uuid[]) or t.authority_id = any($2::uuid[])) x
    where ($3::uuid is null or x."matterId" = $3) and (not $5::boolean or x.appeals > 0)
      and ($4::text is null or x."minuteItem"::text = $4
        or strpos(lower(concat_ws(' ', x.title, x."registrationNumber", x."bodyName")), lower($4)) > 0)`,
  orderBy: 'x."decisionDay" desc, x."minuteItem" desc, x.id',
};

@Injectable()
export class DecidedQueries {
  constructor(private readonly dataSource: DataSource) {}

  /** The latest first. What others have decided on others' matters is not in it. */
  list(actor: Actor, { matterId, q, isAppealed = false }: MadeDecisionFilter, page: PageRequest) {
    const { everywhere, authorityIds } = reachOf(actor);
    const words = q?.trim().normalize('NFC').replace(/^§\s*/u, '') ?? null;
    const values = [everywhere, authorityIds, matterId ?? null, words, isAppealed];
    return paged<MadeDecision>(this.dataSource, listing, values, page) satisfies Promise<Page<MadeDecision>>;
  }
}
