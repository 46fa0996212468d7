/** One paragraph out of a meeting's minutes, with the head of the minutes it stands in (B-40 … B-54). */
import { attendanceIn } from '../minutes/attendance.projection.js';
import type { MinutesContent } from '../minutes/minutes.content.js';
import type { PrintedMinutes } from '../minutes/minutes.document.js';

export interface ExtractContent {
  /** Shape of this content. */
  format: 1;
  agendaItemId: string;
  minutesId: string;
  /** Not adjusted: a working paper of the own authority, and no document to rely on. */
  status: 'adjusted' | 'notAdjusted';
  adjustedDay: string | null;
  /** Who vouches that the extract is rightly made, and when; null until it has been sent. */
  certified: { name: string; title: string | null; day: string } | null;
  /** The minutes with this one item; among the additions what was said of it after it had been adjusted by itself. */
  minutes: MinutesContent;
  /** Of the whole document that was signed, hex; null while it is a draft. */
  contentHash: string | null;
  signatures: PrintedMinutes['signatures'];
  /** Who signed instead of whom. */
  standIns: PrintedMinutes['standIns'];
  /** What has been corrected since the signing, beside what stood. */
  corrections: PrintedMinutes['corrections'];
}

/**
 * The head of the minutes says who was there; of the matters only this one follows, with those who took part in it, and
 * of the secretary's words only its own. What it holds is the same whoever reads it and wherever it is sent.
 */
export function onlyItem(content: MinutesContent, agendaItemId: string): MinutesContent {
  const items = content.items.filter((item) => item.agendaItemId === agendaItemId);
  const own = items[0]?.minuteItem ?? null;
  const attendance = attendanceIn(content, (minuteItem) => minuteItem === own);
  return { ...content, ...attendance, opening: '', closing: '', items, additions: [] };
}
