/** What the clock does to consultations: those who have not answered are reminded when their deadline is near. */
import type { Timer } from '../platform/jobs/timers.js';
import type { Waiting } from './waiting.service.js';

export function consultationReminderTimer(waiting: Waiting): Timer {
  return { name: 'consultation-reminder', everySeconds: 300, run: (tx) => waiting.remindDue(tx) };
}
