/** Answers about chains, goals, what goals are linked to and what the money did. */
import { ApiProperty } from '@nestjs/swagger';
import { AmountDto } from '../platform/http/fields.js';
import { PageDto } from '../platform/http/page.dto.js';
import { goalLevels } from './chain.rules.js';
import { StatusViewDto } from './goal.fields.js';
import { goalStatuses, serviceStates } from './goal.rules.js';
import { IndicatorFiguresDto } from './indicators/indicators-view.dto.js';
import { linkKinds } from './links.service.js';
import { periods, statutoryKinds } from './period.rules.js';

export class GoalChainDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ type: 'integer' })
  year: number;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  authorityId: string | null;

  @ApiProperty({ enum: goalLevels, isArray: true })
  levels: string[];

  @ApiProperty({ type: 'integer' })
  version: number;
}

export class GoalChainPageDto extends PageDto {
  @ApiProperty({ type: GoalChainDto, isArray: true })
  items: GoalChainDto[];
}

export class GoalStateDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ enum: goalStatuses })
  status: string;

  @ApiProperty({ type: 'integer' })
  version: number;
}

class GoalFactsDto extends GoalStateDto {
  @ApiProperty({ enum: goalLevels })
  level: string;

  @ApiProperty({ format: 'uuid' })
  authorityId: string;

  @ApiProperty()
  title: string;

  @ApiProperty({ enum: serviceStates, type: String, nullable: true })
  serviceState: string | null;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  responsibleId: string | null;
}

export class GoalYearJudgementDto {
  @ApiProperty({ format: 'uuid' })
  reportId: string;

  @ApiProperty({ enum: periods })
  period: string;

  @ApiProperty({ type: StatusViewDto })
  status: StatusViewDto;
}

export class GoalItemDto extends GoalFactsDto {
  @ApiProperty({ type: 'integer', nullable: true })
  year: number | null;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  parentId: string | null;

  @ApiProperty({ type: String, nullable: true })
  contribution: string | null;

  @ApiProperty({ type: GoalYearJudgementDto, nullable: true, description: 'I årets senast beslutade uppföljning.' })
  judgement: GoalYearJudgementDto | null;

  @ApiProperty()
  isGap: boolean;
}

export class GoalPageDto extends PageDto {
  @ApiProperty({ type: GoalItemDto, isArray: true })
  items: GoalItemDto[];
}

export class GoalPlacementDto {
  @ApiProperty({ type: 'integer' })
  year: number;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  parentId: string | null;

  @ApiProperty({ type: String, nullable: true })
  parentTitle: string | null;

  @ApiProperty({ type: String, nullable: true })
  contribution: string | null;
}

export class GoalLinkViewDto {
  @ApiProperty({ enum: linkKinds })
  kind: string;

  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  measureKey: string | null;

  @ApiProperty()
  title: string;
}

export class GoalIndicatorNameDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty()
  name: string;
}

export class GoalJudgementDto {
  @ApiProperty({ format: 'uuid' })
  reportId: string;

  @ApiProperty({ type: 'integer' })
  year: number;

  @ApiProperty({ enum: periods })
  period: string;

  @ApiProperty({ type: StatusViewDto })
  status: StatusViewDto;
}

export class GoalDto extends GoalFactsDto {
  @ApiProperty({ type: String, nullable: true })
  description: string | null;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  decisionId: string | null;

  @ApiProperty({ type: String, isArray: true })
  possibleActs: string[];

  @ApiProperty({ type: GoalPlacementDto, isArray: true })
  placements: GoalPlacementDto[];

  @ApiProperty({ type: GoalLinkViewDto, isArray: true })
  links: GoalLinkViewDto[];

  @ApiProperty({ type: GoalIndicatorNameDto, isArray: true })
  indicators: GoalIndicatorNameDto[];

  @ApiProperty({ type: GoalJudgementDto, isArray: true })
  judgements: GoalJudgementDto[];
}

export class GoalAmountsDto {
  @ApiProperty({ type: AmountDto })
  requested: AmountDto;

  @ApiProperty({ type: AmountDto })
  approved: AmountDto;

  @ApiProperty({ type: AmountDto })
  allocated: AmountDto;

  @ApiProperty({
    type: AmountDto,
    nullable: true,
    description: 'Null när andras kostnader, som du inte följer, ingår.',
  })
  used: AmountDto | null;
}

export class GoalMeasureMoneyDto extends GoalAmountsDto {
  @ApiProperty({ format: 'uuid' })
  proposalId: string;

  @ApiProperty({ format: 'uuid' })
  measureKey: string;

  @ApiProperty()
  title: string;

  @ApiProperty({ format: 'uuid' })
  authorityId: string;

  @ApiProperty({ type: String, format: 'uuid', isArray: true })
  goalIds: string[];

  @ApiProperty({ type: String, format: 'uuid', isArray: true, nullable: true })
  allocationIds: string[] | null;
}

export class GoalIndicatorFiguresDto extends IndicatorFiguresDto {
  @ApiProperty({ format: 'uuid' })
  goalId: string;
}

export class GoalMoneyDto {
  @ApiProperty({ format: 'uuid' })
  goalId: string;

  @ApiProperty({ type: 'integer' })
  year: number;

  @ApiProperty({ enum: periods })
  period: string;

  @ApiProperty({ type: GoalMeasureMoneyDto, isArray: true })
  measures: GoalMeasureMoneyDto[];

  @ApiProperty({ type: GoalAmountsDto, description: 'Summan av de insatser som visas.' })
  sum: GoalAmountsDto;

  @ApiProperty({ type: GoalIndicatorFiguresDto, isArray: true })
  indicators: GoalIndicatorFiguresDto[];
}

export class StatutoryDateDto {
  @ApiProperty({ enum: statutoryKinds })
  kind: string;

  @ApiProperty({ format: 'date' })
  day: string;

  @ApiProperty()
  text: string;

  @ApiProperty({ example: 'KL 11 kap. 16 §' })
  source: string;
}

export class StatutoryDatesDto {
  @ApiProperty({ type: 'integer' })
  year: number;

  @ApiProperty({ type: StatutoryDateDto, isArray: true })
  dates: StatutoryDateDto[];
}
