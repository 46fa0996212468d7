/** Funding sources and their ceilings over HTTP. */
import { Body, Controller, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Act } from '../platform/http/act.decorator.js';
import { type Answer, changed, created } from '../platform/http/answer.js';
import { CommandRunner } from '../platform/http/command-runner.js';
import { moneyFrom } from '../platform/http/fields.js';
import { Ctx, expectedVersion, IdPipe, type RequestContext } from '../platform/http/request-context.js';
import type { SourceAct } from './source.rules.js';
import {
  CeilingEffectDto,
  ChangeSourceDto,
  NewCeilingDto,
  NewSourceDto,
  SourceCreatedDto,
  SourceMovedDto,
  SourcePageDto,
  SourceQueryDto,
  SourceWithHistoryDto,
} from './sources.dto.js';
import { SourcesQueries } from './sources.queries.js';
import { Sources } from './sources.service.js';

@ApiTags('funding')
@Controller('api/v1/funding-sources')
export class SourcesController {
  constructor(
    private readonly commands: CommandRunner,
    private readonly sources: Sources,
    private readonly queries: SourcesQueries,
  ) {}

  @Post()
  @Act('source.manage')
  @ApiOperation({ summary: 'Registrera en finansieringskälla' })
  @ApiCreatedResponse({ type: SourceCreatedDto })
  create(@Ctx() ctx: RequestContext, @Body() body: NewSourceDto): Promise<Answer> {
    return this.commands.run(ctx, async (tx) => {
      const source = await this.sources.create(tx, ctx.actor, body);
      return created(`/api/v1/funding-sources/${source.id}`, source);
    });
  }

  @Get()
  @Act('source.read')
  @ApiOperation({ summary: 'Finansieringskällor med tak, fördelat och återstående per år' })
  @ApiOkResponse({ type: SourcePageDto })
  list(@Query() query: SourceQueryDto) {
    return this.queries.list(query, query.status);
  }

  @Get(':id')
  @Act('source.read')
  @ApiOperation({ summary: 'En finansieringskälla med alla sina tak' })
  @ApiOkResponse({ type: SourceWithHistoryDto })
  one(@Param('id', IdPipe) id: string) {
    return this.queries.one(id);
  }

  @Patch(':id')
  @Act('source.manage')
  @ApiOperation({ summary: 'Ändra namn, alias eller sista dag för rekvisition' })
  @ApiOkResponse({ type: SourceCreatedDto })
  change(@Ctx() ctx: RequestContext, @Param('id', IdPipe) id: string, @Body() body: ChangeSourceDto): Promise<Answer> {
    const expected = expectedVersion(ctx);
    return this.commands.run(ctx, async (tx) => changed(await this.sources.change(tx, ctx.actor, id, expected, body)));
  }

  @Post(':id/announce')
  @HttpCode(200)
  @Act('source.manage')
  @ApiOperation({ summary: 'Källan är utlyst eller antagen i budgeten' })
  @ApiOkResponse({ type: SourceMovedDto })
  announce(@Ctx() ctx: RequestContext, @Param('id', IdPipe) id: string): Promise<Answer> {
    return this.act(ctx, id, 'announce');
  }

  @Post(':id/open')
  @HttpCode(200)
  @Act('source.manage')
  @ApiOperation({ summary: 'Öppna källan: inbjudan är utsänd' })
  @ApiOkResponse({ type: SourceMovedDto })
  open(@Ctx() ctx: RequestContext, @Param('id', IdPipe) id: string): Promise<Answer> {
    return this.act(ctx, id, 'openToCalls');
  }

  @Post(':id/close')
  @HttpCode(200)
  @Act('source.manage')
  @ApiOperation({ summary: 'Stäng källan: inget mer fördelas ur den' })
  @ApiOkResponse({ type: SourceMovedDto })
  close(@Ctx() ctx: RequestContext, @Param('id', IdPipe) id: string): Promise<Answer> {
    return this.act(ctx, id, 'close');
  }

  @Post(':id/ceilings')
  @Act('ceiling.set')
  @ApiOperation({ summary: 'Lägg till ett daterat tak; svaret visar vad det fick för verkan' })
  @ApiCreatedResponse({ type: CeilingEffectDto })
  setCeiling(
    @Ctx() ctx: RequestContext,
    @Param('id', IdPipe) id: string,
    @Body() body: NewCeilingDto,
  ): Promise<Answer> {
    return this.commands.run(ctx, async (tx) => {
      const ceiling = { ...body, amount: moneyFrom(body.amount) };
      return created(`/api/v1/funding-sources/${id}`, await this.sources.setCeiling(tx, ctx.actor, id, ceiling));
    });
  }

  private act(ctx: RequestContext, id: string, act: SourceAct): Promise<Answer> {
    const expected = expectedVersion(ctx);
    return this.commands.run(ctx, async (tx) => changed(await this.sources.act(tx, ctx.actor, id, expected, act)));
  }
}
