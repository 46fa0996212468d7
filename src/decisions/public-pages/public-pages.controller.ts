/** Decisions and minutes for the public, as pages without script. A wrong link answers with a page, not a problem document. */
import { Controller, Get, Header, Param, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { parseDay } from '../../kernel/day.js';
import { DomainError } from '../../kernel/errors.js';
import { Money } from '../../kernel/money.js';
import { Open } from '../../platform/http/act.decorator.js';
import { TextField } from '../../platform/http/fields.js';
import { PageQueryDto } from '../../platform/http/page.dto.js';
import { IdPipe } from '../../platform/http/request-context.js';
import { markup } from '../../platform/pages/markup.js';
import { type PublicPage, PublicPages } from '../../platform/pages/public-pages.service.js';
import { PublicQueries } from '../notice-board/public.queries.js';
import { type DecisionSearch, decisionPage, decisionsPage, decisionsPath } from './decision.pages.js';
import { minutesListPage, minutesPage, minutesPath } from './minutes.pages.js';

const htmlType = 'text/html; charset=utf-8';
/** A form sends what is not filled in as empty text. */
const uuidOrEmpty = /^(?:|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/;

class MinutesPageQueryDto extends PageQueryDto {
  @TextField({ max: 36, optional: true, allowEmpty: true, pattern: uuidOrEmpty })
  organ?: string;
}

class DecisionPageQueryDto extends MinutesPageQueryDto {
  @TextField({ max: 200, optional: true, allowEmpty: true })
  q?: string;

  @TextField({ max: 40, optional: true, allowEmpty: true })
  fran?: string;

  @TextField({ max: 40, optional: true, allowEmpty: true })
  till?: string;

  @TextField({ max: 40, optional: true, allowEmpty: true })
  minst?: string;
}

@ApiExcludeController()
@Controller()
export class PublicPagesController {
  constructor(
    private readonly pages: PublicPages,
    private readonly queries: PublicQueries,
  ) {
    pages.add({ path: decisionsPath, label: 'Beslut', order: 2 });
    pages.add({ path: minutesPath, label: 'Protokoll', order: 3 });
  }

  @Get('beslut')
  @Open('decisions in adjusted minutes are official')
  @Header('content-type', htmlType)
  async decisions(@Query() query: DecisionPageQueryDto): Promise<string> {
    const search: DecisionSearch = query;
    const bodies = await this.queries.bodiesWithMinutes();
    const read = readSearch(search);
    if ('fault' in read) {
      const found = { items: [], total: 0, page: 1, limit: query.limit };
      return this.pages.page(decisionsPage({ search, found, bodies, fault: read.fault }));
    }
    const found = await this.queries.decisions(read.filter, query);
    return this.pages.page(decisionsPage({ search, found, bodies }));
  }

  @Get('beslut/:id')
  @Open('decisions in adjusted minutes are official')
  @Header('content-type', htmlType)
  decision(@Param('id') id: string, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    const page = async (): Promise<PublicPage> => decisionPage(await this.queries.decision(new IdPipe().transform(id)));
    return this.orAbsent(page, 'Beslutet', decisionsPath, reply);
  }

  @Get('protokoll')
  @Open('adjusted minutes are official documents')
  @Header('content-type', htmlType)
  async minutesList(@Query() query: MinutesPageQueryDto): Promise<string> {
    const bodyId = query.organ === '' ? undefined : query.organ;
    const [found, bodies] = await Promise.all([
      this.queries.minutesList({ bodyId }, query),
      this.queries.bodiesWithMinutes(),
    ]);
    return this.pages.page(minutesListPage({ found, bodies, bodyId }));
  }

  @Get('protokoll/:id')
  @Open('adjusted minutes are official documents')
  @Header('content-type', htmlType)
  minutes(@Param('id') id: string, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    const page = async (): Promise<PublicPage> => minutesPage(await this.queries.minutes(new IdPipe().transform(id)));
    return this.orAbsent(page, 'Protokollet', minutesPath, reply);
  }

  private async orAbsent(
    page: () => Promise<PublicPage>,
    what: string,
    path: string,
    reply: FastifyReply,
  ): Promise<string> {
    try {
      return this.pages.page(await page());
    } catch (error) {
      if (!(error instanceof DomainError) || error.type !== 'not-found') throw error;
      void reply.status(404);
      const title = `${what} finns inte här`;
      const body = markup`<h1>${title}</h1>
        <p>Adressen kan vara fel, eller så är protokollet inte justerat ännu.</p>
        <p><a href="${path}">Sök vidare</a></p>`;
      return this.pages.page({ title, path, body });
    }
  }
}

type Filter = Parameters<PublicQueries['decisions']>[0];

/** What is written in the form as what is searched for; the first field that cannot be read is told. */
function readSearch(
  search: DecisionSearch,
): { filter: Filter } | { fault: { field: keyof DecisionSearch; text: string } } {
  const read = <T>(field: keyof DecisionSearch, parse: (text: string) => T): T | undefined => {
    const text = search[field]?.trim() ?? '';
    return text === '' ? undefined : parse(text);
  };
  try {
    return {
      filter: {
        q: read('q', String),
        bodyId: read('organ', String),
        fromDay: read('fran', (text) => parseDay(text, '/fran')),
        toDay: read('till', (text) => parseDay(text, '/till')),
        minAmount: read('minst', (text) => Money.parseSwedish(text, '/minst', { allowZero: true })),
      },
    };
  } catch (error) {
    const fault = error instanceof DomainError ? error.errors?.[0] : undefined;
    if (fault === undefined) throw error;
    return { fault: { field: fault.pointer.slice(1) as keyof DecisionSearch, text: fault.detail } };
  }
}
