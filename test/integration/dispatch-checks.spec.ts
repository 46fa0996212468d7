import { dispatchChecks } from '../../src/decisions/dispatch/dispatch.checks.js';
import { secrecyChecks } from '../../src/registry/secrecy.checks.js';
import { reportedAfter } from '../support/broken-checks.js';
import { adjustAtOnce, decidedItem, pdfBytes, registerDocument } from '../support/dispatch-scene.js';
import { expectStatus, Story } from '../support/story.js';

/** A check that cannot report proves nothing: each is broken in each of its ways by the owner, who may do what the application may not. */
const checks = [...dispatchChecks, ...secrecyChecks];

/** Each line breaks the check by itself. */
const sabotage: Record<string, readonly string[]> = {
  'decisions/R51-nothing-sent-before-it-was-adjusted': [
    `update dispatch set sent_at = (select min(adjusted_at) from minutes) - interval '1 second'`,
    `update dispatch set minutes_id = (select id from minutes where adjusted_day is null limit 1)`,
    `update dispatch x set minutes_id = (select m.id from minutes m where m.adjusted_day is not null and m.id <> x.minutes_id limit 1)`,
  ],
  'decisions/R17-a-registered-dispatch-stands-in-the-recipients-register': [
    `delete from external_reference`,
    `update dispatch set recipient_authority_id = (select id from authority where code = 'KF')`,
    `update dispatch set registered_document_id = (select id from document where kind = 'annex' limit 1) where status = 'registered'`,
    `delete from document_version where document_id in (select registered_document_id from dispatch)`,
    `update document set direction = 'internal' where direction = 'received'`,
  ],
  'decisions/R54-nothing-marked-was-sent': [
    `update secrecy_marking set recorded_at = '2020-01-01', lifted_at = null, lifted_ground = null`,
  ],
  'decisions/R50-only-official-documents-were-sent': [
    `update document set direction = 'internal' where direction = 'drawnUp'`,
    `update dispatch set attachments = jsonb_set(attachments, '{0,versionId}', to_jsonb(gen_random_uuid()::text))`,
    `update decision set matter_id = (select id from matter where registration_number like 'KS-%' limit 1)`,
  ],
  'decisions/D1-dispatch-has-event': [
    `update event set type = 'something.else' where type = 'dispatch.sent'`,
    `update event set type = 'something.else' where type = 'dispatch.registered'`,
    `update dispatch set status = 'sent', registered_document_id = null where status = 'registered'`,
  ],
  'registry/R52-marking-names-the-own-authority': [
    `update secrecy_marking set authority_id = (select id from authority where code = 'KF')`,
  ],
};

let story: Story;
beforeAll(async () => {
  story = await Story.begin();
  const [officer, secretary, board] = [
    await story.as('asn.handlaggare'),
    await story.as('asn.sekreterare'),
    await story.as('ks.sekreterare'),
  ];
  for (const day of ['2023-04-26', '2023-05-24']) {
    const item = await decidedItem(story, 'ASN', day);
    await adjustAtOnce(story, 'ASN', item, day);
    const file = { name: 'bilaga.pdf', bytes: pdfBytes(day) };
    const annex = await registerDocument(officer, item.proposal.matterId, { kind: 'annex', title: 'Bilaga', file });
    const sent = await expectStatus(
      201,
      secretary.post(`agenda-items/${item.itemId}/dispatches`, { attachments: [annex.documentId] }),
    );
    // Marked after it was sent: that is lawful, and the check must tell it from the other order.
    await expectStatus(
      201,
      officer.post(`documents/${annex.documentId}/secrecy-marking`, { provision: '26 kap. 1 § OSL' }),
    );
    const [{ id, version }] = sent.body.items;
    if (day === '2023-04-26')
      await expectStatus(201, board.post(`dispatches/${id}/registration`, {}, { ifMatch: version }));
  }
}, 60_000);
afterAll(() => story.app.stop());

it('every check of dispatch and secrecy has its sabotage here', () => {
  expect(checks.map(({ name }) => name).sort()).toEqual(Object.keys(sabotage).sort());
});

it('an honest database breaks none', async () => {
  expect(await story.app.violations()).toEqual([]);
});

const ways = Object.entries(sabotage).flatMap(([name, statements]) =>
  statements.map((statement) => [name, statement] as const),
);
it.each(ways)('%s reports after: %s', async (name, statement) => {
  expect(await reportedAfter(story.app.database.owner, checks, name, [statement])).not.toEqual([]);
});
