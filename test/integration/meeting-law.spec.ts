/** The law of meetings against people who try: quorum, disqualification, one vote each, and nothing after the close. */
import { decisionChecks } from '../../src/decisions/decisions.checks.js';
import { Client, type Reply } from '../support/app.js';
import {
  act,
  claim,
  type Item,
  itemBefore,
  members,
  nextDay,
  openItem,
  put,
  rejectionBallot,
  standing,
  substitutes,
} from '../support/assembly.js';
import { reportedAfter } from '../support/broken-checks.js';
import { expectStatus, refusal, Story } from '../support/story.js';

let story: Story;
beforeAll(async () => {
  story = await Story.begin();
}, 60_000);
afterAll(async () => {
  const { violations } = await story.end();
  expect(violations).toEqual([]);
});

const id = (name: string): string => story.person(name);
const decide = (item: Item, body: object): Promise<Reply> => act(item, `agenda-items/${item.id}/decision`, body);
const vote = async (name: string, ballotId: string, choice: string): Promise<Reply> =>
  (await story.as(name)).post(`ballots/${ballotId}/votes`, { choice });
const attendance = (item: Item, kind: 'arrives' | 'leaves', name: string, at: string): Promise<Reply> =>
  act(item, `meetings/${item.meetingId}/attendance`, { personId: id(name), kind, at });
const live = async (item: Item) =>
  (await expectStatus(200, item.secretary.get(`meetings/${item.meetingId}/live`))).body;
const open = (item: Item, presentIds: string[]) => {
  const present = presentIds.map((personId) => ({ personId }));
  return act(item, `meetings/${item.meetingId}/opening`, { at: '13:00', present });
};
const notice = (item: Item, body: object) =>
  act(item, `meetings/${item.meetingId}/notice`, {
    sentElsewhere: 'Sändes med e-post.',
    ...body,
  });

/** A script of the person's, with the one scope. */
async function tokenOf(name: string, scope: string): Promise<Client> {
  const owner = await story.as(name);
  const [day] = await story.app.query<{ soon: string }>(`select (current_date + 7)::text as soon`);
  const command = { name: 'skript', scopes: [scope], expiresDay: day?.soon };
  const { body } = await expectStatus(201, owner.post('access-tokens', command));
  return new Client(owner.base, { authorization: `Bearer ${body.secret}` });
}

describe('before the meeting', () => {
  it('opens nothing that was not called, and decides nothing in a meeting that is not open', async () => {
    const item = await itemBefore(story);
    expect(refusal(await open(item, members.map(id)))).toBe('409 state-conflict/not-allowed-in-state');
    expect(refusal(await decide(item, { outcome: 'approve' }))).toBe('409 state-conflict/meeting-not-opened');
  });

  it('opens with seven of thirteen and not with six (KL 6:27), and shows the working', async () => {
    const item = await itemBefore(story);
    await expectStatus(200, notice(item, { sentDay: '2021-01-01' }));
    const few = await open(item, members.slice(0, 6).map(id));
    expect(refusal(few)).toBe('409 state-conflict/no-quorum');
    expect(few.body).toMatchObject({ members: 13, needed: 7, serving: 6 });
    const enough = await open(item, members.slice(0, 7).map(id));
    expect(enough.body.quorum).toMatchObject({ members: 13, needed: 7, serving: 7, isReached: true });
  });

  it('asks why a notice is late, and marks what came after it', async () => {
    const secretary = await story.as('asn.sekreterare');
    const fromDay = '2020-12-01';
    await expectStatus(
      201,
      secretary.post(`bodies/${story.body('ASN')}/bylaws`, {
        fromDay,
        noticeDays: 7,
        remoteParticipation: false,
        writtenReservations: true,
        substitutesMaySpeak: true,
        substituteOrder: 'party',
        mayRaise: ['chair', 'member', 'administration'],
        numbering: 'year',
        mayServeAgain: false,
        openToPublic: false,
        minorityCounts: 'present',
        ground: 'Reglemente antaget 2020',
      }),
    );
    const day = nextDay();
    const item = await itemBefore(story, day);
    const late = await notice(item, { sentDay: day });
    expect(refusal(late)).toBe('409 state-conflict/notice-too-late');
    await expectStatus(200, notice(item, { sentDay: day, lateGround: 'Ärendet kom in dagen före.' }));
    expect(refusal(await notice(item, { sentDay: day }))).toBe('409 state-conflict/nothing-new');
    const second = await itemBefore(story, day);
    expect(refusal(await notice(second, {}))).toBe('409 state-conflict/notice-after-meeting');
    const supplement = await expectStatus(200, notice(second, { sentDay: day }));
    expect(supplement.body).toMatchObject({ agendaVersion: 2, items: 1 });
    const { body } = await secretary.get(`meetings/${item.meetingId}/agenda`);
    expect(body.items.map(({ isLate }: { isLate: boolean }) => isLate)).toEqual([false, true]);
  });

  it('lets nobody take part from elsewhere unless the bylaws do', async () => {
    const item = await itemBefore(story);
    await expectStatus(200, notice(item, { sentDay: '2021-01-01' }));
    const present = members.map((name) => ({ personId: id(name), mode: 'remote' }));
    const refused = await act(item, `meetings/${item.meetingId}/opening`, { present });
    expect(refusal(refused)).toBe('422 validation-failed/not-applicable');
  });
});

