/** The register of what recurs by name: CTC, SSPF, Bostad först. Commitments point at it by their links, measures by its own list. */
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import type { Actor } from '../../kernel/actor.js';
import { invalid, notFound } from '../../kernel/errors.js';
import type { Page, PageRequest } from '../../kernel/page.js';
import { requirePermit } from '../../identity/permit.rules.js';
import { paged } from '../../platform/database/paged.js';
import { affected, rows } from '../../platform/database/sql.js';
import type { Tx } from '../../platform/database/transaction.js';
import { Events } from '../../platform/events/events.service.js';
import { requireVersion } from '../../platform/http/request-context.js';
import { goalEvents } from '../goals.events.js';
import { goalSight, seesGoal } from '../goals.store.js';
import { moneySight, seesProposal } from '../known.js';

export interface ProgrammeItem {
  id: string;
  name: string;
  aliases: string[];
  description: string | null;
  version: number;
}

export interface ProgrammeMeasure {
  proposalId: string;
  measureKey: string;
}

export interface ProgrammeView extends ProgrammeItem {
  measures: (ProgrammeMeasure & { title: string })[];
  goals: { id: string; title: string }[];
}

export interface ProgrammeChange {
  name?: string | undefined;
  aliases?: readonly string[] | undefined;
  description?: string | null | undefined;
}

const columns = `id, name, aliases, description, version`;
const clean = (text: string): string => text.trim().normalize('NFC');

@Injectable()
export class Programmes {
  constructor(
    private readonly dataSource: DataSource,
    private readonly events: Events,
  ) {}

  /** @throws forbidden, duplicate */
  async create(tx: Tx, actor: Actor, { name, ...rest }: ProgrammeChange & { name: string }): Promise<ProgrammeItem> {
    requirePermit(actor, 'programme.write');
    const id = uuidv7();
    await affected(tx, `insert into programme (id, name) values ($1, $2)`, [id, clean(name)]);
    return this.write(tx, actor, { id, name: clean(name), aliases: [], description: null, version: 0 }, rest);
  }

  /** What is left out stays as it is. @throws not-found, forbidden, precondition-failed, duplicate */
  async change(tx: Tx, actor: Actor, id: string, expected: number, change: ProgrammeChange): Promise<ProgrammeItem> {
    return this.write(tx, actor, await this.lock(tx, actor, id, expected), change);
  }

  /**
   * The measures of the programme, as a whole; those this person may not see stay.
   * @throws not-found, forbidden, precondition-failed, validation-failed (`unknown-link`, `duplicate`)
   */
  async replaceMeasures(
    tx: Tx,
    actor: Actor,
    id: string,
    expected: number,
    measures: readonly ProgrammeMeasure[],
  ): Promise<ProgrammeItem> {
    const programme = await this.lock(tx, actor, id, expected);
    const keys = measures.map(({ proposalId, measureKey }) => `${proposalId} ${measureKey}`);
    const again = keys.findIndex((key, index) => keys.indexOf(key) !== index);
    if (again >= 0) throw invalid(`/measures/${again}`, 'duplicate', 'Samma insats står två gånger.');
    const [everything, values] = [
      moneySight(actor),
      [measures.map((m) => m.proposalId), measures.map((m) => m.measureKey)],
    ];
    const [missing] = await rows<{ place: string }>(tx, unseenMeasure, [everything[0], everything[1], ...values]);
    if (missing !== undefined)
      throw invalid(
        `/measures/${missing.place}`,
        'unknown-link',
        'Insatsen finns inte, eller så har du inte tillgång.',
      );
    await affected(
      tx,
      `delete from programme_measure l where l.programme_id = $3 and exists (select from proposal p where p.id = l.proposal_id and ${seesProposal})`,
      [everything[0], everything[1], id],
    );
    await affected(
      tx,
      `insert into programme_measure (programme_id, proposal_id, measure_key) select $1, * from unnest($2::uuid[], $3::uuid[])`,
      [id, ...values],
    );
    return this.write(tx, actor, programme, {});
  }

  list(page: PageRequest): Promise<Page<ProgrammeItem>> {
    return paged(this.dataSource, { columns, from: 'programme', orderBy: 'name, id' }, [], page);
  }

  /** @throws not-found */
  async one(actor: Actor, id: string): Promise<ProgrammeView> {
    const [programme] = await rows<ProgrammeItem>(this.dataSource, `select ${columns} from programme where id = $1`, [
      id,
    ]);
    if (programme === undefined) throw notFound('Programmet');
    const [own, everywhere] = moneySight(actor);
    const [measures, goals] = await Promise.all([
      rows<ProgrammeMeasure & { title: string }>(this.dataSource, measuresOf, [own, everywhere, id]),
      rows<{ id: string; title: string }>(
        this.dataSource,
        `select g.id, g.title from goal_link l join goal g on g.id = l.goal_id where l.programme_id = $3 and ${seesGoal('$1', '$2')} order by g.title, g.id`,
        [...goalSight(actor), id],
      ),
    ]);
    return { ...programme, measures, goals };
  }

  private async lock(tx: Tx, actor: Actor, id: string, expected: number): Promise<ProgrammeItem> {
    const [programme] = await rows<ProgrammeItem>(
      tx,
      `select ${columns} from programme where id = $1 for no key update`,
      [id],
    );
    if (programme === undefined) throw notFound('Programmet');
    requirePermit(actor, 'programme.write');
    requireVersion(expected, programme.version);
    return programme;
  }

  private async write(
    tx: Tx,
    actor: Actor,
    programme: ProgrammeItem,
    { name, aliases, description }: ProgrammeChange,
  ): Promise<ProgrammeItem> {
    const next = {
      ...programme,
      name: name === undefined ? programme.name : clean(name),
      aliases: aliases === undefined ? programme.aliases : aliases.map(clean),
      description:
        description === undefined ? programme.description : description === null ? null : clean(description) || null,
      version: programme.version + 1,
    };
    await affected(
      tx,
      `update programme set name = $2, aliases = $3::text[], description = $4, version = $5 where id = $1`,
      [next.id, next.name, next.aliases, next.description, next.version],
    );
    await this.events.record(tx, actor, {
      type: goalEvents.programmeChanged,
      subjectKind: 'programme',
      subjectId: next.id,
      payload: { version: next.version },
    });
    return next;
  }
}

const unseenMeasure = `
  select l.place - 1 as place from unnest($3::uuid[], $4::uuid[]) with ordinality as l (proposal_id, measure_key, place)
   where not exists (select from proposal p join measure me on me.version_id = case when p.authority_id = any($1::uuid[])
       then p.current_version_id else p.submitted_version_id end
     where p.id = l.proposal_id and me.measure_key = l.measure_key and ${seesProposal}) order by l.place limit 1`;

const measuresOf = `
  select l.proposal_id as "proposalId", l.measure_key as "measureKey",
      coalesce((select me.title from measure me join proposal_version v on v.id = me.version_id where v.proposal_id = p.id
        and me.measure_key = l.measure_key and (v.frozen_at is not null or p.authority_id = any($1::uuid[])) order by v.number desc limit 1), p.title) as title
    from programme_measure l join proposal p on p.id = l.proposal_id where l.programme_id = $3 and ${seesProposal} order by title, l.proposal_id, l.measure_key`;
