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
import { FollowsProgress, Reporting } from '../../platform/progress/follows-progress.js';
import type { Progress } from '../../platform/progress/progress.js';
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
  @FollowsProgress()
  @RouteConfig({ takesFile: true })
  @ApiOperation({
    summary: 'Läs en fil (CSV, XLSX eller SIE 4) och visa rad för rad vad som hittades; ingenting sparas',
  })
  @ApiConsumes('application/octet-stream')
  @ApiBody(fileBody)
  @ApiOkResponse({ type: ImportPreviewDto })
  async preview(
    @Query() _query: ImportQueryDto,
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
    @Reporting() progress: Progress,
  ) {
    return this.imports.preview(this.dataSource, actor, await received(request, progress), progress);
  }

  @Post()
  @Act('cost.record')
  @FollowsProgress()
  @RouteConfig({ takesFile: true })
  @ApiOperation({ summary: 'Bokför alla rader i filen, eller ingen' })
  @ApiConsumes('application/octet-stream')
  @ApiBody(fileBody)
  @ApiCreatedResponse({ type: AcceptedImportDto })
  async accept(
    @Query() query: ImportQueryDto,
    @Ctx() ctx: RequestContext,
    @Req() request: FastifyRequest,
    @Reporting() progress: Progress,
  ): Promise<Answer> {
    const bytes = await received(request, progress);
    // The wish stands in the query, so it is part of what tells a repeat from another command.
    const requestHash = createHash('sha256').update(bytes).update(JSON.stringify(query)).digest();
    return this.commands.run({ ...ctx, requestHash }, async (tx) =>
      created('/api/v1/actual-costs', await this.imports.accept(tx, ctx.actor, bytes, query.fileName, progress)),
    );
  }
}

const received = (request: FastifyRequest, progress: Progress): Promise<Buffer> =>
  wholeFile(request, fileBytesMax, (bytes, total) => progress.report('receiving', bytes, total));
