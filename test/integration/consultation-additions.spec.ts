/** What comes to a consultation afterwards: the file of a text, and somebody more to ask. */
import {
  act,
  consultee,
  consulteesOf,
  refreshed,
  type SceneConsultation,
  sent,
} from '../support/consultation-scene.js';
import { eventually } from '../support/eventually.js';
import { expectStatus, Story } from '../support/story.js';

let story: Story;

beforeAll(async () => {
  story = await Story.begin({ env: { ANSLAG_JOBS: 'true' } });
}, 60_000);
afterAll(async () => {
  const { violations } = await story.end();
  expect(violations).toEqual([]);
});

const office = () => story.as('ks.stadskontoret');

test('a file becomes the part’s text: the first a document of the matter, the next a version of it', async () => {
  const created = await expectStatus(
    201,
    (await office()).post('consultations', {
      authorityId: story.authority('KS'),
      title: 'Med fil',
      replyByDay: '2099-01-01',
      parts: [{ title: 'Planen' }],
    }),
  );
  const { id, matterId } = created.body;
  const read = await expectStatus(200, (await office()).get(`consultations/${id}`));
  const partKey = read.body.parts[0].key;
  const send = async (ifMatch: number, words: string, over = {}, as = 'ks.stadskontoret') => {
    const query = new URLSearchParams({ partKey, fileName: 'plan.txt', ...over });
    return (await story.as(as)).post(`consultations/${id}/text-files?${query}`, undefined, {
      raw: Buffer.from(words),
      headers: { 'content-type': 'application/octet-stream' },
      ifMatch,
    });
  };
  const first = await expectStatus(201, send(1, 'Lydelse 1.\n', { note: 'Först' }));
  expect(first.body).toMatchObject({ number: 1, version: 2 });
  expect((await send(1, 'Lydelse 2.\n')).status).toBe(412);
  await expectStatus(201, send(2, 'Lydelse 2.\n'));
  expect((await send(3, 'Något.\n', {}, 'asn.handlaggare')).status).toBe(404);
  expect((await send(3, 'Något.\n', { fileName: 'plan.pdf' })).body.code).toBe('type-mismatch');
  expect((await send(3, 'Något.\n', { partKey: id })).body.code).toBe('unknown-part');
  const { body } = await expectStatus(200, (await office()).get(`consultations/${id}`));
  expect(body.texts.map(({ number, note }: { number: number; note: string }) => [number, note])).toEqual([
    [1, 'Först'],
    [2, ''],
  ]);
  const documents = await expectStatus(200, (await office()).get(`matters/${matterId}/documents`));
  expect(documents.body.items).toHaveLength(1);
  expect(documents.body.items[0]).toMatchObject({ title: 'Planen', versions: [{ number: 1 }, { number: 2 }] });
});

