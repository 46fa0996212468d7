/** Chains and goals over HTTP. */
import { Body, Controller, Get, Param, Patch, Post, Put, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../kernel/actor.js';
import { Act } from '../platform/http/act.decorator.js';
import { type Answer, changed, created } from '../platform/http/answer.js';
import { CommandRunner } from '../platform/http/command-runner.js';
import { Ctx, CurrentActor, expectedVersion, IdPipe, type RequestContext } from '../platform/http/request-context.js';
import { GoalMoneyQueries } from './goal-money.queries.js';
import { GoalDto, GoalMoneyDto, GoalPageDto, GoalStateDto } from './goals-view.dto.js';
import {
  ChangeGoalDto,
  GoalMoneyQueryDto,
  GoalQueryDto,
  GoalStepDto,
  NewGoalDto,
  PlaceGoalDto,
  ReplaceGoalLinksDto,
} from './goals.dto.js';
import { GoalsQueries } from './goals.queries.js';
import { Goals } from './goals.service.js';
import { GoalLinks } from './links.service.js';

@ApiTags('goals')
@Controller('api/v1/goals')
export class GoalsController {
  constructor(
    private readonly commands: CommandRunner,
    private readonly goals: Goals,
    private readonly links: GoalLinks,
    private readonly queries: GoalsQueries,
    private readonly money: GoalMoneyQueries,
  ) {}

  @Post()
  @Act('goal.write')
  @ApiOperation({ summary: 'Skriv ett mål eller åtagande och placera det i årets målkedja' })
  @ApiCreatedResponse({ type: GoalStateDto })
  create(@Ctx() ctx: RequestContext, @Body() body: NewGoalDto): Promise<Answer> {
    return this.commands.run(ctx, async (tx) => {
      const goal = await this.goals.create(tx, ctx.actor, body);
      return created(`/api/v1/goals/${goal.id}`, goal);
    });
  }

  @Get()
  @Act('goal.read')
  @ApiOperation({
    summary: 'Mål och åtaganden, uppifrån i kedjan; med year i årets kedja, med gaps de som saknar mål ovanför',
  })
  @ApiOkResponse({ type: GoalPageDto })
  list(@CurrentActor() actor: Actor, @Query() query: GoalQueryDto) {
    return this.queries.list(actor, query, query);
  }

  @Get(':id')
  @Act('goal.read')
  @ApiOperation({ summary: 'Ett mål med sina platser i kedjorna, kopplingar, indikatorer och bedömningar' })
  @ApiOkResponse({ type: GoalDto })
  one(@CurrentActor() actor: Actor, @Param('id', IdPipe) id: string) {
    return this.queries.one(actor, id);
  }

  @Get(':id/money')
  @Act('goalMoney.read')
  @ApiOperation({
    summary:
      'Vad pengarna gjorde: begärt, beslutat och använt för målet och målen under det, bredvid indikatorernas utfall',
  })
  @ApiOkResponse({ type: GoalMoneyDto })
  moneyOf(@CurrentActor() actor: Actor, @Param('id', IdPipe) id: string, @Query() { year, period }: GoalMoneyQueryDto) {
    return this.money.of(actor, id, year, period);
  }

  @Patch(':id')
  @Act('goal.write')
  @ApiOperation({ summary: 'Ändra ett mål; det som inte nämns står kvar' })
  @ApiOkResponse({ type: GoalStateDto })
  change(@Ctx() ctx: RequestContext, @Param('id', IdPipe) id: string, @Body() body: ChangeGoalDto): Promise<Answer> {
    const expected = expectedVersion(ctx);
    return this.commands.run(ctx, async (tx) => changed(await this.goals.change(tx, ctx.actor, id, expected, body)));
  }

  @Post(':id/placements')
  @Act('goal.write')
  @ApiOperation({ summary: 'Placera målet i kedjan för ett år, eller flytta det där' })
  @ApiOkResponse({ type: GoalStateDto })
  place(@Ctx() ctx: RequestContext, @Param('id', IdPipe) id: string, @Body() body: PlaceGoalDto): Promise<Answer> {
    const expected = expectedVersion(ctx);
    return this.commands.run(ctx, async (tx) => changed(await this.goals.place(tx, ctx.actor, id, expected, body)));
  }

  @Post(':id/steps')
  @Act('goal.write')
  @ApiOperation({ summary: 'Anta, påbörja, föra över, avsluta eller återta ett mål' })
  @ApiOkResponse({ type: GoalStateDto })
  act(@Ctx() ctx: RequestContext, @Param('id', IdPipe) id: string, @Body() body: GoalStepDto): Promise<Answer> {
    const expected = expectedVersion(ctx);
    return this.commands.run(ctx, async (tx) => changed(await this.goals.act(tx, ctx.actor, id, expected, body)));
  }

  @Put(':id/links')
  @Act('goal.write')
  @ApiOperation({ summary: 'Vad målet arbetas för med: förslag, insatser, fördelningar och program' })
  @ApiOkResponse({ type: GoalStateDto })
  link(
    @Ctx() ctx: RequestContext,
    @Param('id', IdPipe) id: string,
    @Body() body: ReplaceGoalLinksDto,
  ): Promise<Answer> {
    const expected = expectedVersion(ctx);
    return this.commands.run(ctx, async (tx) =>
      changed(await this.links.replace(tx, ctx.actor, id, expected, body.links)),
    );
  }
}
