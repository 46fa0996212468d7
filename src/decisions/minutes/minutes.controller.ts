/** Minutes over HTTP: drafts and documents, the secretary's own words, signing, immediate adjustment, corrections. */
import { Body, Controller, Get, Param, Post, Put, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Actor } from '../../kernel/actor.js';
import type { Day } from '../../kernel/day.js';
import { Act } from '../../platform/http/act.decorator.js';
import { type Answer, changed, created } from '../../platform/http/answer.js';
import { CommandRunner } from '../../platform/http/command-runner.js';
import { PageQueryDto } from '../../platform/http/page.dto.js';
import {
  Ctx,
  CurrentActor,
  expectedVersion,
  IdPipe,
  type RequestContext,
} from '../../platform/http/request-context.js';
import { FollowsProgress, Reporting } from '../../platform/progress/follows-progress.js';
import type { Progress } from '../../platform/progress/progress.js';
import { documentMediaTypes, Rendering } from '../../platform/rendering/rendering.service.js';
import { sendDocument } from '../../platform/rendering/send-document.js';
import { minutesDocument } from './minutes.document.js';
import {
  AdjustImmediatelyDto,
  ChooseAdjustersDto,
  NameStandInDto,
  CorrectMinutesDto,
  ItemSlotPipe,
  MeetingSlotPipe,
  MinutesDocumentQueryDto,
  MinutesPageDto,
  SignMinutesDto,
  TextPageDto,
  WriteTextDto,
  WrittenTextDto,
} from './minutes.dto.js';
import { MinutesDto } from './minutes-view.dto.js';
import { MinutesQueries } from './minutes.queries.js';
import type { ItemSlot, MeetingSlot } from './minutes.rules.js';
import { MinutesKeeping } from './minutes.service.js';
import { StandIns } from './stand-ins.service.js';
import { MinutesSigning } from './minutes-signing.service.js';

@ApiTags('minutes')
@Controller('api/v1')
export class MinutesController {
  constructor(
    private readonly commands: CommandRunner,
    private readonly keeping: MinutesKeeping,
    private readonly signing: MinutesSigning,
    private readonly standIns: StandIns,
    private readonly queries: MinutesQueries,
    private readonly rendering: Rendering,
  ) {}

  @Get('meetings/:id/minutes')
  @Act('minutes.read')
  @ApiOperation({ summary: 'Sammanträdets protokoll: det ordinarie och ett för varje omedelbar justering' })
  @ApiOkResponse({ type: MinutesPageDto })
  ofMeeting(@CurrentActor() actor: Actor, @Param('id', IdPipe) meetingId: string, @Query() page: PageQueryDto) {
    return this.queries.ofMeeting(actor, meetingId, page);
  }

  @Get('minutes-to-sign')
  @Act('minutes.sign')
  @ApiOperation({ summary: 'Protokoll som väntar på min underskrift' })
  @ApiOkResponse({ type: MinutesPageDto })
  toSign(@CurrentActor() actor: Actor, @Query() page: PageQueryDto) {
    return this.queries.toSign(actor, page);
  }

  @Get('minutes/:id')
  @Act('minutes.read')
  @ApiOperation({ summary: 'Ett protokoll; ett utkast visar det som förts in hittills' })
  @ApiOkResponse({ type: MinutesDto })
  one(@CurrentActor() actor: Actor, @Param('id', IdPipe) id: string) {
    return this.queries.one(actor, id);
  }

  @Get('minutes/:id/document')
  @Act('minutes.read')
  @FollowsProgress()
  @ApiOperation({ summary: 'Protokollet som PDF eller Word' })
  @ApiProduces(documentMediaTypes.pdf, documentMediaTypes.docx)
  @ApiOkResponse({ description: 'Dokumentet.' })
  async document(
    @CurrentActor() actor: Actor,
    @Param('id', IdPipe) id: string,
    @Query() { format }: MinutesDocumentQueryDto,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Reporting() progress: Progress,
  ): Promise<Buffer> {
    const minutes = await this.queries.one(actor, id);
    const name = `protokoll-${minutes.day}-${minutes.number}`;
    return sendDocument(this.rendering, reply, minutesDocument(minutes), { format, name, progress });
  }

  @Get('meetings/:id/minutes-texts')
  @Act('minutes.write')
  @ApiOperation({ summary: 'Sekreterarens egna textblock med sina versioner' })
  @ApiOkResponse({ type: TextPageDto })
  texts(@CurrentActor() actor: Actor, @Param('id', IdPipe) meetingId: string, @Query() page: PageQueryDto) {
    return this.queries.texts(actor, meetingId, page);
  }

  @Put('meetings/:id/minutes-texts/:slot')
  @Act('minutes.write')
  @ApiOperation({ summary: 'Skriv ett textblock för hela sammanträdet; If-Match "0" för ett som inte finns' })
  @ApiOkResponse({ type: WrittenTextDto })
  writeMeetingText(
    @Ctx() ctx: RequestContext,
    @Param('id', IdPipe) meetingId: string,
    @Param('slot', MeetingSlotPipe) slot: MeetingSlot,
    @Body() { text }: WriteTextDto,
  ): Promise<Answer> {
    const expected = expectedVersion(ctx);
    return this.commands.run(ctx, async (tx) =>
      changed(await this.keeping.write(tx, ctx.actor, { meetingId, agendaItemId: null, slot }, expected, text)),
    );
  }

