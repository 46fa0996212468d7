/** Which totals can explain themselves, and how each is read. Every module whose answers hold a total registers it here. */
import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor.js';
import type { Moment } from '../../kernel/moment.js';
import type { Parameters, TotalDefinition } from './explain.rules.js';

/** What the path of the total's route says. */
export interface PathIds {
  id: string;
  year?: number;
  number?: number;
}

/** What the statements of the record ask for; what is left out binds nothing. */
export interface Scope {
  sourceYearIds?: readonly string[];
  callId?: string;
  proposalId?: string;
  versionId?: string;
  allocationId?: string;
  versionNumber?: number;
  scenarioId?: string;
  /** False for somebody who also sees what has not been put before anybody. */
  onlyFrozen?: boolean;
  /** The grantor has paid, and the answer says so. */
  isPaid?: boolean;
  /** Of somebody who sees only their own; left out for somebody who sees all. */
  authorityIds?: readonly string[];
}

export interface TotalReading {
  /** As the total's own route answers this person. */
  answer: object;
  scope: Scope;
}

export interface ExplainableTotal {
  definition: TotalDefinition;
  /** @throws as the total's own route: not-found, forbidden, state-conflict */
  read(actor: Actor, path: PathIds, parameters: Parameters, moment: Moment): Promise<TotalReading>;
}

@Injectable()
export class ExplainableTotals {
  private readonly totals = new Map<string, ExplainableTotal>();

  register(total: ExplainableTotal): void {
    const { name } = total.definition;
    if (this.totals.has(name)) throw new Error(`the total ${name} is registered twice`);
    this.totals.set(name, total);
  }

  /** @param name as registered; an unknown one is a fault in the code */
  one(name: string): ExplainableTotal {
    const total = this.totals.get(name);
    if (total === undefined) throw new Error(`no total ${name} is registered`);
    return total;
  }

  all(): ExplainableTotal[] {
    return [...this.totals.values()];
  }
}
