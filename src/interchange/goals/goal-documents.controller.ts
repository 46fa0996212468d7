/** Documents about goals over HTTP: what a file holds, shown before anything is made of it. */
import { Controller, HttpCode, Post, Query, Req } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiBody, ApiConsumes, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { wholeFile } from '../../platform/files/incoming.js';
import { Act } from '../../platform/http/act.decorator.js';
import { ChoiceField, TextField } from '../../platform/http/fields.js';
import { MemorandumReader } from '../memoranda.reader.js';
import { extractText, fileBytesMax } from '../memorandum.file.js';
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

@ApiTags('goal documents')
@Controller('api/v1/goal-documents')
export class GoalDocumentsController {
  constructor(private readonly reader: MemorandumReader) {}

  @Post('previews')
  @HttpCode(200)
  @Act('goalDocument.preview')
  @RouteConfig({ takesFile: true })
  @ApiOperation({ summary: 'Läs ett måldokument och visa vad som hittades, med plats i texten; ingenting sparas' })
  @ApiConsumes('application/octet-stream')
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @ApiOkResponse({ description: 'Mål, åtaganden, indikatorer, uppdrag och anmärkningar.', type: Object })
  async preview(@Query() query: GoalDocumentQueryDto, @Req() request: FastifyRequest): Promise<ReadGoalDocument> {
    const bytes = await wholeFile(request, fileBytesMax);
    const { text } = await extractText(bytes, query.fileName, { keepsInnerTables: true });
    return this.reader.readAs(query.kind, text);
  }
}
