/** The digital notice board (KL 8:9, R-59): a place of its own, apart from the API and from everything that needs signing in. */
import { Controller, Get, Header, Param, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { DomainError } from '../../kernel/errors.js';
import { Open } from '../../platform/http/act.decorator.js';
import { TextField } from '../../platform/http/fields.js';
import { PageQueryDto } from '../../platform/http/page.dto.js';
import { IdPipe } from '../../platform/http/request-context.js';
import { PublicPages } from '../../platform/pages/public-pages.service.js';
import { BoardQueries } from '../notice-board/board.queries.js';
import { PublicQueries } from '../notice-board/public.queries.js';
import { absentPage, announcementPage, boardPage, boardPath } from './board.page.js';

const htmlType = 'text/html; charset=utf-8';
/** Called council meetings shown; they are few, as one is called a week or two before it. */
const meetingsShownMax = 20;

class BoardQueryDto extends PageQueryDto {
  /** The form sends it empty for all bodies. */
  @TextField({
    max: 36,
    optional: true,
    allowEmpty: true,
    pattern: /^(?:|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/,
  })
  organ?: string;
}

@ApiExcludeController()
@Controller('anslagstavla')
export class BoardPageController {
  constructor(
    private readonly board: BoardQueries,
    private readonly queries: PublicQueries,
    private readonly pages: PublicPages,
  ) {
    pages.add({ path: boardPath, label: 'Anslagstavla', order: 1 });
  }

  @Get()
  @Open('the notice board is for everybody')
  @Header('content-type', htmlType)
  async page(@Query() query: BoardQueryDto): Promise<string> {
    const bodyId = query.organ === '' ? undefined : query.organ;
    const [announcements, bodies, meetings] = await Promise.all([
      this.board.announcements({ bodyId }, query),
      this.board.bodiesOnBoard(),
      this.queries.meetings({}, { page: 1, limit: meetingsShownMax }, true),
    ]);
    return this.pages.page(boardPage({ announcements, bodies, bodyId, calledMeetings: meetings.items }));
  }

  /** A person with an old link reads a page, not a problem document. */
  @Get(':id')
  @Open('the notice board is for everybody')
  @Header('content-type', htmlType)
  async announcement(@Param('id') id: string, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    try {
      return this.pages.page(announcementPage(await this.board.announcement(new IdPipe().transform(id))));
    } catch (error) {
      if (!(error instanceof DomainError) || error.type !== 'not-found') throw error;
      void reply.status(404);
      return this.pages.page(absentPage());
    }
  }
}
