/** The afternoon of the 2010 extract (B-40 to B-55) held through the API by people who never were. */
import { systemActor } from '../../src/kernel/actor.js';
import type { Day } from '../../src/kernel/day.js';
import { examplePassword } from '../../src/example/organisation.js';
import { createLocalAccount } from '../../src/identity/local-accounts.service.js';
import { Organisation } from '../../src/identity/organisation.service.js';
import { hashPassword } from '../../src/identity/secrets.js';
import type { Tx } from '../../src/platform/database/transaction.js';
import { Transactions } from '../../src/platform/database/transaction.js';
import type { Client } from './app.js';
import { claim2010, officials2010, people2010, restated2010, substitutes2010 } from './minutes-record.js';
import { decideItem } from './minutes.js';
import { expectStatus } from './replies.js';
import type { Story } from './story.js';

const day = '2010-01-20';
const since = '2007-01-01' as Day;

export interface LookAlike {
  meetingId: string;
  secretary: Client;
}

/** A body of its own with seven seats and six substitutes, whose parties are written as people wrote them then. */
async function seatEverybody(story: Story, tx: Tx): Promise<string> {
  const organisation = story.app.app.get(Organisation);
  const name = 'Vård- och omsorgsberedningen';
  const { id: authorityId } = await organisation.createAuthority(tx, systemActor, {
    code: 'VOB',
    name,
    administrationName: 'Stadskontoret',
    validFrom: since,
  });
  const body = { authorityId, kind: 'committee' as const, name, shortName: 'VOB', validFrom: since };
  const { id: bodyId } = await organisation.createBody(tx, systemActor, body);
  const person = async (key: string, fullName: string, title?: string): Promise<string> => {
    const { id } = await organisation.createPerson(tx, systemActor, {
      name: fullName,
      title,
      email: `${key}@vob.invalid`,
    });
    story.app.personIds.set(`vob.${key}`, id);
    return id;
  };
  const appoint = (personId: string, role: 'chair' | 'member' | 'substitute', party: string, callingOrder?: number) =>
    organisation.appoint(tx, systemActor, { personId, role, bodyId, fromDay: since, party, callingOrder });
  for (const [index, [key, fullName, party]] of people2010.entries())
    await appoint(
      await person(key, fullName),
      index === 0 ? 'chair' : 'member',
      index % 2 === 0 ? `(${party})` : `(${party.toLowerCase()})`,
    );
  for (const [index, [key, fullName, party]] of substitutes2010.entries())
    await appoint(await person(key, fullName), 'substitute', `(${party.toLowerCase()})`, index + 1);
  for (const [index, fullName] of officials2010.entries()) await person(`tj${index + 1}`, fullName, 'Tjänsteman');
  const secretaryId = await person('sekreterare', 'Tyra Malmgren', 'Sekreterare');
  await organisation.appoint(tx, systemActor, {
    personId: secretaryId,
    role: 'committeeSecretary',
    authorityId,
    fromDay: since,
  });
  await createLocalAccount(tx, secretaryId, 'vob.sekreterare', await hashPassword(examplePassword));
  story.app.authorityIds.set('VOB', authorityId);
  story.app.bodyIds.set('VOB', bodyId);
  return bodyId;
}

const plan = {
  title: 'Förslag till ny plan för individ- och familjeomsorgen',
  decisionPoints: [{ type: 'forward', text: 'Förslaget sänds på remiss; svar lämnas senast den 15 mars 2010.' }],
  decisionBasis: ['Tjänsteutlåtande 2010-01-13 (handling 1)'],
  dispatchList: [{ name: 'Samtliga stadsdelsfullmäktige' }],
};

/** Eight matters; in the fourth the chair claims three adjustments and gets them. The meeting is closed at 15.00. */
export async function holdLookAlike(story: Story): Promise<LookAlike> {
  const bodyId = await story.app.app.get(Transactions).run((tx) => seatEverybody(story, tx));
  const secretary = await story.as('vob.sekreterare');
  const id = (key: string): string => story.person(`vob.${key}`);
  const post = async (path: string, body: object, status: number, ifMatch?: number) =>
    (await expectStatus(status, secretary.post(path, body, { ifMatch }))).body;
  const version = async (path: string): Promise<number> => (await expectStatus(200, secretary.get(path))).body.version;
  const place = 'Sessionssalen, Stadshuset, Exempeltorget 1';
  const { id: meetingId } = await post(`bodies/${bodyId}/meetings`, { day, startsAt: '14:00', place }, 201);
  const items: string[] = [];
  for (let number = 1; number <= 8; number += 1) {
    const more =
      number === 4
        ? plan
        : {
            title: `Information ${number}`,
            decisionPoints: [{ type: 'note', text: 'Informationen läggs till handlingarna.' }],
          };
    const authorityId = story.authority('VOB');
    const { id: subjectId } = await post('businesses', { kind: 'other', authorityId, ...more }, 201);
    const route = await post('routes', { subjectKind: 'business', subjectId, meetingIds: [meetingId] }, 201);
    items.push(route.agendaItemId);
  }
  const notice = await post(
    `meetings/${meetingId}/notice`,
    { sentDay: '2010-01-05', sentElsewhere: 'Sändes med e-post.' },
    200,
    await version(`meetings/${meetingId}`),
  );
  const there = [
    ...people2010.slice(0, 5).map(([key]) => key),
    ...substitutes2010.map(([key]) => key),
    ...officials2010.map((_, index) => `tj${index + 1}`),
  ];
  const opening = { at: '14:00', adjusterIds: [id('led2')], present: there.map((key) => ({ personId: id(key) })) };
  await post(`meetings/${meetingId}/opening`, opening, 200, notice.version);
  for (const [index, item] of items.entries())
    if (index === 3) await decideFourth(item);
    else await decideItem(secretary, item, 'note');
  await post(`meetings/${meetingId}/closing`, { at: '15:00' }, 200, await version(`meetings/${meetingId}`));
  return { meetingId, secretary };

  async function decideFourth(item: string): Promise<void> {
    const text = 'Föreligger stadskontorets förslag i ärendet (handling 1).';
    await expectStatus(200, secretary.put(`agenda-items/${item}/minutes-texts/background`, { text }, { ifMatch: 0 }));
    await post(`agenda-items/${item}/introduction`, {}, 200, await version(`agenda-items/${item}`));
    const claimed = { outcome: 'forward', moverId: id('ordf'), text: claim2010 };
    const { id: claimId } = await post(`agenda-items/${item}/claims`, claimed, 201);
    await post(`agenda-items/${item}/propositions`, { found: claimId }, 200, await version(`agenda-items/${item}`));
    const decision = {
      restated: restated2010,
      isAppealable: false,
      appealableGround: 'förberedande (KL 13 kap. 2 §)',
    };
    await post(`agenda-items/${item}/decision`, decision, 201, await version(`agenda-items/${item}`));
  }
}
