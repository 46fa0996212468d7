/** Somebody signed in before a browser window of their own, acting with the pointer or with the keyboard alone. */
import type { BrowserContext, Locator, Page } from 'playwright-core';
import type { Recorder } from './recorder.js';

const tabsMax = 150;

export class Visitor {
  constructor(
    readonly context: BrowserContext,
    readonly page: Page,
    private readonly recorder: Recorder,
  ) {}

  /** Presses made with the pointer so far, counted where they arrive. */
  get presses(): number {
    return this.recorder.presses;
  }

  /** @param path below /app, e.g. `/mitt-arbete` */
  async open(path: string): Promise<void> {
    await this.page.goto(`/app${path}`);
    await this.heading().waitFor();
  }

  heading(name?: string | RegExp): Locator {
    return this.page.getByRole('heading', { level: 1, ...(name === undefined ? {} : { name, exact: true }) });
  }

  /** One deliberate press with the pointer: real mouse events at the middle of what is shown. */
  async press(target: Locator): Promise<void> {
    await target.click();
  }

  /** Writes with the keyboard where the focus is. */
  async type(text: string): Promise<void> {
    await this.page.keyboard.type(text);
  }

  async key(key: string): Promise<void> {
    await this.page.keyboard.press(key);
  }

  /** Goes with Tab (or Shift+Tab) until the focus is on the target: what a person without a pointer does. */
  async tabTo(target: Locator, { back = false } = {}): Promise<void> {
    await target.waitFor();
    for (let count = 0; count < tabsMax; count += 1) {
      if (await target.evaluate((element) => element === document.activeElement)) return;
      await this.page.keyboard.press(back ? 'Shift+Tab' : 'Tab');
    }
    throw new Error(`${tabsMax} presses of Tab did not reach ${String(target)}.`);
  }

  /** Tab to the target and Enter on it. */
  async enter(target: Locator): Promise<void> {
    await this.tabTo(target);
    await this.key('Enter');
  }

  /** Waits until the h1 says so and has the focus: what a screen reader needs after a change of screen. */
  async arriveAt(name: string | RegExp): Promise<void> {
    const heading = this.heading(name);
    await heading.waitFor();
    await this.focusOn(heading);
  }

  async focusOn(target: Locator): Promise<void> {
    const handle = await target.elementHandle();
    await this.page.waitForFunction((element) => element === document.activeElement, handle);
  }

  async text(target: Locator): Promise<string> {
    return ((await target.textContent()) ?? '').replaceAll(/[\u00a0\u202f]/g, ' ').trim();
  }
}
