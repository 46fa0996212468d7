/** What the register holds of an association that may be corrected, and what becomes of it when two correct at once. */
import type { Schemas } from '../api/client';

export interface Details {
  name: string;
  email: string;
  /** Bankgiro or plusgiro with its number, which belong together; empty while nobody has said where to pay. */
  account: string;
}

export type DetailName = keyof Details;
export const detailNames: readonly DetailName[] = ['name', 'email', 'account'];

type Association = Pick<Schemas['AssociationDto'], 'name' | 'email' | 'paymentKind' | 'paymentNumber'>;

export function detailsOf({ name, email, paymentKind, paymentNumber }: Association): Details {
  return { name, email: email ?? '', account: accountText(paymentKind, paymentNumber) };
}

export function accountText(kind: string | null, number: string | null): string {
  return kind === null || number === null ? '' : `${kind} ${number}`;
}

/** Only what differs, as the API takes it: what it is not told of stands. */
export function changeOf(base: Details, wanted: Details): Schemas['ChangeAssociationDto'] {
  const [paymentKind = '', ...number] = wanted.account.split(' ');
  return {
    ...(wanted.name === base.name ? {} : { name: wanted.name }),
    ...(wanted.email === base.email ? {} : { email: wanted.email === '' ? null : wanted.email }),
    ...(wanted.account === base.account || wanted.account === ''
      ? {}
      : { paymentKind: paymentKind as 'bankgiro' | 'plusgiro', paymentNumber: number.join(' ') }),
  };
}

/** What both have changed since `base`, each in a way of their own. */
export function conflictsOf(base: Details, mine: Details, theirs: Details): DetailName[] {
  return detailNames.filter(
    (name) => mine[name] !== base[name] && theirs[name] !== base[name] && mine[name] !== theirs[name],
  );
}

/** Theirs with my changes in it; where both have changed, what was chosen. */
export function merged(
  base: Details,
  mine: Details,
  theirs: Details,
  choices: ReadonlyMap<string, 'mine' | 'theirs'> = new Map(),
): Details {
  const one = (name: DetailName): string => {
    if (mine[name] === base[name]) return theirs[name];
    return choices.get(name) === 'theirs' ? theirs[name] : mine[name];
  };
  return { name: one('name'), email: one('email'), account: one('account') };
}
