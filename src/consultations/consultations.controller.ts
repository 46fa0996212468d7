/** Consultations over HTTP. */
import { createHash } from 'node:crypto';
import { Body, Controller, Get, HttpCode, Param, Patch, Post, Query, Req, Res } from '@nestjs/common';
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
import type { Actor } from '../kernel/actor.js';
import { fileIn } from '../platform/files/incoming.js';
import { Act } from '../platform/http/act.decorator.js';
import { type Answer, changed, created } from '../platform/http/answer.js';
import { CommandRunner } from '../platform/http/command-runner.js';
import { PageQueryDto } from '../platform/http/page.dto.js';
import { Ctx, CurrentActor, expectedVersion, IdPipe, type RequestContext } from '../platform/http/request-context.js';
import { FollowsProgress, Reporting } from '../platform/progress/follows-progress.js';
import type { Progress } from '../platform/progress/progress.js';
import { documentMediaTypes, Rendering } from '../platform/rendering/rendering.service.js';
import { sendDocument } from '../platform/rendering/send-document.js';
import { AnswerMatrixDto } from './answers.dto.js';
import { Closing } from './closing.service.js';
import { compilationDocument, compilationName } from './compilation.document.js';
import { ConsultationDocuments } from './consultation-documents.service.js';
import {
  AddedConsultationTextDto,
  AddedConsulteesDto,
  CompiledConsultationDto,
  ConsultationStateDto,
  EndedReplyPeriodDto,
  OpenedConsultationDto,
  SentConsultationDto,
} from './consultation-state.dto.js';
import { ConsultationDto, ConsultationPageDto } from './consultation-views.dto.js';
import {
  AddConsultationTextDto,
  AskMoreConsulteesDto,
  ChangeConsultationDto,
  ConsultationFormatQueryDto,
  ConsultationQueryDto,
  ConsultationTextFileQueryDto,
  CreateConsultationDto,
  ProposeDeadlineDto,
  SendConsultationDto,
} from './consultations.dto.js';
import { ConsultationsQueries } from './consultations.queries.js';
import { Consultations } from './consultations.service.js';
import { ConsulteePageDto } from './consultee-views.dto.js';
import { ConsulteesQueries } from './consultees.queries.js';
import { coverLetterDocument, coverLetterName } from './cover-letter.document.js';
import { MoreConsultees } from './more-consultees.service.js';
import { Sending } from './sending.service.js';
import { ConsultationTexts } from './texts.service.js';
import { Waiting } from './waiting.service.js';

@ApiTags('consultations')
@Controller('api/v1/consultations')
export class ConsultationsController {
  constructor(
    private readonly commands: CommandRunner,
    private readonly consultations: Consultations,
    private readonly texts: ConsultationTexts,
    private readonly sending: Sending,
    private readonly more: MoreConsultees,
    private readonly waiting: Waiting,
    private readonly closing: Closing,
    private readonly queries: ConsultationsQueries,
    private readonly consultees: ConsulteesQueries,
    private readonly documents: ConsultationDocuments,
    private readonly rendering: Rendering,
  ) {}

  @Get()
  @Act('consultation.read')
  @ApiOperation({ summary: 'Remisser: egna, och sådana som man är tillfrågad i; den senast utsända först' })
  @ApiOkResponse({ type: ConsultationPageDto })
  list(@CurrentActor() actor: Actor, @Query() query: ConsultationQueryDto) {
    return this.queries.list(actor, query, query);
  }

  @Get(':id')
  @Act('consultation.read')
  @ApiOperation({ summary: 'En remiss: vad som frågas, alla svarstider med sin paragraf, och den text som sändes' })
  @ApiOkResponse({ type: ConsultationDto })
  get(@CurrentActor() actor: Actor, @Param('id', IdPipe) id: string) {
    return this.queries.get(actor, id);
  }

  @Get(':id/consultees')
  @Act('consultation.read')
  @ApiOperation({ summary: 'Remissinstanserna och den svarstid som gäller för var och en; en instans ser sig själv' })
  @ApiOkResponse({ type: ConsulteePageDto })
  listConsultees(@CurrentActor() actor: Actor, @Param('id', IdPipe) id: string, @Query() page: PageQueryDto) {
    return this.consultees.list(actor, id, page);
  }

  @Get(':id/answer-matrix')
  @Act('consultation.read')
  @ApiOperation({ summary: 'Svaren som matris: instans, fråga, ståndpunkt och stället i svaret' })
  @ApiOkResponse({ type: AnswerMatrixDto })
  matrix(@CurrentActor() actor: Actor, @Param('id', IdPipe) id: string) {
    return this.queries.matrix(actor, id);
  }

