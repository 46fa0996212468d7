/** Class C on money, proposals and ballots: versions, ceilings, and acts that exclude each other. */
import { differences, type Observed } from './observed.js';
import { ballot } from './sittings.js';
import { send, type Target, type Targets } from './target.js';
import { sek, type MadeProposal, type World } from './world.js';

const officer = 'asn.handlaggare';

const draftOf = (world: World): Promise<MadeProposal> => world.once('proposal', () => world.proposal());

const ifMatch: Target = {
  prepare: draftOf,
  each: async (world, input) => {
    const { id } = await draftOf(world);
    return send(world, 'PATCH', `/api/v1/proposals/${id}`, {
      as: officer,
      ifMatch: String(input),
      json: { title: 'Ny' },
    });
  },
};

const ifMatchMissing: Target = {
  prepare: draftOf,
  each: async (world, input) => {
    const { id } = await draftOf(world);
    if (input === 'patch')
      return send(world, 'PATCH', `/api/v1/proposals/${id}`, { as: officer, json: { title: 'Ny' } });
    return send(world, 'POST', `/api/v1/proposals/${id}/submission`, { as: officer });
  },
};

const statuses = (answers: readonly Observed[]): number[] => answers.map(({ status }) => status).sort((a, b) => a - b);

const twoChanges: Target = {
  all: async (world, row) => {
    const { rounds } = row.inputs[0] as { rounds: number };
    const { id } = await world.proposal();
    for (let round = 1; round <= rounds; round += 1) {
      const titles = [`Ena ${round}`, `Andra ${round}`];
      const answers = await Promise.all(
        titles.map((title) =>
          send(world, 'PATCH', `/api/v1/proposals/${id}`, { as: officer, ifMatch: round, json: { title } }),
        ),
      );
      expect(statuses(answers)).toEqual([200, 412]);
      const won = titles[answers.findIndex(({ status }) => status === 200)];
      const [stored] = await world.app.query(`select title, version from proposal where id = $1`, [id]);
      expect(stored).toEqual({ title: won, version: round + 1 });
    }
  },
};

/** Allocations of one amount each, on the executive board's agenda, over ten matters and proposals. */
async function allocations(world: World, sourceId: string, amount: string, times: number): Promise<string[]> {
  const places: { matterId: string; proposal: MadeProposal }[] = [];
  for (let index = 0; index < Math.min(times, 10); index += 1)
    places.push({ matterId: await world.boardMatter(), proposal: await world.approved('1000000.00') });
  const items: string[] = [];
  for (let index = 0; index < times; index += 1) {
    const { matterId, proposal } = places[index % places.length] as (typeof places)[number];
    const [measureKey] = proposal.measureKeys;
    const row = { proposalId: proposal.id, measureKey, sourceId, year: 2023, amount: sek(amount) };
    items.push(await world.list('allocation', await world.allocation(matterId, [row]), 'KS'));
  }
  return items;
}

const decide = (world: World, agendaItemId: string, key = world.key()): Promise<Observed> =>
  send(world, 'POST', `/api/v1/agenda-items/${agendaItemId}/decision`, {
    as: 'ks.sekreterare',
    ifMatch: 1,
    json: { outcome: 'approve' },
    key,
  });

async function reservedOf(world: World, sourceId: string): Promise<string> {
  const [row] = await world.app.query<{ reserved: string }>(
    `select reserved_ore::text as reserved from source_year where source_id = $1 and year = 2023`,
    [sourceId],
  );
  return row?.reserved ?? '';
}

const keyAfterCeiling: Target = {
  all: async (world) => {
    const sourceId = await world.source('100.00');
    const [item] = (await allocations(world, sourceId, '100.01', 1)) as [string];
    const key = world.key();
    const first = await decide(world, item, key);
    expect(first).toMatchObject({ status: 409, type: 'ceiling-exceeded' });
    await world.setCeiling(sourceId, '200.00');
    const second = await decide(world, item, key);
    expect([second.status, second.text]).toEqual([409, first.text]);
    expect(second.headers?.get('idempotent-replayed')).toBe('true');
    expect(await reservedOf(world, sourceId)).toBe('0');
    expect((await decide(world, item)).status).toBe(201);
    expect(await reservedOf(world, sourceId)).toBe('10001');
  },
};

const parallelAllocations: Target = {
  all: async (world, row) => {
    const { times, fit } = row.inputs[0] as { times: number; fit: number };
    const sourceId = await world.source('1000.00');
    const items = await allocations(world, sourceId, '100.00', times);
    const answers = await Promise.all(items.map((item) => decide(world, item)));
    const refused = answers.filter(({ status }) => status !== 201);
    expect(refused.map(({ status, type }) => `${status} ${type}`)).toEqual(
      Array.from({ length: times - fit }, () => '409 ceiling-exceeded'),
    );
    expect(await reservedOf(world, sourceId)).toBe('100000');
    expect(await world.app.violations()).toEqual([]);
  },
};

