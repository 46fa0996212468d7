/** Business over HTTP. What a body decides about it is recorded on the agenda item, like everything else. */
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
import {
  BusinessCreatedDto,
  BusinessDto,
  BusinessPageDto,
  BusinessQueryDto,
  BusinessStateDto,
  ChangeBusinessDto,
  NewBusinessDto,
} from './businesses.dto.js';
import { BusinessesQueries } from './businesses.queries.js';
import { Businesses } from './businesses.service.js';

@ApiTags('businesses')
@Controller('api/v1/businesses')
export class BusinessesController {
  constructor(
    private readonly commands: CommandRunner,
    private readonly businesses: Businesses,
    private readonly queries: BusinessesQueries,
  ) {}

  @Post()
  @Act('business.write')
  @ApiOperation({ summary: 'Väck ett ärende: motion, ledamotsinitiativ, uppdrag, val, anmälan eller annat' })
  @ApiCreatedResponse({ type: BusinessCreatedDto })
  create(@Ctx() ctx: RequestContext, @Body() body: NewBusinessDto): Promise<Answer> {
    return this.commands.run(ctx, async (tx) => {
      const business = await this.businesses.create(tx, ctx.actor, body);
      return created(`/api/v1/businesses/${business.id}`, business);
    });
  }

  @Get()
  @Act('business.read')
  @ApiOperation({ summary: 'Väckta ärenden, de senaste först' })
  @ApiOkResponse({ type: BusinessPageDto })
  list(@CurrentActor() actor: Actor, @Query() query: BusinessQueryDto) {
    return this.queries.list(actor, query, query);
  }

  @Get(':id')
  @Act('business.read')
  @ApiOperation({ summary: 'Ett väckt ärende med förslag till beslut och versioner' })
  @ApiOkResponse({ type: BusinessDto })
  one(@CurrentActor() actor: Actor, @Param('id', IdPipe) id: string) {
    return this.queries.one(actor, id);
  }

  @Patch(':id')
  @Act('business.write')
  @ApiOperation({ summary: 'Ändra ett ärende som bereds eller har återremitterats' })
  @ApiOkResponse({ type: BusinessStateDto })
  edit(@Ctx() ctx: RequestContext, @Param('id', IdPipe) id: string, @Body() body: ChangeBusinessDto): Promise<Answer> {
    const expected = expectedVersion(ctx);
    return this.commands.run(ctx, async (tx) => changed(await this.businesses.edit(tx, ctx.actor, id, expected, body)));
  }
}
