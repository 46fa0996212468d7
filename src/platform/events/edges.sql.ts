/** D1 as queries: a thing stands where its last event led, and every change that was told is an edge of its table of states. */
import type { Machine } from '../../kernel/transitions.js';

/** Constants of ours, so they may stand in the text: from, event, to. */
export const edgesOf = ({ edges }: Machine<string, string>): string =>
  edges.map(({ from, event, to }) => `('${from}', '${event}', '${to}')`).join(', ');

/**
 * @param unmoved the state of a thing that no event has told of yet; left out where its making is an event that says so
 * @returns a query of those whose status is not what their last event says
 */
export const statusOffItsEvents = (table: string, subjectKind: string, unmoved?: string): string =>
  `select t.id as ${table}_id, t.status, last.payload ->> 'to' as told from ${table} t
     left join lateral (select e.payload from event e
         where e.subject_id = t.id and e.subject_kind = '${subjectKind}' and e.payload ? 'to' order by e.id desc limit 1) last on true
    where coalesce(last.payload ->> 'to', ${unmoved === undefined ? 'null' : `'${unmoved}'`}) is distinct from t.status`;

/** @returns a query of the events of this kind of subject that tell of a change the table does not have */
export const changesOffTheTable = (subjectKind: string, machine: Machine<string, string>): string =>
  `select e.id as event_id, e.type, e.payload ->> 'from' as "from", e.payload ->> 'to' as "to" from event e
    where e.subject_kind = '${subjectKind}' and e.payload ->> 'from' is not null
      and (e.payload ->> 'from', e.type, e.payload ->> 'to') not in (values ${edgesOf(machine)})`;
