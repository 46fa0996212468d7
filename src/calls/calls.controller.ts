/** Calls for proposals over HTTP. */
import { Body, Controller, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../kernel/actor.js';
import type { Day } from '../kernel/day.js';
import type { LocalTime } from '../kernel/deadline.js';
import { Act } from '../platform/http/act.decorator.js';
import { type Answer, changed, created, nothing } from '../platform/http/answer.js';
import { CommandRunner } from '../platform/http/command-runner.js';
import { Ctx, CurrentActor, expectedVersion, IdPipe, type RequestContext } from '../platform/http/request-context.js';
import { ChangeCallDto, CallQueryDto, CreateCallDto, DeclineCallDto, ExtendCallDto } from './calls.dto.js';
import { CallCreatedDto, CallDto, CallPageDto, CallRemindedDto, CallStateDto } from './calls-view.dto.js';
import { CallPlanDto, CallPlanQueryDto } from './call-plan.dto.js';
import type { CallPlan } from './call-plan.rules.js';
import { CallPlans } from './call-plans.queries.js';
import { CallsQueries } from './calls.queries.js';
import { type CallChange, Calls } from './calls.service.js';
import { Issuing } from './issuing.service.js';
import { CallReminders } from './reminders.service.js';

@ApiTags('calls')
@Controller('api/v1/calls')
export class CallsController {
  constructor(
    private readonly commands: CommandRunner,
    private readonly calls: Calls,
    private readonly issuing: Issuing,
    private readonly queries: CallsQueries,
    private readonly plans: CallPlans,
    private readonly reminders: CallReminders,
  ) {}

  @Get()
  @Act('call.read')
  @ApiOperation({ summary: 'Begäranden om underlag, senaste svarsdag först' })
  @ApiOkResponse({ type: CallPageDto })
  list(@CurrentActor() actor: Actor, @Query() query: CallQueryDto) {
    return this.queries.list(actor, query, query);
  }

  @Get(':id')
  @Act('call.read')
  @ApiOperation({ summary: 'En begäran: villkor, svarstider, vilka som har svarat och summan hittills' })
  @ApiOkResponse({ type: CallDto })
  get(@CurrentActor() actor: Actor, @Param('id', IdPipe) id: string) {
    return this.queries.get(actor, id);
  }

  @Get(':id/plan-check')
  @Act('call.read')
  @ApiOperation({ summary: 'Räcker tiden? Nämndernas och kommunstyrelsens sammanträden mot sista rekvisitionsdag' })
  @ApiOkResponse({ type: CallPlanDto })
  plan(
    @CurrentActor() actor: Actor,
    @Param('id', IdPipe) id: string,
    @Query() query: CallPlanQueryDto,
  ): Promise<CallPlan> {
    return this.plans.check(actor, id, query.compileDays);
  }

  @Post()
  @Act('call.manage')
  @ApiOperation({ summary: 'Skapa ett utkast till begäran om underlag i ett eget ärende' })
  @ApiCreatedResponse({ type: CallCreatedDto })
  create(@Ctx() ctx: RequestContext, @Body() body: CreateCallDto): Promise<Answer> {
    return this.commands.run(ctx, async (tx) => {
      const call = await this.calls.create(tx, ctx.actor, { ...body, ...deadlineOf(body) });
      return created(`/api/v1/calls/${call.id}`, call);
    });
  }

  @Patch(':id')
  @Act('call.manage')
  @ApiOperation({ summary: 'Ändra ett utkast; det som utelämnas står kvar' })
  @ApiOkResponse({ type: CallStateDto })
  change(@Ctx() ctx: RequestContext, @Param('id', IdPipe) id: string, @Body() body: ChangeCallDto): Promise<Answer> {
    const expected = expectedVersion(ctx);
    return this.commands.run(ctx, async (tx) =>
      changed(await this.calls.change(tx, ctx.actor, id, expected, body as CallChange)),
    );
  }

  @Post(':id/issue')
  @HttpCode(200)
  @Act('call.manage')
  @ApiOperation({ summary: 'Lys ut begäran till de inbjudna nämnderna' })
  @ApiOkResponse({ type: CallStateDto })
  issue(@Ctx() ctx: RequestContext, @Param('id', IdPipe) id: string): Promise<Answer> {
    const expected = expectedVersion(ctx);
    return this.commands.run(ctx, async (tx) => changed(await this.issuing.issue(tx, ctx.actor, id, expected)));
  }

  @Post(':id/extension')
  @HttpCode(200)
  @Act('call.manage')
  @ApiOperation({ summary: 'Förläng svarstiden för alla; den ursprungliga syns kvar' })
  @ApiOkResponse({ type: CallStateDto })
  extend(@Ctx() ctx: RequestContext, @Param('id', IdPipe) id: string, @Body() body: ExtendCallDto): Promise<Answer> {
    const expected = expectedVersion(ctx);
    return this.commands.run(ctx, async (tx) =>
      changed(await this.issuing.extend(tx, ctx.actor, id, expected, { reason: body.reason, ...deadlineOf(body) })),
    );
  }

  @Post(':id/reminders')
  @HttpCode(200)
  @Act('call.manage')
  @ApiOperation({ summary: 'Påminn de inbjudna som inte har svarat; var och en högst en gång om dagen' })
  @ApiOkResponse({ type: CallRemindedDto })
  remind(@Ctx() ctx: RequestContext, @Param('id', IdPipe) id: string): Promise<Answer> {
    return this.commands.run(ctx, async (tx) => changed(await this.reminders.remind(tx, ctx.actor, id)));
  }

  @Post(':id/closing')
  @HttpCode(200)
  @Act('call.manage')
  @ApiOperation({ summary: 'Stäng begäran; de som inte har svarat får läget ”inget svar”' })
  @ApiOkResponse({ type: CallStateDto })
  close(@Ctx() ctx: RequestContext, @Param('id', IdPipe) id: string): Promise<Answer> {
    const expected = expectedVersion(ctx);
    return this.commands.run(ctx, async (tx) => changed(await this.issuing.close(tx, ctx.actor, id, expected)));
  }

  @Post(':id/compilation')
  @HttpCode(200)
  @Act('call.manage')
  @ApiOperation({ summary: 'Markera att svaren är sammanställda' })
  @ApiOkResponse({ type: CallStateDto })
  compile(@Ctx() ctx: RequestContext, @Param('id', IdPipe) id: string): Promise<Answer> {
    const expected = expectedVersion(ctx);
    return this.commands.run(ctx, async (tx) => changed(await this.issuing.compile(tx, ctx.actor, id, expected)));
  }

  @Post(':id/cancellation')
  @HttpCode(200)
  @Act('call.manage')
  @ApiOperation({ summary: 'Ställ in begäran' })
  @ApiOkResponse({ type: CallStateDto })
  cancel(@Ctx() ctx: RequestContext, @Param('id', IdPipe) id: string): Promise<Answer> {
    const expected = expectedVersion(ctx);
    return this.commands.run(ctx, async (tx) => changed(await this.issuing.cancel(tx, ctx.actor, id, expected)));
  }

  @Post(':id/declination')
  @HttpCode(204)
  @Act('call.reply')
  @ApiOperation({ summary: 'Avstå från att svara, för en inbjuden nämnd' })
  @ApiNoContentResponse()
  decline(@Ctx() ctx: RequestContext, @Param('id', IdPipe) id: string, @Body() body: DeclineCallDto): Promise<Answer> {
    return this.commands.run(ctx, async (tx) => {
      await this.calls.decline(tx, ctx.actor, id, body);
      return nothing();
    });
  }
}

/** The DTO has checked the form; the kernel's types say so. */
function deadlineOf(body: { replyByDay: string; replyByTime: string }): { replyByDay: Day; replyByTime: LocalTime } {
  return { replyByDay: body.replyByDay as Day, replyByTime: body.replyByTime as LocalTime };
}
