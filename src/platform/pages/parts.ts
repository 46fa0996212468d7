/** What several public pages show alike. Pure. */
import type { Page } from '../../kernel/page.js';
import { type Markup, markup } from './markup.js';

/** Days as days: read as such by a machine, and kept on one line. */
export const withDays = (text: string): Markup[] =>
  text
    .split(/([0-9]{4}-[0-9]{2}-[0-9]{2})/)
    .map((part, index) => (index % 2 === 1 ? markup`<time datetime="${part}">${part}</time>` : markup`${part}`));

/** The address of a search, with what is chosen; what is not chosen is left out. */
export function addressOf(path: string, chosen: Readonly<Record<string, string | number | undefined>>): string {
  const query = Object.entries(chosen)
    .filter(([, value]) => value !== undefined && value !== '')
    .map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`);
  return query.length === 0 ? path : `${path}?${query.join('&')}`;
}

/** @param names what the page before and the page after are called */
export function pageLinks(
  { total, page, limit }: Pick<Page<unknown>, 'total' | 'page' | 'limit'>,
  path: string,
  chosen: Readonly<Record<string, string | number | undefined>>,
  [before, after]: readonly [string, string],
): Markup | null {
  const address = (number: number): string => addressOf(path, { page: number, limit, ...chosen });
  const earlier = page > 1 ? markup`<li><a href="${address(page - 1)}" rel="prev">${before}</a></li>` : null;
  const later = page * limit < total ? markup`<li><a href="${address(page + 1)}" rel="next">${after}</a></li>` : null;
  if (earlier === null && later === null) return null;
  return markup`<nav aria-label="Sidor">
    <ul>
      ${earlier}${later}
    </ul>
  </nav>`;
}

/** A choice in a search form, with one that chooses nothing first. */
export function choiceField(
  name: string,
  label: string,
  options: readonly { value: string; text: string }[],
  chosen: string | undefined,
): Markup {
  const option = ({ value, text }: { value: string; text: string }): Markup =>
    value === chosen
      ? markup`<option value="${value}" selected>${text}</option>`
      : markup`<option value="${value}">${text}</option>`;
  return markup`<div>
    <label for="${name}">${label}</label>
    <select class="ds-input" id="${name}" name="${name}">
      <option value="">Alla</option>
      ${options.map(option)}
    </select>
  </div>`;
}
