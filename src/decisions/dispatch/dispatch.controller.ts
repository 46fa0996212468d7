/** Dispatch and its registration at the other end, over HTTP. */
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import type { Actor } from '../../kernel/actor.js';
import { Act } from '../../platform/http/act.decorator.js';
import { type Answer, created } from '../../platform/http/answer.js';
import { CommandRunner } from '../../platform/http/command-runner.js';
import {
  Ctx,
  CurrentActor,
  expectedVersion,
  IdPipe,
  type RequestContext,
} from '../../platform/http/request-context.js';
import { Rendering } from '../../platform/rendering/rendering.service.js';
import type { FileOfVersion } from '../../registry/registry.service.js';
import { Uploads } from '../../registry/uploads.service.js';
import {
  DispatchDto,
  DispatchPageDto,
  DispatchQueryDto,
  RegisterDispatchDto,
  RegisteredDispatchDto,
  SendDto,
  SentDto,
} from './dispatch.dto.js';
import { DispatchQueries } from './dispatch.queries.js';
import { Dispatches } from './dispatch.service.js';
import { extractDocument, extractName } from './extract.document.js';
import { Extracts } from './extract.queries.js';
import { Registrations } from './registration.service.js';

@ApiTags('dispatch')
@Controller('api/v1')
export class DispatchController {
  constructor(
    private readonly commands: CommandRunner,
    private readonly dispatches: Dispatches,
    private readonly registrations: Registrations,
    private readonly queries: DispatchQueries,
    private readonly extracts: Extracts,
    private readonly rendering: Rendering,
    private readonly uploads: Uploads,
    private readonly dataSource: DataSource,
  ) {}

  @Post('agenda-items/:id/dispatches')
  @Act('dispatch.send')
  @ApiOperation({ summary: 'Skicka ett justerat beslut till dem det angår; sekretessmarkerade handlingar stannar' })
  @ApiCreatedResponse({ type: SentDto })
  send(@Ctx() ctx: RequestContext, @Param('id', IdPipe) agendaItemId: string, @Body() body: SendDto): Promise<Answer> {
    return this.commands.run(ctx, async (tx) => {
      const sent = await this.dispatches.send(tx, ctx.actor, agendaItemId, body);
      return created(`/api/v1/dispatches?agendaItemId=${agendaItemId}`, sent);
    });
  }

  @Get('dispatches')
  @Act('dispatch.read')
  @ApiOperation({ summary: 'Skickade och inkomna beslut; den som väntat längst först' })
  @ApiOkResponse({ type: DispatchPageDto })
  list(@CurrentActor() actor: Actor, @Query() query: DispatchQueryDto) {
    return this.queries.list(actor, query, query);
  }

  @Get('dispatches/:id')
  @Act('dispatch.read')
  @ApiOperation({ summary: 'Ett skickat beslut' })
  @ApiOkResponse({ type: DispatchDto })
  one(@CurrentActor() actor: Actor, @Param('id', IdPipe) id: string) {
    return this.queries.one(actor, id);
  }

  @Post('dispatches/:id/registration')
  @Act('dispatch.register')
  @ApiOperation({ summary: 'Diarieför ett inkommet beslut i den egna serien, med avsändarens nummer som referens' })
  @ApiCreatedResponse({ type: RegisteredDispatchDto })
  async register(
    @Ctx() ctx: RequestContext,
    @Param('id', IdPipe) id: string,
    @Body() { matterId }: RegisterDispatchDto,
  ): Promise<Answer> {
    const expected = expectedVersion(ctx);
    const extract = await this.extractFor(ctx.actor, id);
    return this.commands.run(ctx, async (tx) => {
      const registered = await this.registrations.register(tx, ctx.actor, id, expected, { matterId, extract });
      return created(`/api/v1/matters/${registered.matterId}`, registered);
    });
  }

  /** Made and stored before the transaction: nobody waits under a lock for a document to be set, and equal bytes are one file. */
  private async extractFor(actor: Actor, id: string): Promise<FileOfVersion | undefined> {
    if (!(await this.registrations.mayRegister(this.dataSource, actor, id))) return undefined;
    const { content, created: made } = await this.extracts.ofDispatch(actor, id);
    const pdf = await this.rendering.render(extractDocument(content, made.toISOString()), 'pdf');
    return this.uploads.receive(pdf, `${extractName(content)}.pdf`);
  }
}
