/** What was used of a source in a year against what was given, measure by measure, and what follows from it. */
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor } from '../../kernel/actor.js';
import type { Day } from '../../kernel/day.js';
import { notFound } from '../../kernel/errors.js';
import { isNow, type Moment, shownMoment } from '../../kernel/moment.js';
import { Money } from '../../kernel/money.js';
import { reachOver } from '../../identity/reach.rules.js';
import { moneyOf } from '../../platform/database/columns.js';
import { type Db, rows } from '../../platform/database/sql.js';
import { type MomentSql, momentValues, recordedBy, within } from '../moment.sql.js';
import {
  doubleFinancingText,
  settled,
  type SettledSum,
  type SettledUse,
  type SettlementOutcome,
  summed,
} from './cost.rules.js';

export interface SettlementLine extends SettledUse {
  proposalId: string;
  measureKey: string;
  measureTitle: string | null;
  authorityId: string;
  authorityCode: string;
  /** Of own money in a closed year: what left it through the ledger, back to the board or on to the next year. */
  returned: Money;
  /** null when the measure has one kind of money that year. */
  doubleFinancing: { otherSources: string[]; detail: string; legalNote: string | null } | null;
}

export interface CommitteeSum extends SettledSum {
  authorityId: string;
  authorityCode: string;
}

export interface SettlementView {
  sourceId: string;
  sourceCode: string;
  sourceName: string;
  kind: string;
  year: number;
  asOf: Day | null;
  knownAt: string | null;
  /** `all`, or `own` for somebody who sees only their own authorities; then nothing is said of what the grantor paid. */
  reach: 'all' | 'own';
  lines: SettlementLine[];
  committees: CommitteeSum[];
  sum: SettledSum;
  requisitioned: Money | null;
  paid: Money | null;
  repaid: Money | null;
  /** paid = eligible + repaid. Null while nothing is paid, and for own money. */
  balances: boolean | null;
  settled: {
    outcome: SettlementOutcome;
    decisionId: string | null;
    /** What left the year through the ledger; nothing of state money, which is paid back to its grantor. */
    moved: Money;
    recordedAt: string;
  } | null;
}

interface LineRow {
  proposal_id: string;
  measure_key: string;
  title: string | null;
  authority_id: string;
  code: string;
  allocated: string;
  used: string;
  returned: string;
  other_sources: string[];
  legal_note: string | null;
}

/** An entry that the closing of its own year made, which the settlement shows apart. @param row of `ledger_entry` */
export const movedByClosing = (row: string): string =>
  `exists (select from posting g join settlement t on t.id = g.settlement_id where g.id = ${row}.posting_id and t.source_year_id = ${row}.source_year_id)`;

/**
 * Everything that was given or used there, measure by measure, before its own closing moved anything.
 * @param sourceYear an SQL expression for the id of the source and year
 */
export const usesOf = (sourceYear: string, moment: MomentSql): string => `
  select m.proposal_id, m.measure_key, p.authority_id, sum(m.allocated)::bigint as allocated, sum(m.used)::bigint as used from (
      select e.proposal_id, e.measure_key, -e.amount_ore as allocated, 0::bigint as used from ledger_entry e
        where e.source_year_id = ${sourceYear} and e.account = 'allocated' and not ${movedByClosing('e')} and ${within('e', 'valid_day', moment)}
      union all
      select c.proposal_id, c.measure_key, 0, c.amount_ore from actual_cost c where c.source_year_id = ${sourceYear} and ${within('c', 'cost_day', moment)}) m
    join proposal p on p.id = m.proposal_id group by m.proposal_id, m.measure_key, p.authority_id`;
/** $1 is the source and year; all of it, as it stands. */
export const usesSql = usesOf('$1', { asOf: 'null', knownAt: 'null' });

const asked: MomentSql = { asOf: '$4', knownAt: '$5' };
const linesSql = `
  select u.proposal_id, u.measure_key, u.authority_id, a.code, u.allocated, u.used,
      coalesce((select l.returned_ore from settlement_line l join settlement t on t.id = l.settlement_id
         where t.source_year_id = $1 and l.proposal_id = u.proposal_id and l.measure_key = u.measure_key
           and ${recordedBy('t.recorded_at', asked)}), 0) as returned,
      (select t.title from measure t join proposal_version v on v.id = t.version_id where v.proposal_id = u.proposal_id and t.measure_key = u.measure_key
          and v.frozen_at <= coalesce($5::timestamptz, 'infinity') order by v.number desc limit 1) as title,
      array(select distinct f.code from (
          select e.source_year_id from ledger_entry e where e.proposal_id = u.proposal_id and e.measure_key = u.measure_key and e.account = 'allocated'
            and ${within('e', 'valid_day', asked)} group by e.source_year_id having sum(e.amount_ore) <> 0
          union select c.source_year_id from actual_cost c where c.proposal_id = u.proposal_id and c.measure_key = u.measure_key
            and ${within('c', 'cost_day', asked)} group by c.source_year_id having sum(c.amount_ore) <> 0) o
        join source_year y on y.id = o.source_year_id join funding_source f on f.id = y.source_id, source_year s join funding_source g on g.id = s.source_id
       where s.id = $1 and y.year = s.year and y.id <> s.id and (f.kind in ('stateGrant', 'eu') or g.kind in ('stateGrant', 'eu')) order by f.code) as other_sources,
      (select n.note from double_financing_note n where n.proposal_id = u.proposal_id and n.measure_key = u.measure_key
        and n.recorded_at <= coalesce($5::timestamptz, 'infinity') order by n.recorded_at desc, n.id desc limit 1) as legal_note
    from (${usesOf('$1', asked)}) u join authority a on a.id = u.authority_id
   where $2::boolean or u.authority_id = any($3::uuid[]) order by a.code, u.proposal_id, title, u.measure_key`;

