/** The open read API: what is announced, adjusted and decided, for anybody and without signing in (KL 8:9-12, R-51, R-59). */
import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Money } from '../../kernel/money.js';
import { Open } from '../../platform/http/act.decorator.js';
import { IdPipe } from '../../platform/http/request-context.js';
import { unfollowed } from '../../platform/progress/progress.js';
import { documentMediaTypes, Rendering } from '../../platform/rendering/rendering.service.js';
import { sendDocument } from '../../platform/rendering/send-document.js';
import { announcementDocument } from './announcement.document.js';
import { BoardQueries } from './board.queries.js';
import { AnnouncementDetailDto, AnnouncementPageDto, DayRangeQueryDto } from './notice-board.dto.js';
import {
  DocumentQueryDto,
  PublicDecisionDetailDto,
  PublicDecisionPageDto,
  PublicDecisionQueryDto,
  PublicMeetingPageDto,
  PublicMinutesDto,
  PublicMinutesPageDto,
} from './public.dto.js';
import { publicMinutesDocument } from './public-minutes.document.js';
import { PublicQueries } from './public.queries.js';

@ApiTags('public')
@Controller('api/v1/public')
export class PublicController {
  constructor(
    private readonly board: BoardQueries,
    private readonly queries: PublicQueries,
    private readonly rendering: Rendering,
  ) {}

  @Get('announcements')
  @Open('the notice board is for everybody')
  @ApiOperation({ summary: 'Anslag som sitter uppe, nyast först' })
  @ApiOkResponse({ type: AnnouncementPageDto })
  announcements(@Query() query: DayRangeQueryDto) {
    return this.board.announcements(query, query);
  }

  @Get('announcements/:id')
  @Open('the notice board is for everybody')
  @ApiOperation({ summary: 'Ett anslag som sitter uppe' })
  @ApiOkResponse({ type: AnnouncementDetailDto })
  announcement(@Param('id', IdPipe) id: string) {
    return this.board.announcement(id);
  }

  @Get('announcements/:id/document')
  @Open('the notice board is for everybody')
  @ApiOperation({ summary: 'Anslaget som PDF eller Word' })
  @ApiProduces(...Object.values(documentMediaTypes))
  @ApiOkResponse({ description: 'Dokumentet.' })
  async announcementDocument(
    @Param('id', IdPipe) id: string,
    @Query() { format }: DocumentQueryDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer> {
    const announcement = await this.board.announcement(id);
    const name = `anslag-${announcement.postedDay}`;
    return sendDocument(this.rendering, reply, announcementDocument(announcement), {
      format,
      name,
      progress: unfollowed,
    });
  }

  @Get('minutes')
  @Open('adjusted minutes are official documents')
  @ApiOperation({ summary: 'Justerade protokoll, senaste sammanträdet först' })
  @ApiOkResponse({ type: PublicMinutesPageDto })
  minutesList(@Query() query: DayRangeQueryDto) {
    return this.queries.minutesList(query, query);
  }

  @Get('minutes/:id')
  @Open('adjusted minutes are official documents')
  @ApiOperation({ summary: 'Ett justerat protokoll' })
  @ApiOkResponse({ type: PublicMinutesDto })
  minutes(@Param('id', IdPipe) id: string) {
    return this.queries.minutes(id);
  }

  @Get('minutes/:id/document')
  @Open('adjusted minutes are official documents')
  @ApiOperation({ summary: 'Ett justerat protokoll som PDF eller Word' })
  @ApiProduces(...Object.values(documentMediaTypes))
  @ApiOkResponse({ description: 'Dokumentet.' })
  async minutesDocument(
    @Param('id', IdPipe) id: string,
    @Query() { format }: DocumentQueryDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer> {
    const minutes = await this.queries.minutes(id);
    const name = `protokoll-${minutes.day}-${minutes.number}`;
    return sendDocument(this.rendering, reply, publicMinutesDocument(minutes), { format, name, progress: unfollowed });
  }

  @Get('decisions')
  @Open('decisions in adjusted minutes are official')
  @ApiOperation({ summary: 'Sök bland beslut i justerade protokoll' })
  @ApiOkResponse({ type: PublicDecisionPageDto })
  decisions(@Query() query: PublicDecisionQueryDto) {
    const { minAmount, ...filter } = query;
    const least = minAmount === undefined ? undefined : Money.parse(minAmount, '/minAmount', { allowZero: true });
    return this.queries.decisions({ ...filter, minAmount: least }, query);
  }

  @Get('decisions/:id')
  @Open('decisions in adjusted minutes are official')
  @ApiOperation({ summary: 'Ett beslut, med dess paragraf och ställning' })
  @ApiOkResponse({ type: PublicDecisionDetailDto })
  decision(@Param('id', IdPipe) id: string) {
    return this.queries.decision(id);
  }

  @Get('meetings')
  @Open('when bodies meet is no secret')
  @ApiOperation({ summary: 'Sammanträdeskalendern; öppna sammanträdens dagordning när kallelsen har gått ut' })
  @ApiOkResponse({ type: PublicMeetingPageDto })
  meetings(@Query() query: DayRangeQueryDto) {
    return this.queries.meetings(query, query);
  }
}
