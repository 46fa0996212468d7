/** How long a key takes until what it did is painted (WCAG has no limit; people notice from 100 ms). */
import type { Page } from 'playwright-core';
import { eventually } from '../../support/eventually.js';

type Measuring = { anslagTestPaints: number[] };

/** From now on, every key pressed on the page. @returns gives the times in ms, once there are that many */
export async function timePaints(page: Page): Promise<(count: number) => Promise<number[]>> {
  await page.evaluate(() => {
    const times: number[] = [];
    Object.assign(window, { anslagTestPaints: times });
    addEventListener(
      'keydown',
      () => {
        const began = performance.now();
        requestAnimationFrame(() => setTimeout(() => times.push(performance.now() - began), 0));
      },
      true,
    );
  });
  return async (count) => {
    const read = (): Promise<number[]> => page.evaluate(() => (window as unknown as Measuring).anslagTestPaints);
    await eventually(async () => (await read()).length >= count, { what: `${count} keys are painted` });
    return read();
  };
}

/** The middle one: another process on a shared machine may take a moment from any single one. */
export const middleOf = (times: readonly number[]): number =>
  times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? Infinity;
