/** No way into a corner: whatever is put can be decided, whatever is on an agenda can leave it, and nothing is told that should not be. */
import { createHash } from 'node:crypto';
import mammoth from 'mammoth';
import type { Reply } from '../support/app.js';
import {
  act,
  claim,
  type Item,
  itemBefore,
  members,
  nextDay,
  openBallot,
  openItem,
  put,
  standing,
  substitutes,
} from '../support/assembly.js';
import { openMeeting } from '../support/meetings.js';
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
const decide = (item: Item, body: object = {}): Promise<Reply> => act(item, `agenda-items/${item.id}/decision`, body);
const amendment = (item: Item, kronor: number) => [
  { path: `/measures/${item.proposal.measureKeys[0]}/requestedAmount`, old: '5625000.00', new: `${kronor}.00` },
];

/** A matter of the council's own, on its agenda of the day. */
async function councilItem(day: string, kind = 'other', more: object = {}): Promise<Item> {
  const secretary = await story.as('kf.sekreterare');
  const decisionPoints = [{ type: 'approve', text: 'Fullmäktige antar planen.' }];
  const content = { kind, authorityId: story.authority('KF'), title: `Plan ${day}`, decisionPoints, ...more };
  const { body } = await expectStatus(201, secretary.post('businesses', content));
  const agendaItemId = await story.plan('business', body.id, 'KF', [['KF', day]]);
  return { id: agendaItemId, meetingId: await story.meeting('KF', day), secretary, proposal: undefined as never };
}

