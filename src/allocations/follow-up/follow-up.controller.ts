/** Following up the year's money over HTTP. */
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../kernel/actor.js';
import { Act } from '../../platform/http/act.decorator.js';
import { type Answer, created } from '../../platform/http/answer.js';
import { CommandRunner } from '../../platform/http/command-runner.js';
import { moneyFrom } from '../../platform/http/fields.js';
import { Ctx, CurrentActor, IdPipe, type RequestContext } from '../../platform/http/request-context.js';
import { YearPipe } from '../costs/settlement.dto.js';
import {
  FollowUpDto,
  ForecastPageDto,
  ForecastQueryDto,
  ForecastSaidDto,
  NewContinuingNeedDto,
  NewForecastDto,
  NewMonthPlanDto,
  SaidDto,
  StopDateQueryDto,
  StopDatesDto,
} from './follow-up.dto.js';
import { FollowUpQueries } from './follow-up.queries.js';
import { Forecasts } from './forecasts.service.js';
import { StopDates } from './stop-dates.service.js';

/** Two months ahead, as people plan. */
const withinDaysDefault = 60;

@ApiTags('follow-up')
@Controller('api/v1')
export class FollowUpController {
  constructor(
    private readonly commands: CommandRunner,
    private readonly forecasts: Forecasts,
    private readonly queries: FollowUpQueries,
    private readonly stopDates: StopDates,
  ) {}

  @Get('funding-sources/:id/follow-up/:year')
  @Act('forecast.read')
  @ApiOperation({ summary: 'Årets plan, utfall, prognos och avvikelser per insats; nämnder ser sina egna' })
  @ApiOkResponse({ type: FollowUpDto })
  followUp(@CurrentActor() actor: Actor, @Param('id', IdPipe) id: string, @Param('year', YearPipe) year: number) {
    return this.queries.one(actor, id, year);
  }

  @Get('forecasts')
  @Act('forecast.read')
  @ApiOperation({ summary: 'Alla prognoser för en insats och källa, med dag och vem' })
  @ApiOkResponse({ type: ForecastPageDto })
  list(@CurrentActor() actor: Actor, @Query() query: ForecastQueryDto) {
    return this.queries.forecasts(actor, query, { ...query, year: Number(query.year) });
  }

  @Post('forecasts')
  @Act('forecast.write')
  @ApiOperation({ summary: 'Lämna en prognos; en större avvikelse ska kommenteras' })
  @ApiCreatedResponse({ type: ForecastSaidDto })
  foresee(@Ctx() ctx: RequestContext, @Body() body: NewForecastDto): Promise<Answer> {
    const forecast = { ...body, amount: moneyFrom(body.amount) };
    return this.commands.run(ctx, async (tx) =>
      created('/api/v1/forecasts', await this.forecasts.foresee(tx, ctx.actor, forecast)),
    );
  }

  @Post('month-plans')
  @Act('forecast.write')
  @ApiOperation({ summary: 'Planera månad för månad hur det fördelade ska användas' })
  @ApiCreatedResponse({ type: SaidDto })
  plan(@Ctx() ctx: RequestContext, @Body() body: NewMonthPlanDto): Promise<Answer> {
    const months = body.months.map(({ month, amount }) => ({ month, amount: moneyFrom(amount) }));
    return this.commands.run(ctx, async (tx) =>
      created(
        `/api/v1/funding-sources/${body.sourceId}/follow-up/${body.year}`,
        await this.forecasts.plan(tx, ctx.actor, { ...body, months }),
      ),
    );
  }

  @Post('continuing-needs')
  @Act('forecast.write')
  @ApiOperation({ summary: 'Anteckna att en insats behöver medel även kommande år' })
  @ApiCreatedResponse({ type: SaidDto })
  need(@Ctx() ctx: RequestContext, @Body() body: NewContinuingNeedDto): Promise<Answer> {
    return this.commands.run(ctx, async (tx) =>
      created(`/api/v1/proposals/${body.proposalId}`, await this.forecasts.need(tx, ctx.actor, body)),
    );
  }

  @Get('stop-dates')
  @Act('grant.read')
  @ApiOperation({
    summary: 'Stoppdatum som närmar sig: ombud, rekvisition, återrapport, användningstid, årets avräkning',
  })
  @ApiOkResponse({ type: StopDatesDto })
  async stops(@Query() query: StopDateQueryDto) {
    return { items: await this.stopDates.list(Number(query.withinDays ?? withinDaysDefault)) };
  }
}
