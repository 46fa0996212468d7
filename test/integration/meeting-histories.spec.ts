/**
 * Any sequence of coming, going, disqualification, claims and ballots: what the minutes count is what was voted, and
 * nothing is decided without quorum. A naive account, kept beside the application from what it accepted, is the judge.
 */
import fc from 'fast-check';
import { act, claim, type Item, itemBefore, members, substitutes } from '../support/assembly.js';
import { openMeeting } from '../support/meetings.js';
import { expectStatus, Story } from '../support/story.js';

let story: Story;
beforeAll(async () => {
  story = await Story.begin();
}, 60_000);
afterAll(async () => {
  const { violations } = await story.end();
  expect(violations).toEqual([]);
});

const everybody = [...members, ...substitutes];
const who = fc.nat({ max: everybody.length - 1 });
const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant('arrive' as const), who }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('leave' as const), who }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('disqualify' as const), who }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('claim' as const), who, kind: fc.nat({ max: 4 }) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('put' as const), pick: fc.nat(), contest: fc.boolean(), who }) },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('vote' as const),
      choices: fc.array(fc.nat({ max: 3 }), { minLength: 21, maxLength: 21 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('decide' as const) }) },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** What a reader of the accepted acts alone would say. */
class Account {
  readonly present: Set<string>;
  private readonly gone = new Set<string>();
  private readonly away = new Set<string>();
  /** Counts per closed ballot, in order. */
  readonly ballots: Record<string, number>[] = [];

  constructor(present: readonly string[]) {
    this.present = new Set(present);
  }

  came(name: string): void {
    this.present.add(name);
  }

  left(name: string): void {
    this.present.delete(name);
    this.gone.add(name);
  }

  disqualified(name: string): void {
    this.away.add(name);
  }

  serving(): number {
    const fit = (name: string): boolean => this.present.has(name) && !this.gone.has(name) && !this.away.has(name);
    const own = members.filter(fit).length;
    return own + Math.min(members.length - own, substitutes.filter(fit).length);
  }
}

/** What the histories reached in all; a run that reached neither would prove nothing. */
const reached = { ballots: 0, decisions: 0 };

class History {
  private readonly account: Account;
  private constructor(
    private readonly item: Item,
    present: readonly string[],
  ) {
    this.account = new Account(present);
  }