describe('what is put can be decided', () => {
  it('a subcommittee is not left with a no it cannot give', async () => {
    const proposal = await story.draft('ASN', null, [{ title: 'Insats', kronor: 1_000 }]);
    await story.submitAndApprove(proposal);
    const day = nextDay();
    const itemId = await story.plan('proposal', proposal.id, 'ASN', [
      ['ASN AU', day],
      ['ASN', nextDay()],
    ]);
    const secretary = await story.as('asn.sekreterare');
    const item: Item = { id: itemId, meetingId: await story.meeting('ASN AU', day), proposal, secretary };
    await openMeeting(secretary, item.meetingId);
    await expectStatus(200, act(item, `agenda-items/${itemId}/introduction`));
    await expectStatus(200, act(item, `agenda-items/${itemId}/claims-closing`));
    for (const body of [{ found: null }, { found: await standing(item), demandedBy: id('asn.vice') }])
      expect(refusal(await act(item, `agenda-items/${itemId}/propositions`, body))).toBe(
        '409 state-conflict/outcome-not-allowed',
      );
    await put(item, await standing(item));
    await expectStatus(201, decide(item));
  });

  describe('two claims that change one field', () => {
    const change = (item: Item, kronor: number) => ({
      outcome: 'approveWithChanges',
      moverId: id('asn.vice'),
      patch: amendment(item, kronor),
    });
    const addition = (item: Item, kronor: number) => ({
      outcome: 'approve',
      isAddOn: true,
      moverId: id('asn.ledamot'),
      patch: amendment(item, kronor),
    });

    it('are alternatives: the later is not made as an add-on, and is put as a counter-claim', async () => {
      const item = await openItem(story);
      const main = await claim(item, change(item, 5_000_000));
      const reply = await item.secretary.post(`agenda-items/${item.id}/claims`, addition(item, 6_000_000));
      expect(refusal(reply)).toBe('422 validation-failed/changed-by-another');
      expect(reply.body.errors[0]).toMatchObject({
        pointer: '/patch/0/path',
        detail: expect.stringContaining('Yrkande 2 ändrar redan'),
      });
      const counter = await claim(item, { ...change(item, 6_000_000), moverId: id('asn.ledamot') });
      expect(counter).not.toBe(main);
      await put(item, counter);
      expect((await expectStatus(201, decide(item))).body.outcome).toBe('approveWithChanges');
    });

    it('when the add-on came first it falls with the one that wins, and the minutes say so', async () => {
      const item = await openItem(story);
      await claim(item, addition(item, 6_000_000));
      const main = await claim(item, change(item, 5_000_000));
      await put(item, main, id('asn.ledamot'));
      const ballot = await openBallot(item);
      const votes = members.map((name) => ({ personId: id(name), choice: main }));
      await expectStatus(204, item.secretary.post(`ballots/${ballot.id}/roll-call`, { votes }));
      const closed = await expectStatus(200, item.secretary.post(`ballots/${ballot.id}/closing`, {}));
      expect(closed.body.next.is).toBe('settled');
      const decided = await expectStatus(201, decide(item));
      expect(decided.body.outcome).toBe('approveWithChanges');
      const { body: list } = await expectStatus(200, item.secretary.get(`meetings/${item.meetingId}/minutes`));
      const { base, headers } = item.secretary;
      const docx = await fetch(`${base}/api/v1/minutes/${list.items[0].id}/document?format=docx`, { headers });
      const { value: text } = await mammoth.extractRawText({ buffer: Buffer.from(await docx.arrayBuffer()) });
      expect(text).toContain('det faller med vad som har beslutats');
    });

    it('when the one it rivals is lost it is put, and carries', async () => {
      const item = await openItem(story);
      const more = await claim(item, addition(item, 6_000_000));
      await claim(item, change(item, 5_000_000));
      await put(item, await standing(item));
      await put(item, more);
      expect((await expectStatus(201, decide(item))).body.outcome).toBe('approveWithChanges');
    });
  });

  it('what carried and cannot be done is tabled with reasons', async () => {
    const item = await openItem(story);
    const later = (await item.secretary.get(`meetings/${item.meetingId}`)).body.day as string;
    await story.meeting('ASN', new Date(Date.parse(later) + 86_400_000).toISOString().slice(0, 10));
    await claim(item, { outcome: 'reject', moverId: id('asn.vice') });
    await put(item, await standing(item));
    expect(refusal(await decide(item, { outcome: 'table' }))).toBe('409 state-conflict/outcome-is-computed');
    const reasons = 'Taket har sänkts sedan förslaget skrevs.';
    expect((await expectStatus(201, decide(item, { outcome: 'table', reasons }))).body.outcome).toBe('table');
  });

  it('whoever stands aside leaves no claim behind', async () => {
    const item = await openItem(story);
    const theirs = await claim(item, { outcome: 'reject', moverId: id('asn.vice') });
    const report = { personId: id('asn.vice'), ground: 'party', status: 'reported' };
    await expectStatus(201, item.secretary.post(`agenda-items/${item.id}/disqualifications`, report));
    expect(refusal(await act(item, `agenda-items/${item.id}/propositions`, { found: theirs }))).toBe(
      '422 validation-failed/not-put',
    );
    await expectStatus(201, decide(item, { outcome: 'approve' }));
  });

  it('names only movers who serve, also inside a change', async () => {
    const item = await openItem(story);
    const [line] = amendment(item, 5_000_000);
    const patch = [{ ...line, moverId: '01a20000-0000-7000-8000-000000000000' }];
    const made = await item.secretary.post(`agenda-items/${item.id}/claims`, {
      outcome: 'approveWithChanges',
      moverId: id('asn.vice'),
      patch,
    });
    expect(refusal(made)).toBe('422 validation-failed/not-serving');
    expect(refusal(await decide(item, { outcome: 'approveWithChanges', patch }))).toBe(
      '422 validation-failed/not-serving',
    );
    await expectStatus(201, decide(item, { outcome: 'approve' }));
  });

  it('what an add-on says stands beside the points of the proposal', async () => {
    const item = await openItem(story);
    const report = await claim(item, {
      outcome: 'approve',
      isAddOn: true,
      moverId: id('asn.vice'),
      text: 'En rapport lämnas i juni.',
    });
    await put(item, await standing(item));
    await put(item, report);
    await expectStatus(201, decide(item));
    const { body: documents } = await expectStatus(200, item.secretary.get(`meetings/${item.meetingId}/minutes`));
    const { body: minutes } = await expectStatus(200, item.secretary.get(`minutes/${documents.items[0].id}`));
    expect(minutes.content.items[0].decision).toMatchObject({ restated: null, added: 'En rapport lämnas i juni.' });
    expect(minutes.content.items[0].proposal).toHaveLength(3);
  });
});