describe('somebody more is asked after the dispatch', () => {
  const asked = () => [
    { kind: 'committee' as const, authorityId: story.authority('ASN') },
    { kind: 'union' as const, name: 'Fackförbundet A' },
  ];
  const add = async (consultation: SceneConsultation, consultees: object[], reason = 'Glömdes vid utskicket.') =>
    (await office()).post(
      `consultations/${consultation.id}/consultees`,
      { consultees, reason },
      { ifMatch: consultation.version },
    );
  const grn = () => ({ kind: 'committee', authorityId: story.authority('GRN') });

  test('gets a notice of its own and the deadline in force; nobody else is told, and it can answer', async () => {
    const consultation = await sent(story, { consultees: asked(), replyByDay: '2099-03-31', replyByTime: '12:00' });
    const before = await consulteesOf(await office(), consultation);
    const extended = before.get('Fackförbundet A')?.id ?? '';
    await expectStatus(
      200,
      act(await office(), extended, 'extension', { replyByDay: '2099-05-01', reason: 'Sjukdom' }),
    );
    await refreshed(await office(), consultation);
    const { body } = await expectStatus(201, add(consultation, [grn(), { kind: 'other', name: 'Föreningen B' }]));
    expect(body).toMatchObject({ added: 2, status: 'sent', version: consultation.version + 1 });

    const after = await consulteesOf(await office(), consultation);
    expect([...after.keys()]).toEqual([...before.keys(), 'Grundskolenämnden', 'Föreningen B']);
    for (const name of ['Grundskolenämnden', 'Föreningen B']) {
      const { body: one } = await consultee(await office(), after.get(name)?.id ?? '');
      expect(one).toMatchObject({
        replyByDay: '2099-03-31',
        replyByTime: '12:00',
        addedReason: 'Glömdes vid utskicket.',
      });
      expect(one.notices.map(({ kind }: { kind: string }) => kind)).toEqual(['dispatch']);
    }
    const { body: first } = await consultee(await office(), extended);
    expect(first.notices.map(({ kind }: { kind: string }) => kind)).toEqual(['dispatch', 'extension']);
    expect(first).toMatchObject({ addedAt: null, replyByDay: '2099-05-01' });

    // The committee sees it from now on, with the texts that went out.
    const committee = await story.as('grn.handlaggare');
    expect((await committee.get(`consultations/${consultation.id}`)).status).toBe(200);
    const received = await expectStatus(200, act(committee, after.get('Grundskolenämnden')?.id ?? '', 'receipt'));
    expect(received.body.registrationNumber).toMatch(/^GRN-/);
    expect((await committee.get(`consultees/${extended}`)).status).toBe(404);
  });

  test('is told where it works; those who were asked before are not told again', async () => {
    const consultation = await sent(story, { consultees: asked(), replyByDay: '2099-03-31' });
    await expectStatus(201, add(consultation, [grn(), { kind: 'other', name: 'Föreningen B' }]));
    const all = await consulteesOf(await office(), consultation);
    const told = async (username: string): Promise<{ subjectId: string; kind: string }[]> => {
      const { body } = await expectStatus(200, (await story.as(username)).get('notices?limit=200'));
      const ids = [consultation.id, ...[...all.values()].map(({ id }) => id)];
      return body.items.filter(({ subjectId }: { subjectId: string }) => ids.includes(subjectId));
    };
    const added = all.get('Grundskolenämnden')?.id;
    for (const role of ['sekreterare', 'handlaggare']) {
      const who = `grn.${role}`;
      await eventually(async () => (await told(who)).length > 0, { what: `the notice reaches ${who}` });
      expect(await told(who)).toMatchObject([
        { kind: 'answerConsultation', subjectKind: 'consultee', subjectId: added },
      ]);
    }
    // Its own committee alone, and once: the director is not asked, and the others keep the notice of the dispatch.
    expect(await told('grn.direktor')).toEqual([]);
    expect(await told('asn.registrator')).toMatchObject([{ kind: 'answerConsultation', subjectId: consultation.id }]);
    expect(await told('tn.sekreterare')).toEqual([]);
  });

  test('a text that has become secret since the dispatch is shown to nobody more', async () => {
    const consultation = await sent(story, { consultees: asked(), replyByDay: '2099-03-31' });
    const { body: matter } = await expectStatus(200, (await office()).get(`matters/${consultation.matterId}`));
    const text = matter.documents.find(({ kind }: { kind: string }) => kind === 'memorandum');
    const secretary = await story.as('ks.sekreterare');
    await expectStatus(201, secretary.post(`documents/${text.id}/secrecy-marking`, { provision: 'OSL 26 kap. 1 §' }));
    expect((await add(consultation, [grn()])).body.code).toBe('secret-text');
    expect((await consulteesOf(await office(), consultation)).size).toBe(2);
    expect((await (await story.as('grn.handlaggare')).get(`consultations/${consultation.id}`)).status).toBe(404);
  });

  test('never twice, not without a reason, not by others, not before the dispatch and not when it is too late', async () => {
    const consultation = await sent(story, { consultees: asked(), replyByDay: '2099-03-31' });
    expect((await add(consultation, [{ kind: 'union', name: 'FACKFÖRBUNDET a' }])).body.code).toBe('already-asked');
    const twice = await add(consultation, [grn(), grn()]);
    expect(twice.body).toMatchObject({ code: 'already-asked', errors: [{ pointer: '/consultees/1' }] });
    expect((await add(consultation, [grn()], '')).status).toBe(422);
    expect((await add(consultation, [])).status).toBe(422);
    expect((await add({ ...consultation, version: 1 }, [grn()])).status).toBe(412);
    const other = await story.as('asn.handlaggare');
    const path = `consultations/${consultation.id}/consultees`;
    const body = { consultees: [grn()], reason: 'Glömdes.' };
    expect((await other.post(path, body, { ifMatch: consultation.version })).status).toBe(403);

    const over = await sent(
      story,
      { consultees: asked(), replyByDay: '2023-03-31' },
      { sentDay: '2023-02-05', sentElsewhere: 'Sändes med post.' },
    );
    expect((await add(over, [grn()])).body.code).toBe('deadline-over');
    await expectStatus(
      200,
      (await office()).post(`consultations/${over.id}/reply-period-end`, undefined, { ifMatch: over.version }),
    );
    await refreshed(await office(), over);
    expect((await add(over, [grn()])).status).toBe(409);
  });

  test('two who ask the same committee at once ask it once', async () => {
    const consultation = await sent(story, { consultees: asked(), replyByDay: '2099-03-31' });
    const replies = await Promise.all([1, 2, 3, 4].map(() => add(consultation, [grn()])));
    expect(replies.map(({ status }) => status).sort()).toEqual([201, 412, 412, 412]);
    expect((await consulteesOf(await office(), consultation)).size).toBe(3);
  });
});
