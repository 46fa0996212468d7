/** The deadline planner over HTTP: questions, with nothing saved. */
import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import type { Actor } from '../../kernel/actor.js';
import type { Day } from '../../kernel/day.js';
import { invalid } from '../../kernel/errors.js';
import { Act } from '../../platform/http/act.decorator.js';
import { CurrentActor, IdPipe } from '../../platform/http/request-context.js';
import type { PlanOutcome, WorkStep } from './plan.rules.js';
import { PlanCheckDto, PlanOutcomeDto, type PlanStepDto, RoutePlanDto, RoutePlanQueryDto } from './planner.dto.js';
import { type BodyWish, Planner } from './planner.service.js';
import { type RoutePlan, RoutePlans, type RouteQuestion } from './route-plans.service.js';

@ApiTags('planner')
@Controller('api/v1')
export class PlannerController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly planner: Planner,
    private readonly routes: RoutePlans,
  ) {}

  @Post('plan-checks')
  @HttpCode(200)
  @Act('meeting.read')
  @ApiOperation({ summary: 'Räkna ut om en tänkt väg hinner till en slutdag; ingenting sparas' })
  @ApiOkResponse({ type: PlanOutcomeDto })
  check(@Body() body: PlanCheckDto): Promise<PlanOutcome> {
    return this.planner.check(this.dataSource, {
      startDay: body.startDay as Day | undefined,
      end: {
        day: body.endDay as Day,
        what: body.endWhat ?? 'tiden går ut',
        needs: body.endNeeds ?? 'adjusted',
        source: 'Angiven',
      },
      steps: body.steps.map((step, index) => wishOf(step, `/steps/${index}`)),
      leads: (body.leads ?? []).map(({ name, months = 0, days = 0 }) => ({ name, months, days, source: 'Angiven' })),
    });
  }

  @Get('routes/:id/plan-check')
  @Act('meeting.read')
  @ApiOperation({ summary: 'Ett ärendes planerade väg mot dess slutdagar: senaste dag och marginal per steg' })
  @ApiOkResponse({ type: RoutePlanDto })
  route(
    @CurrentActor() actor: Actor,
    @Param('id', IdPipe) id: string,
    @Query() query: RoutePlanQueryDto,
  ): Promise<RoutePlan> {
    return this.routes.check(actor, id, query as RouteQuestion);
  }
}

const ofMeetings = [
  'bodyId',
  'meetingId',
  'adjustment',
  'needs',
  'noticeDays',
  'materialDays',
  'dispatchDays',
] as const;

/** @throws DomainError validation-failed `required` or `not-applicable`: each kind of step has what belongs to it, and no more. */
function wishOf(step: PlanStepDto, pointer: string): WorkStep | BodyWish {
  if (step.kind === 'work') {
    const foreign = ofMeetings.find((field) => step[field] !== undefined);
    if (foreign !== undefined)
      throw invalid(`${pointer}/${foreign}`, 'not-applicable', 'Uppgiften hör till ett sammanträde, inte till arbete.');
    if (step.name === undefined) throw invalid(`${pointer}/name`, 'required', 'Ange vad arbetet är.');
    if (step.days === undefined) throw invalid(`${pointer}/days`, 'required', 'Ange hur många dagar arbetet tar.');
    return { kind: 'work', name: step.name.trim(), days: step.days, source: 'Angiven' };
  }
  const foreign = (['name', 'days'] as const).find((field) => step[field] !== undefined);
  if (foreign !== undefined)
    throw invalid(`${pointer}/${foreign}`, 'not-applicable', 'Uppgiften hör till arbete, inte till ett sammanträde.');
  if (step.bodyId === undefined) throw invalid(`${pointer}/bodyId`, 'required', 'Ange vilket organ som sammanträder.');
  const { bodyId, meetingId = null, adjustment = 'ordinary', needs, noticeDays, materialDays, dispatchDays } = step;
  return { kind: 'meeting', bodyId, meetingId, adjustment, needs, noticeDays, materialDays, dispatchDays, pointer };
}
