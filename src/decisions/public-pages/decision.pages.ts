/** The search among decisions and the page of one: what was decided, for how much, how the votes fell and until when it can be appealed. */
import type { Page } from '../../kernel/page.js';
import { type Markup, markup } from '../../platform/pages/markup.js';
import { blocksMarkup } from '../../platform/pages/model-markup.js';
import type { PublicPage } from '../../platform/pages/public-pages.service.js';
import { itemBlocks } from '../minutes/minutes-item.document.js';
import type { VoteCounts } from '../notice-board/public-content.js';
import type { PublicDecision, PublicDecisionDetail } from '../notice-board/public.queries.js';
import { addressOf, choiceField, pageLinks, withDays } from '../../platform/pages/parts.js';

export const decisionsPath = '/beslut';

/** What the reader asked for, as written in the form. */
export interface DecisionSearch {
  q?: string | undefined;
  organ?: string | undefined;
  fran?: string | undefined;
  till?: string | undefined;
  minst?: string | undefined;
}

export interface FoundDecisions {
  search: DecisionSearch;
  found: Page<PublicDecision>;
  bodies: readonly { id: string; name: string }[];
  /** What could not be read in the form; then nothing was searched for. */
  fault?: { field: keyof DecisionSearch; text: string } | undefined;
}

export function decisionsPage({ search, found, bodies, fault }: FoundDecisions): PublicPage {
  const body = markup`<h1>Sök beslut</h1>
    <p>Beslut i justerade protokoll. Skriv ord ur beslutet, eller ett diarienummer.</p>
    ${fault === undefined ? null : faultMarkup(fault)}${searchForm(search, bodies, fault)}
    <p role="status">${countOf(found.total)}</p>
    <ul class="notices">
      ${found.items.map(decisionInList)}
    </ul>
    ${pageLinks(found, decisionsPath, { ...search }, ['Nyare beslut', 'Äldre beslut'])}`;
  const { q, organ: bodyId, fran: fromDay, till: toDay, minst } = search;
  const minAmount = minst === undefined || minst === '' ? undefined : minst;
  const chosen = fault === undefined ? { q, bodyId, fromDay, toDay, minAmount } : {};
  return {
    title: 'Sök beslut',
    path: decisionsPath,
    body,
    openData: addressOf('/api/v1/public/decisions', chosen),
  };
}

export function decisionPage(decision: PublicDecisionDetail): PublicPage {
  const { item, bodyName, minuteItem, title } = decision;
  const minutes = `/protokoll/${encodeURIComponent(decision.minutesId)}`;
  // The paragraph's own heading says what the page's heading says already.
  const blocks = item === null ? [] : itemBlocks(item, { body: { name: bodyName, kind: 'committee' } }).slice(1);
  const body = markup`<p><a href="${decisionsPath}">Sök beslut</a></p>
    <h1>${title}</h1>
    <p class="reference">${bodyName} § ${minuteItem}, ${withDays(decision.decisionDay)}. Dnr ${decision.registrationNumber}</p>
    ${keyFacts(decision)}
    <p><a href="${minutes}">Hela protokollet</a></p>
    ${
      item === null
        ? markup`<p>Ärendet behandlades inom stängda dörrar. Vad som kan lämnas ut prövas på begäran.</p>`
        : blocksMarkup(blocks, 0)
    }
    <h2>Överklagande</h2>
    <p>${decision.appealability}</p>
    <p>${withDays(appealText(decision))}</p>
    ${
      decision.appeals.length === 0
        ? null
        : markup`<ul>
            ${decision.appeals.map(
              ({ receivedDay, statusText }) => markup`<li>Överklagat ${withDays(receivedDay)}: ${statusText}</li>`,
            )}
          </ul>`
    }`;
  return {
    title: `${title}, ${bodyName} § ${minuteItem}`,
    path: decisionsPath,
    body,
    openData: `/api/v1/public/decisions/${encodeURIComponent(decision.id)}`,
  };
}

