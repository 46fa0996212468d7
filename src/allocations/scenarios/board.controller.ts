/** The allocation board over HTTP. */
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../kernel/actor.js';
import { Act } from '../../platform/http/act.decorator.js';
import { type Answer, created } from '../../platform/http/answer.js';
import { CommandRunner } from '../../platform/http/command-runner.js';
import { moneyFrom } from '../../platform/http/fields.js';
import { MomentQueryDto, momentOf } from '../../platform/http/moment.dto.js';
import { Ctx, CurrentActor, IdPipe, type RequestContext } from '../../platform/http/request-context.js';
import {
  BoardDto,
  EligibilityAnswersDto,
  EligibilityDto,
  NewRecommendationDto,
  RecommendationDto,
} from './board.dto.js';
import { BoardQueries } from './board.queries.js';
import { Board } from './board.service.js';

@ApiTags('allocation-board')
@Controller('api/v1/calls/:id/board')
export class BoardController {
  constructor(
    private readonly commands: CommandRunner,
    private readonly board: Board,
    private readonly queries: BoardQueries,
  ) {}

  @Get()
  @Act('board.read')
  @ApiOperation({
    summary: 'Fördelningstavlan: varje insats mot varje källa och år; nu, en viss dag eller som det var känt då',
  })
  @ApiOkResponse({ type: BoardDto })
  one(@CurrentActor() actor: Actor, @Param('id', IdPipe) id: string, @Query() query: MomentQueryDto) {
    return this.queries.board(actor, id, momentOf(query));
  }

  @Post('eligibility')
  @Act('board.write')
  @ApiOperation({ summary: 'Besvara frågor om en insats är behörig för en källa' })
  @ApiCreatedResponse({ type: EligibilityDto })
  answer(
    @Ctx() ctx: RequestContext,
    @Param('id', IdPipe) id: string,
    @Body() body: EligibilityAnswersDto,
  ): Promise<Answer> {
    return this.commands.run(ctx, async (tx) =>
      created(`/api/v1/calls/${id}/board`, await this.board.answer(tx, ctx.actor, id, body)),
    );
  }

  @Post('recommendations')
  @Act('board.write')
  @ApiOperation({ summary: 'Stadskontorets bedömning av en insats: belopp per källa, och varför när det är mindre' })
  @ApiCreatedResponse({ type: RecommendationDto })
  recommend(
    @Ctx() ctx: RequestContext,
    @Param('id', IdPipe) id: string,
    @Body() body: NewRecommendationDto,
  ): Promise<Answer> {
    return this.commands.run(ctx, async (tx) => {
      const rows = body.rows.map((row) => ({ ...row, amount: moneyFrom(row.amount) }));
      return created(`/api/v1/calls/${id}/board`, await this.board.recommend(tx, ctx.actor, id, { ...body, rows }));
    });
  }
}
