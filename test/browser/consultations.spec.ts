/** A hearing as three kinds of people meet it: who asks, a committee that is asked, and one outside who has only a link. */
import type { Page } from 'playwright-core';
import {
  type AskedConsultee,
  act,
  consulteesOf,
  decided,
  questions,
  type SceneConsultation,
  sent,
} from '../support/consultation-scene.js';
import { pdfFile } from '../support/posted-files.js';
import { expectStatus, Story } from '../support/story.js';
import { sceneOfFile, sound } from './support/scene.js';

const asn = 'Arbetsmarknads- och socialnämnden';
const grn = 'Grundskolenämnden';
const union = 'Fackförbundet A';
const association = 'Föreningen B';

const scene = sceneOfFile({ example: false });
let story: Story;
beforeAll(async () => {
  story = Story.over(scene.app);
});

const everybody = (): AskedConsultee[] => [
  { kind: 'committee', authorityId: story.authority('ASN') },
  { kind: 'committee', authorityId: story.authority('GRN') },
  { kind: 'union', name: union },
  { kind: 'other', name: association },
];
let day = 0;
const nextDay = (): string => new Date(Date.UTC(2023, 0, 2 + (day += 1))).toISOString().slice(0, 10);
const idsOf = async (consultation: SceneConsultation): Promise<(name: string) => string> => {
  const all = await consulteesOf(await story.as('ks.stadskontoret'), consultation);
  return (name) => all.get(name)?.id ?? '';
};

const rowOf = (page: Page, name: string) => page.getByRole('row').filter({ has: page.getByRole('link', { name }) });

test('the asker sends, reminds one, gives one more time, and the others keep theirs', async () => {
  await decided(
    story,
    { consultees: everybody(), replyByDay: '2099-03-31', more: { title: 'Plan för trygghet' } },
    nextDay(),
  );
  const office = await scene.visitor('ks.stadskontoret');
  const { page } = office;
  await office.open('/remisser');
  await sound(office, 'consultations');
  const before = office.presses;
  await office.press(page.getByRole('link', { name: 'Plan för trygghet' }));
  await office.arriveAt('Plan för trygghet');
  await office.press(page.getByRole('button', { name: 'Sänd ut remissen' }));
  await page.getByRole('dialog').getByText('Den sänds till 4 remissinstanser.').waitFor();
  await sound(office, 'consultation-send');
  await page.getByLabel('Klockslag i missivet, om det behövs').fill('12:00');
  await office.press(page.getByRole('button', { name: 'Sänd till alla' }));
  await rowOf(page, union).waitFor();
  expect(office.presses - before).toBeLessThanOrEqual(4);

  // Every deadline stands there: proposed, decided with its paragraph, and the hour that the letter added.
  const deadlines = page.getByRole('region', { name: 'Svarstid för alla' }).last().getByRole('row');
  const [, proposed, decision, letter] = (await deadlines.allTextContents()).map((text) =>
    text.replaceAll(/\s+/g, ' '),
  );
  expect(proposed).toMatch(/31 mars 2099 ?Ursprunglig.*Föreslagen/);
  expect(decision).toMatch(/31 mars 2099.*Kommunstyrelsen .* § \d+/);
  expect(letter).toMatch(/31 mars 2099 kl\. 12\.00.*Gällande.*Klockslag.* i missivet/);

  await office.press(page.getByRole('button', { name: `Påminn ${union}` }));
  await page.getByText(`${union} är påmind.`).waitFor();
  expect(await office.text(rowOf(page, union))).toContain('Påmind ');

  await office.press(page.getByRole('button', { name: `Ge anstånd åt ${grn}` }));
  const dialog = page.getByRole('dialog');
  await office.press(dialog.getByRole('button', { name: 'Ge anståndet' }));
  await office.focusOn(dialog.getByRole('heading', { name: /behöver rättas|fel/i }).locator('..'));
  await sound(office, 'consultation-extend-faults');
  await dialog.getByLabel('Ny sista svarsdag').fill('2099-03-01');
  await dialog.getByLabel('Varför').fill('Nämnden sammanträder först i april.');
  await office.press(dialog.getByRole('button', { name: 'Ge anståndet' }));
  await dialog.getByText('Anståndet ska gå längre än den svarstid som gäller').first().waitFor();
  expect(await dialog.getByLabel('Varför').inputValue()).toBe('Nämnden sammanträder först i april.');
  await dialog.getByLabel('Ny sista svarsdag').fill('2099-04-20');
  await office.press(dialog.getByRole('button', { name: 'Ge anståndet' }));
  await dialog.waitFor({ state: 'detached' });
  expect(await office.text(rowOf(page, grn))).toContain('20 april 2099');
  for (const name of [asn, union, association])
    expect(await office.text(rowOf(page, name))).toContain('31 mars 2099 kl. 12.00');
  await sound(office, 'consultation');
});

