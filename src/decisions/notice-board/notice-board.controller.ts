/** Announcing, for those who do it. */
import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Day } from '../../kernel/day.js';
import { Act } from '../../platform/http/act.decorator.js';
import { type Answer, created } from '../../platform/http/answer.js';
import { CommandRunner } from '../../platform/http/command-runner.js';
import { Ctx, expectedVersion, IdPipe, type RequestContext } from '../../platform/http/request-context.js';
import { FollowsProgress, Reporting } from '../../platform/progress/follows-progress.js';
import type { Progress } from '../../platform/progress/progress.js';
import { documentMediaTypes, Rendering } from '../../platform/rendering/rendering.service.js';
import { sendDocument } from '../../platform/rendering/send-document.js';
import { announcementDocument } from './announcement.document.js';
import { Announcements } from './announcements.service.js';
import { BoardQueries } from './board.queries.js';
import { DelegatedAnnouncements } from './delegated-announcements.service.js';
import {
  AnnouncementDetailDto,
  AnnouncementPageDto,
  DayRangeQueryDto,
  PostAnnouncementDto,
  PostDelegatedAnnouncementDto,
  PostedAnnouncementDto,
  PostedDelegatedAnnouncementDto,
} from './notice-board.dto.js';
import { DocumentQueryDto } from './public.dto.js';

@ApiTags('notice-board')
@Controller('api/v1')
export class NoticeBoardController {
  constructor(
    private readonly commands: CommandRunner,
    private readonly announcements: Announcements,
    private readonly delegated: DelegatedAnnouncements,
    private readonly board: BoardQueries,
    private readonly rendering: Rendering,
  ) {}

  @Post('minutes/:id/announcement')
  @Act('minutes.announce')
  @ApiOperation({ summary: 'Anslå att protokollet är justerat; överklagandetiden börjar löpa' })
  @ApiCreatedResponse({ type: PostedAnnouncementDto })
  announce(
    @Ctx() ctx: RequestContext,
    @Param('id', IdPipe) minutesId: string,
    @Body() body: PostAnnouncementDto,
  ): Promise<Answer> {
    const expected = expectedVersion(ctx);
    return this.commands.run(ctx, async (tx) => {
      const command = { ...body, postedDay: body.postedDay as Day | undefined };
      const posted = await this.announcements.post(tx, ctx.actor, minutesId, expected, command);
      return created(`/api/v1/announcements/${posted.id}`, posted);
    });
  }

  @Post('delegated-decisions/:id/announcement')
  @Act('minutes.announce')
  @ApiOperation({ summary: 'Anslå ett delegationsbeslut som protokollförs särskilt; överklagandetiden börjar löpa' })
  @ApiCreatedResponse({ type: PostedDelegatedAnnouncementDto })
  announceDelegated(
    @Ctx() ctx: RequestContext,
    @Param('id', IdPipe) decisionId: string,
    @Body() body: PostDelegatedAnnouncementDto,
  ): Promise<Answer> {
    const expected = expectedVersion(ctx);
    return this.commands.run(ctx, async (tx) => {
      const command = {
        ...body,
        postedDay: body.postedDay as Day | undefined,
        minutedDay: body.minutedDay as Day | undefined,
      };
      const posted = await this.delegated.post(tx, ctx.actor, decisionId, expected, command);
      return created(`/api/v1/announcements/${posted.id}`, posted);
    });
  }

  @Get('announcements')
  @Act('minutes.read')
  @ApiOperation({ summary: 'Anslag, även de som är nedtagna; nyast först' })
  @ApiOkResponse({ type: AnnouncementPageDto })
  list(@Query() query: DayRangeQueryDto) {
    return this.board.announcements(query, query, true);
  }

  @Get('announcements/:id')
  @Act('minutes.read')
  @ApiOperation({ summary: 'Ett anslag, även sedan det tagits ned' })
  @ApiOkResponse({ type: AnnouncementDetailDto })
  announcement(@Param('id', IdPipe) id: string) {
    return this.board.announcement(id, true);
  }

  @Get('announcements/:id/document')
  @Act('minutes.read')
  @FollowsProgress()
  @ApiOperation({ summary: 'Anslagsbeviset som PDF eller Word, även sedan anslaget tagits ned' })
  @ApiProduces(...Object.values(documentMediaTypes))
  @ApiOkResponse({ description: 'Dokumentet.' })
  async document(
    @Param('id', IdPipe) id: string,
    @Query() { format }: DocumentQueryDto,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Reporting() progress: Progress,
  ): Promise<Buffer> {
    const announcement = await this.board.announcement(id, true);
    const name = `anslag-${announcement.postedDay}`;
    return sendDocument(this.rendering, reply, announcementDocument(announcement), { format, name, progress });
  }
}
