/** Delegation schemes and the decisions made under them, for reading. */
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor, Role } from '../../kernel/actor.js';
import type { Day } from '../../kernel/day.js';
import { notFound } from '../../kernel/errors.js';
import { offset, type Page, type PageRequest } from '../../kernel/page.js';
import { paged } from '../../platform/database/paged.js';
import { type Db, rows } from '../../platform/database/sql.js';
import { reachOf } from '../reach.rules.js';
import { type DecidingPlace, deciderFacts, everyDecider } from './decider.facts.js';
import { isDelegate, isUrgentDecider } from './decider.rules.js';
import type { DelegateKind, Reporting } from './delegation.rules.js';

export interface RuleView {
  id: string;
  number: string;
  description: string;
  category: string;
  /** `name` of the subcommittee, the member or the substitute. */
  delegate: { kind: DelegateKind; role?: Role; bodyId?: string; personId?: string; name?: string };
  provision: string | null;
  isAppealable: boolean;
  reporting: Reporting;
}

export interface SchemeView {
  id: string;
  bodyId: string;
  fromDay: string;
  ground: string;
  rules: RuleView[];
}

/** A scheme as somebody reads it: which of its rules make them the delegate. */
export interface SchemeForReader extends Omit<SchemeView, 'rules'> {
  rules: (RuleView & { isOwn: boolean })[];
}

export interface NamedDecider {
  personId: string;
  name: string;
}

export interface DelegatedDecisionView {
  id: string;
  bodyId: string;
  year: number;
  number: number;
  decidedDay: string;
  isUrgent: boolean;
  aboutIndividual: boolean;
  ruleNumber: string | null;
  ruleDescription: string | null;
  /** When it shall be told: an urgent one always at the next meeting. */
  reporting: Reporting;
  matterId: string | null;
  registrationNumber: string | null;
  decidedById: string | null;
  decidedByName: string | null;
  /** Null for a decision about an individual, read from another authority. */
  text: string | null;
  /** The business in which it was reported. */
  reportedInId: string | null;
  /** The meeting on whose agenda that stands. */
  reportedDay: string | null;
  /** Minuted by itself and open to appeal, so that the time to appeal begins with its own notice. */
  isToBeAnnounced: boolean;
  /** Its notice, once posted. */
  announcement: { id: string; postedDay: string; appealEndDay: string } | null;
  /** Urgent, and the next meeting came and went without being told. */
  isOverdue: boolean;
  version: number;
}

/** The latest scheme begun by the day, with its rules in the order they were written, which their ids keep. */
export async function schemeInForce(db: Db, bodyId: string, day: Day): Promise<SchemeView | undefined> {
  const [scheme] = await rows<SchemeView>(
    db,
    `select s.id, s.body_id as "bodyId", s.from_day as "fromDay", s.ground, coalesce((
         select jsonb_agg(jsonb_build_object('id', r.id, 'number', r.number, 'description', r.description, 'category', r.category,
             'delegate', jsonb_strip_nulls(jsonb_build_object('kind', r.delegate_kind, 'role', r.delegate_role, 'bodyId', r.delegate_body_id,
               'personId', r.delegate_person_id, 'name', coalesce(b.name, p.name))),
             'provision', r.provision, 'isAppealable', r.is_appealable, 'reporting', r.reporting)
           order by r.id)
           from delegation_rule r left join body b on b.id = r.delegate_body_id left join person p on p.id = r.delegate_person_id
          where r.scheme_id = s.id), '[]') as rules
       from delegation_scheme s where s.body_id = $1 and s.from_day <= $2 order by s.from_day desc limit 1`,
    [bodyId, day],
  );
  return scheme;
}

/** Told at a meeting, unless the scheme says that it stands in minutes of its own or nowhere. */
export const isReported = `(d.is_urgent or r.reporting = 'nextMeeting')`;

/**
 * an urgent decision (`d`) is told at the body's next meeting; when that one is closed and no agenda up to it told of
 * the decision, it is too late. Gives that meeting, or no row.
 */
export const missedMeeting = `select next.id, next.day from (select m.id, m.day from meeting m
      where m.body_id = d.body_id and m.status = 'closed' and m.day > d.decided_day order by m.day limit 1) next
   where d.is_urgent and not exists (select from agenda_item a join meeting g on g.id = a.meeting_id
      where a.subject_id = d.reported_in_id and g.body_id = d.body_id and g.day <= next.day)`;

/** KL 6:40, 7:8: minuted by itself instead of being reported, and open to appeal; the same rule as `isAnnounceable`. */
export const isToBeAnnounced = `(not d.is_urgent and r.reporting = 'minuted' and r.is_appealable)`;

