/**
 * What happens to goals, their indicators, programmes, reports and assignments. Past tense, a closed list: these, and the
 * event of each edge in the tables of states. Renaming one is a migration.
 */
export const goalEvents = {
  chainSet: 'goal.chainSet',
  created: 'goal.created',
  changed: 'goal.changed',
  placed: 'goal.placed',
  linked: 'goal.linked',
  programmeChanged: 'programme.changed',
  indicatorChanged: 'indicator.changed',
  indicatorDefined: 'indicator.defined',
  comparisonBroken: 'indicator.comparisonBroken',
  targetSet: 'indicator.targetSet',
  outcomeRecorded: 'indicator.outcomeRecorded',
  reportOpened: 'periodReport.opened',
  reportChanged: 'periodReport.changed',
  entriesMissing: 'periodReport.entriesMissing',
  entryMissing: 'periodReport.entryMissing',
  statutoryDateNear: 'statutoryDate.near',
  assignmentGiven: 'assignment.given',
  assignmentChanged: 'assignment.changed',
  assignmentDue: 'assignment.reportBackNear',
} as const;
