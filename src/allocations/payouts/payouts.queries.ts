/** Payout lists for reading, and as a document to sign and hand on. */
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor } from '../../kernel/actor.js';
import { notFound } from '../../kernel/errors.js';
import { Money } from '../../kernel/money.js';
import type { Page, PageRequest } from '../../kernel/page.js';
import { actsFrom } from '../../kernel/transitions.js';
import { reachOver } from '../../identity/reach.rules.js';
import { moneyOf } from '../../platform/database/columns.js';
import { paged } from '../../platform/database/paged.js';
import { rows } from '../../platform/database/sql.js';
import { type PaymentKind, shownAccount } from '../../proposals/association.rules.js';
import { payoutMachine, type PayoutStatus } from './payout.rules.js';
import { maySee } from './payouts.sql.js';

export interface PayoutItem {
  id: string;
  callId: string;
  callTitle: string;
  registrationNumber: string;
  authorityId: string;
  number: number;
  status: PayoutStatus;
  rows: number;
  total: Money;
  preparedAt: Date;
  paidDay: string | null;
  version: number;
}

export interface PayoutRowView {
  applicationId: string;
  registrationNumber: string;
  associationName: string;
  organisationNumber: string;
  title: string;
  sourceCode: string;
  year: number;
  paymentKind: PaymentKind;
  paymentNumber: string;
  amount: Money;
  actualCostId: string | null;
}

export interface PayoutView extends Omit<PayoutItem, 'rows'> {
  preparedBy: string;
  attestedBy: string | null;
  attestedAt: Date | null;
  voucher: string | null;
  cancelledReason: string | null;
  rows: PayoutRowView[];
  possibleActs: string[];
}

const columns = `
  l.id, l.call_id as "callId", c.title as "callTitle", m.registration_number as "registrationNumber", m.authority_id as "authorityId", l.number, l.status,
  (select count(*)::integer from payout_row r where r.list_id = l.id) as rows,
  (select coalesce(sum(r.amount_ore), 0)::text from payout_row r where r.list_id = l.id) as total, l.prepared_at as "preparedAt", l.paid_day as "paidDay", l.version`;
const tables = `payout_list l join call c on c.id = l.call_id join matter m on m.id = c.matter_id`;

/** $1 everywhere, $2 own authorities, $3 call, $4 status. */
const listing = {
  columns,
  from: `${tables} where ($1::boolean or m.authority_id = any($2::uuid[])) and ($3::uuid is null or l.call_id = $3) and ($4::text is null or l.status = $4)`,
  orderBy: 'l.prepared_at desc, l.id',
};

@Injectable()
export class PayoutsQueries {
  constructor(private readonly dataSource: DataSource) {}

  async list(
    actor: Actor,
    filter: { callId?: string | undefined; status?: PayoutStatus | undefined },
    page: PageRequest,
  ): Promise<Page<PayoutItem>> {
    const { everywhere, authorityIds } = reachOver('register', actor);
    const values = [everywhere, authorityIds, filter.callId ?? null, filter.status ?? null];
    const found = await paged<Omit<PayoutItem, 'total'> & { total: string }>(this.dataSource, listing, values, page);
    return { ...found, items: found.items.map((item) => ({ ...item, total: moneyOf(item.total) })) };
  }

  /** @throws not-found, also for another authority's */
  async get(actor: Actor, id: string): Promise<PayoutView> {
    const [row] = await rows<Omit<PayoutView, 'rows' | 'total' | 'possibleActs'>>(
      this.dataSource,
      `select ${columns}, (select p.name from person p where p.id = l.prepared_by) as "preparedBy", (select p.name from person p where p.id = l.attested_by) as "attestedBy",
           l.attested_at as "attestedAt", l.voucher, l.cancelled_reason as "cancelledReason" from ${tables} where l.id = $1`,
      [id],
    );
    if (row === undefined || !maySee(actor, row.authorityId)) throw notFound('Utbetalningslistan');
    const found = await rows<Omit<PayoutRowView, 'amount'> & { amount: string }>(
      this.dataSource,
      `select r.application_id as "applicationId", m.registration_number as "registrationNumber", s.name as "associationName",
           s.organisation_number as "organisationNumber", a.title, f.code as "sourceCode", y.year, r.payment_kind as "paymentKind",
           r.payment_number as "paymentNumber", r.amount_ore as amount, r.actual_cost_id as "actualCostId"
         from payout_row r join application a on a.id = r.application_id join association s on s.id = a.association_id join matter m on m.id = a.matter_id
           join source_year y on y.id = r.source_year_id join funding_source f on f.id = y.source_id where r.list_id = $1 order by r.position`,
      [id],
    );
    const lines = found.map((line) => ({
      ...line,
      amount: moneyOf(line.amount),
      paymentNumber: shownAccount({ kind: line.paymentKind, number: line.paymentNumber }),
    }));
    const total = Money.sum(lines.map(({ amount }) => amount));
    return { ...row, rows: lines, total, possibleActs: actsFrom(payoutMachine, row.status) };
  }
}
