/**
 * The pages a consultee without an account answers on: what is asked, a form that works without script, and the receipt.
 * Pure. The secret stands in the address alone, never in the page's text.
 */
import { type Markup, markup } from '../platform/pages/markup.js';
import { withDays } from '../platform/pages/parts.js';
import type { PublicPage } from '../platform/pages/public-pages.service.js';
import { replyByText } from './consultation.rules.js';
import type { AskedByLink, ReplyReceipt } from './consultees.queries.js';
import { replyTextMax } from './consultees.dto.js';
import { type ReplyForm, stanceField, quoteField, type FormFault } from './reply-form.js';
import { levelWords, replyLevels, stances, stanceWords } from './reply.rules.js';

export const replyPath = '/remissvar';
export const replyAddress = (secret: string): string => `${replyPath}/${encodeURIComponent(secret)}`;

const short = 300;
const quoteMax = 10_000;

/** @param faults as the answer was refused last time; then `form` is what was typed */
export function askedPage(
  asked: AskedByLink,
  secret: string,
  form: ReplyForm,
  key: string,
  faults: readonly FormFault[] = [],
): PublicPage {
  const title = `${faults.length === 0 ? '' : 'Rätta: '}Svara på remiss: ${asked.title}`;
  const body = markup`<h1>Svara på remiss</h1>
    ${summary(faults)}
    <h2>${asked.title}</h2>
    ${lateNote(asked)} ${facts(asked)}
    <h3>Vad yttrandet ska avse</h3>
    <p>${asked.purpose}</p>
    ${texts(asked, secret)}
    <h2>Ert svar</h2>
    <form class="reply" method="post" action="${replyAddress(secret)}" novalidate>
      <input type="hidden" name="key" value="${key}" />
      ${textArea({ id: 'text', label: 'Svarets text', hint: textHint, value: form.text, rows: 14, max: replyTextMax, fault: faultAt(faults, 'text') })}
      ${levelChoice(form, faultAt(faults, 'level'))}
      ${textInput('ownNumber', 'Ert diarienummer, om ni har ett', form.ownNumber, faultAt(faults, 'ownNumber'))}
      ${textInput('signatory', 'Vem som undertecknar', form.signatory, faultAt(faults, 'signatory'))}
      ${questionsOf(asked, form, faults)}
      <p>När ni har lämnat svaret kan det inte ändras här.</p>
      <button class="ds-button" type="submit">Lämna svaret</button>
    </form>`;
  return { title, body };
}

const textHint =
  'Skriv gärna svaret i ett eget dokument först och klistra in det här. Det som skrivs sparas först när det lämnas.';

export function receiptPage(receipt: ReplyReceipt, notTaken?: string): PublicPage {
  const rows: [string, string][] = [
    ['Kom in', receipt.receivedAt.replace(/ (\d\d):(\d\d)$/, ' kl. $1.$2')],
    ['I tid', receipt.isLate ? 'nej, efter svarstiden' : 'ja'],
    ['Från', receipt.consulteeName],
    ['Till', `${receipt.authorityName}, dnr ${receipt.registrationNumber}`],
    ...(receipt.documentNumber === null
      ? []
      : [['Handling i ärendet', `nummer ${receipt.documentNumber}`] as [string, string]]),
    ['Svaret är', levelWords[receipt.level]],
    ...(receipt.ownNumber === null ? [] : [['Ert diarienummer', receipt.ownNumber] as [string, string]]),
    ...(receipt.signatory === null ? [] : [['Undertecknat av', receipt.signatory] as [string, string]]),
  ];
  const late = receipt.isLate ? ' Det kom in efter svarstiden och är registrerat så.' : '';
  const body = markup`<h1>Svaret är registrerat</h1>
    ${
      notTaken === undefined
        ? null
        : markup`<div class="note fault" role="alert">
            <p>Ett svar var redan registrerat. Det som ni skrev nu är inte sparat; texten står längst ned.</p>
          </div>`
    }
    <p>Tack. Svaret på ”${receipt.title}” är mottaget.${late} Spara eller skriv ut kvittot.</p>
    <h2>Kvitto</h2>
    ${factList(rows)} ${receipt.text === null ? null : longText('Svaret, som det lämnades', receipt.text)}
    ${notTaken === undefined ? null : longText('Det som inte sparades', notTaken)}`;
  return { title: `Kvitto: ${receipt.title}`, body };
}

/** One sentence for every link that lets nobody in, so that they cannot be told apart. */
export function absentLinkPage(): PublicPage {
  const body = markup`<h1>Länken gäller inte</h1>
    <p>
      Den kan ha gått ut eller spärrats, eller så kom inte hela med när den kopierades. Be den som frågar om en ny. Den som
      vill svara på papper eller med e-post kan alltid göra det.
    </p>`;
  return { title: 'Länken gäller inte', body };
}

export function refusalPage(title: string, detail: string): PublicPage {
  const body = markup`<h1>${title}</h1>
    <p>${detail}</p>`;
  return { title, body };
}

function summary(faults: readonly FormFault[]): Markup | null {
  if (faults.length === 0) return null;
  return markup`<div class="note fault" role="alert" tabindex="-1" autofocus>
    <h2>Svaret är inte lämnat. Rätta det här:</h2>
    <ul>
      ${faults.map(({ field, message }) => markup`<li><a href="#${field}">${message}</a></li>`)}
    </ul>
  </div>`;
}

function lateNote({ isDeadlineOver }: AskedByLink): Markup | null {
  if (!isDeadlineOver) return null;
  return markup`<div class="note">
    <p>Svarstiden har gått ut. Svaret registreras ändå, som inkommet efter svarstiden.</p>
  </div>`;
}

