/** How each total is read: by the very query its own route answers with, so that what is explained is what was shown. */
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CallsQueries } from '../../calls/calls.queries.js';
import { SourcesQueries } from '../../funding/sources.queries.js';
import { Totals } from '../../funding/totals.queries.js';
import { reachOver } from '../../identity/reach.rules.js';
import { rows } from '../../platform/database/sql.js';
import { AnswersQueries } from '../../proposals/answers.queries.js';
import { sightOf, visibilityOf } from '../../proposals/proposal.rules.js';
import { ProposalsQueries } from '../../proposals/proposals.queries.js';
import { AllocationsQueries } from '../allocations.queries.js';
import { SettlementQueries } from '../costs/settlement.queries.js';
import { FollowUpQueries } from '../follow-up/follow-up.queries.js';
import { GrantsQueries } from '../grants/grants.queries.js';
import { BoardQueries } from '../scenarios/board.queries.js';
import { ScenariosQueries } from '../scenarios/scenarios.queries.js';
import * as asked from './explained-asked.js';
import * as given from './explained-given.js';
import type { ExplainableTotal } from './explainable.js';

/** A source in a year, as the statements of the record want it. */
interface SourceAndYear {
  sourceId: string;
  year: number;
}

@Injectable()
export class TotalReaders {
  constructor(
    private readonly dataSource: DataSource,
    private readonly totals: Totals,
    private readonly sources: SourcesQueries,
    private readonly calls: CallsQueries,
    private readonly answers: AnswersQueries,
    private readonly proposals: ProposalsQueries,
    private readonly allocations: AllocationsQueries,
    private readonly grants: GrantsQueries,
    private readonly settlements: SettlementQueries,
    private readonly followUps: FollowUpQueries,
    private readonly boards: BoardQueries,
    private readonly scenarios: ScenariosQueries,
  ) {}

  all(): ExplainableTotal[] {
    return [...this.ofWhatIsAskedFor(), ...this.ofWhatIsGiven()];
  }

  private ofWhatIsAskedFor(): ExplainableTotal[] {
    return [
      {
        definition: asked.totalsExplained,
        read: async (_actor, _path, { callId, sourceId, year }, moment) => {
          const answer = await this.totals.of(this.dataSource, { callId, ...moment });
          const listed = answer.sources.filter(
            (one) => (sourceId ?? one.sourceId) === one.sourceId && (year ?? String(one.year)) === String(one.year),
          );
          // Not listed at that moment: its rows are then all among the excluded, with the reason.
          const wanted = sourceId === undefined ? listed : [{ sourceId, year: Number(year) }];
          return { answer, scope: { sourceYearIds: await this.sourceYearIds(wanted) } };
        },
      },
      {
        definition: asked.sourceExplained,
        read: async (_actor, { id }, { year }) => ({
          answer: await this.sources.one(id),
          scope: { sourceYearIds: await this.sourceYearIds([{ sourceId: id, year: Number(year) }]) },
        }),
      },
      {
        definition: asked.callExplained,
        read: async (actor, { id }) => ({ answer: await this.calls.get(actor, id), scope: { callId: id } }),
      },
      {
        definition: asked.answersExplained,
        read: async (actor, { id }) => ({ answer: await this.answers.of(actor, id), scope: { callId: id } }),
      },
      {
        definition: asked.proposalExplained,
        read: async (actor, { id }) => {
          const answer = await this.proposals.get(actor, id);
          const submitted = { authorityId: answer.authorityId, isSubmitted: answer.submittedVersionNumber !== null };
          const onlyFrozen = visibilityOf(sightOf(actor), submitted) !== 'all';
          return { answer, scope: { proposalId: id, versionId: answer.versionId, onlyFrozen } };
        },
      },
      {
        definition: asked.versionExplained,
        read: async (actor, { id, number = 0 }) => {
          const answer = await this.proposals.version(actor, id, number);
          return { answer, scope: { proposalId: id, versionId: answer.versionId } };
        },
      },
      {
        definition: asked.allocationExplained,
        read: async (actor, { id }, _parameters, { knownAt }) => {
          const answer = await this.allocations.one(actor, id, knownAt);
          return { answer, scope: { allocationId: id, versionNumber: answer.versionNumber } };
        },
      },
    ];
  }

  private ofWhatIsGiven(): ExplainableTotal[] {
    return [
      {
        definition: given.boardExplained,
        read: async (actor, { id }, { sourceId, year }, moment) => {
          const answer = await this.boards.board(actor, id, moment);
          // One that is not listed at that moment is asked for all the same: its rows are then among the excluded.
          const sourceYearIds =
            sourceId === undefined
              ? answer.sources.map((one) => one.sourceYearId)
              : await this.sourceYearIds([{ sourceId, year: Number(year) }]);
          return { answer, scope: { callId: id, sourceYearIds } };
        },
      },
      {
        definition: given.scenarioExplained,
        read: async (actor, { id }, { sourceYearId }) => {
          const answer = await this.scenarios.one(actor, id);
          return {
            answer,
            scope: { scenarioId: id, ...(sourceYearId === undefined ? {} : { sourceYearIds: [sourceYearId] }) },
          };
        },
      },
      {
        definition: given.grantExplained,
        read: async (_actor, { id }, { year }, moment) => ({
          answer: await this.grants.grant(id, moment),
          scope: { sourceYearIds: await this.sourceYearIds([{ sourceId: id, year: Number(year) }]) },
        }),
      },
      {
        definition: given.followUpExplained,
        read: async (actor, { id, year = 0 }) => {
          const answer = await this.followUps.one(actor, id, year);
          const { everywhere, authorityIds } = reachOver('agendas', actor);
          const sourceYearIds = await this.sourceYearIds([{ sourceId: id, year }]);
          return { answer, scope: { sourceYearIds, ...(everywhere ? {} : { authorityIds }) } };
        },
      },
      {
        definition: given.settlementExplained,
        read: async (actor, { id, year = 0 }, { authorityId }, moment) => {
          const answer = await this.settlements.one(actor, id, year, moment);
          const { everywhere, authorityIds } = reachOver('agendas', actor);
          const scope = {
            sourceYearIds: await this.sourceYearIds([{ sourceId: id, year }]),
            // What a committee should pay back is reckoned on what it was given, whatever the grantor has paid.
            isPaid: answer.paid !== null && authorityId === undefined,
            ...(everywhere ? {} : { authorityIds }),
          };
          return { answer, scope };
        },
      },
    ];
  }

  private async sourceYearIds(wanted: readonly SourceAndYear[]): Promise<string[]> {
    const found = await rows<{ id: string }>(
      this.dataSource,
      `select y.id from source_year y join unnest($1::uuid[], $2::integer[]) as w (source_id, year) on w.source_id = y.source_id and w.year = y.year
        order by y.id`,
      [wanted.map(({ sourceId }) => sourceId), wanted.map(({ year }) => (Number.isInteger(year) ? year : 0))],
    );
    return found.map(({ id }) => id);
  }
}
