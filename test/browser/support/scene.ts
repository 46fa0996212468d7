/**
 * The product as people use it: the application on a database of its own, a real browser, and people signed in. Ends with
 * no request to another host, no violation of the security policy, no fault in the page, and every invariant kept.
 */
import { jest } from '@jest/globals';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { examplePassword } from '../../../src/example/organisation.js';
import { type TestApplication, testApplication } from '../../support/app.js';
import { faultsInEveryLook } from './axe.js';
import { launchChromium } from './chromium.js';
import { Recorder } from './recorder.js';
import { Visitor } from './visitor.js';

// A browser, a server and a database share the machine with another such set.
jest.setTimeout(120_000);
const patienceMs = 20_000;

export interface VisitorOptions {
  width?: number;
  scheme?: 'light' | 'dark';
  /** False: as the public pages must work. */
  javaScript?: boolean;
}

export interface Scene {
  app: TestApplication;
  browser: Browser;
  /** A new window in which somebody is signed in; undefined for somebody who is not. */
  visitor(username?: string, options?: VisitorOptions): Promise<Visitor>;
  /** What has happened that must not. */
  faults(): string[];
  stop(): Promise<void>;
}

/**
 * @param options.example the whole example municipality; otherwise only people and bodies
 * @param options.told an application in which a story has been told already; stopped with the scene
 */
export async function browserScene({
  example = true,
  told,
}: { example?: boolean; told?: TestApplication } = {}): Promise<Scene> {
  const app = told ?? (await testApplication({ example, env: { ANSLAG_JOBS: 'true' } }));
  const browser = await launchChromium().catch(async (error: unknown) => {
    await app.stop();
    throw error;
  });
  const recorders: Recorder[] = [];
  return {
    app,
    browser,
    visitor: async (username, options = {}) => {
      const recorder = new Recorder();
      recorders.push(recorder);
      const context = await browser.newContext(contextOptions(app.address, options));
      context.setDefaultTimeout(patienceMs);
      await recorder.watch(context, app.address);
      if (username !== undefined) await context.addCookies([await sessionCookie(app, username)]);
      return new Visitor(context, await context.newPage(), recorder);
    },
    faults: () => recorders.flatMap(({ faults }) => faults),
    stop: async () => {
      await browser.close();
      await app.stop();
    },
  };
}

/**
 * The one scene of a file: begun before its first test, stopped after its last. Each test ends with nothing that must not
 * happen, and the last with every invariant kept.
 * @param options.told tells the story the scene stands on
 * @param options.isBent a test sets something in the database itself, past the rules: no invariant is asked about
 */
export function sceneOfFile({
  told,
  isBent = false,
  ...options
}: { example?: boolean; told?: () => Promise<TestApplication>; isBent?: boolean } = {}): Scene {
  let begun: Scene | undefined;
  const scene = (): Scene => {
    if (begun === undefined) throw new Error('The scene of a file begins with its first test.');
    return begun;
  };
  beforeAll(async () => {
    begun = await browserScene(told === undefined ? options : { told: await told() });
  }, 120_000);
  afterEach(() => {
    expect(begun?.faults()).toEqual([]);
  });
  afterAll(async () => {
    try {
      if (!isBent) expect(await begun?.app.violations()).toEqual([]);
    } finally {
      await begun?.stop();
    }
  });
  return {
    get app() {
      return scene().app;
    },
    get browser() {
      return scene().browser;
    },
    visitor: (...asked) => scene().visitor(...asked),
    faults: () => scene().faults(),
    stop: () => scene().stop(),
  };
}

function contextOptions(
  baseURL: string,
  { width = 1280, scheme = 'light', javaScript = true }: VisitorOptions,
): BrowserContextOptions {
  return {
    baseURL,
    viewport: { width, height: 900 },
    colorScheme: scheme,
    locale: 'sv-SE',
    timezoneId: 'Europe/Stockholm',
    reducedMotion: 'reduce',
    javaScriptEnabled: javaScript,
    acceptDownloads: true,
  };
}

async function sessionCookie(app: TestApplication, username: string) {
  const reply = await app.anonymous.post('session', { username, password: examplePassword });
  const [name, value] = (reply.headers.getSetCookie()[0]?.split(';', 1)[0] ?? '').split('=');
  if (name === undefined || value === undefined) throw new Error(`${username} could not sign in: ${reply.text}`);
  return { name, value, url: app.address };
}

/** The page as it is printed, kept for human eyes as `picture` does. */
export async function paper(page: Page, name: string): Promise<void> {
  const folder = process.env['ANSLAG_SCREENSHOTS'];
  if (folder !== undefined) mkdirSync(folder, { recursive: true });
  await page.pdf({ format: 'A4', ...(folder === undefined ? {} : { path: join(folder, `${name}.pdf`) }) });
}

/** A picture for human eyes, in the folder named by ANSLAG_SCREENSHOTS; nothing happens without it. */
export async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env['ANSLAG_SCREENSHOTS'];
  if (folder === undefined) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
}

/** Accessible in every look, and nothing cut off; and a picture of it. */
export async function sound({ page }: { page: Page }, name: string): Promise<void> {
  expect(await faultsInEveryLook(page)).toEqual([]);
  await picture(page, name);
}
