/** One item being dealt with, over HTTP: from the introduction to reservations. */
import { Body, Controller, Param, Post, Put } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Tx } from '../platform/database/transaction.js';
import { Act } from '../platform/http/act.decorator.js';
import { type Answer, changed, created, nothing } from '../platform/http/answer.js';
import { CommandRunner } from '../platform/http/command-runner.js';
import { Ctx, expectedVersion, IdPipe, type RequestContext } from '../platform/http/request-context.js';
import { Ballots } from './ballots.service.js';
import { VersionDto } from './conduct.dto.js';
import {
  BallotClosedDto,
  BallotClosingDto,
  ClaimDto,
  ClaimMadeDto,
  ClaimRefusalDto,
  DisqualificationDto,
  DisqualifiedDto,
  IntroductionDto,
  ItemStateDto,
  MadeDto,
  OpenedBallotDto,
  PostponedDto,
  PutDto,
  ReasonsDto,
  ReservationDto,
  RollCallDto,
  SlipsDto,
  StatementDto,
  VoteDto,
} from './deliberation.dto.js';
import { Claims } from './claims.service.js';
import { Deliberation } from './deliberation.service.js';
import { CountedSlips } from './slips.service.js';
import { Propositions } from './propositions.service.js';
import { Dissent } from './dissent.service.js';
import { Postponement } from './postponement.service.js';

@ApiTags('deliberation')
@Controller('api/v1')
export class DeliberationController {
  constructor(
    private readonly commands: CommandRunner,
    private readonly deliberation: Deliberation,
    private readonly claims: Claims,
    private readonly propositions: Propositions,
    private readonly ballots: Ballots,
    private readonly slips: CountedSlips,
    private readonly dissent: Dissent,
    private readonly postponement: Postponement,
  ) {}

  @Post('agenda-items/:id/introduction')
  @Act('meeting.conduct')
  @ApiOperation({ summary: 'Ta upp ärendet' })
  @ApiOkResponse({ type: VersionDto })
  introduce(
    @Ctx() ctx: RequestContext,
    @Param('id', IdPipe) id: string,
    @Body() body: IntroductionDto,
  ): Promise<Answer> {
    const expected = expectedVersion(ctx);
    return this.commands.run(ctx, async (tx) =>
      changed(await this.deliberation.introduce(tx, ctx.actor, id, expected, body)),
    );
  }

  @Post('agenda-items/:id/postponement')
  @Act('meeting.conduct')
  @ApiOperation({ summary: 'Skjut upp ett ärende som för få är där för att avgöra' })
  @ApiOkResponse({ type: PostponedDto })
  postpone(@Ctx() ctx: RequestContext, @Param('id', IdPipe) id: string): Promise<Answer> {
    const expected = expectedVersion(ctx);
    return this.commands.run(ctx, async (tx) => changed(await this.postponement.postpone(tx, ctx.actor, id, expected)));
  }

  @Post('agenda-items/:id/disqualifications')
  @Act('meeting.conduct')
  @ApiOperation({ summary: 'Någon är jävig i ärendet, eller jävet ifrågasätts och avgörs' })
  @ApiCreatedResponse({ type: DisqualifiedDto })
  disqualify(
    @Ctx() ctx: RequestContext,
    @Param('id', IdPipe) id: string,
    @Body() body: DisqualificationDto,
  ): Promise<Answer> {
    return this.commands.run(ctx, async (tx) =>
      created(`/api/v1/agenda-items/${id}`, await this.deliberation.disqualify(tx, ctx.actor, id, body)),
    );
  }

  @Post('agenda-items/:id/claims')
  @Act('claim.make')
  @ApiOperation({ summary: 'Yrka' })
  @ApiCreatedResponse({ type: ClaimMadeDto })
  claim(@Ctx() ctx: RequestContext, @Param('id', IdPipe) id: string, @Body() body: ClaimDto): Promise<Answer> {
    return this.commands.run(ctx, async (tx) =>
      created(`/api/v1/agenda-items/${id}`, await this.claims.claim(tx, ctx.actor, id, body)),
    );
  }

  @Post('agenda-items/:id/claims/:claimId/withdrawal')
  @Act('claim.make')
  @ApiOperation({ summary: 'Ta tillbaka ett yrkande' })
  @ApiOkResponse({ type: VersionDto })
  withdraw(
    @Ctx() ctx: RequestContext,
    @Param('id', IdPipe) id: string,
    @Param('claimId', IdPipe) claimId: string,
  ): Promise<Answer> {
    return this.commands.run(ctx, async (tx) => changed(await this.claims.withdraw(tx, ctx.actor, id, claimId)));
  }

  @Post('agenda-items/:id/claims/:claimId/refusal')
  @Act('meeting.conduct')
  @ApiOperation({ summary: 'Ordföranden vägrar ställa proposition på ett yrkande som väcker ett nytt ärende' })
  @ApiOkResponse({ type: VersionDto })
  refuse(
    @Ctx() ctx: RequestContext,
    @Param('id', IdPipe) id: string,
    @Param('claimId', IdPipe) claimId: string,
    @Body() { ground }: ClaimRefusalDto,
  ): Promise<Answer> {
    const expected = expectedVersion(ctx);
    return this.commands.run(ctx, async (tx) =>
      changed(await this.claims.refuse(tx, ctx.actor, id, claimId, expected, ground)),
    );
  }

