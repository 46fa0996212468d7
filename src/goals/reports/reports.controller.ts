/** Period reports over HTTP. What a body decides about one is recorded on the agenda item, like everything else. */
import { Body, Controller, Get, Param, Patch, Post, Put, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Actor } from '../../kernel/actor.js';
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
import { documentMediaTypes, Rendering } from '../../platform/rendering/rendering.service.js';
import { sendDocument } from '../../platform/rendering/send-document.js';
import { ReportEntries } from './entries.service.js';
import { reportDocument } from './report.document.js';
import {
  PeriodReportDto,
  PeriodReportOpenedDto,
  PeriodReportPageDto,
  PeriodReportStateDto,
  ReportEntryStateDto,
  ReviewedEntriesDto,
} from './reports-view.dto.js';
import {
  ChangePeriodReportDto,
  NewPeriodReportDto,
  PeriodReportDocumentQueryDto,
  PeriodReportQueryDto,
  ReportStepDto,
  ReviewEntriesDto,
  WriteReportEntryDto,
} from './reports.dto.js';
import { PeriodReportsQueries } from './reports.queries.js';
import { PeriodReports } from './reports.service.js';

@ApiTags('periodReports')
@Controller('api/v1/period-reports')
export class PeriodReportsController {
  constructor(
    private readonly commands: CommandRunner,
    private readonly reports: PeriodReports,
    private readonly entries: ReportEntries,
    private readonly queries: PeriodReportsQueries,
    private readonly rendering: Rendering,
  ) {}

  @Post()
  @Act('goalReport.write')
  @ApiOperation({ summary: 'Öppna en uppföljningsrapport med alla myndighetens mål för året' })
  @ApiCreatedResponse({ type: PeriodReportOpenedDto })
  open(@Ctx() ctx: RequestContext, @Body() body: NewPeriodReportDto): Promise<Answer> {
    return this.commands.run(ctx, async (tx) => {
      const report = await this.reports.open(tx, ctx.actor, body);
      return created(`/api/v1/period-reports/${report.id}`, report);
    });
  }

  @Get()
  @Act('goalReport.read')
  @ApiOperation({ summary: 'Uppföljningsrapporter, det senaste året först' })
  @ApiOkResponse({ type: PeriodReportPageDto })
  list(@CurrentActor() actor: Actor, @Query() query: PeriodReportQueryDto) {
    return this.queries.list(actor, query, query);
  }

  @Get(':id')
  @Act('goalReport.read')
  @ApiOperation({ summary: 'En rapport: arbetet för dem som gör det, annars det som har lagts fram' })
  @ApiOkResponse({ type: PeriodReportDto })
  one(@CurrentActor() actor: Actor, @Param('id', IdPipe) id: string) {
    return this.queries.one(actor, id);
  }

  @Get(':id/document')
  @Act('goalReport.read')
  @FollowsProgress()
  @ApiOperation({ summary: 'Rapporten som PDF eller Word' })
  @ApiProduces(...Object.values(documentMediaTypes))
  @ApiOkResponse({ description: 'Dokumentet.' })
  async document(
    @CurrentActor() actor: Actor,
    @Param('id', IdPipe) id: string,
    @Query() { format }: PeriodReportDocumentQueryDto,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Reporting() progress: Progress,
  ): Promise<Buffer> {
    const { view, createdAt } = await this.queries.document(actor, id);
    const name = `uppfoljning-${view.registrationNumber}`;
    return sendDocument(this.rendering, reply, reportDocument(view, createdAt), { format, name, progress });
  }

  @Patch(':id')
  @Act('goalReport.write')
  @ApiOperation({ summary: 'Ändra rapportens titel, sammanfattning eller dag' })
  @ApiOkResponse({ type: PeriodReportStateDto })
  change(
    @Ctx() ctx: RequestContext,
    @Param('id', IdPipe) id: string,
    @Body() body: ChangePeriodReportDto,
  ): Promise<Answer> {
    const expected = expectedVersion(ctx);
    return this.commands.run(ctx, async (tx) => changed(await this.reports.change(tx, ctx.actor, id, expected, body)));
  }

  @Post(':id/steps')
  @Act('goalReport.write')
  @ApiOperation({ summary: 'Återta rapporten, eller arbeta om den efter en återremiss' })
  @ApiOkResponse({ type: PeriodReportStateDto })
  act(@Ctx() ctx: RequestContext, @Param('id', IdPipe) id: string, @Body() { act }: ReportStepDto): Promise<Answer> {
    const expected = expectedVersion(ctx);
    return this.commands.run(ctx, async (tx) => changed(await this.reports.act(tx, ctx.actor, id, expected, act)));
  }

  @Post(':id/reviews')
  @Act('goalReport.review')
  @ApiOperation({ summary: 'Granska klarmarkerade mål, flera på en gång' })
  @ApiOkResponse({ type: ReviewedEntriesDto })
  review(
    @Ctx() ctx: RequestContext,
    @Param('id', IdPipe) id: string,
    @Body() { goalIds }: ReviewEntriesDto,
  ): Promise<Answer> {
    return this.commands.run(ctx, async (tx) =>
      changed({ entries: await this.entries.review(tx, ctx.actor, id, goalIds) }),
    );
  }

  @Put(':id/entries/:goalId')
  @Act('goalReport.write')
  @ApiOperation({ summary: 'Bedöm och kommentera ett mål; det som inte nämns står kvar' })
  @ApiOkResponse({ type: ReportEntryStateDto })
  write(
    @Ctx() ctx: RequestContext,
    @Param('id', IdPipe) id: string,
    @Param('goalId', IdPipe) goalId: string,
    @Body() body: WriteReportEntryDto,
  ): Promise<Answer> {
    const expected = expectedVersion(ctx);
    return this.commands.run(ctx, async (tx) =>
      changed(await this.entries.write(tx, ctx.actor, id, goalId, expected, body)),
    );
  }

  @Post(':id/entries/:goalId/completion')
  @Act('goalReport.write')
  @ApiOperation({ summary: 'Klarmarkera ett mål' })
  @ApiOkResponse({ type: ReportEntryStateDto })
  markDone(
    @Ctx() ctx: RequestContext,
    @Param('id', IdPipe) id: string,
    @Param('goalId', IdPipe) goalId: string,
  ): Promise<Answer> {
    const expected = expectedVersion(ctx);
    return this.commands.run(ctx, async (tx) =>
      changed(await this.entries.markDone(tx, ctx.actor, id, goalId, expected)),
    );
  }

  @Post(':id/entries/:goalId/reopening')
  @Act('goalReport.write')
  @ApiOperation({ summary: 'Öppna ett klarmarkerat eller granskat mål igen' })
  @ApiOkResponse({ type: ReportEntryStateDto })
  reopen(
    @Ctx() ctx: RequestContext,
    @Param('id', IdPipe) id: string,
    @Param('goalId', IdPipe) goalId: string,
  ): Promise<Answer> {
    const expected = expectedVersion(ctx);
    return this.commands.run(ctx, async (tx) =>
      changed(await this.entries.reopen(tx, ctx.actor, id, goalId, expected)),
    );
  }
}
