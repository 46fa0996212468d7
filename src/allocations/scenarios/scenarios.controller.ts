/** Scenarios over HTTP: made and compared on a call, read and changed by themselves. */
import { Body, Controller, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../kernel/actor.js';
import { Act } from '../../platform/http/act.decorator.js';
import { type Answer, changed, created } from '../../platform/http/answer.js';
import { CommandRunner } from '../../platform/http/command-runner.js';
import { moneyFrom } from '../../platform/http/fields.js';
import {
  Ctx,
  CurrentActor,
  expectedVersion,
  IdPipe,
  type RequestContext,
} from '../../platform/http/request-context.js';
import { FollowsProgress, Reporting } from '../../platform/progress/follows-progress.js';
import type { Progress } from '../../platform/progress/progress.js';
import { ComparisonDto } from './comparison.dto.js';
import {
  ComparisonQueryDto,
  NewScenarioDto,
  PromotionDto,
  ReplaceScenarioRowsDto,
  ScenarioDto,
  ScenarioPageDto,
  ScenarioQueryDto,
  ScenarioStateDto,
} from './scenarios.dto.js';
import { ScenariosQueries } from './scenarios.queries.js';
import { Scenarios } from './scenarios.service.js';

@ApiTags('scenarios')
@Controller('api/v1/calls/:id/scenarios')
export class CallScenariosController {
  constructor(
    private readonly commands: CommandRunner,
    private readonly scenarios: Scenarios,
    private readonly queries: ScenariosQueries,
  ) {}

  @Post()
  @Act('board.write')
  @FollowsProgress()
  @ApiOperation({ summary: 'Gör ett scenario efter en regel, på låst underlag' })
  @ApiCreatedResponse({ type: ScenarioStateDto })
  create(
    @Ctx() ctx: RequestContext,
    @Param('id', IdPipe) id: string,
    @Body() body: NewScenarioDto,
    @Reporting() progress: Progress,
  ): Promise<Answer> {
    return this.commands.run(ctx, async (tx) => {
      const scenario = { ...body, onlyEligible: body.onlyEligible ?? true };
      const made = await this.scenarios.create(tx, ctx.actor, id, scenario, progress);
      return created(`/api/v1/scenarios/${made.id}`, made);
    });
  }

  @Get()
  @Act('board.read')
  @ApiOperation({ summary: 'Begärans scenarier, i den ordning de gjordes' })
  @ApiOkResponse({ type: ScenarioPageDto })
  list(@CurrentActor() actor: Actor, @Param('id', IdPipe) id: string, @Query() query: ScenarioQueryDto) {
    return this.queries.list(actor, id, query, query.status);
  }

  @Get('comparison')
  @Act('board.read')
  @ApiOperation({ summary: 'Scenarier sida vid sida, insats för insats och källa för källa' })
  @ApiOkResponse({ type: ComparisonDto })
  compare(@CurrentActor() actor: Actor, @Param('id', IdPipe) id: string, @Query() query: ComparisonQueryDto) {
    return this.queries.compare(actor, id, query.ids?.split(','));
  }
}

@ApiTags('scenarios')
@Controller('api/v1/scenarios')
export class ScenariosController {
  constructor(
    private readonly commands: CommandRunner,
    private readonly scenarios: Scenarios,
    private readonly queries: ScenariosQueries,
  ) {}

  @Get(':id')
  @Act('board.read')
  @FollowsProgress()
  @ApiOperation({ summary: 'Ett scenario med rader, intyg och, när det inte ryms, vilka som kunde ge vika' })
  @ApiOkResponse({ type: ScenarioDto })
  one(@CurrentActor() actor: Actor, @Param('id', IdPipe) id: string, @Reporting() progress: Progress) {
    return this.queries.one(actor, id, progress);
  }

  @Put(':id/rows')
  @Act('board.write')
  @ApiOperation({ summary: 'Skriv scenariots rader för hand' })
  @ApiOkResponse({ type: ScenarioStateDto })
  replaceRows(
    @Ctx() ctx: RequestContext,
    @Param('id', IdPipe) id: string,
    @Body() body: ReplaceScenarioRowsDto,
  ): Promise<Answer> {
    const expected = expectedVersion(ctx);
    return this.commands.run(ctx, async (tx) => {
      const rows = body.rows.map((row) => ({ ...row, amount: moneyFrom(row.amount) }));
      return changed(await this.scenarios.replaceRows(tx, ctx.actor, id, expected, rows));
    });
  }

  @Post(':id/promotion')
  @HttpCode(200)
  @Act('board.write')
  @ApiOperation({ summary: 'Lägg fram scenariot för kommunstyrelsen som en fördelning, med pengarna reserverade' })
  @ApiOkResponse({ type: ScenarioStateDto })
  promote(@Ctx() ctx: RequestContext, @Param('id', IdPipe) id: string, @Body() body: PromotionDto): Promise<Answer> {
    const expected = expectedVersion(ctx);
    return this.commands.run(ctx, async (tx) =>
      changed(await this.scenarios.promote(tx, ctx.actor, id, expected, body)),
    );
  }

  @Post(':id/discard')
  @HttpCode(200)
  @Act('board.write')
  @ApiOperation({ summary: 'Kassera ett scenario; det kan ännu läsas' })
  @ApiOkResponse({ type: ScenarioStateDto })
  discard(@Ctx() ctx: RequestContext, @Param('id', IdPipe) id: string): Promise<Answer> {
    const expected = expectedVersion(ctx);
    return this.commands.run(ctx, async (tx) => changed(await this.scenarios.discard(tx, ctx.actor, id, expected)));
  }
}
