/** A meeting from the plan to the close, and the rules it is held by. */
import { about, type Builders, nextDay, plain, rowOf } from './builder.js';
import { called, listed, openSitting, opened, opening, planned, seated, secretary } from './sittings.js';
import { done, type World } from './world.js';

const version = rowOf('meeting');

/** In its pause. */
async function adjourned(world: World): Promise<{ id: string }> {
  const { id } = await opened(world);
  const ifMatch = await world.versionOf('meeting', id);
  await done((await world.as(secretary)).post(`meetings/${id}/adjournment`, { at: '14:00' }, { ifMatch }));
  return { id };
}

export const meetingBuilders: Builders = {
  'POST /api/v1/bodies/{id}/bylaws': plain(
    (world) => `bodies/${world.bodyId('TN')}/bylaws`,
    'tn.sekreterare',
    () => ({
      fromDay: nextDay(2030),
      noticeDays: 5,
      remoteParticipation: true,
      writtenReservations: true,
      substitutesMaySpeak: true,
      substituteOrder: 'list',
      mayRaise: ['member'],
      numbering: 'year',
      mayServeAgain: false,
      openToPublic: false,
      minorityCounts: 'voting',
      ground: 'Reglemente § 1',
    }),
  ),
  'POST /api/v1/bodies/{id}/meetings': plain(
    (world) => `bodies/${world.bodyId('GRN')}/meetings`,
    secretary,
    () => ({ day: nextDay(2030), startsAt: '09:00', place: 'Stadshuset' }),
  ),
  'POST /api/v1/plan-checks': {
    ...plain('plan-checks', secretary, (world) => ({
      startDay: '2030-01-01',
      endDay: '2030-06-30',
      endWhat: 'svarstiden går ut',
      endNeeds: 'adjusted',
      steps: [
        { kind: 'work', name: 'Skrivningen', days: 3 },
        {
          kind: 'meeting',
          bodyId: world.bodyId('TN'),
          adjustment: 'ordinary',
          needs: 'decided',
          noticeDays: 7,
          materialDays: 3,
          dispatchDays: 1,
        },
      ],
      leads: [{ name: 'Ombudet ska vara anmält', months: 1, days: 0 }],
    })),
    storesNothing: true,
  },
  'POST /api/v1/meetings/{id}/notice': about('planned meeting', planned, {
    path: ({ id }) => `meetings/${id}/notice`,
    as: secretary,
    version,
    body: () => ({ sentDay: '2019-12-20', sentElsewhere: 'Sändes med e-post.', lateGround: 'Ärendet brådskar' }),
    usedUp: true,
  }),
  'POST /api/v1/meetings/{id}/opening': about('called meeting', called, {
    path: ({ id }) => `meetings/${id}/opening`,
    as: secretary,
    version,
    body: opening,
    usedUp: true,
  }),
  'POST /api/v1/meetings/{id}/attendance': about(
    'visitor',
    async (world) => {
      const { id } = await openSitting(world);
      const item = await world.once('visited item', () => listed(world));
      return { id, agendaItemId: item.id, personId: await world.person() };
    },
    {
      path: ({ id }) => `meetings/${id}/attendance`,
      as: secretary,
      version,
      body: (_world, { agendaItemId, personId }) => ({
        personId,
        kind: 'arrives',
        at: '13:10',
        mode: 'onSite',
        agendaItemId,
      }),
      usedUp: true,
    },
  ),
  'POST /api/v1/meetings/{id}/chair': about('open sitting', opened, {
    path: ({ id }) => `meetings/${id}/chair`,
    as: secretary,
    version,
    body: (world) => ({ chairId: seated(world, 'ordforande') }),
  }),
  'POST /api/v1/meetings/{id}/adjournment': about('meeting to adjourn', opened, {
    path: ({ id }) => `meetings/${id}/adjournment`,
    as: secretary,
    version,
    body: () => ({ at: '14:00' }),
    usedUp: true,
  }),
  'POST /api/v1/meetings/{id}/resumption': about('meeting to resume', adjourned, {
    path: ({ id }) => `meetings/${id}/resumption`,
    as: secretary,
    version,
    body: () => ({ at: '14:15' }),
    usedUp: true,
  }),
  'POST /api/v1/meetings/{id}/closing': about('meeting to close', opened, {
    path: ({ id }) => `meetings/${id}/closing`,
    as: secretary,
    version,
    body: () => ({ at: '16:00' }),
    usedUp: true,
  }),
};