  @Post('agenda-items/:id/claims-closing')
  @Act('meeting.conduct')
  @ApiOperation({ summary: 'Avsluta överläggningen: inga fler yrkanden' })
  @ApiOkResponse({ type: ItemStateDto })
  closeClaims(@Ctx() ctx: RequestContext, @Param('id', IdPipe) id: string): Promise<Answer> {
    const expected = expectedVersion(ctx);
    return this.commands.run(ctx, async (tx) =>
      changed(await this.deliberation.closeClaims(tx, ctx.actor, id, expected)),
    );
  }

  @Post('agenda-items/:id/propositions')
  @Act('meeting.conduct')
  @ApiOperation({ summary: 'Ordföranden ställer proposition på de yrkanden som står på tur och säger vad hen finner' })
  @ApiOkResponse({ type: ItemStateDto })
  put(@Ctx() ctx: RequestContext, @Param('id', IdPipe) id: string, @Body() body: PutDto): Promise<Answer> {
    const expected = expectedVersion(ctx);
    return this.commands.run(ctx, async (tx) =>
      changed(await this.propositions.put(tx, ctx.actor, id, expected, body)),
    );
  }

  @Post('agenda-items/:id/ballots')
  @Act('meeting.conduct')
  @ApiOperation({ summary: 'Öppna den omröstning som står på tur' })
  @ApiCreatedResponse({ type: OpenedBallotDto })
  openBallot(@Ctx() ctx: RequestContext, @Param('id', IdPipe) id: string): Promise<Answer> {
    const expected = expectedVersion(ctx);
    return this.commands.run(ctx, async (tx) => {
      const ballot = await this.ballots.open(tx, ctx.actor, id, expected);
      return created(`/api/v1/agenda-items/${id}`, ballot);
    });
  }

  @Post('ballots/:id/votes')
  @Act('ballot.vote')
  @ApiOperation({ summary: 'Lägg sin egen röst' })
  @ApiNoContentResponse()
  vote(@Ctx() ctx: RequestContext, @Param('id', IdPipe) id: string, @Body() body: VoteDto): Promise<Answer> {
    const vote = async (tx: Tx): Promise<Answer> => {
      await this.ballots.vote(tx, ctx.actor, id, body.choice);
      return nothing();
    };
    return this.commands.run(ctx, vote, { isSecret: true });
  }

  @Post('ballots/:id/roll-call')
  @Act('meeting.conduct')
  @ApiOperation({ summary: 'För in röster som lämnas vid upprop' })
  @ApiNoContentResponse()
  rollCall(@Ctx() ctx: RequestContext, @Param('id', IdPipe) id: string, @Body() body: RollCallDto): Promise<Answer> {
    return this.commands.run(ctx, async (tx) => {
      await this.ballots.callRoll(tx, ctx.actor, id, body.votes);
      return nothing();
    });
  }

  @Post('ballots/:id/slips')
  @Act('meeting.conduct')
  @ApiOperation({ summary: 'För in räknade sedlar i en sluten omröstning' })
  @ApiNoContentResponse()
  countSlips(@Ctx() ctx: RequestContext, @Param('id', IdPipe) id: string, @Body() body: SlipsDto): Promise<Answer> {
    const count = async (tx: Tx): Promise<Answer> => {
      await this.slips.add(tx, ctx.actor, id, body);
      return nothing();
    };
    return this.commands.run(ctx, count, { isSecret: true });
  }

  @Post('ballots/:id/closing')
  @Act('meeting.conduct')
  @ApiOperation({ summary: 'Avsluta omröstningen och räkna' })
  @ApiOkResponse({ type: BallotClosedDto })
  closeBallot(
    @Ctx() ctx: RequestContext,
    @Param('id', IdPipe) id: string,
    @Body() body: BallotClosingDto,
  ): Promise<Answer> {
    return this.commands.run(ctx, async (tx) => changed(await this.ballots.close(tx, ctx.actor, id, body.castingVote)));
  }

  @Post('agenda-items/:id/reservations')
  @Act('reservation.make')
  @ApiOperation({ summary: 'Reservera sig, innan sammanträdet avslutas' })
  @ApiCreatedResponse({ type: MadeDto })
  reserve(@Ctx() ctx: RequestContext, @Param('id', IdPipe) id: string, @Body() body: ReservationDto): Promise<Answer> {
    return this.commands.run(ctx, async (tx) =>
      created(`/api/v1/agenda-items/${id}`, await this.dissent.reserve(tx, ctx.actor, id, body)),
    );
  }

  @Put('reservations/:id/reasons')
  @Act('reservation.make')
  @ApiOperation({ summary: 'Skälen för en reservation, före justeringen' })
  @ApiNoContentResponse()
  reasons(@Ctx() ctx: RequestContext, @Param('id', IdPipe) id: string, @Body() body: ReasonsDto): Promise<Answer> {
    return this.commands.run(ctx, async (tx) => {
      await this.dissent.giveReasons(tx, ctx.actor, id, body.reasons);
      return nothing();
    });
  }

  @Post('agenda-items/:id/statements')
  @Act('meeting.conduct')
  @ApiOperation({ summary: 'Ett särskilt yttrande som ordföranden har medgett' })
  @ApiCreatedResponse({ type: MadeDto })
  state(@Ctx() ctx: RequestContext, @Param('id', IdPipe) id: string, @Body() body: StatementDto): Promise<Answer> {
    return this.commands.run(ctx, async (tx) =>
      created(`/api/v1/agenda-items/${id}`, await this.dissent.state(tx, ctx.actor, id, body)),
    );
  }
}
