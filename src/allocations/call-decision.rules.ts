/** When a call is decided: what must be settled before the city office may say so. Pure. */
import { conflict } from '../kernel/errors.js';

/** What has become of the answers to a call, and of the money asked for. */
export interface CallOutcome {
  /** Submitted answers that their committees have not approved or rejected, and that nobody has withdrawn. */
  waiting: number;
  /** Answers that a committee has approved. */
  approved: number;
  /** Divisions that are being drafted or stand before a body. */
  underWay: number;
  /** Divisions that the executive board has decided. */
  decided: number;
}

/**
 * A committee that got nothing has no row anywhere; that the board has divided the money is its answer too. Without any
 * approved answer there is nothing to divide.
 * @throws state-conflict `answers-waiting`, `allocation-under-way` or `not-divided`
 */
export function requireSettled({ waiting, approved, underWay, decided }: CallOutcome): void {
  if (waiting > 0)
    throw conflict(
      'answers-waiting',
      `${waiting === 1 ? 'Ett förslag väntar' : `${waiting} förslag väntar`} på sin nämnds beslut. Vänta in det, eller låt nämnden återta förslaget.`,
    );
  if (underWay > 0)
    throw conflict(
      'allocation-under-way',
      `${underWay === 1 ? 'En fördelning är' : `${underWay} fördelningar är`} påbörjad men inte beslutad. Besluta eller återta den först.`,
    );
  if (approved > 0 && decided === 0)
    throw conflict(
      'not-divided',
      'Kommunstyrelsen har inte fördelat pengarna. Lägg fram en fördelning, eller ställ in begäran.',
    );
}
