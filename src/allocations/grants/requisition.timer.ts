/** What the clock does to requisitions: a warning the day before the deadline, and after it nothing can be asked for. */
import type { Timer } from '../../platform/jobs/timers.js';
import type { Requisitions } from './requisitions.service.js';

export const requisitionTimers = (requisitions: Requisitions): Timer[] => [
  { name: 'requisition-deadline-warning', everySeconds: 300, run: (tx) => requisitions.remindDue(tx) },
  { name: 'requisition-expiry', everySeconds: 60, run: (tx) => requisitions.expireDue(tx) },
];
