/** Reading a consultation file over HTTP: a preview that saves nothing, and the acceptance that makes a draft. */
import { Controller, HttpCode, Post, Query, Req } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiBody, ApiConsumes, ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { createHash } from 'node:crypto';
import { wholeFile } from '../platform/files/incoming.js';
import { Act } from '../platform/http/act.decorator.js';
import { type Answer, created } from '../platform/http/answer.js';
import { CommandRunner } from '../platform/http/command-runner.js';
import { IdField, TextField } from '../platform/http/fields.js';
import { Ctx, type RequestContext } from '../platform/http/request-context.js';
import { Uploads } from '../registry/uploads.service.js';
import { ConsultationFiles } from './consultation-files.service.js';
import type { ReadConsultationFile } from './consultation-parts.rules.js';
import { fileBytesMax } from './memorandum.file.js';

class ConsultationFileQueryDto {
  @TextField({ max: 255, description: 'Filens namn.', example: 'remiss.docx' })
  fileName: string;
}

class AcceptConsultationFileQueryDto extends ConsultationFileQueryDto {
  @IdField({ description: 'Myndigheten som frågar.' })
  authorityId: string;
}

const fileBody = { schema: { type: 'string', format: 'binary' } } as const;

@ApiTags('consultations')
@Controller('api/v1/consultation-files')
export class ConsultationFilesController {
  constructor(
    private readonly commands: CommandRunner,
    private readonly files: ConsultationFiles,
    private readonly uploads: Uploads,
  ) {}

  @Post('previews')
  @HttpCode(200)
  @Act('consultation.preview')
  @RouteConfig({ takesFile: true })
  @ApiOperation({ summary: 'Läs en remiss och visa vad som hittades och vad som inte stämmer; ingenting sparas' })
  @ApiConsumes('application/octet-stream')
  @ApiBody(fileBody)
  @ApiOkResponse({
    description: 'Missiv med stämplar, förslag, protokollsutdrag, delar och anmärkningar.',
    type: Object,
  })
  async preview(
    @Query() query: ConsultationFileQueryDto,
    @Req() request: FastifyRequest,
  ): Promise<ReadConsultationFile> {
    return this.files.read(await wholeFile(request, fileBytesMax), query.fileName);
  }

  @Post()
  @Act('consultation.write')
  @RouteConfig({ takesFile: true })
  @ApiOperation({ summary: 'Gör ett utkast till remiss av en fil; originalet registreras i ärendet' })
  @ApiConsumes('application/octet-stream')
  @ApiBody(fileBody)
  @ApiCreatedResponse({ description: 'Utkastet, och de mottagare som inte finns i registret.', type: Object })
  async accept(
    @Query() query: AcceptConsultationFileQueryDto,
    @Ctx() ctx: RequestContext,
    @Req() request: FastifyRequest,
  ): Promise<Answer> {
    const bytes = await wholeFile(request, fileBytesMax);
    const read = await this.files.read(bytes, query.fileName);
    this.files.requireAcceptable(ctx.actor, read, query.authorityId);
    const file = await this.uploads.receive(bytes, query.fileName);
    // The wish stands in the query, so it is part of what tells a repeat from another command.
    const requestHash = createHash('sha256').update(file.sha256).update(JSON.stringify(query)).digest();
    return this.commands.run({ ...ctx, requestHash }, async (tx) => {
      const accepted = await this.files.accept(tx, ctx.actor, read, file, query.authorityId);
      return created(`/api/v1/consultations/${accepted.id}`, accepted);
    });
  }
}
