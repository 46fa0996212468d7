/** A grant over HTTP: its conditions, the agent, and the requisitions of each year. */
import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Act } from '../../platform/http/act.decorator.js';
import { type Answer, changed, created } from '../../platform/http/answer.js';
import { CommandRunner } from '../../platform/http/command-runner.js';
import { MomentQueryDto, momentOf } from '../../platform/http/moment.dto.js';
import { PageQueryDto } from '../../platform/http/page.dto.js';
import { Ctx, expectedVersion, IdPipe, type RequestContext } from '../../platform/http/request-context.js';
import type { AgentAct } from './agent.rules.js';
import { GrantAgents } from './agents.service.js';
import { GrantConditions } from './conditions.service.js';
import { AgentDayDto, NewAgentDto, NewConditionDto, NewRequisitionDto, RequisitionStateDto } from './grants.dto.js';
import { AgentAskedDto, AgentPageDto, AgentStateDto, ConditionMadeDto, GrantDto } from './grants-view.dto.js';
import { GrantsQueries } from './grants.queries.js';
import { Requisitions } from './requisitions.service.js';

@ApiTags('grants')
@Controller('api/v1')
export class GrantsController {
  constructor(
    private readonly commands: CommandRunner,
    private readonly conditions: GrantConditions,
    private readonly agents: GrantAgents,
    private readonly requisitions: Requisitions,
    private readonly queries: GrantsQueries,
  ) {}

  @Get('funding-sources/:id/grant')
  @Act('grant.read')
  @ApiOperation({
    summary:
      'Statsbidraget: villkor, ombud, och per år tak, fördelat, rekvirerat, utbetalt och återbetalt; nu, en viss dag eller som det var känt då',
  })
  @ApiOkResponse({ type: GrantDto })
  grant(@Param('id', IdPipe) id: string, @Query() query: MomentQueryDto) {
    return this.queries.grant(id, momentOf(query));
  }

  @Post('funding-sources/:id/grant-conditions')
  @Act('grant.handle')
  @ApiOperation({ summary: 'Anteckna ett villkor för bidraget, daterat och med handlingen det står i' })
  @ApiCreatedResponse({ type: ConditionMadeDto })
  addCondition(
    @Ctx() ctx: RequestContext,
    @Param('id', IdPipe) id: string,
    @Body() body: NewConditionDto,
  ): Promise<Answer> {
    return this.commands.run(ctx, async (tx) =>
      created(`/api/v1/funding-sources/${id}/grant`, await this.conditions.add(tx, ctx.actor, id, body)),
    );
  }

  @Post('funding-sources/:id/requisitions')
  @Act('grant.handle')
  @ApiOperation({ summary: 'Påbörja rekvisitionen för ett år' })
  @ApiCreatedResponse({ type: RequisitionStateDto })
  start(@Ctx() ctx: RequestContext, @Param('id', IdPipe) id: string, @Body() body: NewRequisitionDto): Promise<Answer> {
    return this.commands.run(ctx, async (tx) => {
      const requisition = await this.requisitions.start(tx, ctx.actor, id, body.year);
      return created(`/api/v1/requisitions/${requisition.id}`, requisition);
    });
  }

  @Get('grant-agents')
  @Act('grant.read')
  @ApiOperation({ summary: 'Ombud hos bidragsgivare' })
  @ApiOkResponse({ type: AgentPageDto })
  listAgents(@Query() query: PageQueryDto) {
    return this.queries.agents(query);
  }

  @Post('grant-agents')
  @Act('grant.handle')
  @ApiOperation({ summary: 'Anteckna att ett ombud är anmält; svaret varnar när det är sent' })
  @ApiCreatedResponse({ type: AgentAskedDto })
  askAgent(@Ctx() ctx: RequestContext, @Body() body: NewAgentDto): Promise<Answer> {
    return this.commands.run(ctx, async (tx) =>
      created(`/api/v1/grant-agents`, await this.agents.ask(tx, ctx.actor, body)),
    );
  }

  @Post('grant-agents/:id/approval')
  @HttpCode(200)
  @Act('grant.handle')
  @ApiOperation({ summary: 'Anteckna att bidragsgivaren har godkänt ombudet' })
  @ApiOkResponse({ type: AgentStateDto })
  approveAgent(
    @Ctx() ctx: RequestContext,
    @Param('id', IdPipe) id: string,
    @Body() body: AgentDayDto,
  ): Promise<Answer> {
    return this.agentAct(ctx, id, 'approve', body);
  }

  @Post('grant-agents/:id/ending')
  @HttpCode(200)
  @Act('grant.handle')
  @ApiOperation({ summary: 'Avsluta ombudet' })
  @ApiOkResponse({ type: AgentStateDto })
  endAgent(@Ctx() ctx: RequestContext, @Param('id', IdPipe) id: string, @Body() body: AgentDayDto): Promise<Answer> {
    return this.agentAct(ctx, id, 'end', body);
  }

  private agentAct(ctx: RequestContext, id: string, act: AgentAct, { day }: AgentDayDto): Promise<Answer> {
    const expected = expectedVersion(ctx);
    return this.commands.run(ctx, async (tx) => changed(await this.agents.act(tx, ctx.actor, id, expected, act, day)));
  }
}