describe('who serves', () => {
  it('a substitute of the same party holds the seat until the member comes', async () => {
    // ledamot2 (S) is missing; ersattare1 and 2 are S, ersattare4 is M.
    const item = await openItem(story, [...members.filter((name) => name !== 'asn.ledamot2'), ...substitutes]);
    const serving = async () => {
      const { roster } = await live(item);
      return roster.serving.filter(({ seat }: { seat: string }) => seat === 'substitute');
    };
    expect(await serving()).toEqual([
      expect.objectContaining({ personId: id('asn.ersattare1'), servesForId: id('asn.ledamot2') }),
    ]);
    await expectStatus(200, attendance(item, 'arrives', 'asn.ledamot2', '13:20'));
    expect(await serving()).toEqual([]);
    expect(refusal(await attendance(item, 'arrives', 'asn.ledamot2', '13:21'))).toBe(
      '409 state-conflict/already-present',
    );
    await expectStatus(200, attendance(item, 'leaves', 'asn.ledamot3', '13:30'));
    await expectStatus(200, attendance(item, 'arrives', 'asn.ledamot3', '13:40'));
    // Whoever left may not serve again the same day: the substitute goes on.
    expect(await serving()).toEqual([expect.objectContaining({ servesForId: id('asn.ledamot3') })]);
    await expectStatus(201, decide(item, { outcome: 'approve' }));
  });

  it('keeps the chair in the room until somebody else presides', async () => {
    const item = await openItem(story);
    expect(refusal(await attendance(item, 'leaves', 'asn.ordforande', '13:10'))).toBe(
      '409 state-conflict/chair-leaves',
    );
    await expectStatus(200, act(item, `meetings/${item.meetingId}/chair`, { chairId: id('asn.vice') }));
    await expectStatus(200, attendance(item, 'leaves', 'asn.ordforande', '13:11'));
    await expectStatus(201, decide(item, { outcome: 'approve' }));
  });
});

describe('disqualification (KL 6:28-30)', () => {
  const report = (item: Item, name: string, status = 'reported') =>
    item.secretary.post(`agenda-items/${item.id}/disqualifications`, {
      personId: id(name),
      ground: 'representative',
      status,
      privateNote: 'Sitter i föreningens styrelse.',
    });

  it('the substitute steps in for the item, and the disqualified neither claims, votes nor decides', async () => {
    const item = await openItem(story, [...members, ...substitutes]);
    await expectStatus(201, report(item, 'asn.ledamot2'));
    const claimed = await item.secretary.post(`agenda-items/${item.id}/claims`, {
      outcome: 'reject',
      moverId: id('asn.ledamot2'),
    });
    expect(refusal(claimed)).toBe('422 validation-failed/disqualified');
    const ballot = await rejectionBallot(story, item);
    expect(refusal(await vote('asn.ledamot2', ballot.id, ballot.approval))).toBe('409 state-conflict/disqualified');
    await expectStatus(204, vote('asn.ersattare1', ballot.id, ballot.approval));
    await expectStatus(200, item.secretary.post(`ballots/${ballot.id}/closing`, {}));
    const decided = await expectStatus(201, decide(item, {}));
    expect(decided.body).toMatchObject({ outcome: 'approve', settledBy: 'ballot', quorum: { serving: 13 } });
  });

  it('without a substitute seven become six: not quorate, and the item can only wait', async () => {
    const item = await openItem(story, members.slice(0, 7));
    await expectStatus(201, report(item, 'asn.ledamot2'));
    const refused = await decide(item, { outcome: 'approve' });
    expect(refusal(refused)).toBe('409 state-conflict/no-quorum');
    expect(refused.body).toMatchObject({ members: 13, needed: 7, serving: 6 });
    await expectStatus(200, attendance(item, 'arrives', 'asn.ersattare1', '13:30'));
    await expectStatus(201, decide(item, { outcome: 'approve' }));
  });

  it('a disputed question is settled before anything else, and somebody cleared decides again', async () => {
    const item = await openItem(story);
    await expectStatus(201, report(item, 'asn.ledamot2', 'disputed'));
    expect(refusal(await decide(item, { outcome: 'approve' }))).toBe('409 state-conflict/disqualification-disputed');
    await expectStatus(201, report(item, 'asn.ledamot2', 'dismissed'));
    expect(refusal(await report(item, 'asn.ledamot2', 'declared'))).toBe('409 state-conflict/already-settled');
    expect((await expectStatus(201, decide(item, { outcome: 'approve' }))).body.quorum.serving).toBe(13);
    const leaked = await (await story.as('asn.handlaggare')).get(`meetings/${item.meetingId}/live`);
    expect(leaked.text).not.toContain('föreningens styrelse');
  });
});

