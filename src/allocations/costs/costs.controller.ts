/** Actual costs over HTTP: by hand, corrected by reversal, and the settlement of a source's year. */
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../kernel/actor.js';
import { Act } from '../../platform/http/act.decorator.js';
import { type Answer, created } from '../../platform/http/answer.js';
import { CommandRunner } from '../../platform/http/command-runner.js';
import { moneyFrom } from '../../platform/http/fields.js';
import { PageQueryDto } from '../../platform/http/page.dto.js';
import { MomentQueryDto, momentOf } from '../../platform/http/moment.dto.js';
import { Ctx, CurrentActor, IdPipe, type RequestContext } from '../../platform/http/request-context.js';
import {
  CostPageDto,
  CostQueryDto,
  DoubleFinancingNoteDto,
  CostMadeDto,
  NewCostDto,
  NewProjectCodeDto,
  NewSettlementDto,
  ProjectCodeMadeDto,
  ProjectCodePageDto,
  RecordedCostDto,
  ReversalDto,
} from './costs.dto.js';
import { CostsQueries } from './costs.queries.js';
import { Costs } from './costs.service.js';
import { SettlementDto, YearPipe } from './settlement.dto.js';
import { SettlementQueries } from './settlement.queries.js';
import { Settlements } from './settlements.service.js';

@ApiTags('costs')
@Controller('api/v1')
export class CostsController {
  constructor(
    private readonly commands: CommandRunner,
    private readonly costs: Costs,
    private readonly settlements: Settlements,
    private readonly queries: CostsQueries,
    private readonly settlementQueries: SettlementQueries,
  ) {}

  @Get('actual-costs')
  @Act('cost.read')
  @ApiOperation({ summary: 'Bokförda kostnader; nämnder ser sina egna' })
  @ApiOkResponse({ type: CostPageDto })
  list(@CurrentActor() actor: Actor, @Query() query: CostQueryDto) {
    return this.queries.list(actor, query, query);
  }

  @Post('actual-costs')
  @Act('cost.record')
  @ApiOperation({ summary: 'Bokför en kostnad på en insats och en källa' })
  @ApiCreatedResponse({ type: RecordedCostDto })
  record(@Ctx() ctx: RequestContext, @Body() body: NewCostDto): Promise<Answer> {
    const cost = { ...body, amount: moneyFrom(body.amount) };
    return this.commands.run(ctx, async (tx) =>
      created('/api/v1/actual-costs', await this.costs.record(tx, ctx.actor, cost)),
    );
  }

  @Post('actual-costs/:id/reversal')
  @Act('cost.record')
  @ApiOperation({ summary: 'Återför en kostnad: en rad med motsatt belopp som pekar på den' })
  @ApiCreatedResponse({ type: RecordedCostDto })
  reverse(@Ctx() ctx: RequestContext, @Param('id', IdPipe) id: string, @Body() body: ReversalDto): Promise<Answer> {
    return this.commands.run(ctx, async (tx) =>
      created('/api/v1/actual-costs', await this.costs.reverse(tx, ctx.actor, id, body.reason)),
    );
  }

  @Get('project-codes')
  @Act('cost.read')
  @ApiOperation({ summary: 'Projektkoder, var och en för en insats och en källa' })
  @ApiOkResponse({ type: ProjectCodePageDto })
  listCodes(@CurrentActor() actor: Actor, @Query() query: PageQueryDto) {
    return this.queries.codes(actor, query);
  }

  @Post('project-codes')
  @Act('cost.record')
  @ApiOperation({ summary: 'Knyt en projektkod till en insats och en källa' })
  @ApiCreatedResponse({ type: ProjectCodeMadeDto })
  setCode(@Ctx() ctx: RequestContext, @Body() body: NewProjectCodeDto): Promise<Answer> {
    return this.commands.run(ctx, async (tx) =>
      created('/api/v1/project-codes', await this.costs.setCode(tx, ctx.actor, body)),
    );
  }

  @Post('double-financing-notes')
  @Act('cost.record')
  @ApiOperation({ summary: 'Anteckna den rättsliga bedömningen av en insats med flera källor (R-10)' })
  @ApiCreatedResponse({ type: CostMadeDto })
  noteDoubleFinancing(@Ctx() ctx: RequestContext, @Body() body: DoubleFinancingNoteDto): Promise<Answer> {
    return this.commands.run(ctx, async (tx) =>
      created('/api/v1/double-financing-notes', await this.costs.noteDoubleFinancing(tx, ctx.actor, body)),
    );
  }

  @Get('funding-sources/:id/settlements/:year')
  @Act('cost.read')
  @ApiOperation({
    summary:
      'Årets användning mot det fördelade, per insats, nämnd och hela källan: nu, en viss dag eller som det var känt då',
  })
  @ApiOkResponse({ type: SettlementDto })
  settlement(
    @CurrentActor() actor: Actor,
    @Param('id', IdPipe) id: string,
    @Param('year', YearPipe) year: number,
    @Query() query: MomentQueryDto,
  ) {
    return this.settlementQueries.one(actor, id, year, momentOf(query));
  }

  @Post('funding-sources/:id/settlements')
  @Act('cost.record')
  @ApiOperation({ summary: 'Avräkna året: inga fler kostnader, och det oanvända går dit det ska' })
  @ApiCreatedResponse({ type: SettlementDto })
  settle(@Ctx() ctx: RequestContext, @Param('id', IdPipe) id: string, @Body() body: NewSettlementDto): Promise<Answer> {
    return this.commands.run(ctx, async (tx) =>
      created(
        `/api/v1/funding-sources/${id}/settlements/${body.year}`,
        await this.settlements.settle(tx, ctx.actor, id, body),
      ),
    );
  }
}
