/** When a call is decided: what must be settled before the city office may say so. Pure. */
import { conflict } from '../kernel/errors.js';

/** What has become of the answers to a call, and of the money asked for. */
export interface CallOutcome {
  /** Submitted answers that their committees have not approved or rejected, and that nobody has withdrawn. */
  waiting: number;
  /** Applications of associations that nobody has begun to review, or whose review is only begun. */
  unanswered: number;
  /** Answers that a committee has approved and the executive board then divides the money between; associations get theirs at once. */
  approved: number;
  /** Divisions that are being drafted or stand before a body. */
  underWay: number;
  /** Divisions that the executive board has decided. */
  decided: number;
}

/**
 * A committee that got nothing has no row anywhere; that the board has divided the money is its answer too. Without any
 * approved answer there is nothing to divide.
 * @throws state-conflict `applications-waiting`, `answers-waiting`, `allocation-under-way` or `not-divided`
 */
export function requireSettled({ waiting, unanswered, approved, underWay, decided }: CallOutcome): void {
  if (unanswered > 0)
    throw conflict(
      'applications-waiting',
      `${unanswered === 1 ? 'En ansökan är' : `${unanswered} ansökningar är`} inte besvarad. Besluta om alla, eller notera att de är återtagna.`,
    );
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
