/** Associations' applications over HTTP, for the administration that receives and reviews them. */
import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../kernel/actor.js';
import type { Day } from '../../kernel/day.js';
import { parseInstant } from '../../kernel/deadline.js';
import { Act } from '../../platform/http/act.decorator.js';
import { Answer, changed, created, nothing } from '../../platform/http/answer.js';
import { CommandRunner } from '../../platform/http/command-runner.js';
import {
  Ctx,
  CurrentActor,
  expectedVersion,
  IdPipe,
  type RequestContext,
} from '../../platform/http/request-context.js';
import { ApplicationFiles, contentOf } from './application-files.js';
import { ApplicationLinks } from './application-links.service.js';
import { applicationAddress } from './application.pages.js';
import {
  ApplicationDto,
  ApplicationPageDto,
  ApplicationStateDto,
  DelegatedAwardStateDto,
  MadeApplicationLinkDto,
  ReceivedApplicationDto,
  ReviewedApplicationDto,
} from './applications-view.dto.js';
import {
  ApplicationQueryDto,
  DelegatedAwardDto,
  MakeApplicationLinkDto,
  NewApplicationDto,
  ReceiveApplicationDto,
  ReviewApplicationDto,
  WithdrawApplicationDto,
} from './applications.dto.js';
import { ApplicationsQueries } from './applications.queries.js';
import { Applications } from './applications.service.js';
import { DelegatedAwards } from './delegated-award.service.js';
import { Reviews } from './reviews.service.js';

@ApiTags('applications')
@Controller('api/v1')
export class ApplicationsController {
  constructor(
    private readonly commands: CommandRunner,
    private readonly applications: Applications,
    private readonly reviews: Reviews,
    private readonly links: ApplicationLinks,
    private readonly awards: DelegatedAwards,
    private readonly files: ApplicationFiles,
    private readonly queries: ApplicationsQueries,
  ) {}

  @Get('applications')
  @Act('application.read')
  @ApiOperation({ summary: 'Föreningars ansökningar, de senast inkomna först, med vad som sökts och beviljats i allt' })
  @ApiOkResponse({ type: ApplicationPageDto })
  list(@CurrentActor() actor: Actor, @Query() query: ApplicationQueryDto) {
    return this.queries.list(actor, query, query);
  }

  @Get('applications/:id')
  @Act('application.read')
  @ApiOperation({ summary: 'En ansökan: vad som söks, när den kom, och vad det blev' })
  @ApiOkResponse({ type: ApplicationDto })
  get(@CurrentActor() actor: Actor, @Param('id', IdPipe) id: string) {
    return this.queries.get(actor, id);
  }

  @Post('applications')
  @Act('application.handle')
  @ApiOperation({ summary: 'Öppna en plats i utlysningen för en förening' })
  @ApiCreatedResponse({ type: ApplicationStateDto })
  invite(@Ctx() ctx: RequestContext, @Body() body: NewApplicationDto): Promise<Answer> {
    return this.commands.run(ctx, async (tx) => {
      const application = await this.applications.invite(tx, ctx.actor, body);
      return created(`/api/v1/applications/${application.id}`, application);
    });
  }

  @Post('applications/:id/receipt')
  @HttpCode(200)
  @Act('application.handle')
  @ApiOperation({ summary: 'Registrera en ansökan som kom på annat sätt; sen är sen och registreras ändå' })
  @ApiOkResponse({ type: ReceivedApplicationDto })
  async receive(
    @Ctx() ctx: RequestContext,
    @Param('id', IdPipe) id: string,
    @Body() body: ReceiveApplicationDto,
  ): Promise<Answer> {
    const expected = expectedVersion(ctx);
    const content = contentOf(body);
    const papers = await this.files.byHand(ctx.actor, id, content);
    const receivedAt = body.receivedAt === undefined ? undefined : parseInstant(body.receivedAt);
    const receipt = { receivedAt, notedElsewhere: body.notedElsewhere, papers };
    return this.commands.run(ctx, async (tx) =>
      changed(await this.applications.receiveByHand(tx, ctx.actor, id, expected, content, receipt)),
    );
  }

  @Post('applications/:id/withdrawal')
  @HttpCode(200)
  @Act('application.handle')
  @ApiOperation({ summary: 'Notera att föreningen återtar sin ansökan' })
  @ApiOkResponse({ type: ApplicationStateDto })
  withdraw(
    @Ctx() ctx: RequestContext,
    @Param('id', IdPipe) id: string,
    @Body() body: WithdrawApplicationDto,
  ): Promise<Answer> {
    const expected = expectedVersion(ctx);
    return this.commands.run(ctx, async (tx) =>
      changed(await this.applications.withdraw(tx, ctx.actor, id, expected, body.reason)),
    );
  }

  @Post('applications/:id/review')
  @HttpCode(200)
  @Act('proposal.write')
  @ApiOperation({ summary: 'Börja bereda ansökan: ett förslag i samma ärende, som godkänns och beslutas som andra' })
  @ApiOkResponse({ type: ReviewedApplicationDto })
  review(
    @Ctx() ctx: RequestContext,
    @Param('id', IdPipe) id: string,
    @Body() body: ReviewApplicationDto,
  ): Promise<Answer> {
    const expected = expectedVersion(ctx);
    return this.commands.run(ctx, async (tx) => changed(await this.reviews.begin(tx, ctx.actor, id, expected, body)));
  }

  @Post('applications/:id/links')
  @Act('application.handle')
  @ApiOperation({ summary: 'Gör en länk som låter föreningen ansöka utan konto; adressen visas en enda gång' })
  @ApiCreatedResponse({ type: MadeApplicationLinkDto })
  async makeLink(
    @Ctx() ctx: RequestContext,
    @Param('id', IdPipe) id: string,
    @Body() body: MakeApplicationLinkDto,
  ): Promise<Answer> {
    let secret = '';
    const answer = await this.commands.run(ctx, async (tx) => {
      const made = await this.links.make(tx, ctx.actor, id, body.expiresDay);
      secret = made.secret;
      return created(`/api/v1/applications/${id}`, { ...made.view, address: null });
    });
    return answer.withOnce({ address: applicationAddress(secret) });
  }

  @Delete('application-links/:id')
  @Act('application.handle')
  @ApiOperation({ summary: 'Spärra en länk. Att spärra den igen ändrar ingenting.' })
  @ApiNoContentResponse()
  revokeLink(@Ctx() ctx: RequestContext, @Param('id', IdPipe) id: string): Promise<Answer> {
    return this.commands.run(ctx, async (tx) => {
      await this.links.revoke(tx, ctx.actor, id);
      return nothing();
    });
  }

  @Post('proposals/:id/delegated-decision')
  @HttpCode(200)
  @Act('application.decide')
  @ApiOperation({ summary: 'Bevilja eller avslå en förenings ansökan på delegation; pengarna reserveras genast' })
  @ApiOkResponse({ type: DelegatedAwardStateDto })
  decide(
    @Ctx() ctx: RequestContext,
    @Param('id', IdPipe) id: string,
    @Body() body: DelegatedAwardDto,
  ): Promise<Answer> {
    const expected = expectedVersion(ctx);
    const command = { ...body, decidedDay: body.decidedDay as Day };
    return this.commands.run(ctx, async (tx) =>
      changed(await this.awards.decide(tx, ctx.actor, id, expected, command)),
    );
  }
}
