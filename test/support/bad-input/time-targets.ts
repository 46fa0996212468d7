/** Class D: days, instants and deadlines. */
import { execFile } from 'node:child_process';
import net from 'node:net';
import { promisify } from 'node:util';
import { addMonths, type Day, dayInStockholm, shiftToWorkingDay, weeksAfter, yearOf } from '../../../src/kernel/day.js';
import { type Deadline, instantOf, isInTime, type StockholmOffset } from '../../../src/kernel/deadline.js';
import { observedRun } from './observed.js';
import { bytesOf } from './raw-http.js';
import { send, type Target, type Targets } from './target.js';
import { done, type World } from './world.js';

type LocalTime = Deadline & { offset?: StockholmOffset; at: string };

const inTime: Target = {
  each: async (_world, input) => {
    const { day, time, at } = input as LocalTime;
    return observedRun(() => (isInTime(new Date(at), instantOf({ day, time })) ? 'in' : 'late'));
  },
};

const instant: Target = {
  each: async (_world, input) => {
    const { day, time, offset } = input as LocalTime;
    return observedRun(() => instantOf({ day, time }, offset).toISOString());
  },
};

/** Answers to a call whose time ran out long ago, registered with the instant they came. */
const callReply: Target = {
  all: async (world, row) => {
    for (const input of row.inputs as { offsetMs: number; isLate: boolean }[]) {
      const call = await world.issuedCall({ replyByDay: '2023-05-02', replyByTime: '12:00' });
      const due = instantOf({ day: '2023-05-02' as Day, time: '12:00' });
      const { isLate } = await recordReply(world, call.id, new Date(due.getTime() + input.offsetMs));
      expect({ ...input, isLate }).toEqual(input);
      const [kept] = await world.app.query<{ is_late: boolean; received_at: Date }>(
        `select is_late, received_at from call_invitation where call_id = $1 and status = 'replied'`,
        [call.id],
      );
      expect(kept).toEqual({ is_late: input.isLate, received_at: new Date(due.getTime() + input.offsetMs) });
    }
  },
};

async function recordReply(world: World, callId: string, receivedAt: Date): Promise<{ isLate: boolean }> {
  const { Calls } = await import('../../../src/calls/calls.service.js');
  const { Transactions } = await import('../../../src/platform/database/transaction.js');
  const { systemActor } = await import('../../../src/kernel/actor.js');
  const { app } = world.app;
  const reply = await app
    .get(Transactions)
    .run((tx) => app.get(Calls).recordReply(tx, systemActor, { callId, authorityId: world.authorityId(), receivedAt }));
  if (reply === undefined) throw new Error('the call asks no committees');
  return reply;
}

/** A call with that deadline; `value` is the instant it stands for. */
const callDeadline: Target = {
  prepare: (world) => world.once('source', () => world.source()),
  each: async (world, input) => {
    const { day, time } = input as LocalTime;
    const command = {
      title: 'Begäran',
      years: [2023],
      sourceIds: [await world.once('source', () => world.source())],
      authorityIds: [world.authorityId()],
      replyByDay: day,
      replyByTime: time,
    };
    const observed = await send(world, 'POST', '/api/v1/calls', { as: 'ks.stadskontoret', json: command });
    if (observed.status !== 201) return observed;
    const { id } = JSON.parse(observed.text) as { id: string };
    const { body } = await done((await world.as('ks.stadskontoret')).get(`calls/${id}`));
    return { ...observed, value: body.replyByAt as string };
  },
};

const requisitionDeadline: Target = {
  each: (world, input) => {
    const { day, time } = input as LocalTime;
    const command = {
      code: world.word('S-'),
      name: 'Källa',
      kind: 'stateGrant',
      useFromDay: '2026-01-01',
      useToDay: '2026-12-31',
      requisitionDeadlineDay: day,
      requisitionDeadlineTime: time,
    };
    return send(world, 'POST', '/api/v1/funding-sources', { as: 'ks.controller', json: command });
  },
};

const meetingTime: Target = {
  each: (world, input) => {
    const { day, time } = input as LocalTime;
    return send(world, 'POST', `/api/v1/bodies/${world.bodyId()}/meetings`, {
      as: 'asn.sekreterare',
      json: { day, startsAt: time },
    });
  },
};

/** The first half is sent, then the clock of the database is read, then the rest: what is stored is later than that. */
const slowArrival: Target = {
  all: async (world) => {
    const name = world.word('Långsam ');
    const request = bytesOf(
      {
        lines: [
          'POST /api/v1/people HTTP/1.1',
          'Host: {host}',
          'Cookie: {cookie}',
          'Idempotency-Key: "{key}"',
          'Content-Type: application/json',
          `Content-Length: ${Buffer.byteLength(JSON.stringify({ name }))}`,
          'Connection: close',
        ],
        body: JSON.stringify({ name }),
      },
      new URL(world.app.address).host,
      await world.cookie('admin'),
    );
    const { hostname, port } = new URL(world.app.address);
    const socket = net.connect(Number(port), hostname);
    socket.write(request.subarray(0, -5));
    const [between] = await world.app.query<{ at: Date }>(`select clock_timestamp() as at`);
    socket.write(request.subarray(-5));
    const chunks: Buffer[] = [];
    for await (const chunk of socket) chunks.push(chunk as Buffer);
    expect(Buffer.concat(chunks).toString('latin1')).toMatch(/^HTTP\/1\.1 201 /);
    const [row] = await world.app.query<{ at: Date }>(`select created_at as at from person where name = $1`, [name]);
    expect(row?.at.getTime()).toBeGreaterThanOrEqual(between?.at.getTime() ?? Infinity);
  },
};

