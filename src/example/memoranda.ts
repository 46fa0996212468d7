/** The six memoranda of the example: the worked case, and five that with it ask for 43 200 000 against 37 200 000. */
import type { Day } from '../kernel/day.js';
import { Money } from '../kernel/money.js';
import type { ContentInput } from '../proposals/draft.rules.js';
import type { CommitteeCode } from './organisation.js';

export interface ExampleProposal {
  code: CommitteeCode;
  /** How far it has come. */
  stage: 'drafting' | 'submitted' | 'approvedByManagement' | 'atCommittee' | 'approved';
  measures: readonly { title: string; kronor: bigint; targetGroups: string[] }[];
}

export const exampleProposals: readonly ExampleProposal[] = [
  {
    code: 'ASN',
    stage: 'approved',
    measures: [
      {
        title: 'Förstärkning av det lokala utvecklingsarbetet och tidiga insatser',
        kronor: 5_625_000n,
        targetGroups: ['Barn 2–6 år', 'Grundskolebarn', 'Föräldrar'],
      },
      {
        title: 'Förstärka det brottsförebyggande arbetet genom förstärkt stöd och behandling',
        kronor: 1_950_000n,
        targetGroups: ['Ungdomar i riskzon'],
      },
      {
        title: 'Förstärkt arbete med dialog och information om socialtjänstens arbete',
        kronor: 500_000n,
        targetGroups: ['Föräldrar', 'Civilsamhället'],
      },
    ],
  },
  {
    code: 'GRN',
    stage: 'approved',
    measures: [
      { title: 'Sociala team i skolan', kronor: 9_000_000n, targetGroups: ['Elever i årskurs 4–9'] },
      { title: 'Trygghetsvandringar och vuxennärvaro', kronor: 3_400_000n, targetGroups: ['Elever i årskurs 7–9'] },
    ],
  },
  {
    code: 'FRN',
    stage: 'atCommittee',
    measures: [
      { title: 'Utökade öppettider på fritidsgårdar', kronor: 5_950_000n, targetGroups: ['Ungdomar 12–19 år'] },
      { title: 'Uppsökande idrottsverksamhet', kronor: 2_000_000n, targetGroups: ['Flickor 10–16 år'] },
    ],
  },
  {
    code: 'TN',
    stage: 'approvedByManagement',
    measures: [
      {
        title: 'Belysning och trygghetsskapande åtgärder på offentlig plats',
        kronor: 6_250_000n,
        targetGroups: ['Boende'],
      },
    ],
  },
  {
    code: 'FSKN',
    stage: 'submitted',
    measures: [
      { title: 'Språkutvecklande arbete i familjecentraler', kronor: 4_925_000n, targetGroups: ['Barn 1–5 år'] },
    ],
  },
  {
    code: 'KN',
    stage: 'drafting',
    measures: [{ title: 'Kultur på väg i bostadsområden', kronor: 3_600_000n, targetGroups: ['Barn och unga'] }],
  },
];

/** @param bodyId of a body by its short name */
export function memorandumOf(
  { code, measures }: ExampleProposal,
  bodyId: (shortName: string) => string | undefined,
  recipientId: string,
): ContentInput & { title: string } {
  const amounts = measures.map(({ kronor }) => Money.fromOre(kronor * 100n));
  const total = Money.sum(amounts).format();
  const plan: [string, string][] = [
    [`${code} beredning`, '2023-04-05'],
    [`${code} AU`, '2023-04-12'],
    [code, '2023-04-26'],
  ];
  return {
    title: 'Sociala insatser och lokal utveckling',
    documentDay: '2023-04-11' as Day,
    sections: [
      {
        kind: 'summary',
        text: `Stadskontoret har bett om förslag på insatser för 2023. Förvaltningens förslag uppgår till ${total}.`,
      },
      {
        kind: 'background',
        text: 'Två källor handläggs i samma ärende: ett statsbidrag som kan rekvireras och kommunstyrelsens egna medel.',
      },
      {
        kind: 'considerations',
        text: `Förvaltningen föreslår ${measures.length === 1 ? 'en insats' : `${measures.length} insatser`}. Totalt behov av tillskott är ${total}.`,
      },
      { kind: 'childPerspective', text: 'Insatserna utgår från barns och ungas behov av trygga uppväxtvillkor.' },
      { kind: 'genderPerspective', text: 'Insatserna bedöms komma flickor och pojkar till del på lika villkor.' },
      { kind: 'economicConsequences', text: 'Det finns inget besked om statsbidrag för samma ändamål under 2024.' },
    ],
    measures: measures.map(({ title, targetGroups }, index) => ({
      title,
      requestedAmount: amounts[index] as Money,
      year: 2023,
      targetGroups,
    })),
    decisionPoints: [
      { type: 'approve', text: 'Nämnden godkänner förvaltningens förslag på insatser.' },
      { type: 'forward', text: 'Nämnden översänder beslutet till kommunstyrelsen.' },
      { type: 'adjustImmediately', text: 'Nämnden justerar paragrafen omedelbart.' },
    ],
    decisionPlan: plan.map(([shortName, day]) => ({ bodyId: bodyId(shortName) ?? '', day: day as Day })),
    dispatchList: [{ authorityId: recipientId }],
    goalReferences: ['Kommunfullmäktigemål: minskad segregation och ökad trygghet'],
  };
}
