/** Notices, extracts, dispatch and its registration at the other end, over real HTTP. */
import { jest } from '@jest/globals';
import { type Client, type Reply } from '../support/app.js';
import { adjustAtOnce, type DecidedItem, decidedItem, pdfBytes, registerDocument } from '../support/dispatch-scene.js';
import { eventually } from '../support/eventually.js';
import { expectStatus, refusal, Story } from '../support/story.js';

jest.setTimeout(60_000);

let story: Story;
let secretary: Client;
let officer: Client;
let registrar: Client;
let board: Client;
beforeAll(async () => {
  story = await Story.begin({ env: { ANSLAG_JOBS: 'true' } });
  secretary = await story.as('asn.sekreterare');
  officer = await story.as('asn.handlaggare');
  registrar = await story.as('asn.registrator');
  board = await story.as('ks.sekreterare');
});
afterAll(async () => {
  const violations = await story.app.violations();
  await story.app.stop();
  expect(violations).toEqual([]);
});

const send = (item: DecidedItem, body: object = {}, client = secretary): Promise<Reply> =>
  client.post(`agenda-items/${item.itemId}/dispatches`, body);
const register = (id: string, version: number, client: Client, body: object = {}): Promise<Reply> =>
  client.post(`dispatches/${id}/registration`, body, { ifMatch: version });
/** Decided and adjusted on a day of its own. */
const adjusted = async (day: string): Promise<DecidedItem> => {
  const item = await decidedItem(story, 'ASN', day);
  await adjustAtOnce(story, 'ASN', item, day);
  return item;
};

