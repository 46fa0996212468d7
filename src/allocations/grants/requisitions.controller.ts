/** A requisition over HTTP, step by step. */
import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { DomainError } from '../../kernel/errors.js';
import type { Tx } from '../../platform/database/transaction.js';
import { Act } from '../../platform/http/act.decorator.js';
import { Answer, changed } from '../../platform/http/answer.js';
import { CommandRunner } from '../../platform/http/command-runner.js';
import { moneyFrom } from '../../platform/http/fields.js';
import { problemOf } from '../../platform/http/problem.js';
import { Ctx, expectedVersion, IdPipe, type RequestContext } from '../../platform/http/request-context.js';
import { FactDto, NewReportDto, PreparationDto, RequisitionStateDto, SubmissionDto } from './grants.dto.js';
import { ReportedDto, RequisitionDto } from './grants-view.dto.js';
import { GrantsQueries } from './grants.queries.js';
import { RequisitionFacts } from './requisition-facts.service.js';
import { Requisitions } from './requisitions.service.js';

@ApiTags('grants')
@Controller('api/v1/requisitions')
export class RequisitionsController {
  constructor(
    private readonly commands: CommandRunner,
    private readonly requisitions: Requisitions,
    private readonly facts: RequisitionFacts,
    private readonly queries: GrantsQueries,
  ) {}

  @Get(':id')
  @Act('grant.read')
  @ApiOperation({ summary: 'En rekvisition med alla steg, återrapport och återkrav' })
  @ApiOkResponse({ type: RequisitionDto })
  one(@Param('id', IdPipe) id: string) {
    return this.queries.requisition(id);
  }

  @Post(':id/agent')
  @HttpCode(200)
  @Act('grant.handle')
  @ApiOperation({ summary: 'Knyt bidragsgivarens godkända ombud till rekvisitionen' })
  @ApiOkResponse({ type: RequisitionStateDto })
  recordAgent(@Ctx() ctx: RequestContext, @Param('id', IdPipe) id: string): Promise<Answer> {
    return this.run(ctx, (tx, expected) => this.requisitions.recordAgent(tx, ctx.actor, id, expected));
  }

  @Post(':id/preparation')
  @HttpCode(200)
  @Act('grant.handle')
  @ApiOperation({ summary: 'Förbered med ett belopp inom taket; ett tidigare godkännande faller' })
  @ApiOkResponse({ type: RequisitionStateDto })
  prepare(@Ctx() ctx: RequestContext, @Param('id', IdPipe) id: string, @Body() body: PreparationDto): Promise<Answer> {
    const amount = moneyFrom(body.amount);
    return this.run(ctx, (tx, expected) => this.requisitions.prepare(tx, ctx.actor, id, expected, amount));
  }

  @Post(':id/approval')
  @HttpCode(200)
  @Act('grant.handle')
  @ApiOperation({ summary: 'Godkänn; inte den som har förberett' })
  @ApiOkResponse({ type: RequisitionStateDto })
  approve(@Ctx() ctx: RequestContext, @Param('id', IdPipe) id: string): Promise<Answer> {
    return this.run(ctx, (tx, expected) => this.requisitions.approve(tx, ctx.actor, id, expected));
  }

  @Post(':id/submission')
  @HttpCode(200)
  @Act('grant.handle')
  @ApiOperation({ summary: 'Anteckna att den är inskickad; efter sista tidpunkt blir den i stället för sent' })
  @ApiOkResponse({ type: RequisitionStateDto })
  submit(@Ctx() ctx: RequestContext, @Param('id', IdPipe) id: string, @Body() body: SubmissionDto): Promise<Answer> {
    const expected = expectedVersion(ctx);
    return this.commands.run(ctx, async (tx) => {
      const result = await this.requisitions.submit(tx, ctx.actor, id, expected, body);
      // An answer and not a throw: that it came too late is a fact to keep, and a refusal would roll it back.
      return result instanceof DomainError
        ? new Answer(result.status, JSON.stringify(problemOf(result, ctx.path, ctx.requestId)), {
            'cache-control': 'no-store',
          })
        : changed(result);
    });
  }

  @Post(':id/report')
  @HttpCode(200)
  @Act('grant.handle')
  @ApiOperation({ summary: 'Återrapportera: användning, resultat, och resultat i förhållande till ändamålet' })
  @ApiOkResponse({ type: ReportedDto })
  report(@Ctx() ctx: RequestContext, @Param('id', IdPipe) id: string, @Body() body: NewReportDto): Promise<Answer> {
    return this.run(ctx, (tx, expected) => this.facts.report(tx, ctx.actor, id, expected, body));
  }

  @Post(':id/steps')
  @HttpCode(200)
  @Act('grant.handle')
  @ApiOperation({
    summary:
      'Anteckna vad som har hänt: bekräftad, innehållen, utbetald, godkänd, återkrävd, återbetald eller avslutad',
  })
  @ApiOkResponse({ type: RequisitionStateDto })
  note(@Ctx() ctx: RequestContext, @Param('id', IdPipe) id: string, @Body() body: FactDto): Promise<Answer> {
    const { amount, ...rest } = body;
    const fact = amount === undefined ? rest : { ...rest, amount: moneyFrom(amount) };
    return this.run(ctx, (tx, expected) => this.facts.note(tx, ctx.actor, id, expected, fact));
  }

  private run(ctx: RequestContext, work: (tx: Tx, expected: number) => Promise<object>): Promise<Answer> {
    const expected = expectedVersion(ctx);
    return this.commands.run(ctx, async (tx) => changed(await work(tx, expected)));
  }
}