test('somebody outside answers by a link, without script, and the asker reads it in the matrix', async () => {
  const on = nextDay();
  const consultation = await sent(
    story,
    { consultees: everybody(), replyByDay: '2099-03-31', more: { title: 'Plan för parker' } },
    { sentDay: on, sentElsewhere: 'Sändes med post.' },
    on,
  );
  const id = await idsOf(consultation);
  const office = await scene.visitor('ks.stadskontoret');
  await office.open(`/remissinstanser/${id(union)}`);
  await office.press(office.page.getByRole('button', { name: 'Gör en länk' }));
  const address = await office.page.getByLabel('Länkens adress').inputValue();
  await sound(office, 'consultee-link');
  // Seen once: who comes back finds that there is a link, and not where it leads.
  await office.open(`/remissinstanser/${id(union)}`);
  await office.page.getByRole('button', { name: /^Spärra länken/ }).waitFor();
  expect(await office.page.getByLabel('Länkens adress').count()).toBe(0);

  const outside = await scene.visitor(undefined, { javaScript: false });
  const { page } = outside;
  const requests: { url: string; referer: string | undefined }[] = [];
  page.on('request', (request) => requests.push({ url: request.url(), referer: request.headers()['referer'] }));
  await page.goto(address);
  expect(await page.getByRole('heading', { level: 2, name: 'Plan för parker' }).count()).toBe(1);
  await page.getByRole('button', { name: 'Lämna svaret' }).click();
  const summary = page.getByRole('alert');
  expect(await outside.text(summary)).toContain('Skriv svarets text, eller välj en fil med svaret.');
  expect(await summary.evaluate((element) => element === document.activeElement)).toBe(true);
  await summary.getByRole('link', { name: 'Skriv svarets text, eller välj en fil med svaret.' }).click();
  await page.keyboard.type('Förbundet tillstyrker målen men inte tidplanen.');
  await page.getByLabel('på tjänstemannanivå').check();
  await page.getByLabel('Vem som undertecknar').fill('Ordföranden');
  const first = page.getByRole('group', { name: `Fråga 1: ${questions[0]}` });
  await first.getByLabel('tillstyrker').check();
  await first.getByLabel('Stället i svaret, ordagrant').fill('tillstyrker alla målen');
  await page.getByRole('button', { name: 'Lämna svaret' }).click();
  expect(await outside.text(page.getByRole('alert'))).toContain('finns inte i svaret');
  expect(await page.getByLabel('Svarets text').inputValue()).toBe('Förbundet tillstyrker målen men inte tidplanen.');
  await first.getByLabel('Stället i svaret, ordagrant').fill('tillstyrker målen');
  await page.getByRole('button', { name: 'Lämna svaret' }).click();
  await page.getByRole('heading', { level: 1, name: 'Svaret är registrerat' }).waitFor();
  // Loaded again it is the receipt, and nothing is sent twice.
  await page.reload();
  expect(await outside.text(page.locator('main'))).toMatch(/I tid\s*ja/);
  const { pathname } = new URL(address);
  expect(requests.length).toBeGreaterThan(4);
  for (const { referer = '' } of requests) expect(referer).not.toContain(pathname);

  await office.open(`/remisser/${consultation.id}`);
  const matrix = office.page.getByRole('region', { name: 'Vad svaren säger' }).last();
  const cell = matrix.getByRole('row').filter({ hasText: union });
  expect(await office.text(cell)).toMatch(/tillstyrker.*tillstyrker målen.*besvaras inte/);
  const counts = await office.page
    .locator('[data-answers]')
    .evaluateAll((all) =>
      all.map((one) => [one.getAttribute('data-answers') ?? '', Number.parseInt(one.textContent ?? '', 10)] as const),
    );
  const { asked, ...rest } = Object.fromEntries(counts);
  expect(Object.values(rest).reduce((sum, count) => sum + count, 0)).toBe(asked);
  expect([asked, rest['inTime'], rest['waiting']]).toEqual([4, 1, 3]);
  await sound(office, 'consultation-answers');
  const [file] = await Promise.all([
    office.page.waitForEvent('download'),
    office.page.getByRole('link', { name: 'Sammanställningen som PDF' }).click(),
  ]);
  expect(file.suggestedFilename()).toMatch(/^Sammanställning av remissvar .*\.pdf$/);
});