describe('scenario 9: a secret annex on the way to the executive board', () => {
  const secretWords = 'Namngivna ungdomar på Lugnagatan';
  let item: DecidedItem;
  let memorandum: { documentId: string; number: number; versionId: string | null };
  let annex: { documentId: string; number: number; versionId: string | null };
  let sent: Reply;

  beforeAll(async () => {
    item = await decidedItem(story, 'ASN', '2023-04-26');
    const { matterId } = item.proposal;
    const memo = { name: 'tjänsteskrivelse.pdf', bytes: pdfBytes('memorandum') };
    memorandum = await registerDocument(officer, matterId, { file: memo });
    const file = { name: 'lugnagatan.pdf', bytes: pdfBytes('annex') };
    annex = await registerDocument(officer, matterId, { kind: 'annex', title: secretWords, file });
    await expectStatus(
      201,
      officer.post(`documents/${annex.documentId}/secrecy-marking`, { provision: '26 kap. 1 § OSL' }),
    );
  });

  test('before the paragraph is adjusted nothing can be sent', async () => {
    expect(refusal(await send(item))).toBe('409 state-conflict/not-adjusted');
  });

  test('the extract is then a working paper of the own authority, and says so', async () => {
    const { body } = await expectStatus(200, secretary.get(`agenda-items/${item.itemId}/extract`));
    expect([body.status, body.certified, body.minutes.items.length]).toEqual(['notAdjusted', null, 1]);
    const other = await story.as('frn.sekreterare');
    expect((await other.get(`agenda-items/${item.itemId}/extract`)).status).toBe(404);
    const office = await story.as('ks.stadskontoret');
    expect((await office.get(`agenda-items/${item.itemId}/extract?format=pdf`)).status).toBe(404);
  });

  test('the memorandum goes, the marked annex stays, and the sender is told (R-54)', async () => {
    await adjustAtOnce(story, 'ASN', item, '2023-04-26');
    sent = await expectStatus(201, send(item, { attachments: [memorandum.documentId, annex.documentId] }));
    const { items, attachments, withheld, warnings } = sent.body;
    expect(items.map(({ recipientName }: { recipientName: string }) => recipientName)).toEqual(['Kommunstyrelsen']);
    expect(attachments.map(({ documentId }: { documentId: string }) => documentId)).toEqual([memorandum.documentId]);
    expect(withheld).toEqual([
      { documentId: annex.documentId, number: annex.number, title: secretWords, provision: '26 kap. 1 § OSL' },
    ]);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain('följer inte med');
  });

  test('nobody gets it twice', async () => {
    expect(refusal(await send(item))).toBe('409 duplicate/already-dispatched');
    expect(refusal(await send(item, { recipients: [{ name: 'kommunstyrelsen' }] }))).toBe(
      '409 duplicate/already-dispatched',
    );
  });

  test('the board’s registrar is told, and finds it in the queue without a word of what stayed', async () => {
    await eventually(
      async () => {
        const { body } = await board.get('notices?limit=200');
        return body.items.some(
          ({ kind, subjectId }: { kind: string; subjectId: string }) =>
            kind === 'registerDispatch' && subjectId === sent.body.items[0].id,
        );
      },
      { what: 'the notice of the dispatch is written' },
    );
    const queue = await expectStatus(200, board.get('dispatches?direction=incoming&status=sent'));
    expect(queue.body.items).toHaveLength(1);
    const [waiting] = queue.body.items;
    expect([waiting.registrationNumber, waiting.withheldCount, waiting.withheld]).toEqual([
      item.registrationNumber,
      1,
      [],
    ]);
    expect(queue.text).not.toContain('Lugnagatan');
    const own = await expectStatus(200, secretary.get(`dispatches/${waiting.id}`));
    expect(own.body.withheld[0].title).toBe(secretWords);
  });

  test('another authority does not see it; the sender and the city office see it and may not register it', async () => {
    const [{ id, version }] = sent.body.items;
    const stranger = await story.as('frn.sekreterare');
    expect((await stranger.get(`dispatches/${id}`)).status).toBe(404);
    expect((await stranger.get(`dispatches/${id}/extract`)).status).toBe(404);
    expect(refusal(await register(id, version, stranger))).toBe('404 not-found');
    expect(refusal(await register(id, version, registrar))).toBe('403 forbidden/dispatch.register');
    expect(refusal(await register(id, version, await story.as('ks.stadskontoret')))).toBe(
      '403 forbidden/dispatch.register',
    );
  });

  test('registered twice at once it is one matter, one extract and one memorandum, with the sender’s number beside', async () => {
    const [{ id, version }] = sent.body.items;
    const replies = await Promise.all([register(id, version, board), register(id, version, board)]);
    expect(replies.map(({ status }) => status).sort()).toEqual([201, 412]);
    const registered = replies.find(({ status }) => status === 201);
    const { matterId, registrationNumber } = (registered as Reply).body;
    expect(registrationNumber).toMatch(/^KS-\d{4}-\d+$/);
    const matter = await expectStatus(200, board.get(`matters/${matterId}`));
    const shown = matter.body.documents.map((document: Record<string, unknown>) => [
      document['number'],
      document['kind'],
      document['direction'],
      document['title'],
      document['counterpart'],
    ]);
    expect(shown).toEqual([
      [
        1,
        'minutesExtract',
        'received',
        'Protokollsutdrag Arbetsmarknads- och socialnämnden 2023-04-26 § 1',
        'Arbetsmarknads- och socialnämnden',
      ],
      [2, 'memorandum', 'received', 'Tjänsteskrivelse', 'Arbetsmarknads- och socialnämnden'],
    ]);
    expect(matter.body.externalReferences.map((each: { reference: string }) => each.reference)).toEqual([
      item.registrationNumber,
    ]);
    const [extract, memo] = matter.body.documents;
    const extractFile = await board.get(`document-versions/${extract.versions[0].id}/content`);
    expect(extractFile.text.startsWith('%PDF-')).toBe(true);
    expect((await board.get(`document-versions/${memo.versions[0].id}/content`)).text).toBe(
      `${pdfBytes('memorandum')}`,
    );
    const again = await expectStatus(200, board.get(`dispatches/${id}/extract?format=pdf`));
    expect(again.text).toBe(extractFile.text);
    expect(refusal(await register(id, version + 1, board))).toBe('409 state-conflict/not-allowed-in-state');
  });

  test('the certified extract: who, when, one paragraph', async () => {
    const { body } = await expectStatus(200, board.get(`agenda-items/${item.itemId}/extract`));
    expect([body.status, body.adjustedDay, body.minutes.items.length]).toEqual(['adjusted', '2023-04-26', 1]);
    expect(body.certified.name).toBe('Nämndsekreterare, ASN');
    expect(body.signatures).toHaveLength(2);
    expect(body.minutes.items[0].dispatchList.map(({ name }: { name: string }) => name)).toEqual(['Kommunstyrelsen']);
    const word = await expectStatus(200, board.get(`agenda-items/${item.itemId}/extract?format=docx`));
    expect(word.text.startsWith('PK')).toBe(true);
    expect(word.headers.get('content-disposition')).toContain('.docx');
  });

  test('outside the authority the annex has neither title nor file; inside every opening is recorded', async () => {
    const { matterId } = item.proposal;
    const seen = await expectStatus(200, board.get(`matters/${matterId}`));
    const marked = seen.body.documents.find(({ id }: { id: string }) => id === annex.documentId);
    expect([marked.title, marked.counterpart, marked.versions, marked.secrecy.provision]).toEqual([
      'Handling med sekretessmarkering',
      null,
      [],
      '26 kap. 1 § OSL',
    ]);
    expect(seen.text).not.toContain('Lugnagatan');
    expect((await board.get(`document-versions/${annex.versionId}/content`)).status).toBe(404);
    expect((await officer.get(`document-versions/${annex.versionId}/content`)).status).toBe(200);
    const opened = await story.app.query(
      `select actor_person_id from event where type = 'document.markedFileOpened' and subject_id = $1`,
      [annex.documentId],
    );
    expect(opened).toEqual([{ actor_person_id: story.person('asn.handlaggare') }]);
  });

  test('markings: once at a time, by those who may, lifted with a ground', async () => {
    const mark = (client: Client): Promise<Reply> =>
      client.post(`documents/${annex.documentId}/secrecy-marking`, { provision: '26 kap. 1 § OSL' });
    const lift = (client: Client): Promise<Reply> =>
      client.post(`documents/${annex.documentId}/secrecy-marking/lifting`, { ground: 'Uppgifterna är borttagna.' });
    expect(refusal(await mark(registrar))).toBe('409 duplicate/already-marked');
    expect(refusal(await mark(await story.as('frn.handlaggare')))).toBe('404 not-found');
    expect(refusal(await mark(board))).toBe('403 forbidden/secrecy.mark');
    const before = await officer.get(`matters/${item.proposal.matterId}`);
    await expectStatus(204, lift(officer));
    expect(refusal(await lift(officer))).toBe('409 state-conflict/not-marked');
    const after = await board.get(`matters/${item.proposal.matterId}`);
    expect(after.body.version).toBe(before.body.version + 1);
    expect((await board.get(`document-versions/${annex.versionId}/content`)).status).toBe(200);
  });
});

