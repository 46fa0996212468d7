/** Ends a call when its question is settled. Stands here and not in calls, which knows neither answers nor divisions. */
import { Injectable } from '@nestjs/common';
import type { Actor } from '../kernel/actor.js';
import { Issuing } from '../calls/issuing.service.js';
import { rows } from '../platform/database/sql.js';
import { only, type Tx } from '../platform/database/transaction.js';
import { type CallOutcome, requireSettled } from './call-decision.rules.js';

/** A division belongs to the call it was begun for, and to those whose answers it gives to. */
const selectOutcome = `
  with division as (
    select a.status from allocation a
     where a.call_id = $1 or exists (select from allocation_row r join proposal p on p.id = r.proposal_id
                                      where r.version_id = a.current_version_id and p.call_id = $1))
  select (select count(*)::integer from proposal p where p.call_id = $1 and p.submitted_version_id is not null
            and p.status not in ('approved', 'rejected', 'withdrawn')) as waiting,
      (select count(*)::integer from application a left join proposal p on p.id = a.proposal_id
        where a.call_id = $1 and (a.status = 'received' or (p.submitted_version_id is null and p.status = 'drafting'))) as unanswered,
      (select count(*)::integer from proposal p join call c on c.id = p.call_id where p.call_id = $1 and p.status = 'approved' and c.kind = 'proposal') as approved,
      (select count(*)::integer from division where status in ('drafting', 'proposed')) as "underWay",
      (select count(*)::integer from division where status = 'decided') as decided`;

@Injectable()
export class CallDecision {
  constructor(private readonly issuing: Issuing) {}

  /** @throws not-found, forbidden, precondition-failed, state-conflict (also what `requireSettled` names) */
  decide(tx: Tx, actor: Actor, callId: string, expected: number): ReturnType<Issuing['decide']> {
    return this.issuing.decide(tx, actor, callId, expected, async () =>
      requireSettled(only(await rows<CallOutcome>(tx, selectOutcome, [callId]))),
    );
  }
}