/** Whoever sends something says when nowhere. */
const ownTime: Target = {
  each: async (world, input) => {
    const body = { ...world.draft(), [String(input)]: '2023-04-11T09:30:00+02:00' };
    return send(world, 'POST', '/api/v1/proposals', { as: 'asn.handlaggare', json: body });
  },
};

const day: Target = {
  each: (world, input) => {
    world.word();
    const code = `Ö${world.word('').replaceAll(/\d/g, (digit) => 'ABCDEFGHIJ'[Number(digit)] as string)}`;
    const body = { code, name: 'Nämnden', administrationName: 'Förvaltningen', validFrom: input };
    return send(world, 'POST', '/api/v1/authorities', { json: body });
  },
};

const monthsAfter: Target = {
  all: async (_world, row) => {
    for (const { day: from, months, value } of row.inputs as { day: Day; months: number; value: Day }[])
      expect(`${from} + ${months} = ${addMonths(from, months)}`).toBe(`${from} + ${months} = ${value}`);
  },
};

const stockholmDay: Target = {
  all: async (world, row) => {
    for (const { at, value } of row.inputs as { at: string; value: Day }[]) {
      expect(`${at} ${dayInStockholm(new Date(at))}`).toBe(`${at} ${value}`);
      // The database judges by the same calendar.
      const [found] = await world.app.query<{ day: string }>(
        `select to_char($1::timestamptz at time zone 'Europe/Stockholm', 'YYYY-MM-DD') as day`,
        [at],
      );
      expect(found?.day).toBe(value);
    }
  },
};

/** The number's year is the year of the day the matter was opened, not of its ISO week. */
const registrationYear: Target = {
  all: async (world, row) => {
    const { Registry } = await import('../../../src/registry/registry.service.js');
    const { Transactions } = await import('../../../src/platform/database/transaction.js');
    const { systemActor } = await import('../../../src/kernel/actor.js');
    const { app } = world.app;
    for (const openedDay of row.inputs as Day[]) {
      const matter = { authorityId: world.authorityId('TN'), title: 'Årsskifte', openedDay };
      const { registrationNumber } = await app
        .get(Transactions)
        .run((tx) => app.get(Registry).openMatter(tx, systemActor, matter));
      expect(registrationNumber).toMatch(new RegExp(`^TN-${yearOf(openedDay)}-\\d+$`));
    }
    // Opened now, it is today's year in Stockholm.
    const [now] = await world.app.query<{ year: string }>(`select to_char(today_in_stockholm(), 'YYYY') as year`);
    const reply = await send(world, 'POST', '/api/v1/matters', {
      as: 'asn.registrator',
      json: { authorityId: world.authorityId(), title: 'I dag' },
    });
    expect((JSON.parse(reply.text) as { registrationNumber: string }).registrationNumber).toContain(`-${now?.year}-`);
  },
};

const run = promisify(execFile);

/** The built kernel, in a process of its own per zone, answers the same. */
const program = `
  const day = await import(process.argv[1] + '/day.js');
  const deadline = await import(process.argv[1] + '/deadline.js');
  const answers = [];
  for (const at of ['2026-03-28T23:30:00Z', '2026-10-25T00:30:00Z', '2026-12-31T23:30:00Z', '2028-02-29T22:59:59Z'])
    answers.push(day.dayInStockholm(new Date(at)));
  for (const [d, time] of [['2026-03-28', '12:00'], ['2026-03-29', '12:00'], ['2026-10-25', '12:00'], ['2026-03-29', '02:30'], ['2026-10-25', '02:30']])
    try { answers.push(deadline.instantOf({ day: d, time }).toISOString()); } catch (error) { answers.push(error.code); }
  answers.push(day.addMonths('2028-02-29', 12), day.shiftToWorkingDay('2026-04-03'), day.addDays('2026-03-28', 2), day.daysBetween('2026-03-01', '2026-11-01'));
  answers.push(deadline.parseInstant('2026-11-21T10:00:00+01:00').toISOString(), [...day.holidaysOf(2026).keys()].join());
  console.log(JSON.stringify(answers));`;

const serverZone: Target = {
  all: async (_world, row) => {
    const kernel = new URL('../../../dist/src/kernel', import.meta.url).href;
    const answers = await Promise.all(
      (row.inputs as string[]).map(async (zone) => {
        const env = { ...process.env, TZ: zone };
        const { stdout } = await run(process.execPath, ['--input-type=module', '-e', program, kernel], { env });
        return JSON.parse(stdout) as unknown[];
      }),
    );
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(answers[0]?.slice(0, 9)).toEqual([
      '2026-03-29',
      '2026-10-25',
      '2027-01-01',
      '2028-02-29',
      '2026-03-28T11:00:00.000Z',
      '2026-03-29T10:00:00.000Z',
      '2026-10-25T11:00:00.000Z',
      'local-time-nonexistent',
      'local-time-ambiguous',
    ]);
  },
};

/** Lag 1930:173: a time in weeks, moved off Saturdays, Sundays, holidays and the three eves. */
const periodEnd: Target = {
  all: async (_world, row) => {
    for (const { from, weeks, value, note } of row.inputs as { from: Day; weeks: number; value: Day; note: string }[])
      expect(`${note}: ${shiftToWorkingDay(weeksAfter(from, weeks))}`).toBe(`${note}: ${value}`);
  },
};

export const timeTargets: Targets = {
  'in-time': inTime,
  instant,
  'call-reply': callReply,
  'call-deadline': callDeadline,
  'requisition-deadline': requisitionDeadline,
  'meeting-time': meetingTime,
  'slow-arrival': slowArrival,
  'own-time': ownTime,
  day,
  'months-after': monthsAfter,
  'stockholm-day': stockholmDay,
  'registration-year': registrationYear,
  'server-zone': serverZone,
  'period-end': periodEnd,
};
