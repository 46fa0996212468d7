/**
 * A small municipality for tests of the money: one executive board that decides, committees that ask, sources with
 * ceilings. What other modules own is written straight into the tables, so these tests are about the money alone.
 */
import { v7 as uuidv7 } from 'uuid';
import { systemActor } from '../../src/kernel/actor.js';
import type { Day } from '../../src/kernel/day.js';
import { Money } from '../../src/kernel/money.js';
import { fundingChecks } from '../../src/funding/funding.checks.js';
import type { LedgerLine } from '../../src/funding/ledger.rules.js';
import { Ledger, type Posted } from '../../src/funding/ledger.service.js';
import { MeasureAmounts } from '../../src/funding/measure-amounts.service.js';
import type { SourceKind } from '../../src/funding/source.rules.js';
import { Sources } from '../../src/funding/sources.service.js';
import { Totals } from '../../src/funding/totals.queries.js';
import { Checks } from '../../src/platform/checks.js';
import { Transactions } from '../../src/platform/database/transaction.js';
import { Events } from '../../src/platform/events/events.service.js';
import { Subscriptions } from '../../src/platform/events/subscriptions.js';
import { type TestDatabase, testDatabase } from './database.js';

export const kr = (amount: string): Money => Money.parse(amount, '', { allowNegative: true, allowZero: true });
export const day = (text: string): Day => text as Day;

export interface ProposalRef {
  id: string;
  versionId: string;
  authorityId: string;
}

export interface Give {
  sourceYearId: string;
  amount: string;
  proposal: ProposalRef;
  measureKey: string;
}

export class MoneyWorld {
  readonly transactions: Transactions;
  readonly sources: Sources;
  readonly ledger = new Ledger();
  readonly amounts = new MeasureAmounts();
  readonly totals = new Totals();
  readonly checks: Checks;
  personId = '';
  boardId = '';
  private boardAuthorityId = '';
  private count = 0;

  private constructor(readonly db: TestDatabase) {
    this.transactions = new Transactions(db.app);
    this.sources = new Sources(new Events(new Subscriptions()));
    this.checks = new Checks(db.owner);
    this.checks.add(fundingChecks);
  }

  static async make(): Promise<MoneyWorld> {
    const world = new MoneyWorld(await testDatabase());
    world.personId = uuidv7();
    await world.db.query(`insert into person (id, name) values ($1, 'Registrator Ett')`, [world.personId]);
    world.boardAuthorityId = await world.authority();
    world.boardId = await world.body(world.boardAuthorityId, 'executiveBoard');
    return world;
  }

  private next(): number {
    this.count += 1;
    return this.count;
  }

  async authority(): Promise<string> {
    const id = uuidv7();
    const letters = [...String(this.next())].map((digit) => 'ABCDEFGHIJ'[Number(digit)]).join('');
    await this.db.query(
      `insert into authority (id, code, name, administration_name, valid_from) values ($1, $2, $2, $2, '2000-01-01')`,
      [id, `X${letters}`],
    );
    return id;
  }

  async body(authorityId: string, kind: string): Promise<string> {
    const id = uuidv7();
    await this.db.query(
      `insert into body (id, authority_id, kind, name, short_name, valid_from) values ($1, $2, $3, $4, $4, '2000-01-01')`,
      [id, authorityId, kind, `${kind} ${this.next()}`],
    );
    return id;
  }

  async matter(authorityId: string): Promise<string> {
    const id = uuidv7();
    const number = this.next();
    await this.db.query(
      `insert into matter (id, authority_id, registration_number, year, number, title, opened_day)
         values ($1, $2, $3, 2023, $4, 'Ärende', '2023-01-01')`,
      [id, authorityId, `X-2023-${number}`, number],
    );
    return id;
  }

