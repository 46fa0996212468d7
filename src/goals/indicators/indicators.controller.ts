/** Indicators over HTTP. */
import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../kernel/actor.js';
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
import { IndicatorDefinedDto, IndicatorDto, IndicatorPageDto, IndicatorStateDto } from './indicators-view.dto.js';
import {
  ChangeIndicatorDto,
  IndicatorDefinitionDto,
  IndicatorQueryDto,
  NewComparabilityBreakDto,
  NewIndicatorDto,
  NewIndicatorTargetDto,
  NewOutcomeDto,
} from './indicators.dto.js';
import { IndicatorsQueries } from './indicators.queries.js';
import { Indicators } from './indicators.service.js';
import { Outcomes } from './outcomes.service.js';

@ApiTags('indicators')
@Controller('api/v1')
export class IndicatorsController {
  constructor(
    private readonly commands: CommandRunner,
    private readonly indicators: Indicators,
    private readonly outcomes: Outcomes,
    private readonly queries: IndicatorsQueries,
  ) {}

  @Post('goals/:id/indicators')
  @Act('goal.write')
  @ApiOperation({ summary: 'Ge målet en indikator, med dess första definition' })
  @ApiCreatedResponse({ type: IndicatorStateDto })
  create(
    @Ctx() ctx: RequestContext,
    @Param('id', IdPipe) goalId: string,
    @Body() body: NewIndicatorDto,
  ): Promise<Answer> {
    const { name, responsibleId, availableFromDay, ...definition } = body;
    return this.commands.run(ctx, async (tx) => {
      const command = { name, responsibleId, availableFromDay, definition };
      const indicator = await this.indicators.create(tx, ctx.actor, goalId, command);
      return created(`/api/v1/indicators/${indicator.id}`, indicator);
    });
  }

  @Get('indicators')
  @Act('goal.read')
  @ApiOperation({ summary: 'Indikatorer, ett mål i taget' })
  @ApiOkResponse({ type: IndicatorPageDto })
  list(@CurrentActor() actor: Actor, @Query() query: IndicatorQueryDto) {
    return this.queries.list(actor, query, query);
  }

  @Get('indicators/:id')
  @Act('goal.read')
  @ApiOperation({ summary: 'En indikator med definitioner, brott i jämförbarheten, målvärden och utfall' })
  @ApiOkResponse({ type: IndicatorDto })
  one(@CurrentActor() actor: Actor, @Param('id', IdPipe) id: string) {
    return this.queries.one(actor, id);
  }

  @Patch('indicators/:id')
  @Act('goal.write')
  @ApiOperation({ summary: 'Ändra namn, ansvarig eller från när den kan mätas' })
  @ApiOkResponse({ type: IndicatorStateDto })
  change(
    @Ctx() ctx: RequestContext,
    @Param('id', IdPipe) id: string,
    @Body() body: ChangeIndicatorDto,
  ): Promise<Answer> {
    const expected = expectedVersion(ctx);
    return this.commands.run(ctx, async (tx) =>
      changed(await this.indicators.change(tx, ctx.actor, id, expected, body)),
    );
  }

  @Post('indicators/:id/definitions')
  @Act('goal.write')
  @ApiOperation({ summary: 'Ny definition från en dag; det som mättes före behåller sin' })
  @ApiOkResponse({ type: IndicatorDefinedDto })
  define(
    @Ctx() ctx: RequestContext,
    @Param('id', IdPipe) id: string,
    @Body() body: IndicatorDefinitionDto,
  ): Promise<Answer> {
    const expected = expectedVersion(ctx);
    return this.commands.run(ctx, async (tx) =>
      changed(await this.indicators.define(tx, ctx.actor, id, expected, body)),
    );
  }

  @Post('indicators/:id/comparability-breaks')
  @Act('goal.write')
  @ApiOperation({ summary: 'Från en dag jämförs siffrorna med försiktighet, och varför' })
  @ApiOkResponse({ type: IndicatorStateDto })
  breakComparison(
    @Ctx() ctx: RequestContext,
    @Param('id', IdPipe) id: string,
    @Body() body: NewComparabilityBreakDto,
  ): Promise<Answer> {
    const expected = expectedVersion(ctx);
    return this.commands.run(ctx, async (tx) =>
      changed(await this.indicators.breakComparison(tx, ctx.actor, id, expected, body)),
    );
  }

  @Post('indicators/:id/targets')
  @Act('goal.write')
  @ApiOperation({ summary: 'Årets målvärde: ett värde, mot föregående år, eller bara en riktning' })
  @ApiOkResponse({ type: IndicatorStateDto })
  aim(
    @Ctx() ctx: RequestContext,
    @Param('id', IdPipe) id: string,
    @Body() body: NewIndicatorTargetDto,
  ): Promise<Answer> {
    const expected = expectedVersion(ctx);
    return this.commands.run(ctx, async (tx) => changed(await this.indicators.aim(tx, ctx.actor, id, expected, body)));
  }

  @Post('indicators/:id/outcomes')
  @Act('goalReport.write')
  @ApiOperation({ summary: 'Lägg in periodens utfall, eller att det inte är mätt' })
  @ApiOkResponse({ type: IndicatorStateDto })
  record(@Ctx() ctx: RequestContext, @Param('id', IdPipe) id: string, @Body() body: NewOutcomeDto): Promise<Answer> {
    const expected = expectedVersion(ctx);
    return this.commands.run(ctx, async (tx) => changed(await this.outcomes.record(tx, ctx.actor, id, expected, body)));
  }
}
