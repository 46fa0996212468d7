import { type ReportedDecision, reportText } from './report.rules.js';

const decision: ReportedDecision = {
  year: 2023,
  number: 1,
  decidedDay: '2023-04-03',
  isUrgent: false,
  aboutIndividual: false,
  ruleNumber: '1.1',
  description: 'Anställning av enhetschef',
  registrationNumber: 'ASN-2023-7',
  text: 'En enhetschef anställs från den 1 maj.',
};

it('lists each decision with number, day, ground and text', () => {
  const urgent = {
    ...decision,
    number: 2,
    isUrgent: true,
    ruleNumber: null,
    description: null,
    registrationNumber: null,
  };
  expect(reportText([decision, urgent]).split('\n')).toEqual([
    'Följande beslut har fattats på delegation:',
    '1/2023, 2023-04-03, punkt 1.1, Anställning av enhetschef (ASN-2023-7): En enhetschef anställs från den 1 maj.',
    '2/2023, 2023-04-03, brådskande ärende: En enhetschef anställs från den 1 maj.',
  ]);
});

it.each([false, true])('says nothing of what was decided about an individual, urgent: %s (OSL 26:1)', (isUrgent) => {
  const listed = reportText([{ ...decision, isUrgent, aboutIndividual: true }]);
  expect(listed).toContain('1/2023, 2023-04-03');
  expect(listed).not.toContain('enhetschef anställs');
});
