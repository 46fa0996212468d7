/** What minutes say of meetings that were lively: claims, ballots, disqualification, and whatever else may happen. */
import { jest } from '@jest/globals';
import fc from 'fast-check';
import type { MinutesContent, MinutesItem, PersonRef } from '../../src/decisions/minutes/minutes.content.js';
import { paragraphsText, personText } from '../../src/decisions/minutes/minutes.words.js';
import type { Client } from '../support/app.js';
import {
  act,
  claim,
  type Item,
  members,
  openBallot,
  openItem,
  put,
  standing,
  substitutes,
} from '../support/assembly.js';
import { holdLookAlike } from '../support/look-alike-2010.js';
import { claim2010, restated2010 } from '../support/minutes-record.js';
import { onMinutes, ordinaryOf, signOnPaper, Sittings } from '../support/minutes.js';
import { expectStatus, refusal, Story } from '../support/story.js';

// Whole meetings are held here, one request after another, often beside other suites.
jest.setTimeout(30_000);

let story: Story;
let sittings: Sittings;
let secretary: Client;
beforeAll(async () => {
  story = await Story.begin();
  sittings = await Sittings.begin(story);
  ({ secretary } = sittings);
}, 60_000);
afterAll(async () => {
  const { violations } = await story.end();
  expect(violations).toEqual([]);
});

const id = (name: string): string => story.person(name);

describe('scenario 4: claims, ballots, casting vote, reservations, statement', () => {
  it('the minutes have all six parts of KL 5:67, and their counts are the votes', async () => {
    const item: Item = await openItem(story);
    await expectStatus(200, act(item, `agenda-items/${item.id}/introduction`));
    const key = (measure: number) => `/measures/${item.proposal.measureKeys[measure]}/requestedAmount`;
    const strike = await claim(item, {
      outcome: 'approveWithChanges',
      moverId: id('asn.vice'),
      supporterIds: [id('asn.ledamot6')],
      text: 'Insats 3 utgår.',
      patch: [{ path: key(2), old: '500000.00', new: '0.00' }],
    });
    const add = await claim(item, {
      outcome: 'approveWithChanges',
      moverId: id('asn.ledamot4'),
      text: 'En miljon till fältarbetare.',
      patch: [{ path: key(0), old: '5625000.00', new: '6625000.00' }],
    });
    const back = await claim(item, { outcome: 'referBack', moverId: id('asn.ledamot9'), reasons: 'Utred mera.' });
    const memo = await standing(item);
    await put(item, null);
    await put(item, memo, id('asn.vice'));
    const cast = async (counts: readonly (readonly [string, number])[]) => {
      const ballot = await openBallot(item);
      const choices = counts.flatMap(([choice, count]) => Array<string>(count).fill(choice));
      const votes = members.flatMap((name, index) => {
        const choice = choices[index];
        return choice === undefined ? [] : [{ personId: id(name), choice }];
      });
      await expectStatus(204, item.secretary.post(`ballots/${ballot.id}/roll-call`, { votes }));
      return (await expectStatus(200, item.secretary.post(`ballots/${ballot.id}/closing`, {}))).body;
    };
    await put(item, strike, id('asn.vice'));
    const counter = await cast([
      [strike, 6],
      [add, 4],
      ['abstain', 3],
    ]);
    const main = await cast([
      [memo, 6],
      [strike, 6],
      ['abstain', 1],
    ]);
    expect([counter.winner, main.winner, main.tieBreak]).toEqual([strike, memo, 'castingVote']);
    await expectStatus(201, act(item, `agenda-items/${item.id}/decision`, {}));
    for (const name of members.slice(6, 12))
      await expectStatus(201, (await story.as(name)).post(`agenda-items/${item.id}/reservations`, {}));
    const substitute = await (await story.as('asn.ersattare1')).post(`agenda-items/${item.id}/reservations`, {});
    expect(refusal(substitute)).toBe('409 state-conflict/did-not-take-part');
    await expectStatus(
      201,
      item.secretary.post(`agenda-items/${item.id}/statements`, {
        personId: id('asn.ledamot4'),
        text: 'Vi ville mer.',
      }),
    );

    const { body } = await ordinaryOf(secretary, item.meetingId);
    const [told] = body.content.items;
    expect(
      told.claims.map(({ number, mover }: { number: number; mover: { party: string } | null }) => [
        number,
        mover?.party,
      ]),
    ).toEqual([
      [1, undefined],
      [2, 'M'],
      [3, 'V'],
      [4, 'SD'],
    ]);
    expect(told.putting).toMatchObject([
      { by: 'acclamation', stage: 'formal', alternatives: [4], found: null },
      { by: 'acclamation', stage: 'material', found: 1, ballotDemandedBy: { id: id('asn.vice') } },
      { by: 'acclamation', stage: 'counter', alternatives: [2, 3], found: 2 },
      { by: 'ballot', stage: 'counter', winner: 2, electors: 13, tieBreak: null, isSecret: false },
      { by: 'ballot', stage: 'main', winner: 1, tieBreak: 'castingVote', chair: { id: id('asn.ordforande') } },
    ]);
    const counts = told.putting
      .slice(3)
      .map((ballot: { results: { votes: number; voters: unknown[] }[]; abstained: { votes: number } }) => [
        ...ballot.results.map(({ votes, voters }) => [votes, voters.length]),
        ballot.abstained.votes,
      ]);
    expect(counts).toEqual([
      [[6, 6], [4, 4], 3],
      [[6, 6], [6, 6], 1],
    ]);
    expect(told.claims[1].changes).toMatchObject([
      { label: 'Insats 3', old: '500000.00', new: '0.00', isAmount: true },
    ]);
    expect(told.decision).toMatchObject({ outcome: 'approve', claimNumber: 1, settledBy: 'ballot' });
    expect(told.decision.participants).toHaveLength(13);
    expect(told.reservations).toHaveLength(6);
    expect(told.statements).toMatchObject([{ person: { id: id('asn.ledamot4') }, text: 'Vi ville mer.' }]);
    expect(back).not.toBe(strike);
    const { day } = (await secretary.get(`meetings/${item.meetingId}`)).body;
    await story.close('ASN', day);
    await expectStatus(200, onMinutes(secretary, body.id, 'signing'));
    await signOnPaper(secretary, body.id, day);
  });
});