describe('sending', () => {
  test('refused: nothing decided, not one’s body, unfit recipients and attachments', async () => {
    const item = await adjusted('2023-05-03');
    const { matterId } = item.proposal;
    const foreign = await registerDocument(officer, (await decidedItem(story, 'ASN', '2023-05-04')).proposal.matterId);
    const draft = await registerDocument(officer, matterId, { direction: 'internal' });
    const paper = await registerDocument(officer, matterId);
    const stranger = await story.as('frn.sekreterare');
    const unknown = '0190b1f2-6c1e-7f00-8a00-000000000001';
    const refusals = [
      refusal(await send(item, {}, officer)),
      refusal(await send(item, {}, stranger)),
      refusal(await send(item, { recipients: [] })),
      refusal(await send(item, { recipients: [{}] })),
      refusal(await send(item, { recipients: [{ authorityId: unknown }] })),
      refusal(await send(item, { recipients: [{ name: 'Polisen' }, { name: 'polisen' }] })),
      refusal(await send(item, { attachments: [foreign.documentId] })),
      refusal(await send(item, { attachments: [draft.documentId] })),
      refusal(await send(item, { attachments: [paper.documentId] })),
    ];
    expect(refusals).toEqual([
      '403 forbidden/dispatch.send',
      '404 not-found',
      '422 validation-failed/no-recipients',
      '422 validation-failed/recipient',
      '422 validation-failed/unknown-authority',
      '422 validation-failed/duplicate',
      '422 validation-failed/unknown-document',
      '409 state-conflict/internal-document',
      '422 validation-failed/no-file',
    ]);
    expect((await secretary.get(`dispatches?agendaItemId=${item.itemId}`)).body.total).toBe(0);
  });

  test('an item that is not decided', async () => {
    const proposal = await story.draft('ASN', null, [{ title: 'Insats', kronor: 1_000 }]);
    await story.submitAndApprove(proposal);
    const itemId = await story.plan('proposal', proposal.id, 'ASN', [['ASN', '2023-05-05']]);
    await story.open('ASN', '2023-05-05');
    expect(refusal(await secretary.post(`agenda-items/${itemId}/dispatches`, {}))).toBe(
      '409 state-conflict/not-decided',
    );
    expect(refusal(await secretary.get(`agenda-items/${itemId}/extract`))).toBe('409 state-conflict/not-decided');
  });

  test('twenty at once are one dispatch', async () => {
    const item = await adjusted('2023-05-08');
    const replies = await Promise.all(Array.from({ length: 20 }, () => send(item)));
    const statuses = replies.map(({ status }) => status);
    expect(statuses.filter((status) => status === 201)).toHaveLength(1);
    expect(statuses.filter((status) => status === 409 || status === 503)).toHaveLength(19);
    expect((await secretary.get(`dispatches?agendaItemId=${item.itemId}`)).body.total).toBe(1);
  });

  test('a marking set while it is sent: either the document stays or it was sent before', async () => {
    for (const day of ['2023-05-10', '2023-05-11', '2023-05-12']) {
      const item = await adjusted(day);
      const file = { name: 'bilaga.pdf', bytes: pdfBytes(day) };
      const annex = await registerDocument(officer, item.proposal.matterId, { kind: 'annex', title: 'Bilaga', file });
      const [marked, sent] = await Promise.all([
        officer.post(`documents/${annex.documentId}/secrecy-marking`, { provision: '26 kap. 1 § OSL' }),
        send(item, { attachments: [annex.documentId] }),
      ]);
      expect([marked.status, sent.status]).toEqual([201, 201]);
    }
    expect((await story.app.violations()).map(({ name }) => name)).toEqual([]);
  });

  test('what was dealt with behind closed doors is read by the own authority and by those it was sent to', async () => {
    const proposal = await story.draft('ASN', null, [{ title: 'Insats', kronor: 1_000 }]);
    await story.submitAndApprove(proposal);
    const itemId = await story.plan('proposal', proposal.id, 'ASN', [['ASN', '2023-05-16']]);
    const meetingId = await story.open('ASN', '2023-05-16');
    const { version } = (await secretary.get(`agenda-items/${itemId}`)).body;
    await expectStatus(
      200,
      secretary.post(`agenda-items/${itemId}/introduction`, { behindClosedDoors: true }, { ifMatch: version }),
    );
    await story.decide(proposal.id, 'ASN', 'approve');
    const item = { proposal, itemId, meetingId, registrationNumber: '' };
    await adjustAtOnce(story, 'ASN', item, '2023-05-16');
    const sent = await expectStatus(201, send(item));
    expect(sent.body.warnings[0]).toContain('stängda dörrar');
    const readers: [string, string, number][] = [
      ['asn.ledamot', `agenda-items/${itemId}/extract`, 200],
      ['ks.sekreterare', `agenda-items/${itemId}/extract`, 404],
      ['ks.sekreterare', `dispatches/${sent.body.items[0].id}/extract`, 200],
      ['frn.sekreterare', `dispatches/${sent.body.items[0].id}/extract`, 404],
      ['revisor', `dispatches/${sent.body.items[0].id}/extract`, 404],
    ];
    for (const [name, path, status] of readers) await expectStatus(status, (await story.as(name)).get(path));
    const titleFor = async (name: string): Promise<string> =>
      (await expectStatus(200, (await story.as(name)).get(`dispatches/${sent.body.items[0].id}`))).body.title;
    expect(await titleFor('ks.sekreterare')).toBe('Sociala insatser och lokal utveckling');
    expect(await titleFor('revisor')).toBe('Ärende behandlat inom stängda dörrar');
  });

  test('somebody outside the register gets it by name, and nobody here can register it', async () => {
    const item = await adjusted('2023-05-15');
    const sent = await expectStatus(201, send(item, { recipients: [{ name: 'Polisområde Syd' }] }));
    const [{ id, version, recipientAuthorityId }] = sent.body.items;
    expect(recipientAuthorityId).toBeNull();
    expect(refusal(await register(id, version, secretary))).toBe('403 forbidden/dispatch.register');
  });
});