/** M1 and M10: nothing is given above what held at that moment, and nothing already given is cut. */
const loweredMeanwhile: Target = {
  all: async (world, row) => {
    const { times } = row.inputs[0] as { times: number };
    const sourceId = await world.source('3000.00');
    const items = await allocations(world, sourceId, '100.00', times);
    const lower = world.setCeiling(sourceId, '1000.00');
    const answers = await Promise.all(items.map((item) => decide(world, item)));
    await lower;
    expect(answers.every(({ status, type }) => status === 201 || type === 'ceiling-exceeded')).toBe(true);
    const given = answers.filter(({ status }) => status === 201).length;
    expect(given).toBeGreaterThanOrEqual(10);
    expect(await reservedOf(world, sourceId)).toBe(String(given * 10_000));
    const above = await world.app.query(
      `select 1 from ledger_entry e join source_year s on s.id = e.source_year_id
        where s.source_id = $1 and e.account = 'source' and e.amount_ore > 0 and e.running_total_ore > e.cap_at_entry_ore`,
      [sourceId],
    );
    expect(above).toEqual([]);
    // With the lower ceiling in force not one krona more is given.
    const [late] = (await allocations(world, sourceId, '0.01', 1)) as [string];
    expect(await decide(world, late)).toMatchObject({ status: 409, type: 'ceiling-exceeded' });
    expect(await world.app.violations()).toEqual([]);
  },
};

/** By a manager, or by the committee; against the case officer who takes the proposal back. */
const approveAndWithdraw: Target = {
  all: async (world, row) => {
    const { rounds } = row.inputs[0] as { rounds: number };
    for (let round = 0; round < rounds; round += 1) {
      const byCommittee = round % 2 === 1;
      const listed = byCommittee ? await world.listed() : { ...(await world.submitted()), agendaItemId: '' };
      const version = await world.versionOf('proposal', listed.id);
      const approve = byCommittee
        ? send(world, 'POST', `/api/v1/agenda-items/${listed.agendaItemId}/decision`, {
            as: 'asn.sekreterare',
            ifMatch: 1,
            json: { outcome: 'approve' },
          })
        : send(world, 'POST', `/api/v1/proposals/${listed.id}/approvals`, { as: 'asn.enhetschef', ifMatch: version });
      const withdraw = send(world, 'POST', `/api/v1/proposals/${listed.id}/withdrawal`, {
        as: officer,
        ifMatch: version,
        json: { reason: 'Behövs inte' },
      });
      const answers = await Promise.all([approve, withdraw]);
      const [lost] = answers.filter(({ status }) => status >= 300);
      expect(answers.filter(({ status }) => status < 300)).toHaveLength(1);
      expect([409, 412]).toContain(lost?.status);
      const [row] = await world.app.query<{ status: string }>(`select status from proposal where id = $1`, [listed.id]);
      const isWithdrawn = answers[1]?.status === 200;
      expect(row?.status).toBe(isWithdrawn ? 'withdrawn' : byCommittee ? 'approved' : 'managerReview');
    }
    expect(await world.app.violations()).toEqual([]);
  },
};

/** Every vote that was acknowledged is counted, and none is acknowledged after the count. */
const ballotClosed: Target = {
  all: async (world, row) => {
    const { rounds } = row.inputs[0] as { rounds: number };
    const voters = ['grn.ledamot', 'grn.vice', 'grn.ordforande'];
    for (const as of voters) await world.cookie(as);
    for (let round = 0; round < rounds; round += 1) {
      const { id, choice } = await ballot(world);
      const close = (): Promise<Observed> =>
        send(world, 'POST', `/api/v1/ballots/${id}/closing`, { as: 'grn.sekreterare', json: { castingVote: choice } });
      const acts = voters.map(
        (as) => (): Promise<Observed> => send(world, 'POST', `/api/v1/ballots/${id}/votes`, { as, json: { choice } }),
      );
      // In turn first, last and between, so that the race is not always lost by the same.
      const place = round % (acts.length + 1);
      const answers = await Promise.all(acts.toSpliced(place, 0, close).map((act) => act()));
      const [closed] = answers.splice(place, 1) as [Observed];
      expect(closed.status).toBe(200);
      const late = answers.filter(({ status }) => status !== 204);
      for (const observed of late) expect(differences(row.expect ?? {}, observed)).toEqual([]);
      const { count } = JSON.parse(closed.text) as { count: { votes: Record<string, number> } };
      expect(count.votes[choice] ?? 0).toBe(voters.length - late.length);
    }
    expect(await world.app.violations()).toEqual([]);
  },
};

export const raceTargets: Targets = {
  'if-match': ifMatch,
  'if-match-missing': ifMatchMissing,
  'two-changes': twoChanges,
  'key-after-ceiling': keyAfterCeiling,
  'parallel-allocations': parallelAllocations,
  'lowered-meanwhile': loweredMeanwhile,
  'approve-and-withdraw': approveAndWithdraw,
  ballot: ballotClosed,
};
