/**
 * Decisions on a committee's behalf: by the delegate whom the rule in force that day names, or urgently by the chair.
 * Numbered per body and year without gaps; the counter is the last lock of the act.
 */
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { Actor } from '../../kernel/actor.js';
import type { Day } from '../../kernel/day.js';
import { conflict, DomainError, invalid, notFound } from '../../kernel/errors.js';
import { may, requirePermit } from '../../identity/permit.rules.js';
import { rows } from '../../platform/database/sql.js';
import { only, type Tx } from '../../platform/database/transaction.js';
import { Events } from '../../platform/events/events.service.js';
import { Registry } from '../../registry/registry.service.js';
import { delegationEvents } from './delegation.events.js';
import { isAboutIndividual } from './delegation.rules.js';
import { deciderFacts } from './decider.facts.js';
import { requireDelegate, requireUrgentDecider } from './decider.rules.js';
import { type RuleView, schemeInForce } from './delegations.queries.js';

export interface NewDelegatedDecision {
  bodyId: string;
  /** Of the scheme in force on the day; required unless the decision is urgent. */
  ruleNumber?: string | undefined;
  /** What the rule must be about, when the decision is about something else than its text alone, e.g. `grants`. */
  category?: string | undefined;
  /** KL 6:39. */
  isUrgent?: boolean | undefined;
  /** Its text is for the own authority alone; required when it is urgent. */
  aboutIndividual?: boolean | undefined;
  matterId?: string | undefined;
  decidedDay: Day;
  /** Who decided; oneself unless the secretary records it for somebody. */
  decidedById?: string | undefined;
  text: string;
}

export interface RecordedDecision {
  id: string;
  year: number;
  number: number;
  version: number;
}

interface DecidingBody {
  id: string;
  authority_id: string;
  today: string;
}

@Injectable()
export class DelegatedDecisions {
  constructor(
    private readonly registry: Registry,
    private readonly events: Events,
  ) {}

  /**
   * Records a decision by delegation.
   * @throws not-found, forbidden (`not-own-decision`, `not-the-delegate`), state-conflict (`no-scheme`, `matter-closed`),
   *   validation-failed (`future`, `required`, `unknown-rule`, `wrong-category`, `not-urgent`, `unknown-matter`)
   * @param id when something was recorded under the decision before it, in the same transaction
   */
  async decide(tx: Tx, actor: Actor, command: NewDelegatedDecision, id: string = uuidv7()): Promise<RecordedDecision> {
    const body = await this.begin(tx, actor, command);
    const rule = await authorised(tx, actor, body, command);
    if (command.matterId !== undefined) await this.lockMatter(tx, command.matterId, body);
    const recorded = await insert(tx, actor, id, command, rule);
    const { year, number } = recorded;
    const payload = {
      bodyId: body.id,
      ruleId: rule.ruleId,
      isUrgent: command.isUrgent === true,
      year,
      number,
      decidedDay: command.decidedDay,
    };
    await this.events.record(tx, actor, {
      type: delegationEvents.decided,
      subjectKind: 'delegatedDecision',
      subjectId: id,
      matterId: command.matterId ?? null,
      payload,
    });
    return { id, year, number, version: 1 };
  }

  /** The body's rules hold still while somebody decides under them. */
  private async begin(tx: Tx, actor: Actor, { bodyId, decidedDay }: NewDelegatedDecision): Promise<DecidingBody> {
    const [body] = await rows<DecidingBody>(
      tx,
      `select id, authority_id, today_in_stockholm() as today from body where id = $1 for share`,
      [bodyId],
    );
    if (body === undefined) throw notFound('Organet');
    requirePermit(actor, 'delegation.decide', { authorityId: body.authority_id, bodyId });
    if (decidedDay > body.today)
      throw invalid('/decidedDay', 'future', `Ett beslut förs in när det är fattat; i dag är det ${body.today}.`);
    return body;
  }

  private async lockMatter(tx: Tx, matterId: string, body: DecidingBody): Promise<void> {
    const [known] = await rows(tx, `select 1 from matter where id = $1 and authority_id = $2`, [
      matterId,
      body.authority_id,
    ]);
    if (known === undefined) throw invalid('/matterId', 'unknown-matter', 'Ärendet finns inte hos myndigheten.');
    const matter = await this.registry.lockMatter(tx, matterId);
    if (matter.status !== 'open') throw conflict('matter-closed', `Ärendet ${matter.registrationNumber} är avslutat.`);
  }
}

interface Authorised {
  ruleId: string | null;
  aboutIndividual: boolean;
  deciderId: string | null;
}

