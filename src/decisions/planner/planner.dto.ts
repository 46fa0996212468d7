/** Requests and answers of the planner. */
import { ApiProperty } from '@nestjs/swagger';
import { ChoiceField, DayField, IdField, IntegerField, ListField, TextField } from '../../platform/http/fields.js';
import { type SubjectKind, subjectKinds } from '../subject-handler.js';
import { type Adjustment, adjustments, type Need, needs } from './clock.rules.js';
import { faultCodes, momentKinds, type Verdict, verdicts } from './plan.rules.js';

const stepKinds = ['work', 'meeting'] as const;

export class PlanStepDto {
  @ChoiceField({ of: stepKinds, description: 'work: arbete i dagar; meeting: ett organ i kalendern.' })
  kind: (typeof stepKinds)[number];

  @TextField({ max: 200, optional: true, description: 'Vad arbetet är. Krävs för work.' })
  name?: string;

  @IntegerField({ min: 0, max: 3_660, optional: true, description: 'Kalenderdagar arbetet tar. Krävs för work.' })
  days?: number;

  @IdField({ optional: true, description: 'Organet. Krävs för meeting.' })
  bodyId?: string;

  @IdField({ optional: true, description: 'Organets sammanträde; utelämnat: vilket som helst i kalendern.' })
  meetingId?: string;

  @ChoiceField({ of: adjustments, optional: true, description: 'Ordinarie (14 dagar) om inget sägs.' })
  adjustment?: Adjustment;

  @ChoiceField({ of: needs, optional: true, description: 'Vad nästa steg väntar på.' })
  needs?: Need;

  @IntegerField({
    min: 0,
    max: 366,
    optional: true,
    description: 'Dagar mellan kallelse och sammanträde; annars organets bestämmelser.',
  })
  noticeDays?: number;

  @IntegerField({ min: 0, max: 366, optional: true, description: 'Dagar sekreteraren har underlaget före kallelsen.' })
  materialDays?: number;

  @IntegerField({ min: 0, max: 366, optional: true, description: 'Dagar för expediering.' })
  dispatchDays?: number;
}

export class PlanLeadDto {
  @TextField({ max: 200, example: 'Ombudet ska vara anmält' })
  name: string;

  @IntegerField({ min: 0, max: 120, optional: true })
  months?: number;

  @IntegerField({ min: 0, max: 3_660, optional: true })
  days?: number;
}

export class PlanCheckDto {
  @DayField({ optional: true, description: 'Tidigaste dag något kan göras; annars i dag.' })
  startDay?: string;

  @DayField({ example: '2023-05-12' })
  endDay: string;

  @TextField({ max: 200, optional: true, example: 'rekvisitionen stänger' })
  endWhat?: string;

  @ChoiceField({
    of: needs,
    optional: true,
    description: 'Vad det sista beslutet ska ha nått då; justerat om inget sägs.',
  })
  endNeeds?: Need;

  @ListField(() => PlanStepDto, { max: 20, min: 1 })
  steps: PlanStepDto[];

  @ListField(() => PlanLeadDto, {
    max: 20,
    optional: true,
    description: 'Sådant som ska vara påbörjat en viss tid före slutdagen.',
  })
  leads?: PlanLeadDto[];
}

export class RoutePlanQueryDto {
  @DayField({ optional: true, description: 'Dagen beslutet behöver vara framme; annars ärendets egna slutdagar.' })
  endDay?: string;

  @TextField({ max: 200, optional: true, example: 'rekvisitionen stänger' })
  endWhat?: string;

  @ChoiceField({ of: needs, optional: true })
  endNeeds?: Need;

  @ChoiceField({
    of: adjustments,
    optional: true,
    description: 'Det sista organets justering; annars som beslutet är föreslaget.',
  })
  adjustment?: Adjustment;
}

export class PlanMomentDto {
  @ApiProperty({ enum: momentKinds })
  kind: (typeof momentKinds)[number];

  @ApiProperty({ format: 'date' })
  day: string;

  @ApiProperty({ example: 'Justering senast 2023-05-10.' })
  text: string;

  @ApiProperty({ example: 'KL 5 kap. 69 §, 6 kap. 35 § (R-36)' })
  source: string;
}

