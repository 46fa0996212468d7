/**
 * A consultation that has gone all the way to its answers: decided, sent, answered in time and late, declined and met with
 * silence; so that whoever compiles answers sees every outcome.
 */
import type { Day } from '../kernel/day.js';
import { Consultations } from '../consultations/consultations.service.js';
import { ConsultationTexts } from '../consultations/texts.service.js';
import { Consultees } from '../consultations/consultees.service.js';
import { Replies, type ReplyContent } from '../consultations/replies.service.js';
import { Sending } from '../consultations/sending.service.js';
import { Waiting } from '../consultations/waiting.service.js';
import { rows } from '../platform/database/sql.js';
import { only } from '../platform/database/transaction.js';
import { Registry } from '../registry/registry.service.js';
import { Uploads } from '../registry/uploads.service.js';
import type { ExampleActs } from './acts.js';

const day = (text: string): Day => text as Day;
const [decidedDay, sentDay, replyByDay] = ['2023-02-08', '2023-02-10', '2023-03-31'];
const unions = ['Fackförbundet Exempel', 'Föreningen Trygga gator'] as const;

const text = `Långsiktig plan för ett tryggare Malmö

1. Staden ska arbeta förebyggande, tillsammans med skola, polis och föreningsliv.
2. Effektmålen ska revideras varje år.
`;

interface Answer extends Pick<ReplyContent, 'level' | 'ownNumber' | 'signatory' | 'text'> {
  name: string;
  receivedAt: string;
  /** Per question, with the words it rests on. */
  stances: readonly ['supports' | 'rejects' | 'comments', string][];
}

const answers: readonly Answer[] = [
  {
    name: unions[0],
    level: 'adopted',
    ownNumber: 'F 2023/14',
    signatory: 'Ordföranden',
    text: 'Förbundet tillstyrker målen. Att revidera effektmålen varje år avstyrks: det binder upp tid som behövs i arbetet.',
    receivedAt: '2023-03-28T09:15:00+02:00',
    stances: [
      ['supports', 'Förbundet tillstyrker målen'],
      ['rejects', 'Att revidera effektmålen varje år avstyrks'],
    ],
  },
  {
    name: unions[1],
    level: 'official',
    signatory: 'Verksamhetschefen',
    text: 'Vi delar bilden av behoven. Föreningslivets roll behöver beskrivas tydligare.',
    receivedAt: '2023-04-03T10:00:00+02:00',
    stances: [['comments', 'Föreningslivets roll behöver beskrivas tydligare']],
  },
];

export async function loadHeardConsultation(acts: ExampleActs): Promise<void> {
  const id = await decidedConsultation(acts);
  await send(acts, id);
  const consultees = await rows<{ id: string; name: string; version: number }>(
    acts.tx,
    `select id, name, version from consultee where consultation_id = $1 order by position`,
    [id],
  );
  const { id: declining, version } = only(consultees.filter(({ name }) => name === 'Kulturnämnden'));
  await acts.app
    .get(Consultees)
    .decline(acts.tx, await acts.actor('kn.handlaggare'), declining, version, 'Planen berör inte nämndens verksamhet.');
  for (const answer of answers) await reply(acts, only(consultees.filter(({ name }) => name === answer.name)), answer);
  const office = await acts.actor('ks.stadskontoret');
  await acts.app.get(Waiting).end(acts.tx, office, id, await versionOf(acts, id));
}

async function decidedConsultation(acts: ExampleActs): Promise<string> {
  const { app, tx } = acts;
  const office = await acts.actor('ks.stadskontoret');
  const consultations = app.get(Consultations);
  const { id, matterId } = await consultations.create(tx, office, {
    authorityId: acts.authority('KS'),
    title: 'Långsiktig plan för ett tryggare Malmö',
    purpose: 'Yttrandet ska avse planens mål och hur de följs upp.',
    background: 'Planen ersätter den nuvarande, som gäller året ut.',
    addresseeBodyId: acts.body('KS'),
    addresseeName: 'Kommunstyrelsen',
    place: 'Stadskontorets expedition',
    channel: 'E-post eller svarslänk',
    replyByDay,
    replyByTime: '12:00',
    consultees: [
      ...(['ASN', 'GRN', 'KN'] as const).map((code) => ({
        kind: 'committee' as const,
        authorityId: acts.authority(code),
      })),
      { kind: 'union', name: unions[0] },
      { kind: 'other', name: unions[1] },
    ],
    parts: [{ title: 'Planen', decidingBodyId: acts.body('KF') }],
    questions: [{ text: 'Är målen de rätta?', part: 1 }, { text: 'Bör effektmålen revideras varje år?' }],
  });
  const file = await app.get(Uploads).receive(Buffer.from(text, 'utf8'), 'Plan för ett tryggare Malmö.txt');
  const { versionId } = await app.get(Registry).registerDocument(tx, office, {
    matterId,
    kind: 'memorandum',
    title: 'Förslag till plan',
    direction: 'drawnUp',
    file,
  });
  const { partKey } = only(
    await rows<{ partKey: string }>(
      tx,
      `select v.content -> 'parts' -> 0 ->> 'key' as "partKey" from consultation c join consultation_version v on v.id = c.current_version_id where c.id = $1`,
      [id],
    ),
  );
  const wording = { partKey, documentVersionId: versionId ?? '', note: 'Lydelse 1' };
  await app.get(ConsultationTexts).add(tx, office, id, await versionOf(acts, id), wording);
  await acts.route('consultation', id, 'ks.sekreterare', [{ bodyId: acts.body('KS'), day: day(decidedDay) }]);
  await acts.decide(id, 'ks.sekreterare', 'approve');
  return id;
}

async function send(acts: ExampleActs, id: string): Promise<void> {
  const letter = `Missiv\n\nKommunstyrelsen ber om ert yttrande över bifogat förslag, senast ${replyByDay} kl. 12.00.\n`;
  const coverLetter = await acts.app.get(Uploads).receive(Buffer.from(letter, 'utf8'), 'Missiv.txt');
  const sent = { sentDay, sentElsewhere: 'Sändes med e-post (exempel).', coverLetter };
  await acts.app.get(Sending).send(acts.tx, await acts.actor('ks.stadskontoret'), id, await versionOf(acts, id), sent);
}

async function reply(
  acts: ExampleActs,
  { id, version }: { id: string; version: number },
  { name, stances, receivedAt, ...content }: Answer,
): Promise<void> {
  const questions = await rows<{ key: string }>(
    acts.tx,
    `select q ->> 'key' as key from consultee e join consultation c on c.id = e.consultation_id
         join consultation_version v on v.id = c.decided_version_id cross join jsonb_array_elements(v.content -> 'questions') with ordinality as t (q, place)
      where e.id = $1 order by place`,
    [id],
  );
  const positions = stances.map(([stance, quote], index) => ({
    questionKey: questions[index]?.key ?? '',
    stance,
    quote,
  }));
  const file = await acts.app.get(Uploads).receive(Buffer.from(`${content.text}\n`, 'utf8'), `Remissvar ${name}.txt`);
  await acts.app.get(Replies).byHand(acts.tx, await acts.actor('ks.stadskontoret'), id, version, {
    ...content,
    reservations: [],
    positions,
    receivedAt: new Date(receivedAt),
    notedElsewhere: 'Kom med e-post.',
    file,
  });
}

async function versionOf({ tx }: ExampleActs, id: string): Promise<number> {
  return only(await rows<{ version: number }>(tx, `select version from consultation where id = $1`, [id])).version;
}
