/** Documents about goals over HTTP: what a file holds, shown before anything is made of it. */
import { Controller, HttpCode, Post, Query, Req } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiBody, ApiConsumes, ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import type { FastifyRequest } from 'fastify';
import { createHash } from 'node:crypto';
import { GoalIntake } from '../../goals/goal-intake.service.js';
import { wholeFile } from '../../platform/files/incoming.js';
import { Act } from '../../platform/http/act.decorator.js';
import { type Answer, created } from '../../platform/http/answer.js';
import { CommandRunner } from '../../platform/http/command-runner.js';
import { ChoiceField, IdField, IntegerField, TextField } from '../../platform/http/fields.js';
import { Ctx, type RequestContext } from '../../platform/http/request-context.js';
import { requirePermit } from '../../identity/permit.rules.js';
import { Uploads } from '../../registry/uploads.service.js';
import { MemorandumReader } from '../memoranda.reader.js';
import { extractText, fileBytesMax } from '../memorandum.file.js';
import { intakeOf } from './goal-intake.js';
import { GoalOriginals } from './goal-originals.service.js';
import { type GoalDocumentKind, goalDocumentKinds, type ReadGoalDocument } from './readers.rules.js';

class GoalDocumentQueryDto {
  @TextField({ max: 255, description: 'Filens namn.', example: 'uppfoljning.docx' })
  fileName: string;

  @ChoiceField({
    of: goalDocumentKinds,
    description: 'Uppföljningsrapport, effektmål, budgettext eller uppföljning av ett kommunfullmäktigemål.',
  })
  kind: GoalDocumentKind;
}

class GoalDocumentAcceptQueryDto extends GoalDocumentQueryDto {
  @IdField({ description: 'Nämndens myndighet; för en budgettext den som ger uppdragen.' })
  authorityId: string;

  @Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' && /^\d{4}$/.test(value) ? Number(value) : value,
  )
  @IntegerField({ min: 1990, max: 2199, optional: true, description: 'År; annars dokumentets eget.' })
  year?: number;
}

const fileBody = { schema: { type: 'string', format: 'binary' } } as const;

@ApiTags('goal documents')
@Controller('api/v1/goal-documents')
export class GoalDocumentsController {
  constructor(
    private readonly commands: CommandRunner,
    private readonly reader: MemorandumReader,
    private readonly intake: GoalIntake,
    private readonly originals: GoalOriginals,
    private readonly uploads: Uploads,
  ) {}

  @Post('previews')
  @HttpCode(200)
  @Act('goalDocument.preview')
  @RouteConfig({ takesFile: true })
  @ApiOperation({ summary: 'Läs ett måldokument och visa vad som hittades, med plats i texten; ingenting sparas' })
  @ApiConsumes('application/octet-stream')
  @ApiBody(fileBody)
  @ApiOkResponse({ description: 'Mål, åtaganden, indikatorer, uppdrag och anmärkningar.', type: Object })
  async preview(@Query() query: GoalDocumentQueryDto, @Req() request: FastifyRequest): Promise<ReadGoalDocument> {
    return this.read(await wholeFile(request, fileBytesMax), query);
  }

  @Post()
  @Act('goal.write')
  @RouteConfig({ takesFile: true })
  @ApiOperation({ summary: 'För in ett måldokument: allt eller inget, och inget medan det motsäger sig självt' })
  @ApiConsumes('application/octet-stream')
  @ApiBody(fileBody)
  @ApiCreatedResponse({
    description: 'Mål, indikatorer, uppdrag och program som fördes in, och vad någon bör se över i dem.',
    type: Object,
  })
  async accept(
    @Query() query: GoalDocumentAcceptQueryDto,
    @Ctx() ctx: RequestContext,
    @Req() request: FastifyRequest,
  ): Promise<Answer> {
    const bytes = await wholeFile(request, fileBytesMax);
    const read = await this.read(bytes, query);
    const intake = intakeOf(read, query);
    // The wish stands in the query, so it is part of what tells a repeat from another command.
    const requestHash = createHash('sha256').update(bytes).update(JSON.stringify(query)).digest();
    const { authorityId, kind, fileName } = query;
    // Outside the transaction, and only for somebody who may: nobody fills the store with what is refused.
    requirePermit(ctx.actor, 'goal.write', { authorityId });
    const file = await this.uploads.receive(bytes, fileName);
    return this.commands.run({ ...ctx, requestHash }, async (tx) => {
      const taken = await this.intake.take(tx, ctx.actor, intake);
      const original = await this.originals.register(tx, ctx.actor, taken, { authorityId, kind, file });
      const place = taken.reportId === null ? 'goals' : `period-reports/${taken.reportId}`;
      return created(`/api/v1/${place}`, { ...taken, original, findings: read.findings });
    });
  }

  private async read(bytes: Buffer, { fileName, kind }: GoalDocumentQueryDto): Promise<ReadGoalDocument> {
    const { text } = await extractText(bytes, fileName, { keepsInnerTables: true });
    return this.reader.readAs(kind, text);
  }
}
