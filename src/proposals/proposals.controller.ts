/** Proposals over HTTP. */
import { Body, Controller, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../kernel/actor.js';
import { notFound } from '../kernel/errors.js';
import { Act } from '../platform/http/act.decorator.js';
import { type Answer, changed, created } from '../platform/http/answer.js';
import { CommandRunner } from '../platform/http/command-runner.js';
import { PageQueryDto } from '../platform/http/page.dto.js';
import { Ctx, CurrentActor, expectedVersion, IdPipe, type RequestContext } from '../platform/http/request-context.js';
import { Approvals } from './approvals.service.js';
import { ProposalCreatedDto, ProposalPageDto, ProposalStateDto } from './proposal-state.dto.js';
import { ProposalDto, ProposalVersionDto, VersionPageDto } from './proposal-view.dto.js';
import {
  ChangeProposalDto,
  contentInput,
  CreateProposalDto,
  DiffQueryDto,
  ProposalQueryDto,
  ReasonDto,
} from './proposals.dto.js';
import { ProposalsQueries } from './proposals.queries.js';
import { Proposals } from './proposals.service.js';
import { ReadinessDto } from './readiness.dto.js';
import { DiffDto } from './version-diff.dto.js';

@ApiTags('proposals')
@Controller('api/v1/proposals')
export class ProposalsController {
  constructor(
    private readonly commands: CommandRunner,
    private readonly proposals: Proposals,
    private readonly approvals: Approvals,
    private readonly queries: ProposalsQueries,
  ) {}

  @Get()
  @Act('proposal.read')
  @ApiOperation({ summary: 'Förslag som du får se, med summor' })
  @ApiOkResponse({ type: ProposalPageDto })
  list(@CurrentActor() actor: Actor, @Query() query: ProposalQueryDto) {
    return this.queries.list(actor, query, query);
  }

  @Post()
  @Act('proposal.write')
  @ApiOperation({ summary: 'Skapa ett utkast i ett nytt ärende' })
  @ApiCreatedResponse({ type: ProposalCreatedDto })
  create(@Ctx() ctx: RequestContext, @Body() body: CreateProposalDto): Promise<Answer> {
    const { callId, authorityId, title } = body;
    return this.commands.run(ctx, async (tx) => {
      const proposal = await this.proposals.create(tx, ctx.actor, {
        ...contentInput(body),
        callId,
        authorityId,
        title,
      });
      return created(`/api/v1/proposals/${proposal.id}`, proposal);
    });
  }

  @Get(':id')
  @Act('proposal.read')
  @ApiOperation({ summary: 'Ett förslag i den version du får se' })
  @ApiOkResponse({ type: ProposalDto })
  get(@CurrentActor() actor: Actor, @Param('id', IdPipe) id: string) {
    return this.queries.get(actor, id);
  }

  @Patch(':id')
  @Act('proposal.write')
  @ApiOperation({ summary: 'Ändra utkastet; det som utelämnas är oförändrat' })
  @ApiOkResponse({ type: ProposalStateDto })
  edit(@Ctx() ctx: RequestContext, @Param('id', IdPipe) id: string, @Body() body: ChangeProposalDto): Promise<Answer> {
    const expected = expectedVersion(ctx);
    return this.commands.run(ctx, async (tx) =>
      changed(await this.proposals.edit(tx, ctx.actor, id, expected, contentInput(body))),
    );
  }

  @Post(':id/submission')
  @HttpCode(200)
  @Act('proposal.write')
  @ApiOperation({ summary: 'Lämna in utkastet för chefsgodkännande; versionen låses' })
  @ApiOkResponse({ type: ProposalStateDto })
  submit(@Ctx() ctx: RequestContext, @Param('id', IdPipe) id: string): Promise<Answer> {
    const expected = expectedVersion(ctx);
    return this.commands.run(ctx, async (tx) => changed(await this.proposals.submit(tx, ctx.actor, id, expected)));
  }

  @Post(':id/approvals')
  @HttpCode(200)
  @Act('proposal.approve')
  @ApiOperation({ summary: 'Godkänn den version du har läst: enhetschefen först, därefter förvaltningschefen' })
  @ApiOkResponse({ type: ProposalStateDto })
  approve(@Ctx() ctx: RequestContext, @Param('id', IdPipe) id: string): Promise<Answer> {
    const expected = expectedVersion(ctx);
    return this.commands.run(ctx, async (tx) => changed(await this.approvals.approve(tx, ctx.actor, id, expected)));
  }

  @Post(':id/return')
  @HttpCode(200)
  @Act('proposal.approve')
  @ApiOperation({ summary: 'Sänd tillbaka förslaget till handläggaren, med skäl' })
  @ApiOkResponse({ type: ProposalStateDto })
  sendBack(@Ctx() ctx: RequestContext, @Param('id', IdPipe) id: string, @Body() body: ReasonDto): Promise<Answer> {
    const expected = expectedVersion(ctx);
    return this.commands.run(ctx, async (tx) =>
      changed(await this.approvals.sendBack(tx, ctx.actor, id, expected, body.reason)),
    );
  }

  @Post(':id/revision')
  @HttpCode(200)
  @Act('proposal.write')
  @ApiOperation({ summary: 'Gör en ny version att ändra i; den gamla och dess godkännanden står kvar' })
  @ApiOkResponse({ type: ProposalStateDto })
  revise(@Ctx() ctx: RequestContext, @Param('id', IdPipe) id: string): Promise<Answer> {
    const expected = expectedVersion(ctx);
    return this.commands.run(ctx, async (tx) => changed(await this.proposals.revise(tx, ctx.actor, id, expected)));
  }

  @Post(':id/withdrawal')
  @HttpCode(200)
  @Act('proposal.write')
  @ApiOperation({ summary: 'Återta förslaget; inget av det räknas längre' })
  @ApiOkResponse({ type: ProposalStateDto })
  withdraw(@Ctx() ctx: RequestContext, @Param('id', IdPipe) id: string, @Body() body: ReasonDto): Promise<Answer> {
    const expected = expectedVersion(ctx);
    return this.commands.run(ctx, async (tx) =>
      changed(await this.proposals.withdraw(tx, ctx.actor, id, expected, body.reason)),
    );
  }

  @Get(':id/versions')
  @Act('proposal.read')
  @ApiOperation({ summary: 'Förslagets versioner, nyaste först' })
  @ApiOkResponse({ type: VersionPageDto })
  versions(@CurrentActor() actor: Actor, @Param('id', IdPipe) id: string, @Query() page: PageQueryDto) {
    return this.queries.versions(actor, id, page);
  }

  @Get(':id/versions/:number')
  @Act('proposal.read')
  @ApiOperation({ summary: 'En version, som den stod' })
  @ApiOkResponse({ type: ProposalVersionDto })
  version(@CurrentActor() actor: Actor, @Param('id', IdPipe) id: string, @Param('number') number: string) {
    if (!/^[1-9][0-9]{0,5}$/.test(number)) throw notFound('Versionen');
    return this.queries.version(actor, id, Number(number));
  }

  @Get(':id/diff')
  @Act('proposal.read')
  @ApiOperation({ summary: 'Skillnaden mellan två versioner: kronor per insats först, sedan texterna' })
  @ApiOkResponse({ type: DiffDto })
  diff(@CurrentActor() actor: Actor, @Param('id', IdPipe) id: string, @Query() query: DiffQueryDto) {
    return this.queries.diff(actor, id, Number(query.from), Number(query.to));
  }

  @Get(':id/readiness')
  @Act('proposal.read')
  @ApiOperation({ summary: 'Vad som återstår innan förslaget kan lämnas in' })
  @ApiOkResponse({ type: ReadinessDto })
  readiness(@CurrentActor() actor: Actor, @Param('id', IdPipe) id: string) {
    return this.queries.readiness(actor, id);
  }
}
