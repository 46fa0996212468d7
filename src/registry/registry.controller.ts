import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import {
  ApiBody,
  ApiConsumes,
  ApiCreatedResponse,
  ApiOkResponse,
  ApiOperation,
  ApiProduces,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { createHash } from 'node:crypto';
import { DataSource } from 'typeorm';
import type { Actor } from '../kernel/actor.js';
import { parseInstant } from '../kernel/deadline.js';
import { attachment } from '../platform/files/file-name.js';
import { FileStore } from '../platform/files/file-store.js';
import { fileIn } from '../platform/files/incoming.js';
import { Act } from '../platform/http/act.decorator.js';
import { type Answer, created } from '../platform/http/answer.js';
import { CommandRunner } from '../platform/http/command-runner.js';
import { PageQueryDto } from '../platform/http/page.dto.js';
import { Ctx, CurrentActor, IdPipe, type RequestContext } from '../platform/http/request-context.js';
import { Transactions } from '../platform/database/transaction.js';
import {
  AddedReferenceDto,
  DocumentPageDto,
  MatterDto,
  MatterPageDto,
  MatterQueryDto,
  NewDocumentDto,
  NewMatterDto,
  NewReferenceDto,
  RegisteredDocumentDto,
  RegisteredMatterDto,
  StoredVersionDto,
  UploadQueryDto,
} from './registry.dto.js';
import { RegistryQueries } from './registry.queries.js';
import { type FileOfVersion, Registry } from './registry.service.js';
import { SecrecyMarkings } from './secrecy.service.js';
import { Uploads } from './uploads.service.js';

@ApiTags('registry')
@Controller('api/v1')
export class RegistryController {
  constructor(
    private readonly registry: Registry,
    private readonly queries: RegistryQueries,
    private readonly uploads: Uploads,
    private readonly markings: SecrecyMarkings,
    private readonly store: FileStore,
    private readonly commands: CommandRunner,
    private readonly transactions: Transactions,
    private readonly dataSource: DataSource,
  ) {}

  @Get('matters')
  @Act('matter.read')
  @ApiOperation({ summary: 'Listar ärenden i diariet, de nyaste först.' })
  @ApiOkResponse({ type: MatterPageDto })
  matters(@Query() query: MatterQueryDto, @CurrentActor() actor: Actor): Promise<MatterPageDto> {
    return this.queries.matters(this.dataSource, actor, query, query);
  }

  @Post('matters')
  @Act('matter.register')
  @ApiOperation({ summary: 'Registrerar ett ärende och ger det nästa diarienummer.' })
  @ApiCreatedResponse({ type: RegisteredMatterDto })
  registerMatter(@Body() body: NewMatterDto, @Ctx() ctx: RequestContext): Promise<Answer> {
    return this.commands.run(ctx, async (tx) => {
      const matter = await this.registry.registerMatter(tx, ctx.actor, body);
      return created(`/api/v1/matters/${matter.id}`, matter);
    });
  }

  @Get('matters/:id')
  @Act('matter.read')
  @ApiOperation({ summary: 'Visar ett ärende med handlingar och andra myndigheters beteckningar.' })
  @ApiOkResponse({ type: MatterDto })
  matter(@Param('id', IdPipe) id: string, @CurrentActor() actor: Actor): Promise<MatterDto> {
    return this.queries.matter(this.dataSource, actor, id);
  }

  @Get('matters/:id/documents')
  @Act('matter.read')
  @ApiOperation({ summary: 'Listar ärendets handlingar i nummerordning.' })
  @ApiOkResponse({ type: DocumentPageDto })
  documents(
    @Param('id', IdPipe) id: string,
    @Query() page: PageQueryDto,
    @CurrentActor() actor: Actor,
  ): Promise<DocumentPageDto> {
    return this.queries.documents(this.dataSource, actor, id, page);
  }

  @Post('matters/:id/documents')
  @Act('document.register')
  @ApiOperation({ summary: 'Registrerar en handling i ärendet.' })
  @ApiCreatedResponse({ type: RegisteredDocumentDto })
  registerDocument(
    @Param('id', IdPipe) matterId: string,
    @Body() body: NewDocumentDto,
    @Ctx() ctx: RequestContext,
  ): Promise<Answer> {
    const receivedAt = body.receivedAt === undefined ? undefined : parseInstant(body.receivedAt);
    const drawnUpAt = body.drawnUpAt === undefined ? undefined : parseInstant(body.drawnUpAt);
    return this.commands.run(ctx, async (tx) => {
      const document = { ...body, matterId, receivedAt, drawnUpAt };
      const registered = await this.registry.registerDocumentByHand(tx, ctx.actor, document);
      return created(`/api/v1/matters/${matterId}/documents`, registered);
    });
  }

  @Post('matters/:id/external-references')
  @Act('document.register')
  @ApiOperation({ summary: 'Lägger till en annan myndighets beteckning på ärendet.' })
  @ApiCreatedResponse({ type: AddedReferenceDto })
  addReference(
    @Param('id', IdPipe) matterId: string,
    @Body() body: NewReferenceDto,
    @Ctx() ctx: RequestContext,
  ): Promise<Answer> {
    return this.commands.run(ctx, async (tx) => {
      const reference = await this.registry.addReference(tx, ctx.actor, matterId, body);
      return created(`/api/v1/matters/${matterId}`, reference);
    });
  }

  @Post('documents/:id/versions')
  @Act('document.register')
  @RouteConfig({ takesFile: true })
  @ApiOperation({
    summary: 'Lagrar en fil som ny version av handlingen. Skicka filens bytes som application/octet-stream.',
  })
  @ApiConsumes('application/octet-stream')
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @ApiCreatedResponse({ type: StoredVersionDto })
  async storeVersion(
    @Param('id', IdPipe) documentId: string,
    @Query() query: UploadQueryDto,
    @Ctx() ctx: RequestContext,
    @Req() request: FastifyRequest,
  ): Promise<Answer> {
    const file = await this.receive(request, documentId, ctx, query.fileName);
    // The body was never in memory, so the runner is told here what tells a repeat from another file under the same key.
    const requestHash = createHash('sha256').update(file.sha256).update(file.fileName).digest();
    return this.commands.run({ ...ctx, requestHash }, async (tx) => {
      const { versionId, number } = await this.registry.addVersion(tx, ctx.actor, documentId, file);
      return created(`/api/v1/document-versions/${versionId}/content`, { versionId, number, ...shown(file) });
    });
  }

  @Get('document-versions/:id/content')
  @Act('matter.read')
  @ApiOperation({ summary: 'Hämtar en versions fil. Den sparas, den visas aldrig i webbläsaren.' })
  @ApiProduces('application/octet-stream')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async content(
    @Param('id', IdPipe) id: string,
    @CurrentActor() actor: Actor,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const version = await this.queries.content(this.dataSource, actor, id);
    const { documentId, matterId } = version;
    if (version.isMarked)
      await this.transactions.run((tx) =>
        this.markings.recordOpening(tx, actor, { documentId, matterId, versionId: id }),
      );
    const bytes = await this.store.open(version.sha256, version.sizeBytes);
    await reply
      .headers({
        'content-type': version.mediaType === 'text/plain' ? 'text/plain; charset=utf-8' : version.mediaType,
        'content-length': version.sizeBytes,
        'content-disposition': attachment(version.fileName),
        'content-security-policy': "sandbox; default-src 'none'",
        'x-content-type-options': 'nosniff',
      })
      .send(bytes);
  }

  /** Asks who may before taking the bytes; a refusal lets the rest of the body run out, so that the answer is read. */
  private async receive(
    request: FastifyRequest,
    documentId: string,
    ctx: RequestContext,
    fileName: string,
  ): Promise<FileOfVersion> {
    const body = fileIn(request);
    try {
      await this.transactions.run((tx) => this.registry.requireMayAddVersion(tx, ctx.actor, documentId));
      return await this.uploads.receive(body, fileName);
    } catch (error) {
      body.resume();
      throw error;
    }
  }
}

function shown(file: FileOfVersion): Omit<StoredVersionDto, 'versionId' | 'number'> {
  return {
    fileName: file.fileName,
    mediaType: file.mediaType,
    sizeBytes: file.sizeBytes,
    sha256: file.sha256.toString('hex'),
  };
}
