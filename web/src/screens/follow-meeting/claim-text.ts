import type { useTexts } from '../../texts/texts';

/** A claim as the live view shows it. */
export interface LiveClaim {
  id: string;
  number: number;
  outcome: string;
  isStanding: boolean;
  moverId: string | null;
  text: string | null;
  isWithdrawn: boolean;
  refusedGround: string | null;
}

type Texts = ReturnType<typeof useTexts<'follow-meeting'>>;

/** `Yrkande 2, Namn (S): avslag. Texten.` */
export function claimText(
  { number, outcome, isStanding, moverId, text }: LiveClaim,
  names: ReadonlyMap<string, string>,
  t: Texts,
): string {
  const act = t(`outcomes.${outcome}` as 'outcomes.approve');
  const who = isStanding || moverId === null ? t('standing') : t('claim', { number, name: names.get(moverId) ?? '' });
  return `${who}: ${act}${text === null ? '' : `. ${text}`}`;
}
