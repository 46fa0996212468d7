/** Debian's Chromium through playwright-core; nothing is downloaded. */
import { type Browser, chromium } from 'playwright-core';

/** @throws saying what to install when scripts/test.mjs found none on the path */
export function launchChromium(): Promise<Browser> {
  const executablePath = process.env['ANSLAG_CHROMIUM'];
  if (executablePath === undefined)
    throw new Error(
      'Chromium is not on the path; install it (Debian: apt-get install chromium) or set ANSLAG_CHROMIUM.',
    );
  return chromium.launch({
    executablePath,
    // As root, in CI, Chromium's own sandbox cannot start; only our own pages are visited.
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu', '--disable-background-networking'],
  });
}
