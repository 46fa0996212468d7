/** The chain of goals of a year, and its statutory dates. */
import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Act } from '../platform/http/act.decorator.js';
import { type Answer, changed, created } from '../platform/http/answer.js';
import { CommandRunner } from '../platform/http/command-runner.js';
import { Ctx, expectedVersion, IdPipe, type RequestContext } from '../platform/http/request-context.js';
import { GoalChains } from './chains.service.js';
import { GoalChainDto, GoalChainPageDto, StatutoryDatesDto } from './goals-view.dto.js';
import { ChangeGoalChainDto, GoalYearQueryDto, NewGoalChainDto, StatutoryDatesQueryDto } from './goals.dto.js';
import { statutoryDatesIn } from './period.rules.js';

@ApiTags('goals')
@Controller('api/v1')
export class GoalYearsController {
  constructor(
    private readonly commands: CommandRunner,
    private readonly chains: GoalChains,
  ) {}

  @Post('goal-chains')
  @Act('goal.configure')
  @ApiOperation({ summary: 'Bestäm vilka nivåer målkedjan har ett år, för kommunen eller för en myndighet' })
  @ApiCreatedResponse({ type: GoalChainDto })
  create(@Ctx() ctx: RequestContext, @Body() body: NewGoalChainDto): Promise<Answer> {
    return this.commands.run(ctx, async (tx) => {
      const chain = await this.chains.create(tx, ctx.actor, body);
      return created(`/api/v1/goal-chains?year=${chain.year}`, chain);
    });
  }

  @Get('goal-chains')
  @Act('goal.read')
  @ApiOperation({ summary: 'Målkedjorna år för år; kommunens först' })
  @ApiOkResponse({ type: GoalChainPageDto })
  list(@Query() query: GoalYearQueryDto) {
    return this.chains.list(query, query.year);
  }

  @Patch('goal-chains/:id')
  @Act('goal.configure')
  @ApiOperation({ summary: 'Ändra nivåerna, så länge målen som står i kedjan ryms' })
  @ApiOkResponse({ type: GoalChainDto })
  change(
    @Ctx() ctx: RequestContext,
    @Param('id', IdPipe) id: string,
    @Body() body: ChangeGoalChainDto,
  ): Promise<Answer> {
    const expected = expectedVersion(ctx);
    return this.commands.run(ctx, async (tx) =>
      changed(await this.chains.change(tx, ctx.actor, id, expected, body.levels)),
    );
  }

  @Get('statutory-dates')
  @Act('goal.read')
  @ApiOperation({ summary: 'Lagens dagar under ett år: årsredovisning, delårsrapport och budget' })
  @ApiOkResponse({ type: StatutoryDatesDto })
  statutoryDates(@Query() { year }: StatutoryDatesQueryDto) {
    return { year, dates: statutoryDatesIn(year) };
  }
}
