/** The executive board at work, over HTTP: sources, approved proposals, allocations on its agenda. For tests of allocations. */
import { openFor } from './meetings.js';
import { v7 as uuidv7 } from 'uuid';
import { Ledger } from '../../src/funding/ledger.service.js';
import type { Client, Reply, TestApplication } from './app.js';

export interface ApprovedProposal {
  id: string;
  measureKeys: string[];
}

export interface RowBody {
  proposalId: string;
  measureKey: string;
  sourceId: string;
  year: number;
  amount: { amount: string; currency: 'SEK' };
  reason?: string;
}

export const sek = (amount: string) => ({ amount, currency: 'SEK' as const });

export class AllocationScene {
  private count = 0;

  constructor(readonly app: TestApplication) {}

  office(): Promise<Client> {
    return this.app.as('ks.stadskontoret');
  }

  secretary(): Promise<Client> {
    return this.app.as('ks.sekreterare');
  }

  /** An open source with a ceiling for 2023. */
  async source(code: string, ceiling: string, kind = 'stateGrant'): Promise<string> {
    const [office, controller] = [await this.office(), await this.app.as('ks.controller')];
    const made = await office.post('funding-sources', {
      code,
      name: `Källan ${code}`,
      kind,
      useFromDay: '2023-01-01',
      useToDay: '2023-12-31',
    });
    const { id } = expectStatus(made, 201).body as { id: string };
    expectStatus(await office.post(`funding-sources/${id}/announce`, undefined, { ifMatch: 1 }), 200);
    expectStatus(await office.post(`funding-sources/${id}/open`, undefined, { ifMatch: 2 }), 200);
    const body = { year: 2023, amount: sek(ceiling), validFromDay: '2019-01-01', ground: 'Beslut av bidragsgivaren' };
    expectStatus(await controller.post(`funding-sources/${id}/ceilings`, body), 201);
    return id;
  }

  /** As if its committee had approved it; how that comes about is another module's test. */
  async approved(authority: string, amounts: readonly string[], status = 'approved'): Promise<ApprovedProposal> {
    const [id, versionId, matterId] = [uuidv7(), uuidv7(), await this.matter(authority)];
    const measureKeys = amounts.map(() => uuidv7());
    const ores = amounts.map((amount) => amount.replace('.', ''));
    await this.app.database.owner.transaction(async (tx) => {
      await tx.query(
        `insert into proposal (id, matter_id, authority_id, title, author_id, current_version_id, status)
           values ($1, $2, $3, 'Insatser', $4, $5, 'drafting')`,
        [id, matterId, this.app.authorityIds.get(authority), this.app.personIds.get('asn.handlaggare'), versionId],
      );
      await tx.query(
        `insert into proposal_version (id, proposal_id, number, origin, title) values ($1, $2, 1, 'drafted', 'Insatser')`,
        [versionId, id],
      );
      await tx.query(
        `insert into measure (version_id, measure_key, position, title, requested_ore, year)
           select $1, m.key, m.place, 'Insats ' || m.place, m.ore, 2023 from unnest($2::uuid[], $3::bigint[]) with ordinality as m (key, ore, place)`,
        [versionId, measureKeys, ores],
      );
      await tx.query(`update proposal_version set frozen_at = now(), content_hash = '\\x00' where id = $1`, [
        versionId,
      ]);
      await tx.query(
        `update proposal set status = $3, approved_version_id = $2, submitted_version_id = $2 where id = $1`,
        [id, versionId, status],
      );
      await tx.query(
        `insert into approved_measure (proposal_id, measure_key, approved_ore) select $1, * from unnest($2::uuid[], $3::bigint[])`,
        [id, measureKeys, ores],
      );
    });
    return { id, measureKeys };
  }

  async matter(authority: string): Promise<string> {
    const id = uuidv7();
    this.count += 1;
    await this.app.query(
      `insert into matter (id, authority_id, registration_number, year, number, title, opened_day) values ($1, $2, $3, 2023, $4, 'Ärende', '2023-01-01')`,
      [id, this.app.authorityIds.get(authority), `${authority}-2023-${this.count}`, this.count],
    );
    return id;
  }

  row(proposal: ApprovedProposal, measure: number, sourceId: string, amount: string, reason?: string): RowBody {
    return {
      proposalId: proposal.id,
      measureKey: proposal.measureKeys[measure] ?? '',
      sourceId,
      year: 2023,
      amount: sek(amount),
      ...(reason === undefined ? {} : { reason }),
    };
  }

  /** A draft in a matter of its own. @returns its id; it then has version 2 */
  async draft(rows: readonly RowBody[]): Promise<string> {
    const office = await this.office();
    const made = await office.post('allocations', { title: 'Fördelning', matterId: await this.matter('KS') });
    const { id } = expectStatus(made, 201).body as { id: string };
    expectStatus(await office.put(`allocations/${id}/rows`, { rows }, { ifMatch: 1 }), 200);
    return id;
  }

  /** Puts it before the bodies named, on days in order from the one given. @returns the item on the first agenda */
  async planned(id: string, bodies: readonly string[] = ['KS']): Promise<string> {
    const secretary = await this.secretary();
    const meetingIds: string[] = [];
    for (const body of bodies) {
      this.count += 1;
      const day = new Date(Date.UTC(2019, 0, 2 + this.count)).toISOString().slice(0, 10);
      const meeting = await secretary.post(`bodies/${this.app.bodyIds.get(body)}/meetings`, { day });
      meetingIds.push((expectStatus(meeting, 201).body as { id: string }).id);
    }
    const route = await secretary.post('routes', { subjectKind: 'allocation', subjectId: id, meetingIds });
    return (expectStatus(route, 201).body as { agendaItemId: string }).agendaItemId;
  }

  async decide(agendaItemId: string, command: Record<string, unknown>): Promise<Reply> {
    const secretary = await this.secretary();
    await openFor(secretary, agendaItemId);
    return secretary.post(`agenda-items/${agendaItemId}/decision`, command, { ifMatch: 1 });
  }

  /** Draft, agenda, decision of the board. */
  async approve(rows: readonly RowBody[], command: Record<string, unknown> = { outcome: 'approve' }): Promise<Reply> {
    return this.decide(await this.planned(await this.draft(rows)), command);
  }

  async totals(): Promise<Record<string, { allocated: string; remaining: string; overAllocated: boolean }>> {
    const reply = expectStatus(await (await this.office()).get('totals'), 200);
    const sources = (
      reply.body as {
        sources: {
          code: string;
          allocated: { amount: string };
          remaining: { amount: string };
          overAllocated: boolean;
        }[];
      }
    ).sources;
    return Object.fromEntries(
      sources.map(({ code, allocated, remaining, overAllocated }) => [
        code,
        { allocated: allocated.amount, remaining: remaining.amount, overAllocated },
      ]),
    );
  }

  /** Violations of the money's own checks; proposals made by hand break those of proposals. */
  async broken(): Promise<string[]> {
    return (await this.app.violations())
      .map((result) => result.name)
      .filter((name) => /^(funding|allocations|decisions)\//.test(name));
  }

  get ledger(): Ledger {
    return this.app.app.get(Ledger);
  }
}

export function expectStatus(reply: Reply, status: number): Reply {
  if (reply.status !== status) throw new Error(`expected ${status}, got ${reply.status}: ${reply.text}`);
  return reply;
}
