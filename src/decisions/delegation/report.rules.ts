/** What a body is told of the decisions made on its behalf (KL 6:40, R-44). Pure. */

export interface ReportedDecision {
  year: number;
  number: number;
  decidedDay: string;
  isUrgent: boolean;
  aboutIndividual: boolean;
  ruleNumber: string | null;
  description: string | null;
  registrationNumber: string | null;
  text: string;
}

/**
 * The list a meeting gets. What is decided about individuals is listed by number only: agenda and minutes are open to all,
 * and the decisions themselves may be secret (OSL 26:1, R-55).
 */
export function reportText(decisions: readonly ReportedDecision[]): string {
  const lines = decisions.map((decision) => {
    const { year, number, decidedDay, isUrgent, aboutIndividual, ruleNumber, description, registrationNumber, text } =
      decision;
    const ground = isUrgent ? 'brådskande ärende' : `punkt ${ruleNumber}, ${description}`;
    const place = registrationNumber === null ? '' : ` (${registrationNumber})`;
    const said = aboutIndividual ? '' : `: ${text}`;
    return `${number}/${year}, ${decidedDay}, ${ground}${place}${said}`;
  });
  return ['Följande beslut har fattats på delegation:', ...lines].join('\n');
}

export const reportTitle = 'Anmälan av delegationsbeslut';
export const reportPoint = 'Anmälan av delegationsbeslut läggs till handlingarna.';
