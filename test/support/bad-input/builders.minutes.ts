/** Minutes: the secretary's own words, adjusting, announcing, and what becomes of the decisions in them. */
import { about, type Builders, rowOf } from './builder.js';
import {
  adjusted,
  decided,
  type DecidedItem,
  listed,
  openSitting,
  type Paragraph,
  seated,
  secretary,
  unsigned,
} from './sittings.js';
import type { World } from './world.js';

const version = rowOf('minutes');

/** Of a text block; 0 for one nobody has written. */
const versionOfText =
  (column: 'meeting_id' | 'agenda_item_id') =>
  async (world: World, { id }: { id: string }): Promise<number> => {
    const [text] = await world.app.query<{ version: number }>(
      `select version from minutes_text where ${column} = $1 and slot = $2`,
      [id, column === 'meeting_id' ? 'opening' : 'background'],
    );
    return text?.version ?? 0;
  };

/** The ordinary minutes of the meeting that stays open. */
async function draft(world: World): Promise<{ id: string }> {
  const meeting = await openSitting(world);
  const [minutes] = await world.app.query<{ id: string }>(
    `select id from minutes where meeting_id = $1 and kind = 'ordinary'`,
    [meeting.id],
  );
  return { id: minutes?.id ?? '' };
}

const writing: Builders = {
  'PUT /api/v1/meetings/{id}/minutes-texts/{slot}': about('sitting with an opening', openSitting, {
    path: ({ id }) => `meetings/${id}/minutes-texts/opening`,
    as: secretary,
    version: versionOfText('meeting_id'),
    body: () => ({ text: 'Ordföranden hälsar välkommen.' }),
    shownAt: ({ id }) => `meetings/${id}/minutes-texts`,
  }),
  'PUT /api/v1/agenda-items/{id}/minutes-texts/{slot}': about('item with a background', listed, {
    path: ({ id }) => `agenda-items/${id}/minutes-texts/background`,
    as: secretary,
    version: versionOfText('agenda_item_id'),
    body: () => ({ text: 'Bakgrunden.' }),
    shownAt: ({ meeting }) => `meetings/${meeting.id}/minutes-texts`,
  }),
  'PUT /api/v1/minutes/{id}/adjusters': about('draft of minutes', draft, {
    path: ({ id }) => `minutes/${id}/adjusters`,
    as: secretary,
    version,
    body: (world) => ({ personIds: [seated(world, 'vice')] }),
  }),
  'POST /api/v1/meetings/{id}/immediate-adjustments': about('item to adjust', decided, {
    path: ({ meeting }) => `meetings/${meeting.id}/immediate-adjustments`,
    as: secretary,
    body: (_world, { id, meeting }) => ({ agendaItemIds: [id], signedDay: meeting.day }),
    usedUp: true,
  }),
  'POST /api/v1/minutes/{id}/signatures': about('minutes to sign', unsigned, {
    path: ({ id }) => `minutes/${id}/signatures`,
    as: secretary,
    version,
    body: (world, { item }) => ({
      method: 'paper',
      signedDay: item.meeting.day,
      personId: seated(world, 'ordforande'),
    }),
    usedUp: true,
  }),
  'POST /api/v1/minutes/{id}/stand-ins': about('minutes to sign for another', unsigned, {
    path: ({ id }) => `minutes/${id}/stand-ins`,
    as: secretary,
    version,
    body: (world) => ({
      hinderedId: seated(world, 'vice'),
      personId: seated(world, 'ledamot'),
      ground: 'Ersättare för justerare, § 2',
    }),
    usedUp: true,
  }),
  'POST /api/v1/minutes/{id}/corrections': about('corrected minutes', adjusted, {
    path: ({ id }) => `minutes/${id}/corrections`,
    as: secretary,
    body: (_world, { item }) => ({
      agendaItemId: item.id,
      stood: 'Nämden',
      shallStand: 'Nämnden',
      ground: 'Skrivfel',
    }),
  }),
};

const announcing: Builders = {
  'POST /api/v1/minutes/{id}/announcement': about('minutes to announce', adjusted, {
    path: ({ id }) => `minutes/${id}/announcement`,
    as: secretary,
    version,
    body: (_world, { item }: Paragraph) => ({
      postedDay: item.meeting.day,
      postedElsewhere: 'Stadshusets anslagstavla',
      whereKept: 'Grundskoleförvaltningen',
    }),
    usedUp: true,
  }),
};

export const appeal = {
  receivedDay: '2023-05-17',
  appellant: 'Föreningen',
  grounds: 'Skäl',
  court: 'Förvaltningsrätten',
  courtReference: '1234-23',
  receivedTime: '09:30',
};

const appealed = async (world: World): Promise<{ id: string }> => {
  const { decisionId } = await world.once<DecidedItem>('appealed decision', () => decided(world));
  return { id: (await world.done(secretary, 'POST', `decisions/${decisionId}/appeals`, appeal)).id };
};

const appealing: Builders = {
  'POST /api/v1/decisions/{id}/appeals': about('appealed decision', decided, {
    path: ({ decisionId }) => `decisions/${decisionId}/appeals`,
    as: secretary,
    body: () => appeal,
  }),
  'POST /api/v1/appeals/{id}/steps': about('appeal to forward', appealed, {
    path: ({ id }) => `appeals/${id}/steps`,
    as: secretary,
    version: rowOf('appeal'),
    body: () => ({ act: 'forward', day: '2023-05-18', courtReference: '1234-23', note: 'Med post' }),
    usedUp: true,
  }),
  'POST /api/v1/decisions/{id}/execution-assessments': about('assessed decision', decided, {
    path: ({ decisionId }) => `decisions/${decisionId}/execution-assessments`,
    as: secretary,
    body: () => ({ mayExecute: true, reasons: 'Verkställigheten kan göras ogjord' }),
  }),
};

interface Dispatched {
  id: string;
  matterId: string;
}

/** On its way to a committee that has a registrar. */
async function dispatched(world: World): Promise<Dispatched> {
  const { item } = await adjusted(world);
  const command = { recipients: [{ authorityId: world.authorityId('ASN') }] };
  const { items } = await world.done(secretary, 'POST', `agenda-items/${item.id}/dispatches`, command);
  return { id: items[0].id, matterId: await world.once('matter', () => world.matter()) };
}

const sending: Builders = {
  'POST /api/v1/agenda-items/{id}/dispatches': about('dispatched item', async (world) => (await adjusted(world)).item, {
    path: ({ id }) => `agenda-items/${id}/dispatches`,
    as: secretary,
    body: (world) => ({ recipients: [{ name: world.word('Föreningen ') }], attachments: [] }),
  }),
  'POST /api/v1/dispatches/{id}/registration': about('dispatch to register', dispatched, {
    path: ({ id }) => `dispatches/${id}/registration`,
    as: 'asn.registrator',
    version: rowOf('dispatch'),
    body: (_world, { matterId }) => ({ matterId }),
    usedUp: true,
  }),
};

export const minutesBuilders: Builders = { ...writing, ...announcing, ...appealing, ...sending };