describe('ballots', () => {
  it('one vote each, only by those who serve, and none after the close', async () => {
    const item = await openItem(story, [...members.slice(0, 12), 'asn.ersattare1', 'asn.ersattare2']);
    const ballot = await rejectionBallot(story, item);
    expect(refusal(await vote('asn.ledamot11', ballot.id, 'abstain'))).toBe('409 state-conflict/not-an-elector');
    expect(refusal(await vote('asn.ersattare2', ballot.id, 'abstain'))).toBe('409 state-conflict/not-an-elector');
    expect(refusal(await vote('asn.handlaggare', ballot.id, 'abstain'))).toBe('403 forbidden/ballot.vote');
    expect((await vote('ks.ordforande', ballot.id, 'abstain')).status).toBe(404);
    expect(refusal(await vote('asn.vice', ballot.id, 'no'))).toBe('422 validation-failed/unknown-choice');
    expect(
      refusal(
        await (await tokenOf('asn.vice', 'ballot.vote')).post(`ballots/${ballot.id}/votes`, { choice: 'abstain' }),
      ),
    ).toBe('403 forbidden/sign-in-required');
    expect(refusal(await attendance(item, 'leaves', 'asn.ledamot9', '14:00'))).toBe('409 state-conflict/ballot-open');
    const tries = await Promise.all(Array.from({ length: 50 }, () => vote('asn.vice', ballot.id, ballot.rejection)));
    expect(tries.filter(({ status }) => status === 204)).toHaveLength(1);
    expect(
      tries.filter((reply) => reply.status !== 204 && refusal(reply) !== '409 state-conflict/already-voted'),
    ).toEqual([]);
    const closing = await expectStatus(200, item.secretary.post(`ballots/${ballot.id}/closing`, {}));
    expect(closing.body).toMatchObject({
      winner: ballot.rejection,
      count: { votes: { [ballot.approval]: 0, [ballot.rejection]: 1 }, silent: 12, electors: 13 },
    });
    expect(refusal(await vote('asn.ledamot3', ballot.id, 'abstain'))).toBe('409 state-conflict/ballot-closed');
    expect(refusal(await item.secretary.post(`ballots/${ballot.id}/closing`, {}))).toBe(
      '409 state-conflict/ballot-closed',
    );
    await expectStatus(201, decide(item, {}));
  });

  it('counts every acknowledged vote when the ballot closes while they arrive', async () => {
    const item = await openItem(story);
    const ballot = await rejectionBallot(story, item);
    const voting = members.map((name) => vote(name, ballot.id, ballot.approval));
    const closing = item.secretary.post(`ballots/${ballot.id}/closing`, { castingVote: ballot.approval });
    const replies = await Promise.all(voting);
    const { body } = await expectStatus(200, closing);
    const acknowledged = replies.filter(({ status }) => status === 204).length;
    expect(body.count.votes[ballot.approval]).toBe(acknowledged);
    expect(body.count.silent).toBe(13 - acknowledged);
    await expectStatus(201, decide(item, {}));
  });

  it('a tie is the chair’s: the side the chair voted for, or a casting vote when the chair abstained', async () => {
    const item = await openItem(story);
    const ballot = await rejectionBallot(story, item);
    const votes = members.map((name, index) => ({
      personId: id(name),
      choice: index === 0 ? 'abstain' : index < 7 ? ballot.approval : ballot.rejection,
    }));
    await expectStatus(204, item.secretary.post(`ballots/${ballot.id}/roll-call`, { votes }));
    const silent = await item.secretary.post(`ballots/${ballot.id}/closing`, {});
    expect(refusal(silent)).toBe('409 state-conflict/chair-must-vote');
    const closing = await expectStatus(
      200,
      item.secretary.post(`ballots/${ballot.id}/closing`, { castingVote: ballot.rejection }),
    );
    expect(closing.body).toMatchObject({ winner: ballot.rejection, tieBreak: 'castingVote', count: { abstained: 1 } });
    expect((await expectStatus(201, decide(item, {}))).body.outcome).toBe('reject');
  });
});

