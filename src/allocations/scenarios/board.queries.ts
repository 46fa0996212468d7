/**
 * The allocation board: every measure asked for in a call against every source and year, with what was asked, what the
 * city office would give, what is reserved and what is decided. One reading serves the matrix and the frozen inputs.
 */
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor } from '../../kernel/actor.js';
import type { Day } from '../../kernel/day.js';
import { notFound } from '../../kernel/errors.js';
import { isNow, type Moment, shownMoment } from '../../kernel/moment.js';
import { CallsQueries } from '../../calls/calls.queries.js';
import { requirePermit } from '../../identity/permit.rules.js';
import { type Db, rows } from '../../platform/database/sql.js';
import { ceilingBy, type MomentSql, momentValues, recordedBy, reservedBy, wasKnown, within } from '../moment.sql.js';
import { type BoardMatrix, boardOf } from './board.rules.js';
import type {
  AnswerFigure,
  BoardFigures,
  GivenFigure,
  MeasureFigure,
  RecommendedFigure,
  SourceFigure,
} from './figures.rules.js';
import { standingBy } from './standing.sql.js';

export interface BoardView extends BoardMatrix {
  asOf: Day | null;
  knownAt: string | null;
}

const moment: MomentSql = { asOf: '$2', knownAt: '$3' };

/** @param standing gives `status` and `version_id` of the proposal `p`, when it stands on the board */
const measuresOf = (standing: string): string => `
  select p.id as "proposalId", n.status as "proposalStatus", p.authority_id as "authorityId", a.code as "authorityCode", v.id as "versionId",
      v.number as "versionNumber", m.measure_key as "measureKey", m.title, m.year, m.source_id as "wishedSourceId", m.requested_ore as "requestedOre",
      case when n.status = 'approved' then m.requested_ore end as "approvedOre"
    from proposal p join authority a on a.id = p.authority_id cross join lateral (${standing}) n
      join proposal_version v on v.id = n.version_id join measure m on m.version_id = v.id
   where p.call_id = $1 and n.status not in ('rejected', 'withdrawn')
   order by a.code, p.id, m.position`;

/** The version the committee approved, or else the newest one others may see. */
const measuresNow = measuresOf(`select p.status,
    case when p.status = 'approved' then p.approved_version_id else p.submitted_version_id end as version_id where p.submitted_version_id is not null`);
const measuresThen = measuresOf(standingBy('p.id', moment));

interface SourceFigureSql {
  ceiling: string;
  reserved: string;
  isClosed: string;
  /** Its year was heard of. */
  known: string;
  /** An entry `e` of it counts. */
  counts: string;
}

/** Those the call draws on in its years, and any other that one of its answers has got money from. */
const sourcesOf = ({ ceiling, reserved, isClosed, known, counts }: SourceFigureSql): string => `
  select s.id as "sourceYearId", f.id as "sourceId", f.code, f.name, f.kind, f.purposes, s.year,
      extract(year from f.use_from_day)::integer as "useFromYear", extract(year from f.use_to_day)::integer as "useToYear",
      ${ceiling} as "ceilingOre", ${reserved} as "reservedOre", ${isClosed} as "isClosed"
    from source_year s join funding_source f on f.id = s.source_id
   where ${known} and (exists (select 1 from call c join call_source cs on cs.call_id = c.id where c.id = $1 and cs.source_id = f.id and s.year = any(c.years))
      or s.id in (select e.source_year_id from ledger_entry e join proposal p on p.id = e.proposal_id where p.call_id = $1 and ${counts}))
   order by f.code, s.year`;
const sourcesNow = sourcesOf({
  ceiling: 's.cap_ore',
  reserved: 's.reserved_ore',
  isClosed: 's.closed_at is not null',
  known: 'true',
  counts: 'true',
});
const sourcesThen = sourcesOf({
  ceiling: ceilingBy('s.id', moment),
  reserved: reservedBy('s.id', moment),
  isClosed: `(s.closed_at is not null and ${recordedBy('s.closed_at', moment)})`,
  known: wasKnown('s.id', moment),
  counts: within('e', 'valid_day', moment),
});

