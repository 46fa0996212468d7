/** Invariants of payout lists, as queries that must return no rows. */
import type { Check } from '../../platform/checks.js';
import { minutesIdOf } from '../../decisions/decisions.queries.js';
import { changesOffTheTable, statusOffItsEvents } from '../../platform/events/edges.sql.js';
import { movedByClosing } from '../costs/settlement.queries.js';
import { payoutMachine } from './payout.rules.js';

export const payoutChecks: Check[] = [
  {
    name: 'payouts/D1-status-follows-the-events',
    meaning: 'A payout list is in a state that its last event did not lead to.',
    sql: statusOffItsEvents('payout_list', 'payoutList'),
  },
  {
    name: 'payouts/D1-every-change-is-an-edge',
    meaning: 'An event tells of a change that the table of states does not have.',
    sql: changesOffTheTable('payoutList', payoutMachine),
  },
  {
    name: 'payouts/M5-listed-is-what-was-given',
    meaning:
      'A row of a living list is not what the ledger gave to its association from that source and year, before its closing moved anything, or belongs to another call.',
    sql: `select r.id as payout_row_id, r.amount_ore, -sum(e.amount_ore) as given from payout_row r join payout_list l on l.id = r.list_id
            join application a on a.id = r.application_id
            left join ledger_entry e on e.proposal_id = r.proposal_id and e.measure_key = r.measure_key and e.source_year_id = r.source_year_id and e.account = 'allocated'
              and not ${movedByClosing('e')}
           where not r.is_released
           group by r.id, r.amount_ore, a.call_id, l.call_id, a.proposal_id, r.proposal_id
          having r.amount_ore is distinct from -sum(e.amount_ore) or a.call_id <> l.call_id or a.proposal_id is distinct from r.proposal_id`,
  },
  {
    name: 'payouts/M5-paid-is-a-cost-and-nothing-else-is',
    meaning:
      'A paid row has no cost of its amount, one that is not paid has one, or a cancelled list holds on to its grants.',
    sql: `select r.id as payout_row_id, l.status, r.amount_ore, c.amount_ore as cost_ore from payout_row r join payout_list l on l.id = r.list_id
            left join actual_cost c on c.id = r.actual_cost_id
           where (l.status = 'paid') <> (c.id is not null) or r.is_released <> (l.status = 'cancelled')
             or (c.amount_ore, c.proposal_id, c.measure_key, c.source_year_id) is distinct from
                case when c.id is null then (null::bigint, null::uuid, null::uuid, null::uuid) else (r.amount_ore, r.proposal_id, r.measure_key, r.source_year_id) end`,
  },
  {
    name: 'payouts/R40-paid-what-might-be-carried-out',
    meaning:
      'A grant was paid before the minutes of its decision were adjusted, and nobody had said that it might be carried out.',
    sql: `select distinct l.id as payout_list_id, d.id as decision_id from payout_list l join payout_row r on r.list_id = l.id
            join ledger_entry e on e.proposal_id = r.proposal_id and e.measure_key = r.measure_key and e.source_year_id = r.source_year_id and e.account = 'allocated'
            join posting g on g.id = e.posting_id and g.settlement_id is null join decision d on d.id = g.decision_id join agenda_item i on i.id = d.agenda_item_id
            left join minutes m on m.id = ${minutesIdOf('i')}
           where l.status = 'paid' and (m.adjusted_day is null or m.adjusted_day > l.paid_day)
             and not exists (select from execution_assessment x where x.decision_id = d.id and x.may_execute)`,
  },
  {
    name: 'payouts/D9-four-eyes',
    meaning: 'Whoever prepared a list attested it, or an event tells of another attester than the list does.',
    sql: `select l.id as payout_list_id from payout_list l where l.attested_by = l.prepared_by
            or exists (select from event e where e.subject_id = l.id and e.type = 'payoutList.attested' and e.actor_person_id is distinct from l.attested_by)`,
  },
];
