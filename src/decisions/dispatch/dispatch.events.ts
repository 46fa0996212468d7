/** What dispatch tells; past tense, a closed list. */
export const dispatchEvents = {
  sent: 'dispatch.sent',
  registered: 'dispatch.registered',
} as const;