describe('a claim the chair may not put (KL 5:57, R-48)', () => {
  it('stays in the minutes with its ground and is not put', async () => {
    const item = await openItem(story);
    const claimId = await claim(item, { outcome: 'reject', moverId: id('asn.vice'), text: 'Köp en ny bil i stället.' });
    const refuse = (by: string, ground?: string) =>
      act(item, `agenda-items/${item.id}/claims/${by}/refusal`, { ground });
    expect(refusal(await refuse(claimId))).toMatch(/^422 validation-failed/);
    expect(refusal(await refuse(item.id, 'Nytt ärende.'))).toBe('422 validation-failed/unknown-claim');
    expect(refusal(await refuse(await standing(item), 'Nytt ärende.'))).toBe('409 state-conflict/standing-claim');
    await expectStatus(200, refuse(claimId, 'Bilar är ett annat ärende.'));
    expect(refusal(await refuse(claimId, 'Igen.'))).toBe('409 state-conflict/already-refused');
    const withdrawn = await item.secretary.post(`agenda-items/${item.id}/claims/${claimId}/withdrawal`, {});
    expect(refusal(withdrawn)).toBe('409 state-conflict/already-refused');
    await expectStatus(201, decide(item, { outcome: 'approve' }));
    const { body } = await item.secretary.get(`meetings/${item.meetingId}/minutes`);
    const minutes = await item.secretary.get(`minutes/${body.items[0].id}`);
    const printed = minutes.body.content.items.flatMap((one: { claims: object[] }) => one.claims);
    expect(printed).toContainEqual(
      expect.objectContaining({
        id: claimId,
        refusedGround: 'Bilar är ett annat ärende.',
        text: 'Köp en ny bil i stället.',
      }),
    );
  });

  it('is refused before anything has been put, or not at all', async () => {
    const item = await openItem(story);
    const claimId = await claim(item, { outcome: 'reject', moverId: id('asn.vice') });
    await put(item, await standing(item));
    const late = await act(item, `agenda-items/${item.id}/claims/${claimId}/refusal`, { ground: 'För sent.' });
    expect(refusal(late)).toBe('409 state-conflict/already-put');
  });
});

