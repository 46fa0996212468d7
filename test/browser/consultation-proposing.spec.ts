/** A hearing from the first word: proposed with its texts, put before a body, and an answer that came on paper. */
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { consulteesOf, questions, sent } from '../support/consultation-scene.js';
import { expectStatus, Story } from '../support/story.js';
import { sceneOfFile, sound } from './support/scene.js';

const asn = 'Arbetsmarknads- och socialnämnden';
const union = 'Fackförbundet A';

const scene = sceneOfFile({ example: false });
let story: Story;
beforeAll(async () => {
  story = Story.over(scene.app);
});

async function textFile(name: string, words: string): Promise<string> {
  const path = join(tmpdir(), `${process.pid}-${name}`);
  await writeFile(path, words);
  return path;
}

test('the office proposes, adds the text, and puts it on an agenda', async () => {
  await story.meeting('KS', '2099-02-03');
  const office = await scene.visitor('ks.stadskontoret');
  const { page } = office;
  await office.open('/remisser');
  const before = office.presses;
  await office.press(page.getByRole('link', { name: 'Föreslå en remiss' }));
  await office.arriveAt('Föreslå en remiss');
  await office.press(page.getByRole('button', { name: 'Spara förslaget' }));
  await page.getByRole('link', { name: 'Ange sista svarsdag.' }).waitFor();
  await sound(office, 'consultation-new-faults');
  await page.getByLabel('Vad remissen gäller, kort').fill('Plan för vatten');
  await page.getByLabel('Vad yttrandet ska avse').fill('Yttrandet ska avse planens mål.');
  await page.getByLabel('Svaret ställs till').fill('Kommunstyrelsen');
  await page.getByLabel('Svaret lämnas till').fill('Stadskontorets expedition');
  await page.getByLabel('Sista svarsdag').fill('2099-05-31');
  await page.getByLabel('Klockslag, om det behövs').fill('12:00');
  await office.press(page.getByLabel(asn));
  await page.getByLabel('Namn, nummer 1').fill(union);
  await office.press(page.getByRole('button', { name: 'Lägg till en till' }));
  await page.getByLabel('Namn, nummer 2').fill('fackförbundet a');
  await page.getByLabel('Text 1, rubrik').fill('Vattenplanen');
  await page.getByLabel('Fråga 1', { exact: true }).fill('Är målen rätt?');
  await page.getByLabel('Fråga 1 gäller').selectOption({ label: 'Vattenplanen' });
  await office.press(page.getByRole('button', { name: 'Spara förslaget' }));
  await page.getByText('Samma remissinstans står två gånger.').first().waitFor();
  // What is refused stands at its row, and nothing that was typed is gone.
  expect(await page.getByLabel('Vad remissen gäller, kort').inputValue()).toBe('Plan för vatten');
  // Mended key by key: what is said above takes the focus when it is said, and not again.
  await page.getByLabel('Namn, nummer 2').selectText();
  await office.type('Föreningen B');
  expect(await page.getByLabel('Namn, nummer 2').inputValue()).toBe('Föreningen B');
  await page.getByLabel('Slag, nummer 2').selectOption({ label: 'Annan' });
  await sound(office, 'consultation-new');
  await office.press(page.getByRole('button', { name: 'Spara förslaget' }));
  await office.arriveAt('Plan för vatten');

  // Without its text no body is asked, and the screen says why.
  await page.getByLabel('Sammanträde som ska besluta remissen').selectOption({ index: 1 });
  await office.press(page.getByRole('button', { name: 'Ta upp på dagordningen' }));
  await page.getByText('”Vattenplanen” har ingen text').first().waitFor();
  const field = page.getByLabel('Lägg till filen för Vattenplanen');
  await field.setInputFiles(await textFile('plan.pdf', 'Inte en pdf.'));
  await page.getByText('Namnet ska sluta på').waitFor();
  await field.setInputFiles(await textFile('plan.txt', 'Vatten ska vara rent.\n'));
  await page
    .getByRole('link', { name: /plan\.txt, version 1/ })
    .first()
    .waitFor();
  await page.getByLabel('Ny version av Vattenplanen').setInputFiles(await textFile('plan.txt', 'Vatten är rent.\n'));
  await page
    .getByRole('link', { name: /plan\.txt, version 2/ })
    .first()
    .waitFor();
  await sound(office, 'consultation-proposed');
  await page.getByLabel('Sammanträde som ska besluta remissen').selectOption({ index: 1 });
  await office.press(page.getByRole('button', { name: 'Ta upp på dagordningen' }));
  await page.getByText('På dagordning').first().waitFor();
  expect(office.presses - before).toBeLessThanOrEqual(9);

  const { body } = await expectStatus(200, (await story.as('ks.stadskontoret')).get('consultations?status=scheduled'));
  const found = await expectStatus(200, (await story.as('ks.stadskontoret')).get(`consultations/${body.items[0].id}`));
  expect(found.body.addressee.bodyId).toBe(story.body('KS'));
  expect(found.body.consultees.map(({ name }: { name: string }) => name)).toEqual([asn, union, 'Föreningen B']);
  expect(found.body.questions).toEqual([
    expect.objectContaining({ text: 'Är målen rätt?', partKey: found.body.parts[0].key }),
  ]);
});

