/** What is ready for an agenda, and putting it there, over HTTP. */
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../kernel/actor.js';
import { Act } from '../platform/http/act.decorator.js';
import { type Answer, created } from '../platform/http/answer.js';
import { CommandRunner } from '../platform/http/command-runner.js';
import { PageQueryDto } from '../platform/http/page.dto.js';
import { Ctx, CurrentActor, IdPipe, type RequestContext } from '../platform/http/request-context.js';
import { ListedOnAgendaDto, ListOnAgendaDto, ReadyMatterPageDto } from './agenda-listing.dto.js';
import { AgendaListing } from './agenda-listing.service.js';
import { ReadyMatters } from './ready-matters.queries.js';

@ApiTags('decisions')
@Controller('api/v1')
export class AgendaListingController {
  constructor(
    private readonly commands: CommandRunner,
    private readonly listing: AgendaListing,
    private readonly ready: ReadyMatters,
  ) {}

  @Get('ready-matters')
  @Act('route.plan')
  @ApiOperation({ summary: 'Ärenden som är klara att tas upp på en dagordning, det äldsta först' })
  @ApiOkResponse({ type: ReadyMatterPageDto })
  list(@CurrentActor() actor: Actor, @Query() page: PageQueryDto) {
    return this.ready.list(actor, page);
  }

  @Post('meetings/:id/agenda')
  @Act('route.plan')
  @ApiOperation({ summary: 'Ställ flera ärenden på ett sammanträdes dagordning: alla eller inget' })
  @ApiCreatedResponse({ type: ListedOnAgendaDto })
  add(@Ctx() ctx: RequestContext, @Param('id', IdPipe) id: string, @Body() body: ListOnAgendaDto): Promise<Answer> {
    return this.commands.run(ctx, async (tx) =>
      created(
        `/api/v1/meetings/${id}/agenda`,
        await this.listing.add(tx, ctx.actor, id, body.items, body.beforeMeetingIds),
      ),
    );
  }
}
