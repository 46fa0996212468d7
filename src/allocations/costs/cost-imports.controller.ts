/** Costs from the accounts over HTTP: a preview that saves nothing, and the acceptance of the whole file. */
import { Controller, HttpCode, Post, Query, Req } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiBody, ApiConsumes, ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { createHash } from 'node:crypto';
import type { Actor } from '../../kernel/actor.js';
import { wholeFile } from '../../platform/files/incoming.js';
import { Act } from '../../platform/http/act.decorator.js';
import { type Answer, created } from '../../platform/http/answer.js';
import { CommandRunner } from '../../platform/http/command-runner.js';
import { Ctx, CurrentActor, type RequestContext } from '../../platform/http/request-context.js';
import { CostImports } from './cost-imports.service.js';
import { AcceptedImportDto, ImportPreviewDto, ImportQueryDto } from './costs.dto.js';

const fileBytesMax = 20_000_000;
const fileBody = { schema: { type: 'string', format: 'binary' } } as const;

@ApiTags('costs')
@Controller('api/v1/cost-imports')
export class CostImportsController {
  constructor(
    private readonly commands: CommandRunner,
    private readonly dataSource: DataSource,
    private readonly imports: CostImports,
  ) {}

  @Post('previews')
  @HttpCode(200)
  @Act('cost.record')
  @RouteConfig({ takesFile: true })
  @ApiOperation({
    summary: 'Läs en fil (CSV, XLSX eller SIE 4) och visa rad för rad vad som hittades; ingenting sparas',
  })
  @ApiConsumes('application/octet-stream')
  @ApiBody(fileBody)
  @ApiOkResponse({ type: ImportPreviewDto })
  async preview(@Query() _query: ImportQueryDto, @CurrentActor() actor: Actor, @Req() request: FastifyRequest) {
    const bytes = await wholeFile(request, fileBytesMax);
    return this.imports.preview(this.dataSource, actor, bytes);
  }

  @Post()
  @Act('cost.record')
  @RouteConfig({ takesFile: true })
  @ApiOperation({ summary: 'Bokför alla rader i filen, eller ingen' })
  @ApiConsumes('application/octet-stream')
  @ApiBody(fileBody)
  @ApiCreatedResponse({ type: AcceptedImportDto })
  async accept(
    @Query() query: ImportQueryDto,
    @Ctx() ctx: RequestContext,
    @Req() request: FastifyRequest,
  ): Promise<Answer> {
    const bytes = await wholeFile(request, fileBytesMax);
    // The wish stands in the query, so it is part of what tells a repeat from another command.
    const requestHash = createHash('sha256').update(bytes).update(JSON.stringify(query)).digest();
    return this.commands.run({ ...ctx, requestHash }, async (tx) =>
      created('/api/v1/actual-costs', await this.imports.accept(tx, ctx.actor, bytes, query.fileName)),
    );
  }
}
