/** Who signs minutes, whom the body may choose for it, and which day a signature carries (KL 5:69, D9). Pure. */
import { compareDays, type Day } from '../../kernel/day.js';
import { conflict, DomainError, invalid } from '../../kernel/errors.js';

export interface Signers {
  /** Whoever presided over something in the document. */
  chairIds: readonly string[];
  adjusterIds: readonly string[];
  secretaryId: string | null;
}

export type SignerRole = 'chair' | 'adjuster';

/**
 * Who must sign: the chair of the meeting and everybody chosen to adjust with the chair (KL 5:69).
 * @throws state-conflict `no-chair`, `no-adjuster`; `four-eyes` when the secretary is one of them (D9).
 */
export function requireSigners({ chairIds, adjusterIds, secretaryId }: Signers): Map<string, SignerRole> {
  if (chairIds.length === 0) throw conflict('no-chair', 'Sammanträdet har ingen ordförande i protokollet.');
  const signers = signersOf({ chairIds, adjusterIds });
  if (![...signers.values()].includes('adjuster'))
    throw conflict('no-adjuster', 'Ingen justerare är utsedd. Protokollet justeras av ordföranden och minst en till.');
  if (secretaryId !== null && signers.has(secretaryId)) throw fourEyes();
  return signers;
}

/** An adjuster who also presided signs once, as chair. */
export function signersOf({
  chairIds,
  adjusterIds,
}: Pick<Signers, 'chairIds' | 'adjusterIds'>): Map<string, SignerRole> {
  return new Map<string, SignerRole>([
    ...adjusterIds.map((id) => [id, 'adjuster'] as const),
    ...chairIds.map((id) => [id, 'chair'] as const),
  ]);
}

/**
 * @throws state-conflict `four-eyes` for whoever wrote the minutes (D9), `not-an-adjuster` for everybody else who is not
 *   to sign, `already-signed`.
 */
export function requireSigner(
  personId: string,
  signers: ReadonlyMap<string, SignerRole>,
  { secretaryId, signedIds }: { secretaryId: string | null; signedIds: readonly string[] },
): SignerRole {
  if (personId === secretaryId) throw fourEyes();
  const role = signers.get(personId);
  if (role === undefined)
    throw conflict('not-an-adjuster', 'Protokollet justeras av sammanträdets ordförande och de valda justerarna.');
  if (signedIds.includes(personId)) throw conflict('already-signed', 'Personen har redan justerat protokollet.');
  return role;
}

const fourEyes = () =>
  conflict('four-eyes', 'Den som har fört protokollet kan inte också justera det. Utse en annan justerare.');

export interface ChosenAdjusters {
  adjusterIds: readonly string[];
  chairId: string | null;
  secretaryId: string | null;
  /** Those who serve at the meeting; nobody else can vouch for what was decided. */
  servingIds: ReadonlySet<string>;
}

/**
 * Whom the body may choose to adjust with the chair (KL 5:69), when the meeting is opened and afterwards.
 * @param pointer the list in the request
 * @throws validation-failed with the place in the list: `duplicate`, `is-chair`, `is-secretary` (D9), `not-serving`.
 */
export function requireFitAdjusters(
  { adjusterIds, chairId, secretaryId, servingIds }: ChosenAdjusters,
  pointer: string,
): void {
  adjusterIds.forEach((id, index) => {
    const at = `${pointer}/${index}`;
    if (adjusterIds.indexOf(id) !== index) throw invalid(at, 'duplicate', 'Justeraren är vald två gånger.');
    if (id === chairId) throw invalid(at, 'is-chair', 'Ordföranden justerar alltid; utse någon annan.');
    if (id === secretaryId)
      throw invalid(at, 'is-secretary', 'Den som för protokollet kan inte också justera det. Utse någon annan.');
    if (!servingIds.has(id)) throw invalid(at, 'not-serving', 'En justerare ska tjänstgöra vid sammanträdet.');
  });
}

export interface SigningCommand {
  method: 'signedIn' | 'paper';
  personId?: string | undefined;
  signedDay?: Day | undefined;
}

export interface SigningSituation {
  actorId: string | null;
  actorKind: 'person' | 'machine' | 'system';
  meetingDay: Day;
  today: Day;
}

/**
 * Whose signature it is and which day it carries. Signed in, somebody signs for themselves, today; what was signed on
 * paper is recorded by the secretary with the day that stands there.
 * @throws forbidden `not-own-signature`, `sign-in-required` (a token is no signature); validation-failed `required`,
 *   `not-applicable`, `range`.
 */
export function signatureOf(
  command: SigningCommand,
  situation: SigningSituation,
): { personId: string; signedDay: Day } {
  const { actorId, actorKind, meetingDay, today } = situation;
  if (command.method === 'signedIn') {
    if (actorKind !== 'person' || actorId === null)
      throw new DomainError('forbidden', 'Den som justerar ska själv vara inloggad; en åtkomstnyckel räcker inte.', {
        code: 'sign-in-required',
      });
    if (command.personId !== undefined && command.personId !== actorId)
      throw new DomainError('forbidden', 'Inloggad skriver man under bara för sig själv.', {
        code: 'not-own-signature',
      });
    if (command.signedDay !== undefined && command.signedDay !== today)
      throw invalid('/signedDay', 'not-applicable', `Inloggad skriver man under i dag, ${today}.`);
    return { personId: actorId, signedDay: today };
  }
  if (command.personId === undefined)
    throw invalid('/personId', 'required', 'Ange vem som har skrivit under på papper.');
  return { personId: command.personId, signedDay: requireSignedDay(command.signedDay ?? today, { meetingDay, today }) };
}

/** @throws validation-failed `range` for a day before the meeting or after today. */
export function requireSignedDay(day: Day, { meetingDay, today }: { meetingDay: Day; today: Day }): Day {
  if (compareDays(day, meetingDay) < 0 || compareDays(day, today) > 0)
    throw invalid(
      '/signedDay',
      'range',
      `Underskriften är från sammanträdet ${meetingDay} eller senare, till i dag ${today}.`,
    );
  return day;
}

/** The day of the last signature is the day of adjustment; null while somebody has not signed. */
export function adjustedDayOf(
  signers: ReadonlyMap<string, SignerRole>,
  signatures: readonly { personId: string; signedDay: Day }[],
): Day | null {
  const days = new Map(signatures.map(({ personId, signedDay }) => [personId, signedDay]));
  if ([...signers.keys()].some((id) => !days.has(id))) return null;
  return [...days.values()].sort(compareDays).at(-1) ?? null;
}