/** The rule the decision rests on, when the person who decided is the delegate it names. */
async function authorised(
  tx: Tx,
  actor: Actor,
  body: DecidingBody,
  command: NewDelegatedDecision,
): Promise<Authorised> {
  const rules = await rulesInForce(tx, command);
  const rule = namedRule(rules, command);
  const deciderId = deciderOf(actor, body, command, rule);
  const decider = deciderId === null ? null : await deciderFacts(tx, body, command.decidedDay, deciderId);
  if (command.isUrgent === true)
    requireUrgentDecider(
      rules.filter(({ category }) => category === 'urgent'),
      decider,
    );
  else if (rule !== undefined) requireDelegate(rule, decider);
  return { ruleId: rule?.id ?? null, aboutIndividual: isAboutIndividual(command, rule?.category), deciderId };
}

async function rulesInForce(tx: Tx, { bodyId, decidedDay, isUrgent }: NewDelegatedDecision): Promise<RuleView[]> {
  const scheme = await schemeInForce(tx, bodyId, decidedDay);
  if (scheme !== undefined) return scheme.rules;
  if (isUrgent === true) return [];
  throw conflict(
    'no-scheme',
    `Organet hade ingen delegationsordning den ${decidedDay}; då beslutar organet självt (KL 6 kap. 37 §).`,
  );
}

/** An ordinary decision names its rule. An urgent one rests on the law, and on a rule only where the body has made one for it. */
function namedRule(
  rules: readonly RuleView[],
  { ruleNumber, isUrgent = false, category, decidedDay }: NewDelegatedDecision,
): RuleView | undefined {
  if (ruleNumber === undefined) {
    if (isUrgent) return undefined;
    throw invalid('/ruleNumber', 'required', 'Ange vilken punkt i delegationsordningen beslutet stöder sig på.');
  }
  const rule = rules.find(({ number }) => number === ruleNumber.trim());
  if (rule === undefined)
    throw invalid(
      '/ruleNumber',
      'unknown-rule',
      `Punkt ${ruleNumber} fanns inte i den delegationsordning som gällde ${decidedDay}.`,
    );
  if (category !== undefined && rule.category !== category)
    throw invalid(
      '/ruleNumber',
      'wrong-category',
      `Punkt ${ruleNumber} (${rule.description}) ger inte rätt att besluta om det här; ange en punkt av slaget ${category}.`,
    );
  if (isUrgent !== (rule.category === 'urgent'))
    throw invalid(
      '/ruleNumber',
      'not-urgent',
      `Punkt ${ruleNumber} gäller ${isUrgent ? 'inte ' : ''}brådskande ärenden (KL 6 kap. 39 §).`,
    );
  return rule;
}

/** One records one's own decisions; those of others, and of a machine, are recorded by the body's secretary. */
function deciderOf(
  actor: Actor,
  { id: bodyId, authority_id: authorityId }: DecidingBody,
  { decidedById }: NewDelegatedDecision,
  rule: RuleView | undefined,
): string | null {
  const isAutomated = rule?.delegate.kind === 'automated';
  if (!isAutomated && (decidedById === undefined || decidedById === actor.personId)) return actor.personId;
  const isRecorder = may(actor, 'delegation.set', { authorityId, bodyId }) || (isAutomated && actor.kind === 'machine');
  if (!isRecorder)
    throw new DomainError('forbidden', 'Andras beslut förs in av organets sekreterare.', { code: 'not-own-decision' });
  return decidedById ?? null;
}

async function insert(
  tx: Tx,
  actor: Actor,
  id: string,
  { bodyId, isUrgent = false, matterId, decidedDay, text }: NewDelegatedDecision,
  { ruleId, aboutIndividual, deciderId }: Authorised,
): Promise<{ year: number; number: number }> {
  const values = [
    id,
    bodyId,
    ruleId,
    isUrgent,
    Number(decidedDay.slice(0, 4)),
    matterId ?? null,
    decidedDay,
    deciderId,
  ];
  return only(
    await rows<{ year: number; number: number }>(
      tx,
      `with series as (
         insert into delegation_series (body_id, year, last_number) values ($2, $5, 1)
           on conflict (body_id, year) do update set last_number = delegation_series.last_number + 1 returning last_number)
       insert into delegated_decision (id, body_id, rule_id, is_urgent, year, number, matter_id, decided_day, decided_by, text, recorded_by, about_individual)
         select $1, $2, $3, $4, $5, series.last_number, $6, $7, $8, $9, $10, $11 from series returning year, number`,
      [...values, text.trim(), actor.personId, aboutIndividual],
    ),
  );
}
