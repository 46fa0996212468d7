/** What recording costs tells; past tense, a closed list. Renaming one is a migration. */
export const costEvents = {
  projectCodeSet: 'cost.projectCodeSet',
  recorded: 'cost.recorded',
  reversed: 'cost.reversed',
  imported: 'cost.imported',
  doubleFinancingNoted: 'cost.doubleFinancingNoted',
  settled: 'source.yearSettled',
} as const;
