/** How a proposal's draft is kept while it is written: what of it can be sent, and what the answer puts into it. Pure. */
import type { Schemas } from '../api/client';
import type { Form, Held, Saved } from '../drafts/keeper';
import { changeBetween, type Draft, draftOf, hasUnsaved, measuresToSend, withKeys } from './content';
import { mergeDrafts } from './merge';

type Change = Schemas['ChangeProposalDto'];

export const heldDraft = (proposal: Schemas['ProposalDto']): Held<Draft> => ({
  content: draftOf(proposal),
  version: proposal.version,
});

export const draftForm: Form<Draft> = {
  isSame: (typed, held) => !hasUnsaved(held, typed),
  sendable: (typed, held) => ({ ...typed, measures: measuresToSend(held, typed) }),
  merge: mergeDrafts,
};

/** Sends what differs. New measures get their keys from the answer, and so are never sent as new again. */
export async function sendDraft(
  sent: Draft,
  held: Draft,
  send: (change: Change) => Promise<Schemas['ProposalStateDto']>,
): Promise<Saved<Draft>> {
  const change = changeBetween(held, sent) ?? {};
  const { version, measures } = await send(change);
  const keys = sent.measures.map(({ key }) => key);
  const given = change.measures === undefined ? keys : measures.map(({ measureKey }) => measureKey);
  return { version, completed: (draft) => withKeys(draft, keys, given) };
}
