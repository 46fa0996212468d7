/** Scenario 3: the subcommittee refers back; amounts change between versions, and nothing old is carried over. */
import { expectStatus, refusal, sectionsStating, sek, Story } from '../support/story.js';

test('v1 8 075 000 goes back, v2 7 800 000 comes again', async () => {
  const story = await Story.begin();
  const grant = await story.source('SoS', 'stateGrant', 22_200_000);
  const call = await story.call([grant], ['ASN']);
  const proposal = await story.draft('ASN', call.id, [
    { title: 'Insats 1', kronor: 5_625_000 },
    { title: 'Insats 2', kronor: 1_950_000 },
    { title: 'Insats 3', kronor: 500_000 },
  ]);
  await story.submitAndApprove(proposal);
  await story.plan('proposal', proposal.id, 'ASN', [
    ['ASN AU', '2023-04-12'],
    ['ASN', '2023-04-26'],
  ]);
  const secretary = await story.as('asn.sekreterare');
  const item = await story.waitingItem(proposal.id, secretary);
  await story.open('ASN AU', '2023-04-12');
  const silent = await secretary.post(
    `agenda-items/${item.id}/decision`,
    { outcome: 'referBack' },
    { ifMatch: item.version },
  );
  expect(refusal(silent)).toBe('422 validation-failed/required');
  const referred = await story.decide(proposal.id, 'ASN', 'referBack', {
    reasons: 'Precisera bemanningen i insats 1 och målgruppen i insats 2.',
  });
  expect(referred.body).toMatchObject({ versionSeen: 1, decisionDay: '2023-04-12' });
  expect((await story.totals())['sum']).toMatchObject({ recommended: 0, approved: 0 });

  const officer = await story.as('asn.handlaggare');
  proposal.version = (await officer.get(`proposals/${proposal.id}`)).body.version;
  await story.act(proposal, 'handlaggare', 'revision');
  const { body: draft } = await officer.get(`proposals/${proposal.id}`);
  const amounts = [5_200_000, 2_100_000, 500_000];
  const measures = draft.measures.map((measure: { measureKey: string; title: string }, index: number) => ({
    measureKey: measure.measureKey,
    title: measure.title,
    requestedAmount: sek(amounts[index] as number),
    year: 2023,
  }));
  const patched = await expectStatus(
    200,
    officer.patch(`proposals/${proposal.id}`, { measures }, { ifMatch: draft.version }),
  );

  // The officer forgot the summary: the old total is found where it stands, with what it should be.
  const stale = await officer.post(`proposals/${proposal.id}/submission`, undefined, { ifMatch: patched.body.version });
  expect(stale.status).toBe(422);
  expect(stale.body.errors).toMatchObject([{ pointer: '/sections/0/text', code: 'total-mismatch' }]);
  expect(stale.body.errors[0].detail).toMatch(/8.075.000/);
  expect(stale.body.errors[0].detail).toMatch(/7.800.000/);

  const mended = await expectStatus(
    200,
    officer.patch(
      `proposals/${proposal.id}`,
      { sections: sectionsStating(7_800_000) },
      { ifMatch: patched.body.version },
    ),
  );
  proposal.version = mended.body.version;
  await story.act(proposal, 'handlaggare', 'submission');

  // The approvals of v1 do not count for v2: the plan is refused until both managers have approved again.
  const meetingId = await story.meeting('ASN', '2023-05-24');
  const early = await secretary.post('routes', {
    subjectKind: 'proposal',
    subjectId: proposal.id,
    meetingIds: [meetingId],
  });
  expect(refusal(early)).toBe('409 state-conflict/not-allowed-in-state');
  await story.act(proposal, 'enhetschef', 'approvals');
  const half = await secretary.post('routes', {
    subjectKind: 'proposal',
    subjectId: proposal.id,
    meetingIds: [meetingId],
  });
  expect(refusal(half)).toBe('409 state-conflict/not-allowed-in-state');
  await story.act(proposal, 'direktor', 'approvals');

  const diff = await officer.get(`proposals/${proposal.id}/diff?from=1&to=2`);
  expect(diff.status).toBe(200);
  expect(diff.body).toMatchSnapshot(
    { ...(diff.body.id === undefined ? {} : { id: expect.any(String) }), measures: expect.any(Array) },
    'krona diff without keys',
  );
  expect(diff.body.measures.map(({ delta }: { delta: { amount: string } }) => delta.amount)).toEqual(
    expect.arrayContaining(['-425000.00', '150000.00']),
  );

  await story.plan('proposal', proposal.id, 'ASN', [['ASN', '2023-05-24']]);
  const approved = await story.decide(proposal.id, 'ASN', 'approve');
  expect(approved.body).toMatchObject({ versionSeen: 2, versionResult: 2, decisionDay: '2023-05-24' });
  const way = await secretary.get(`agenda-items?subjectId=${proposal.id}`);
  expect(
    way.body.items.map((each: { bodyName: string; subjectVersion: number; decision: { outcome: string } }) => [
      each.bodyName,
      each.subjectVersion,
      each.decision.outcome,
    ]),
  ).toEqual([
    ['Arbetsmarknads- och socialnämndens arbetsutskott', 1, 'referBack'],
    ['Arbetsmarknads- och socialnämnden', 2, 'approve'],
  ]);
  expect((await story.totals())['sum']).toMatchObject({ requested: 7_800_000, approved: 7_800_000, allocated: 0 });
  const { ledger, violations } = await story.end();
  expect(ledger.split('\n')).toHaveLength(1);
  expect(violations).toEqual([]);
}, 60_000);