test('two who change the same proposal are shown both; with the keyboard alone', async () => {
  const office = await story.as('ks.stadskontoret');
  const made = await expectStatus(
    201,
    office.post('consultations', {
      authorityId: story.authority('KS'),
      title: 'Plan för luft',
      replyByDay: '2099-03-31',
    }),
  );
  const writer = await scene.visitor('ks.stadskontoret');
  const { page } = writer;
  await writer.open(`/remisser/${made.body.id}`);
  await writer.enter(page.getByRole('link', { name: 'Ändra förslaget' }));
  await writer.arriveAt('Ändra förslaget: Plan för luft');
  await expectStatus(
    200,
    office.patch(`consultations/${made.body.id}`, { purpose: 'Allt.', place: 'Expeditionen' }, { ifMatch: 1 }),
  );
  await writer.tabTo(page.getByLabel('Vad yttrandet ska avse'));
  await writer.type('Luftens renhet.');
  await writer.enter(page.getByRole('button', { name: 'Spara ändringen' }));
  await page.getByRole('button', { name: 'Spara det valda' }).waitFor();
  await sound(writer, 'consultation-change-merge');
  await writer.tabTo(page.getByRole('radio').first());
  await writer.key('Space');
  await writer.enter(page.getByRole('button', { name: 'Spara det valda' }));
  await writer.arriveAt('Plan för luft');
  expect(writer.presses).toBe(0);
  const { body } = await expectStatus(200, office.get(`consultations/${made.body.id}`));
  expect([body.purpose, body.place]).toEqual(['Luftens renhet.', 'Expeditionen']);
});

test('an answer on paper is registered as it came, late is late', async () => {
  const consultation = await sent(
    story,
    {
      consultees: [
        { kind: 'committee', authorityId: story.authority('ASN') },
        { kind: 'union', name: union },
      ],
      replyByDay: '2023-03-31',
      replyByTime: '12:00',
      more: { title: 'Plan för jord' },
    },
    { sentDay: '2023-02-02', sentElsewhere: 'Sändes med post.' },
  );
  const id = (await consulteesOf(await story.as('ks.stadskontoret'), consultation)).get(union)?.id ?? '';
  const registrar = await scene.visitor('ks.sekreterare');
  const { page } = registrar;
  await registrar.open(`/remissinstanser/${id}`);
  await registrar.press(page.getByText('Registrera ett svar som kom på annat sätt'));
  await page.getByLabel('Svarets text').fill('Förbundet tillstyrker målen.');
  await page.getByLabel('Dagen det kom in').fill('2023-03-31');
  await registrar.press(page.getByRole('button', { name: 'Registrera svaret' }));
  await page.getByRole('link', { name: 'Ange om svaret är antaget.' }).waitFor();
  await page.getByLabel('Svaret är').selectOption('adopted');
  await page.getByLabel('Klockan').fill('12:01');
  await page.getByLabel('Hur det kom in').fill('Med post.');
  await page.getByLabel(`Fråga 1: ${questions[0]}`).selectOption({ label: 'tillstyrker' });
  await page.getByLabel('Fråga 1, stället i svaret ordagrant').fill('avstyrker målen');
  await registrar.press(page.getByRole('button', { name: 'Registrera svaret' }));
  await page.getByText('finns inte i svaret').first().waitFor();
  await sound(registrar, 'paper-reply');
  await page.getByLabel('Fråga 1, stället i svaret ordagrant').fill('tillstyrker målen');
  await registrar.press(page.getByRole('button', { name: 'Registrera svaret' }));
  await page.getByText('Svar för sent').waitFor();
  expect(await registrar.text(page.locator('.status-line'))).toContain('2023-03-31 12.01');
  expect(await registrar.text(page.locator('.consultee-reply'))).toMatch(/tillstyrker.*tillstyrker målen/);
});

test('who was forgotten is asked afterwards, with the reason and the others’ deadline', async () => {
  const consultation = await sent(
    story,
    {
      consultees: [{ kind: 'committee', authorityId: story.authority('ASN') }],
      replyByDay: '2099-03-31',
      more: { title: 'Plan för eld' },
    },
    {},
    '2023-02-06',
  );
  const office = await scene.visitor('ks.stadskontoret');
  const { page } = office;
  await office.open(`/remisser/${consultation.id}`);
  await office.press(page.getByRole('button', { name: 'Fråga fler' }));
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Vem').selectOption({ label: 'En facklig organisation' });
  await dialog.getByLabel('Varför den inte tillfrågades med de andra').fill('Glömdes vid utskicket.');
  await office.press(dialog.getByRole('button', { name: 'Fråga', exact: true }));
  await dialog.getByText('Ange remissinstansens namn.').first().waitFor();
  await sound(office, 'consultation-ask-more');
  await dialog.getByLabel('Namn, för den som är utanför').fill(union);
  await office.press(dialog.getByRole('button', { name: 'Fråga', exact: true }));
  await dialog.waitFor({ state: 'detached' });
  const row = page.getByRole('row').filter({ has: page.getByRole('link', { name: union }) });
  expect(await office.text(row)).toMatch(/Glömdes vid utskicket\..*31 mars 2099|31 mars 2099.*Glömdes vid utskicket\./);
  await sound(office, 'consultation-asked-more');
});
