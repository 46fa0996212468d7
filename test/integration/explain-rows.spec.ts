/** What a row of an explained total tells, to whom, and which questions are refused. */
import type { Client } from '../support/app.js';
import { ExplainedYear } from '../support/explained-year.js';
import { prove, totalsOf } from '../support/explaining.js';
import { expectStatus } from '../support/story.js';

let year: ExplainedYear;
let controller: Client;
beforeAll(async () => {
  year = await ExplainedYear.told();
  controller = await year.story.as('ks.controller');
}, 180_000);
afterAll(() => year?.story.app.stop());

test('a row leads to the frozen version, the line of the memorandum, the paragraph and the posting', async () => {
  const path = `totals/explain?figure=allocated&sourceId=${year.grant}&year=2023&limit=200`;
  const { body } = await expectStatus(200, controller.get(path));
  const row = body.items.find(
    (one: { measure: { measureKey: string } | null; included: boolean }) =>
      one.included && one.measure?.measureKey === year.asn.measureKeys[1],
  );
  expect(row).toMatchObject({
    kind: 'posting',
    amount: { amount: '1950000.00' },
    day: '2023-05-03',
    isMasked: false,
    measure: { authorityCode: 'ASN', version: { number: 1 } },
    decision: { bodyName: 'Kommunstyrelsen', day: '2023-05-03', minuteItem: 1, publicMinutesHref: null },
    posting: { kind: 'post' },
  });
  const [inDocument, inVersion] = row.measure.passages;
  expect(inDocument).toMatchObject({ in: 'document', isCurrent: true, amount: { amount: '1950000.00' } });
  expect(inDocument.quote).toContain('1 950 000');
  // The file is the administration's own paper: the controller reads the line, which was handed in, and not the file.
  expect(inDocument.href).toBeNull();
  const officer = await year.story.as('asn.handlaggare');
  const { body: own } = await expectStatus(200, officer.get(`proposals/${year.asn.id}/explain?figure=total&limit=200`));
  const place = own.items.find((one: typeof row) => one.measure.measureKey === row.measure.measureKey).measure
    .passages[0];
  const document = await expectStatus(200, officer.get(place.href));
  expect(document.text.split('\n')[inDocument.line - 1]).toContain(inDocument.quote);
  expect(document.text.slice(inDocument.start, inDocument.end)).toBe(inDocument.quote);
  expect(inVersion).toMatchObject({ in: 'version', href: row.measure.version.href });
  for (const href of [row.measure.href, row.measure.version.href, row.decision.href, row.posting.href, row.source.href])
    await expectStatus(200, controller.get(href));
  for (const { href } of row.links) await expectStatus(200, controller.get(href));
}, 60_000);

test('of a file that is marked as secret, others are told nothing, and its own administration all', async () => {
  const passagesFor = async (username: string): Promise<string[]> => {
    const client = await year.story.as(username);
    const { body } = await expectStatus(200, client.get(`proposals/${year.asn.id}/explain?figure=total`));
    return body.items[0].measure.passages.map((one: { in: string }) => one.in);
  };
  expect(await passagesFor('ks.controller')).toEqual(['document', 'version']);
  await year.story.app.query(`insert into secrecy_marking (id, document_id, provision, marked_day, authority_id)
    select gen_random_uuid(), p.source_document_id, 'OSL 26 kap. 1 §', '2023-05-01', p.authority_id from proposal p where p.id = '${year.asn.id}'`);
  expect(await passagesFor('ks.controller')).toEqual(['version']);
  expect(await passagesFor('asn.handlaggare')).toEqual(['document', 'version']);
  await year.story.app.query(
    `update secrecy_marking set lifted_at = now(), lifted_ground = 'Prövad' where lifted_at is null`,
  );
}, 60_000);

test('an amendment is told as one: the memorandum says what was asked, the version what was decided', async () => {
  const path = `proposals/${year.grn.id}/explain?figure=approved&measureKey=${year.grn.measureKeys[1]}`;
  const { body } = await expectStatus(200, controller.get(path));
  expect(body).toMatchObject({ amount: { amount: '1500000.00' }, total: 1 });
  expect(body.items[0]).toMatchObject({
    measure: { version: { number: 3 } },
    decision: { outcome: 'approveWithChanges', day: '2023-04-26' },
  });
}, 60_000);

