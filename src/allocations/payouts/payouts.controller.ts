/** Payout lists of associations' grants over HTTP. */
import { Body, Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Actor } from '../../kernel/actor.js';
import type { Day } from '../../kernel/day.js';
import { Act } from '../../platform/http/act.decorator.js';
import { type Answer, changed, created } from '../../platform/http/answer.js';
import { CommandRunner } from '../../platform/http/command-runner.js';
import {
  Ctx,
  CurrentActor,
  expectedVersion,
  IdPipe,
  type RequestContext,
} from '../../platform/http/request-context.js';
import { FollowsProgress, Reporting } from '../../platform/progress/follows-progress.js';
import type { Progress } from '../../platform/progress/progress.js';
import { Rendering } from '../../platform/rendering/rendering.service.js';
import { sendDocument } from '../../platform/rendering/send-document.js';
import { payoutDocument, payoutName } from './payout.document.js';
import {
  CancelPayoutDto,
  NewPayoutListDto,
  PaidPayoutDto,
  PayoutDocumentQueryDto,
  PayoutDto,
  PayoutPageDto,
  PayoutQueryDto,
  PayoutStateDto,
  PreparedPayoutDto,
} from './payouts.dto.js';
import { PayoutsQueries } from './payouts.queries.js';
import { Payouts } from './payouts.service.js';

@ApiTags('payouts')
@Controller('api/v1/payout-lists')
export class PayoutsController {
  constructor(
    private readonly commands: CommandRunner,
    private readonly payouts: Payouts,
    private readonly queries: PayoutsQueries,
    private readonly rendering: Rendering,
  ) {}

  @Get()
  @Act('payout.read')
  @ApiOperation({ summary: 'Utbetalningslistor, de senaste först' })
  @ApiOkResponse({ type: PayoutPageDto })
  list(@CurrentActor() actor: Actor, @Query() query: PayoutQueryDto) {
    return this.queries.list(actor, query, query);
  }

  @Get(':id')
  @Act('payout.read')
  @ApiOperation({ summary: 'En utbetalningslista med sina rader' })
  @ApiOkResponse({ type: PayoutDto })
  get(@CurrentActor() actor: Actor, @Param('id', IdPipe) id: string) {
    return this.queries.get(actor, id);
  }

  @Post()
  @Act('payout.prepare')
  @ApiOperation({ summary: 'Upprätta en lista över allt beviljat i utlysningen som inte står på någon lista' })
  @ApiCreatedResponse({ type: PreparedPayoutDto })
  prepare(@Ctx() ctx: RequestContext, @Body() body: NewPayoutListDto): Promise<Answer> {
    return this.commands.run(ctx, async (tx) => {
      const list = await this.payouts.prepare(tx, ctx.actor, body.callId);
      return created(`/api/v1/payout-lists/${list.id}`, list);
    });
  }

  @Post(':id/attestation')
  @HttpCode(200)
  @Act('payout.attest')
  @ApiOperation({ summary: 'Attestera listan; någon annan än den som upprättade den' })
  @ApiOkResponse({ type: PayoutStateDto })
  attest(@Ctx() ctx: RequestContext, @Param('id', IdPipe) id: string): Promise<Answer> {
    const expected = expectedVersion(ctx);
    return this.commands.run(ctx, async (tx) => changed(await this.payouts.attest(tx, ctx.actor, id, expected)));
  }

  @Post(':id/payment')
  @HttpCode(200)
  @Act('payout.pay')
  @ApiOperation({ summary: 'Notera att listan är utbetald; varje rad blir en kostnad' })
  @ApiOkResponse({ type: PayoutStateDto })
  pay(@Ctx() ctx: RequestContext, @Param('id', IdPipe) id: string, @Body() body: PaidPayoutDto): Promise<Answer> {
    const expected = expectedVersion(ctx);
    const paid = { ...body, paidDay: body.paidDay as Day };
    return this.commands.run(ctx, async (tx) => changed(await this.payouts.pay(tx, ctx.actor, id, expected, paid)));
  }

  @Post(':id/cancellation')
  @HttpCode(200)
  @Act('payout.prepare')
  @ApiOperation({ summary: 'Makulera listan; bidragen kan stå på en ny' })
  @ApiOkResponse({ type: PayoutStateDto })
  cancel(@Ctx() ctx: RequestContext, @Param('id', IdPipe) id: string, @Body() body: CancelPayoutDto): Promise<Answer> {
    const expected = expectedVersion(ctx);
    return this.commands.run(ctx, async (tx) =>
      changed(await this.payouts.cancel(tx, ctx.actor, id, expected, body.reason)),
    );
  }

  @Get(':id/document')
  @Act('payout.read')
  @FollowsProgress()
  @ApiOperation({ summary: 'Utbetalningslistan som handling' })
  @ApiProduces('application/pdf', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async document(
    @CurrentActor() actor: Actor,
    @Param('id', IdPipe) id: string,
    @Query() { format = 'pdf' }: PayoutDocumentQueryDto,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Reporting() progress: Progress,
  ): Promise<Buffer> {
    const list = await this.queries.get(actor, id);
    return sendDocument(this.rendering, reply, payoutDocument(list), { format, name: payoutName(list), progress });
  }
}