export class PlanFaultDto {
  @ApiProperty({ type: 'integer', description: 'Stegets plats, från 0.' })
  step: number;

  @ApiProperty({ enum: faultCodes })
  code: (typeof faultCodes)[number];

  @ApiProperty()
  detail: string;
}

export class PlanPathDto {
  @ApiProperty()
  isInTime: boolean;

  @ApiProperty({ type: 'integer', nullable: true, description: 'Dagar; negativt när det inte räcker.' })
  slackDays: number | null;

  @ApiProperty({ format: 'date' })
  latestStartDay: string;

  @ApiProperty({ format: 'date' })
  latestStartWorkingDay: string;

  @ApiProperty({ type: 'integer' })
  startSlackDays: number;

  @ApiProperty({ type: PlanFaultDto, nullable: true })
  fault: PlanFaultDto | null;
}

export class PlanStepOutcomeDto {
  @ApiProperty({ enum: stepKinds })
  kind: (typeof stepKinds)[number];

  @ApiProperty()
  name: string;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  bodyId: string | null;

  @ApiProperty({
    type: String,
    format: 'date',
    nullable: true,
    description: 'Planerat eller första möjliga sammanträde.',
  })
  day: string | null;

  @ApiProperty({
    type: String,
    format: 'date',
    nullable: true,
    description: 'Sista sammanträde i kalendern som räcker.',
  })
  lastPossibleDay: string | null;

  @ApiProperty({ format: 'date', description: 'Senaste dag enligt klockorna, oavsett kalendern.' })
  latestDay: string;

  @ApiProperty({ format: 'date' })
  materialBy: string;

  @ApiProperty({ format: 'date' })
  materialByWorkingDay: string;

  @ApiProperty({ type: String, format: 'date', nullable: true })
  reachedDay: string | null;

  @ApiProperty({ format: 'date' })
  dueDay: string;

  @ApiProperty({ type: 'integer', nullable: true })
  slackDays: number | null;

  @ApiProperty({ type: 'integer', description: 'Dagar som omedelbar justering ger här.' })
  immediateBuysDays: number;

  @ApiProperty({ type: PlanMomentDto, isArray: true })
  moments: PlanMomentDto[];
}

export class PlanLeadOutcomeDto {
  @ApiProperty()
  name: string;

  @ApiProperty({ format: 'date' })
  latestDay: string;

  @ApiProperty({ format: 'date' })
  latestWorkingDay: string;

  @ApiProperty({ type: 'integer' })
  slackDays: number;

  @ApiProperty()
  text: string;

  @ApiProperty()
  source: string;
}

export class PlanEndDto {
  @ApiProperty({ format: 'date' })
  day: string;

  @ApiProperty()
  what: string;

  @ApiProperty({ enum: needs })
  needs: Need;

  @ApiProperty()
  source: string;
}

export class PlanOutcomeDto extends PlanPathDto {
  @ApiProperty({ enum: verdicts })
  verdict: Verdict;

  @ApiProperty({ type: PlanEndDto })
  end: PlanEndDto;

  @ApiProperty({ format: 'date' })
  startDay: string;

  @ApiProperty({ type: 'integer', nullable: true })
  daysFromLastMeeting: number | null;

  @ApiProperty({ type: PlanPathDto })
  ordinary: PlanPathDto;

  @ApiProperty({ type: PlanPathDto })
  immediate: PlanPathDto;

  @ApiProperty({ type: 'integer', nullable: true })
  immediateBuysDays: number | null;

  @ApiProperty({ type: PlanStepOutcomeDto, isArray: true })
  steps: PlanStepOutcomeDto[];

  @ApiProperty({ type: PlanLeadOutcomeDto, isArray: true })
  leads: PlanLeadOutcomeDto[];

  @ApiProperty({ type: String, isArray: true, description: 'Helheten i meningar.' })
  summary: string[];
}

export class RoutePlanDto {
  @ApiProperty({ format: 'uuid' })
  routeId: string;

  @ApiProperty({ enum: subjectKinds })
  subjectKind: SubjectKind;

  @ApiProperty({ format: 'uuid' })
  subjectId: string;

  @ApiProperty({ type: PlanOutcomeDto, isArray: true, description: 'En prövning per slutdag.' })
  checks: PlanOutcomeDto[];
}
