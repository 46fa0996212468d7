/**
 * Sends a decision to those it concerns: one dispatch for each recipient, with the documents that may leave. Only when
 * the paragraph is adjusted, only once to each, and never with what a secrecy marking holds back.
 */
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { Actor } from '../../kernel/actor.js';
import { rows } from '../../platform/database/sql.js';
import { only, type Tx } from '../../platform/database/transaction.js';
import { Events } from '../../platform/events/events.service.js';
import { documentsToHand } from '../../registry/secrecy.queries.js';
import { type LockedItem, lockItem } from '../locks.js';
import { minutesIdOf } from '../minutes/minutes-place.sql.js';
import { Subjects } from '../subjects.js';
import { dispatchEvents } from './dispatch.events.js';
import {
  type AskedRecipient,
  type Attachment,
  type KnownAuthority,
  type MinutesOfItem,
  partAttachments,
  type Recipient,
  recipientsOf,
  requireAdjusted,
  requireNotYetSent,
  warningsOf,
  type Withheld,
} from './dispatch.rules.js';

export interface SendCommand {
  /** Those the subject's own dispatch list names, when left out. */
  recipients?: readonly AskedRecipient[] | undefined;
  /** Documents of the item's matter that go with the extract. */
  attachments?: readonly string[] | undefined;
}

export interface SentDispatches {
  items: { id: string; recipientAuthorityId: string | null; recipientName: string; version: number }[];
  attachments: Attachment[];
  withheld: Withheld[];
  /** What the sender must know: which documents stayed, and why. */
  warnings: string[];
}

@Injectable()
export class Dispatches {
  constructor(
    private readonly subjects: Subjects,
    private readonly events: Events,
  ) {}

  /**
   * The matter is locked before the markings are read, and whoever marks a document locks it too: nothing leaves that
   * was marked when it was sent.
   * @throws not-found, forbidden, state-conflict `not-decided`, `not-adjusted`, `internal-document`, duplicate
   *   `already-dispatched`, validation-failed for recipients and attachments.
   */
  async send(tx: Tx, actor: Actor, agendaItemId: string, command: SendCommand): Promise<SentDispatches> {
    const item = await lockItem(tx, actor, agendaItemId, 'dispatch.send');
    const { decision, minutes, behindClosedDoors } = await decidedIn(tx, item);
    requireAdjusted(decision?.id ?? null, minutes);
    if (decision === null) throw new Error(`item ${agendaItemId} is adjusted without a decision`);
    const asked = command.recipients ?? (await this.dispatchListOf(tx, item, decision.versionResultId));
    const recipients = recipientsOf(asked, await authoritiesOf(tx), item.authorityId);
    requireNotYetSent(recipients, await sentTo(tx, decision.id));
    const documentIds = command.attachments ?? [];
    const parts = partAttachments(documentIds, await documentsToHand(tx, item.matterId, documentIds));
    const items = await this.write(tx, actor, item, { decisionId: decision.id, minutes, recipients, ...parts });
    return { items, ...parts, warnings: warningsOf(parts.withheld, behindClosedDoors) };
  }

  /** The list of the version that stands after the decision: an amendment may have struck a committee's rows. */
  private async dispatchListOf(tx: Tx, item: LockedItem, versionId: string): Promise<readonly AskedRecipient[]> {
    const { dispatchList } = await this.subjects.of(item.subjectKind).presentation(tx, item.subjectId, versionId);
    return dispatchList;
  }

  private async write(
    tx: Tx,
    actor: Actor,
    item: LockedItem,
    sending: {
      decisionId: string;
      minutes: MinutesOfItem;
      recipients: readonly Recipient[];
      attachments: readonly Attachment[];
      withheld: readonly Withheld[];
    },
  ): Promise<SentDispatches['items']> {
    const { decisionId, minutes, recipients, attachments, withheld } = sending;
    const items = recipients.map(({ authorityId, name }) => ({
      id: uuidv7(),
      recipientAuthorityId: authorityId,
      recipientName: name,
      version: 1,
    }));
    await rows(
      tx,
      `insert into dispatch (id, decision_id, minutes_id, recipient_authority_id, recipient_name, attachments, withheld, sent_by)
         select r.id, $4, $5, r.authority_id, r.name, $6::jsonb, $7::jsonb, $8
           from unnest($1::uuid[], $2::uuid[], $3::text[]) as r (id, authority_id, name)`,
      [
        items.map(({ id }) => id),
        items.map(({ recipientAuthorityId }) => recipientAuthorityId),
        items.map(({ recipientName }) => recipientName),
        decisionId,
        minutes.minutesId,
        JSON.stringify(attachments),
        JSON.stringify(withheld),
        actor.personId,
      ],
    );
    await this.events.record(
      tx,
      actor,
      ...items.map(({ id, recipientAuthorityId }) => ({
        type: dispatchEvents.sent,
        subjectKind: 'dispatch',
        subjectId: id,
        matterId: item.matterId,
        payload: {
          decisionId,
          agendaItemId: item.id,
          bodyId: item.bodyId,
          minutesId: minutes.minutesId,
          // Whose registrar is told; empty for somebody outside the register.
          authorityIds: recipientAuthorityId === null ? [] : [recipientAuthorityId],
          attachments: attachments.map(({ documentId }) => documentId),
          withheld: withheld.map(({ documentId }) => documentId),
        },
      })),
    );
    return items;
  }
}

interface DecidedIn {
  behindClosedDoors: boolean;
  decision: { id: string; versionResultId: string } | null;
  minutes: MinutesOfItem | null;
}

/** The item's decision, and the document of minutes it stands in. */
async function decidedIn(tx: Tx, { id }: LockedItem): Promise<DecidedIn> {
  const [decision] = await rows<{ id: string; versionResultId: string }>(
    tx,
    `select id, version_result_id as "versionResultId" from decision where agenda_item_id = $1`,
    [id],
  );
  const { behindClosedDoors, ...minutes } = only(
    await rows<{ behindClosedDoors: boolean; minutesId: string | null; adjustedDay: string | null }>(
      tx,
      `select a.behind_closed_doors as "behindClosedDoors", m.id as "minutesId", m.adjusted_day as "adjustedDay" from agenda_item a
         left join minutes m on m.id = ${minutesIdOf('a')} where a.id = $1`,
      [id],
    ),
  );
  const { minutesId, adjustedDay } = minutes;
  return {
    behindClosedDoors,
    decision: decision ?? null,
    minutes: minutesId === null ? null : { minutesId, adjustedDay },
  };
}

async function authoritiesOf(tx: Tx): Promise<KnownAuthority[]> {
  return rows<KnownAuthority>(
    tx,
    `select id, name from authority where today_in_stockholm() between valid_from and coalesce(valid_to, 'infinity') order by name, id`,
  );
}

async function sentTo(tx: Tx, decisionId: string): Promise<Recipient[]> {
  return rows<Recipient>(
    tx,
    `select recipient_authority_id as "authorityId", recipient_name as name from dispatch where decision_id = $1`,
    [decisionId],
  );
}
