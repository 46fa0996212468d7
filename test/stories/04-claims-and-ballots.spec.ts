/** Scenario 4: four claims, a counter-ballot, a tie, the casting vote, six reservations, a statement and an appeal. */
import { act, claim, members, openBallot, openItem, put, standing } from '../support/assembly.js';
import { expectStatus, refusal, Story } from '../support/story.js';

test('the memorandum stands by the chair’s casting vote, 6 against 6 and one abstaining', async () => {
  const story = await Story.begin();
  const person = (name: string): string => story.person(name);
  const item = await openItem(story, [...members, 'asn.ersattare1'], '2023-04-26');
  const { secretary } = item;
  await expectStatus(200, act(item, `agenda-items/${item.id}/introduction`));
  const [first, , third] = item.proposal.measureKeys;
  const change = (key: string | undefined, old: number, kronor: number) => [
    { path: `/measures/${key}/requestedAmount`, old: `${old}.00`, new: `${kronor}.00` },
  ];
  const [strike, more] = ['asn.vice', 'asn.ledamot9'].map(person);
  const B = await claim(item, {
    outcome: 'approveWithChanges',
    moverId: strike,
    patch: change(third, 500_000, 0),
    text: 'Insats 3 utgår.',
  });
  const C = await claim(item, {
    outcome: 'approveWithChanges',
    moverId: more,
    patch: change(first, 5_625_000, 6_625_000),
  });
  await claim(item, {
    outcome: 'referBack',
    moverId: person('asn.ledamot11'),
    reasons: 'Konsekvenserna är inte utredda.',
  });
  const A = await standing(item);
  expect((await act(item, `agenda-items/${item.id}/claims-closing`)).body.next).toMatchObject({
    is: 'put',
    stage: 'formal',
  });

  // D first, lost by acclamation; the chair finds A, a member demands a ballot, B and C meet before one of them meets A.
  await put(item, null);
  const contested = await put(item, A, person('asn.vice'));
  expect(contested.body.next).toMatchObject({ is: 'put', stage: 'counter', alternatives: [{ id: B }, { id: C }] });
  await put(item, B, person('asn.ledamot9'));
  const votes = async (counts: readonly (readonly [string, number])[]) => {
    const ballot = await openBallot(item);
    const choices = counts.flatMap(([choice, n]) => Array.from({ length: n }, () => choice));
    const roll = members.map((name, index) => ({ personId: person(name), choice: choices[index] }));
    await expectStatus(204, secretary.post(`ballots/${ballot.id}/roll-call`, { votes: roll }));
    return (await expectStatus(200, secretary.post(`ballots/${ballot.id}/closing`, {}))).body;
  };
  const counter = await votes([
    ['abstain', 1],
    [B, 6],
    [C, 4],
    ['abstain', 2],
  ]);
  expect(counter).toMatchObject({ winner: B, tieBreak: null, count: { votes: { [B]: 6, [C]: 4 }, abstained: 3 } });
  const main = await votes([
    [A, 6],
    [B, 6],
    ['abstain', 1],
  ]);
  expect(main).toMatchObject({
    winner: A,
    tieBreak: 'castingVote',
    count: { votes: { [A]: 6, [B]: 6 }, abstained: 1, electors: 13 },
  });
  expect(main.next).toMatchObject({ is: 'settled' });

  const decided = (await expectStatus(201, act(item, `agenda-items/${item.id}/decision`))).body;
  expect(decided).toMatchObject({ outcome: 'approve', settledBy: 'ballot', versionResult: 1 });
  const losers = members.slice(6, 12);
  for (const name of losers)
    await expectStatus(201, (await story.as(name)).post(`agenda-items/${item.id}/reservations`, {}));
  const idle = await (await story.as('asn.ersattare1')).post(`agenda-items/${item.id}/reservations`, {});
  expect(refusal(idle)).toBe('409 state-conflict/did-not-take-part');
  await expectStatus(
    201,
    secretary.post(`agenda-items/${item.id}/statements`, { personId: more, text: 'Fler fältarbetare hade behövts.' }),
  );
  await story.close('ASN', '2023-04-26');
  const nextDay = await (await story.as('asn.ledamot2')).post(`agenda-items/${item.id}/reservations`, {});
  expect(refusal(nextDay)).toBe('409 state-conflict/meeting-closed');

  // The six parts of KL 5:67, with names.
  const { body: documents } = await expectStatus(200, secretary.get(`meetings/${item.meetingId}/minutes`));
  const minutes = (await expectStatus(200, secretary.get(`minutes/${documents.items[0].id}`))).body;
  const [paragraph] = minutes.content.items;
  expect(paragraph.claims).toHaveLength(4);
  expect(paragraph.putting.map(({ by, stage }: { by: string; stage: string }) => `${by} ${stage}`)).toEqual([
    'acclamation formal',
    'acclamation material',
    'acclamation counter',
    'ballot counter',
    'ballot main',
  ]);
  const last = paragraph.putting.at(-1);
  expect(last).toMatchObject({ tieBreak: 'castingVote', abstained: { votes: 1 } });
  expect(last.results.map(({ voters }: { voters: unknown[] }) => voters.length)).toEqual([6, 6]);
  expect(paragraph.decision).toMatchObject({ outcome: 'approve', settledBy: 'ballot' });
  expect(paragraph.decision.participants).toHaveLength(13);
  expect(paragraph.reservations).toHaveLength(6);
  expect(paragraph.statements).toHaveLength(1);

  const { version } = (
    await expectStatus(200, secretary.post(`minutes/${minutes.id}/signing`, undefined, { ifMatch: minutes.version }))
  ).body;
  const sign = (personId: string, ifMatch: number) =>
    secretary.post(
      `minutes/${minutes.id}/signatures`,
      { method: 'paper', signedDay: '2023-04-26', personId },
      { ifMatch },
    );
  const one = await expectStatus(201, sign(person('asn.ordforande'), version));
  const adjusted = await expectStatus(201, sign(minutes.content.adjusters[0].id, one.body.version));
  await expectStatus(
    201,
    secretary.post(
      `minutes/${minutes.id}/announcement`,
      {
        postedDay: '2023-04-27',
        postedElsewhere: 'Kommunens webbplats.',
      },
      { ifMatch: adjusted.body.version },
    ),
  );
  const standingNow = async () => (await expectStatus(200, secretary.get(`decisions/${decided.id}/standing`))).body;
  expect((await standingNow()).finalDay).toBe('2023-05-20');
  const appeal = {
    receivedDay: '2023-05-17',
    appellant: 'En medlem av kommunen',
    grounds: 'Beslutet strider mot lag.',
  };
  await expectStatus(201, secretary.post(`decisions/${decided.id}/appeals`, appeal));
  const appealed = await standingNow();
  expect(appealed.finalDay).toBeNull();
  expect(appealed.appeals).toHaveLength(1);

  const { violations } = await story.end();
  expect(violations).toEqual([]);
}, 90_000);
