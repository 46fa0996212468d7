/** How a body or an authority ends (E-08): on a day, with a successor, and without anybody left sitting in it. */
import type { Day } from '../kernel/day.js';
import { conflict, invalid, notFound } from '../kernel/errors.js';
import { affected, rows } from '../platform/database/sql.js';
import type { Tx } from '../platform/database/transaction.js';
import type { AppointmentEndings } from './appointment-endings.service.js';
import { type Period, requirePeriod } from './organisation.rules.js';

type Ended = 'body' | 'authority';
const swedish: Readonly<Record<Ended, string>> = { body: 'Organet', authority: 'Myndigheten' };

/** @throws 404; 409 `already-ended`, `appointments-remain`, what was done after the day; 422 day or successor. */
export async function endBody(
  tx: Tx,
  id: string,
  lastDay: Day,
  successorId: string | null,
  endings: AppointmentEndings,
): Promise<void> {
  const { name } = await lockRunning(tx, 'body', id, lastDay);
  await requireSuccessor(tx, 'body', id, successorId);
  await affected(tx, `update body set valid_to = $2, successor_id = $3 where id = $1`, [id, lastDay, successorId]);
  await endAppointments(tx, { table: 'body', id, name }, lastDay, endings);
}

/** @throws 404; 409 `already-ended`, `bodies-remain`, `appointments-remain`, what was done after the day; 422 day or successor. */
export async function endAuthority(
  tx: Tx,
  id: string,
  lastDay: Day,
  successorId: string | null,
  endings: AppointmentEndings,
): Promise<void> {
  const { name } = await lockRunning(tx, 'authority', id, lastDay);
  await requireSuccessor(tx, 'authority', id, successorId);
  const left = await rows<{ name: string }>(
    tx,
    `select name from body where authority_id = $1 and (valid_to is null or valid_to > $2) order by name, id`,
    [id, lastDay],
  );
  if (left.length > 0) throw conflict('bodies-remain', `Avsluta först: ${left.map((body) => body.name).join(', ')}.`);
  await affected(tx, `update authority set valid_to = $2, successor_id = $3 where id = $1`, [id, lastDay, successorId]);
  await endAppointments(tx, { table: 'authority', id, name }, lastDay, endings);
}

async function lockRunning(tx: Tx, table: Ended, id: string, lastDay: Day): Promise<{ name: string }> {
  const [row] = await rows<Period & { name: string }>(
    tx,
    `select name, valid_from as "fromDay", valid_to as "toDay" from ${table} where id = $1 for no key update`,
    [id],
  );
  if (row === undefined) throw notFound(swedish[table]);
  if (row.toDay !== null) throw conflict('already-ended', `${row.name} upphör redan ${row.toDay}.`);
  requirePeriod({ fromDay: row.fromDay, toDay: lastDay }, '/lastDay');
  return row;
}

/** Only one that has no end itself: it cannot be a predecessor of this one, so the chain never bites its own tail. */
async function requireSuccessor(tx: Tx, table: Ended, id: string, successorId: string | null): Promise<void> {
  if (successorId === null) return;
  if (successorId === id) throw invalid('/successorId', 'self', `${swedish[table]} kan inte efterträda sig självt.`);
  const [row] = await rows(tx, `select id from ${table} where id = $1 and valid_to is null for share`, [successorId]);
  if (row === undefined) throw notFound('Efterträdaren');
}

async function endAppointments(
  tx: Tx,
  { table, id, name }: { table: Ended; id: string; name: string },
  lastDay: Day,
  endings: AppointmentEndings,
): Promise<void> {
  const [later] = await rows<{ fromDay: Day }>(
    tx,
    `select from_day as "fromDay" from appointment where ${table}_id = $1 and from_day > $2 order by from_day limit 1`,
    [id, lastDay],
  );
  if (later !== undefined)
    throw conflict(
      'appointments-remain',
      `${name} har ett uppdrag som börjar ${later.fromDay}, efter den sista dagen.`,
    );
  const ended = await rows<{ id: string }>(
    tx,
    `select id from appointment where ${table}_id = $1 and (to_day is null or to_day > $2) order by id for no key update`,
    [id, lastDay],
  );
  const appointmentIds = ended.map((one) => one.id);
  await endings.requireNothingAfter(tx, { appointmentIds, lastDay });
  await affected(tx, `update appointment set to_day = $2 where id = any($1::uuid[])`, [appointmentIds, lastDay]);
}
