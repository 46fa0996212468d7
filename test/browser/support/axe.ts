/** axe-core in the page, with the rules of WCAG 2.2 AA. Evaluated through the debugger, so no policy need be loosened. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

interface AxeFinding {
  id: string;
  help: string;
  nodes: { target: string[]; failureSummary?: string }[];
}

/** One line per fault: rule, where, and what would be right. Empty is what is wanted. */
export async function axeFaults(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(source);
  const findings = await page.evaluate(async (runOnly): Promise<AxeFinding[]> => {
    const { axe } = window as unknown as {
      axe: { run(at: Document, how: object): Promise<{ violations: AxeFinding[] }> };
    };
    const { violations } = await axe.run(document, { runOnly, resultTypes: ['violations'] });
    return violations;
  }, tags);
  return findings.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} (${help}) at ${target.join(' ')}: ${failureSummary ?? ''}`),
  );
}

export const looks = [
  { scheme: 'light', width: 1280 },
  { scheme: 'dark', width: 1280 },
  { scheme: 'light', width: 320 },
  { scheme: 'dark', width: 320 },
] as const;

/** Every look of the page that is shown: faults by axe, and whether anything is cut off sideways at 320 px (WCAG 1.4.10). */
export async function faultsInEveryLook(page: Page): Promise<string[]> {
  const faults: string[] = [];
  for (const { scheme, width } of looks) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    const inThis = await axeFaults(page);
    inThis.push(...(await cutOff(page)));
    faults.push(...inThis.map((fault) => `${scheme} ${width}: ${fault}`));
  }
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.emulateMedia({ colorScheme: 'light' });
  return faults;
}

/** What makes the page wider than the window, each with its place. Tables scroll in a region of their own. */
function cutOff(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    if (document.documentElement.scrollWidth <= window.innerWidth) return [];
    const isWide = (element: Element): boolean => element.getBoundingClientRect().right > window.innerWidth + 1;
    const widest = [...document.body.querySelectorAll('*')].filter(
      (element) => isWide(element) && element.closest('.table-scroll') === null && ![...element.children].some(isWide),
    );
    return widest.map((element) => `wider than the window: ${element.outerHTML.slice(0, 120)}`);
  });
}
