/** What is promised of a coming year, planned month by month, and foreseen. */
import { dayInStockholm } from '../../../src/kernel/day.js';
import { openFor } from '../meetings.js';
import { about, type Builders, nextDay, rowOf } from './builder.js';
import { given } from './builders.grants.js';
import { sek, type World } from './world.js';

interface Promised {
  id: string;
  rowKey: string;
}

/** Decided the year before the row's: it waits for its condition. */
async function promised(world: World): Promise<Promised> {
  const measure = await given(world);
  const matterId = await world.once('board matter', () => world.boardMatter());
  const row = { ...measure, year: 2023, amount: sek('1.00'), condition: 'Medel anvisas i budgeten' };
  const id = await world.allocation(matterId, [row]);
  const meetingIds = [(await world.meeting('KS', nextDay(2021))).id];
  const plan = { subjectKind: 'allocation', subjectId: id, meetingIds };
  const { agendaItemId } = (await world.done('ks.sekreterare', 'POST', 'routes', plan)) as { agendaItemId: string };
  await openFor(await world.as('ks.sekreterare'), agendaItemId);
  await world.done('ks.sekreterare', 'POST', `agenda-items/${agendaItemId}/decision`, { outcome: 'approve' }, 1);
  const { body } = await (await world.as('ks.stadskontoret')).get(`allocations/${id}`);
  return { id, rowKey: (body as { rows: { rowKey: string }[] }).rows[0]?.rowKey ?? '' };
}

const answer = (act: string) =>
  about('conditional row', promised, {
    path: ({ id, rowKey }) => `allocations/${id}/conditional-rows/${rowKey}/${act}`,
    as: 'ks.stadskontoret',
    version: rowOf('allocation'),
    body: () => ({ ground: 'Kommunfullmäktige § 210', day: '2023-01-01' }),
    usedUp: true,
  });

export const yearBuilders: Builders = {
  'POST /api/v1/allocations/{id}/conditional-rows/{rowKey}/in-force': answer('in-force'),
  'POST /api/v1/allocations/{id}/conditional-rows/{rowKey}/lapse': answer('lapse'),
  'POST /api/v1/forecasts': about('measure with forecasts', given, {
    path: () => 'forecasts',
    as: 'asn.handlaggare',
    body: (_world, measure) => ({
      ...measure,
      year: 2023,
      // No earlier than any forecast another case left behind without a day, which is today's.
      forecastDay: dayInStockholm(new Date()),
      amount: sek('1.00'),
      comment: 'Enligt plan',
    }),
  }),
  'POST /api/v1/month-plans': about('measure with plans', given, {
    path: () => 'month-plans',
    as: 'asn.handlaggare',
    body: (_world, measure) => ({
      ...measure,
      year: 2023,
      months: [{ month: 6, amount: sek('1.00') }],
      reason: 'Ny plan',
    }),
  }),
  'POST /api/v1/continuing-needs': about('measure with needs', given, {
    path: () => 'continuing-needs',
    as: 'asn.handlaggare',
    body: (_world, { proposalId, measureKey }) => ({ proposalId, measureKey, untilYear: 2025, note: 'Tre år' }),
  }),
};
