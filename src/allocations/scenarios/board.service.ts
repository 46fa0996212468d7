/** What the city office says on the board: is a measure eligible for a source, and what would it give. Nothing is overwritten. */
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { Actor } from '../../kernel/actor.js';
import { conflict, invalid } from '../../kernel/errors.js';
import { Money } from '../../kernel/money.js';
import { CallsQueries } from '../../calls/calls.queries.js';
import type { SourceKind } from '../../funding/source.rules.js';
import { Sources } from '../../funding/sources.service.js';
import { requirePermit } from '../../identity/permit.rules.js';
import { affected, rows } from '../../platform/database/sql.js';
import { only, type Tx } from '../../platform/database/transaction.js';
import { Events } from '../../platform/events/events.service.js';
import { allocationEvents } from '../allocations.events.js';
import { measureOf } from './board.queries.js';
import type { MeasureFigure } from './figures.rules.js';
import { criteriaOf, type Verdict, verdictOf } from './eligibility.rules.js';

export interface EligibilityAnswers {
  proposalId: string;
  measureKey: string;
  sourceId: string;
  answers: readonly { criterion: string; answer: boolean; ground: string }[];
}

export interface NewRecommendation {
  proposalId: string;
  measureKey: string;
  /** Number of the judgement the office has read, 0 when there was none. */
  follows: number;
  priority?: number | undefined;
  rows: readonly { sourceId: string; year: number; amount: Money }[];
  /** Demanded when it is less than what is asked for. */
  reason?: string | undefined;
}

@Injectable()
export class Board {
  constructor(
    private readonly calls: CallsQueries,
    private readonly sources: Sources,
    private readonly events: Events,
  ) {}

  /**
   * Answers questions of a source's checklist for one measure. A new answer rules; the old ones stay.
   * @returns what the answers amount to now
   * @throws not-found, forbidden, validation-failed `unknown-measure`, `unknown-source`, `unknown-criterion`, `duplicate`
   */
  async answer(tx: Tx, actor: Actor, callId: string, given: EligibilityAnswers): Promise<{ verdict: Verdict }> {
    const { matterId, measure } = await this.begin(tx, actor, callId, given);
    const criteria = await criteriaOfSource(tx, callId, given.sourceId);
    const known = new Set(criteria.map(({ key }) => key));
    given.answers.forEach(({ criterion }, index) => {
      if (!known.has(criterion))
        throw invalid(`/answers/${index}/criterion`, 'unknown-criterion', unknownCriterion(criterion, [...known]));
      if (given.answers.findIndex((one) => one.criterion === criterion) !== index)
        throw invalid(`/answers/${index}/criterion`, 'duplicate', `Frågan ${criterion} besvaras två gånger.`);
    });
    await affected(
      tx,
      `insert into eligibility_answer (id, source_id, proposal_id, measure_key, criterion, answer, ground, answered_by)
         select n.id, $1, $2, $3, n.criterion, n.answer, n.ground, $4
           from unnest($5::uuid[], $6::text[], $7::boolean[], $8::text[]) as n (id, criterion, answer, ground)`,
      [
        given.sourceId,
        measure.proposalId,
        measure.measureKey,
        actor.personId,
        given.answers.map(() => uuidv7()),
        given.answers.map(({ criterion }) => criterion),
        given.answers.map(({ answer }) => answer),
        given.answers.map(({ ground }) => ground.trim()),
      ],
    );
    const ruling = await rows<{ criterion: string; answer: boolean }>(
      tx,
      `select distinct on (criterion) criterion, answer from eligibility_answer
        where proposal_id = $1 and measure_key = $2 and source_id = $3 order by criterion, number desc`,
      [measure.proposalId, measure.measureKey, given.sourceId],
    );
    const verdict = verdictOf(criteria, new Map(ruling.map(({ criterion, answer }) => [criterion, answer])));
    const answers = given.answers.map(({ criterion, answer }) => ({ criterion, answer }));
    await this.record(
      tx,
      actor,
      allocationEvents.eligibilityAnswered,
      { callId, matterId },
      {
        ...keysOf(measure),
        sourceId: given.sourceId,
        answers,
        verdict,
      },
    );
    return { verdict };
  }

