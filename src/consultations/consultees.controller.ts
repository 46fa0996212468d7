/** Consultees over HTTP: their own process, and what the asker does with each. */
import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../kernel/actor.js';
import { parseInstant } from '../kernel/deadline.js';
import { Act } from '../platform/http/act.decorator.js';
import { type Answer, changed, created, nothing } from '../platform/http/answer.js';
import { CommandRunner } from '../platform/http/command-runner.js';
import { Ctx, CurrentActor, expectedVersion, IdPipe, type RequestContext } from '../platform/http/request-context.js';
import { ConsultationDocuments } from './consultation-documents.service.js';
import {
  AssignedConsulteeDto,
  ConsulteeDto,
  ConsulteeStateDto,
  ExtendedConsulteeDto,
  MadeLinkDto,
  ReceivedConsultationDto,
  RecordedReplyDto,
} from './consultee-views.dto.js';
import {
  AssignConsulteeDto,
  DeclineConsultationDto,
  ExtendConsulteeDto,
  MakeLinkDto,
  ReceiveConsultationDto,
  RegisterReplyDto,
  WritePositionsDto,
} from './consultees.dto.js';
import { ConsulteesQueries } from './consultees.queries.js';
import { Consultees } from './consultees.service.js';
import { ConsulteeLinks } from './links.service.js';
import { Positions } from './positions.service.js';
import { Replies } from './replies.service.js';
import { positionsFrom, replyFrom } from './reply-input.js';
import { replyAddress } from './reply.pages.js';
import { Waiting } from './waiting.service.js';

@ApiTags('consultations')
@Controller('api/v1')
export class ConsulteesController {
  constructor(
    private readonly commands: CommandRunner,
    private readonly consultees: Consultees,
    private readonly waiting: Waiting,
    private readonly replies: Replies,
    private readonly readings: Positions,
    private readonly links: ConsulteeLinks,
    private readonly queries: ConsulteesQueries,
    private readonly documents: ConsultationDocuments,
  ) {}

  @Get('consultees/:id')
  @Act('consultation.read')
  @ApiOperation({ summary: 'En remissinstans: svarstid, anstånd, svar; den egna handläggningen för instansen själv' })
  @ApiOkResponse({ type: ConsulteeDto })
  get(@CurrentActor() actor: Actor, @Param('id', IdPipe) id: string) {
    return this.queries.get(actor, id);
  }

  @Post('consultees/:id/receipt')
  @HttpCode(200)
  @Act('opinion.handle')
  @ApiOperation({ summary: 'Ankomststämpla remissen och diarieför den i ett eget ärende' })
  @ApiOkResponse({ type: ReceivedConsultationDto })
  receive(
    @Ctx() ctx: RequestContext,
    @Param('id', IdPipe) id: string,
    @Body() body: ReceiveConsultationDto,
  ): Promise<Answer> {
    const expected = expectedVersion(ctx);
    const receivedAt = body.receivedAt === undefined ? undefined : parseInstant(body.receivedAt, '/receivedAt');
    return this.commands.run(ctx, async (tx) =>
      changed(await this.consultees.receive(tx, ctx.actor, id, expected, { receivedAt })),
    );
  }

  @Post('consultees/:id/assignment')
  @HttpCode(200)
  @Act('opinion.handle')
  @ApiOperation({ summary: 'Fördela remissen till en handläggare, med internt datum för förslaget' })
  @ApiOkResponse({ type: AssignedConsulteeDto })
  assign(
    @Ctx() ctx: RequestContext,
    @Param('id', IdPipe) id: string,
    @Body() body: AssignConsulteeDto,
  ): Promise<Answer> {
    const expected = expectedVersion(ctx);
    return this.commands.run(ctx, async (tx) =>
      changed(await this.consultees.assign(tx, ctx.actor, id, expected, body)),
    );
  }

  @Post('consultees/:id/declination')
  @HttpCode(200)
  @Act('consultation.read')
  @ApiOperation({ summary: 'Avstå från att svara; för instansen själv, eller antecknat av den som frågade' })
  @ApiOkResponse({ type: ConsulteeStateDto })
  decline(
    @Ctx() ctx: RequestContext,
    @Param('id', IdPipe) id: string,
    @Body() body: DeclineConsultationDto,
  ): Promise<Answer> {
    const expected = expectedVersion(ctx);
    return this.commands.run(ctx, async (tx) =>
      changed(await this.consultees.decline(tx, ctx.actor, id, expected, body.note)),
    );
  }

