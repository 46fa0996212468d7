/** Requests and answers about funding sources and their ceilings. */
import { ApiProperty } from '@nestjs/swagger';
import type { Day } from '../kernel/day.js';
import type { LocalTime } from '../kernel/deadline.js';
import {
  AmountDto,
  AmountField,
  ChoiceField,
  DayField,
  IdField,
  IntegerField,
  TextField,
  TextListField,
  TimeField,
} from '../platform/http/fields.js';
import { PageDto, PageQueryDto } from '../platform/http/page.dto.js';
import { type SourceKind, sourceKinds, type SourceStatus, sourceStatuses } from './source.rules.js';

const aliasRule = { max: 20, itemMax: 200 };

export class NewSourceDto {
  @TextField({ max: 40, example: 'SOS-2023' })
  code: string;

  @TextField({ max: 200, example: 'Sociala insatser i utsatta områden' })
  name: string;

  @ChoiceField({ of: sourceKinds })
  kind: SourceKind;

  @TextListField({ ...aliasRule, optional: true, description: 'Andra namn på samma pengar.' })
  aliases?: string[];

  @TextField({ max: 200, optional: true, example: 'Socialstyrelsen' })
  grantor?: string;

  @TextListField({ max: 50, itemMax: 500, optional: true, description: 'Ändamål som medlen får användas till.' })
  purposes?: string[];

  @DayField({ description: 'Första dagen medlen får användas.' })
  useFromDay: Day;

  @DayField({ description: 'Sista dagen medlen får användas.' })
  useToDay: Day;

  @DayField({ optional: true, description: 'Sista dag för rekvisition.' })
  requisitionDeadlineDay?: Day;

  @TimeField({ optional: true, description: 'Klockslag den dagen; 23:59 om inget anges.' })
  requisitionDeadlineTime?: LocalTime;

  @TextField({ max: 200, optional: true, description: 'Bidragsgivarens eller budgetens egen beteckning.' })
  reference?: string;
}

export class ChangeSourceDto {
  @TextField({ max: 200, optional: true })
  name?: string;

  @TextListField({ ...aliasRule, optional: true })
  aliases?: string[];

  @DayField({ optional: true, nullable: true })
  requisitionDeadlineDay?: Day | null;

  @TimeField({ optional: true })
  requisitionDeadlineTime?: LocalTime;
}

export class NewCeilingDto {
  @IntegerField({ min: 1900, max: 2199, example: 2023 })
  year: number;

  @AmountField({ allowZero: true })
  amount: AmountDto;

  @DayField({ description: 'Dagen taket gäller från. En sänkning gäller genast, en höjning från sin dag.' })
  validFromDay: Day;

  @TextField({ max: 1_000, description: 'Vad taket vilar på.', example: 'Socialstyrelsens beslut 2023-01-18' })
  ground: string;

  @IdField({ optional: true, description: 'Handlingens version i diariet.' })
  documentVersionId?: string;

  @TextField({
    max: 1_000,
    optional: true,
    description: 'Hur ny utgift under löpande år finansieras (KL 11:15); krävs när eget anslag höjs under året.',
  })
  financing?: string;
}

export class SourceQueryDto extends PageQueryDto {
  @ChoiceField({ of: sourceStatuses, optional: true })
  status?: SourceStatus;
}

export class SourceCreatedDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ type: 'integer' })
  version: number;
}

export class SourceMovedDto extends SourceCreatedDto {
  @ApiProperty({ enum: sourceStatuses })
  status: string;
}

export class RequisitionDeadlineDto {
  @ApiProperty({ format: 'date' })
  day: string;

  @ApiProperty({ example: '23:59' })
  time: string;

  @ApiProperty({ format: 'date-time' })
  at: string;
}

export class SourceYearDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ type: 'integer' })
  year: number;

  @ApiProperty({ type: AmountDto, description: 'Taket som gäller i dag.' })
  ceiling: AmountDto;

  @ApiProperty({ type: AmountDto })
  reserved: AmountDto;

  @ApiProperty({ type: AmountDto, description: 'Under noll när källan är överfördelad.' })
  remaining: AmountDto;

  @ApiProperty()
  overAllocated: boolean;

  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'När året avräknades; sedan bokförs inget mer i det.',
  })
  closedAt: string | null;
}

export class CeilingDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ type: 'integer' })
  year: number;

  @ApiProperty({ type: AmountDto })
  amount: AmountDto;

  @ApiProperty({ format: 'date' })
  validFromDay: string;

  @ApiProperty({ format: 'date', description: 'Dagen taket får verkan: en sänkning genast, en höjning på sin dag.' })
  effectiveDay: string;

  @ApiProperty()
  ground: string;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  documentVersionId: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'Hur ny utgift under året finansieras (KL 11:15).' })
  financing: string | null;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  recordedBy: string | null;

  @ApiProperty({ type: String, nullable: true })
  recordedByName: string | null;

  @ApiProperty({ format: 'date-time' })
  recordedAt: string;
}

export class CeilingEffectDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ format: 'uuid' })
  sourceYearId: string;

  @ApiProperty({ type: 'integer' })
  year: number;

  @ApiProperty({ type: AmountDto })
  amount: AmountDto;

  @ApiProperty({ format: 'date' })
  validFromDay: string;

  @ApiProperty({ format: 'date' })
  effectiveDay: string;

  @ApiProperty({ format: 'date-time' })
  recordedAt: string;

  @ApiProperty({ type: AmountDto })
  ceilingBefore: AmountDto;

  @ApiProperty({ type: AmountDto, description: 'Taket som gäller nu.' })
  ceiling: AmountDto;

  @ApiProperty({ type: AmountDto })
  reserved: AmountDto;

  @ApiProperty({ type: AmountDto })
  remaining: AmountDto;

  @ApiProperty({ description: 'Mer är fördelat än taket tillåter; inget är draget tillbaka.' })
  overAllocated: boolean;

  @ApiProperty({ type: String, description: 'Pengarnas väg härifrån, upp och ner.' })
  trail: string;
}

export class SourceDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty()
  code: string;

  @ApiProperty()
  name: string;

  @ApiProperty({ enum: sourceKinds })
  kind: string;

  @ApiProperty({ type: String, isArray: true })
  aliases: string[];

  @ApiProperty({ type: String, nullable: true })
  grantor: string | null;

  @ApiProperty({ type: String, isArray: true })
  purposes: string[];

  @ApiProperty({ format: 'date' })
  useFromDay: string;

  @ApiProperty({ format: 'date' })
  useToDay: string;

  @ApiProperty({ type: RequisitionDeadlineDto, nullable: true })
  requisitionDeadline: RequisitionDeadlineDto | null;

  @ApiProperty({ type: String, nullable: true })
  reference: string | null;

  @ApiProperty({ enum: sourceStatuses })
  status: string;

  @ApiProperty({ type: 'integer' })
  version: number;

  @ApiProperty({ type: SourceYearDto, isArray: true })
  years: SourceYearDto[];
}

export class SourceWithHistoryDto extends SourceDto {
  @ApiProperty({ type: String, isArray: true })
  possibleActs: string[];

  @ApiProperty({ type: CeilingDto, isArray: true, description: 'Alla tak i den ordning de registrerades.' })
  ceilings: CeilingDto[];
}

export class SourcePageDto extends PageDto {
  @ApiProperty({ type: SourceDto, isArray: true })
  items: SourceDto[];
}
