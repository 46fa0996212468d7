/** What a grantor demands of its grant. Dated, with the document it stands in; a change is a new condition. */
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { Actor } from '../../kernel/actor.js';
import type { Day } from '../../kernel/day.js';
import { invalid } from '../../kernel/errors.js';
import { requirePermit } from '../../identity/permit.rules.js';
import { affected, rows } from '../../platform/database/sql.js';
import type { Tx } from '../../platform/database/transaction.js';
import { Events } from '../../platform/events/events.service.js';
import { grantEvents } from './grants.events.js';
import { grantSource } from './grant-source.js';

export const conditionKinds = ['purpose', 'use', 'report', 'repayment', 'other'] as const;
export type ConditionKind = (typeof conditionKinds)[number];

export interface NewCondition {
  kind: ConditionKind;
  text: string;
  validFromDay: Day;
  /** Of a report: the last day the grantor takes it. */
  dueDay?: Day | undefined;
  /** The document as people name it, e.g. `Socialstyrelsens beslut 2023-01-18`. */
  reference: string;
  documentVersionId?: string | undefined;
}

@Injectable()
export class GrantConditions {
  constructor(private readonly events: Events) {}

  /** @throws not-found, forbidden, state-conflict `no-grant`, validation-failed (`not-applicable`, `unknown-document`) */
  async add(tx: Tx, actor: Actor, sourceId: string, condition: NewCondition): Promise<{ id: string }> {
    await grantSource(tx, sourceId);
    requirePermit(actor, 'grant.handle');
    if (condition.dueDay !== undefined && condition.kind !== 'report')
      throw invalid('/dueDay', 'not-applicable', 'Bara ett villkor om återrapport har en sista dag.');
    await requireDocument(tx, condition.documentVersionId);
    const id = uuidv7();
    await affected(
      tx,
      `insert into grant_condition (id, source_id, kind, text, valid_from_day, due_day, reference, document_version_id, recorded_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        id,
        sourceId,
        condition.kind,
        condition.text.trim(),
        condition.validFromDay,
        condition.dueDay ?? null,
        condition.reference.trim(),
        condition.documentVersionId ?? null,
        actor.personId,
      ],
    );
    await this.events.record(tx, actor, {
      type: grantEvents.conditionSet,
      subjectKind: 'fundingSource',
      subjectId: sourceId,
      payload: { conditionId: id, kind: condition.kind, validFromDay: condition.validFromDay },
    });
    return { id };
  }
}

/** @throws validation-failed `unknown-document` */
export async function requireDocument(tx: Tx, versionId: string | undefined): Promise<void> {
  if (versionId === undefined) return;
  const [found] = await rows(tx, `select 1 from document_version where id = $1`, [versionId]);
  if (found === undefined) throw invalid('/documentVersionId', 'unknown-document', 'Handlingen finns inte i diariet.');
}
