/** Reading beside the server: the same answer, nobody else waits, and nothing stays when it is over. */
import { jest } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { MemorandumReader } from '../../src/interchange/memoranda.reader.js';
import { textCharactersMax } from '../../src/interchange/memorandum.file.js';
import { readMemorandum } from '../../src/interchange/memorandum.rules.js';
import { eventually } from '../support/eventually.js';

jest.setTimeout(60_000);

const text = readFileSync('test/cases/memoranda/running-text.txt', 'utf8');
const longest = 'Summa 1 000 000 SEK\n'.repeat(textCharactersMax / 20);

let reader: MemorandumReader;
beforeEach(() => {
  reader = new MemorandumReader();
});
afterEach(() => reader.onApplicationShutdown());

it('answers as the rules do, begun by the first document', async () => {
  expect(reader.isAwake).toBe(false);
  expect(await reader.read(text)).toEqual(readMemorandum(text));
  expect(reader.isAwake).toBe(true);
});

it('holds nobody up with the longest text there may be', async () => {
  await reader.read(text);
  let turns = 0;
  const timer = setInterval(() => (turns += 1), 5);
  const read = await reader.read(longest);
  clearInterval(timer);
  expect(read).toEqual(readMemorandum(longest));
  // Read here it would be one turn; it takes half a second there.
  expect(turns).toBeGreaterThan(10);
});

it('gives each its own answer, however many ask at once', async () => {
  const texts = Array.from({ length: 8 }, (_, index) => text.replaceAll('ASN-2023-5446', `ASN-2023-${index}`));
  const read = await Promise.all(texts.map((one) => reader.read(one)));
  expect(read).toEqual(texts.map((one) => readMemorandum(one)));
});

it('ends when nobody asks, and begins again', async () => {
  reader.limits.idleMs = 20;
  await reader.read(text);
  await eventually(() => !reader.isAwake, { what: 'the thread has ended' });
  expect((await reader.read(text)).total.amount).toBe('8075000.00');
});

it('ends with the application, and takes no more', async () => {
  const waiting = [reader.read(longest), reader.read(text)];
  const outcomes = Promise.allSettled(waiting);
  await eventually(() => reader.isAwake, { what: 'the thread has begun' });
  await reader.onApplicationShutdown();
  expect((await outcomes).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(reader.isAwake).toBe(false);
  await expect(reader.read(text)).rejects.toMatchObject({ type: 'unavailable' });
});

it.each([
  ['memory', { heapMb: 8 }],
  ['time', { readingMs: 1 }],
])('a document that asks for more %s than it may have costs the document, not the server', async (_what, limits) => {
  const usual = { ...reader.limits };
  Object.assign(reader.limits, limits);
  await expect(reader.read(longest)).rejects.toMatchObject({ type: 'too-large', code: 'document-too-large' });
  expect(reader.isAwake).toBe(false);
  Object.assign(reader.limits, usual);
  expect((await reader.read(text)).total.amount).toBe('8075000.00');
});