describe('receiving', () => {
  test('into a matter one has already, which may know the sender’s number', async () => {
    const item = await adjusted('2023-05-17');
    const sent = await expectStatus(201, send(item));
    const [{ id, version }] = sent.body.items;
    const own = await expectStatus(
      201,
      board.post('matters', { authorityId: story.authority('KS'), title: 'Sociala insatser 2023' }),
    );
    const reference = { authorityName: 'ASN', reference: item.registrationNumber };
    await expectStatus(201, board.post(`matters/${own.body.id}/external-references`, reference));
    const waiting = await expectStatus(200, board.get(`dispatches/${id}`));
    expect(waiting.body.suggestedMatters.map((each: { id: string }) => each.id)).toEqual([own.body.id]);
    expect(refusal(await register(id, version, board, { matterId: item.proposal.matterId }))).toBe(
      '422 validation-failed/unknown-matter',
    );
    const registered = await expectStatus(201, register(id, version, board, { matterId: own.body.id }));
    expect([registered.body.matterId, registered.body.documentNumber]).toEqual([own.body.id, 1]);
    const matter = await expectStatus(200, board.get(`matters/${own.body.id}`));
    expect(matter.body.externalReferences).toHaveLength(1);
    const shown = await expectStatus(200, secretary.get(`dispatches/${id}`));
    expect(shown.body.registered.registrationNumber).toBe(own.body.registrationNumber);
    expect(
      (await board.get('dispatches?direction=incoming&status=registered')).body.items.map(
        (each: { id: string }) => each.id,
      ),
    ).toContain(id);
    expect(
      (await secretary.get('dispatches?direction=outgoing&status=registered')).body.items.map(
        (each: { id: string }) => each.id,
      ),
    ).toContain(id);
  });

  test('without If-Match it is refused', async () => {
    const item = await adjusted('2023-05-22');
    const sent = await expectStatus(201, send(item));
    expect((await board.post(`dispatches/${sent.body.items[0].id}/registration`, {})).status).toBe(428);
  });
});

