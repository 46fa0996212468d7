/** The notice board as pages: HTML without script, readable at any width, printed from the same data as the API. */
import type { Page } from '../../kernel/page.js';
import { factsOf, howToAppeal, leadOf, titleOf } from './announcement.text.js';
import type { AnnouncementView, AnnouncedItem } from './board.queries.js';
import { type Markup, markup } from './html.js';
import type { PublicMeeting } from './public.queries.js';

export const boardCss = `*,*::before,*::after{box-sizing:border-box}
html{font:100%/1.6 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;color:#1b1b1b;background:#fff;-webkit-text-size-adjust:100%}
body{margin:0}
header,main,footer{max-width:46rem;margin:0 auto;padding:1rem}
header{border-bottom:4px solid #005a8c}
header p{margin:0;font-weight:600}
main:focus{outline:none}
h1{font-size:1.75rem;line-height:1.25;margin:1rem 0}
h2{font-size:1.25rem;line-height:1.3;margin:2rem 0 .5rem}
h3{font-size:1.05rem;margin:1.25rem 0 .25rem}
h1,h2,h3,p,li,dd{overflow-wrap:break-word}
a{color:#00507d}
a:hover{text-decoration-thickness:2px}
:focus-visible{outline:3px solid #1b1b1b;outline-offset:2px}
.skip{position:absolute;left:-100vw;padding:.75rem 1rem;background:#1b1b1b;color:#fff}
.skip:focus{left:0;top:0;z-index:1}
ol,ul{padding-left:1.25rem}
.notices,.items{list-style:none;padding:0}
.notices>li{border:1px solid #767676;border-radius:4px;padding:0 1rem 1rem;margin:0 0 1rem}
.items>li{border-top:1px solid #c4c4c4;padding:.5rem 0}
dl{margin:0;display:grid;grid-template-columns:minmax(0,1fr);gap:0 1rem}
dt{font-weight:600}
dd{margin:0 0 .5rem}
form>div{min-width:0;max-width:100%}
form{display:flex;flex-wrap:wrap;gap:.5rem 1rem;align-items:end;margin:1rem 0}
label{display:block;font-weight:600}
select{width:100%}
time{white-space:nowrap}
select,button{font:inherit;min-height:2.75rem;padding:.25rem .75rem;max-width:100%;border:1px solid #1b1b1b;border-radius:4px;background:#fff;color:inherit}
button{background:#005a8c;border-color:#005a8c;color:#fff}
nav ul{display:flex;flex-wrap:wrap;gap:.5rem 1.5rem;list-style:none;padding:0}
footer{border-top:1px solid #c4c4c4;margin-top:2rem}
@media (min-width:36rem){dl{grid-template-columns:14rem minmax(0,1fr)}dd{margin:0}}
@media print{.skip,form,nav{display:none}header,main,footer{max-width:none}}
`;

export interface Board {
  announcements: Page<AnnouncementView>;
  /** Bodies with something on the board, to choose among. */
  bodies: readonly { id: string; name: string }[];
  /** The chosen one, if any. */
  bodyId: string | undefined;
  /** Council meetings that are called, which the board announces as well (KL 5:13, 8:10). */
  calledMeetings: readonly PublicMeeting[];
}

export function boardPage(board: Board): string {
  const { announcements, calledMeetings } = board;
  const body = markup`<h1>Anslagstavla</h1>
    <p>
      Här tillkännages att kommunens protokoll är justerade, också de särskilda över delegationsbeslut. Ett anslag sitter uppe tills tiden att överklaga har gått
      ut.
    </p>
    <h2>Justerade protokoll</h2>
    ${bodyForm(board)}
    <p>${countOf(announcements.total)}</p>
    <ul class="notices">
      ${announcements.items.map(noticeInList)}
    </ul>
    ${pagesOf(board)}
    <h2>Kommunfullmäktiges sammanträden</h2>
    ${
      calledMeetings.length === 0
        ? markup`<p>Inget sammanträde är kungjort just nu.</p>`
        : markup`<ul class="notices">
            ${calledMeetings.map(meetingInList)}
          </ul>`
    }`;
  return document('Anslagstavla', body);
}