describe('the council', () => {
  it('must be called a week before, whatever anybody says', async () => {
    const item = await councilItem('2022-02-01');
    const late = { sentDay: '2022-02-01', sentElsewhere: 'Sändes med e-post.', lateGround: 'Glömt.' };
    expect(refusal(await act(item, `meetings/${item.meetingId}/notice`, late))).toBe(
      '409 state-conflict/notice-too-late',
    );
  });

  it('cannot decide what was not announced, but takes it up when all agree, and can always table it', async () => {
    const [day, later] = ['2022-03-02', '2022-04-06'];
    const announced = await councilItem(day);
    await story.meeting('KF', later);
    await openMeeting(announced.secretary, announced.meetingId);
    const late = await councilItem(day);
    const claimed = await (await story.as('asn.vice')).post(`agenda-items/${late.id}/claims`, { outcome: 'reject' });
    expect(refusal(claimed)).toBe('409 state-conflict/not-announced');
    expect(refusal(await decide(late, { outcome: 'approve' }))).toBe('409 state-conflict/not-announced');
    const agreed = await councilItem(day);
    await expectStatus(200, act(agreed, `agenda-items/${agreed.id}/introduction`, { urgencyAgreed: true }));
    await expectStatus(201, decide(agreed, { outcome: 'approve' }));
    // Announced but with nothing that shows who prepared it (KL 5:26-28, R-47).
    expect(refusal(await decide(announced, { outcome: 'approve' }))).toBe('422 validation-failed/required');
    await expectStatus(201, decide(late, { outcome: 'table' }));
    const preparation = 'Berett av kommunstyrelsen 2022-02-09 § 14.';
    await expectStatus(201, decide(announced, { outcome: 'approve', preparation }));
    await story.close('KF', day);
  });

  it('a minority refers nothing back in an election', async () => {
    const nominees = ['Kandidat A', 'Kandidat B'];
    const item = await councilItem('2022-05-04', 'election', {
      nominees,
      decisionPoints: [{ type: 'elect', text: 'Fullmäktige väljer.' }],
    });
    await openMeeting(item.secretary, item.meetingId);
    const back = await claim(item, { outcome: 'referBack', moverId: id('asn.vice'), reasons: 'Fler namn behövs.' });
    for (const [index, text] of nominees.entries())
      await claim(item, { outcome: 'approve', text, moverId: id(['asn.ledamot', 'asn.ledamot2'][index] as string) });
    await put(item, null, id('asn.vice'));
    const formal = await openBallot(item);
    for (const [index, name] of members.entries())
      await expectStatus(
        204,
        (await story.as(name)).post(`ballots/${formal.id}/votes`, { choice: index < 5 ? back : 'no' }),
      );
    const closed = await expectStatus(200, item.secretary.post(`ballots/${formal.id}/closing`, {}));
    expect(closed.body).toMatchObject({ winner: 'no', count: { isMinority: false } });
    expect(closed.body.next.alternatives).toHaveLength(2);
  });

  it('keeps a secret vote secret: nothing stored tells it again, and nobody votes for others', async () => {
    const item = await councilItem('2022-06-01', 'election', {
      nominees: ['Kandidat A', 'Kandidat B'],
      decisionPoints: [{ type: 'elect', text: 'Fullmäktige väljer.' }],
    });
    await openMeeting(item.secretary, item.meetingId);
    const [a, b] = [
      await claim(item, { outcome: 'approve', text: 'Kandidat A', moverId: id('asn.ledamot') }),
      await claim(item, { outcome: 'approve', text: 'Kandidat B', moverId: id('asn.ledamot2') }),
    ];
    await put(item, a, id('asn.vice'));
    const ballot = await openBallot(item);
    const vice = await story.as('asn.vice');
    const key = 'e7a1b7e0-0000-4000-8000-000000000001';
    await expectStatus(204, vice.post(`ballots/${ballot.id}/votes`, { choice: b }, { key }));
    const rollCall = await item.secretary.post(`ballots/${ballot.id}/roll-call`, {
      votes: [{ personId: id('asn.ledamot3'), choice: a }],
    });
    expect(refusal(rollCall)).toBe('409 state-conflict/secret-ballot');
    const slips = (voters: string[], counts: object[]) =>
      item.secretary.post(`ballots/${ballot.id}/slips`, { voterIds: voters.map(id), counts });
    const uneven = await slips(['asn.ledamot3', 'asn.ledamot4', 'asn.ledamot5'], [{ choice: a, votes: 1 }]);
    expect(refusal(uneven)).toBe('422 validation-failed/sum');
    const again = await slips(['asn.ledamot3', 'asn.ledamot4', 'asn.vice'], [{ choice: a, votes: 3 }]);
    expect(refusal(again)).toBe('409 state-conflict/not-an-elector');
    const [one, blank] = [
      { choice: a, votes: 1 },
      { choice: 'abstain', votes: 2 },
    ];
    await expectStatus(204, slips(['asn.ledamot3', 'asn.ledamot4', 'asn.ledamot5'], [one, blank]));
    const [stored] = await story.app.query<{ hash: string }>(
      `select encode(request_hash, 'hex') as hash from idempotency_key where key = $1`,
      [key],
    );
    const guesses = [a, b, 'abstain'].map((choice) => {
      const body = createHash('sha256').update(JSON.stringify({ choice })).digest();
      return createHash('sha256').update(`POST /api/v1/ballots/${ballot.id}/votes\n`).update(body).digest('hex');
    });
    expect(guesses).not.toContain(stored?.hash);
    await expectStatus(204, vice.post(`ballots/${ballot.id}/votes`, { choice: b }, { key }));
    expect(await story.app.query(`select distinct choice from vote where ballot_id = $1`, [ballot.id])).toEqual([
      { choice: null },
    ]);
    const closed = await expectStatus(200, item.secretary.post(`ballots/${ballot.id}/closing`, {}));
    expect(closed.body.count).toMatchObject({ votes: { [a]: 1, [b]: 1 }, abstained: 2, silent: 9 });
    expect(closed.body.tieBreak).toBe('lot');
  });
});