describe('scenario 8: disqualification', () => {
  it('tells who stood aside and who served, and never why', async () => {
    const item = await openItem(story, [...members, ...substitutes]);
    await expectStatus(
      201,
      item.secretary.post(`agenda-items/${item.id}/disqualifications`, {
        personId: id('asn.ledamot2'),
        ground: 'representative',
        status: 'reported',
        privateNote: 'Sitter i föreningens styrelse.',
      }),
    );
    await expectStatus(201, act(item, `agenda-items/${item.id}/decision`, { outcome: 'approve' }));
    const read = await ordinaryOf(secretary, item.meetingId);
    expect(read.text).not.toMatch(/föreningens|representative/);
    const { content } = read.body;
    expect(content.items[0].disqualifications).toMatchObject([
      { person: { id: id('asn.ledamot2') }, status: 'reported' },
    ]);
    const [substitute] = content.substitutes.filter(({ servedFor }: { servedFor: unknown[] }) => servedFor.length > 0);
    expect(substitute).toMatchObject({
      id: id('asn.ersattare1'),
      servedFor: [{ member: { id: id('asn.ledamot2'), party: 'S' }, minuteItems: content.minuteItems }],
    });
    const aside = content.members.find((member: { id: string }) => member.id === id('asn.ledamot2'));
    expect(aside.minuteItems).toEqual([]);
  });
});

describe('the extract of 2010 held again, field by field (B-40 to B-55)', () => {
  let content: MinutesContent;
  let fourth: MinutesItem;
  beforeAll(async () => {
    const { meetingId, secretary: own } = await holdLookAlike(story);
    const { body } = await ordinaryOf(own, meetingId);
    await expectStatus(200, onMinutes(own, body.id, 'signing'));
    content = (await signOnPaper(own, body.id, '2010-01-22')).body.content;
    fourth = content.items[3] as MinutesItem;
  }, 60_000);
  const names = (people: readonly PersonRef[]): string[] => people.map(personText);

  test.each<[string, () => unknown, unknown]>([
    ['day (B-40)', () => content.meeting.day, '2010-01-20'],
    ['place (B-41)', () => content.meeting.place, 'Sessionssalen, Stadshuset, Exempeltorget 1'],
    ['times (B-42)', () => [content.meeting.openedAt, content.meeting.closedAt], ['14:00', '15:00']],
    ['paragraphs (B-43)', () => paragraphsText(content.minuteItems), '§§ 1–8'],
    [
      'members, parties normalised (B-44, B-55)',
      () => names(content.members),
      ['Asta Nordh (S)', 'Bo Granlid (S)', 'Cilla Vestman (M)', 'Didrik Holmgård (M)', 'Elsa Lindrot (MP)'],
    ],
    ['substitutes (B-45)', () => content.substitutes.map(({ party }) => party), ['S', 'S', 'M', 'M', 'V', 'FP']],
    [
      'who of them serve, and for whom (B-45)',
      () => content.substitutes.flatMap(({ name, servedFor }) => servedFor.map(({ member }) => [name, member.name])),
      [
        ['Hilding Åkermo', 'Folke Sandling'],
        ['Maj Fjällby', 'Greta Ekblad'],
      ],
    ],
    ['voters (B-46)', () => fourth.decision?.participants.length, 7],
    ['officials (B-47)', () => content.others.map(({ title }) => title), Array(5).fill('Tjänsteman')],
    ['chair (B-48)', () => names(content.chairs.map(({ person }) => person)), ['Asta Nordh (S)']],
    ['secretary (B-48)', () => content.secretary?.name, 'Tyra Malmgren'],
    ['paragraph (B-49)', () => fourth.minuteItem, 4],
    ['matter (B-49)', () => fourth.registrationNumber.replace(/-\d+-/, '-'), 'VOB-4'],
    ['basis (B-50)', () => fourth.decisionBasis, ['Tjänsteutlåtande 2010-01-13 (handling 1)']],
    ['basis in words (B-50)', () => fourth.background, 'Föreligger stadskontorets förslag i ärendet (handling 1).'],
    ['claim (B-51)', () => [fourth.claims[1]?.mover?.name, fourth.claims[1]?.text], ['Asta Nordh', claim2010]],
    ['decision (B-52)', () => [fourth.decision?.claimNumber, fourth.decision?.restated], [2, restated2010]],
    ['adjuster of another party (B-53)', () => names(content.adjusters), ['Cilla Vestman (M)']],
  ])('%s', (_what, found, expected) => {
    expect(found()).toEqual(expected);
  });
});