test('the page behind the link in every look: asked, wrong, late and answered', async () => {
  const on = nextDay();
  const consultation = await sent(
    story,
    { consultees: everybody(), replyByDay: '2023-03-31' },
    { sentDay: on, sentElsewhere: 'Sändes med post.' },
    on,
  );
  const id = await idsOf(consultation);
  const office = await story.as('ks.stadskontoret');
  const link = await expectStatus(201, office.post(`consultees/${id(association)}/links`, {}));
  const outside = await scene.visitor();
  const { page } = outside;
  await page.goto(String(link.body.address));
  await page.getByText('Svarstiden har gått ut.').waitFor();
  await sound(outside, 'reply-page');
  await page.getByRole('button', { name: 'Lämna svaret' }).click();
  await page.getByRole('alert').waitFor();
  await sound(outside, 'reply-page-faults');
  await page.getByLabel('Svarets text').fill('Föreningen har inga invändningar.\n\nVi vill vara med.');
  await page.getByLabel('antaget av styrelse eller nämnd').check();
  const files = page.getByLabel('Filer med svaret och dess bilagor');
  await files.setInputFiles({ name: 'yttrande.pdf', mimeType: 'application/pdf', buffer: Buffer.from('ingen pdf') });
  await page.getByRole('button', { name: 'Lämna svaret' }).click();
  await page
    .getByRole('link', { name: /^”yttrande.pdf”: Filens innehåll är txt\. Skicka pdf, docx eller odt/ })
    .waitFor();
  await sound(outside, 'reply-page-file-fault');
  expect(await page.getByLabel('Svarets text').inputValue()).toContain('Vi vill vara med.');
  await files.setInputFiles({ name: 'yttrande.pdf', mimeType: 'application/pdf', buffer: pdfFile() });
  await page.getByRole('button', { name: 'Lämna svaret' }).click();
  await page.getByText('Det kom in efter svarstiden').waitFor();
  await page.getByText(/^yttrande\.pdf, 1 kB, handling \d+$/).waitFor();
  await sound(outside, 'reply-page-receipt');
  const asker = await scene.visitor('ks.stadskontoret');
  await asker.open(`/remissinstanser/${id(association)}`);
  const [download] = await Promise.all([
    asker.page.waitForEvent('download'),
    asker.press(asker.page.getByRole('link', { name: 'Ladda ned yttrande.pdf' })),
  ]);
  expect(download.suggestedFilename()).toBe('yttrande.pdf');
  await sound(asker, 'reply-with-file');
  await page.goto('/remissvar/inte-er');
  await sound(outside, 'reply-page-absent');
});

