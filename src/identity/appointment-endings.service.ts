/**
 * Who is asked before appointments end backwards in time. What was done under them belongs to later modules, and each of
 * those that keeps such a record says here what it is, so that the register never contradicts it.
 */
import { Injectable } from '@nestjs/common';
import type { Day } from '../kernel/day.js';
import type { Tx } from '../platform/database/transaction.js';

export interface Endings {
  appointmentIds: readonly string[];
  lastDay: Day;
}

/** @throws DomainError when something is recorded under one of the appointments after the last day */
export type EndingGuard = (tx: Tx, endings: Endings) => Promise<void>;

@Injectable()
export class AppointmentEndings {
  private readonly guards: EndingGuard[] = [];

  add(guard: EndingGuard): void {
    this.guards.push(guard);
  }

  /** Asked after the appointments are locked and before they are changed. */
  async requireNothingAfter(tx: Tx, endings: Endings): Promise<void> {
    if (endings.appointmentIds.length === 0) return;
    for (const guard of this.guards) await guard(tx, endings);
  }
}
