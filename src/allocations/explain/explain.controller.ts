/** Totals explained over HTTP: at the path of each total, with `/explain` after it and under the same act. */
import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../kernel/actor.js';
import { notFound } from '../../kernel/errors.js';
import { Act } from '../../platform/http/act.decorator.js';
import { momentOf } from '../../platform/http/moment.dto.js';
import { CurrentActor, IdPipe } from '../../platform/http/request-context.js';
import { YearPipe } from '../costs/settlement.dto.js';
import * as dto from './explain-query.dto.js';
import { ExplanationDto } from './explain.dto.js';
import type { PathIds } from './explainable.js';
import { type Explanation, Explanations } from './explanations.queries.js';

@ApiTags('explanations')
@Controller('api/v1')
export class ExplainController {
  constructor(private readonly explanations: Explanations) {}

  @Get('totals/explain')
  @Act('totals.read')
  @ApiOperation({ summary: 'Raderna bakom en summa per källa och år: nu, en viss dag eller som det var känt då' })
  @ApiOkResponse({ type: ExplanationDto })
  totals(@CurrentActor() actor: Actor, @Query() query: dto.ExplainTotalsQueryDto) {
    return this.explained('totals', actor, { id: '' }, query);
  }

  @Get('funding-sources/:id/explain')
  @Act('source.read')
  @ApiOperation({ summary: 'Raderna bakom en källas tak, det fördelade eller det som återstår ett år' })
  @ApiOkResponse({ type: ExplanationDto })
  source(@CurrentActor() actor: Actor, @Param('id', IdPipe) id: string, @Query() query: dto.ExplainSourceQueryDto) {
    return this.explained('source', actor, { id }, query);
  }

  @Get('funding-sources/:id/grant/explain')
  @Act('grant.read')
  @ApiOperation({ summary: 'Raderna bakom det som rekvirerats, betalats ut, hållits inne eller betalats tillbaka' })
  @ApiOkResponse({ type: ExplanationDto })
  grant(@CurrentActor() actor: Actor, @Param('id', IdPipe) id: string, @Query() query: dto.ExplainGrantQueryDto) {
    return this.explained('grant', actor, { id }, query);
  }

  @Get('funding-sources/:id/settlements/:year/explain')
  @Act('cost.read')
  @ApiOperation({ summary: 'Raderna bakom årets användning, överskridande eller förslag till återbetalning' })
  @ApiOkResponse({ type: ExplanationDto })
  settlement(
    @CurrentActor() actor: Actor,
    @Param('id', IdPipe) id: string,
    @Param('year', YearPipe) year: number,
    @Query() query: dto.ExplainSettlementQueryDto,
  ) {
    return this.explained('settlement', actor, { id, year }, query);
  }

  @Get('funding-sources/:id/follow-up/:year/explain')
  @Act('forecast.read')
  @ApiOperation({ summary: 'Raderna bakom det fördelade, använda och förväntade i uppföljningen av ett år' })
  @ApiOkResponse({ type: ExplanationDto })
  followUp(
    @CurrentActor() actor: Actor,
    @Param('id', IdPipe) id: string,
    @Param('year', YearPipe) year: number,
    @Query() query: dto.ExplainFollowUpQueryDto,
  ) {
    return this.explained('followUp', actor, { id, year }, query);
  }

  @Get('calls/:id/explain')
  @Act('call.read')
  @ApiOperation({ summary: 'Raderna bakom det som svaren på en begäran om underlag begär' })
  @ApiOkResponse({ type: ExplanationDto })
  call(@CurrentActor() actor: Actor, @Param('id', IdPipe) id: string, @Query() query: dto.ExplainCallQueryDto) {
    return this.explained('call', actor, { id }, query);
  }

  @Get('calls/:id/answers/explain')
  @Act('totals.read')
  @ApiOperation({ summary: 'Raderna bakom en nämnds svar: begärt, godkänt eller fördelat' })
  @ApiOkResponse({ type: ExplanationDto })
  answers(@CurrentActor() actor: Actor, @Param('id', IdPipe) id: string, @Query() query: dto.ExplainAnswersQueryDto) {
    return this.explained('answers', actor, { id }, query);
  }

  @Get('calls/:id/board/explain')
  @Act('board.read')
  @ApiOperation({ summary: 'Raderna bakom en summa på fördelningstavlan' })
  @ApiOkResponse({ type: ExplanationDto })
  board(@CurrentActor() actor: Actor, @Param('id', IdPipe) id: string, @Query() query: dto.ExplainBoardQueryDto) {
    return this.explained('board', actor, { id }, query);
  }

  @Get('scenarios/:id/explain')
  @Act('board.read')
  @ApiOperation({ summary: 'Raderna bakom ett scenarios summor' })
  @ApiOkResponse({ type: ExplanationDto })
  scenario(@CurrentActor() actor: Actor, @Param('id', IdPipe) id: string, @Query() query: dto.ExplainScenarioQueryDto) {
    return this.explained('scenario', actor, { id }, query);
  }

  @Get('proposals/:id/explain')
  @Act('proposal.read')
  @ApiOperation({ summary: 'Raderna bakom ett förslags summa, och bakom det godkända och fördelade per insats' })
  @ApiOkResponse({ type: ExplanationDto })
  proposal(@CurrentActor() actor: Actor, @Param('id', IdPipe) id: string, @Query() query: dto.ExplainProposalQueryDto) {
    return this.explained('proposal', actor, { id }, query);
  }

  @Get('proposals/:id/versions/:number/explain')
  @Act('proposal.read')
  @ApiOperation({ summary: 'Raderna bakom en versions summa' })
  @ApiOkResponse({ type: ExplanationDto })
  version(
    @CurrentActor() actor: Actor,
    @Param('id', IdPipe) id: string,
    @Param('number') number: string,
    @Query() query: dto.ExplainVersionQueryDto,
  ) {
    if (!/^[1-9]\d{0,5}$/.test(number)) throw notFound('Versionen');
    return this.explained('version', actor, { id, number: Number(number) }, query);
  }

  @Get('allocations/:id/explain')
  @Act('allocation.read')
  @ApiOperation({ summary: 'Raderna bakom en fördelnings summor' })
  @ApiOkResponse({ type: ExplanationDto })
  allocation(
    @CurrentActor() actor: Actor,
    @Param('id', IdPipe) id: string,
    @Query() query: dto.ExplainAllocationQueryDto,
  ) {
    return this.explained('allocation', actor, { id }, query);
  }

  private explained(name: string, actor: Actor, path: PathIds, query: dto.ExplainQuery): Promise<Explanation> {
    const { figure, asOf: _asOf, knownAt: _knownAt, limit, page, ...parameters } = query;
    return this.explanations.of(name, actor, path, { figure, moment: momentOf(query), limit, page, parameters });
  }
}