  @Put('agenda-items/:id/minutes-texts/:slot')
  @Act('minutes.write')
  @ApiOperation({ summary: 'Skriv ett textblock för ärendet; If-Match "0" för ett som inte finns' })
  @ApiOkResponse({ type: WrittenTextDto })
  writeItemText(
    @Ctx() ctx: RequestContext,
    @Param('id', IdPipe) agendaItemId: string,
    @Param('slot', ItemSlotPipe) slot: ItemSlot,
    @Body() { text }: WriteTextDto,
  ): Promise<Answer> {
    const expected = expectedVersion(ctx);
    return this.commands.run(ctx, async (tx) => {
      const place = await this.keeping.placeOf(tx, agendaItemId, slot);
      return changed(await this.keeping.write(tx, ctx.actor, place, expected, text));
    });
  }

  @Put('minutes/:id/adjusters')
  @Act('minutes.write')
  @ApiOperation({ summary: 'För in vilka som justerar tillsammans med ordföranden' })
  @ApiOkResponse({ type: MinutesDto })
  chooseAdjusters(
    @Ctx() ctx: RequestContext,
    @Param('id', IdPipe) id: string,
    @Body() { personIds }: ChooseAdjustersDto,
  ): Promise<Answer> {
    const expected = expectedVersion(ctx);
    return this.commands.run(ctx, async (tx) => {
      const minutesId = await this.keeping.chooseAdjusters(tx, ctx.actor, id, expected, personIds);
      return changed(await this.queries.view(tx, ctx.actor, minutesId));
    });
  }

  @Post('minutes/:id/signing')
  @Act('minutes.write')
  @ApiOperation({ summary: 'Lås protokollet och sänd det till ordförande och justerare' })
  @ApiOkResponse({ type: MinutesDto })
  send(@Ctx() ctx: RequestContext, @Param('id', IdPipe) id: string): Promise<Answer> {
    const expected = expectedVersion(ctx);
    return this.commands.run(ctx, async (tx) => {
      const minutesId = await this.keeping.send(tx, ctx.actor, id, expected);
      return changed(await this.queries.view(tx, ctx.actor, minutesId));
    });
  }

  @Post('minutes/:id/return-to-draft')
  @Act('minutes.write')
  @ApiOperation({ summary: 'Ta tillbaka ett protokoll som ingen har skrivit under' })
  @ApiOkResponse({ type: MinutesDto })
  takeBack(@Ctx() ctx: RequestContext, @Param('id', IdPipe) id: string): Promise<Answer> {
    const expected = expectedVersion(ctx);
    return this.commands.run(ctx, async (tx) => {
      const minutesId = await this.keeping.takeBack(tx, ctx.actor, id, expected);
      return changed(await this.queries.view(tx, ctx.actor, minutesId));
    });
  }

  @Post('minutes/:id/stand-ins')
  @Act('minutes.write')
  @ApiOperation({ summary: 'Låt någon annan justera i stället för den som inte kan' })
  @ApiCreatedResponse({ type: MinutesDto })
  nameStandIn(
    @Ctx() ctx: RequestContext,
    @Param('id', IdPipe) id: string,
    @Body() body: NameStandInDto,
  ): Promise<Answer> {
    const expected = expectedVersion(ctx);
    return this.commands.run(ctx, async (tx) => {
      const minutesId = await this.standIns.name(tx, ctx.actor, id, expected, body);
      return created(`/api/v1/minutes/${minutesId}`, await this.queries.view(tx, ctx.actor, minutesId));
    });
  }

  @Post('minutes/:id/signatures')
  @Act('minutes.sign')
  @ApiOperation({ summary: 'Justera: skriv under själv, eller för in en underskrift på papper' })
  @ApiCreatedResponse({ type: MinutesDto })
  sign(@Ctx() ctx: RequestContext, @Param('id', IdPipe) id: string, @Body() body: SignMinutesDto): Promise<Answer> {
    const expected = expectedVersion(ctx);
    return this.commands.run(ctx, async (tx) => {
      const command = { ...body, signedDay: body.signedDay as Day | undefined };
      const minutesId = await this.signing.sign(tx, ctx.actor, id, expected, command);
      return created(`/api/v1/minutes/${minutesId}`, await this.queries.view(tx, ctx.actor, minutesId));
    });
  }

  @Post('meetings/:id/immediate-adjustments')
  @Act('minutes.write')
  @ApiOperation({ summary: 'Justera avgjorda ärenden omedelbart: ett eget protokoll, sänt till justering' })
  @ApiCreatedResponse({ type: MinutesDto })
  adjustImmediately(
    @Ctx() ctx: RequestContext,
    @Param('id', IdPipe) meetingId: string,
    @Body() body: AdjustImmediatelyDto,
  ): Promise<Answer> {
    return this.commands.run(ctx, async (tx) => {
      const command = { ...body, signedDay: body.signedDay as Day | undefined };
      const minutesId = await this.signing.adjustImmediately(tx, ctx.actor, meetingId, command);
      return created(`/api/v1/minutes/${minutesId}`, await this.queries.view(tx, ctx.actor, minutesId));
    });
  }

  @Post('minutes/:id/corrections')
  @Act('minutes.write')
  @ApiOperation({ summary: 'Rätta ett justerat protokoll; det som stod kan fortfarande läsas' })
  @ApiCreatedResponse({ type: MinutesDto })
  correct(
    @Ctx() ctx: RequestContext,
    @Param('id', IdPipe) id: string,
    @Body() body: CorrectMinutesDto,
  ): Promise<Answer> {
    return this.commands.run(ctx, async (tx) => {
      const minutesId = await this.keeping.correct(tx, ctx.actor, id, body);
      return created(`/api/v1/minutes/${minutesId}`, await this.queries.view(tx, ctx.actor, minutesId));
    });
  }
}