  /**
   * What the office would give the measure, source by source; less than what is asked for says why.
   * @throws not-found, forbidden, validation-failed (`unknown-measure`, `unknown-source`, `no-ceiling`, `outside-use-period`,
   *   `duplicate-row`, `above-requested`, `required`, `year-closed`), state-conflict `recommendation-changed`
   */
  async recommend(tx: Tx, actor: Actor, callId: string, given: NewRecommendation): Promise<{ number: number }> {
    const { matterId, measure } = await this.begin(tx, actor, callId, given);
    const sourceYearIds = await this.sources.sourceYearIds(
      tx,
      given.rows.map(({ sourceId, year }, index) => ({ sourceId, year, pointer: `/rows/${index}` })),
    );
    await requireOpenYears(tx, sourceYearIds);
    const twice = sourceYearIds.findIndex((id, index) => sourceYearIds.indexOf(id) !== index);
    if (twice >= 0) throw invalid(`/rows/${twice}`, 'duplicate-row', 'Samma källa och år står två gånger.');
    const requested = Money.fromOre(BigInt(measure.requestedOre));
    const total = Money.sum(given.rows.map(({ amount }) => amount));
    if (total.compare(requested) > 0)
      throw invalid(
        '/rows',
        'above-requested',
        `Bedömningen ${total.format()} är mer än de ${requested.format()} som begärs.`,
      );
    const reason = given.reason?.trim() || null;
    if (reason === null && !total.equals(requested))
      throw invalid('/reason', 'required', `Ange varför insatsen får ${requested.subtract(total).format()} mindre.`);
    const last = await this.lastNumber(tx, callId, measure);
    if (last !== given.follows)
      throw conflict(
        'recommendation-changed',
        `Du läste bedömning ${given.follows}; nu gäller bedömning ${last}. Läs om och försök igen.`,
        { number: last },
      );
    const id = uuidv7();
    await affected(
      tx,
      `insert into recommendation (id, call_id, proposal_id, measure_key, proposal_version_id, number, priority, requested_ore, total_ore, reason, recorded_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      [
        id,
        callId,
        measure.proposalId,
        measure.measureKey,
        measure.versionId,
        last + 1,
        given.priority ?? null,
        measure.requestedOre,
        total.ore.toString(),
        reason,
        actor.personId,
      ],
    );
    await affected(
      tx,
      `insert into recommendation_row (recommendation_id, source_year_id, amount_ore) select $1, * from unnest($2::uuid[], $3::bigint[])`,
      [id, sourceYearIds, given.rows.map(({ amount }) => amount.ore.toString())],
    );
    await this.record(
      tx,
      actor,
      allocationEvents.recommendedByOffice,
      { callId, matterId },
      {
        ...keysOf(measure),
        number: last + 1,
        total: total.toString(),
        requested: requested.toString(),
      },
    );
    return { number: last + 1 };
  }

  private async begin(
    tx: Tx,
    actor: Actor,
    callId: string,
    wanted: { proposalId: string; measureKey: string },
  ): Promise<{ matterId: string; measure: MeasureFigure }> {
    const { matterId } = await this.calls.get(actor, callId, tx);
    requirePermit(actor, 'board.write');
    const measure = await measureOf(tx, callId, wanted);
    if (measure === undefined)
      throw invalid('/measureKey', 'unknown-measure', 'Insatsen finns inte i något inlämnat svar på begäran.');
    return { matterId, measure };
  }

  private async lastNumber(tx: Tx, callId: string, { proposalId, measureKey }: MeasureFigure): Promise<number> {
    return only(
      await rows<{ last: number }>(
        tx,
        `select coalesce(max(number), 0)::integer as last from recommendation where call_id = $1 and proposal_id = $2 and measure_key = $3`,
        [callId, proposalId, measureKey],
      ),
    ).last;
  }

  private async record(
    tx: Tx,
    actor: Actor,
    type: string,
    { callId, matterId }: { callId: string; matterId: string },
    payload: Record<string, unknown>,
  ): Promise<void> {
    await this.events.record(tx, actor, { type, subjectKind: 'call', subjectId: callId, matterId, payload });
  }
}

const keysOf = ({ proposalId, measureKey, versionNumber }: MeasureFigure) => ({
  proposalId,
  measureKey,
  versionNumber,
});

const unknownCriterion = (criterion: string, known: readonly string[]): string =>
  known.length === 0
    ? 'Källan ställer inga frågor.'
    : `Frågan ${criterion} finns inte hos källan; dess frågor är ${known.join(', ')}.`;

async function criteriaOfSource(tx: Tx, callId: string, sourceId: string) {
  const [source] = await rows<{ kind: SourceKind; purposes: string[] }>(
    tx,
    `select f.kind, f.purposes from funding_source f
      where f.id = $2 and (exists (select 1 from call_source c where c.call_id = $1 and c.source_id = f.id))`,
    [callId, sourceId],
  );
  if (source === undefined) throw invalid('/sourceId', 'unknown-source', 'Begäran gäller inte den källan.');
  return criteriaOf(source);
}

/** Of a year that is closed nothing can be given, so nothing of it is recommended. @throws validation-failed `year-closed` */
async function requireOpenYears(tx: Tx, sourceYearIds: readonly string[]): Promise<void> {
  const closed = await rows<{ id: string; name: string; year: number }>(
    tx,
    `select s.id, f.name, s.year from source_year s join funding_source f on f.id = s.source_id where s.id = any($1::uuid[]) and s.closed_at is not null`,
    [sourceYearIds],
  );
  sourceYearIds.forEach((id, index) => {
    const found = closed.find((one) => one.id === id);
    if (found !== undefined)
      throw invalid(
        `/rows/${index}/year`,
        'year-closed',
        `${found.name} är avräknad för ${found.year}; inget mer fördelas ur det året. Välj ett år som är öppet.`,
      );
  });
}