test('the result with its reasons reaches case officer and managers at once, before anything is adjusted', async () => {
  const reasons = 'Precisera bemanningen i insats 1.';
  const { proposal } = await decidedItem(story, 'ASN', '2023-06-07', 'referBack', { reasons });
  for (const name of ['asn.handlaggare', 'asn.enhetschef', 'asn.direktor']) {
    const client = await story.as(name);
    const told = async (): Promise<{ decision: Record<string, unknown> } | undefined> => {
      const { body } = await client.get('notices?limit=200');
      return body.items.find(
        ({ kind, subjectId }: { kind: string; subjectId: string }) =>
          kind === 'decisionMade' && subjectId === proposal.id,
      );
    };
    await eventually(async () => (await told()) !== undefined, { what: `${name} is told` });
    expect((await told())?.decision).toMatchObject({
      outcome: 'referBack',
      reasons,
      bodyName: 'Arbetsmarknads- och socialnämnden',
      decisionDay: '2023-06-07',
    });
  }
});

describe('the notice', () => {
  let meetingId: string;
  beforeAll(async () => {
    const first = await story.draft('ASN', null, [{ title: 'Insats', kronor: 1_000 }]);
    await story.submitAndApprove(first);
    await story.plan('proposal', first.id, 'ASN', [['ASN', '2099-09-23']]);
    meetingId = await story.meeting('ASN', '2099-09-23');
  });

  test('before it is sent it is a draft of the own authority', async () => {
    const { body } = await expectStatus(200, secretary.get(`meetings/${meetingId}/notice`));
    expect([body.status, body.agendaVersion, body.items.length]).toEqual(['draft', 0, 1]);
    expect((await (await story.as('ks.stadskontoret')).get(`meetings/${meetingId}/notice`)).status).toBe(404);
  });

  test('what is listed after it is late, also before a supplement tells of it', async () => {
    const { body: meeting } = await secretary.get(`meetings/${meetingId}`);
    const noticed = await expectStatus(
      200,
      secretary.post(`meetings/${meetingId}/notice`, {}, { ifMatch: meeting.version }),
    );
    const second = await story.draft('ASN', null, [{ title: 'Sent inkommen', kronor: 2_000 }]);
    await story.submitAndApprove(second);
    await story.plan('proposal', second.id, 'ASN', [['ASN', '2099-09-23']]);
    const lateness = async (client: Client): Promise<boolean[]> =>
      (await expectStatus(200, client.get(`meetings/${meetingId}/notice`))).body.items.map(
        ({ isLate }: { isLate: boolean }) => isLate,
      );
    expect(await lateness(secretary)).toEqual([false, true]);
    expect(await lateness(await story.as('ks.stadskontoret'))).toEqual([false]);
    const { body: now } = await secretary.get(`meetings/${meetingId}`);
    expect(now.version).toBeGreaterThanOrEqual(noticed.body.version);
    await expectStatus(200, secretary.post(`meetings/${meetingId}/notice`, {}, { ifMatch: now.version }));
    expect(await lateness(await story.as('ks.stadskontoret'))).toEqual([false, true]);
    const { body } = await secretary.get(`meetings/${meetingId}/notice`);
    expect(body.sent.map(({ number }: { number: number }) => number)).toEqual([1, 2]);
  });

  test('as PDF the same bytes each time, and as Word', async () => {
    const [one, two] = [
      await expectStatus(200, secretary.get(`meetings/${meetingId}/notice?format=pdf`)),
      await expectStatus(200, secretary.get(`meetings/${meetingId}/notice?format=pdf`)),
    ];
    expect(one.text.startsWith('%PDF-')).toBe(true);
    expect(one.text).toBe(two.text);
    expect((await secretary.get(`meetings/${meetingId}/notice?format=docx`)).text.startsWith('PK')).toBe(true);
    expect((await secretary.get(`meetings/${meetingId}/notice?format=odt`)).status).toBe(422);
  });

  test('another committee does not see it', async () => {
    expect((await (await story.as('frn.sekreterare')).get(`meetings/${meetingId}/notice`)).status).toBe(404);
  });
});