describe('whatever happens', () => {
  const wishes = fc.record({
    // From barely quorate to crowded.
    away: fc.subarray([4, 5, 6, 7, 8, 9, 10, 11, 12], { maxLength: 6 }),
    substitutes: fc.integer({ min: 0, max: 8 }),
    claims: fc.array(fc.constantFrom('reject', 'referBack'), { maxLength: 2 }),
    votes: fc.array(fc.nat({ max: 3 }), { minLength: 13, maxLength: 13 }),
  });

  it('the counts in the minutes are the votes, and nothing was decided without quorum', async () => {
    await fc.assert(
      fc.asyncProperty(wishes, async ({ away, substitutes: count, claims, votes }) => {
        const present = members.filter((_, index) => !away.includes(index));
        const item = await openItem(story, [...present, ...substitutes.slice(0, count)]);
        await expectStatus(200, act(item, `agenda-items/${item.id}/introduction`));
        for (const [index, outcome] of claims.entries())
          await claim(item, { outcome, reasons: 'Utred mera.', moverId: id(present[index + 1] as string) });
        if (claims.length > 0) await settle(item, votes);
        const decided = await expectStatus(
          201,
          act(item, `agenda-items/${item.id}/decision`, claims.length === 0 ? { outcome: 'approve' } : {}),
        );
        expect(decided.body.quorum).toMatchObject({ members: 13, needed: 7, isReached: true });
        const { body } = await ordinaryOf(secretary, item.meetingId);
        const told = (body.content as MinutesContent).items[0] as MinutesItem;
        expect(told.decision?.participants.length).toBe(decided.body.quorum.serving);
        expect(countsTold(told)).toEqual(await countsCast(item.id));
      }),
      { numRuns: 12 },
    );
  }, 120_000);

  /** Does what comes next until the item is settled; every question is contested. */
  async function settle(item: Item, votes: readonly number[]): Promise<void> {
    for (;;) {
      const { body } = await expectStatus(200, secretary.get(`meetings/${item.meetingId}/live`));
      const { next } = body.current;
      if (next.is === 'settled') return;
      if (next.is === 'put') {
        if (next.alternatives.length === 1 && next.stage === 'material')
          return void (await put(item, next.alternatives[0].id));
        await put(item, next.alternatives[0].id, id('asn.ordforande'));
      } else {
        const ballot = await openBallot(item);
        const electors = await story.app.query<{ person_id: string }>(
          `select person_id from ballot_elector where ballot_id = $1 order by person_id`,
          [ballot.id],
        );
        const choices = [...ballot.choices, 'abstain'];
        const cast = electors.flatMap(({ person_id: personId }, index) => {
          const choice = choices[votes[index] ?? 0];
          return choice === undefined ? [] : [{ personId, choice }];
        });
        await expectStatus(204, secretary.post(`ballots/${ballot.id}/roll-call`, { votes: cast }));
        const closed = await secretary.post(`ballots/${ballot.id}/closing`, {});
        if (closed.status === 409)
          await expectStatus(200, secretary.post(`ballots/${ballot.id}/closing`, { castingVote: closed.body.tied[0] }));
      }
    }
  }

  function countsTold({ putting }: MinutesItem): Record<string, number> {
    const told = putting.flatMap((entry) =>
      entry.by === 'ballot'
        ? [...entry.results, { choice: 'abstain', votes: entry.abstained.votes }].map(
            ({ choice, votes }) => [`${entry.ballotId} ${choice}`, votes] as const,
          )
        : [],
    );
    return Object.fromEntries(told.filter(([, votes]) => votes > 0));
  }

  async function countsCast(itemId: string): Promise<Record<string, number>> {
    const cast = await story.app.query<{ key: string; votes: number }>(
      `select v.ballot_id || ' ' || v.choice as key, count(*)::integer as votes from vote v join ballot b on b.id = v.ballot_id
        where b.agenda_item_id = $1 group by 1`,
      [itemId],
    );
    return Object.fromEntries(cast.map(({ key, votes }) => [key, votes]));
  }
});