  @Post('consultees/:id/extension')
  @HttpCode(200)
  @Act('consultation.write')
  @ApiOperation({ summary: 'Ge en remissinstans anstånd; de andras svarstid står kvar' })
  @ApiOkResponse({ type: ExtendedConsulteeDto })
  extend(
    @Ctx() ctx: RequestContext,
    @Param('id', IdPipe) id: string,
    @Body() body: ExtendConsulteeDto,
  ): Promise<Answer> {
    const expected = expectedVersion(ctx);
    return this.commands.run(ctx, async (tx) => changed(await this.waiting.extend(tx, ctx.actor, id, expected, body)));
  }

  @Post('consultees/:id/reminders')
  @HttpCode(204)
  @Act('consultation.write')
  @ApiOperation({ summary: 'Påminn en remissinstans som inte har svarat' })
  @ApiNoContentResponse()
  remind(@Ctx() ctx: RequestContext, @Param('id', IdPipe) id: string): Promise<Answer> {
    return this.commands.run(ctx, async (tx) => {
      await this.waiting.remind(tx, ctx.actor, id);
      return nothing();
    });
  }

  @Post('consultees/:id/reply')
  @Act('consultation.register')
  @ApiOperation({
    summary: 'Registrera ett svar som kom på papper eller med e-post; sent är sent och registreras ändå',
  })
  @ApiCreatedResponse({ type: RecordedReplyDto })
  async reply(
    @Ctx() ctx: RequestContext,
    @Param('id', IdPipe) id: string,
    @Body() body: RegisterReplyDto,
  ): Promise<Answer> {
    const expected = expectedVersion(ctx);
    const { receivedAt, notedElsewhere, documentId } = body;
    const reply = replyFrom(body);
    const file = await this.documents.replyByHand(ctx.actor, id, reply, documentId);
    const receipt = {
      receivedAt: receivedAt === undefined ? undefined : parseInstant(receivedAt, '/receivedAt'),
      notedElsewhere,
      documentId,
    };
    return this.commands.run(ctx, async (tx) =>
      created(
        `/api/v1/consultees/${id}`,
        await this.replies.byHand(tx, ctx.actor, id, expected, { ...reply, ...receipt, file }),
      ),
    );
  }

  @Post('consultees/:id/registration')
  @HttpCode(200)
  @Act('consultation.register')
  @ApiOperation({ summary: 'Diarieför ett svar som instansen har lämnat inifrån systemet' })
  @ApiOkResponse({ type: RecordedReplyDto })
  register(@Ctx() ctx: RequestContext, @Param('id', IdPipe) id: string): Promise<Answer> {
    const expected = expectedVersion(ctx);
    return this.commands.run(ctx, async (tx) => changed(await this.replies.register(tx, ctx.actor, id, expected)));
  }

  @Put('consultees/:id/positions')
  @Act('consultation.register')
  @ApiOperation({ summary: 'Anteckna vad svaret säger i varje fråga, med stället ordagrant' })
  @ApiOkResponse({ type: ConsulteeStateDto })
  positions(
    @Ctx() ctx: RequestContext,
    @Param('id', IdPipe) id: string,
    @Body() body: WritePositionsDto,
  ): Promise<Answer> {
    const expected = expectedVersion(ctx);
    return this.commands.run(ctx, async (tx) =>
      changed(await this.readings.read(tx, ctx.actor, id, expected, positionsFrom(body.positions))),
    );
  }

  @Post('consultees/:id/links')
  @Act('consultation.write')
  @ApiOperation({ summary: 'Gör en länk som låter en extern instans svara utan konto; adressen visas en enda gång' })
  @ApiCreatedResponse({ type: MadeLinkDto })
  async makeLink(
    @Ctx() ctx: RequestContext,
    @Param('id', IdPipe) id: string,
    @Body() body: MakeLinkDto,
  ): Promise<Answer> {
    let secret = '';
    const answer = await this.commands.run(ctx, async (tx) => {
      const made = await this.links.make(tx, ctx.actor, id, body.expiresDay);
      secret = made.secret;
      return created(`/api/v1/consultees/${id}`, { ...made.view, address: null });
    });
    return answer.withOnce({ address: replyAddress(secret) });
  }

  @Delete('consultee-links/:id')
  @Act('consultation.write')
  @ApiOperation({ summary: 'Spärra en länk. Att spärra den igen ändrar ingenting.' })
  @ApiNoContentResponse()
  revokeLink(@Ctx() ctx: RequestContext, @Param('id', IdPipe) id: string): Promise<Answer> {
    return this.commands.run(ctx, async (tx) => {
      await this.links.revoke(tx, ctx.actor, id);
      return nothing();
    });
  }
}