/** Secrecy for the individual holds between authorities (OSL 8:1, 26:1; ): there only the number and the day are told. */
const decisionColumns = `d.id, d.body_id as "bodyId", d.year, d.number, d.decided_day as "decidedDay", d.is_urgent as "isUrgent",
  d.about_individual as "aboutIndividual", r.number as "ruleNumber", r.description as "ruleDescription", case when d.is_urgent then 'nextMeeting' else r.reporting end as reporting,
  d.matter_id as "matterId", m.registration_number as "registrationNumber", d.decided_by as "decidedById",
  (select p.name from person p where p.id = d.decided_by) as "decidedByName",
  case when not d.about_individual or b.authority_id = any($2::uuid[]) then d.text end as text,
  ${isToBeAnnounced} as "isToBeAnnounced",
  (select jsonb_build_object('id', n.id, 'postedDay', n.posted_day, 'appealEndDay', n.appeal_end_day) from announcement n where n.delegated_decision_id = d.id) as announcement,
  d.reported_in_id as "reportedInId",
  (select max(g.day) from agenda_item a join meeting g on g.id = a.meeting_id where a.subject_id = d.reported_in_id and g.body_id = d.body_id) as "reportedDay",
  exists (${missedMeeting}) as "isOverdue", d.version`;
const decisionTables = `delegated_decision d join body b on b.id = d.body_id
  left join delegation_rule r on r.id = d.rule_id left join matter m on m.id = d.matter_id`;
const reached = `($1::boolean or b.authority_id = any($2::uuid[]))`;

export interface DecisionFilter {
  bodyId: string;
  year?: number | undefined;
  /** Only those that are to be reported and have not been. */
  isUnreported: boolean;
  /** Only those that are to be announced by themselves and have not been. */
  isUnannounced: boolean;
}

@Injectable()
export class DelegationsQueries {
  constructor(private readonly dataSource: DataSource) {}

  /** A scheme is no secret: it says who decides. @param day today unless given @throws not-found */
  async scheme(actor: Actor, bodyId: string, day: Day | undefined): Promise<SchemeForReader> {
    const { body, on } = await this.bodyOn(bodyId, day);
    const scheme = await schemeInForce(this.dataSource, bodyId, on);
    if (scheme === undefined) throw notFound(`En delegationsordning för organet den ${on}`);
    const reader = actor.personId === null ? null : await deciderFacts(this.dataSource, body, on, actor.personId);
    const isOwn = (rule: RuleView): boolean => reader !== null && isDelegate(rule.delegate, reader);
    return { ...scheme, rules: scheme.rules.map((rule) => ({ ...rule, isOwn: isOwn(rule) })) };
  }

  /**
   * Those who may decide on the day, by name: under the rule, or in an urgent matter when none is named. Nobody where the
   * scheme has no such rule, and for automated decisions.
   * @throws not-found
   */
  async deciders(
    bodyId: string,
    { day, ruleNumber }: { day: Day | undefined; ruleNumber: string | undefined },
    page: PageRequest,
  ): Promise<Page<NamedDecider>> {
    const { body, on } = await this.bodyOn(bodyId, day);
    const rules = (await schemeInForce(this.dataSource, bodyId, on))?.rules ?? [];
    const rule = rules.find(({ number }) => number === ruleNumber?.trim());
    const urgent = rules.filter(({ category }) => category === 'urgent');
    const found = (await everyDecider(this.dataSource, body, on)).filter((one) =>
      ruleNumber === undefined ? isUrgentDecider(urgent, one) : rule !== undefined && isDelegate(rule.delegate, one),
    );
    const from = offset(page);
    const items = found.slice(from, from + page.limit).map(({ personId, name }) => ({ personId, name }));
    return { items, total: found.length, ...page };
  }

  private async bodyOn(bodyId: string, day: Day | undefined): Promise<{ body: DecidingPlace; on: Day }> {
    const [body] = await rows<DecidingPlace & { today: Day }>(
      this.dataSource,
      `select id, authority_id, today_in_stockholm() as today from body where id = $1`,
      [bodyId],
    );
    if (body === undefined) throw notFound('Organet');
    return { body, on: day ?? body.today };
  }

  /** The latest number first. What is decided by delegation is seen by the body's own authority until it is reported. */
  async decisions(actor: Actor, page: PageRequest, filter: DecisionFilter): Promise<Page<DelegatedDecisionView>> {
    const bodies = await rows(this.dataSource, `select 1 from body where id = $1`, [filter.bodyId]);
    if (bodies.length === 0) throw notFound('Organet');
    const { everywhere, authorityIds } = reachOf(actor);
    const from = `${decisionTables} where ${reached} and d.body_id = $3 and ($4::integer is null or d.year = $4)
      and (not $5::boolean or (d.reported_in_id is null and ${isReported}))
      and (not $6::boolean or (${isToBeAnnounced} and not exists (select from announcement n where n.delegated_decision_id = d.id)))`;
    const { bodyId, year = null, isUnreported, isUnannounced } = filter;
    const values = [everywhere, authorityIds, bodyId, year, isUnreported, isUnannounced];
    const listing = { columns: decisionColumns, from, orderBy: 'd.year desc, d.number desc, d.id' };
    return paged(this.dataSource, listing, values, page);
  }

  /** @throws not-found, also for a decision of others */
  async decision(actor: Actor, id: string): Promise<DelegatedDecisionView> {
    const { everywhere, authorityIds } = reachOf(actor);
    const [decision] = await rows<DelegatedDecisionView>(
      this.dataSource,
      `select ${decisionColumns} from ${decisionTables} where ${reached} and d.id = $3`,
      [everywhere, authorityIds, id],
    );
    if (decision === undefined) throw notFound('Delegationsbeslutet');
    return decision;
  }
}
