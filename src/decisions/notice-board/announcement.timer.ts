/** The notice comes down when its time is up, whether or not anything ran that night. */
import type { Timer } from '../../platform/jobs/timers.js';
import type { Announcements } from './announcements.service.js';

export function takeDownTimer(announcements: Announcements): Timer {
  return {
    name: 'announcement-take-down',
    everySeconds: 300,
    run: (tx) => announcements.takeDownDue(tx),
  };
}