  static async begin(presentIndexes: readonly number[]): Promise<History> {
    const item = await itemBefore(story);
    const day = (await item.secretary.get(`meetings/${item.meetingId}`)).body.day as string;
    const later = new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);
    await story.meeting('ASN', later);
    // The chair and six more are always there, so that the meeting can open.
    const present = [
      ...new Set([...members.slice(0, 7), ...presentIndexes.map((index) => everybody[index] as string)]),
    ];
    await openMeeting(item.secretary, item.meetingId, { presentIds: present.map((name) => story.person(name)) });
    // Most histories begin with a dispute; without one the first decision would end them.
    if (present.length % 4 !== 0) await claim(item, { outcome: 'reject', moverId: story.person('asn.vice') });
    return new History(item, present);
  }

  async take(taken: Step): Promise<void> {
    const name = 'who' in taken ? (everybody[taken.who] as string) : '';
    if (taken.do === 'arrive' || taken.do === 'leave') return this.move(name, taken.do);
    if (taken.do === 'disqualify') return this.disqualify(name);
    if (taken.do === 'claim') return this.claim(name, taken.kind);
    if (taken.do === 'put') return this.put(taken.pick, taken.contest ? name : undefined);
    if (taken.do === 'vote') return this.vote(taken.choices);
    await this.decide();
  }

  private async move(name: string, kind: 'arrive' | 'leave'): Promise<void> {
    const body = { personId: story.person(name), kind: `${kind}s` };
    const reply = await act(this.item, `meetings/${this.item.meetingId}/attendance`, body);
    if (reply.status !== 200) return expectRefusal(reply.status);
    if (kind === 'arrive') this.account.came(name);
    else this.account.left(name);
    expect(reply.body.roster.serving.length).toBe(
      new Set(reply.body.roster.serving.map((one: { personId: string }) => one.personId)).size,
    );
  }

  private async disqualify(name: string): Promise<void> {
    const body = { personId: story.person(name), ground: 'party', status: 'reported' };
    const reply = await this.item.secretary.post(`agenda-items/${this.item.id}/disqualifications`, body);
    if (reply.status === 201) this.account.disqualified(name);
    else expectRefusal(reply.status);
  }

  private async claim(name: string, kind: number): Promise<void> {
    const path = `/measures/${this.item.proposal.measureKeys[kind % 3]}/requestedAmount`;
    const old = ['5625000.00', '1950000.00', '500000.00'][kind % 3];
    const patch = [{ path, old, new: `${1_000 + kind}.00` }];
    const body = [
      { outcome: 'reject' },
      { outcome: 'approveWithChanges', patch },
      { outcome: 'referBack', reasons: 'Utred vidare.' },
      { outcome: 'table' },
      { outcome: 'approve', isAddOn: true, text: 'Rapport lämnas till nämnden.' },
    ][kind];
    const reply = await this.item.secretary.post(`agenda-items/${this.item.id}/claims`, {
      ...body,
      moverId: story.person(name),
    });
    if (reply.status !== 201) expectRefusal(reply.status);
  }

  private async next(): Promise<{ is: string; alternatives: { id: string }[]; ballotId?: string } | undefined> {
    const { body } = await expectStatus(200, this.item.secretary.get(`meetings/${this.item.meetingId}/live`));
    return body.current?.next;
  }

  private async put(pick: number, demandedBy: string | undefined): Promise<void> {
    const next = await this.next();
    const ids = next?.is === 'put' ? next.alternatives.map(({ id }) => id) : [];
    const found = ids.length === 1 ? ([...ids, null][pick % 2] ?? null) : (ids[pick % Math.max(ids.length, 1)] ?? null);
    const body = { found, ...(demandedBy === undefined ? {} : { demandedBy: story.person(demandedBy) }) };
    const reply = await act(this.item, `agenda-items/${this.item.id}/propositions`, body);
    if (reply.status !== 200) expectRefusal(reply.status);
  }

  private async vote(choices: readonly number[]): Promise<void> {
    // Somebody demands a ballot on whatever is to be put, so that votes come often enough to be worth judging.
    if ((await this.next())?.is === 'put') await this.put(choices[0] ?? 0, 'asn.ordforande');
    const opened = await act(this.item, `agenda-items/${this.item.id}/ballots`);
    if (opened.status !== 201) return expectRefusal(opened.status);
    expect(opened.body.electors).toBe(this.account.serving());
    const options = [...opened.body.choices, 'abstain'] as string[];
    const counted: Record<string, number> = Object.fromEntries(options.map((option) => [option, 0]));
    for (const [index, name] of everybody.entries()) {
      const choice = options[(choices[index] ?? 0) % options.length] as string;
      // One in four says nothing; those without a right to vote try all the same.
      if (choices[index] === 3) continue;
      const votes = [{ personId: story.person(name), choice }];
      const reply = await this.item.secretary.post(`ballots/${opened.body.id}/roll-call`, { votes });
      if (reply.status === 204) counted[choice] = (counted[choice] ?? 0) + 1;
      else expectRefusal(reply.status);
    }
    const castingVote = opened.body.choices[0];
    const closed = await expectStatus(
      200,
      this.item.secretary.post(`ballots/${opened.body.id}/closing`, { castingVote }),
    );
    const { abstain, ...votes } = counted;
    expect(closed.body.count).toMatchObject({ votes, abstained: abstain });
    this.account.ballots.push(counted);
    reached.ballots += 1;
  }

  private async decide(): Promise<void> {
    const { body: live } = await this.item.secretary.get(`meetings/${this.item.meetingId}/live`);
    const typed = live.current === null || live.current.claims.length <= 1 ? { outcome: 'approve' } : {};
    const reply = await act(this.item, `agenda-items/${this.item.id}/decision`, typed);
    if (reply.status !== 201) return expectRefusal(reply.status);
    expect(reply.body.quorum.serving).toBe(this.account.serving());
    expect(this.account.serving()).toBeGreaterThanOrEqual(7);
    reached.decisions += 1;
  }

  /** The minutes say the same as the account. */
  async judge(): Promise<void> {
    const { body: documents } = await expectStatus(
      200,
      this.item.secretary.get(`meetings/${this.item.meetingId}/minutes`),
    );
    const { body: minutes } = await expectStatus(200, this.item.secretary.get(`minutes/${documents.items[0].id}`));
    const written = minutes.content.items
      .flatMap((item: { putting: { by: string }[] }) => item.putting)
      .filter(({ by }: { by: string }) => by === 'ballot')
      .map(
        ({ results, abstained }: { results: { choice: string; votes: number }[]; abstained: { votes: number } }) => ({
          ...Object.fromEntries(results.map(({ choice, votes }) => [choice, votes])),
          abstain: abstained.votes,
        }),
      );
    expect(written).toEqual(this.account.ballots);
  }
}

function expectRefusal(status: number): void {
  expect([403, 409, 422]).toContain(status);
}

test('counts are the votes, and no decision without quorum', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(who, { maxLength: 14 }),
      fc.array(step, { minLength: 10, maxLength: 35 }),
      async (present, steps) => {
        const history = await History.begin(present);
        for (const taken of steps) await history.take(taken);
        await history.judge();
      },
    ),
    { numRuns: 15, endOnFailure: true },
  );
  expect(Math.min(reached.ballots, reached.decisions)).toBeGreaterThan(0);
  if (process.env['ANSLAG_SHOW_REACHED'] !== undefined) console.log(reached);
}, 180_000);
