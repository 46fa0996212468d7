/** Grants to associations as a page: what may be applied for, and who has been given what; every row leads to its decision. Pure. */
import { type Markup, markup } from '../../../platform/pages/markup.js';
import { tableMarkup } from '../../../platform/pages/model-markup.js';
import { addressOf, choiceField, pageLinks, withDays } from '../../../platform/pages/parts.js';
import type { PublicPage } from '../../../platform/pages/public-pages.service.js';
import type { GrantChoices, GrantFilter, OpenCall, PublicGrant, PublicGrantPage } from './public-grants.queries.js';

export const grantsPath = '/foreningsbidrag';

export interface GrantsShown {
  calls: readonly OpenCall[];
  filter: GrantFilter;
  choices: GrantChoices;
  found: PublicGrantPage;
}

export function grantsPage({ calls, filter, choices, found }: GrantsShown): PublicPage {
  const body = markup`<h1>Föreningsbidrag</h1>
    <h2>Att söka nu</h2>
    ${calls.length === 0 ? markup`<p>Just nu finns inget föreningsbidrag att söka.</p>` : calls.map(callOf)}
    <h2>Beviljade bidrag</h2>
    <p>Bidrag till föreningar enligt justerade protokoll, och enligt delegationsbeslut som är anslagna eller anmälda.</p>
    ${filterForm(filter, choices)}
    <p role="status">${found.total === 1 ? 'Ett bidrag' : `${found.total} bidrag`}, tillsammans ${found.sum.format()}.</p>
    ${found.total === 0 ? null : tableOf(found)}
    ${pageLinks(found, grantsPath, inForm(filter), ['Föregående bidrag', 'Nästa bidrag'])}`;
  return {
    title: 'Föreningsbidrag',
    path: grantsPath,
    body,
    openData: addressOf('/api/v1/public/association-grants', { ...filter }),
  };
}

function callOf({
  title,
  description,
  authorityName,
  registrationNumber,
  years,
  replyByDay,
  replyByTime,
}: OpenCall): Markup {
  return markup`<section>
    <h3>${title}</h3>
    ${description === '' ? null : markup`<p class="as-written">${description}</p>`}
    <dl>
      <dt>Ansök senast</dt>
      <dd>${withDays(`${replyByDay} kl. ${replyByTime.replace(':', '.')}`)}</dd>
      <dt>Gäller</dt>
      <dd>${years.join(', ')}</dd>
      <dt>Vem som beslutar</dt>
      <dd>${authorityName}, dnr ${registrationNumber}</dd>
    </dl>
    <p>En förening ansöker genom en egen länk, som förvaltningen sänder till föreningen, eller på papper.</p>
  </section>`;
}

/** As the form on the page calls them. */
const inForm = ({ q, year, authorityCode }: GrantFilter) => ({ q, ar: year, namnd: authorityCode });

function tableOf({ items, sum, total, page, limit }: PublicGrantPage): Markup {
  const isWhole = total <= limit && page === 1;
  return tableMarkup({
    caption: isWhole
      ? 'Beviljade bidrag'
      : `Beviljade bidrag, rad ${(page - 1) * limit + 1}–${(page - 1) * limit + items.length} av ${total}`,
    header: ['Förening', 'Ändamål', 'År', 'Belopp', 'Beslut'],
    align: ['left', 'left', 'left', 'right', 'left'],
    rows: [...items.map(rowOf), ...(isWhole ? [['Summa', '', '', sum.format(), '']] : [])],
    hasTotal: isWhole,
  });
}

function rowOf(grant: PublicGrant): (string | Markup)[] {
  const { associationName, organisationNumber, purpose, year, amount } = grant;
  return [`${associationName} (${organisationNumber})`, purpose, String(year), amount.format(), decisionOf(grant)];
}

function decisionOf({
  bodyName,
  minuteItem,
  delegatedNumber,
  decidedDay,
  registrationNumber,
  decisionId,
  announcementId,
}: PublicGrant): string | Markup {
  if (decisionId !== null)
    return markup`<a href="/beslut/${encodeURIComponent(decisionId)}">${bodyName} § ${minuteItem}, ${decidedDay}</a>`;
  const text = `${bodyName}, delegationsbeslut ${delegatedNumber ?? ''}, ${decidedDay}, dnr ${registrationNumber}`;
  return announcementId === null
    ? text
    : markup`<a href="/anslagstavla/${encodeURIComponent(announcementId)}">${text}</a>`;
}

function filterForm({ q, year, authorityCode }: GrantFilter, { years, authorities }: GrantChoices): Markup {
  return markup`<form method="get" action="${grantsPath}" role="search" aria-label="Sök bidrag">
    <div>
      <label for="q">Förening eller ändamål</label>
      <input class="ds-input" type="search" id="q" name="q" value="${q}" maxlength="200" />
    </div>
    ${choiceField(
      'ar',
      'År',
      years.map((each) => ({ value: String(each), text: String(each) })),
      year?.toString(),
    )}
    ${choiceField(
      'namnd',
      'Nämnd',
      authorities.map(({ code, name }) => ({ value: code, text: name })),
      authorityCode,
    )}
    <button class="ds-button" type="submit">Visa</button>
  </form>`;
}
