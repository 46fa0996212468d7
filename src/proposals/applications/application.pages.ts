/**
 * The pages an association without an account applies on: the call, a form that works without script, and what has become of
 * the application. Pure. The secret stands in the address alone, never in the page's text.
 */
import {
  everyFaultAt,
  factList,
  faultAt,
  faultSummary,
  fieldFault,
  fileInput,
  fileList,
  type FormFault,
  longText,
  radio,
  textArea,
  textInput,
} from '../../platform/pages/form-parts.js';
import { absentPage } from '../../platform/pages/link-answers.js';
import { type Markup, markup } from '../../platform/pages/markup.js';
import type { PublicPage } from '../../platform/pages/public-pages.service.js';
import { fileEndings, filesField, filesHint } from '../../registry/forms-with-files.service.js';
import type { ApplicationForm } from './application-form.js';
import { purposeMax } from './applications.dto.js';
import type { AppliedByLink } from './applications.queries.js';

export const applicationPath = '/bidragsansokan';
export const applicationAddress = (secret: string): string => `${applicationPath}/${encodeURIComponent(secret)}`;

const short = 300;
const reasonMax = 2_000;

/** @param faults as the application was refused last time; then `form` is what was typed */
export function callPage(
  call: AppliedByLink,
  secret: string,
  form: ApplicationForm,
  key: string,
  faults: readonly FormFault[] = [],
): PublicPage {
  const body = markup`<h1>Ansök om föreningsbidrag</h1>
    ${faultSummary('Ansökan är inte lämnad. Rätta det här:', faults)}
    <h2>${call.title}</h2>
    ${factList(factsOf(call))}
    <div class="as-written">${call.description}</div>
    ${call.takesApplications ? formOf(call, secret, form, key, faults) : markup`<p>Utlysningen tar inte emot ansökningar längre.</p>`}`;
  return { title: `${faults.length === 0 ? '' : 'Rätta: '}Ansök om föreningsbidrag: ${call.title}`, body };
}

/** @param notTaken what was typed when it had been applied already */
export function receiptPage(
  call: AppliedByLink,
  secret: string,
  key: string,
  { faults = [], reason = '', notTaken }: { faults?: readonly FormFault[]; reason?: string; notTaken?: string } = {},
): PublicPage {
  const heading = call.status === 'withdrawn' ? 'Ansökan är återtagen' : 'Ansökan är registrerad';
  const body = markup`<h1>${heading}</h1>
    ${faultSummary('Ansökan är inte återtagen. Rätta det här:', faults)}
    ${
      notTaken === undefined
        ? null
        : markup`<div class="note fault" role="alert">
            <p>En ansökan var redan registrerad. Det som ni sände nu är inte sparat; texten står längst ned.</p>
          </div>`
    }
    <p>${standing[call.status] ?? ''} Spara eller skriv ut kvittot.</p>
    <h2>Kvitto</h2>
    ${factList([...factsOf(call), ...receiptOf(call)])} ${fileList(call.files)}
    ${call.purpose === null ? null : longText('Ansökan, som den lämnades', call.purpose)}
    ${call.status === 'received' ? withdrawal(secret, key, reason, faults) : null}
    ${notTaken === undefined ? null : longText('Det som inte sparades', notTaken)}`;
  return { title: `${heading}: ${call.title}`, body };
}

const standing: Readonly<Record<string, string>> = {
  received: 'Tack. Er ansökan är mottagen.',
  inReview: 'Er ansökan bereds.',
  withdrawn: 'Handlingarna finns kvar i ärendet.',
};

export const absentLinkPage = (): PublicPage =>
  absentPage('Be kommunen om en ny. Den som vill ansöka på papper eller med e-post kan alltid göra det.');

const localTime = (at: Date): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Stockholm', dateStyle: 'short', timeStyle: 'short' })
    .format(at)
    .replace(/ (\d\d):(\d\d)$/, ' kl. $1.$2');

function factsOf(call: AppliedByLink): [string, string][] {
  return [
    ['Förening', call.associationName],
    ['Ansök senast', `${call.replyByDay} kl. ${call.replyByTime.replace(':', '.')}`],
  ];
}

function receiptOf({
  registrationNumber,
  receivedAt,
  isLate,
  applied,
  applicationTitle,
}: AppliedByLink): [string, string][] {
  return [
    ...(registrationNumber === null ? [] : [['Diarienummer', registrationNumber] as [string, string]]),
    ...(receivedAt === null
      ? []
      : [
          ['Kom in', localTime(receivedAt)] as [string, string],
          ['I tid', isLate ? 'nej, efter ansökningstiden' : 'ja'] as [string, string],
        ]),
    ...(applicationTitle === null ? [] : [['Gäller', applicationTitle] as [string, string]]),
    ...(applied === null ? [] : [['Sökt belopp', applied.format()] as [string, string]]),
  ];
}

function formOf(
  call: AppliedByLink,
  secret: string,
  form: ApplicationForm,
  key: string,
  faults: readonly FormFault[],
): Markup {
  const at = (id: keyof ApplicationForm) => ({ id, value: form[id], fault: faultAt(faults, id) });
  return markup`<h2>Er ansökan</h2>
    <form class="reply" method="post" action="${applicationAddress(secret)}" enctype="multipart/form-data" novalidate>
      <input type="hidden" name="key" value="${key}" />
      ${textInput({ ...at('title'), label: 'Vad bidraget gäller', max: short })}
      ${textArea({ ...at('purpose'), label: 'Vad pengarna ska användas till', rows: 12, max: purposeMax })}
      ${textInput({ ...at('appliedAmount'), label: 'Sökt belopp i kronor', max: 30, keyboard: 'decimal' })}
      ${yearChoice(call.years, form.year, faultAt(faults, 'year'))}
      ${textInput({ ...at('memberCount'), label: 'Antal medlemmar', max: 12, keyboard: 'numeric' })}
      ${textInput({ ...at('signatory'), label: 'Vem som undertecknar för föreningen', max: short })}
      ${fileInput({ id: filesField, label: 'Bilagor', hint: filesHint, endings: fileEndings, fault: everyFaultAt(faults, filesField) })}
      <p>När ni har lämnat ansökan kan den inte ändras här. Ni kan återta den så länge ingen har börjat bereda den.</p>
      <button class="ds-button" type="submit">Lämna ansökan</button>
    </form>`;
}

/** A call for one year leaves nothing to choose. */
function yearChoice(years: readonly number[], chosen: string, fault: string | undefined): Markup {
  return markup`<fieldset>
    <legend>År</legend>
    ${fieldFault('year', fault)}
    ${years.map((year, index) =>
      radio('year', String(year), String(year), {
        checked: chosen === String(year) || years.length === 1,
        isFirst: index === 0,
      }),
    )}
  </fieldset>`;
}

function withdrawal(secret: string, key: string, reason: string, faults: readonly FormFault[]): Markup {
  return markup`<h2>Återta ansökan</h2>
    <form class="reply" method="post" action="${applicationAddress(secret)}/atertagande" novalidate>
      <input type="hidden" name="key" value="${key}" />
      ${textArea({ id: 'reason', label: 'Varför ni återtar den', value: reason, rows: 3, max: reasonMax, fault: faultAt(faults, 'reason') })}
      <button class="ds-button" type="submit">Återta ansökan</button>
    </form>`;
}
