/** Allocations over HTTP. The decision itself is recorded on the agenda item, like any other. */
import { Body, Controller, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../kernel/actor.js';
import { Act } from '../platform/http/act.decorator.js';
import { type Answer, changed, created } from '../platform/http/answer.js';
import { CommandRunner } from '../platform/http/command-runner.js';
import { moneyFrom } from '../platform/http/fields.js';
import { Ctx, CurrentActor, expectedVersion, IdPipe, type RequestContext } from '../platform/http/request-context.js';
import {
  AllocationDto,
  AllocationPageDto,
  AllocationQueryDto,
  AllocationStateDto,
  KnownAllocationQueryDto,
  NewAllocationDto,
  ReplaceRowsDto,
} from './allocations.dto.js';
import { AllocationsQueries } from './allocations.queries.js';
import { Allocations } from './allocations.service.js';

@ApiTags('allocations')
@Controller('api/v1/allocations')
export class AllocationsController {
  constructor(
    private readonly commands: CommandRunner,
    private readonly allocations: Allocations,
    private readonly queries: AllocationsQueries,
  ) {}

  @Post()
  @Act('allocation.write')
  @ApiOperation({ summary: 'Påbörja ett förslag till fördelning' })
  @ApiCreatedResponse({ type: AllocationStateDto })
  create(@Ctx() ctx: RequestContext, @Body() body: NewAllocationDto): Promise<Answer> {
    return this.commands.run(ctx, async (tx) => {
      const allocation = await this.allocations.create(tx, ctx.actor, body);
      return created(`/api/v1/allocations/${allocation.id}`, allocation);
    });
  }

  @Get()
  @Act('allocation.read')
  @ApiOperation({ summary: 'Fördelningar, de senaste först' })
  @ApiOkResponse({ type: AllocationPageDto })
  list(@CurrentActor() actor: Actor, @Query() query: AllocationQueryDto) {
    return this.queries.list(actor, query, query);
  }

  @Get(':id')
  @Act('allocation.read')
  @ApiOperation({ summary: 'En fördelning med rader och summor per källa och nämnd, nu eller som den var känd då' })
  @ApiOkResponse({ type: AllocationDto })
  one(@CurrentActor() actor: Actor, @Param('id', IdPipe) id: string, @Query() { knownAt }: KnownAllocationQueryDto) {
    return this.queries.one(actor, id, knownAt === undefined ? undefined : new Date(knownAt));
  }

  @Put(':id/rows')
  @Act('allocation.write')
  @ApiOperation({ summary: 'Skriv alla rader på nytt' })
  @ApiOkResponse({ type: AllocationStateDto })
  replaceRows(
    @Ctx() ctx: RequestContext,
    @Param('id', IdPipe) id: string,
    @Body() body: ReplaceRowsDto,
  ): Promise<Answer> {
    const expected = expectedVersion(ctx);
    return this.commands.run(ctx, async (tx) => {
      const rows = body.rows.map((row) => ({ ...row, amount: moneyFrom(row.amount) }));
      return changed(await this.allocations.replaceRows(tx, ctx.actor, id, expected, rows));
    });
  }

  @Post(':id/withdraw')
  @HttpCode(200)
  @Act('allocation.write')
  @ApiOperation({ summary: 'Återta ett förslag som inte står på någon dagordning' })
  @ApiOkResponse({ type: AllocationStateDto })
  withdraw(@Ctx() ctx: RequestContext, @Param('id', IdPipe) id: string): Promise<Answer> {
    const expected = expectedVersion(ctx);
    return this.commands.run(ctx, async (tx) => changed(await this.allocations.withdraw(tx, ctx.actor, id, expected)));
  }
}
