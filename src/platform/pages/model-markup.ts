/** A document model as a page: the third look of what is set as PDF and Word, so that all three say the same. Pure. */
import type { Block, Heading, Table, Text } from '../rendering/document-model.js';
import { Markup, markup } from './markup.js';

/** A table whose cells may lead somewhere. */
interface PageTable extends Omit<Table, 'kind' | 'rows' | 'widths'> {
  rows: readonly (readonly (Text | Markup)[])[];
}

/** @param below the level of the heading they stand under; the document's first level comes right below it */
export function blocksMarkup(blocks: readonly Block[], below = 1): Markup[] {
  return blocks.flatMap((block) => blockMarkup(block, below));
}

function blockMarkup(block: Block, below: number): Markup[] {
  switch (block.kind) {
    case 'heading':
      return [headingMarkup(block, below)];
    case 'paragraph':
      return [markup`<p>${textMarkup(block.text)}</p>`];
    case 'list': {
      const items = block.items.map((item) => markup`<li>${textMarkup(item)}</li>`);
      return [
        block.ordered === true
          ? markup`<ol>
              ${items}
            </ol>`
          : markup`<ul>
              ${items}
            </ul>`,
      ];
    }
    case 'table':
      return [tableMarkup(block)];
    case 'facts':
      return [
        markup`<dl>
          ${block.entries.map(
            ({ label, values }) =>
              markup`<dt>${label}</dt>
                ${values.map((value) => markup`<dd>${textMarkup(value)}</dd>`)}`,
          )}
        </dl>`,
      ];
    case 'signatures':
      return [
        markup`<ul>
          ${block.entries.map(
            ({ name, role, signed }) => markup`<li>${name}, ${role}${signed === undefined ? '' : `: ${signed}`}</li>`,
          )}
        </ul>`,
      ];
    case 'note':
      return [
        markup`<div class="note ds-alert" data-color="info">
          ${block.title === undefined ? null : markup`<p><strong>${block.title}</strong></p>`}
          <p>${textMarkup(block.text)}</p>
        </div>`,
      ];
    case 'pageBreak':
      return [];
  }
}

function headingMarkup({ level, text, number, reference }: Heading, below: number): Markup {
  const words = markup`${number === undefined ? null : markup`<span class="number">${number}</span> `}${text}`;
  const under = reference === undefined ? null : markup`<p class="reference">${reference}</p>`;
  const rank = level + below;
  if (rank <= 2) return markup`<h2>${words}</h2>${under}`;
  if (rank === 3) return markup`<h3>${words}</h3>${under}`;
  return markup`<h4>${words}</h4>${under}`;
}

/** Wider than a narrow window, a table scrolls by itself; it can be reached and moved with the keyboard. */
export function tableMarkup({ caption, header, rows, align = [], hasTotal = false }: PageTable): Markup {
  const side = (column: number): string => (align[column] === 'right' ? 'amount' : '');
  const cells = (row: readonly (Text | Markup)[]): Markup[] =>
    row.map((cell, column) =>
      column === 0
        ? markup`<th scope="row">${cellMarkup(cell)}</th>`
        : markup`<td class="${side(column)}">${cellMarkup(cell)}</td>`,
    );
  const body = hasTotal ? rows.slice(0, -1) : rows;
  const total = hasTotal ? rows.at(-1) : undefined;
  return markup`<div class="scroll" role="region" tabindex="0" aria-label="${caption}">
    <table class="ds-table">
      <caption>
        ${caption}
      </caption>
      <thead>
        <tr>
          ${header.map((name, column) => markup`<th scope="col" class="${side(column)}">${name}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${body.map((row) => markup`<tr>${cells(row)}</tr>`)}
      </tbody>
      ${total === undefined ? null : markup`<tfoot><tr>${cells(total)}</tr></tfoot>`}
    </table>
  </div>`;
}

function cellMarkup(cell: Text | Markup): Markup | Markup[] {
  return cell instanceof Markup ? cell : textMarkup(cell);
}

/** A line feed is a line break; every other sign means itself. */
function textMarkup(text: Text): Markup[] {
  const runs = typeof text === 'string' ? [text] : text;
  return runs.map((run) => {
    const { text: words, bold = false, italic = false } = typeof run === 'string' ? { text: run } : run;
    const lines = words
      .split('\n')
      .flatMap((line, index) => (index === 0 ? [markup`${line}`] : [markup`<br />`, markup`${line}`]));
    if (bold) return markup`<strong>${lines}</strong>`;
    return italic ? markup`<em>${lines}</em>` : markup`${lines}`;
  });
}
