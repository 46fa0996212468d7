/** Adjusted minutes as pages: the list, and one of them in the same words as its PDF. */
import type { Page } from '../../kernel/page.js';
import { type Markup, markup } from '../../platform/pages/markup.js';
import { blocksMarkup } from '../../platform/pages/model-markup.js';
import type { PublicPage } from '../../platform/pages/public-pages.service.js';
import { paragraphsText } from '../minutes/minutes.words.js';
import { publicMinutesDocument } from '../notice-board/public-minutes.document.js';
import type { PublicMinutes, PublicMinutesSummary } from '../notice-board/public.queries.js';
import { choiceField, pageLinks, withDays } from '../../platform/pages/parts.js';

export const minutesPath = '/protokoll';

export interface MinutesList {
  found: Page<PublicMinutesSummary>;
  bodies: readonly { id: string; name: string }[];
  bodyId: string | undefined;
}

export function minutesListPage({ found, bodies, bodyId }: MinutesList): PublicPage {
  const body = markup`<h1>Protokoll</h1>
    <p>Justerade protokoll, det senaste sammanträdet först.</p>
    <form method="get" action="${minutesPath}">
      ${choiceField('organ', 'Organ', bodies.map(optionOf), bodyId)}
      <button class="ds-button" type="submit">Visa</button>
    </form>
    <p role="status">${found.total === 1 ? 'Ett protokoll.' : `${found.total} protokoll.`}</p>
    <ul class="notices">
      ${found.items.map(minutesInList)}
    </ul>
    ${pageLinks(found, minutesPath, { organ: bodyId }, ['Nyare protokoll', 'Äldre protokoll'])}`;
  return { title: 'Protokoll', path: minutesPath, body, openData: '/api/v1/public/minutes' };
}

export function minutesPage(minutes: PublicMinutes): PublicPage {
  const { title, blocks } = publicMinutesDocument(minutes);
  const files = `/api/v1/public/minutes/${encodeURIComponent(minutes.id)}/document`;
  const heading = `${minutes.content.body.name}, ${title.charAt(0).toLowerCase()}${title.slice(1)}`;
  const body = markup`<p><a href="${minutesPath}">Protokoll</a></p>
    <h1>${withDays(heading)}</h1>
    <p><a href="${files}?format=pdf">Som PDF</a> · <a href="${files}?format=docx">Som Word-dokument</a></p>
    ${blocksMarkup(blocks)}`;
  const openData = `/api/v1/public/minutes/${encodeURIComponent(minutes.id)}`;
  return { title: heading, path: minutesPath, body, openData };
}

function minutesInList({
  id,
  bodyName,
  day,
  kind,
  minuteItems,
  adjustedDay,
  appealEndDay,
}: PublicMinutesSummary): Markup {
  return markup`<li>
    <h2><a href="${minutesPath}/${encodeURIComponent(id)}">${withDays(`${bodyName} ${day}`)}</a></h2>
    <dl>
      <dt>Paragrafer</dt>
      <dd>${paragraphsText(minuteItems) || 'inga'}${kind === 'immediate' ? ' (omedelbar justering)' : ''}</dd>
      <dt>Justerat</dt>
      <dd>${withDays(adjustedDay)}</dd>
      ${appealEndDay === null ? null : markup`<dt>Sista dag att överklaga</dt><dd>${withDays(appealEndDay)}</dd>`}
    </dl>
  </li>`;
}

const optionOf = ({ id, name }: { id: string; name: string }) => ({ value: id, text: name });
