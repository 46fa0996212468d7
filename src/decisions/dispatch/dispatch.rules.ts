/** To whom a decision is sent, what goes with it and what must stay, and when it may go at all. Pure. */
import { conflict, DomainError, type FieldFault, invalid } from '../../kernel/errors.js';
import { defineTransitions } from '../../kernel/transitions.js';

export const dispatchStates = ['sent', 'registered'] as const;
export type DispatchStatus = (typeof dispatchStates)[number];

/** Sent to somebody outside the register of authorities it stays sent: they keep their own register. */
export const dispatchMachine = defineTransitions({
  name: 'dispatch',
  initial: 'sent',
  terminal: ['registered'],
  states: dispatchStates,
  swedish: { sent: 'skickat', registered: 'diariefört hos mottagaren', register: 'diarieföra' },
  edges: [
    {
      from: 'sent',
      act: 'register',
      who: ['registrar', 'committeeSecretary'],
      guard: 'They belong to the receiving authority; it gets a number of its own series, and the sender’s beside it.',
      to: 'registered',
      event: 'dispatch.registered',
      source: 'OSL 5:1-2',
    },
  ],
});

export interface Recipient {
  /** null: nobody in the register, or within the own authority, where nothing is received (TF 2:11). */
  authorityId: string | null;
  name: string;
}

/** As asked for: an authority by id, or somebody by name. */
export interface AskedRecipient {
  authorityId?: string | null | undefined;
  name?: string | null | undefined;
}

export interface KnownAuthority {
  id: string;
  name: string;
}

const clean = (text: string): string => text.trim().normalize('NFC').replaceAll(/\s+/g, ' ');
const keyOf = (name: string): string => clean(name).toLocaleLowerCase('sv');

/**
 * Whom it goes to, each once. A name that is an authority's is that authority: memoranda write "Kommunstyrelsen", and
 * it shall arrive there.
 * @param ownAuthorityId of the body that decided
 * @throws validation-failed with every fault: `recipient` (neither or both given), `unknown-authority`, `duplicate`;
 *   `no-recipients` when nobody is left
 */
export function recipientsOf(
  asked: readonly AskedRecipient[],
  known: readonly KnownAuthority[],
  ownAuthorityId: string,
): Recipient[] {
  const faults: FieldFault[] = [];
  const seen = new Set<string>();
  const recipients = asked.flatMap((recipient, index): Recipient[] => {
    const pointer = `/recipients/${index}`;
    const found = resolved(recipient, known);
    if ('fault' in found) {
      faults.push({ pointer, ...found.fault });
      return [];
    }
    if (seen.has(keyOf(found.name))) {
      faults.push({ pointer, code: 'duplicate', detail: `${found.name} står två gånger.` });
      return [];
    }
    seen.add(keyOf(found.name));
    return [{ ...found, authorityId: found.authorityId === ownAuthorityId ? null : found.authorityId }];
  });
  if (faults.length > 0)
    throw new DomainError('validation-failed', faults[0]?.detail ?? '', {
      code: faults[0]?.code ?? '',
      errors: faults,
    });
  if (recipients.length === 0)
    throw invalid(
      '/recipients',
      'no-recipients',
      'Ärendet säger inte vart beslutet ska skickas; ange minst en mottagare.',
    );
  return recipients;
}

function resolved(
  { authorityId, name }: AskedRecipient,
  known: readonly KnownAuthority[],
): Recipient | { fault: { code: string; detail: string } } {
  const written = clean(name ?? '');
  const byId = authorityId == null ? undefined : known.find(({ id }) => id === authorityId);
  if (authorityId != null) {
    if (byId === undefined) return { fault: { code: 'unknown-authority', detail: 'Myndigheten finns inte.' } };
    if (written !== '' && keyOf(byId.name) !== keyOf(written))
      return {
        fault: {
          code: 'recipient',
          detail: `Ange antingen myndigheten eller ett namn; ${byId.name} är inte ${written}.`,
        },
      };
    return { authorityId: byId.id, name: byId.name };
  }
  if (written === '') return { fault: { code: 'recipient', detail: 'Ange en myndighet eller ett namn.' } };
  const byName = known.find((authority) => keyOf(authority.name) === keyOf(written));
  return byName === undefined ? { authorityId: null, name: written } : { authorityId: byName.id, name: byName.name };
}

