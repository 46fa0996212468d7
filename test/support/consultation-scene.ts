/** A consultation told through the API: proposed, decided, sent, answered. */
import type { Client, Reply } from './app.js';
import { registerDocument } from './dispatch-scene.js';
import { expectStatus, type Story, type Thing } from './story.js';

export interface AskedConsultee {
  kind: 'committee' | 'union' | 'other';
  authorityId?: string;
  name?: string;
}

export interface SceneConsultation extends Thing {
  matterId: string;
  partKeys: string[];
  questionKeys: string[];
}

export interface SceneConsultee extends Thing {
  name: string;
}

export interface ProposalWishes {
  consultees: readonly AskedConsultee[];
  authority?: string;
  as?: string;
  replyByDay?: string;
  replyByTime?: string | null;
  more?: Record<string, unknown>;
}

export const questions = ['Är målen de rätta?', 'Bör effektmålen revideras varje år?'];

/** In the example municipality the executive board asks; others are named. Each part has its text. */
export async function proposed(
  story: Story,
  {
    consultees,
    authority = 'KS',
    as = 'ks.stadskontoret',
    replyByDay = '2099-03-15',
    replyByTime = null,
    more = {},
  }: ProposalWishes,
): Promise<SceneConsultation> {
  const office = await story.as(as);
  const { body } = await expectStatus(
    201,
    office.post('consultations', {
      authorityId: story.authority(authority),
      title: 'Förslag till ny plan',
      purpose: 'Yttrandet ska avse planens mål och hur de följs upp.',
      addresseeName: 'Kommunstyrelsen',
      place: 'Stadskontorets expedition',
      replyByDay,
      replyByTime,
      consultees,
      parts: [{ title: 'Långsiktig del' }, { title: 'Bilaga med effektmål' }],
      questions: [{ text: questions[0], part: 1 }, { text: questions[1] }],
      ...more,
    }),
  );
  const read = await expectStatus(200, office.get(`consultations/${body.id}`));
  const consultation: SceneConsultation = {
    id: body.id,
    version: body.version,
    matterId: body.matterId,
    partKeys: read.body.parts.map(({ key }: { key: string }) => key),
    questionKeys: read.body.questions.map(({ key }: { key: string }) => key),
  };
  for (const [index] of consultation.partKeys.entries())
    await addText(office, consultation, index, `Lydelse 1 av del ${index + 1}.\n`);
  return consultation;
}

export async function addText(
  office: Client,
  consultation: SceneConsultation,
  part: number,
  words: string,
): Promise<void> {
  const file = { name: `del-${part + 1}.txt`, bytes: Buffer.from(words) };
  const { versionId } = await registerDocument(office, consultation.matterId, {
    kind: 'memorandum',
    title: `Del ${part + 1}`,
    file,
  });
  const { body } = await expectStatus(
    201,
    office.post(
      `consultations/${consultation.id}/texts`,
      { partKey: consultation.partKeys[part], documentVersionId: versionId },
      { ifMatch: consultation.version },
    ),
  );
  consultation.version = body.version;
}

/** What the consultation's own row says now. */
export async function refreshed(client: Client, consultation: SceneConsultation): Promise<Reply> {
  const reply = await expectStatus(200, client.get(`consultations/${consultation.id}`));
  consultation.version = reply.body.version;
  return reply;
}

export async function decided(story: Story, wishes: ProposalWishes, day = '2023-02-01'): Promise<SceneConsultation> {
  const consultation = await proposed(story, wishes);
  await story.plan('consultation', consultation.id, 'KS', [['KS', day]]);
  await story.decide(consultation.id, 'KS', 'approve');
  await refreshed(await story.as('ks.stadskontoret'), consultation);
  return consultation;
}

export async function sent(
  story: Story,
  wishes: ProposalWishes,
  command: object = {},
  day?: string,
): Promise<SceneConsultation> {
  const consultation = await decided(story, wishes, day);
  const office = await story.as('ks.stadskontoret');
  const { body } = await expectStatus(
    200,
    office.post(`consultations/${consultation.id}/dispatch`, command, { ifMatch: consultation.version }),
  );
  consultation.version = body.version;
  return consultation;
}

/** By name, as the asker sees them. */
export async function consulteesOf(
  client: Client,
  consultation: SceneConsultation,
): Promise<Map<string, SceneConsultee>> {
  const { body } = await expectStatus(200, client.get(`consultations/${consultation.id}/consultees?limit=200`));
  return new Map(body.items.map((each: SceneConsultee) => [each.name, each]));
}

export async function consultee(client: Client, id: string): Promise<Reply> {
  return expectStatus(200, client.get(`consultees/${id}`));
}

/** One act on a consultee, with the version that stands. */
export async function act(client: Client, id: string, path: string, body: object = {}): Promise<Reply> {
  const { body: read } = await consultee(client, id);
  return client.post(`consultees/${id}/${path}`, body, { ifMatch: read.version });
}

/** The secret of a link, out of the address that is shown once. */
export function secretOf({ body }: Reply): string {
  return String(body.address).split('/').at(-1) ?? '';
}
