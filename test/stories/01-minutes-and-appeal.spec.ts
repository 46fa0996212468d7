/** Scenario 1, the law's clocks: adjusted at the meeting, announced the day after, final after a holiday. */
import { expectStatus, refusal, Story } from '../support/story.js';

test('adjusted immediately 2023-04-26, announced 04-27, appeal ends 2023-05-19, and the rest of the meeting later', async () => {
  const story = await Story.begin();
  const secretary = await story.as('asn.sekreterare');
  const chair = await story.as('asn.ordforande');
  const grant = await story.source('SoS', 'stateGrant', 22_200_000);
  const call = await story.call([grant], ['ASN']);
  const proposal = await story.draft('ASN', call.id, [
    { title: 'Insats 1', kronor: 5_625_000 },
    { title: 'Insats 2', kronor: 1_950_000 },
    { title: 'Insats 3', kronor: 500_000 },
  ]);
  await story.submitAndApprove(proposal);
  await story.plan('proposal', proposal.id, 'ASN', [
    ['ASN beredning', '2023-04-05'],
    ['ASN AU', '2023-04-12'],
    ['ASN', '2023-04-26'],
  ]);
  await story.decide(proposal.id, 'ASN', 'recommend');
  await story.decide(proposal.id, 'ASN', 'recommend');
  // Another matter of the same meeting, whose paragraph waits for the ordinary minutes.
  const other = await story.draft('ASN', null, [{ title: 'Annan insats', kronor: 1_000 }]);
  await story.submitAndApprove(other);
  const otherItem = await story.plan('proposal', other.id, 'ASN', [['ASN', '2023-04-26']]);

  const decided = (await story.decide(proposal.id, 'ASN', 'approve')).body;
  const early = await secretary.post(`agenda-items/${decided.agendaItemId}/dispatches`, {});
  expect(refusal(early)).toBe('409 state-conflict/not-adjusted');

  const meetingId = await story.meeting('ASN', '2023-04-26');
  const immediate = (
    await expectStatus(
      201,
      secretary.post(`meetings/${meetingId}/immediate-adjustments`, {
        agendaItemIds: [decided.agendaItemId],
        signedDay: '2023-04-26',
      }),
    )
  ).body;
  expect(immediate).toMatchObject({ kind: 'immediate', status: 'adjusted', adjustedDay: '2023-04-26', lateDays: 0 });

  // The extract can leave the same day, though the meeting's other paragraph is not adjusted.
  const sent = (await expectStatus(201, secretary.post(`agenda-items/${decided.agendaItemId}/dispatches`, {}))).body;
  const [dispatch] = sent.items;
  const board = await story.as('ks.sekreterare');
  const registered = (
    await expectStatus(201, board.post(`dispatches/${dispatch.id}/registration`, {}, { ifMatch: dispatch.version }))
  ).body;
  expect(registered.registrationNumber).toMatch(/^KS-\d{4}-\d+$/);

  await expectStatus(
    201,
    secretary.post(
      `minutes/${immediate.id}/announcement`,
      {
        postedDay: '2023-04-27',
        postedElsewhere: 'Anslogs på kommunens webbplats samma dag.',
      },
      { ifMatch: immediate.version },
    ),
  );
  const standing = async () => (await expectStatus(200, secretary.get(`decisions/${decided.id}/standing`))).body;
  // Thursday 18 May 2023 is Ascension Day.
  expect((await standing()).announcement).toMatchObject({ postedDay: '2023-04-27', appealEndDay: '2023-05-19' });
  expect((await standing()).finalDay).toBe('2023-05-20');
  const officer = await story.as('asn.direktor');
  await expectStatus(
    201,
    officer.post(`decisions/${decided.id}/execution-assessments`, {
      mayExecute: true,
      reasons: 'Rekvisitionen stänger 2023-05-12 och en utbetalning kan återbetalas.',
    }),
  );

  const rows = [5_625_000, 1_950_000, 500_000].map((kronor, measure) => ({ proposal, measure, source: grant, kronor }));
  const allocation = await story.allocation(call.id, 'Fördelning av medel 2023', rows);
  expect((await story.boardDecides(allocation, '2023-05-03')).status).toBe(201);

  // The ordinary minutes: fourteen days are the last lawful ones, and the notice two days later.
  await expectStatus(201, secretary.post(`agenda-items/${otherItem}/decision`, { outcome: 'approve' }, { ifMatch: 1 }));
  await story.close('ASN', '2023-04-26');
  const { body: documents } = await expectStatus(200, secretary.get(`meetings/${meetingId}/minutes`));
  const ordinary = documents.items.find(({ kind }: { kind: string }) => kind === 'ordinary');
  expect(ordinary.adjustBy).toBe('2023-05-10');
  const signing = await expectStatus(
    200,
    secretary.post(`minutes/${ordinary.id}/signing`, undefined, { ifMatch: ordinary.version }),
  );
  expect(
    refusal(
      await secretary.post(
        `minutes/${ordinary.id}/signatures`,
        { method: 'signedIn' },
        { ifMatch: signing.body.version },
      ),
    ),
  ).toMatch(/^(403|409)/);
  let { version } = signing.body;
  const [adjuster] = signing.body.content.adjusters;
  for (const personId of [story.person('asn.ordforande'), adjuster.id]) {
    const signature = { method: 'paper', signedDay: '2023-05-10', personId };
    version = (
      await expectStatus(201, secretary.post(`minutes/${ordinary.id}/signatures`, signature, { ifMatch: version }))
    ).body.version;
  }
  const announced = await expectStatus(
    201,
    secretary.post(
      `minutes/${ordinary.id}/announcement`,
      {
        postedDay: '2023-05-12',
        postedElsewhere: 'Kommunens webbplats.',
      },
      { ifMatch: version },
    ),
  );
  expect(announced.body).toMatchObject({ lastDayToAnnounce: '2023-05-12', appealEndDay: '2023-06-02' });

  const { body: open } = await expectStatus(200, story.app.anonymous.get('public/decisions?limit=50'));
  expect(open.items.map(({ id }: { id: string }) => id)).toContain(decided.id);
  expect((await chair.get(`minutes/${ordinary.id}/document?format=pdf`)).text.slice(0, 5)).toBe('%PDF-');

  const { ledger, violations } = await story.end();
  expect(ledger).toMatchSnapshot();
  expect(violations).toEqual([]);
}, 90_000);
