import { describe, expect, test } from '@jest/globals';
import { SharedAnswer } from './shared-answer.js';

/** A computation that ends when told to, and says which look it is. */
function looking() {
  const looks: { key: string; end: (answer: string) => void; fail: (error: Error) => void }[] = [];
  const shared = new SharedAnswer<string>(
    (key) => new Promise((resolve, reject) => looks.push({ key, end: resolve, fail: reject })),
  );
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  return { looks, shared, turn };
}

describe('an answer shared by those who wait', () => {
  test('those who ask together get one computation', async () => {
    const { looks, shared, turn } = looking();
    const asked = [shared.of('a'), shared.of('a'), shared.of('a')];
    await turn();
    expect(looks).toHaveLength(1);
    looks[0]?.end('first');
    expect(await Promise.all(asked)).toEqual(['first', 'first', 'first']);
  });

  test('whoever asks while it is computed gets one that began afterwards', async () => {
    const { looks, shared, turn } = looking();
    const early = shared.of('a');
    await turn();
    const late = [shared.of('a'), shared.of('a')];
    await turn();
    expect(looks).toHaveLength(1);
    looks[0]?.end('before they asked');
    expect(await early).toBe('before they asked');
    await turn();
    expect(looks).toHaveLength(2);
    looks[1]?.end('after they asked');
    expect(await Promise.all(late)).toEqual(['after they asked', 'after they asked']);
  });

  test('nothing is kept: the next question is computed anew', async () => {
    const { looks, shared, turn } = looking();
    const first = shared.of('a');
    await turn();
    looks[0]?.end('then');
    expect(await first).toBe('then');
    const second = shared.of('a');
    await turn();
    looks[1]?.end('now');
    expect(await second).toBe('now');
  });

  test('keys do not wait for each other', async () => {
    const { looks, shared, turn } = looking();
    const asked = [shared.of('a'), shared.of('b')];
    await turn();
    expect(looks.map(({ key }) => key)).toEqual(['a', 'b']);
    looks[1]?.end('of b');
    expect(await asked[1]).toBe('of b');
    looks[0]?.end('of a');
    expect(await asked[0]).toBe('of a');
  });

  test('a failure is told to those who waited for it, and to nobody else', async () => {
    const { looks, shared, turn } = looking();
    const early = shared.of('a');
    await turn();
    const late = shared.of('a');
    looks[0]?.fail(new Error('the connection broke'));
    await expect(early).rejects.toThrow('the connection broke');
    await turn();
    looks[1]?.end('back again');
    expect(await late).toBe('back again');
  });
});
