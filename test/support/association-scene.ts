/** A committee's call to associations, told through the API: issued, applied in, reviewed, decided. */
import type { Client, Reply } from './app.js';
import { expectStatus, sectionsStating, sek, type Story, type Thing } from './story.js';

export interface SceneCall extends Thing {
  matterId: string;
  sourceId: string;
}

export interface SceneApplication extends Thing {
  associationId: string;
}

/** Invented numbers with a right check digit, one per index. */
export function organisationNumber(index: number): string {
  const stem = `8029${String(index).padStart(5, '0')}`;
  const sum = [...stem].reduce((total, digit, place) => {
    const weighted = Number(digit) * (place % 2 === 0 ? 2 : 1);
    return total + (weighted > 9 ? weighted - 9 : weighted);
  }, 0);
  return `${stem.slice(0, 6)}-${stem.slice(6)}${(10 - (sum % 10)) % 10}`;
}

/** The committee's own money, open for giving. */
export async function ownSource(story: Story, code: string, kronor: number, year = 2023): Promise<string> {
  const controller = await story.as('ks.controller');
  const office = await story.as('ks.stadskontoret');
  const { body } = await expectStatus(
    201,
    controller.post('funding-sources', {
      code,
      name: 'Fritidsnämndens föreningsbidrag',
      kind: 'other',
      aliases: [],
      grantor: 'Fritidsnämnden',
      purposes: ['Ett rikt föreningsliv för barn och unga'],
      useFromDay: `${year}-01-01`,
      useToDay: `${year}-12-31`,
    }),
  );
  await story.ceiling(body.id, kronor, `${year}-01-01`, 'Nämndens budget', year);
  const { body: read } = await controller.get(`funding-sources/${body.id}`);
  await expectStatus(200, office.post(`funding-sources/${body.id}/announce`, undefined, { ifMatch: read.version }));
  return body.id;
}

export async function associationCall(
  story: Story,
  sourceId: string,
  { replyByDay = '2099-03-01', issue = true }: { replyByDay?: string; issue?: boolean } = {},
): Promise<SceneCall> {
  const officer = await story.as('frn.handlaggare');
  const { body } = await expectStatus(
    201,
    officer.post('calls', {
      kind: 'associationGrant',
      title: 'Föreningsbidrag 2023',
      description: 'För verksamhet för barn och unga.',
      years: [2023],
      sourceIds: [sourceId],
      replyByDay,
      replyByTime: '12:00',
    }),
  );
  const call = { id: body.id, version: body.version, matterId: body.matterId, sourceId };
  if (!issue) return call;
  const issued = await expectStatus(200, officer.post(`calls/${call.id}/issue`, undefined, { ifMatch: call.version }));
  return { ...call, version: issued.body.version };
}

export async function association(story: Story, index: number, over: object = {}): Promise<Thing> {
  const officer = await story.as('frn.handlaggare');
  const { body } = await expectStatus(
    201,
    officer.post('associations', {
      organisationNumber: organisationNumber(index),
      name: `Föreningen ${index}`,
      email: `forening${index}@example.invalid`,
      paymentKind: 'bankgiro',
      paymentNumber: '5050-1055',
      ...over,
    }),
  );
  return body;
}

export async function invited(story: Story, call: SceneCall, associationId: string): Promise<SceneApplication> {
  const officer = await story.as('frn.handlaggare');
  const { body } = await expectStatus(201, officer.post('applications', { callId: call.id, associationId }));
  return { ...body, associationId };
}

export const content = (kronor: number) => ({
  title: 'Sommarläger',
  purpose: 'Ett läger för ungdomar från hela staden.',
  appliedAmount: sek(kronor),
  year: 2023,
  memberCount: 120,
  signatory: 'Ordföranden',
});

/** Applied on paper on a day in the past, registered by the administration. */
export async function applied(
  story: Story,
  call: SceneCall,
  index: number,
  kronor: number,
  receivedAt = '2023-02-10T10:00:00+01:00',
): Promise<SceneApplication> {
  const { id: associationId } = await association(story, index);
  const application = await invited(story, call, associationId);
  const officer = await story.as('frn.handlaggare');
  const { body } = await expectStatus(
    200,
    officer.post(
      `applications/${application.id}/receipt`,
      { ...content(kronor), receivedAt, notedElsewhere: 'med post' },
      { ifMatch: application.version },
    ),
  );
  return { ...body, associationId };
}

/** Reviewed: the administration's proposal, with the amount it finds right, handed in. */
export async function proposed(
  story: Story,
  application: SceneApplication,
  kronor: number,
): Promise<Thing & { measureKey: string }> {
  const officer = await story.as('frn.handlaggare');
  const { body } = await expectStatus(
    200,
    officer.post(`applications/${application.id}/review`, {}, { ifMatch: application.version }),
  );
  const { id } = body.proposal;
  const { body: read } = await expectStatus(200, officer.get(`proposals/${id}`));
  const [{ measureKey, title, sourceId }] = read.measures;
  const edited = await expectStatus(
    200,
    officer.patch(
      `proposals/${id}`,
      {
        sections: sectionsStating(kronor),
        measures: [{ measureKey, title, sourceId, year: 2023, requestedAmount: sek(kronor) }],
        decisionPoints: [{ type: 'approve', text: 'Nämnden beviljar bidraget enligt förslaget.' }],
      },
      { ifMatch: read.version },
    ),
  );
  const handedIn = await expectStatus(
    200,
    officer.post(`proposals/${id}/submission`, undefined, { ifMatch: edited.body.version }),
  );
  return { id, version: handedIn.body.version, measureKey };
}

/** Point 5 of the scheme lets the head of the unit decide about grants; point 6 is about something else. */
export async function grantScheme(story: Story): Promise<void> {
  const secretary = await story.as('frn.sekreterare');
  await expectStatus(
    201,
    secretary.post(`bodies/${story.body('FRN')}/delegation-schemes`, {
      fromDay: '2023-01-01',
      ground: 'FRN 2022-12-14 § 90',
      rules: [
        {
          number: '5',
          description: 'Föreningsbidrag upp till 50 000 kronor',
          category: 'grants',
          delegates: [{ kind: 'employee', role: 'unitHead' }],
          reporting: 'nextMeeting',
        },
        {
          number: '6',
          description: 'Inköp',
          category: 'procurement',
          delegates: [{ kind: 'employee', role: 'unitHead' }],
          reporting: 'nextMeeting',
        },
      ],
    }),
  );
}

export async function delegate(
  story: Story,
  proposal: Thing,
  over: object = {},
  as: Client | undefined = undefined,
): Promise<Reply> {
  const head = as ?? (await story.as('frn.enhetschef'));
  return head.post(
    `proposals/${proposal.id}/delegated-decision`,
    { outcome: 'grant', bodyId: story.body('FRN'), ruleNumber: '5', decidedDay: '2023-03-10', ...over },
    { ifMatch: proposal.version },
  );
}

/** Both managers approve, and the committee answers on a day of its own. */
export async function committeeDecides(
  story: Story,
  proposal: Thing,
  day: string,
  outcome = 'approve',
  more: Record<string, unknown> = {},
): Promise<Reply> {
  let { version } = proposal;
  for (const role of ['enhetschef', 'direktor']) {
    const manager = await story.as(`frn.${role}`);
    const { body } = await expectStatus(
      200,
      manager.post(`proposals/${proposal.id}/approvals`, undefined, { ifMatch: version }),
    );
    version = body.version;
  }
  await story.plan('proposal', proposal.id, 'FRN', [['FRN', day]]);
  return story.decide(proposal.id, 'FRN', outcome, more);
}
