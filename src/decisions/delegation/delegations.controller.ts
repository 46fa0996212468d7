/** Delegation schemes, decisions by delegation and their reporting, over HTTP. */
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../kernel/actor.js';
import type { Day } from '../../kernel/day.js';
import { Act } from '../../platform/http/act.decorator.js';
import { type Answer, created } from '../../platform/http/answer.js';
import { CommandRunner } from '../../platform/http/command-runner.js';
import { Ctx, CurrentActor, IdPipe, type RequestContext } from '../../platform/http/request-context.js';
import { DelegatedDecisions } from './delegated-decisions.service.js';
import { DelegationReports } from './delegation-reports.service.js';
import { DelegationSchemes } from './delegation-schemes.service.js';
import {
  DeciderPageDto,
  DecisionRecordedDto,
  DelegatedDecisionDto,
  DelegatedDecisionPageDto,
  DelegationReportDto,
  SchemeCreatedDto,
  SchemeDto,
} from './delegations-view.dto.js';
import {
  DeciderQueryDto,
  DelegatedDecisionQueryDto,
  NewDelegatedDecisionDto,
  NewSchemeDto,
  SchemeQueryDto,
} from './delegations.dto.js';
import { DelegationsQueries } from './delegations.queries.js';

@ApiTags('delegation')
@Controller('api/v1')
export class DelegationsController {
  constructor(
    private readonly commands: CommandRunner,
    private readonly schemes: DelegationSchemes,
    private readonly decisions: DelegatedDecisions,
    private readonly reports: DelegationReports,
    private readonly queries: DelegationsQueries,
  ) {}

  @Post('bodies/:id/delegation-schemes')
  @Act('delegation.set')
  @ApiOperation({ summary: 'Fastställ en delegationsordning med alla dess punkter' })
  @ApiCreatedResponse({ type: SchemeCreatedDto })
  set(@Ctx() ctx: RequestContext, @Param('id', IdPipe) bodyId: string, @Body() body: NewSchemeDto): Promise<Answer> {
    return this.commands.run(ctx, async (tx) => {
      const scheme = await this.schemes.set(tx, ctx.actor, { ...body, bodyId, fromDay: body.fromDay as Day });
      return created(`/api/v1/bodies/${bodyId}/delegation-scheme?day=${body.fromDay}`, scheme);
    });
  }

  @Get('bodies/:id/delegation-scheme')
  @Act('delegation.read')
  @ApiOperation({ summary: 'Delegationsordningen som gäller en dag' })
  @ApiOkResponse({ type: SchemeDto })
  scheme(@CurrentActor() actor: Actor, @Param('id', IdPipe) bodyId: string, @Query() query: SchemeQueryDto) {
    return this.queries.scheme(actor, bodyId, query.day as Day | undefined);
  }

  @Get('bodies/:id/deciders')
  @Act('delegation.read')
  @ApiOperation({
    summary: 'De som får besluta enligt en punkt en dag, eller i brådskande ärenden när ingen punkt anges',
  })
  @ApiOkResponse({ type: DeciderPageDto })
  deciders(@Param('id', IdPipe) bodyId: string, @Query() { day, ruleNumber, ...page }: DeciderQueryDto) {
    return this.queries.deciders(bodyId, { day: day as Day | undefined, ruleNumber }, page);
  }

  @Post('bodies/:id/delegated-decisions')
  @Act('delegation.decide')
  @ApiOperation({ summary: 'För in ett beslut fattat på delegation' })
  @ApiCreatedResponse({ type: DecisionRecordedDto })
  decide(
    @Ctx() ctx: RequestContext,
    @Param('id', IdPipe) bodyId: string,
    @Body() body: NewDelegatedDecisionDto,
  ): Promise<Answer> {
    return this.commands.run(ctx, async (tx) => {
      const command = { ...body, bodyId, decidedDay: body.decidedDay as Day };
      const decision = await this.decisions.decide(tx, ctx.actor, command);
      return created(`/api/v1/delegated-decisions/${decision.id}`, decision);
    });
  }

  @Get('bodies/:id/delegated-decisions')
  @Act('delegation.read')
  @ApiOperation({ summary: 'Organets delegationsbeslut, det senaste numret först' })
  @ApiOkResponse({ type: DelegatedDecisionPageDto })
  list(@CurrentActor() actor: Actor, @Param('id', IdPipe) bodyId: string, @Query() query: DelegatedDecisionQueryDto) {
    const year = query.year === undefined ? undefined : Number(query.year);
    const [isUnreported, isUnannounced] = [query.unreported === 'true', query.unannounced === 'true'];
    return this.queries.decisions(actor, query, { bodyId, year, isUnreported, isUnannounced });
  }

  @Get('delegated-decisions/:id')
  @Act('delegation.read')
  @ApiOperation({ summary: 'Ett delegationsbeslut' })
  @ApiOkResponse({ type: DelegatedDecisionDto })
  decision(@CurrentActor() actor: Actor, @Param('id', IdPipe) id: string) {
    return this.queries.decision(actor, id);
  }

  @Post('meetings/:id/delegation-reports')
  @Act('route.plan')
  @ApiOperation({ summary: 'Anmäl alla ännu inte anmälda delegationsbeslut vid sammanträdet' })
  @ApiCreatedResponse({ type: DelegationReportDto })
  report(@Ctx() ctx: RequestContext, @Param('id', IdPipe) meetingId: string): Promise<Answer> {
    return this.commands.run(ctx, async (tx) => {
      const report = await this.reports.make(tx, ctx.actor, meetingId);
      return created(`/api/v1/businesses/${report.businessId}`, report);
    });
  }
}