  /** A decision of the executive board (or another body), with the item it was taken on. */
  async decision(bodyId = this.boardId): Promise<string> {
    const [matterId, subjectId, decisionId] = [await this.matter(this.boardAuthorityId), uuidv7(), uuidv7()];
    const number = this.next();
    await this.db.query(
      `with m as (insert into meeting (id, body_id, day) values ($1, $2, date '2000-01-01' + $3::integer)),
            r as (insert into route (id, matter_id, subject_kind, subject_id, status) values ($4, $5, 'allocation', $6, 'finished')),
            a as (insert into agenda_item (id, meeting_id, position, route_id, route_position, matter_id, subject_kind, subject_id,
                    subject_version_id, subject_version, status) values ($7, $1, 1, $4, 1, $5, 'allocation', $6, $6, 1, 'decided'))
       insert into decision (id, agenda_item_id, body_id, matter_id, year, minute_item, decision_day, outcome, subject_kind,
           subject_id, version_seen_id, version_result_id)
         values ($8, $7, $2, $5, 2023, $3, '2023-05-03', 'approve', 'allocation', $6, $6, $6)`,
      [uuidv7(), bodyId, number, uuidv7(), matterId, subjectId, uuidv7(), decisionId],
    );
    return decisionId;
  }

  async proposal(callId: string | null = null): Promise<ProposalRef> {
    const [id, versionId, authorityId] = [uuidv7(), uuidv7(), await this.authority()];
    const matterId = await this.matter(authorityId);
    await this.db.owner.transaction(async (tx) => {
      await tx.query(
        `insert into proposal (id, matter_id, authority_id, call_id, title, author_id, current_version_id)
           values ($1, $2, $3, $4, 'Tjänsteskrivelse', $5, $6)`,
        [id, matterId, authorityId, callId, this.personId, versionId],
      );
      await tx.query(
        `insert into proposal_version (id, proposal_id, number, origin, title) values ($1, $2, 1, 'drafted', 'Tjänsteskrivelse')`,
        [versionId, id],
      );
    });
    return { id, versionId, authorityId };
  }

  async call(sourceIds: readonly string[], years = [2023]): Promise<string> {
    const [id, matterId] = [uuidv7(), await this.matter(this.boardAuthorityId)];
    await this.db.query(
      `insert into call (id, matter_id, title, years, mandatory_sections, reply_by_day, reply_by_time, reply_by_at)
         values ($1, $2, 'Inbjudan', $3, '{}', '2023-04-28', '12:00', '2023-04-28T10:00:00Z')`,
      [id, matterId, years],
    );
    await this.db.query(`insert into call_source (call_id, source_id) select $1, unnest($2::uuid[])`, [id, sourceIds]);
    return id;
  }

  /** An announced source with a ceiling for a year. @returns ids of source and source-year */
  async source(
    ceiling: string,
    { year = 2023, kind = 'stateGrant' as SourceKind } = {},
  ): Promise<{ id: string; yearId: string }> {
    const number = this.next();
    return this.transactions.run(async (tx) => {
      const { id } = await this.sources.create(tx, systemActor, {
        code: `K${String(number).padStart(4, '0')}`,
        name: `Källa ${number}`,
        kind,
        useFromDay: day('2023-01-01'),
        useToDay: day('2023-12-31'),
      });
      await this.sources.act(tx, systemActor, id, 1, 'announce');
      // The budget's own money is there from the year's first day.
      const from = kind === 'discretionaryAppropriation' ? `${year}-01-01` : '2023-01-18';
      const { sourceYearId } = await this.setCeiling(tx, id, ceiling, year, from);
      return { id, yearId: sourceYearId };
    });
  }

  setCeiling(
    tx: Parameters<Sources['setCeiling']>[0],
    sourceId: string,
    amount: string,
    year = 2023,
    from = '2023-01-18',
  ) {
    const ceiling = { year, amount: kr(amount), validFromDay: day(from), ground: 'Beslut av bidragsgivaren' };
    return this.sources.setCeiling(tx, systemActor, sourceId, ceiling);
  }

  line({ sourceYearId, amount, proposal, measureKey }: Give): LedgerLine {
    return {
      sourceYearId,
      authorityId: proposal.authorityId,
      proposalId: proposal.id,
      measureKey,
      allocationRowId: null,
      amount: kr(amount),
    };
  }

  /** One posting in a transaction of its own. */
  post(decisionId: string, gives: readonly Give[], validDay = '2023-05-03'): Promise<Posted> {
    return this.transactions.run((tx) =>
      this.ledger.post(tx, systemActor, {
        decisionId,
        validDay: day(validDay),
        reason: 'Ändrat av kommunstyrelsen',
        lines: gives.map((give) => this.line(give)),
      }),
    );
  }

  /** Names of the checks that report something. */
  async broken(): Promise<string[]> {
    const results = await this.checks.run();
    return results.filter((result) => result.violations.length > 0).map((result) => result.name);
  }
}
