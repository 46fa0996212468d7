/** A consultation over HTTP: decided by a body, sent with its texts pinned, its deadline moved by decision only. */
import {
  act,
  addText,
  consultee,
  consulteesOf,
  decided,
  proposed,
  refreshed,
  type SceneConsultation,
  sent,
} from '../support/consultation-scene.js';
import { expectStatus, refusal, Story } from '../support/story.js';

let story: Story;
const asked = () => [
  { kind: 'committee' as const, authorityId: story.authority('ASN') },
  { kind: 'committee' as const, authorityId: story.authority('GRN') },
  { kind: 'union' as const, name: 'Fackförbundet A' },
];

beforeAll(async () => {
  story = await Story.begin();
}, 60_000);
afterAll(async () => {
  const { violations } = await story.end();
  expect(violations).toEqual([]);
});

const office = () => story.as('ks.stadskontoret');
const at = async (consultation: SceneConsultation, path: string, body: object = {}) =>
  (await office()).post(`consultations/${consultation.id}/${path}`, body, { ifMatch: consultation.version });

describe('proposing', () => {
  test('a draft is the asking authority’s own', async () => {
    const consultation = await proposed(story, { consultees: asked() });
    const other = await story.as('asn.handlaggare');
    expect((await other.get(`consultations/${consultation.id}`)).status).toBe(404);
    expect((await other.post(`consultations/${consultation.id}/dispatch`, {}, { ifMatch: 1 })).status).toBe(404);
    const { body } = await (await office()).get('consultations?status=proposed');
    expect(body.items.map(({ id }: { id: string }) => id)).toContain(consultation.id);
  });

  test('a body is not asked to send out what says nothing', async () => {
    const created = await expectStatus(
      201,
      (await office()).post('consultations', {
        authorityId: story.authority('KS'),
        title: 'Tom',
        replyByDay: '2099-01-01',
      }),
    );
    const secretary = await story.as('ks.sekreterare');
    const meetingId = await story.meeting('KS', '2023-01-11');
    const refused = await secretary.post('routes', {
      subjectKind: 'consultation',
      subjectId: created.body.id,
      meetingIds: [meetingId],
    });
    expect(refused.status).toBe(422);
    expect(refused.body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual([
      '/purpose',
      '/addresseeName',
      '/consultees',
      '/parts',
    ]);
  });

  test('faults point at the field', async () => {
    const base = { authorityId: story.authority('KS'), title: 'Fel', replyByDay: '2099-03-29' };
    const client = await office();
    const codes = async (more: object): Promise<string> => {
      const { body } = await client.post('consultations', { ...base, ...more });
      return `${body.errors?.[0]?.pointer} ${body.errors?.[0]?.code}`;
    };
    expect(await codes({ replyByTime: '02:30' })).toBe('/replyByTime local-time-nonexistent');
    expect(await codes({ consultees: [{ kind: 'committee', name: 'Okänd nämnd' }] })).toBe(
      '/consultees/0/authorityId required',
    );
    expect(await codes({ consultees: [{ kind: 'union', authorityId: story.authority('ASN') }] })).toBe(
      '/consultees/0/authorityId not-applicable',
    );
    expect(
      await codes({
        consultees: [
          { kind: 'union', name: 'A' },
          { kind: 'other', name: 'a' },
        ],
      }),
    ).toBe('/consultees/1 duplicate');
    expect(await codes({ questions: [{ text: 'Vad?', part: 1 }] })).toBe('/questions/0/part unknown-part');
    expect(await codes({ parts: [{ title: 'Del', decidingBodyId: story.authority('ASN') }] })).toBe(
      '/parts/0/decidingBodyId unknown-body',
    );
    expect(await codes({ addresseeBodyId: story.authority('ASN') })).toBe('/addresseeBodyId unknown-body');
    expect(await codes({ officerId: story.authority('ASN') })).toBe('/officerId unknown-person');
    expect(await codes({ matterId: story.authority('ASN') })).toBe('/matterId unknown-matter');
  });
});

describe('deciding and sending', () => {
  test('the body may move the deadline, and the original stays visible', async () => {
    const consultation = await proposed(story, { consultees: asked() });
    await story.plan('consultation', consultation.id, 'KS', [['KS', '2023-02-08']]);
    await story.decide(consultation.id, 'KS', 'approveWithChanges', {
      patch: [{ path: '/replyByDay', old: '2099-03-15', new: '2099-03-31' }],
    });
    const { body } = await refreshed(await office(), consultation);
    expect(body).toMatchObject({ status: 'decided', replyByDay: '2099-03-31', versionNumber: 2 });
    expect(
      body.deadlines.map(({ origin, day, time, decision }: Record<string, unknown>) => [origin, day, time, decision]),
    ).toEqual([
      ['proposed', '2099-03-15', null, null],
      ['decision', '2099-03-31', null, expect.stringMatching(/^Kommunstyrelsen 2023-02-08 § \d+$/)],
    ]);
    const warned = await expectStatus(200, at(consultation, 'dispatch', { replyByTime: '12:00' }));
    expect(warned.body.warnings.map(({ code }: { code: string }) => code)).toEqual(['time-only-in-cover-letter']);
    const after = await refreshed(await office(), consultation);
    expect(after.body.deadlines.at(-1)).toMatchObject({
      origin: 'coverLetter',
      day: '2099-03-31',
      time: '12:00',
      at: '2099-03-31T10:00:00.000Z',
    });
  });

  test('what is sent is pinned, and a wording the body did not see is told (B-62)', async () => {
    const consultation = await decided(story, { consultees: asked() });
    await addText(await office(), consultation, 0, 'Lydelse 2, med två tillägg.\n');
    const { body } = await expectStatus(200, at(consultation, 'dispatch'));
    expect(body).toMatchObject({ status: 'sent', consultees: 3, warnings: [{ code: 'text-newer-than-decision' }] });
    consultation.version = body.version;
    const shown = await refreshed(await story.as('asn.handlaggare'), consultation);
    expect(shown.body.texts.map(({ number }: { number: number }) => number).sort()).toEqual([1, 2]);
    expect(
      refusal(
        await at(consultation, 'texts', { partKey: consultation.partKeys[0], documentVersionId: consultation.id }),
      ),
    ).toBe('409 state-conflict/already-sent');
    const letter = await expectStatus(
      200,
      (await office()).get(`consultations/${consultation.id}/cover-letter?format=pdf`),
    );
    expect(letter.headers.get('content-type')).toBe('application/pdf');
    const matter = await (await office()).get(`matters/${consultation.matterId}`);
    expect(matter.body.documents.map(({ kind }: { kind: string }) => kind)).toContain('coverLetter');
  });

  test('a time that was decided is not moved by a letter; a secret text does not go out', async () => {
    const consultation = await decided(story, { consultees: asked(), replyByTime: '12:00' });
    expect(refusal(await at(consultation, 'dispatch', { replyByTime: '13:00' }))).toBe(
      '409 state-conflict/time-is-decided',
    );
    expect(refusal(await at(consultation, 'dispatch', { sentDay: '2023-02-02' }))).toBe(
      '422 validation-failed/required',
    );
    expect(refusal(await at(consultation, 'dispatch', { sentDay: '2023-01-30', sentElsewhere: 'Med post' }))).toBe(
      '422 validation-failed/before-decision',
    );
    const matter = await (await office()).get(`matters/${consultation.matterId}`);
    const secret = matter.body.documents[0];
    const secretary = await story.as('ks.sekreterare');
    await expectStatus(
      201,
      secretary.post(`documents/${secret.id}/secrecy-marking`, {
        provision: 'OSL 26 kap. 1 §',
      }),
    );
    expect(refusal(await at(consultation, 'dispatch'))).toBe('409 state-conflict/secret-text');
  });

  test('a preparatory body may decide it; a report is made of the answers only', async () => {
    const consultation = await proposed(story, { consultees: asked() });
    await story.plan('consultation', consultation.id, 'KS', [['KS AU', '2023-02-14']]);
    const secretary = await story.as('ks.sekreterare');
    const item = await story.waitingItem(consultation.id, secretary);
    await story.open('KS AU', '2023-02-14');
    const noted = await secretary.post(
      `agenda-items/${item.id}/decision`,
      { outcome: 'note' },
      { ifMatch: item.version },
    );
    expect(refusal(noted)).toBe('409 state-conflict/outcome-not-allowed');
    await story.decide(consultation.id, 'KS', 'approve');
    expect((await refreshed(await office(), consultation)).body.status).toBe('decided');
    await expectStatus(200, at(consultation, 'withdrawal'));
    expect((await refreshed(await office(), consultation)).body.status).toBe('withdrawn');
  });

  test('referred back, a changed draft is another version', async () => {
    const consultation = await proposed(story, { consultees: asked() });
    await story.plan('consultation', consultation.id, 'KS', [['KS', '2023-03-01']]);
    await story.decide(consultation.id, 'KS', 'referBack', { reasons: 'Fler ska tillfrågas.' });
    const client = await office();
    const { body: before } = await refreshed(client, consultation);
    expect(before).toMatchObject({ status: 'proposed', versionNumber: 1 });
    const edited = await expectStatus(
      200,
      client.patch(`consultations/${consultation.id}`, { place: 'Registraturen' }, { ifMatch: consultation.version }),
    );
    expect(edited.body.versionNumber).toBe(2);
    await story.plan('consultation', consultation.id, 'KS', [['KS', '2023-03-08']]);
    await story.decide(consultation.id, 'KS', 'reject');
    expect((await refreshed(client, consultation)).body.status).toBe('rejected');
  });
});

describe('the deadline for all', () => {
  test('moves by a decision of the body that decided it, and everybody is told', async () => {
    const consultation = await sent(story, { consultees: asked(), replyByTime: '12:00' }, {}, '2023-03-15');
    expect(
      refusal(
        await at(consultation, 'deadline-proposals', {
          replyByDay: '2099-03-15',
          replyByTime: '11:59',
          reason: 'Sommar',
        }),
      ),
    ).toBe('422 validation-failed/not-later');
    const secretary = await story.as('ks.sekreterare');
    const premature = await secretary.post('routes', {
      subjectKind: 'consultation',
      subjectId: consultation.id,
      meetingIds: [await story.meeting('KS', '2023-03-22')],
    });
    expect(refusal(premature)).toBe('409 state-conflict/no-deadline-proposed');
    const proposal = await expectStatus(
      200,
      at(consultation, 'deadline-proposals', { replyByDay: '2099-04-15', reason: 'Flera har bett om mer tid.' }),
    );
    consultation.version = proposal.body.version;
    const other = await secretary.post('routes', {
      subjectKind: 'consultation',
      subjectId: consultation.id,
      meetingIds: [await story.meeting('KS AU', '2023-03-21')],
    });
    expect(refusal(other)).toBe('409 state-conflict/other-body-decided');
    const asn = await story.as('asn.handlaggare');
    const unmoved = await refreshed(asn, consultation);
    expect(unmoved.body.deadlines.at(-1)).toMatchObject({ day: '2099-03-15' });
    await story.plan('consultation', consultation.id, 'KS', [['KS', '2023-03-22']]);
    await story.decide(consultation.id, 'KS', 'approve');
    const { body } = await refreshed(await office(), consultation);
    expect(body.status).toBe('sent');
    expect(body.deadlines.map(({ origin, day, time }: Record<string, unknown>) => [origin, day, time])).toEqual([
      ['proposed', '2099-03-15', '12:00'],
      ['decision', '2099-03-15', '12:00'],
      ['proposed', '2099-04-15', '12:00'],
      ['decision', '2099-04-15', '12:00'],
    ]);
    for (const { id } of (await consulteesOf(await office(), consultation)).values()) {
      const { body: one } = await consultee(await office(), id);
      expect(one.notices.map(({ kind }: { kind: string }) => kind)).toEqual(['dispatch', 'deadline']);
      expect(one.replyByDay).toBe('2099-04-15');
    }
  });

  test('refused, it stands as it was', async () => {
    const consultation = await sent(story, { consultees: asked() }, {}, '2023-04-05');
    await expectStatus(200, at(consultation, 'deadline-proposals', { replyByDay: '2099-05-15', reason: 'Mer tid.' }));
    await story.plan('consultation', consultation.id, 'KS', [['KS', '2023-04-12']]);
    await story.decide(consultation.id, 'KS', 'reject');
    const { body } = await refreshed(await office(), consultation);
    expect(body).toMatchObject({ status: 'sent', stage: 'dispatch', replyByDay: '2099-03-15' });
    const again = await expectStatus(
      200,
      at(consultation, 'deadline-proposals', { replyByDay: '2099-06-15', reason: 'Mer tid ändå.' }),
    );
    expect(again.body.versionNumber).toBe(3);
  });

  test('an extension for one does not move the others', async () => {
    const consultation = await sent(story, { consultees: asked() }, {}, '2023-04-19');
    const client = await office();
    const all = await consulteesOf(client, consultation);
    const one = all.get('Grundskolenämnden')!;
    expect(refusal(await act(client, one.id, 'extension', { replyByDay: '2099-03-15', reason: 'Sjukdom' }))).toBe(
      '422 validation-failed/not-later',
    );
    const extended = await expectStatus(
      200,
      act(client, one.id, 'extension', { replyByDay: '2099-03-22', replyByTime: '12:00', reason: 'Sjukdom' }),
    );
    expect(extended.body).toMatchObject({ status: 'addressed', isAfterDeadline: false });
    const after = await client.get(`consultations/${consultation.id}/consultees`);
    expect(
      after.body.items.map(({ name, replyByDay, isExtended }: Record<string, unknown>) => [
        name,
        replyByDay,
        isExtended,
      ]),
    ).toEqual([
      ['Arbetsmarknads- och socialnämnden', '2099-03-15', false],
      ['Grundskolenämnden', '2099-03-22', true],
      ['Fackförbundet A', '2099-03-15', false],
    ]);
    const stranger = await story.as('asn.handlaggare');
    expect(
      refusal(
        await stranger.post(
          `consultees/${all.get('Arbetsmarknads- och socialnämnden')!.id}/extension`,
          { replyByDay: '2099-04-01', reason: 'Egen' },
          { ifMatch: 1 },
        ),
      ),
    ).toBe('403 forbidden/consultation.write');
  });
});
