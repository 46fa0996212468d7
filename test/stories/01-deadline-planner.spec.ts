/** Scenario 1's days: sixteen between the committee and the closing, none over on the ordinary way, and the agent's last day. */
import { expectStatus, refusal, Story } from '../support/story.js';

interface Outcome {
  verdict: string;
  end: { day: string; what: string };
  daysFromLastMeeting: number;
  immediateBuysDays: number;
  ordinary: { slackDays: number; isInTime: boolean };
  immediate: { slackDays: number; isInTime: boolean };
  leads: { latestDay: string }[];
  steps: { name: string; slackDays: number; moments: { text: string; source: string }[] }[];
  summary: string[];
}

const measures = [{ title: 'Förstärkning av det lokala utvecklingsarbetet', kronor: 8_075_000 }];

const printed = ({ end, summary, steps }: Outcome): string =>
  [
    `Till ${end.day}: ${end.what}`,
    ...summary.map((line) => `  ${line}`),
    ...steps.flatMap(({ name, slackDays, moments }) => [
      `  ${name}: marginal ${slackDays} dagar`,
      ...moments.map(({ text, source }) => `    ${text} [${source}]`),
    ]),
  ].join('\n');

test('16 days, margin 0 on the ordinary way, 14 more when adjusted at once, the agent by 12 April', async () => {
  const story = await Story.begin();
  const controller = await story.as('ks.controller');
  const grant = await story.source('SoS', 'stateGrant', 22_200_000);
  const { body: source } = await expectStatus(200, controller.get(`funding-sources/${grant}`));
  await expectStatus(
    200,
    controller.patch(`funding-sources/${grant}`, { requisitionDeadlineDay: '2023-05-12' }, { ifMatch: source.version }),
  );
  for (const [body, day] of [
    ['ASN', '2023-04-26'],
    ['GRN', '2023-04-25'],
    ['KS', '2023-05-03'],
  ] as const)
    await story.meeting(body, day);

  const call = await story.call([grant], ['ASN', 'GRN'], '2023-04-28');
  const office = await story.as('ks.stadskontoret');
  const { body: ofCall } = await expectStatus(200, office.get(`calls/${call.id}/plan-check`));
  expect(ofCall.verdict).toBe('inTimeIfImmediate');
  expect(ofCall.summary).toMatchSnapshot('the call');

  const proposal = await story.draft('ASN', call.id, measures);
  await story.submitAndApprove(proposal);
  await story.plan('proposal', proposal.id, 'ASN', [
    ['ASN beredning', '2023-04-05'],
    ['ASN AU', '2023-04-12'],
    ['ASN', '2023-04-26'],
  ]);
  const secretary = await story.as('asn.sekreterare');
  const { routeId } = (await expectStatus(200, secretary.get(`agenda-items?subjectId=${proposal.id}`))).body.items[0];
  const checked = async (query: string): Promise<Outcome[]> =>
    (await expectStatus(200, secretary.get(`routes/${routeId}/plan-check${query}`))).body.checks;

  const [replyBy, closing] = await checked('?adjustment=ordinary');
  expect(replyBy).toMatchObject({ verdict: 'inTime', end: { day: '2023-04-28' } });
  expect(closing).toMatchObject({
    verdict: 'inTime',
    end: { day: '2023-05-12' },
    daysFromLastMeeting: 16,
    ordinary: { slackDays: 0, isInTime: true },
    immediate: { slackDays: 14, isInTime: true },
    immediateBuysDays: 14,
    leads: [{ latestDay: '2023-04-12' }],
  });
  expect(closing?.steps.at(-1)?.slackDays).toBe(0);
  // As proposed, with the paragraph adjusted at once.
  const [, proposed] = await checked('');
  expect(proposed?.steps.at(-1)?.slackDays).toBe(14);
  const text = [closing, proposed].map((outcome) => printed(outcome as Outcome)).join('\n\n');
  console.log(text);
  expect(text).toMatchSnapshot('the route');

  // Final before the money is drawn it cannot be: the appeal time ends on 2 June.
  const [final] = await checked('?endDay=2023-05-12&endNeeds=final&adjustment=ordinary');
  expect([final?.verdict, final?.steps.at(-1)?.slackDays]).toEqual(['notInTime', -22]);
  const stranger = await story.as('grn.handlaggare');
  expect(refusal(await stranger.get(`routes/${routeId}/plan-check`))).toMatch(/^404/);
  const { violations } = await story.end();
  expect(violations).toEqual([]);
}, 60_000);
