/** What the city office would give each measure: one at a time, or the whole board in one act. Nothing is overwritten. */
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { Actor } from '../../kernel/actor.js';
import { conflict, DomainError, type FieldFault, invalid } from '../../kernel/errors.js';
import { Money } from '../../kernel/money.js';
import { CallsQueries } from '../../calls/calls.queries.js';
import { Sources } from '../../funding/sources.service.js';
import { requirePermit } from '../../identity/permit.rules.js';
import { affected, rows } from '../../platform/database/sql.js';
import type { Tx } from '../../platform/database/transaction.js';
import { Events } from '../../platform/events/events.service.js';
import { allocationEvents } from '../allocations.events.js';
import { readMeasures } from './board.queries.js';
import type { MeasureFigure } from './figures.rules.js';
import { measureId } from './inputs.rules.js';
import { faultOf, type NewRecommendation, totalOf } from './recommendation.rules.js';

export interface Recommended {
  proposalId: string;
  measureKey: string;
  /** Of the new judgement, counted per measure. */
  number: number;
}

interface Judged {
  id: string;
  given: NewRecommendation;
  measure: MeasureFigure;
  requested: Money;
  number: number;
  sourceYearIds: readonly string[];
}

@Injectable()
export class Recommendations {
  constructor(
    private readonly calls: CallsQueries,
    private readonly sources: Sources,
    private readonly events: Events,
  ) {}

  /**
   * One judgement, source by source; less than what is asked for says why.
   * @throws not-found, forbidden, validation-failed (`unknown-measure`, `unknown-source`, `no-ceiling`, `outside-use-period`,
   *   `duplicate-row`, `above-requested`, `required`, `year-closed`), state-conflict `recommendation-changed`
   */
  async recommend(tx: Tx, actor: Actor, callId: string, given: NewRecommendation): Promise<{ number: number }> {
    const [made] = await this.recommendAll(tx, actor, callId, [given], () => '');
    if (made === undefined) throw new Error('a judgement was asked for and none was made');
    return { number: made.number };
  }

  /**
   * All of a board's new judgements, or none of them.
   * @param pointerOf where the judgement at that place stands in the request
   * @returns in the order given
   * @throws as `recommend`, every fault of the list at once; `duplicate` when a measure is judged twice
   */
  async recommendAll(
    tx: Tx,
    actor: Actor,
    callId: string,
    list: readonly NewRecommendation[],
    pointerOf = (index: number): string => `/recommendations/${index}`,
  ): Promise<Recommended[]> {
    const { matterId } = await this.calls.get(actor, callId, tx);
    requirePermit(actor, 'board.write');
    const measures = await knownMeasures(tx, callId, list, pointerOf);
    const placed = await this.placesOf(tx, list, pointerOf);
    const judged: Judged[] = list.map((given, index) => {
      const [measure, sourceYearIds] = [measures[index]!, placed[index]!];
      const requested = Money.fromOre(BigInt(measure.requestedOre));
      return { id: uuidv7(), given, measure, requested, number: given.follows + 1, sourceYearIds };
    });
    requireSound(judged, pointerOf);
    await requireLatest(tx, callId, judged);
    await write(tx, actor, callId, judged);
    await this.events.record(
      tx,
      actor,
      ...judged.map(({ given, measure, requested, number }) => ({
        type: allocationEvents.recommendedByOffice,
        subjectKind: 'call',
        subjectId: callId,
        matterId,
        payload: {
          proposalId: measure.proposalId,
          measureKey: measure.measureKey,
          versionNumber: measure.versionNumber,
          number,
          total: totalOf(given).toString(),
          requested: requested.toString(),
        },
      })),
    );
    return judged.map(({ measure: { proposalId, measureKey }, number }) => ({ proposalId, measureKey, number }));
  }

  /** The sources and years of every judgement, found in one question. */
  private async placesOf(
    tx: Tx,
    list: readonly NewRecommendation[],
    pointerOf: (index: number) => string,
  ): Promise<string[][]> {
    const places = list.flatMap(({ rows: own }, index) =>
      own.map(({ sourceId, year }, row) => ({ sourceId, year, pointer: `${pointerOf(index)}/rows/${row}` })),
    );
    const found = await this.sources.sourceYearIds(tx, places);
    await requireOpenYears(
      tx,
      found.map((id, index) => ({ id, pointer: places[index]?.pointer ?? '' })),
    );
    let from = 0;
    return list.map(({ rows: own }) => found.slice(from, (from += own.length)));
  }
}

/** Of a year that is closed nothing can be given, so nothing of it is recommended. @throws validation-failed `year-closed` */
async function requireOpenYears(tx: Tx, places: readonly { id: string; pointer: string }[]): Promise<void> {
  const closed = await rows<{ id: string; name: string; year: number }>(
    tx,
    `select s.id, f.name, s.year from source_year s join funding_source f on f.id = s.source_id where s.id = any($1::uuid[]) and s.closed_at is not null`,
    [places.map(({ id }) => id)],
  );
  for (const { id, pointer } of places) {
    const found = closed.find((one) => one.id === id);
    if (found !== undefined)
      throw invalid(
        `${pointer}/year`,
        'year-closed',
        `${found.name} är avräknad för ${found.year}; inget mer fördelas ur det året. Välj ett år som är öppet.`,
      );
  }
}

