/** What is true of every page: one first heading, no level skipped, what opens closes, nothing that needs script or another host. */
export function requireSoundPage(html: string): void {
  expect(html).toMatch(/^<!doctype html>\s*<html lang="sv"/);
  expect(html).toMatch(/<title>[^<]{5,}<\/title>/);
  expect(html).toMatch(/<a class="skip" href="#innehall">/);
  expect(html).toMatch(/<main id="innehall"/);
  expect(html).toMatch(/<meta name="viewport" content="width=device-width, initial-scale=1"/);
  expect(html).not.toMatch(/<script|<style|\son\w+=|\sstyle=|javascript:|https?:\/\//i);
  const levels = [...html.matchAll(/<h([1-6])/g)].map((match) => Number(match[1]));
  expect(levels.filter((level) => level === 1)).toHaveLength(1);
  levels.forEach((level, index) => expect(level - (levels[index - 1] ?? 0)).toBeLessThanOrEqual(1));
  const open: string[] = [];
  for (const [, isEnd, name = ''] of html.matchAll(/<(\/)?([a-z][a-z0-9]*)[^>]*>/g)) {
    if (/^(meta|link|br|input|html|body|head)$/.test(name)) continue;
    if (isEnd === undefined) open.push(name);
    else expect(open.pop()).toBe(name);
  }
  expect(open).toEqual([]);
}

/** The words of a page, without markup and with single spaces. */
export const wordsOf = (html: string): string =>
  html
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/&quot;/g, '"')
    .replaceAll(/&#39;/g, "'")
    .replaceAll(/&lt;/g, '<')
    .replaceAll(/&gt;/g, '>')
    .replaceAll(/&amp;/g, '&')
    .replaceAll(/\s+/g, ' ');
