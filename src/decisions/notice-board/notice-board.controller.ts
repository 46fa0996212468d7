/** Announcing, appealing and assessing, for those who do it. */
import { Body, Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Actor } from '../../kernel/actor.js';
import type { Day } from '../../kernel/day.js';
import type { LocalTime } from '../../kernel/deadline.js';
import { Act } from '../../platform/http/act.decorator.js';
import { type Answer, changed, created } from '../../platform/http/answer.js';
import { CommandRunner } from '../../platform/http/command-runner.js';
import {
  Ctx,
  CurrentActor,
  expectedVersion,
  IdPipe,
  type RequestContext,
} from '../../platform/http/request-context.js';
import { documentMediaTypes, Rendering } from '../../platform/rendering/rendering.service.js';
import { sendDocument } from '../../platform/rendering/send-document.js';
import { announcementDocument } from './announcement.document.js';
import { Announcements } from './announcements.service.js';
import { Appeals } from './appeals.service.js';
import { BoardQueries } from './board.queries.js';
import { DelegatedAnnouncements } from './delegated-announcements.service.js';
import { Executions } from './executions.service.js';
import {
  AnnouncementDetailDto,
  AnnouncementPageDto,
  AppealStepDto,
  AssessmentMadeDto,
  DayRangeQueryDto,
  NewAppealDto,
  NewAssessmentDto,
  PostAnnouncementDto,
  PostDelegatedAnnouncementDto,
  PostedAnnouncementDto,
  PostedDelegatedAnnouncementDto,
  RegisteredAppealDto,
} from './notice-board.dto.js';
import { DocumentQueryDto } from './public.dto.js';
import { StandingDto } from './standing.dto.js';
import { StandingQueries } from './standing.queries.js';

@ApiTags('notice-board')
@Controller('api/v1')
export class NoticeBoardController {
  constructor(
    private readonly commands: CommandRunner,
    private readonly announcements: Announcements,
    private readonly delegated: DelegatedAnnouncements,
    private readonly appeals: Appeals,
    private readonly executions: Executions,
    private readonly board: BoardQueries,
    private readonly standings: StandingQueries,
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
  @ApiOperation({ summary: 'Anslagsbeviset som PDF eller Word, även sedan anslaget tagits ned' })
  @ApiProduces(...Object.values(documentMediaTypes))
  @ApiOkResponse({ description: 'Dokumentet.' })
  async document(
    @Param('id', IdPipe) id: string,
    @Query() { format }: DocumentQueryDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer> {
    const announcement = await this.board.announcement(id, true);
    const name = `anslag-${announcement.postedDay}`;
    return sendDocument(this.rendering, reply, announcementDocument(announcement), { format, name });
  }

  @Post('decisions/:id/appeals')
  @Act('appeal.register')
  @ApiOperation({ summary: 'Registrera ett överklagande, också ett som kommer sent; bara domstolen avvisar' })
  @ApiCreatedResponse({ type: RegisteredAppealDto })
  appeal(
    @Ctx() ctx: RequestContext,
    @Param('id', IdPipe) decisionId: string,
    @Body() body: NewAppealDto,
  ): Promise<Answer> {
    return this.commands.run(ctx, async (tx) => {
      const receivedTime = body.receivedTime as LocalTime | undefined;
      const appeal = { ...body, receivedDay: body.receivedDay as Day, receivedTime };
      const registered = await this.appeals.register(tx, ctx.actor, decisionId, appeal);
      return created(`/api/v1/decisions/${decisionId}/standing`, registered);
    });
  }

  @Post('appeals/:id/steps')
  @HttpCode(200)
  @Act('appeal.register')
  @ApiOperation({ summary: 'Anteckna vad som hände med ett överklagande' })
  @ApiOkResponse({ type: RegisteredAppealDto })
  step(@Ctx() ctx: RequestContext, @Param('id', IdPipe) id: string, @Body() body: AppealStepDto): Promise<Answer> {
    const expected = expectedVersion(ctx);
    return this.commands.run(ctx, async (tx) =>
      changed(await this.appeals.step(tx, ctx.actor, id, expected, { ...body, day: body.day as Day })),
    );
  }

  @Get('decisions/:id/standing')
  @Act('minutes.read')
  @ApiOperation({ summary: 'Beslutets ställning: anslaget, överklagat, laga kraft, verkställighet' })
  @ApiOkResponse({ type: StandingDto })
  standing(@CurrentActor() actor: Actor, @Param('id', IdPipe) decisionId: string) {
    return this.standings.standing(actor, decisionId);
  }

  @Post('decisions/:id/execution-assessments')
  @Act('execution.assess')
  @ApiOperation({ summary: 'Bedöm om beslutet får verkställas innan det har fått laga kraft' })
  @ApiCreatedResponse({ type: AssessmentMadeDto })
  assess(
    @Ctx() ctx: RequestContext,
    @Param('id', IdPipe) decisionId: string,
    @Body() body: NewAssessmentDto,
  ): Promise<Answer> {
    return this.commands.run(ctx, async (tx) => {
      const made = await this.executions.assess(tx, ctx.actor, decisionId, body);
      return created(`/api/v1/decisions/${decisionId}/standing`, made);
    });
  }
}
