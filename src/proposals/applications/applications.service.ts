/**
 * Associations' applications: who may apply, what came in and when, and what is taken back. The administration's proposal
 * about one begins in `reviews.service.ts`; the money is given in `awards.service.ts`.
 */
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { Actor } from '../../kernel/actor.js';
import { conflict, invalid, notFound } from '../../kernel/errors.js';
import type { Money } from '../../kernel/money.js';
import { step } from '../../kernel/transitions.js';
import { takesAnswers } from '../../calls/call.rules.js';
import { Calls } from '../../calls/calls.service.js';
import { requirePermit } from '../../identity/permit.rules.js';
import { affected, rows } from '../../platform/database/sql.js';
import type { Tx } from '../../platform/database/transaction.js';
import { requireVersion } from '../../platform/http/request-context.js';
import { requireReceiptGround } from '../../registry/registry.rules.js';
import { type FileOfVersion, Registry } from '../../registry/registry.service.js';
import { ApplicationActs, type ApplicationState } from './application.acts.js';
import { alreadyApplied, applicationMachine, requireYearOfCall } from './application.rules.js';
import * as store from './application.store.js';
import { applicationEvents } from './applications.events.js';
import { unknownAssociation } from './associations.service.js';

export interface ApplicationContent {
  title: string;
  purpose: string;
  appliedAmount: Money;
  year: number;
  memberCount?: number | undefined;
  /** Who signs for the association. */
  signatory?: string | undefined;
}

/** An application as the store holds it already: what was typed, and what came with it. */
export interface ApplicationPapers {
  application: FileOfVersion;
  attached: readonly FileOfVersion[];
}

export interface Receipt {
  via: 'link' | 'hand';
  /** With microseconds where the database's clock told it. */
  receivedAt?: Date | string | undefined;
  notedElsewhere?: string | undefined;
  /** Undefined when it would be refused. */
  papers: ApplicationPapers | undefined;
}

export interface ReceivedApplication extends ApplicationState {
  matterId: string;
  registrationNumber: string;
  documentNumber: number;
  receivedAt: Date;
  isLate: boolean;
}

@Injectable()
export class Applications {
  constructor(
    private readonly registry: Registry,
    private readonly calls: Calls,
    private readonly acts: ApplicationActs,
  ) {}

  /**
   * Opens a place in the call for one association, which a link or the registrar then fills.
   * @throws not-found, forbidden, validation-failed `unknown-association`, state-conflict (`call-not-open`, `not-for-associations`), duplicate `application`
   */
  async invite(
    tx: Tx,
    actor: Actor,
    { callId, associationId }: { callId: string; associationId: string },
  ): Promise<ApplicationState> {
    const { authorityId, matterId } = await this.calls.forAssociations(tx, actor, callId);
    requirePermit(actor, 'application.handle', { authorityId });
    await requireOpen(tx, callId);
    const [known] = await rows(tx, `select 1 from association where id = $1`, [associationId]);
    if (known === undefined) throw unknownAssociation();
    const id = uuidv7();
    await affected(tx, `insert into application (id, call_id, association_id, created_by) values ($1, $2, $3, $4)`, [
      id,
      callId,
      associationId,
      actor.personId,
    ]);
    const payload = { from: null, to: 'invited', callId, associationId };
    await this.acts.record(tx, actor, applicationEvents.invited, id, matterId, payload);
    return { id, status: 'invited', version: 1 };
  }

  /** Registered by the administration: it came on paper or by mail. @throws not-found, forbidden, precondition-failed, and as `receive` */
  async receiveByHand(
    tx: Tx,
    actor: Actor,
    id: string,
    expected: number,
    content: ApplicationContent,
    receipt: Omit<Receipt, 'via' | 'receivedAt'> & { receivedAt?: Date | undefined },
  ): Promise<ReceivedApplication> {
    const found = await store.visible(tx, actor, id);
    requirePermit(actor, 'application.handle', { authorityId: found.authorityId });
    requireReceiptGround(receipt.receivedAt, receipt.notedElsewhere);
    return this.receive(tx, actor, found, expected, content, { ...receipt, via: 'hand' });
  }

  /** From the holder of a link, who has no account: received as it arrived. @throws as `receive` */
  receiveByLink(
    tx: Tx,
    actor: Actor,
    found: store.FoundApplication,
    content: ApplicationContent,
    { arrivedAt, papers }: { arrivedAt: string; papers: ApplicationPapers | undefined },
  ): Promise<ReceivedApplication> {
    return this.receive(tx, actor, found, undefined, content, { via: 'link', receivedAt: arrivedAt, papers });
  }

