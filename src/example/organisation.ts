/**
 * "Malmö stad (exempeldata)": the bodies of the worked case with invented people, each named by role.
 * The example municipality is also what the tests stand on.
 */
import { type Role, systemActor } from '../kernel/actor.js';
import type { Day } from '../kernel/day.js';
import { createLocalAccount } from '../identity/local-accounts.service.js';
import type { BodyKind } from '../identity/organisation.rules.js';
import type { Organisation } from '../identity/organisation.service.js';
import { hashPassword } from '../identity/secrets.js';
import type { Tx } from '../platform/database/transaction.js';
import type { ExampleAccount } from './accounts.js';
import { seatedPeople } from './seats.js';

/** Works only for the local example accounts, on loopback, and never where an OIDC issuer is set. */
export const examplePassword = 'exempel';

const since = '2019-01-01' as Day;

interface ExampleAuthority {
  code: string;
  name: string;
  administration: string;
  bodies: readonly { kind: BodyKind; name: string; shortName: string }[];
}

const committee = (code: string, name: string, administration: string, genitive: string): ExampleAuthority => ({
  code,
  name,
  administration,
  bodies: [
    { kind: 'draftingGroup', name: `${code} beredning`, shortName: `${code} beredning` },
    { kind: 'subcommittee', name: `${genitive} arbetsutskott`, shortName: `${code} AU` },
    { kind: 'committee', name, shortName: code },
  ],
});

const authorities: readonly ExampleAuthority[] = [
  {
    code: 'KF',
    name: 'Kommunfullmäktige',
    administration: 'Stadskontoret',
    bodies: [{ kind: 'council', name: 'Kommunfullmäktige', shortName: 'KF' }],
  },
  {
    code: 'KS',
    name: 'Kommunstyrelsen',
    administration: 'Stadskontoret',
    bodies: [
      { kind: 'subcommittee', name: 'Kommunstyrelsens arbetsutskott', shortName: 'KS AU' },
      { kind: 'executiveBoard', name: 'Kommunstyrelsen', shortName: 'KS' },
    ],
  },
  committee(
    'ASN',
    'Arbetsmarknads- och socialnämnden',
    'Arbetsmarknads- och socialförvaltningen',
    'Arbetsmarknads- och socialnämndens',
  ),
  committee('GRN', 'Grundskolenämnden', 'Grundskoleförvaltningen', 'Grundskolenämndens'),
  committee('FSKN', 'Förskolenämnden', 'Förskoleförvaltningen', 'Förskolenämndens'),
  committee('FRN', 'Fritidsnämnden', 'Fritidsförvaltningen', 'Fritidsnämndens'),
  committee('KN', 'Kulturnämnden', 'Kulturförvaltningen', 'Kulturnämndens'),
  committee('TN', 'Tekniska nämnden', 'Fastighets- och gatukontoret', 'Tekniska nämndens'),
];

export const committeeCodes = ['ASN', 'GRN', 'FSKN', 'FRN', 'KN', 'TN'] as const;
export type CommitteeCode = (typeof committeeCodes)[number];

const accountsOf = (code: CommitteeCode): ExampleAccount[] =>
  (
    [
      ['handlaggare', 'Handläggare', 'caseOfficer'],
      ['enhetschef', 'Enhetschef', 'unitHead'],
      ['direktor', 'Förvaltningschef', 'administrationDirector'],
      ['sekreterare', 'Nämndsekreterare', 'committeeSecretary'],
    ] as const
  ).map(([name, title, role]) => ({
    username: `${code.toLowerCase()}.${name}`,
    title: `${title}, ${code}`,
    appointments: [{ role, authority: code }],
  }));

const account = (username: string, title: string, role: Role, authority?: string, body?: string): ExampleAccount => ({
  username,
  title,
  appointments: [{ role, ...(authority === undefined ? {} : { authority }), ...(body === undefined ? {} : { body }) }],
});

function exampleAccounts(): ExampleAccount[] {
  return [
    ...accountsOf('ASN'),
    account('asn.registrator', 'Registrator, ASN', 'registrar', 'ASN'),
    account('ks.stadskontoret', 'Stadskontoret, KS', 'cityOffice', 'KS'),
    account('ks.controller', 'Controller, KS', 'controller', 'KS'),
    account('ks.sekreterare', 'Sekreterare, KS', 'committeeSecretary', 'KS'),
    account('ks.arkivarie', 'Arkivarie, KS', 'archivist', 'KS'),
    account('kf.sekreterare', 'Sekreterare, KF', 'committeeSecretary', 'KF'),
    account('revisor', 'Revisor', 'auditor'),
    account('admin', 'Systemförvaltare', 'admin'),
  ];
}

const others = committeeCodes.filter((code) => code !== 'ASN').flatMap(accountsOf);

/** One log-in per role; the other committees' accounts, and the other seats, follow the pattern of these. */
export function shownAccounts(): ExampleAccount[] {
  const seats = ['asn.ordforande', 'asn.vice', 'asn.ledamot', 'asn.ersattare1'];
  return [...exampleAccounts(), ...seatedPeople().filter(({ username }) => seats.includes(username))];
}

export interface ExampleOrganisation {
  /** Authority id by code, body id by short name, person id by user name. */
  authorityIds: Map<string, string>;
  bodyIds: Map<string, string>;
  personIds: Map<string, string>;
}

/** Makes the authorities, bodies, people, appointments and accounts, in the caller's transaction. */
export async function createExampleOrganisation(tx: Tx, organisation: Organisation): Promise<ExampleOrganisation> {
  const made: ExampleOrganisation = { authorityIds: new Map(), bodyIds: new Map(), personIds: new Map() };
  for (const { code, name, administration, bodies } of authorities) {
    const authority = { code, name, administrationName: administration, validFrom: since };
    const { id: authorityId } = await organisation.createAuthority(tx, systemActor, authority);
    made.authorityIds.set(code, authorityId);
    for (const body of bodies) {
      const { id } = await organisation.createBody(tx, systemActor, { ...body, authorityId, validFrom: since });
      made.bodyIds.set(body.shortName, id);
    }
  }
  const passwordHash = await hashPassword(examplePassword);
  for (const { username, title, appointments } of [...exampleAccounts(), ...others, ...seatedPeople()]) {
    const email = `${username}@malmö.invalid`;
    const { id } = await organisation.createPerson(tx, systemActor, { name: title, title, email });
    made.personIds.set(username, id);
    await createLocalAccount(tx, id, username, passwordHash);
    for (const { role, authority, body, party, callingOrder } of appointments)
      await organisation.appoint(tx, systemActor, {
        personId: id,
        role,
        authorityId: authority === undefined ? null : made.authorityIds.get(authority),
        bodyId: body === undefined ? null : made.bodyIds.get(body),
        fromDay: since,
        party,
        callingOrder,
      });
  }
  return made;
}
