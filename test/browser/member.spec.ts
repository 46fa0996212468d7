/** The member: what is to be decided and what is new, read with one press; the meeting followed and a vote given. */
import { openMeeting } from '../support/meetings.js';
import { expectStatus } from '../support/replies.js';
import { sceneOfFile, sound } from './support/scene.js';

// The example's own meetings are put out of the way in the database.
const scene = sceneOfFile({ isBent: true });
let meetingId: string;
const day = '2199-03-06';

/** An item of the committee's own, on that meeting's agenda. */
async function listed(title: string, meeting: string): Promise<string> {
  const secretary = await scene.app.as('asn.sekreterare');
  const decisionPoints = [{ type: 'approve', text: 'Nämnden godkänner planen.' }];
  const content = { kind: 'other', authorityId: scene.app.authorityIds.get('ASN'), title, decisionPoints };
  const { body } = await expectStatus(201, secretary.post('businesses', content));
  const route = { subjectKind: 'business', subjectId: body.id, meetingIds: [meeting] };
  return (await expectStatus(201, secretary.post('routes', route))).body.agendaItemId;
}

async function planned(onDay: string): Promise<string> {
  const secretary = await scene.app.as('asn.sekreterare');
  const plan = { day: onDay, startsAt: '13:00', place: 'Rådhuset' };
  return (await expectStatus(201, secretary.post(`bodies/${scene.app.bodyIds.get('ASN')}/meetings`, plan))).body.id;
}

async function notice(id: string): Promise<void> {
  const secretary = await scene.app.as('asn.sekreterare');
  const { body } = await secretary.get(`meetings/${id}`);
  await expectStatus(200, secretary.post(`meetings/${id}/notice`, {}, { ifMatch: body.version }));
}

test('reads what is new since the notice with one press, or with the keyboard alone', async () => {
  // Whatever the example has planned before it is called off, so that this one is the next.
  await scene.app.query(
    `update meeting set status = 'cancelled' where status in ('planned', 'noticeSent') and day >= current_date`,
  );
  meetingId = await planned(day);
  await listed('Plan för trygga skolvägar', meetingId);
  await notice(meetingId);
  await listed('Ett ärende som kom sent', meetingId);
  await notice(meetingId);

  const member = await scene.visitor('asn.ledamot');
  const { page } = member;
  await member.open('/');
  await member.heading('Mitt nästa möte').waitFor();
  expect(await member.text(page.getByRole('status').first())).toBe('2 ärenden');
  await sound({ page }, 'next-meeting');
  await member.press(page.getByRole('link', { name: /^Nytt sedan .* \(1\)$/ }));
  await page.getByText('1 ärende', { exact: true }).waitFor();
  expect(member.presses).toBe(1);
  expect(await page.getByRole('article').count()).toBe(1);
  await page.getByRole('heading', { name: /Ett ärende som kom sent/ }).waitFor();

  const other = await scene.visitor('asn.vice');
  await other.open('/');
  await other.enter(other.page.getByRole('link', { name: /^Nytt sedan/ }));
  await other.page.getByRole('heading', { name: /Ett ärende som kom sent/ }).waitFor();
  expect(other.presses).toBe(0);
});

test('follows the meeting and votes once; the vote is the one pressed', async () => {
  const secretary = await scene.app.as('asn.sekreterare');
  const held = await planned('2022-01-12');
  const itemId = await listed('Plan för omröstning', held);
  await openMeeting(secretary, held, {});
  const act = async (path: string, body: object = {}) => {
    const { body: read } = await secretary.get(`agenda-items/${itemId}`);
    return secretary.post(`agenda-items/${itemId}/${path}`, body, { ifMatch: read.version });
  };
  await expectStatus(200, act('introduction'));
  const [vice] = await scene.app.query<{ id: string }>(
    `select person_id as id from local_account where username = 'asn.vice'`,
  );
  await expectStatus(201, secretary.post(`agenda-items/${itemId}/claims`, { outcome: 'reject', moverId: vice?.id }));

  const member = await scene.visitor('asn.ledamot');
  const { page } = member;
  await member.open(`/sammantraden/${held}/folj`);
  await page.getByText('Förslaget i ärendet: bifall').waitFor();
  const { body: live } = await secretary.get(`meetings/${held}/live`);
  const standing = live.current.claims.find(({ isStanding }: { isStanding: boolean }) => isStanding);
  await expectStatus(200, act('propositions', { found: standing.id, demandedBy: vice?.id }));
  const ballot = (await expectStatus(201, act('ballots'))).body;

  await page.getByText('0 av 13 har röstat.').waitFor();
  await sound({ page }, 'follow-meeting');
  await member.press(page.getByRole('button', { name: /^Rösta: Yrkande 2.*avslag/ }));
  await page.getByText(/^Din röst är lagd: Yrkande 2/).waitFor();
  await page.getByText('1 av 13 har röstat.').waitFor();
  expect(member.presses).toBe(1);

  const other = await scene.visitor('asn.vice');
  await other.open(`/sammantraden/${held}/folj`);
  await other.enter(other.page.getByRole('button', { name: 'Rösta: Avstår' }));
  await other.page.getByText('2 av 13 har röstat.').waitFor();
  expect(other.presses).toBe(0);
  const votes = await scene.app.query<{ choice: string }>(
    `select choice from vote where ballot_id = $1 order by choice = 'abstain'`,
    [ballot.id],
  );
  expect(votes.map(({ choice }) => choice === 'abstain')).toEqual([false, true]);

  const officer = await scene.visitor('asn.handlaggare');
  await officer.open(`/sammantraden/${held}/folj`);
  await officer.page.getByText('Du tjänstgör inte i ärendet och röstar inte.').waitFor();
});
