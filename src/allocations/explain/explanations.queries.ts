/**
 * A total explained: the rows it is made of and those left out, each with its ground, and beside them the sum of those
 * included. The amount comes from the total's own query and the rows from the record, so that the answer shows by itself
 * whether the two agree.
 */
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor } from '../../kernel/actor.js';
import { isNow, type Moment, shownMoment } from '../../kernel/moment.js';
import { invalid, notFound } from '../../kernel/errors.js';
import { Money } from '../../kernel/money.js';
import { offset, type Page, type PageRequest } from '../../kernel/page.js';
import { moneyOf } from '../../platform/database/columns.js';
import { rows } from '../../platform/database/sql.js';
import { ExplainableTotals, type ExplainableTotal, type PathIds, type Scope } from './explainable.js';
import { amountAt, figuresOf, type Parameters, placeOf } from './explain.rules.js';
import { scopeSql } from './record.sql.js';
import { type ExplainedRow, RowLinks } from './row-links.js';
import type { RecordRow } from './row-links.sql.js';

export interface Explanation extends Page<ExplainedRow> {
  figure: string;
  parameters: Parameters;
  asOf: string | null;
  knownAt: string | null;
  /** As the total's own route answers it. */
  amount: Money;
  /** Of all rows that are included, on every page. */
  sum: Money;
  /** Of all that are left out. */
  excludedSum: Money;
  agrees: boolean;
  /** The answer that holds the total. */
  href: string;
}

export interface Question extends PageRequest {
  figure: string;
  parameters: Parameters;
  moment: Moment;
}

interface Summed {
  total: number;
  included: string;
  excluded: string;
}

/** Included rows first, each kind in the order it was recorded; the last two columns make the order whole. */
const order = `(r.ground is not null), r.recorded_at nulls last, r.kind, r.id`;

/** Read again when somebody wrote between the amount and its rows. */
const readingsMax = 3;

@Injectable()
export class Explanations {
  constructor(
    private readonly dataSource: DataSource,
    private readonly totals: ExplainableTotals,
    private readonly links: RowLinks,
  ) {}

  /**
   * @param name of the registered total
   * @throws as the total's own route, and validation-failed `unknown-total` for a figure or parameters it does not have
   */
  async of(name: string, actor: Actor, path: PathIds, question: Question): Promise<Explanation> {
    const total = this.totals.one(name);
    const { definition } = total;
    const { figure, parameters, moment } = question;
    if (!figuresOf(definition).includes(figure))
      throw invalid('/figure', 'unknown-total', `Summan ska vara en av ${figuresOf(definition).join(', ')}.`);
    const statement = definition.rows[figure] as string;
    for (let reading = 1; ; reading += 1) {
      const { amount, scope } = await this.amountOf(total, actor, path, question);
      const asked = JSON.stringify(scopeOf(scope, parameters, moment));
      const summed = await this.sumsOf(statement, asked);
      const sum = moneyOf(summed.included);
      if (!amount.equals(sum) && reading < readingsMax) continue;
      const found = await rows<RecordRow>(this.dataSource, pageOf(statement), [
        asked,
        question.limit,
        offset(question),
      ]);
      return {
        figure,
        parameters,
        ...shownMoment(moment),
        amount,
        sum,
        excludedSum: moneyOf(summed.excluded),
        agrees: amount.equals(sum),
        href: hrefOf(total, path, question),
        items: await this.links.of(actor, found),
        total: summed.total,
        page: question.page,
        limit: question.limit,
      };
    }
  }

  /** @throws not-found when the answer has no such amount, and never had; validation-failed `unknown-total` */
  private async amountOf(
    total: ExplainableTotal,
    actor: Actor,
    path: PathIds,
    { figure, parameters, moment }: Question,
  ): Promise<{ amount: Money; scope: Scope }> {
    // First whether there is such an answer for this person, then whether the question can be asked of it.
    const { answer, scope } = await total.read(actor, path, parameters, moment);
    const place = placeOf(total.definition, figure, parameters);
    const amount = amountAt(answer, place, figure, parameters);
    if (amount instanceof Money) return { amount, scope };
    // A source that nobody had heard of at that moment is left out of the answer, and had nothing.
    if (amount === undefined && !isNow(moment)) {
      const { answer: now } = await total.read(actor, path, parameters, {});
      if (amountAt(now, place, figure, parameters) !== undefined) return { amount: Money.zero, scope };
    }
    throw notFound('Summan');
  }

  private async sumsOf(statement: string, asked: string): Promise<Summed> {
    const [found] = await rows<Summed>(
      this.dataSource,
      `with ${scopeSql} select count(*)::integer as total, coalesce(sum(r.ore) filter (where r.ground is null), 0) as included,
          coalesce(sum(r.ore) filter (where r.ground is not null), 0) as excluded from (${statement}) r`,
      [asked],
    );
    return found as Summed;
  }
}

const pageOf = (statement: string): string =>
  `with ${scopeSql} select r.* from (${statement}) r order by ${order} limit $2 offset $3`;

/** As the statements name it. What the total's path says comes over what the question says. */
function scopeOf(scope: Scope, parameters: Parameters, { asOf, knownAt }: Moment): Record<string, unknown> {
  return {
    source_id: parameters.sourceId,
    year: parameters.year === undefined ? undefined : Number(parameters.year),
    unassigned: parameters.unassigned === 'true' ? true : undefined,
    call_id: scope.callId ?? parameters.callId,
    authority_id: parameters.authorityId,
    proposal_id: scope.proposalId ?? parameters.proposalId,
    measure_key: parameters.measureKey,
    source_year_ids: scope.sourceYearIds,
    version_id: scope.versionId,
    version_number: scope.versionNumber,
    allocation_id: scope.allocationId,
    scenario_id: scope.scenarioId,
    only_frozen: scope.onlyFrozen,
    is_paid: scope.isPaid,
    authority_ids: scope.authorityIds,
    as_of: asOf,
    known_at: knownAt?.toISOString(),
  };
}

function hrefOf({ definition }: ExplainableTotal, path: PathIds, { parameters, moment }: Question): string {
  const at = definition.route.replace(/\{(\w+)\}/g, (_found, name: keyof PathIds) => String(path[name]));
  const shared = (definition.parameters ?? []).flatMap((name) => {
    const value = parameters[name];
    return value === undefined ? [] : [[name, value] as [string, string]];
  });
  const asked = new URLSearchParams([
    ...shared,
    ...(moment.asOf === undefined ? [] : [['asOf', moment.asOf] as [string, string]]),
    ...(moment.knownAt === undefined ? [] : [['knownAt', moment.knownAt.toISOString()] as [string, string]]),
  ]);
  return asked.size === 0 ? at : `${at}?${asked.toString()}`;
}
