/** What comes to a consultation afterwards: the file of a text, and somebody more to ask. */
import { expectStatus, Story } from '../support/story.js';

let story: Story;

beforeAll(async () => {
  story = await Story.begin();
}, 60_000);
afterAll(async () => {
  const { violations } = await story.end();
  expect(violations).toEqual([]);
});

const office = () => story.as('ks.stadskontoret');

test('a file becomes the part’s text: the first a document of the matter, the next a version of it', async () => {
  const created = await expectStatus(
    201,
    (await office()).post('consultations', {
      authorityId: story.authority('KS'),
      title: 'Med fil',
      replyByDay: '2099-01-01',
      parts: [{ title: 'Planen' }],
    }),
  );
  const { id, matterId } = created.body;
  const read = await expectStatus(200, (await office()).get(`consultations/${id}`));
  const partKey = read.body.parts[0].key;
  const send = async (ifMatch: number, words: string, over = {}, as = 'ks.stadskontoret') => {
    const query = new URLSearchParams({ partKey, fileName: 'plan.txt', ...over });
    return (await story.as(as)).post(`consultations/${id}/text-files?${query}`, undefined, {
      raw: Buffer.from(words),
      headers: { 'content-type': 'application/octet-stream' },
      ifMatch,
    });
  };
  const first = await expectStatus(201, send(1, 'Lydelse 1.\n', { note: 'Först' }));
  expect(first.body).toMatchObject({ number: 1, version: 2 });
  expect((await send(1, 'Lydelse 2.\n')).status).toBe(412);
  await expectStatus(201, send(2, 'Lydelse 2.\n'));
  expect((await send(3, 'Något.\n', {}, 'asn.handlaggare')).status).toBe(404);
  expect((await send(3, 'Något.\n', { fileName: 'plan.pdf' })).body.code).toBe('type-mismatch');
  expect((await send(3, 'Något.\n', { partKey: id })).body.code).toBe('unknown-part');
  const { body } = await expectStatus(200, (await office()).get(`consultations/${id}`));
  expect(body.texts.map(({ number, note }: { number: number; note: string }) => [number, note])).toEqual([
    [1, 'Först'],
    [2, ''],
  ]);
  const documents = await expectStatus(200, (await office()).get(`matters/${matterId}/documents`));
  expect(documents.body.items).toHaveLength(1);
  expect(documents.body.items[0]).toMatchObject({ title: 'Planen', versions: [{ number: 1 }, { number: 2 }] });
});