  @Get(':id/cover-letter')
  @Act('consultation.read')
  @FollowsProgress()
  @ApiOperation({ summary: 'Missivet, som data, PDF eller Word' })
  @ApiProduces('application/json', ...Object.values(documentMediaTypes))
  @ApiOkResponse({ type: Object })
  async coverLetter(
    @CurrentActor() actor: Actor,
    @Param('id', IdPipe) id: string,
    @Query() { format = 'json' }: ConsultationFormatQueryDto,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Reporting() progress: Progress,
  ) {
    const { content, created: made } = await this.queries.coverLetter(actor, id);
    if (format === 'json') return content;
    const model = coverLetterDocument(content, made.toISOString());
    return sendDocument(this.rendering, reply, model, { format, name: coverLetterName(content), progress });
  }

  @Get(':id/compilation')
  @Act('consultation.read')
  @FollowsProgress()
  @ApiOperation({ summary: 'Sammanställningen av svaren som de är nu, som data, PDF eller Word' })
  @ApiProduces('application/json', ...Object.values(documentMediaTypes))
  @ApiOkResponse({ type: Object })
  async compilation(
    @CurrentActor() actor: Actor,
    @Param('id', IdPipe) id: string,
    @Query() { format = 'json' }: ConsultationFormatQueryDto,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Reporting() progress: Progress,
  ) {
    const { content, created: made } = await this.queries.compilation(actor, id);
    if (format === 'json') return content;
    const model = compilationDocument(content, made.toISOString());
    return sendDocument(this.rendering, reply, model, { format, name: compilationName(content), progress });
  }

  @Post()
  @Act('consultation.write')
  @ApiOperation({ summary: 'Föreslå en remiss, i ett nytt ärende eller i ett som finns' })
  @ApiCreatedResponse({ type: OpenedConsultationDto })
  create(@Ctx() ctx: RequestContext, @Body() body: CreateConsultationDto): Promise<Answer> {
    return this.commands.run(ctx, async (tx) => {
      const consultation = await this.consultations.create(tx, ctx.actor, body);
      return created(`/api/v1/consultations/${consultation.id}`, consultation);
    });
  }

  @Patch(':id')
  @Act('consultation.write')
  @ApiOperation({ summary: 'Ändra förslaget; det som utelämnas står kvar' })
  @ApiOkResponse({ type: ConsultationStateDto })
  edit(
    @Ctx() ctx: RequestContext,
    @Param('id', IdPipe) id: string,
    @Body() body: ChangeConsultationDto,
  ): Promise<Answer> {
    const expected = expectedVersion(ctx);
    return this.commands.run(ctx, async (tx) =>
      changed(await this.consultations.edit(tx, ctx.actor, id, expected, body)),
    );
  }

  @Post(':id/texts')
  @Act('consultation.write')
  @ApiOperation({ summary: 'Lägg till nästa version av texten för en del av remissen' })
  @ApiCreatedResponse({ type: AddedConsultationTextDto })
  addText(
    @Ctx() ctx: RequestContext,
    @Param('id', IdPipe) id: string,
    @Body() body: AddConsultationTextDto,
  ): Promise<Answer> {
    const expected = expectedVersion(ctx);
    return this.commands.run(ctx, async (tx) =>
      created(`/api/v1/consultations/${id}`, await this.texts.add(tx, ctx.actor, id, expected, body)),
    );
  }

  @Post(':id/text-files')
  @Act('consultation.write')
  @RouteConfig({ takesFile: true })
  @ApiOperation({ summary: 'Lägg till en fil som nästa version av en dels text; den registreras i remissens ärende' })
  @ApiConsumes('application/octet-stream')
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @ApiCreatedResponse({ type: AddedConsultationTextDto })
  async addTextFile(
    @Ctx() ctx: RequestContext,
    @Param('id', IdPipe) id: string,
    @Query() { partKey, fileName, note }: ConsultationTextFileQueryDto,
    @Req() request: FastifyRequest,
  ): Promise<Answer> {
    const expected = expectedVersion(ctx);
    const file = await this.documents.textFile(ctx.actor, id, expected, { body: fileIn(request), fileName });
    // The wish stands in the query and the body was never in memory: together they tell a repeat from another command.
    const wish = JSON.stringify({ partKey, fileName, note });
    const requestHash = createHash('sha256').update(file.sha256).update(wish).digest();
    return this.commands.run({ ...ctx, requestHash }, async (tx) =>
      created(
        `/api/v1/consultations/${id}`,
        await this.texts.addFile(tx, ctx.actor, id, expected, { partKey, note, file }),
      ),
    );
  }

