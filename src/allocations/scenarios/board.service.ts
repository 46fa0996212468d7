/** Is a measure eligible for a source? The city office answers the source's checklist. Nothing is overwritten. */
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { Actor } from '../../kernel/actor.js';
import { invalid } from '../../kernel/errors.js';
import { CallsQueries } from '../../calls/calls.queries.js';
import type { SourceKind } from '../../funding/source.rules.js';
import { requirePermit } from '../../identity/permit.rules.js';
import { affected, rows } from '../../platform/database/sql.js';
import type { Tx } from '../../platform/database/transaction.js';
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

@Injectable()
export class Board {
  constructor(
    private readonly calls: CallsQueries,
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