describe('the chair and the seats', () => {
  it('whoever is disqualified neither presides over the item nor gets the chair back during it', async () => {
    const item = await openItem(story, [...members, ...substitutes]);
    const preside = (name: string) => act(item, `meetings/${item.meetingId}/chair`, { chairId: id(name) });
    await expectStatus(200, act(item, `agenda-items/${item.id}/introduction`));
    await expectStatus(200, preside('asn.vice'));
    const report = { personId: id('asn.ordforande'), ground: 'party', status: 'reported' };
    await expectStatus(201, item.secretary.post(`agenda-items/${item.id}/disqualifications`, report));
    expect(refusal(await preside('asn.ordforande'))).toBe('422 validation-failed/not-serving');
    const statement = await item.secretary.post(`agenda-items/${item.id}/statements`, {
      personId: id('asn.ordforande'),
      text: 'Jag anser …',
    });
    expect(refusal(statement)).toBe('422 validation-failed/not-present');
    await expectStatus(201, decide(item, { outcome: 'approve' }));
    await expectStatus(200, preside('asn.ordforande'));
  });

  it('counts the seats the body has, also those nobody holds', async () => {
    const secretary = await story.as('grn.sekreterare');
    const bylaws = {
      fromDay: '2019-02-01',
      noticeDays: 0,
      remoteParticipation: false,
      writtenReservations: false,
      substitutesMaySpeak: false,
      substituteOrder: 'list',
      mayRaise: ['chair'],
      numbering: 'year',
      mayServeAgain: false,
      memberSeats: 7,
      openToPublic: false,
      minorityCounts: 'present',
      ground: 'Fullmäktige 2019 § 4',
    };
    await expectStatus(201, secretary.post(`bodies/${story.body('GRN')}/bylaws`, bylaws));
    const meetingId = await story.meeting('GRN', '2022-02-09');
    await expect(openMeeting(secretary, meetingId)).rejects.toThrow('3 av 7 ledamöter tjänstgör och 4 behövs');
  });

  it('an item is taken up by whoever claims first, and put only where the table of states lets it', async () => {
    const item = await itemBefore(story);
    await openMeeting(item.secretary, item.meetingId, { presentIds: members.map(id) });
    await claim(item, { outcome: 'reject', moverId: id('asn.vice') });
    const status = async () => (await item.secretary.get(`agenda-items/${item.id}`)).body.status;
    expect(await status()).toBe('introduced');
    await expectStatus(200, act(item, `agenda-items/${item.id}/introduction`, { behindClosedDoors: true }));
    await put(item, await standing(item));
    expect(await status()).toBe('claimsClosed');
    expect(refusal(await act(item, `agenda-items/${item.id}/introduction`))).toBe(
      '409 state-conflict/not-allowed-in-state',
    );
    await expectStatus(201, decide(item));
  });
});
