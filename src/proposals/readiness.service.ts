/** What still stops a proposal from being submitted: one list for the submission that refuses and for the page that warns. */
import { Injectable } from '@nestjs/common';
import { Calls } from '../calls/calls.service.js';
import { defaultMandatorySections, type SectionKind } from '../calls/call.rules.js';
import { DomainError, type FieldFault } from '../kernel/errors.js';
import type { Money } from '../kernel/money.js';
import { faultsAgainst } from './applications/application.rules.js';
import { Awards } from './applications/awards.service.js';
import type { Tx } from '../platform/database/transaction.js';
import { outsideTerms } from './draft.rules.js';
import { incompleteness } from './proposal.rules.js';
import { formerTotals } from './proposal.store.js';
import { type StaleTotal, staleTotals } from './stated-totals.rules.js';
import { type Content, totalOf } from './version.rules.js';

export interface ReadinessView {
  versionNumber: number;
  total: Money;
  measureCount: number;
  /** R-19; of the call that is answered, otherwise the usual ones. */
  mandatorySections: SectionKind[];
  faults: FieldFault[];
  /** totals in the texts that the measures do not add up to. */
  statedTotals: Omit<StaleTotal, 'fault'>[];
}

export interface ToSubmit {
  id: string;
  callId: string | null;
  authorityId: string;
  versionNumber: number;
  content: Content;
}

@Injectable()
export class Readiness {
  constructor(
    private readonly calls: Calls,
    private readonly awards: Awards,
  ) {}

  /** @throws what the call answers when it can no longer be answered: submitting is then refused for that reason. */
  async of(tx: Tx, { id, callId, authorityId, versionNumber, content }: ToSubmit): Promise<ReadinessView> {
    const terms = callId === null ? undefined : await this.calls.termsOf(tx, callId, authorityId);
    const mandatorySections = [...(terms?.mandatorySections ?? defaultMandatorySections)];
    const applied = terms?.kind === 'associationGrant' ? await this.awards.appliedFor(tx, id) : undefined;
    const former = await formerTotals(tx, id, versionNumber);
    const stale = content.measures.length === 0 ? [] : staleTotals(content, former);
    return {
      versionNumber,
      total: totalOf(content.measures),
      measureCount: content.measures.length,
      mandatorySections,
      faults: [
        ...incompleteness(content, mandatorySections),
        ...stale.map(({ fault }) => fault),
        ...(terms === undefined ? [] : outsideTerms(content.measures, terms)),
        ...(applied === undefined ? [] : faultsAgainst(content.measures, applied)),
      ],
      statedTotals: stale.map(({ fault: _fault, ...found }) => found),
    };
  }

  /** As `of`, for a page: what the call refuses is one fault more, and the rest is still told. */
  async shown(tx: Tx, proposal: ToSubmit): Promise<ReadinessView> {
    try {
      return await this.of(tx, proposal);
    } catch (error) {
      if (!(error instanceof DomainError) || proposal.callId === null) throw error;
      const rest = await this.of(tx, { ...proposal, callId: null });
      return {
        ...rest,
        faults: [{ pointer: '/callId', code: error.code ?? error.type, detail: error.message }, ...rest.faults],
      };
    }
  }
}