/** @throws validation-failed `unknown-measure` or `duplicate` */
async function knownMeasures(
  tx: Tx,
  callId: string,
  list: readonly NewRecommendation[],
  pointerOf: (index: number) => string,
): Promise<MeasureFigure[]> {
  const known = new Map((await readMeasures(tx, callId)).map((measure) => [measureId(measure), measure]));
  const seen = new Set<string>();
  return list.map((given, index) => {
    const measure = known.get(measureId(given));
    const pointer = `${pointerOf(index)}/measureKey`;
    if (measure === undefined)
      throw invalid(pointer, 'unknown-measure', 'Insatsen finns inte i något inlämnat svar på begäran.');
    if (seen.has(measureId(given)))
      throw invalid(pointer, 'duplicate', `”${measure.title}” bedöms två gånger i samma lista.`);
    seen.add(measureId(given));
    return measure;
  });
}

/** @throws validation-failed with a fault for each judgement that cannot be kept */
function requireSound(judged: readonly Judged[], pointerOf: (index: number) => string): void {
  const faults = judged.flatMap(({ given, measure: { title }, requested, sourceYearIds }, index): FieldFault[] => {
    const fault = faultOf(given, { title, requested }, sourceYearIds, pointerOf(index));
    return fault === undefined ? [] : [fault];
  });
  const [first] = faults;
  if (first === undefined) return;
  if (faults.length === 1) throw invalid(first.pointer, first.code, first.detail);
  throw new DomainError('validation-failed', `${faults.length} bedömningar går inte att spara. Inget är sparat.`, {
    code: first.code,
    errors: faults,
  });
}

/** @throws state-conflict `recommendation-changed`, naming every measure that somebody else has judged since */
async function requireLatest(tx: Tx, callId: string, judged: readonly Judged[]): Promise<void> {
  const found = await rows<{ proposalId: string; measureKey: string; last: number }>(
    tx,
    `select proposal_id as "proposalId", measure_key as "measureKey", max(number)::integer as last
       from recommendation where call_id = $1 group by proposal_id, measure_key`,
    [callId],
  );
  const last = new Map(found.map((one) => [measureId(one), one.last]));
  const changed = judged.flatMap(({ given, measure: { proposalId, measureKey, title } }) => {
    const number = last.get(measureId({ proposalId, measureKey })) ?? 0;
    return number === given.follows ? [] : [{ proposalId, measureKey, title, number, follows: given.follows }];
  });
  const [first, ...more] = changed;
  if (first === undefined) return;
  const others = more.length === 0 ? '' : ` Så är det också med ${more.length} till.`;
  throw conflict(
    'recommendation-changed',
    `Du läste bedömning ${first.follows} av ”${first.title}”; nu gäller bedömning ${first.number}.${others} Läs om och försök igen.`,
    {
      number: first.number,
      changed: changed.map(({ proposalId, measureKey, number }) => ({ proposalId, measureKey, number })),
    },
  );
}

/** In the order of the measures' ids, so that two who write at once wait for each other and neither in a ring. */
async function write(tx: Tx, actor: Actor, callId: string, judged: readonly Judged[]): Promise<void> {
  const inOrder = [...judged].sort((a, b) => (measureId(a.measure) < measureId(b.measure) ? -1 : 1));
  await affected(
    tx,
    `insert into recommendation (id, call_id, proposal_id, measure_key, proposal_version_id, number, priority, requested_ore, total_ore, reason, recorded_by)
       select n.id, $1, n.proposal_id, n.measure_key, n.version_id, n.number, n.priority, n.requested_ore, n.total_ore, n.reason, $2
         from unnest($3::uuid[], $4::uuid[], $5::uuid[], $6::uuid[], $7::integer[], $8::integer[], $9::bigint[], $10::bigint[], $11::text[])
           with ordinality as n (id, proposal_id, measure_key, version_id, number, priority, requested_ore, total_ore, reason, place)
        order by n.place`,
    [
      callId,
      actor.personId,
      inOrder.map(({ id }) => id),
      inOrder.map(({ measure }) => measure.proposalId),
      inOrder.map(({ measure }) => measure.measureKey),
      inOrder.map(({ measure }) => measure.versionId),
      inOrder.map(({ number }) => number),
      inOrder.map(({ given }) => given.priority ?? null),
      inOrder.map(({ requested }) => requested.ore.toString()),
      inOrder.map(({ given }) => totalOf(given).ore.toString()),
      inOrder.map(({ given }) => given.reason?.trim() || null),
    ],
  );
  const parts = judged.flatMap(({ id, given, sourceYearIds }) =>
    given.rows.map(({ amount }, index) => ({ id, sourceYearId: sourceYearIds[index]!, amount })),
  );
  await affected(
    tx,
    `insert into recommendation_row (recommendation_id, source_year_id, amount_ore)
       select * from unnest($1::uuid[], $2::uuid[], $3::bigint[])`,
    [
      parts.map(({ id }) => id),
      parts.map(({ sourceYearId }) => sourceYearId),
      parts.map(({ amount }) => amount.ore.toString()),
    ],
  );
}
