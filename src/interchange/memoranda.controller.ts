/** Reading a memorandum over HTTP: a preview that saves nothing, and the acceptance that makes a draft. */
import { Controller, HttpCode, Post, Query, Req } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiBody, ApiConsumes, ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import type { FastifyRequest } from 'fastify';
import { createHash } from 'node:crypto';
import { wholeFile } from '../platform/files/incoming.js';
import { Act } from '../platform/http/act.decorator.js';
import { type Answer, created } from '../platform/http/answer.js';
import { CommandRunner } from '../platform/http/command-runner.js';
import { IdField, IntegerField, TextField } from '../platform/http/fields.js';
import { Ctx, type RequestContext } from '../platform/http/request-context.js';
import { FollowsProgress, Reporting } from '../platform/progress/follows-progress.js';
import { letItBeSeen, type Progress } from '../platform/progress/progress.js';
import { Uploads } from '../registry/uploads.service.js';
import { fileBytesMax } from './memorandum.file.js';
import type { ReadMemorandum } from './memorandum.types.js';
import { AcceptedMemorandumDto, MemorandumPreviewDto } from './memoranda.dto.js';
import { Memoranda } from './memoranda.service.js';

class PreviewQueryDto {
  @TextField({ max: 255, description: 'Filens namn.', example: 'tjansteskrivelse.docx' })
  fileName: string;
}

class AcceptQueryDto extends PreviewQueryDto {
  @IdField({ description: 'Nämndens myndighet.' })
  authorityId: string;

  @IdField({ optional: true, description: 'Begäran om underlag som förslaget besvarar.' })
  callId?: string;

  @Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' && /^\d{4}$/.test(value) ? Number(value) : value,
  )
  @IntegerField({ min: 1900, max: 2199, optional: true, description: 'Budgetår; annars dokumentets år.' })
  year?: number;
}

const fileBody = { schema: { type: 'string', format: 'binary' } } as const;

@ApiTags('memoranda')
@Controller('api/v1/memoranda')
export class MemorandaController {
  constructor(
    private readonly commands: CommandRunner,
    private readonly memoranda: Memoranda,
    private readonly uploads: Uploads,
  ) {}

  @Post('previews')
  @HttpCode(200)
  @Act('memorandum.preview')
  @FollowsProgress()
  @RouteConfig({ takesFile: true })
  @ApiOperation({ summary: 'Läs en tjänsteskrivelse och visa vad som hittades; ingenting sparas' })
  @ApiConsumes('application/octet-stream')
  @ApiBody(fileBody)
  @ApiOkResponse({
    description: 'Insatser, summor med plats i texten, beslutsplanering och anmärkningar.',
    type: MemorandumPreviewDto,
  })
  async preview(
    @Query() query: PreviewQueryDto,
    @Req() request: FastifyRequest,
    @Reporting() progress: Progress,
  ): Promise<ReadMemorandum & { text: string }> {
    return this.memoranda.read(await received(request, progress), query.fileName);
  }

  @Post()
  @Act('proposal.write')
  @FollowsProgress()
  @RouteConfig({ takesFile: true })
  @ApiOperation({ summary: 'Gör ett utkast till förslag av en tjänsteskrivelse; originalfilen registreras i ärendet' })
  @ApiConsumes('application/octet-stream')
  @ApiBody(fileBody)
  @ApiCreatedResponse({
    description: 'Utkastet, med det som inte kunde knytas till registret.',
    type: AcceptedMemorandumDto,
  })
  async accept(
    @Query() query: AcceptQueryDto,
    @Ctx() ctx: RequestContext,
    @Req() request: FastifyRequest,
    @Reporting() progress: Progress,
  ): Promise<Answer> {
    const bytes = await received(request, progress);
    const read = await this.memoranda.read(bytes, query.fileName);
    this.memoranda.requireAcceptable(ctx.actor, read, query);
    const file = await this.uploads.receive(bytes, query.fileName);
    // The wish stands in the query, so it is part of what tells a repeat from another command.
    const requestHash = createHash('sha256').update(file.sha256).update(JSON.stringify(query)).digest();
    progress.report('writing');
    return this.commands.run({ ...ctx, requestHash }, async (tx) => {
      const accepted = await this.memoranda.accept(tx, ctx.actor, read, file, query);
      return created(`/api/v1/proposals/${accepted.id}`, accepted);
    });
  }
}

/** The whole file; its reading, which holds the process, is told of before it begins. */
async function received(request: FastifyRequest, progress: Progress): Promise<Buffer> {
  const bytes = await wholeFile(request, fileBytesMax, (size, total) => progress.report('receiving', size, total));
  progress.report('checking');
  await letItBeSeen();
  return bytes;
}