const headOf = (figures: string): string => `
  select s.id, f.code, f.name, f.kind, r.requisitioned, r.paid, r.repaid, t.outcome, t.decision_id, t.recorded_at as settled_at
    from source_year s join funding_source f on f.id = s.source_id
      left join settlement t on t.source_year_id = s.id and ${recordedBy('t.recorded_at', { asOf: '$3', knownAt: '$4' })}
      cross join lateral (${figures}) r
   where s.source_id = $1 and s.year = $2`;
/** As the requisitions stand. */
const headNow = headOf(`
  select sum(q.amount_ore) filter (where q.submitted_at is not null) as requisitioned, sum(q.paid_ore) as paid,
      sum(q.repaid_ore) filter (where q.paid_ore is not null) as repaid from requisition q where q.source_year_id = s.id`);
/** As their steps tell it. */
const headThen = headOf(`
  select sum(p.amount_ore) filter (where p.act = 'submit') as requisitioned, sum(p.amount_ore) filter (where p.act = 'pay') as paid,
      case when count(*) filter (where p.act = 'pay') > 0 then coalesce(sum(p.amount_ore) filter (where p.act = 'repay'), 0) end as repaid
    from requisition q join requisition_step p on p.requisition_id = q.id
   where q.source_year_id = s.id and ${within('p', 'day', { asOf: '$3', knownAt: '$4' })}`);

interface HeadRow {
  id: string;
  code: string;
  name: string;
  kind: string;
  requisitioned: string | null;
  paid: string | null;
  repaid: string | null;
  outcome: SettlementOutcome | null;
  decision_id: string | null;
  settled_at: Date | null;
}

@Injectable()
export class SettlementQueries {
  constructor(private readonly dataSource: DataSource) {}

  /** Now, of a day, or as known at an instant. @throws not-found for a source or year without a ceiling */
  one(actor: Actor, sourceId: string, year: number, moment: Moment = {}): Promise<SettlementView> {
    return settlementOf(this.dataSource, actor, { sourceId, year, ...moment });
  }
}

/** In the transaction of whoever asks; a settlement reads what it closes. @throws not-found */
export async function settlementOf(
  db: Db,
  actor: Actor,
  { sourceId, year, ...moment }: { sourceId: string; year: number } & Moment,
): Promise<SettlementView> {
  const values = momentValues(moment);
  const [head] = await rows<HeadRow>(db, isNow(moment) ? headNow : headThen, [sourceId, year, ...values]);
  if (head === undefined) throw notFound('Källan det året');
  const { everywhere, authorityIds } = reachOver('agendas', actor);
  const lines = (await rows<LineRow>(db, linesSql, [head.id, everywhere, authorityIds, ...values])).map(lineOf);
  const isGrant = head.kind === 'stateGrant' || head.kind === 'eu';
  const money = (ore: string | null): Money | null => (ore === null || !everywhere ? null : moneyOf(ore));
  const [paid, repaid] = [money(head.paid), money(head.repaid)];
  const sum = summed(lines, isGrant ? { paid } : null);
  return {
    sourceId,
    sourceCode: head.code,
    sourceName: head.name,
    kind: head.kind,
    year,
    ...shownMoment(moment),
    reach: everywhere ? 'all' : 'own',
    lines,
    committees: committeesOf(lines, isGrant),
    sum,
    requisitioned: money(head.requisitioned),
    paid,
    repaid,
    balances: paid === null || repaid === null ? null : paid.equals(sum.eligible.add(repaid)),
    settled:
      head.outcome === null
        ? null
        : {
            outcome: head.outcome,
            decisionId: head.decision_id,
            moved: Money.sum(lines.map(({ returned }) => returned)),
            recordedAt: (head.settled_at as Date).toISOString(),
          },
  };
}

function lineOf(row: LineRow): SettlementLine {
  return {
    proposalId: row.proposal_id,
    measureKey: row.measure_key,
    measureTitle: row.title,
    authorityId: row.authority_id,
    authorityCode: row.code,
    ...settled({ allocated: moneyOf(row.allocated), used: moneyOf(row.used) }),
    returned: moneyOf(row.returned),
    doubleFinancing:
      row.other_sources.length === 0
        ? null
        : { otherSources: row.other_sources, detail: doubleFinancingText, legalNote: row.legal_note },
  };
}

function committeesOf(lines: readonly SettlementLine[], isGrant: boolean): CommitteeSum[] {
  const groups = new Map<string, SettlementLine[]>();
  for (const line of lines) groups.set(line.authorityId, [...(groups.get(line.authorityId) ?? []), line]);
  return [...groups.entries()].map(([authorityId, own]) => ({
    authorityId,
    authorityCode: own[0]?.authorityCode ?? '',
    ...summed(own, isGrant ? { paid: null } : null),
  }));
}
