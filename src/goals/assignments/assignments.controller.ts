/** Assignments over HTTP. */
import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../kernel/actor.js';
import { Act } from '../../platform/http/act.decorator.js';
import { type Answer, changed, created } from '../../platform/http/answer.js';
import { CommandRunner } from '../../platform/http/command-runner.js';
import { moneyFrom } from '../../platform/http/fields.js';
import {
  Ctx,
  CurrentActor,
  expectedVersion,
  IdPipe,
  type RequestContext,
} from '../../platform/http/request-context.js';
import {
  AssignmentDto,
  AssignmentPageDto,
  AssignmentQueryDto,
  AssignmentStateDto,
  AssignmentStepDto,
  ChangeAssignmentDto,
  NewAssignmentDto,
} from './assignments.dto.js';
import { AssignmentsQueries } from './assignments.queries.js';
import { Assignments } from './assignments.service.js';

@ApiTags('assignments')
@Controller('api/v1/assignments')
export class AssignmentsController {
  constructor(
    private readonly commands: CommandRunner,
    private readonly assignments: Assignments,
    private readonly queries: AssignmentsQueries,
  ) {}

  @Post()
  @Act('assignment.give')
  @ApiOperation({ summary: 'Ge ett uppdrag ur budget eller beslut; det får sakna ägare, och visas då så' })
  @ApiCreatedResponse({ type: AssignmentStateDto })
  give(@Ctx() ctx: RequestContext, @Body() { resourceAmount, ...body }: NewAssignmentDto): Promise<Answer> {
    const command = { ...body, resourceAmount: resourceAmount && moneyFrom(resourceAmount) };
    return this.commands.run(ctx, async (tx) => {
      const assignment = await this.assignments.give(tx, ctx.actor, command);
      return created(`/api/v1/assignments/${assignment.id}`, assignment);
    });
  }

  @Get()
  @Act('assignment.read')
  @ApiOperation({ summary: 'Uppdrag, med det som saknas i dem' })
  @ApiOkResponse({ type: AssignmentPageDto })
  list(@CurrentActor() actor: Actor, @Query() query: AssignmentQueryDto) {
    return this.queries.list(actor, query, query);
  }

  @Get(':id')
  @Act('assignment.read')
  @ApiOperation({ summary: 'Ett uppdrag och dess steg' })
  @ApiOkResponse({ type: AssignmentDto })
  one(@CurrentActor() actor: Actor, @Param('id', IdPipe) id: string) {
    return this.queries.one(actor, id);
  }

  @Patch(':id')
  @Act('assignment.give')
  @ApiOperation({ summary: 'Ange ägare, ansvarig, mål eller dag för återrapportering' })
  @ApiOkResponse({ type: AssignmentStateDto })
  change(
    @Ctx() ctx: RequestContext,
    @Param('id', IdPipe) id: string,
    @Body() body: ChangeAssignmentDto,
  ): Promise<Answer> {
    const expected = expectedVersion(ctx);
    return this.commands.run(ctx, async (tx) =>
      changed(await this.assignments.change(tx, ctx.actor, id, expected, body)),
    );
  }

  @Post(':id/steps')
  @Act('assignment.handle')
  @ApiOperation({ summary: 'Ta emot, påbörja, återrapportera, låta fortsätta, förklara fullgjort eller återta' })
  @ApiOkResponse({ type: AssignmentStateDto })
  act(@Ctx() ctx: RequestContext, @Param('id', IdPipe) id: string, @Body() body: AssignmentStepDto): Promise<Answer> {
    const expected = expectedVersion(ctx);
    return this.commands.run(ctx, async (tx) => changed(await this.assignments.act(tx, ctx.actor, id, expected, body)));
  }
}