describe('deciding', () => {
  it('two secretaries at once: one decision, one paragraph', async () => {
    const item = await openItem(story);
    const both = await Promise.all(
      Array.from({ length: 8 }, () =>
        item.secretary.post(`agenda-items/${item.id}/decision`, { outcome: 'approve' }, { ifMatch: 1 }),
      ),
    );
    expect(both.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(both.every(({ status }) => status === 201 || status === 409 || status === 412)).toBe(true);
  });

  it('what was claimed decides: no other outcome can be typed in, and nothing before the claims are put', async () => {
    const item = await openItem(story);
    await claim(item, { outcome: 'reject', moverId: id('asn.vice') });
    expect(refusal(await decide(item, { outcome: 'approve' }))).toBe('409 state-conflict/claims-not-settled');
    await put(item, await standing(item));
    expect(refusal(await decide(item, { outcome: 'reject' }))).toBe('409 state-conflict/outcome-is-computed');
    const late = await item.secretary.post(`agenda-items/${item.id}/claims`, {
      outcome: 'table',
      moverId: id('asn.vice'),
    });
    expect(refusal(late)).toBe('409 state-conflict/claims-closed');
    expect((await expectStatus(201, decide(item, {}))).body).toMatchObject({
      outcome: 'approve',
      settledBy: 'acclamation',
    });
  });

  it('refuses a claim that could never be decided when it is made', async () => {
    const item = await openItem(story);
    const key = item.proposal.measureKeys[2];
    const patch = [{ path: `/measures/${key}/requestedAmount`, old: '499999.00', new: '0.00' }];
    const outdated = await item.secretary.post(`agenda-items/${item.id}/claims`, {
      outcome: 'approveWithChanges',
      moverId: id('asn.vice'),
      patch,
    });
    expect(refusal(outdated)).toBe('409 state-conflict/patch-outdated');
    const foreign = await item.secretary.post(`agenda-items/${item.id}/claims`, {
      outcome: 'recommend',
      moverId: id('asn.vice'),
    });
    expect(refusal(foreign)).toBe('409 state-conflict/outcome-not-allowed');
    const absent = await item.secretary.post(`agenda-items/${item.id}/claims`, {
      outcome: 'reject',
      moverId: id('asn.ersattare1'),
    });
    expect(refusal(absent)).toBe('422 validation-failed/not-serving');
    const silent = await item.secretary.post(`agenda-items/${item.id}/claims`, {
      outcome: 'referBack',
      moverId: id('asn.vice'),
    });
    expect(refusal(silent)).toBe('422 validation-failed/required');
    await expectStatus(201, decide(item, { outcome: 'approve' }));
  });

  it('an amendment that wins makes a new version; a member claims for oneself only', async () => {
    const item = await openItem(story);
    await expectStatus(200, act(item, `agenda-items/${item.id}/introduction`));
    const vice = await story.as('asn.vice');
    const key = item.proposal.measureKeys[0];
    const patch = [{ path: `/measures/${key}/requestedAmount`, old: '5625000.00', new: '5200000.00' }];
    const others = await vice.post(`agenda-items/${item.id}/claims`, {
      outcome: 'reject',
      moverId: id('asn.ledamot2'),
    });
    expect(refusal(others)).toBe('403 forbidden/own-claim-only');
    const { body } = await expectStatus(
      201,
      vice.post(`agenda-items/${item.id}/claims`, { outcome: 'approveWithChanges', patch }),
    );
    await put(item, body.id);
    const decided = await expectStatus(201, decide(item, {}));
    expect(decided.body).toMatchObject({ outcome: 'approveWithChanges', versionSeen: 1, versionResult: 2 });
    const { body: read } = await expectStatus(200, item.secretary.get(`proposals/${item.proposal.id}`));
    expect(read.measures[0].requestedAmount.amount).toBe('5200000.00');
  });
});

describe('closing', () => {
  it('leaves nothing undecided, and nobody reserves afterwards (KL 4:27)', async () => {
    const item = await openItem(story);
    const undecided = await act(item, `meetings/${item.meetingId}/closing`);
    expect(refusal(undecided)).toBe('409 state-conflict/undecided-items');
    await expectStatus(201, decide(item, { outcome: 'approve' }));
    const reserve = async (name: string) => (await story.as(name)).post(`agenda-items/${item.id}/reservations`, {});
    await expectStatus(201, reserve('asn.vice'));
    expect(refusal(await reserve('asn.vice'))).toBe('409 state-conflict/already-reserved');
    expect(refusal(await reserve('asn.ersattare1'))).toBe('409 state-conflict/did-not-take-part');
    await expectStatus(
      201,
      item.secretary.post(`agenda-items/${item.id}/statements`, {
        personId: id('asn.ledamot8'),
        text: 'Vi saknar en konsekvensanalys.',
      }),
    );
    await expectStatus(200, act(item, `meetings/${item.meetingId}/closing`, { at: '16:00' }));
    expect(refusal(await reserve('asn.ledamot2'))).toBe('409 state-conflict/meeting-closed');
    expect(refusal(await attendance(item, 'arrives', 'asn.ersattare1', '16:10'))).toBe(
      '409 state-conflict/meeting-closed',
    );
    expect(refusal(await decide(item, { outcome: 'reject' }))).toBe('409 state-conflict/already-decided');
  });

  it('waits while the meeting is adjourned', async () => {
    const item = await openItem(story);
    await expectStatus(200, act(item, `meetings/${item.meetingId}/adjournment`));
    expect(refusal(await decide(item, { outcome: 'approve' }))).toBe('409 state-conflict/meeting-adjourned');
    await expectStatus(200, act(item, `meetings/${item.meetingId}/resumption`));
    await expectStatus(201, decide(item, { outcome: 'approve' }));
  });
});

describe('checks see what was tampered with', () => {
  it.each([
    [
      'decisions/D2-ballot-counts-are-the-votes',
      `delete from vote where ballot_id = (select ballot_id from vote limit 1)`,
    ],
    [
      'decisions/D4-decided-what-carried',
      `update decision set outcome = 'note' where claim_id is not null and patch is null`,
    ],
    [
      'decisions/D3-tie-break-breaks-a-tie',
      `alter table ballot disable trigger ballot_frozen; update ballot set tie_break = 'lot' where tie_break is null`,
    ],
  ])('%s', async (name, sabotage) => {
    expect(await reportedAfter(story.app.database.owner, decisionChecks, name, sabotage.split('; '))).not.toEqual([]);
  });
});
