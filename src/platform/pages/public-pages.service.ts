/**
 * The pages anybody reads without signing in: one shell around what the modules put into it, readable without script, at
 * any width and on paper (DOS-lagen 2018:1937, R-59). A module adds the section it answers for.
 */
import { Injectable } from '@nestjs/common';
import { ClientFiles } from '../http/client-files.js';
import { type Markup, markup } from './markup.js';

export interface Section {
  /** Where it begins: `/beslut`. */
  path: string;
  /** What it is called in the menu. */
  label: string;
  /** Its place in the menu. */
  order: number;
}

export interface PublicPage {
  title: string;
  /** The section it belongs to; none for a page that stands by itself. */
  path?: string | undefined;
  /** Begins with the page's only `h1`. */
  body: Markup;
  /** The same facts as open data. */
  openData?: string | undefined;
}

@Injectable()
export class PublicPages {
  private readonly sections: Section[] = [];

  constructor(private readonly files: ClientFiles) {}

  /** @throws Error when two modules claim the same address */
  add(section: Section): void {
    if (this.sections.some(({ path }) => path === section.path))
      throw new Error(`Two public sections begin at ${section.path}.`);
    this.sections.push(section);
    this.sections.sort((a, b) => a.order - b.order);
  }

  async page(page: PublicPage): Promise<string> {
    return shell(page, this.sections, await this.files.styleSheet());
  }
}

/** @param styleSheet its address */
export function shell(
  { title, path, body, openData }: PublicPage,
  sections: readonly Section[],
  styleSheet: string,
): string {
  const data =
    openData === undefined
      ? null
      : markup`<p>
          Samma uppgifter som öppna data: <a href="${openData}">${openData.split('?')[0]}</a>. Beskrivning:
          <a href="/docs">/docs</a>.
        </p>`;
  return markup`<!doctype html>
    <html lang="sv" data-color-scheme="auto">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title} – Anslag</title>
        <link rel="icon" href="/app/favicon.svg" />
        <link rel="stylesheet" href="${styleSheet}" />
      </head>
      <body class="public">
        <a class="skip" href="#innehall">Hoppa till innehållet</a>
        <header>
          <p class="owner">Kommunens öppna sidor</p>
          <nav aria-label="Meny">
            <ul>
              ${sections.map((section) => linkOf(section, path))}
            </ul>
          </nav>
        </header>
        <main id="innehall" tabindex="-1">${body}</main>
        <footer>
          ${data}
          <p><a href="/tillganglighet">Tillgänglighetsredogörelse</a> · <a href="/app/">Logga in</a></p>
        </footer>
      </body>
    </html> `.text;
}

function linkOf({ path, label }: Section, current: string | undefined): Markup {
  return path === current
    ? markup`<li><a href="${path}" aria-current="page">${label}</a></li>`
    : markup`<li><a href="${path}">${label}</a></li>`;
}
