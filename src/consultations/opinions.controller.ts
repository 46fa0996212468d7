/** A consultee's opinion over HTTP. */
import { Body, Controller, Get, HttpCode, Param, Patch, Post, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Actor } from '../kernel/actor.js';
import { parseInstant } from '../kernel/deadline.js';
import { Act } from '../platform/http/act.decorator.js';
import { type Answer, changed, created } from '../platform/http/answer.js';
import { CommandRunner } from '../platform/http/command-runner.js';
import { Ctx, CurrentActor, expectedVersion, IdPipe, type RequestContext } from '../platform/http/request-context.js';
import { FollowsProgress, Reporting } from '../platform/progress/follows-progress.js';
import type { Progress } from '../platform/progress/progress.js';
import { documentMediaTypes, Rendering } from '../platform/rendering/rendering.service.js';
import { sendDocument } from '../platform/rendering/send-document.js';
import { ConsultationDocuments } from './consultation-documents.service.js';
import { ConsultationFormatQueryDto } from './consultations.dto.js';
import { OpinionDto, OpinionStateDto, RecordedReplyDto } from './consultee-views.dto.js';
import { OpinionInputDto, SendBackDto } from './consultees.dto.js';
import { opinionDocument, opinionName } from './opinion.document.js';
import { OpinionsQueries } from './opinions.queries.js';
import { Opinions } from './opinions.service.js';
import { opinionFrom } from './reply-input.js';

@ApiTags('consultations')
@Controller('api/v1')
export class OpinionsController {
  constructor(
    private readonly commands: CommandRunner,
    private readonly opinions: Opinions,
    private readonly queries: OpinionsQueries,
    private readonly documents: ConsultationDocuments,
    private readonly rendering: Rendering,
  ) {}

  @Get('opinions/:id')
  @Act('opinion.read')
  @ApiOperation({ summary: 'Ett yttrande; ett utkast ser bara den egna myndigheten' })
  @ApiOkResponse({ type: OpinionDto })
  get(@CurrentActor() actor: Actor, @Param('id', IdPipe) id: string) {
    return this.queries.get(actor, id);
  }

  @Get('opinions/:id/document')
  @Act('opinion.read')
  @FollowsProgress()
  @ApiOperation({ summary: 'Yttrandet, som data, PDF eller Word' })
  @ApiProduces('application/json', ...Object.values(documentMediaTypes))
  @ApiOkResponse({ type: Object })
  async document(
    @CurrentActor() actor: Actor,
    @Param('id', IdPipe) id: string,
    @Query() { format = 'json' }: ConsultationFormatQueryDto,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Reporting() progress: Progress,
  ) {
    const { content, created: made } = await this.queries.document(actor, id);
    if (format === 'json') return content;
    const model = opinionDocument(content, made.toISOString());
    return sendDocument(this.rendering, reply, model, { format, name: opinionName(content), progress });
  }

  @Post('consultees/:id/opinion')
  @Act('opinion.write')
  @ApiOperation({ summary: 'Börja skriva yttrandet, i instansens eget ärende' })
  @ApiCreatedResponse({ type: OpinionStateDto })
  draft(
    @Ctx() ctx: RequestContext,
    @Param('id', IdPipe) consulteeId: string,
    @Body() body: OpinionInputDto,
  ): Promise<Answer> {
    return this.commands.run(ctx, async (tx) => {
      const opinion = await this.opinions.draft(tx, ctx.actor, consulteeId, opinionFrom(body));
      return created(`/api/v1/opinions/${opinion.id}`, opinion);
    });
  }

  @Patch('opinions/:id')
  @Act('opinion.write')
  @ApiOperation({ summary: 'Ändra utkastet; det som utelämnas står kvar' })
  @ApiOkResponse({ type: OpinionStateDto })
  edit(@Ctx() ctx: RequestContext, @Param('id', IdPipe) id: string, @Body() body: OpinionInputDto): Promise<Answer> {
    const expected = expectedVersion(ctx);
    return this.commands.run(ctx, async (tx) =>
      changed(await this.opinions.edit(tx, ctx.actor, id, expected, opinionFrom(body))),
    );
  }

  @Post('opinions/:id/signature')
  @HttpCode(200)
  @Act('opinion.sign')
  @ApiOperation({ summary: 'Underteckna som tjänstemannayttrande, när ingen nämnd behöver anta det' })
  @ApiOkResponse({ type: OpinionStateDto })
  sign(@Ctx() ctx: RequestContext, @Param('id', IdPipe) id: string): Promise<Answer> {
    const expected = expectedVersion(ctx);
    return this.commands.run(ctx, async (tx) => changed(await this.opinions.sign(tx, ctx.actor, id, expected)));
  }

  @Post('consultees/:id/return')
  @Act('opinion.handle')
  @ApiOperation({ summary: 'Lämna det färdiga yttrandet till den som frågade; i tid eller sent efter det ögonblicket' })
  @ApiCreatedResponse({ type: RecordedReplyDto })
  async sendBack(
    @Ctx() ctx: RequestContext,
    @Param('id', IdPipe) consulteeId: string,
    @Body() body: SendBackDto,
  ): Promise<Answer> {
    const expected = expectedVersion(ctx);
    const arrivedAt = await this.documents.arrival();
    const file = await this.documents.opinion(ctx.actor, consulteeId);
    const receivedAt = body.receivedAt === undefined ? undefined : parseInstant(body.receivedAt, '/receivedAt');
    const command = { receivedAt, notedElsewhere: body.notedElsewhere, file, arrivedAt };
    return this.commands.run(ctx, async (tx) =>
      created(
        `/api/v1/consultees/${consulteeId}`,
        await this.opinions.sendBack(tx, ctx.actor, consulteeId, expected, command),
      ),
    );
  }
}
