/** What the answers to a call add up to: per invited authority, and against the ceilings of the call's sources. */
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor } from '../kernel/actor.js';
import type { Money } from '../kernel/money.js';
import type { InvitationStatus } from '../calls/call.rules.js';
import { CallsQueries } from '../calls/calls.queries.js';
import { Totals, type TotalsView } from '../funding/totals.queries.js';
import { moneyOf } from '../platform/database/columns.js';
import { rows } from '../platform/database/sql.js';
import * as read from './proposal.read.sql.js';
import type { ProposalStatus } from './proposal.rules.js';

export interface Answer {
  authorityId: string;
  authorityName: string;
  status: InvitationStatus;
  receivedAt: Date | null;
  isLate: boolean;
  /** What stands: withdrawn and rejected proposals are shown and not counted. */
  requested: Money;
  approved: Money;
  allocated: Money;
  proposals: { id: string; registrationNumber: string; title: string; status: ProposalStatus; total: Money }[];
}

export interface AnswersView {
  callId: string;
  answers: Answer[];
  totals: TotalsView;
}

interface AnswerRow extends Omit<Answer, 'requested' | 'approved' | 'allocated' | 'proposals'> {
  requested: string;
  approved: string;
  allocated: string;
  proposals: { id: string; registrationNumber: string; title: string; status: ProposalStatus; ore: string }[];
}

@Injectable()
export class AnswersQueries {
  constructor(
    private readonly dataSource: DataSource,
    private readonly calls: CallsQueries,
    private readonly totals: Totals,
  ) {}

  /** @throws not-found also for a call the actor may not see. Drafts are in no sum here. */
  async of(actor: Actor, callId: string): Promise<AnswersView> {
    await this.calls.get(actor, callId);
    const found = await rows<AnswerRow>(this.dataSource, read.selectAnswers, [callId]);
    const answers = found.map(({ requested, approved, allocated, proposals, ...answer }) => ({
      ...answer,
      requested: moneyOf(requested),
      approved: moneyOf(approved),
      allocated: moneyOf(allocated),
      proposals: proposals.map(({ ore, ...proposal }) => ({ ...proposal, total: moneyOf(ore) })),
    }));
    return { callId, answers, totals: await this.totals.of(this.dataSource, { callId }) };
  }
}