  @Post(':id/withdrawal')
  @HttpCode(200)
  @Act('consultation.write')
  @ApiOperation({ summary: 'Återta en remiss som inte har sänts' })
  @ApiOkResponse({ type: ConsultationStateDto })
  withdraw(@Ctx() ctx: RequestContext, @Param('id', IdPipe) id: string): Promise<Answer> {
    const expected = expectedVersion(ctx);
    return this.commands.run(ctx, async (tx) =>
      changed(await this.consultations.withdraw(tx, ctx.actor, id, expected)),
    );
  }

  @Post(':id/dispatch')
  @HttpCode(200)
  @Act('consultation.write')
  @ApiOperation({ summary: 'Sänd ut den beslutade remissen till alla på en gång, med missiv' })
  @ApiOkResponse({ type: SentConsultationDto })
  async send(
    @Ctx() ctx: RequestContext,
    @Param('id', IdPipe) id: string,
    @Body() body: SendConsultationDto,
  ): Promise<Answer> {
    const expected = expectedVersion(ctx);
    const coverLetter = await this.documents.coverLetter(ctx.actor, id, expected, body);
    return this.commands.run(ctx, async (tx) =>
      changed(await this.sending.send(tx, ctx.actor, id, expected, { ...body, coverLetter })),
    );
  }

  @Post(':id/consultees')
  @Act('consultation.write')
  @ApiOperation({ summary: 'Fråga fler sedan remissen har sänts, med den svarstid som gäller för de andra' })
  @ApiCreatedResponse({ type: AddedConsulteesDto })
  addConsultees(
    @Ctx() ctx: RequestContext,
    @Param('id', IdPipe) id: string,
    @Body() body: AskMoreConsulteesDto,
  ): Promise<Answer> {
    const expected = expectedVersion(ctx);
    return this.commands.run(ctx, async (tx) =>
      created(`/api/v1/consultations/${id}/consultees`, await this.more.add(tx, ctx.actor, id, expected, body)),
    );
  }

  @Post(':id/deadline-proposals')
  @HttpCode(200)
  @Act('consultation.write')
  @ApiOperation({ summary: 'Föreslå en ny svarstid för alla; det organ som beslutade remissen beslutar' })
  @ApiOkResponse({ type: ConsultationStateDto })
  proposeDeadline(
    @Ctx() ctx: RequestContext,
    @Param('id', IdPipe) id: string,
    @Body() body: ProposeDeadlineDto,
  ): Promise<Answer> {
    const expected = expectedVersion(ctx);
    return this.commands.run(ctx, async (tx) =>
      changed(await this.consultations.proposeDeadline(tx, ctx.actor, id, expected, body)),
    );
  }

  @Post(':id/reply-period-end')
  @HttpCode(200)
  @Act('consultation.write')
  @ApiOperation({ summary: 'Avsluta svarstiden; de som inte har svarat får läget ”inget svar”' })
  @ApiOkResponse({ type: EndedReplyPeriodDto })
  endReplyPeriod(@Ctx() ctx: RequestContext, @Param('id', IdPipe) id: string): Promise<Answer> {
    const expected = expectedVersion(ctx);
    return this.commands.run(ctx, async (tx) => changed(await this.waiting.end(tx, ctx.actor, id, expected)));
  }

  @Post(':id/compilation')
  @HttpCode(200)
  @Act('consultation.write')
  @ApiOperation({ summary: 'Sammanställ svaren till en handling i ärendet' })
  @ApiOkResponse({ type: CompiledConsultationDto })
  async compile(@Ctx() ctx: RequestContext, @Param('id', IdPipe) id: string): Promise<Answer> {
    const expected = expectedVersion(ctx);
    const made = await this.documents.compilation(ctx.actor, id, expected);
    return this.commands.run(ctx, async (tx) => changed(await this.closing.compile(tx, ctx.actor, id, expected, made)));
  }

  @Post(':id/closing')
  @HttpCode(200)
  @Act('consultation.write')
  @ApiOperation({ summary: 'Avsluta en redovisad remiss; dess länkar slutar gälla' })
  @ApiOkResponse({ type: ConsultationStateDto })
  close(@Ctx() ctx: RequestContext, @Param('id', IdPipe) id: string): Promise<Answer> {
    const expected = expectedVersion(ctx);
    return this.commands.run(ctx, async (tx) => changed(await this.closing.close(tx, ctx.actor, id, expected)));
  }
}
