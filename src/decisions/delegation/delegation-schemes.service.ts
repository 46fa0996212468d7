/** Delegation schemes: what a body has let others decide, from a day until its next scheme. Set as a whole, never changed. */
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { Actor } from '../../kernel/actor.js';
import type { Day } from '../../kernel/day.js';
import { conflict, notFound } from '../../kernel/errors.js';
import { requirePermit } from '../../identity/permit.rules.js';
import { seatsOf } from '../../identity/seats.queries.js';
import { affected, rows } from '../../platform/database/sql.js';
import { only, type Tx } from '../../platform/database/transaction.js';
import { Events } from '../../platform/events/events.service.js';
import type { BodyKind } from '../subject-handler.js';
import { delegationEvents } from './delegation.events.js';
import {
  type DelegationRule,
  type Known,
  requireDelegatingBody,
  type RuleInput,
  soundRules,
} from './delegation.rules.js';

export interface NewScheme {
  bodyId: string;
  fromDay: Day;
  /** Where it was decided, e.g. `ASN 2023-01-25 § 12`. */
  ground: string;
  rules: readonly RuleInput[];
}

interface SchemeBody {
  authority_id: string;
  kind: BodyKind;
  name: string;
}

@Injectable()
export class DelegationSchemes {
  constructor(private readonly events: Events) {}

  /**
   * Sets the scheme with all its rules. Not from a day on which decisions already rest on the one before: what was decided
   * must stay within what was delegated when it was decided.
   * @throws not-found, forbidden, state-conflict (`body-may-not-delegate`, `scheme-in-use`), duplicate, and as `soundRules`
   */
  async set(tx: Tx, actor: Actor, scheme: NewScheme): Promise<{ id: string }> {
    // Whoever decides by delegation shares this lock, so no decision is made while its rules change.
    const [body] = await rows<SchemeBody>(
      tx,
      `select authority_id, kind, name from body where id = $1 for no key update`,
      [scheme.bodyId],
    );
    if (body === undefined) throw notFound('Organet');
    requirePermit(actor, 'delegation.set', { authorityId: body.authority_id, bodyId: scheme.bodyId });
    requireDelegatingBody(body);
    const rules = soundRules(scheme.rules, await knownDelegates(tx, scheme, body.authority_id));
    await requireUnused(tx, scheme);
    const id = uuidv7();
    await insert(tx, actor, id, scheme, rules);
    await this.events.record(tx, actor, {
      type: delegationEvents.schemeSet,
      subjectKind: 'body',
      subjectId: scheme.bodyId,
      payload: { schemeId: id, fromDay: scheme.fromDay, rules: rules.length },
    });
    return { id };
  }
}

async function knownDelegates(tx: Tx, { bodyId, fromDay }: NewScheme, authorityId: string): Promise<Known> {
  const seats = await seatsOf(tx, bodyId, fromDay);
  const subcommittees = await rows<{ id: string }>(
    tx,
    `select id from body where authority_id = $1 and kind = 'subcommittee' and $2 between valid_from and coalesce(valid_to, 'infinity')`,
    [authorityId, fromDay],
  );
  const holders = (kind: 'member' | 'substitute') =>
    new Set(seats.filter(({ seat }) => seat === kind).map(({ personId }) => personId));
  return {
    subcommitteeIds: new Set(subcommittees.map(({ id }) => id)),
    memberIds: holders('member'),
    substituteIds: holders('substitute'),
  };
}

async function requireUnused(tx: Tx, { bodyId, fromDay }: NewScheme): Promise<void> {
  const { latest, used } = only(
    await rows<{ latest: string | null; used: string | null }>(
      tx,
      `select (select max(from_day) from delegation_scheme where body_id = $1) as latest,
          (select max(decided_day) from delegated_decision where body_id = $1) as used`,
      [bodyId],
    ),
  );
  if (latest !== null && fromDay < latest)
    throw conflict('scheme-in-use', `Den gällande ordningen är från ${latest}; en ny börjar en senare dag.`);
  if (used !== null && fromDay <= used)
    throw conflict(
      'scheme-in-use',
      `Beslut har fattats på delegation till och med ${used}; en ny ordning börjar en senare dag.`,
    );
}

async function insert(
  tx: Tx,
  actor: Actor,
  id: string,
  scheme: NewScheme,
  rules: readonly DelegationRule[],
): Promise<void> {
  await affected(
    tx,
    `insert into delegation_scheme (id, body_id, from_day, ground, recorded_by) values ($1, $2, $3, $4, $5)`,
    [id, scheme.bodyId, scheme.fromDay, scheme.ground.trim(), actor.personId],
  );
  const stored = rules.map(({ delegate, isAppealable = true, ...rule }) => ({
    id: uuidv7(),
    number: rule.number,
    description: rule.description.trim(),
    category: rule.category,
    delegate_kind: delegate.kind,
    delegate_role: delegate.role ?? null,
    delegate_body_id: delegate.bodyId ?? null,
    delegate_person_id: delegate.personId ?? null,
    provision: rule.provision?.trim() ?? null,
    is_appealable: isAppealable,
    reporting: rule.reporting,
  }));
  await affected(
    tx,
    `insert into delegation_rule (id, scheme_id, number, description, category, delegate_kind, delegate_role, delegate_body_id,
         delegate_person_id, provision, is_appealable, reporting)
       select r.id, $1, r.number, r.description, r.category, r.delegate_kind, r.delegate_role, r.delegate_body_id,
           r.delegate_person_id, r.provision, r.is_appealable, r.reporting
         from jsonb_to_recordset($2::jsonb) as r (id uuid, number text, description text, category text, delegate_kind text,
           delegate_role text, delegate_body_id uuid, delegate_person_id uuid, provision text, is_appealable boolean, reporting text)`,
    [id, JSON.stringify(stored)],
  );
}