function facts(asked: AskedByLink): Markup {
  return factList([
    ['Svar senast', replyByText({ day: asked.replyByDay, time: asked.replyByTime })],
    ['Från', `${asked.authorityName}, dnr ${asked.registrationNumber}`],
    ['Till', asked.consulteeName],
    ['Svaret ställs till', asked.addressee],
  ]);
}

const factList = (rows: readonly (readonly [string, string])[]): Markup =>
  markup`<dl>
    ${rows.map(
      ([label, value]) =>
        markup`<dt>${label}</dt>
          <dd>${withDays(value)}</dd>`,
    )}
  </dl>`;

function texts({ texts: files }: AskedByLink, secret: string): Markup | null {
  if (files.length === 0) return null;
  return markup`<h3>Handlingar</h3>
    <ul>
      ${files.map(
        ({ part, fileName, documentVersionId }) =>
          markup`<li>${part}: <a href="${replyAddress(secret)}/handlingar/${documentVersionId}">Hämta ${fileName}</a></li>`,
      )}
    </ul>`;
}

function questionsOf(asked: AskedByLink, form: ReplyForm, faults: readonly FormFault[]): Markup | null {
  if (asked.questions.length === 0) return null;
  return markup`<h3>Frågor i remissen</h3>
    <p>Ange gärna er ståndpunkt i varje fråga och kopiera stället i svaret som säger det, ordagrant.</p>
    ${asked.questions.map(({ key, text }, index) => {
      const { stance = '', quote = '' } = form.positions.get(key) ?? {};
      const fault = faultAt(faults, stanceField(key));
      return markup`<fieldset>
        <legend>Fråga ${index + 1}: ${text}</legend>
        ${fault === undefined ? null : markup`<p class="field-fault" id="${stanceField(key)}-fel">${fault}</p>`}
        ${[['', 'besvaras inte'] as const, ...stances.map((each) => [each, stanceWords[each]] as const)].map(
          ([value, word], place) =>
            radio(stanceField(key), value, word, { checked: stance === value, isFirst: place === 0 }),
        )}
        ${textArea({
          id: quoteField(key),
          label: 'Stället i svaret, ordagrant',
          value: quote,
          rows: 3,
          max: quoteMax,
          fault: faultAt(faults, quoteField(key)),
        })}
      </fieldset>`;
    })}`;
}

function levelChoice({ level }: ReplyForm, fault: string | undefined): Markup {
  return markup`<fieldset>
    <legend>Svaret är</legend>
    ${fault === undefined ? null : markup`<p class="field-fault" id="level-fel">${fault}</p>`}
    ${replyLevels.map((each, place) =>
      radio('level', each, levelLabels[each], { checked: level === each, isFirst: place === 0 }),
    )}
  </fieldset>`;
}

const levelLabels: Readonly<Record<(typeof replyLevels)[number], string>> = {
  adopted: 'antaget av styrelse eller nämnd',
  official: 'på tjänstemannanivå',
  notStated: 'inte angivet',
};

/** The first of a group has the name as its id, so that the summary of faults leads there. */
function radio(
  name: string,
  value: string,
  label: string,
  { checked, isFirst }: { checked: boolean; isFirst: boolean },
): Markup {
  const id = isFirst ? name : `${name}-${value}`;
  const input = checked
    ? markup`<input type="radio" id="${id}" name="${name}" value="${value}" checked />`
    : markup`<input type="radio" id="${id}" name="${name}" value="${value}" />`;
  return markup`<div class="choice">${input} <label for="${id}">${label}</label></div>`;
}

function textInput(id: string, label: string, value: string, fault: string | undefined): Markup {
  return markup`<div>
    <label for="${id}">${label}</label>
    ${fieldFault(id, fault)}
    <input class="ds-input" id="${id}" name="${id}" value="${value}" maxlength="${short}" ${described(id, fault, false)} />
  </div>`;
}

interface AreaOptions {
  id: string;
  label: string;
  hint?: string;
  value: string;
  rows: number;
  max: number;
  fault: string | undefined;
}

/** A line feed right after the tag is dropped by browsers, so one stands before what was typed. */
function textArea({ id, label, hint, value, rows, max, fault }: AreaOptions): Markup {
  return markup`<div>
    <label for="${id}">${label}</label>
    ${hint === undefined ? null : markup`<p class="hint" id="${id}-om">${hint}</p>`} ${fieldFault(id, fault)}
    <textarea class="ds-input" id="${id}" name="${id}" rows="${rows}" maxlength="${max}" ${described(id, fault, hint !== undefined)}>
${value}</textarea
    >
  </div>`;
}

const fieldFault = (id: string, fault: string | undefined): Markup | null =>
  fault === undefined ? null : markup`<p class="field-fault" id="${id}-fel">${fault}</p>`;

function described(id: string, fault: string | undefined, hasHint: boolean): Markup | null {
  const ids = [...(hasHint ? [`${id}-om`] : []), ...(fault === undefined ? [] : [`${id}-fel`])].join(' ');
  if (ids === '') return null;
  return fault === undefined
    ? markup`aria-describedby="${ids}"`
    : markup`aria-describedby="${ids}" aria-invalid="true"`;
}

function longText(title: string, text: string): Markup {
  return markup`<h2>${title}</h2>
    <div class="as-written">${text}</div>`;
}

const faultAt = (faults: readonly FormFault[], field: string): string | undefined =>
  faults.find((fault) => fault.field === field)?.message;
