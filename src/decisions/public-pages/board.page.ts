/** The notice board as pages: HTML without script, readable at any width, printed from the same data as the API. */
import type { Page } from '../../kernel/page.js';
import { type Markup, markup } from '../../platform/pages/markup.js';
import type { PublicPage } from '../../platform/pages/public-pages.service.js';
import { factsOf, howToAppeal, leadOf, titleOf } from '../notice-board/announcement.text.js';
import type { AnnouncedItem, AnnouncementView } from '../notice-board/board.queries.js';
import type { PublicMeeting } from '../notice-board/public.queries.js';
import { choiceField, pageLinks, withDays } from '../../platform/pages/parts.js';

export interface Board {
  announcements: Page<AnnouncementView>;
  /** Bodies with something on the board, to choose among. */
  bodies: readonly { id: string; name: string }[];
  /** The chosen one, if any. */
  bodyId: string | undefined;
  /** Council meetings that are called, which the board announces as well (KL 5:13, 8:10). */
  calledMeetings: readonly PublicMeeting[];
}

export const boardPath = '/anslagstavla';

export function boardPage(board: Board): PublicPage {
  const { announcements, calledMeetings } = board;
  const body = markup`<h1>Anslagstavla</h1>
    <p>
      Här tillkännages att kommunens protokoll är justerade, också de särskilda över delegationsbeslut. Ett anslag
      sitter uppe tills tiden att överklaga har gått ut.
    </p>
    <h2>Justerade protokoll</h2>
    ${bodyForm(board)}
    <p>${countOf(announcements.total)}</p>
    <ul class="notices">
      ${announcements.items.map(noticeInList)}
    </ul>
    ${pageLinks(announcements, boardPath, { organ: board.bodyId }, ['Nyare anslag', 'Äldre anslag'])}
    <h2>Kommunfullmäktiges sammanträden</h2>
    ${
      calledMeetings.length === 0
        ? markup`<p>Inget sammanträde är kungjort just nu.</p>`
        : markup`<ul class="notices">
            ${calledMeetings.map(meetingInList)}
          </ul>`
    }`;
  return { title: 'Anslagstavla', path: boardPath, body, openData: '/api/v1/public/announcements' };
}

export function announcementPage(announcement: AnnouncementView & { items: readonly AnnouncedItem[] }): PublicPage {
  const title = titleOf(announcement);
  const files = `/api/v1/public/announcements/${encodeURIComponent(announcement.id)}/document`;
  const body = markup`<p><a href="${boardPath}">Till anslagstavlan</a></p>
    <h1>${withDays(title)}</h1>
    <p>${leadOf(announcement)}</p>
    ${facts(announcement)} ${announcement.delegatedDecision === null ? itemsOf(announcement.items) : null}
    <h2>Så överklagar du</h2>
    ${howToAppeal(announcement).map((text) => markup`<p>${withDays(text)}</p>`)}
    <h2>Ladda ned</h2>
    <ul>
      ${minutesFiles(announcement)}
      <li><a href="${files}?format=pdf">Anslaget som PDF</a></li>
      <li><a href="${files}?format=docx">Anslaget som Word-dokument</a></li>
    </ul>`;
  const openData = `/api/v1/public/announcements/${encodeURIComponent(announcement.id)}`;
  return { title, path: boardPath, body, openData };
}

const itemsOf = (items: readonly AnnouncedItem[]): Markup =>
  markup`<h2>Beslut i protokollet</h2>
    <ul class="items">
      ${items.map(itemInList)}
    </ul>`;

/** The minutes of a delegated decision are asked for where they are kept: they may say more than everybody may read. */
function minutesFiles({ minutesId }: AnnouncementView): Markup | null {
  if (minutesId === null) return null;
  const minutes = `/api/v1/public/minutes/${encodeURIComponent(minutesId)}/document`;
  return markup`<li><a href="/protokoll/${encodeURIComponent(minutesId)}">Protokollet som sida</a></li>
    <li><a href="${minutes}?format=pdf">Protokollet som PDF</a></li>
    <li><a href="${minutes}?format=docx">Protokollet som Word-dokument</a></li>`;
}

export function absentPage(): PublicPage {
  const body = markup`<h1>Anslaget sitter inte uppe</h1>
    <p>
      Det har tagits ned, eller har aldrig funnits på den här adressen. Justerade protokoll lämnas ut även sedan
      anslaget tagits ned.
    </p>
    <p><a href="/anslagstavla">Till anslagstavlan</a></p>`;
  return { title: 'Anslaget sitter inte uppe', path: boardPath, body };
}

const facts = (announcement: AnnouncementView): Markup =>
  markup`<dl>
    ${factsOf(announcement).map(
      ([label, value]) =>
        markup`<dt>${label}</dt>
          <dd>${withDays(value)}</dd>`,
    )}
  </dl>`;

function noticeInList(announcement: AnnouncementView): Markup {
  const address = `/anslagstavla/${encodeURIComponent(announcement.id)}`;
  return markup`<li>
    <h3><a href="${address}">${withDays(shortTitle(announcement))}</a></h3>
    ${facts(announcement)}
  </li>`;
}

const shortTitle = (announcement: AnnouncementView): string =>
  announcement.delegatedDecision === null
    ? `${announcement.bodyName} ${announcement.meetingDay}`
    : titleOf(announcement);

function itemInList({ decisionId, minuteItem, title, registrationNumber, outcomeText }: AnnouncedItem): Markup {
  const address = `/beslut/${encodeURIComponent(decisionId)}`;
  const outcome = outcomeText === null ? null : markup`<br />Beslut: ${outcomeText}`;
  return markup`<li><strong>§ ${minuteItem}</strong> <a href="${address}">${title}</a><br />${registrationNumber}${outcome}</li>`;
}

function meetingInList({ day, startsAt, place, bodyName, agenda }: PublicMeeting): Markup {
  const when = [day, startsAt === null ? null : `kl. ${startsAt.replace(':', '.')}`, place].filter(Boolean).join(', ');
  return markup`<li>
    <h3>${withDays(`${bodyName} ${day}`)}</h3>
    <p>${withDays(when)}. Sammanträdet är offentligt.</p>
    <ol>
      ${agenda.map(({ title, registrationNumber }) => markup`<li>${title} (${registrationNumber})</li>`)}
    </ol>
  </li>`;
}

const bodyForm = ({ bodies, bodyId }: Board): Markup =>
  markup`<form method="get" action="${boardPath}">
    ${choiceField('organ', 'Organ', bodies.map(optionOf), bodyId)}
    <button class="ds-button" type="submit">Visa</button>
  </form>`;

function countOf(total: number): string {
  if (total === 0) return 'Inget anslag sitter uppe.';
  return total === 1 ? 'Ett anslag sitter uppe.' : `${total} anslag sitter uppe.`;
}

const optionOf = ({ id, name }: { id: string; name: string }) => ({ value: id, text: name });
