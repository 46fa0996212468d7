/** What the decisions module tells; past tense, a closed list. Renaming one is a migration. */
export const decisionEvents = {
  meetingPlanned: 'meeting.planned',
  meetingCancelled: 'meeting.cancelled',
  routePlanned: 'route.planned',
  routeEnded: 'route.ended',
  itemListed: 'agendaItem.listed',
  decisionMade: 'decision.made',
} as const;