export function announcementPage(announcement: AnnouncementView & { items: readonly AnnouncedItem[] }): string {
  const title = titleOf(announcement);
  const files = `/api/v1/public/announcements/${encodeURIComponent(announcement.id)}/document`;
  const body = markup`<p><a href="/anslagstavla">Till anslagstavlan</a></p>
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
  return document(title, body);
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
  return markup`<li><a href="${minutes}?format=pdf">Protokollet som PDF</a></li>
      <li><a href="${minutes}?format=docx">Protokollet som Word-dokument</a></li>`;
}

export function absentPage(): string {
  const body = markup`<h1>Anslaget sitter inte uppe</h1>
    <p>
      Det har tagits ned, eller har aldrig funnits på den här adressen. Justerade protokoll lämnas ut även sedan
      anslaget tagits ned.
    </p>
    <p><a href="/anslagstavla">Till anslagstavlan</a></p>`;
  return document('Anslaget sitter inte uppe', body);
}

const facts = (announcement: AnnouncementView): Markup =>
  markup`<dl>
    ${factsOf(announcement).map(
      ([label, value]) =>
        markup`<dt>${label}</dt>
          <dd>${withDays(value)}</dd>`,
    )}
  </dl>`;

/** Days as days: read as such by a machine, and kept on one line. */
const withDays = (text: string): Markup[] =>
  text
    .split(/([0-9]{4}-[0-9]{2}-[0-9]{2})/)
    .map((part, index) => (index % 2 === 1 ? markup`<time datetime="${part}">${part}</time>` : markup`${part}`));

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

function itemInList({ minuteItem, title, registrationNumber, outcomeText }: AnnouncedItem): Markup {
  const outcome = outcomeText === null ? null : markup`<br />Beslut: ${outcomeText}`;
  return markup`<li><strong>§ ${minuteItem}</strong> ${title}<br />${registrationNumber}${outcome}</li>`;
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

function bodyForm({ bodies, bodyId }: Board): Markup {
  const option = ({ id, name }: { id: string; name: string }): Markup =>
    id === bodyId
      ? markup`<option value="${id}" selected>${name}</option>`
      : markup`<option value="${id}">${name}</option>`;
  return markup`<form method="get" action="/anslagstavla">
    <div>
      <label for="organ">Organ</label>
      <select id="organ" name="organ">
        <option value="">Alla</option>
        ${bodies.map(option)}
      </select>
    </div>
    <button type="submit">Visa</button>
  </form>`;
}

function pagesOf({ announcements: { total, page, limit }, bodyId }: Board): Markup | null {
  const address = (number: number): string =>
    `/anslagstavla?page=${number}&limit=${limit}${bodyId === undefined ? '' : `&organ=${encodeURIComponent(bodyId)}`}`;
  const earlier = page > 1 ? markup`<li><a href="${address(page - 1)}" rel="prev">Nyare anslag</a></li>` : null;
  const later =
    page * limit < total ? markup`<li><a href="${address(page + 1)}" rel="next">Äldre anslag</a></li>` : null;
  if (earlier === null && later === null) return null;
  return markup`<nav aria-label="Sidor">
    <ul>
      ${earlier}${later}
    </ul>
  </nav>`;
}

function countOf(total: number): string {
  if (total === 0) return 'Inget anslag sitter uppe.';
  return total === 1 ? 'Ett anslag sitter uppe.' : `${total} anslag sitter uppe.`;
}

function document(title: string, body: Markup): string {
  return markup`<!doctype html>
    <html lang="sv">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} – Anslag</title>
        <link rel="stylesheet" href="/anslagstavla/stil.css" />
      </head>
      <body>
        <a class="skip" href="#innehall">Hoppa till innehållet</a>
        <header><p>Kommunens anslagstavla</p></header>
        <main id="innehall" tabindex="-1">${body}</main>
        <footer>
          <p>
            Samma uppgifter som öppna data: <a href="/api/v1/public/announcements">/api/v1/public/announcements</a>.
            Beskrivning: <a href="/docs">/docs</a>.
          </p>
        </footer>
      </body>
    </html> `.text;
}
