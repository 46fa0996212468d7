/**
 * Who sits in the example municipality's bodies. Invented and named by seat and party; a committee's presidium and its
 * first members also make up its subcommittee and drafting group, and those of two committees the council.
 */
import type { Role } from '../kernel/actor.js';
import type { ExampleAccount, ExampleAppointment } from './accounts.js';

/** Parties in the order of the seats: chair, vice chair, then members; substitutes have their own row. */
interface ExampleBody {
  code: string;
  members: readonly string[];
  substitutes: readonly string[];
  /** Bodies filled from the committee, and from how many of its members. */
  inner: readonly { body: string; members: number }[];
  /** Do its members sit in the council too? */
  inCouncil: boolean;
}

const committee = (code: string): ExampleBody => ({
  code,
  members: ['S', 'M', 'V'],
  substitutes: ['S'],
  inner: [
    { body: `${code} AU`, members: 3 },
    { body: `${code} beredning`, members: 3 },
  ],
  inCouncil: false,
});

const bodies: readonly ExampleBody[] = [
  {
    code: 'ASN',
    members: ['S', 'M', 'S', 'S', 'S', 'V', 'MP', 'M', 'M', 'L', 'SD', 'SD', 'C'],
    substitutes: ['S', 'S', 'V', 'M', 'M', 'L', 'SD', 'SD'],
    inner: [
      { body: 'ASN AU', members: 5 },
      { body: 'ASN beredning', members: 3 },
    ],
    inCouncil: true,
  },
  {
    code: 'KS',
    members: ['S', 'M', 'S', 'V', 'MP', 'M', 'SD'],
    substitutes: ['S', 'M', 'L'],
    inner: [{ body: 'KS AU', members: 3 }],
    inCouncil: false,
  },
  ...['GRN', 'FSKN', 'FRN', 'KN', 'TN'].map(committee),
];

/** The accounts of everybody with a seat: `asn.ordforande`, `asn.vice`, `asn.ledamot`, `asn.ledamot2` …, `asn.ersattare1` …. */
export function seatedPeople(): ExampleAccount[] {
  return bodies.flatMap((body) => [
    ...body.members.map((party, index) => member(body, party, index)),
    ...body.substitutes.map((party, index) => substitute(body, party, index + 1)),
  ]);
}

function member({ code, inner, inCouncil }: ExampleBody, party: string, index: number): ExampleAccount {
  const [role, name, title] = placeOf(index);
  const appointments: ExampleAppointment[] = [
    { role, authority: code, body: code, party },
    ...inner
      .filter(({ members }) => index < members)
      .map(({ body }): ExampleAppointment => ({ role, authority: code, body, party })),
    ...(inCouncil ? [{ role, authority: 'KF', body: 'KF', party }] : []),
  ];
  return { username: `${code.toLowerCase()}.${name}`, title: `${title}, ${code}`, appointments };
}

function placeOf(index: number): [role: Role, name: string, title: string] {
  if (index === 0) return ['chair', 'ordforande', 'Ordförande'];
  if (index === 1) return ['viceChair', 'vice', 'Vice ordförande'];
  const number = index - 1;
  return ['member', number === 1 ? 'ledamot' : `ledamot${number}`, number === 1 ? 'Ledamot' : `Ledamot ${number}`];
}

function substitute({ code }: ExampleBody, party: string, callingOrder: number): ExampleAccount {
  return {
    username: `${code.toLowerCase()}.ersattare${callingOrder}`,
    title: `Ersättare ${callingOrder}, ${code}`,
    appointments: [{ role: 'substitute', authority: code, body: code, party, callingOrder }],
  };
}
