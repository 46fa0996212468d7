/** The times of a meeting come in the order things happened, because its minutes tell who was there when (KL 5:66, R-35). Pure. */
import { invalid } from '../kernel/errors.js';

export type Moment = 'opened' | 'attendance' | 'adjourned' | 'resumed';

/** The latest time that has been noted of the meeting. */
export interface NotedTime {
  /** `HH:MM` */
  time: string;
  what: Moment;
}

const words: Readonly<Record<Moment, string>> = {
  opened: 'då sammanträdet öppnades',
  attendance: 'då någon kom eller gick',
  adjourned: 'då sammanträdet ajournerades',
  resumed: 'då sammanträdet återupptogs',
};

/**
 * A time that is given may not lie before one that has been noted: who served would follow from an order that never was.
 * @param now the time to note when none is given, null for a meeting recorded afterwards
 * @returns the time to note; null when it is not known, also when the clock says less than what has been noted
 * @throws DomainError validation-failed `out-of-order` at `/at`
 */
export function timeInOrder(given: string | undefined, now: string | null, last: NotedTime | undefined): string | null {
  if (given === undefined) return now !== null && last !== undefined && now < last.time ? null : now;
  if (last === undefined || given >= last.time) return given;
  throw invalid(
    '/at',
    'out-of-order',
    `Klockan ${given} är före ${last.time}, ${words[last.what]}. Ange en senare tid; utelämna den om den inte är känd eller om sammanträdet gick över midnatt.`,
  );
}