/** What most come for, before anything else on the page. */
function keyFacts(decision: PublicDecisionDetail): Markup {
  const { outcomeText, amount, votes, appealEndDay, standingText } = decision;
  const entry = (label: string, value: Markup | Markup[] | string): Markup =>
    markup`<div>
      <dt>${label}</dt>
      <dd>${value}</dd>
    </div>`;
  return markup`<dl class="key">
    ${entry('Beslut', outcomeText ?? 'Uppgiften är inte offentlig')}
    ${amount === null ? null : entry('Belopp', amount.format())}
    ${entry('Röster', votes === null ? 'Ingen omröstning' : votesText(votes))}
    ${entry('Sista dag att överklaga', appealEndDay === null ? 'Inte anslaget ännu' : withDays(appealEndDay))}
    ${entry('Läge', standingText)}
  </dl>`;
}

export function votesText({ results, abstained, isSecret, tieBreak }: VoteCounts): string {
  const given = results.map(({ choice, votes }) => `${votes} för ${choice}`).join(', ');
  const broken = { castingVote: ', avgjort med ordförandens utslagsröst', lot: ', avgjort med lottning' };
  return `${given}, ${abstained} avstod${tieBreak === null ? '' : broken[tieBreak]}${isSecret ? ' (sluten omröstning)' : ''}`;
}

function appealText({ appealEndDay, finalDay, standing }: PublicDecisionDetail): string {
  if (appealEndDay === null) return 'Protokollet är inte anslaget; tiden att överklaga har inte börjat.';
  const end = `Ett överklagande ska ha kommit in till förvaltningsrätten senast ${appealEndDay}.`;
  if (finalDay === null) return end;
  return standing === 'final'
    ? `${end} Beslutet vann laga kraft ${finalDay}.`
    : `${end} Om ingen överklagar vinner beslutet laga kraft ${finalDay}.`;
}

function decisionInList(decision: PublicDecision): Markup {
  const address = `${decisionsPath}/${encodeURIComponent(decision.id)}`;
  const { bodyName, minuteItem, decisionDay, registrationNumber, amount, votes, appealEndDay, outcomeText } = decision;
  return markup`<li>
    <h2><a href="${address}">${decision.title}</a></h2>
    <p class="reference">${bodyName} § ${minuteItem}, ${withDays(decisionDay)}. Dnr ${registrationNumber}</p>
    <dl>
      ${outcomeText === null ? null : markup`<dt>Beslut</dt><dd>${outcomeText}</dd>`}
      ${amount === null ? null : markup`<dt>Belopp</dt><dd>${amount.format()}</dd>`}
      ${votes === null ? null : markup`<dt>Röster</dt><dd>${votesText(votes)}</dd>`}
      ${appealEndDay === null ? null : markup`<dt>Sista dag att överklaga</dt><dd>${withDays(appealEndDay)}</dd>`}
    </dl>
  </li>`;
}

const faultMarkup = ({ field, text }: { field: string; text: string }): Markup =>
  markup`<div class="note fault ds-alert" data-color="danger" role="alert">
    <p><a href="#${field}">${text}</a></p>
  </div>`;

function searchForm(search: DecisionSearch, bodies: FoundDecisions['bodies'], fault: FoundDecisions['fault']): Markup {
  const field = (name: keyof DecisionSearch, label: string, type: string): Markup => {
    const wrong = fault?.field === name;
    return markup`<div>
      <label for="${name}">${label}</label>
      <input class="ds-input" type="${type}" id="${name}" name="${name}" value="${search[name]}" aria-invalid="${String(wrong)}" />
    </div>`;
  };
  return markup`<form method="get" action="${decisionsPath}" role="search" aria-label="Sök beslut">
    ${field('q', 'Ord eller diarienummer', 'search')}${choiceField('organ', 'Organ', bodies.map(optionOf), search.organ)}${field('fran', 'Från dag', 'date')}${field(
      'till',
      'Till dag',
      'date',
    )}${field('minst', 'Minst belopp i kronor', 'text')}
    <button class="ds-button" type="submit">Sök</button>
  </form>`;
}

function countOf(total: number): string {
  if (total === 0) return 'Inga beslut hittades.';
  return total === 1 ? 'Ett beslut hittades.' : `${total} beslut hittades.`;
}

const optionOf = ({ id, name }: { id: string; name: string }) => ({ value: id, text: name });