const selectGiven = `
  select e.proposal_id as "proposalId", e.measure_key as "measureKey", e.source_year_id as "sourceYearId",
      -coalesce(sum(e.amount_ore) filter (where e.account = 'allocated'), 0) as "decidedOre",
      -coalesce(sum(e.amount_ore) filter (where e.account = 'pending'), 0) as "pendingOre",
      array_remove(array_agg(distinct r.reason) filter (where e.account = 'allocated'), null) as reasons
    from ledger_entry e join proposal p on p.id = e.proposal_id left join allocation_row r on r.id = e.allocation_row_id
   where p.call_id = $1 and e.account in ('allocated', 'pending') and ${within('e', 'valid_day', moment)}
   group by e.proposal_id, e.measure_key, e.source_year_id having sum(e.amount_ore) <> 0`;

const selectRecommended = `
  select distinct on (r.proposal_id, r.measure_key) r.proposal_id as "proposalId", r.measure_key as "measureKey", r.number, r.priority, r.reason,
      r.proposal_version_id as "versionId", r.total_ore as "totalOre", r.recorded_by as "recordedBy", r.recorded_at as "recordedAt",
      (select coalesce(jsonb_agg(jsonb_build_object('sourceYearId', w.source_year_id, 'amountOre', w.amount_ore::text) order by w.source_year_id), '[]')
         from recommendation_row w where w.recommendation_id = r.id) as rows
    from recommendation r where r.call_id = $1 and ${recordedBy('r.recorded_at', moment)} order by r.proposal_id, r.measure_key, r.number desc`;

const selectAnswers = `
  select distinct on (e.proposal_id, e.measure_key, e.source_id, e.criterion) e.proposal_id as "proposalId", e.measure_key as "measureKey",
      e.source_id as "sourceId", e.criterion, e.answer, e.ground, e.answered_by as "answeredBy", n.name as "answeredByName", e.answered_at as "answeredAt"
    from eligibility_answer e join proposal p on p.id = e.proposal_id left join person n on n.id = e.answered_by
   where p.call_id = $1 and ${recordedBy('e.answered_at', moment)} order by e.proposal_id, e.measure_key, e.source_id, e.criterion, e.number desc`;

/** Everything the board is made of. Inside a transaction that has locked nothing: a picture, not a promise. */
export async function readFigures(db: Db, callId: string, at: Moment = {}): Promise<BoardFigures> {
  const values = [callId, ...momentValues(at)];
  const [measures, sources] = isNow(at)
    ? [await rows<MeasureFigure>(db, measuresNow, [callId]), await rows<SourceFigure>(db, sourcesNow, [callId])]
    : [await rows<MeasureFigure>(db, measuresThen, values), await rows<SourceFigure>(db, sourcesThen, values)];
  return {
    callId,
    measures,
    sources,
    given: await rows<GivenFigure>(db, selectGiven, values),
    recommended: await rows<RecommendedFigure>(db, selectRecommended, values),
    answers: await rows<AnswerFigure>(db, selectAnswers, values),
  };
}

/** The measure a committee asks for in the call, as the board would show it; undefined when it is not one of them. */
export async function measureOf(
  db: Db,
  callId: string,
  measure: { proposalId: string; measureKey: string },
): Promise<MeasureFigure | undefined> {
  const found = await rows<MeasureFigure>(
    db,
    `select * from (${measuresNow}) m where m."proposalId" = $2 and m."measureKey" = $3`,
    [callId, measure.proposalId, measure.measureKey],
  );
  return found[0];
}

@Injectable()
export class BoardQueries {
  constructor(
    private readonly dataSource: DataSource,
    private readonly calls: CallsQueries,
  ) {}

  /**
   * Now, of a day, or as known at an instant.
   * @throws forbidden, not-found, also for an instant before the call was issued: nobody was asked anything then
   */
  async board(actor: Actor, callId: string, at: Moment = {}): Promise<BoardView> {
    const { issuedAt } = await this.calls.get(actor, callId);
    requirePermit(actor, 'board.read');
    if (at.knownAt !== undefined && (issuedAt === null || issuedAt > at.knownAt)) throw notFound('Begäran om underlag');
    return { ...boardOf(await readFigures(this.dataSource, callId, at)), ...shownMoment(at) };
  }
}
