/** Who gets what from which source, as a page: every row leads to its decision, and the sum is that of the rows. */
import { type Markup, markup } from '../../platform/pages/markup.js';
import { tableMarkup } from '../../platform/pages/model-markup.js';
import { addressOf, choiceField, pageLinks } from '../../platform/pages/parts.js';
import type { PublicPage } from '../../platform/pages/public-pages.service.js';
import { columns, type PublicAllocation } from './open-data.rules.js';
import type { MoneyChoices, MoneyFilter, PublicAllocationPage } from './public-money.queries.js';

export const moneyPath = '/pengar';

export interface MoneyShown {
  filter: MoneyFilter;
  choices: MoneyChoices;
  found: PublicAllocationPage;
}

export function moneyPage({ filter, choices, found }: MoneyShown): PublicPage {
  const csv = addressOf('/api/v1/public/allocations.csv', { ...filter });
  const body = markup`<h1>Vem får vad</h1>
    <p>Pengar som har fördelats genom beslut i justerade protokoll, ur vilken källa och till vilken insats.</p>
    ${filterForm(filter, choices)}
    <p role="status">${found.total === 1 ? 'En rad' : `${found.total} rader`}, tillsammans ${found.sum.format()}.</p>
    ${found.total === 0 ? null : tableOf(found)} ${pageLinks(found, moneyPath, inForm(filter), ['Föregående rader', 'Nästa rader'])}
    <h2>Öppna data</h2>
    <p><a href="${csv}">Ladda ned alla rader som CSV</a></p>
    <details>
      <summary>Vad kolumnerna betyder</summary>
      <dl>
        ${columns.map(
          ({ name, meaning }) =>
            markup`<dt>${name}</dt>
              <dd>${meaning}</dd>`,
        )}
      </dl>
    </details>`;
  return {
    title: 'Vem får vad',
    path: moneyPath,
    body,
    openData: addressOf('/api/v1/public/allocations', { ...filter }),
  };
}

/** As the form on the page calls them. */
const inForm = ({ sourceCode, year, authorityCode }: MoneyFilter) => ({
  kalla: sourceCode,
  ar: year,
  namnd: authorityCode,
});

function tableOf({ items, sum, total, page, limit }: PublicAllocationPage): Markup {
  const isWhole = total <= limit && page === 1;
  return tableMarkup({
    caption: isWhole
      ? 'Fördelade pengar'
      : `Fördelade pengar, rad ${(page - 1) * limit + 1}–${(page - 1) * limit + items.length} av ${total}`,
    header: ['Insats', 'Nämnd', 'Källa', 'År', 'Belopp', 'Beslut'],
    align: ['left', 'left', 'left', 'left', 'right', 'left'],
    rows: [...items.map(rowOf), ...(isWhole ? [['Summa', '', '', '', sum.format(), '']] : [])],
    hasTotal: isWhole,
  });
}

function rowOf({
  measureTitle,
  authorityName,
  sourceName,
  year,
  amount,
  bodyName,
  minuteItem,
  decisionId,
  decisionDay,
}: PublicAllocation) {
  const decision = markup`<a href="/beslut/${encodeURIComponent(decisionId)}">${bodyName} § ${minuteItem}, ${decisionDay}</a>`;
  return [measureTitle, authorityName, sourceName, String(year), amount.format(), decision];
}

function filterForm({ sourceCode, year, authorityCode }: MoneyFilter, choices: MoneyChoices): Markup {
  const named = ({ code, name }: { code: string; name: string }) => ({ value: code, text: name });
  const years = choices.years.map((each) => ({ value: String(each), text: String(each) }));
  return markup`<form method="get" action="${moneyPath}">
    ${choiceField('kalla', 'Källa', choices.sources.map(named), sourceCode)}
    ${choiceField('ar', 'År', years, year?.toString())}
    ${choiceField('namnd', 'Nämnd', choices.authorities.map(named), authorityCode)}
    <button class="ds-button" type="submit">Visa</button>
  </form>`;
}
