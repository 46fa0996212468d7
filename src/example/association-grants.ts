/** The leisure committee's grants to associations: one granted by its delegate and listed to be paid, one that waits for review. */
import type { Day } from '../kernel/day.js';
import { Money } from '../kernel/money.js';
import { Payouts } from '../allocations/payouts/payouts.service.js';
import { Calls } from '../calls/calls.service.js';
import { Issuing } from '../calls/issuing.service.js';
import { DelegationSchemes } from '../decisions/delegation/delegation-schemes.service.js';
import { Sources } from '../funding/sources.service.js';
import { rows } from '../platform/database/sql.js';
import { only } from '../platform/database/transaction.js';
import { Applications } from '../proposals/applications/applications.service.js';
import { Reviews } from '../proposals/applications/reviews.service.js';
import { Associations } from '../proposals/applications/associations.service.js';
import { DelegatedAwards } from '../proposals/applications/delegated-award.service.js';
import { Proposals } from '../proposals/proposals.service.js';
import { Uploads } from '../registry/uploads.service.js';
import type { ExampleActs } from './acts.js';

const day = (text: string): Day => text as Day;
const kronor = (amount: bigint): Money => Money.fromOre(amount * 100n);
const year = 2023;

export async function loadAssociationGrants(acts: ExampleActs): Promise<void> {
  const { app, tx } = acts;
  const [officer, head] = [await acts.actor('frn.handlaggare'), await acts.actor('frn.enhetschef')];
  const callId = await openCall(acts, await ownSource(acts));
  const camp = await apply(acts, callId, {
    organisationNumber: '802999-0002',
    name: 'Idrottsföreningen Exempel',
    title: 'Sommarläger för ungdomar',
    applied: 45_000n,
    receivedAt: '2023-02-20T13:05:00+01:00',
  });
  await apply(acts, callId, {
    organisationNumber: '802999-0010',
    name: 'Kulturföreningen Prov',
    title: 'Öppen scen på lördagar',
    applied: 30_000n,
    receivedAt: '2023-03-01T08:40:00+01:00',
  });
  const { proposal } = await app.get(Reviews).begin(tx, officer, camp, 2, {});
  const [measure] = proposal.measures;
  const source = only(
    await rows<{ sourceId: string }>(tx, `select source_id as "sourceId" from call_source where call_id = $1`, [
      callId,
    ]),
  );
  const amount = kronor(40_000n);
  const words = {
    summary: 'Förvaltningen föreslår ett bidrag på 40 000 kronor.',
    considerations: 'Lägret är öppet för alla unga i området och har god tillsyn.',
    childPerspective: 'Unga har varit med och planerat lägret.',
    genderPerspective: 'Platserna fördelas lika mellan flickor och pojkar.',
    economicConsequences: 'Bidraget ryms i nämndens budget för föreningsbidrag.',
  } as const;
  const edited = await app.get(Proposals).edit(tx, officer, proposal.id, proposal.version, {
    sections: Object.entries(words).map(([kind, text]) => ({ kind: kind as keyof typeof words, text })),
    measures: [
      { measureKey: measure?.measureKey, title: measure?.title ?? '', requestedAmount: amount, year, ...source },
    ],
    decisionPoints: [{ type: 'approve', text: 'Nämnden beviljar bidraget enligt förslaget.' }],
  });
  const handedIn = await app.get(Proposals).submit(tx, officer, proposal.id, edited.version);
  await app.get(DelegatedAwards).decide(tx, head, proposal.id, handedIn.version, {
    outcome: 'grant',
    bodyId: acts.body('FRN'),
    ruleNumber: '3.1',
    decidedDay: day('2023-03-20'),
  });
  await app.get(Payouts).prepare(tx, officer, callId);
}

async function ownSource(acts: ExampleActs): Promise<string> {
  const { app, tx } = acts;
  const [controller, office] = [await acts.actor('ks.controller'), await acts.actor('ks.stadskontoret')];
  const { id, version } = await app.get(Sources).create(tx, controller, {
    code: 'FRN-FB-2023',
    name: 'Fritidsnämndens föreningsbidrag',
    kind: 'other',
    aliases: ['föreningsbidrag'],
    grantor: 'Fritidsnämnden',
    purposes: ['Ett rikt föreningsliv för barn och unga'],
    useFromDay: day('2023-01-01'),
    useToDay: day('2023-12-31'),
  });
  await app.get(Sources).setCeiling(tx, controller, id, {
    year,
    amount: kronor(600_000n),
    validFromDay: day('2023-01-01'),
    ground: 'Fritidsnämndens budget 2023',
  });
  await app.get(Sources).act(tx, office, id, version, 'announce');
  await app.get(DelegationSchemes).set(tx, await acts.actor('frn.sekreterare'), {
    bodyId: acts.body('FRN'),
    fromDay: day('2023-01-01'),
    ground: 'FRN 2022-12-14 § 90 (exempel)',
    rules: [
      {
        number: '3.1',
        description: 'Föreningsbidrag upp till 50 000 kronor',
        category: 'grants',
        delegates: [{ kind: 'employee', role: 'unitHead' }],
        reporting: 'nextMeeting',
      },
    ],
  });
  return id;
}

async function openCall(acts: ExampleActs, sourceId: string): Promise<string> {
  const { app, tx } = acts;
  const officer = await acts.actor('frn.handlaggare');
  const { id, version } = await app.get(Calls).create(tx, officer, {
    kind: 'associationGrant',
    title: 'Föreningsbidrag 2023',
    description: 'För öppen verksamhet för barn och unga. Föreningen ska vara demokratiskt uppbyggd.',
    years: [year],
    sourceIds: [sourceId],
    replyByDay: day('2023-02-28'),
    replyByTime: '12:00',
    openedDay: day('2023-01-16'),
  });
  await app.get(Issuing).issue(tx, officer, id, version);
  return id;
}

interface Applicant {
  organisationNumber: string;
  name: string;
  title: string;
  applied: bigint;
  receivedAt: string;
}

async function apply(
  acts: ExampleActs,
  callId: string,
  { organisationNumber, name, title, applied, receivedAt }: Applicant,
): Promise<string> {
  const { app, tx } = acts;
  const officer = await acts.actor('frn.handlaggare');
  const account = { paymentKind: 'bankgiro' as const, paymentNumber: '5050-1055' };
  const { id: associationId } = await app
    .get(Associations)
    .register(tx, officer, { organisationNumber, name, ...account });
  const { id, version } = await app.get(Applications).invite(tx, officer, { callId, associationId });
  const purpose = 'Pengarna används till lokal, mat och ledare.';
  const bytes = Buffer.from(`${title}\n\n${purpose}\n`, 'utf8');
  const application = await app.get(Uploads).receive(bytes, `Ansökan ${name}.txt`);
  const papers = { application, attached: [] };
  await app
    .get(Applications)
    .receiveByHand(
      tx,
      officer,
      id,
      version,
      { title, purpose, appliedAmount: kronor(applied), year },
      { receivedAt: new Date(receivedAt), notedElsewhere: 'Kom med e-post.', papers },
    );
  return id;
}
