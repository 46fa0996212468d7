/**
 * The pages a consultee without an account answers on: what is asked, a form that works without script, and the receipt.
 * Pure. The secret stands in the address alone, never in the page's text.
 */
import {
  everyFaultAt,
  factList,
  faultAt,
  faultSummary,
  fileInput,
  fileList,
  type FormFault,
  longText,
  radio,
  textArea,
  textInput,
} from '../platform/pages/form-parts.js';
import { absentPage } from '../platform/pages/link-answers.js';
import { type Markup, markup } from '../platform/pages/markup.js';
import type { PublicPage } from '../platform/pages/public-pages.service.js';
import { fileEndings, filesField, filesHint } from '../registry/forms-with-files.service.js';
import { replyByText } from './consultation.rules.js';
import type { AskedByLink, ReplyReceipt } from './consultees.queries.js';
import { replyTextMax } from './consultees.dto.js';
import { type ReplyForm, stanceField, quoteField } from './reply-form.js';
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
    ${faultSummary('Svaret är inte lämnat. Rätta det här:', faults)}
    <h2>${asked.title}</h2>
    ${lateNote(asked)} ${facts(asked)}
    <h3>Vad yttrandet ska avse</h3>
    <p>${asked.purpose}</p>
    ${texts(asked, secret)}
    <h2>Ert svar</h2>
    <form class="reply" method="post" action="${replyAddress(secret)}" enctype="multipart/form-data" novalidate>
      <input type="hidden" name="key" value="${key}" />
      ${textArea({ id: 'text', label: 'Svarets text', hint: textHint, value: form.text, rows: 14, max: replyTextMax, fault: faultAt(faults, 'text') })}
      ${levelChoice(form, faultAt(faults, 'level'))}
      ${textInput({ id: 'ownNumber', label: 'Ert diarienummer, om ni har ett', value: form.ownNumber, max: short, fault: faultAt(faults, 'ownNumber') })}
      ${textInput({ id: 'signatory', label: 'Vem som undertecknar', value: form.signatory, max: short, fault: faultAt(faults, 'signatory') })}
      ${questionsOf(asked, form, faults)}
      <h3>Svaret som fil</h3>
      ${fileInput({ id: filesField, label: 'Filer med svaret och dess bilagor', hint: filesHint, endings: fileEndings, fault: everyFaultAt(faults, filesField) })}
      <p>När ni har lämnat svaret kan det inte ändras här.</p>
      <button class="ds-button" type="submit">Lämna svaret</button>
    </form>`;
  return { title, body };
}

const textHint =
  'Skriv svaret här, eller välj längre ned filen som det står i. Det som skrivs sparas först när det lämnas.';

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
            <p>
              Ett svar var redan registrerat. Det som ni sände nu är inte sparat${notTaken.trim() === '' ? '' : '; texten står längst ned'}.
            </p>
          </div>`
    }
    <p>Tack. Svaret på ”${receipt.title}” är mottaget.${late} Spara eller skriv ut kvittot.</p>
    <h2>Kvitto</h2>
    ${factList(rows)} ${fileList(receipt.files)}
    ${receipt.text === null || receipt.text === '' ? null : longText('Svaret, som det lämnades', receipt.text)}
    ${notTaken === undefined || notTaken.trim() === '' ? null : longText('Det som inte sparades', notTaken)}`;
  return { title: `Kvitto: ${receipt.title}`, body };
}

export const absentLinkPage = (): PublicPage =>
  absentPage('Be den som frågar om en ny. Den som vill svara på papper eller med e-post kan alltid göra det.');

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
    <p>Ange gärna er ståndpunkt i varje fråga och kopiera stället i svaret eller filen som säger det, ordagrant.</p>
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
