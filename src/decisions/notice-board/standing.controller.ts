/** What becomes of a decision after it was made: appealed, assessed, final. The same for one in minutes and one by delegation. */
import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
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
import { Appeals } from './appeals.service.js';
import { DecidedQueries } from './decided.queries.js';
import type { DecisionKind, DecisionRef } from './decision-place.js';
import { Executions } from './executions.service.js';
import {
  AppealStepDto,
  AssessmentMadeDto,
  NewAppealDto,
  NewAssessmentDto,
  RegisteredAppealDto,
} from './notice-board.dto.js';
import { MadeDecisionPageDto, MadeDecisionQueryDto, StandingDto } from './standing.dto.js';
import { StandingQueries } from './standing.queries.js';

const address: Readonly<Record<DecisionKind, string>> = {
  decision: 'decisions',
  delegatedDecision: 'delegated-decisions',
};

@ApiTags('notice-board')
@Controller('api/v1')
export class StandingController {
  constructor(
    private readonly commands: CommandRunner,
    private readonly appeals: Appeals,
    private readonly executions: Executions,
    private readonly standings: StandingQueries,
    private readonly decided: DecidedQueries,
  ) {}

  @Get('decisions')
  @Act('minutes.read')
  @ApiOperation({ summary: 'Den egna myndighetens beslut, i protokoll och på delegation; de senaste först' })
  @ApiOkResponse({ type: MadeDecisionPageDto })
  list(@CurrentActor() actor: Actor, @Query() { appealed, ...query }: MadeDecisionQueryDto) {
    return this.decided.list(actor, { ...query, isAppealed: appealed === 'true' }, query);
  }

  @Post('decisions/:id/appeals')
  @Act('appeal.register')
  @ApiOperation({ summary: 'Registrera ett överklagande, också ett som kommer sent; bara domstolen avvisar' })
  @ApiCreatedResponse({ type: RegisteredAppealDto })
  appeal(@Ctx() ctx: RequestContext, @Param('id', IdPipe) id: string, @Body() body: NewAppealDto): Promise<Answer> {
    return this.register(ctx, { kind: 'decision', id }, body);
  }

  @Post('delegated-decisions/:id/appeals')
  @Act('appeal.register')
  @ApiOperation({ summary: 'Registrera ett överklagande av ett delegationsbeslut' })
  @ApiCreatedResponse({ type: RegisteredAppealDto })
  appealDelegated(
    @Ctx() ctx: RequestContext,
    @Param('id', IdPipe) id: string,
    @Body() body: NewAppealDto,
  ): Promise<Answer> {
    return this.register(ctx, { kind: 'delegatedDecision', id }, body);
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
  standing(@CurrentActor() actor: Actor, @Param('id', IdPipe) id: string) {
    return this.standings.standing(actor, { kind: 'decision', id });
  }

  @Get('delegated-decisions/:id/standing')
  @Act('minutes.read')
  @ApiOperation({ summary: 'Delegationsbeslutets ställning: anslaget, överklagat, laga kraft, verkställighet' })
  @ApiOkResponse({ type: StandingDto })
  standingDelegated(@CurrentActor() actor: Actor, @Param('id', IdPipe) id: string) {
    return this.standings.standing(actor, { kind: 'delegatedDecision', id });
  }

  @Post('decisions/:id/execution-assessments')
  @Act('execution.assess')
  @ApiOperation({ summary: 'Bedöm om beslutet får verkställas innan det har fått laga kraft' })
  @ApiCreatedResponse({ type: AssessmentMadeDto })
  assess(@Ctx() ctx: RequestContext, @Param('id', IdPipe) id: string, @Body() body: NewAssessmentDto): Promise<Answer> {
    return this.weigh(ctx, { kind: 'decision', id }, body);
  }

  @Post('delegated-decisions/:id/execution-assessments')
  @Act('execution.assess')
  @ApiOperation({ summary: 'Bedöm om delegationsbeslutet får verkställas innan det har fått laga kraft' })
  @ApiCreatedResponse({ type: AssessmentMadeDto })
  assessDelegated(
    @Ctx() ctx: RequestContext,
    @Param('id', IdPipe) id: string,
    @Body() body: NewAssessmentDto,
  ): Promise<Answer> {
    return this.weigh(ctx, { kind: 'delegatedDecision', id }, body);
  }

  private register(ctx: RequestContext, ref: DecisionRef, body: NewAppealDto): Promise<Answer> {
    return this.commands.run(ctx, async (tx) => {
      const receivedTime = body.receivedTime as LocalTime | undefined;
      const appeal = { ...body, receivedDay: body.receivedDay as Day, receivedTime };
      return created(standingOf(ref), await this.appeals.register(tx, ctx.actor, ref, appeal));
    });
  }

  private weigh(ctx: RequestContext, ref: DecisionRef, body: NewAssessmentDto): Promise<Answer> {
    return this.commands.run(ctx, async (tx) =>
      created(standingOf(ref), await this.executions.assess(tx, ctx.actor, ref, body)),
    );
  }
}

const standingOf = ({ kind, id }: DecisionRef): string => `/api/v1/${address[kind]}/${id}/standing`;
