/** Answers about indicators. */
import { ApiProperty } from '@nestjs/swagger';
import { PageDto } from '../../platform/http/page.dto.js';
import { periods } from '../period.rules.js';
import { IndicatorResponsibilityDto } from './indicators.dto.js';
import { groups, indicatorKinds } from './outcome.rules.js';
import { directions, targetKinds, verdicts } from './target.rules.js';

export class IndicatorStateDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ type: 'integer' })
  version: number;
}

export class IndicatorDefinedDto extends IndicatorStateDto {
  @ApiProperty({ type: 'integer', description: 'Definitionens nummer.' })
  number: number;
}

export class IndicatorItemDto extends IndicatorStateDto {
  @ApiProperty({ format: 'uuid' })
  goalId: string;

  @ApiProperty()
  goalTitle: string;

  @ApiProperty({ format: 'uuid' })
  authorityId: string;

  @ApiProperty()
  name: string;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  responsibleId: string | null;

  @ApiProperty({ type: String, format: 'date', nullable: true })
  availableFromDay: string | null;
}

export class IndicatorPageDto extends PageDto {
  @ApiProperty({ type: IndicatorItemDto, isArray: true })
  items: IndicatorItemDto[];
}

export class OutcomeFigureViewDto {
  @ApiProperty({ enum: groups })
  group: string;

  @ApiProperty({ type: 'integer', nullable: true })
  count: number | null;

  @ApiProperty({ type: 'integer', nullable: true })
  total: number | null;

  @ApiProperty({ type: String, nullable: true })
  value: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Avrundat till hela procent; som angivet när det hela är okänt.',
  })
  percent: string | null;
}

export class OutcomeViewDto {
  @ApiProperty()
  isMeasured: boolean;

  @ApiProperty({ type: String, nullable: true })
  notMeasuredReason: string | null;

  @ApiProperty({ type: OutcomeFigureViewDto, isArray: true })
  figures: OutcomeFigureViewDto[];

  @ApiProperty({ type: String, nullable: true })
  note: string | null;
}

export class PeriodOutcomeDto extends OutcomeViewDto {
  @ApiProperty({ type: 'integer' })
  year: number;

  @ApiProperty({ enum: periods })
  period: string;

  @ApiProperty({ type: 'integer' })
  definitionNumber: number;

  @ApiProperty({ type: 'integer' })
  number: number;
}

export class IndicatorTargetViewDto {
  @ApiProperty({ enum: targetKinds })
  kind: string;

  @ApiProperty({ enum: directions })
  direction: string;

  @ApiProperty({ type: String, nullable: true })
  value: string | null;

  @ApiProperty()
  text: string;
}

export class IndicatorYearTargetDto extends IndicatorTargetViewDto {
  @ApiProperty({ type: 'integer' })
  year: number;
}

export class IndicatorJudgedTargetDto extends IndicatorTargetViewDto {
  @ApiProperty({ enum: verdicts, description: 'Vad siffran säger om målvärdet; inte om målet är uppnått.' })
  verdict: string;
}

export class IndicatorFiguresDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty()
  name: string;

  @ApiProperty({ enum: indicatorKinds })
  kind: string;

  @ApiProperty()
  unit: string;

  @ApiProperty({ type: String, nullable: true })
  sourceSystem: string | null;

  @ApiProperty({ type: OutcomeViewDto, nullable: true })
  outcome: OutcomeViewDto | null;

  @ApiProperty({ type: OutcomeViewDto, nullable: true, description: 'Samma period året före.' })
  previous: OutcomeViewDto | null;

  @ApiProperty({ type: String, nullable: true })
  change: string | null;

  @ApiProperty()
  isComparable: boolean;

  @ApiProperty({ type: String, isArray: true, description: 'Skäl att jämföra med försiktighet.' })
  cautions: string[];

  @ApiProperty({ type: IndicatorJudgedTargetDto, nullable: true })
  target: IndicatorJudgedTargetDto | null;
}

export class IndicatorDefinitionViewDto {
  @ApiProperty({ type: 'integer' })
  number: number;

  @ApiProperty({ format: 'date' })
  fromDay: string;

  @ApiProperty({ enum: indicatorKinds })
  kind: string;

  @ApiProperty()
  definition: string;

  @ApiProperty({ type: String, nullable: true })
  numerator: string | null;

  @ApiProperty({ type: String, nullable: true })
  denominator: string | null;

  @ApiProperty()
  unit: string;

  @ApiProperty()
  bySex: boolean;

  @ApiProperty({ type: String, nullable: true })
  sourceSystem: string | null;

  @ApiProperty({ type: String, nullable: true })
  method: string | null;

  @ApiProperty({ type: String, nullable: true })
  timing: string | null;

  @ApiProperty({ type: IndicatorResponsibilityDto, isArray: true })
  responsibilities: IndicatorResponsibilityDto[];

  @ApiProperty()
  isComparable: boolean;

  @ApiProperty({ type: String, nullable: true })
  comparabilityReason: string | null;
}

export class ComparabilityBreakViewDto {
  @ApiProperty({ format: 'date' })
  fromDay: string;

  @ApiProperty()
  reason: string;
}

export class IndicatorDto extends IndicatorItemDto {
  @ApiProperty({ type: IndicatorDefinitionViewDto, isArray: true })
  definitions: IndicatorDefinitionViewDto[];

  @ApiProperty({ type: ComparabilityBreakViewDto, isArray: true })
  breaks: ComparabilityBreakViewDto[];

  @ApiProperty({ type: IndicatorYearTargetDto, isArray: true })
  targets: IndicatorYearTargetDto[];

  @ApiProperty({ type: PeriodOutcomeDto, isArray: true })
  outcomes: PeriodOutcomeDto[];
}