test('who may not see a proposal sees its amount and nothing of whose it is', async () => {
  const definition = totalsOf(year).find(({ name }) => name === 'totals')!;
  const director = await year.story.as('tn.direktor');
  await prove(director, definition, 'totals', {});
  const path = `totals/explain?figure=approved&year=2023&sourceId=${year.grant}&limit=200`;
  const { body, text } = await expectStatus(200, director.get(path));
  expect(body.agrees).toBe(true);
  const others = body.items.filter((one: { isMasked: boolean }) => one.isMasked);
  expect(others.length).toBeGreaterThan(0);
  for (const row of others) expect(row).toMatchObject({ measure: null, decision: null, note: null, links: [] });
  for (const secret of [year.asn.id, year.grn.id, ...year.grn.measureKeys, 'Skolsociala team'])
    expect(text).not.toContain(secret);
  // A committee's own part of the settlement explains itself by its own rows.
  const settlement = totalsOf(year).find(({ name }) => name === 'settlement')!;
  const own = await year.story.as('asn.direktor');
  expect((await prove(own, settlement, `funding-sources/${year.grant}/settlements/2023`)).proved).toBeGreaterThan(10);
  const paid = await own.get(`funding-sources/${year.grant}/settlements/2023/explain?figure=paid`);
  expect(paid.status).toBe(404);
}, 120_000);

test('what cannot be asked is refused with what would be right', async () => {
  const refused = async (path: string): Promise<[number, string, string]> => {
    const { status, body } = await controller.get(path);
    return [status, body.code ?? body.errors?.[0]?.code, body.errors?.[0]?.detail ?? body.detail];
  };
  const grant = `funding-sources/${year.grant}`;
  const id = '00000000-0000-7000-8000-000000000000';
  expect(
    await Promise.all(
      [
        'totals/explain',
        'totals/explain?figure=allt',
        'totals/explain?figure=requested&year=2023',
        'totals/explain?figure=allocated&unassigned=true&year=2023',
        'totals/explain?figure=allocated&knownAt=i%20maj',
        'totals/explain?figure=allocated&asOf=2023-02-30',
        `totals/explain?figure=allocated&sourceId=${id}&year=2023`,
        'totals/explain?figure=allocated&sourceId=SoS&year=23',
        `${grant}/explain?figure=ceiling`,
        `${grant}/explain?figure=ceiling&year=2023&asOf=2023-05-03`,
        `${grant}/explain?figure=ceiling&year=1999`,
        `funding-sources/${id}/grant/explain?figure=paid&year=2023`,
        `proposals/${year.grn.id}/versions/noll/explain?figure=total`,
        `calls/${year.callId}/board/explain?figure=decided&measureKey=${year.grn.measureKeys[0]}`,
      ].map(refused),
    ),
  ).toMatchInlineSnapshot(`
   [
     [
       422,
       "required",
       "Uppgiften saknas.",
     ],
     [
       422,
       "enum",
       "Värdet ska vara ett av requested, recommended, approved, allocated, pending, conditional, ceiling, remaining.",
     ],
     [
       422,
       "unknown-total",
       "Summan requested bestäms här av sourceId och year, eller av unassigned och year, eller av ingenting mer; i frågan stod year.",
     ],
     [
       422,
       "unknown-total",
       "Summan allocated bestäms här av sourceId och year, eller av ingenting mer; i frågan stod unassigned och year.",
     ],
     [
       422,
       "datetime",
       "”i maj” är ingen tidpunkt. Skriv med sekunder och tidszon: 2026-01-05T12:00:00Z eller 2026-01-05T13:00:00+01:00.",
     ],
     [
       422,
       "date",
       "Dagen ”2023-02-30” finns inte i kalendern.",
     ],
     [
       404,
       undefined,
       "Summan finns inte, eller så har du inte tillgång.",
     ],
     [
       422,
       "id-format",
       "Ange ett id (UUID med gemener).",
     ],
     [
       422,
       "unknown-total",
       "Summan ceiling bestäms här av year; i frågan stod inget.",
     ],
     [
       422,
       "unknown-property",
       "Fältet 'asOf' finns inte.",
     ],
     [
       404,
       undefined,
       "Summan finns inte, eller så har du inte tillgång.",
     ],
     [
       404,
       undefined,
       "Finansieringskällan finns inte, eller så har du inte tillgång.",
     ],
     [
       404,
       undefined,
       "Versionen finns inte, eller så har du inte tillgång.",
     ],
     [
       422,
       "unknown-total",
       "Summan decided bestäms här av sourceId och year, eller av measureKey och proposalId, eller av measureKey och proposalId och sourceId och year, eller av ingenting mer; i frågan stod measureKey.",
     ],
   ]
  `);
  const clerk = await year.story.as('asn.handlaggare');
  expect((await clerk.get('totals/explain?figure=allocated')).status).toBe(403);
  expect((await clerk.get(`calls/${year.callId}/board/explain?figure=decided`)).status).toBe(403);
  expect((await year.story.app.anonymous.get('totals/explain?figure=allocated')).status).toBe(401);
}, 60_000);
