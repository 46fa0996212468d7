/** What happens to a payout list besides the changes of state, which stand on the edges of `payout.rules.ts`. */
export const payoutEvents = { prepared: 'payoutList.prepared' } as const;
