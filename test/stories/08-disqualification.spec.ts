/** Scenario 8: a member chairs the association to be paid. Out of the room for § 1, back for § 2; or nobody to step in. */
import { act, itemBefore, members, substitutes } from '../support/assembly.js';
import { openMeeting } from '../support/meetings.js';
import { expectStatus, refusal, Story } from '../support/story.js';

test('the substitute of her party serves for the item, and she returns for the next', async () => {
  const story = await Story.begin();
  const person = (name: string): string => story.person(name);
  const day = '2023-04-26';
  const first = await itemBefore(story, day);
  const second = await itemBefore(story, day);
  await openMeeting(first.secretary, first.meetingId, { presentIds: [...members, ...substitutes].map(person) });
  const note = 'Ordförande i föreningen som ska få medel i insats 3.';
  const report = { personId: person('asn.ledamot3'), ground: 'representative', status: 'reported', privateNote: note };
  await expectStatus(201, first.secretary.post(`agenda-items/${first.id}/disqualifications`, report));
  for (const item of [first, second])
    await expectStatus(201, act(item, `agenda-items/${item.id}/decision`, { outcome: 'approve' }));

  const { body: documents } = await expectStatus(200, first.secretary.get(`meetings/${first.meetingId}/minutes`));
  const minutes = (await expectStatus(200, first.secretary.get(`minutes/${documents.items[0].id}`))).body;
  const [without, withHer] = minutes.content.items;
  const took = (item: { decision: { participants: { id: string; servesFor: { id: string } | null }[] } }) =>
    item.decision.participants.map(({ id, servesFor }) => [id, servesFor?.id ?? null]);
  expect(took(without)).toContainEqual([person('asn.ersattare1'), person('asn.ledamot3')]);
  expect(took(without)).not.toContainEqual([person('asn.ledamot3'), null]);
  expect(took(withHer)).toContainEqual([person('asn.ledamot3'), null]);
  expect(without.disqualifications).toMatchObject([{ person: { id: person('asn.ledamot3') }, status: 'reported' }]);
  expect(withHer.disqualifications).toEqual([]);
  expect(JSON.stringify(minutes)).not.toContain(note);
  const { violations } = await story.end();
  expect(violations).toEqual([]);
}, 60_000);

test('seven present and no substitute: six are too few, and the item waits for the next meeting', async () => {
  const story = await Story.begin();
  const person = (name: string): string => story.person(name);
  const item = await itemBefore(story, '2023-04-26');
  await story.meeting('ASN', '2023-05-24');
  await openMeeting(item.secretary, item.meetingId, { presentIds: members.slice(0, 7).map(person) });
  const report = { personId: person('asn.ledamot3'), ground: 'representative', status: 'reported' };
  await expectStatus(201, item.secretary.post(`agenda-items/${item.id}/disqualifications`, report));
  const refused = await act(item, `agenda-items/${item.id}/decision`, { outcome: 'approve' });
  expect(refusal(refused)).toBe('409 state-conflict/no-quorum');
  const postponed = await expectStatus(200, act(item, `agenda-items/${item.id}/postponement`));
  expect(postponed.body).toMatchObject({ day: '2023-05-24' });
  await story.close('ASN', '2023-04-26');
  const { body: documents } = await expectStatus(200, item.secretary.get(`meetings/${item.meetingId}/minutes`));
  const { id, version } = documents.items[0];
  const sent = await expectStatus(200, item.secretary.post(`minutes/${id}/signing`, undefined, { ifMatch: version }));
  expect(sent.body.content.items).toMatchObject([{ minuteItem: null, decision: null, postponedDay: '2023-05-24' }]);
  await story.decide(item.proposal.id, 'ASN', 'approve');
  const { violations } = await story.end();
  expect(violations).toEqual([]);
}, 60_000);