test('a committee’s officer, with the keyboard alone: received, assigned, written; signed by the director and sent back', async () => {
  const consultation = await sent(story, {
    consultees: everybody(),
    replyByDay: '2099-03-31',
    more: { title: 'Plan för kultur' },
  });
  const officer = await scene.visitor('asn.handlaggare');
  const { page } = officer;
  await officer.open('/remisser');
  await officer.enter(rowOf(page, 'Plan för kultur').getByRole('link', { name: `Svaret från ${asn}` }));
  await officer.arriveAt(`${asn}: Plan för kultur`);
  await officer.enter(page.getByRole('button', { name: 'Ta emot och diarieför' }));
  await officer.tabTo(page.getByLabel('Handläggare'));
  await officer.type('Handläggare');
  await officer.tabTo(page.getByLabel('Förslaget ska vara klart'));
  // In which order a day's parts are typed is the browser's own matter.
  await page.getByLabel('Förslaget ska vara klart').fill('2099-03-01');
  await officer.enter(page.getByRole('button', { name: 'Fördela', exact: true }));
  await page.getByText('förslag klart').waitFor();
  await officer.enter(page.getByRole('button', { name: 'Börja skriva yttrandet' }));
  await officer.tabTo(page.getByLabel('Yttrandets text'));
  await officer.type('Nämnden ställer sig bakom målen.');
  const first = page.getByRole('group', { name: `Fråga 1: ${questions[0]}` });
  await officer.tabTo(first.getByLabel('besvaras inte'));
  await officer.key('ArrowDown');
  await page.getByText('Frågan sparas när ståndpunkt är vald').waitFor();
  await officer.tabTo(first.getByLabel('Stället i yttrandet, ordagrant'));
  await officer.type('bakom målen');
  await page.getByText(/^Sparat \d\d\.\d\d$/).waitFor();
  expect(officer.presses).toBe(0);
  await sound(officer, 'consultee-own');

  const id = (await idsOf(consultation))(asn);
  const director = await scene.visitor('asn.direktor');
  await director.open(`/remissinstanser/${id}`);
  await director.press(director.page.getByRole('button', { name: 'Underteckna yttrandet' }));
  await director.page.getByText('Yttrandet är undertecknat på tjänstemannanivå.').waitFor();
  await sound(director, 'consultee-signed');
  await officer.open(`/remissinstanser/${id}`);
  await officer.enter(page.getByRole('button', { name: 'Lämna svaret' }));
  await page.getByRole('heading', { level: 2, name: 'Svaret', exact: true }).waitFor();

  const asker = await scene.visitor('ks.sekreterare');
  await asker.open(`/remissinstanser/${id}`);
  await asker.press(asker.page.getByRole('button', { name: 'Registrera svaret' }));
  await asker.page.getByText('Svar registrerat').waitFor();
  expect(await asker.text(asker.page.locator('.consultee-reply'))).toMatch(/tillstyrker.*bakom målen/);
});

test('two who write the same opinion are shown both; a secretary puts it on the agenda', async () => {
  const consultation = await sent(story, {
    consultees: everybody(),
    replyByDay: '2099-03-31',
    more: { title: 'Plan för skolor' },
  });
  const id = (await idsOf(consultation))(grn);
  const [officer, secretary] = [await story.as('grn.handlaggare'), await story.as('grn.sekreterare')];
  await expectStatus(200, act(secretary, id, 'receipt'));
  await expectStatus(200, act(secretary, id, 'assignment', { officerId: story.person('grn.handlaggare') }));
  const { body: opinion } = await expectStatus(
    201,
    officer.post(`consultees/${id}/opinion`, { text: 'Nämnden väntar.' }),
  );
  const writer = await scene.visitor('grn.handlaggare');
  const { page } = writer;
  await writer.open(`/remissinstanser/${id}`);
  await page.getByLabel('Yttrandets text').waitFor();
  await expectStatus(
    200,
    secretary.patch(`opinions/${opinion.id}`, { text: 'Nämnden avstyrker.' }, { ifMatch: opinion.version }),
  );
  await page.getByLabel('Yttrandets text').fill('Nämnden tillstyrker.');
  await page.getByRole('button', { name: 'Spara det valda' }).waitFor();
  await sound(writer, 'opinion-merge');
  await writer.press(page.getByRole('radio').first());
  await writer.press(page.getByRole('button', { name: 'Spara det valda' }));
  await page.getByText(/^Sparat/).waitFor();
  const { body: kept } = await expectStatus(200, officer.get(`opinions/${opinion.id}`));
  expect(kept.text).toBe('Nämnden tillstyrker.');

  await story.meeting('GRN', '2099-02-03');
  const second = await scene.visitor('grn.sekreterare');
  await second.open(`/remissinstanser/${id}`);
  await second.page.getByLabel('Sammanträde som ska anta yttrandet').selectOption({ label: `3 februari 2099, ${grn}` });
  await second.press(second.page.getByRole('button', { name: 'Ta upp på dagordningen' }));
  await second.page.getByText('Yttrandet står på dagordningen.').waitFor();
});