/** @throws duplicate `already-dispatched` naming who has it already: nobody gets a decision twice. */
export function requireNotYetSent(recipients: readonly Recipient[], sentTo: readonly Recipient[]): void {
  const has = recipients.filter(({ authorityId, name }) =>
    sentTo.some(
      (sent) => (authorityId !== null && sent.authorityId === authorityId) || keyOf(sent.name) === keyOf(name),
    ),
  );
  if (has.length === 0) return;
  const names = has.map(({ name }) => name);
  throw new DomainError('duplicate', `Beslutet är redan skickat till ${names.join(', ')}.`, {
    code: 'already-dispatched',
    members: { recipients: names },
  });
}

/** A document as the sender's register has it. */
export interface Candidate {
  id: string;
  number: number;
  kind: string;
  title: string;
  direction: 'received' | 'drawnUp' | 'internal';
  file: { versionId: string } | null;
  marking: { provision: string } | null;
}

/** What a dispatch carries: the file it is, so that a later version is not taken for what was sent. */
export interface Attachment {
  documentId: string;
  versionId: string;
  number: number;
  kind: string;
  title: string;
}

/** What stayed, and why. The title is the sender's alone. */
export interface Withheld {
  documentId: string;
  number: number;
  title: string;
  provision: string;
}

/**
 * Parts what may leave from what is held back. A marked document stops and the rest goes on (OSL 8:1, R-54); a draft or
 * a paper that has no file is refused, because then the sender believes something was sent.
 * @throws validation-failed `unknown-document`, `duplicate`, `no-file`; state-conflict `internal-document` (TF 2:12, R-50)
 */
export function partAttachments(
  asked: readonly string[],
  found: readonly Candidate[],
): { attachments: Attachment[]; withheld: Withheld[] } {
  const attachments: Attachment[] = [];
  const withheld: Withheld[] = [];
  asked.forEach((documentId, index) => {
    const pointer = `/attachments/${index}`;
    if (asked.indexOf(documentId) !== index) throw invalid(pointer, 'duplicate', 'Handlingen står två gånger.');
    const document = found.find(({ id }) => id === documentId);
    if (document === undefined)
      throw invalid(
        pointer,
        'unknown-document',
        'Handlingen finns inte i ärendet. Bara ärendets egna handlingar följer med.',
      );
    const { number, kind, title, file, marking } = document;
    if (marking !== null) {
      withheld.push({ documentId, number, title, provision: marking.provision });
      return;
    }
    if (document.direction === 'internal')
      throw conflict(
        'internal-document',
        `Handling ${number} är arbetsmaterial och ingen allmän handling. Registrera den som upprättad innan den skickas.`,
      );
    if (file === null)
      throw invalid(pointer, 'no-file', `Handling ${number} har ingen fil att skicka; den får gå på annat sätt.`);
    attachments.push({ documentId, versionId: file.versionId, number, kind, title });
  });
  return { attachments, withheld };
}

/** What the sender is told: a sentence for each document that stayed, and one for an item that was not for everybody's ears. */
export function warningsOf(withheld: readonly Withheld[], behindClosedDoors: boolean): string[] {
  const stayed = withheld.map(
    ({ number, title, provision }) =>
      `Handling ${number}, ”${title}”, följer inte med: den är sekretessmarkerad (${provision}), och sekretess gäller mellan myndigheter (OSL 8 kap. 1 §).`,
  );
  const closed =
    'Ärendet behandlades inom stängda dörrar: pröva om utdraget innehåller något som omfattas av sekretess.';
  return behindClosedDoors ? [...stayed, closed] : stayed;
}

/** What is known of the minutes the item stands in. */
export interface MinutesOfItem {
  minutesId: string;
  adjustedDay: string | null;
}

/**
 * A decision leaves when its paragraph is adjusted, whole minutes or the item alone (§3.3 decided → dispatched, R-51).
 * @throws state-conflict `not-decided`, `not-adjusted`
 */
export function requireAdjusted(
  decisionId: string | null,
  minutes: MinutesOfItem | null,
): asserts minutes is MinutesOfItem & { adjustedDay: string } {
  if (decisionId === null) throw conflict('not-decided', 'Ärendet är inte avgjort; det finns inget beslut att skicka.');
  if (minutes === null || minutes.adjustedDay === null)
    throw conflict(
      'not-adjusted',
      'Paragrafen är inte justerad. Beslutet kan skickas när protokollet är justerat, eller paragrafen omedelbart justerad.',
    );
}
