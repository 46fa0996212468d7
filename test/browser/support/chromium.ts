/** Debian's Chromium through playwright-core; nothing is downloaded. */
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

const names = ['chromium', 'chromium-browser', 'google-chrome'];

/** @throws saying what to install when there is none on the path */
export function launchChromium(): Promise<Browser> {
  const executablePath = process.env['ANSLAG_CHROMIUM'] ?? onPath();
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

function onPath(): string | undefined {
  return (process.env['PATH'] ?? '')
    .split(delimiter)
    .flatMap((folder) => names.map((name) => join(folder, name)))
    .find((file) => {
      try {
        accessSync(file, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}