  /**
   * Opens a matter in the authority's own series and registers the application in it as received when it came (OSL 5:1, R-18).
   * @throws state-conflict (`already-applied`, `call-not-open`), validation-failed (`outside-call`, `future`)
   */
  private async receive(
    tx: Tx,
    actor: Actor,
    found: store.FoundApplication,
    expected: number | undefined,
    content: ApplicationContent,
    { via, receivedAt, notedElsewhere, papers }: Receipt,
  ): Promise<ReceivedApplication> {
    const application = await store.lock(tx, found.id);
    if (expected !== undefined) requireVersion(expected, application.version);
    if (application.status !== 'invited') throw alreadyApplied();
    const edge = step(applicationMachine, application.status, 'receive');
    const call = await requireOpen(tx, found.callId);
    requireYearOfCall(content.year, call.years);
    const moment = await store.momentOf(tx, found.callId, receivedAt);
    if (moment.isFuture) throw invalid('/receivedAt', 'future', 'Ansökan kan inte ha kommit in senare än nu.');
    if (papers === undefined) throw new Error(`application ${found.id} was not stored as a file`);
    const title = clean(content.title);
    const { associationName, authorityId } = found;
    const matter = await this.registry.openMatter(tx, actor, { authorityId, title: `Bidrag till ${associationName}` });
    const received = {
      matterId: matter.id,
      direction: 'received' as const,
      counterpart: associationName,
      receivedAt: moment.at,
    };
    const { documentId, number } = await this.registry.registerDocument(tx, actor, {
      ...received,
      kind: 'application',
      title: `Ansökan om bidrag: ${title}`,
      file: papers.application,
    });
    const attached: string[] = [];
    for (const file of papers.attached) {
      const annex = { ...received, kind: 'annex', title: `Bilaga till ansökan om bidrag: ${title}`, file };
      attached.push((await this.registry.registerDocument(tx, actor, annex)).documentId);
    }
    await affected(
      tx,
      `update application set status = $2, matter_id = $3, document_id = $4, via = $5, received_at = $6::timestamptz, noted_elsewhere = $7, title = $8,
           purpose = $9, applied_ore = $10, year = $11, member_count = $12, signatory = $13, version = version + 1 where id = $1`,
      [
        found.id,
        edge.to,
        matter.id,
        documentId,
        via,
        moment.exact,
        notedElsewhere?.trim() ?? null,
        title,
        content.purpose.trim().normalize('NFC'),
        content.appliedAmount.ore.toString(),
        content.year,
        content.memberCount ?? null,
        content.signatory?.trim() ?? null,
      ],
    );
    await store.attach(tx, found.id, attached);
    const payload = { via, isLate: moment.isLate, amount: content.appliedAmount.toString(), year: content.year };
    await this.acts.tell(tx, actor, application, 'receive', matter.id, payload);
    return {
      id: found.id,
      status: edge.to,
      version: application.version + 1,
      matterId: matter.id,
      registrationNumber: matter.registrationNumber,
      documentNumber: number,
      receivedAt: moment.at,
      isLate: moment.isLate,
    };
  }

  /** @throws not-found, forbidden, precondition-failed, state-conflict `not-allowed-in-state` */
  async withdraw(tx: Tx, actor: Actor, id: string, expected: number, reason: string): Promise<ApplicationState> {
    const found = await store.visible(tx, actor, id);
    requirePermit(actor, 'application.handle', { authorityId: found.authorityId });
    return this.takeBack(tx, actor, found, expected, reason);
  }

  /** By the association itself, as long as nobody has begun to review it. @throws state-conflict `not-allowed-in-state` */
  withdrawByLink(tx: Tx, actor: Actor, found: store.FoundApplication, reason: string): Promise<ApplicationState> {
    return this.takeBack(tx, actor, found, undefined, reason);
  }

  private async takeBack(
    tx: Tx,
    actor: Actor,
    found: store.FoundApplication,
    expected: number | undefined,
    reason: string,
  ): Promise<ApplicationState> {
    const application = await this.acts.begin(tx, found, expected, 'withdraw');
    const { to } = step(applicationMachine, application.status, 'withdraw');
    await affected(
      tx,
      `update application set status = $2, withdrawn_reason = $3, version = version + 1 where id = $1`,
      [found.id, to, reason.trim()],
    );
    await this.acts.tell(tx, actor, application, 'withdraw', application.matterId, {});
    return { id: found.id, status: to, version: application.version + 1 };
  }
}

const clean = (text: string): string => text.trim().normalize('NFC');

/** The call does not move meanwhile. @throws state-conflict `call-not-open` */
async function requireOpen(tx: Tx, callId: string): Promise<store.OpenCall> {
  const call = await store.holdCall(tx, callId);
  if (!call.isIssued) throw notFound('Utlysningen');
  if (!takesAnswers(call.status)) throw conflict('call-not-open', 'Utlysningen tar inte emot ansökningar längre.');
  return call;
}
