/** Meetings, routes and decisions over HTTP. */
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../kernel/actor.js';
import type { Day } from '../kernel/day.js';
import { Act } from '../platform/http/act.decorator.js';
import { type Answer, created, nothing } from '../platform/http/answer.js';
import { CommandRunner } from '../platform/http/command-runner.js';
import { PageQueryDto } from '../platform/http/page.dto.js';
import { Ctx, CurrentActor, expectedVersion, IdPipe, type RequestContext } from '../platform/http/request-context.js';
import {
  AgendaItemDto,
  AgendaItemPageDto,
  CreatedDto,
  DecideDto,
  DecidedDto,
  MeetingDto,
  MeetingPageDto,
  MeetingQueryDto,
  PlanMeetingDto,
  PlanRouteDto,
  RouteCreatedDto,
  SubjectItemsQueryDto,
} from './decisions.dto.js';
import { DecisionsQueries } from './decisions.queries.js';
import { Decisions } from './decisions.service.js';
import { Meetings } from './meetings.service.js';
import { Routes } from './routes.service.js';

@ApiTags('decisions')
@Controller('api/v1')
export class DecisionsController {
  constructor(
    private readonly commands: CommandRunner,
    private readonly decisions: Decisions,
    private readonly meetings: Meetings,
    private readonly routes: Routes,
    private readonly queries: DecisionsQueries,
  ) {}

  @Post('bodies/:id/meetings')
  @Act('meeting.plan')
  @ApiOperation({ summary: 'Planera ett sammanträde' })
  @ApiCreatedResponse({ type: CreatedDto })
  planMeeting(
    @Ctx() ctx: RequestContext,
    @Param('id', IdPipe) bodyId: string,
    @Body() body: PlanMeetingDto,
  ): Promise<Answer> {
    return this.commands.run(ctx, async (tx) => {
      const meeting = await this.meetings.plan(tx, ctx.actor, { ...body, bodyId, day: body.day as Day });
      return created(`/api/v1/meetings/${meeting.id}`, meeting);
    });
  }

  @Get('meetings')
  @Act('meeting.read')
  @ApiOperation({ summary: 'Sammanträdeskalendern' })
  @ApiOkResponse({ type: MeetingPageDto })
  listMeetings(@Query() query: MeetingQueryDto) {
    return this.queries.meetings(query, query);
  }

  @Get('meetings/:id')
  @Act('meeting.read')
  @ApiOperation({ summary: 'Ett sammanträde' })
  @ApiOkResponse({ type: MeetingDto })
  meeting(@CurrentActor() actor: Actor, @Param('id', IdPipe) id: string) {
    return this.queries.meeting(actor, id);
  }

  @Post('meetings/:id/cancellation')
  @Act('meeting.plan')
  @ApiOperation({ summary: 'Ställ in ett sammanträde som inga ärenden står på' })
  cancelMeeting(@Ctx() ctx: RequestContext, @Param('id', IdPipe) id: string): Promise<Answer> {
    const expected = expectedVersion(ctx);
    return this.commands.run(ctx, async (tx) => {
      await this.meetings.cancel(tx, ctx.actor, id, expected);
      return nothing();
    });
  }

  @Get('meetings/:id/agenda')
  @Act('meeting.read')
  @ApiOperation({ summary: 'Dagordningen' })
  @ApiOkResponse({ type: AgendaItemPageDto })
  agenda(@CurrentActor() actor: Actor, @Param('id', IdPipe) id: string, @Query() page: PageQueryDto) {
    return this.queries.agenda(actor, id, page);
  }

  @Post('routes')
  @Act('route.plan')
  @ApiOperation({ summary: 'Planera ett ärendes väg genom organen; ställer det på den första dagordningen' })
  @ApiCreatedResponse({ type: RouteCreatedDto })
  planRoute(@Ctx() ctx: RequestContext, @Body() body: PlanRouteDto): Promise<Answer> {
    return this.commands.run(ctx, async (tx) => {
      const route = await this.routes.plan(tx, ctx.actor, body);
      return created(`/api/v1/agenda-items/${route.agendaItemId}`, route);
    });
  }

  @Get('agenda-items')
  @Act('meeting.read')
  @ApiOperation({ summary: 'Ett ärendes väg: dagordningar och beslut i tidsordning' })
  @ApiOkResponse({ type: AgendaItemPageDto })
  itemsOfSubject(@CurrentActor() actor: Actor, @Query() query: SubjectItemsQueryDto) {
    return this.queries.itemsOfSubject(actor, query.subjectId, query);
  }

  @Get('agenda-items/:id')
  @Act('meeting.read')
  @ApiOperation({ summary: 'Ett ärende på en dagordning' })
  @ApiOkResponse({ type: AgendaItemDto })
  item(@CurrentActor() actor: Actor, @Param('id', IdPipe) id: string) {
    return this.queries.item(actor, id);
  }

  @Post('agenda-items/:id/decision')
  @Act('decision.record')
  @ApiOperation({ summary: 'För in vad organet beslutade' })
  @ApiCreatedResponse({ type: DecidedDto })
  decide(@Ctx() ctx: RequestContext, @Param('id', IdPipe) id: string, @Body() body: DecideDto): Promise<Answer> {
    const expected = expectedVersion(ctx);
    return this.commands.run(ctx, async (tx) => {
      const decided = await this.decisions.decide(tx, ctx.actor, id, expected, body);
      return created(`/api/v1/agenda-items/${id}`, decided);
    });
  }
}
