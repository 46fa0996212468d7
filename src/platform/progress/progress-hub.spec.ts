import { letItBeSeen } from './progress.js';
import { ProgressHub, usualLimits } from './progress-hub.js';
import { ProgressStream } from './progress-stream.js';

const limits = { ...usualLimits, waitMs: 20 };
const tempo = { restMs: 1, beatMs: 60_000 };

async function textOf(stream: ProgressStream): Promise<string> {
  let text = '';
  for await (const piece of stream) text += String(piece);
  return text;
}

const eventsIn = (text: string): [string, unknown][] =>
  [...text.matchAll(/^event: (\w+)\ndata: (.*)$/gm)].map(([, event = '', data = '']) => [event, JSON.parse(data)]);

describe('finding a work', () => {
  test('is for the person whose it is, and for nobody who guesses its name', async () => {
    const hub = new ProgressHub(limits);
    const work = hub.begin('anna', 'a');
    expect(await hub.find('anna', 'a')).toBe(work);
    expect(await hub.find('bo', 'a')).toBeUndefined();
    expect(await hub.find('anna', 'b')).toBeUndefined();
    expect(hub.held).toEqual({ works: 1, awaited: 0, followers: 0 });
  });

  test('a stream that comes before its request waits for it', async () => {
    const hub = new ProgressHub({ ...limits, waitMs: 60_000 });
    const found = hub.find('anna', 'a');
    hub.begin('bo', 'a');
    const work = hub.begin('anna', 'a');
    expect(await found).toBe(work);
    expect(hub.held.awaited).toBe(0);
  });

  test('the same name again is the repeat of a request whose answer was lost', async () => {
    const hub = new ProgressHub(limits);
    const first = hub.begin('anna', 'a');
    const second = hub.begin('anna', 'a');
    hub.end('anna', 'a', first, 'failed');
    expect(await hub.find('anna', 'a')).toBe(second);
    expect(second.outcome).toBeUndefined();
  });

  test('what has ended is found for a while, and no longer', async () => {
    const hub = new ProgressHub({ ...limits, keptMs: 15 });
    const work = hub.begin('anna', 'a');
    hub.end('anna', 'a', work, 'done');
    expect((await hub.find('anna', 'a'))?.outcome).toBe('done');
    while ((await hub.find('anna', 'a')) !== undefined) await letItBeSeen();
    expect(hub.held.works).toBe(0);
  });

  test('no more works are held than the limit says; who follows a forgotten one goes on', async () => {
    const hub = new ProgressHub({ ...limits, worksMax: 3 });
    const eldest = hub.begin('anna', '0');
    const told: unknown[] = [];
    eldest.listen(() => told.push(eldest.state?.done));
    for (let at = 1; at <= 10; at += 1) hub.begin('anna', String(at));
    expect(hub.held.works).toBe(3);
    expect(await hub.find('anna', '0')).toBeUndefined();
    eldest.report('checking', 7);
    expect(told).toEqual([7]);
  });
});

describe('places for streams', () => {
  test('each person has so many, and gets back what is given back', () => {
    const hub = new ProgressHub({ ...limits, streamsMax: 2 });
    const [first] = [hub.takePlace('anna'), hub.takePlace('anna')];
    expect(() => hub.takePlace('anna')).toThrow('Du följer redan 2 arbeten');
    hub.takePlace('bo');
    first?.();
    first?.();
    hub.takePlace('anna');
    expect(() => hub.takePlace('anna')).toThrow('Du följer redan 2 arbeten');
  });

  test('whoever waits or follows is let go when the server stops', async () => {
    const hub = new ProgressHub({ ...limits, waitMs: 60_000 });
    const waiting = hub.find('anna', 'a');
    const stream = new ProgressStream(hub.begin('anna', 'b'), tempo);
    hub.whenClosing(() => stream.leave());
    const text = textOf(stream);
    hub.beforeApplicationShutdown();
    expect(await waiting).toBeUndefined();
    expect(eventsIn(await text)).toEqual([]);
    expect(await hub.find('anna', 'c')).toBeUndefined();
  });
});

describe('what is told', () => {
  test('a total that is passed is no total', () => {
    const work = new ProgressHub(limits).begin('anna', 'a');
    work.report('checking', 10, 10);
    expect(work.state).toEqual({ stage: 'checking', done: 10, total: 10 });
    work.report('checking', 11, 10);
    expect(work.state).toEqual({ stage: 'checking', done: 11, total: null });
    work.report('rule');
    expect(work.state).toEqual({ stage: 'rule', done: null, total: null });
  });

  test('stages in order, the last count, how it ended, and then nothing', async () => {
    const hub = new ProgressHub(limits);
    const work = hub.begin('anna', 'a');
    const text = textOf(new ProgressStream(work, tempo));
    work.report('checking', 0, 400);
    await letItBeSeen();
    for (let row = 1; row <= 400; row += 1) work.report('checking', row, 400);
    work.report('writing', 400, 400);
    hub.end('anna', 'a', work, 'done');
    work.report('checking', 1, 2);
    const events = eventsIn(await text);
    expect(events[0]).toEqual(['progress', { stage: 'checking', done: 0, total: 400 }]);
    expect(events.slice(-2)).toEqual([
      ['progress', { stage: 'writing', done: 400, total: 400 }],
      ['done', {}],
    ]);
    // Four hundred reports in a moment are not four hundred messages.
    expect(events.length).toBeLessThan(8);
  });

  test('a reader that does not read gets no queue, but the latest', async () => {
    const work = new ProgressHub(limits).begin('anna', 'a');
    const stream = new ProgressStream(work, { ...tempo, restMs: 0 });
    for (let row = 1; row <= 1_000; row += 1) {
      work.report(row % 2 === 0 ? 'checking' : 'writing', row, 1_000);
      if (row % 100 === 0) await letItBeSeen();
    }
    expect(stream.readableLength).toBeLessThan(5_000);
    work.end('failed');
    const events = eventsIn(await textOf(stream));
    expect(events.slice(-2)).toEqual([
      ['progress', { stage: 'checking', done: 1_000, total: 1_000 }],
      ['failed', {}],
    ]);
  });

  test('a stream that is quiet gives signs of life', async () => {
    const work = new ProgressHub(limits).begin('anna', 'a');
    const stream = new ProgressStream(work, { restMs: 1, beatMs: 2 });
    let text = '';
    for await (const piece of stream) {
      text += String(piece);
      if (text.split(': \n\n').length > 2) work.end('done');
    }
    expect(eventsIn(text)).toEqual([['done', {}]]);
  });
});
