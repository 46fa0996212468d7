/** Requests and answers of the allocation board. */
import { ApiProperty } from '@nestjs/swagger';
import {
  AmountDto,
  AmountField,
  BooleanField,
  IdField,
  IntegerField,
  ListField,
  TextField,
} from '../../platform/http/fields.js';
import { MomentDto } from '../../platform/http/moment.dto.js';
import { verdicts } from './eligibility.rules.js';

class EligibilityAnswerDto {
  @TextField({ max: 60, example: 'purpose-1', description: 'Frågans nyckel, ur källans checklista på tavlan.' })
  criterion: string;

  @BooleanField({ description: 'Ja eller nej.' })
  answer: boolean;

  @TextField({ max: 2_000, multiline: true, description: 'På vilken grund.' })
  ground: string;
}

export class EligibilityAnswersDto {
  @IdField()
  proposalId: string;

  @IdField()
  measureKey: string;

  @IdField()
  sourceId: string;

  @ListField(() => EligibilityAnswerDto, { min: 1, max: 100 })
  answers: EligibilityAnswerDto[];
}

export class EligibilityDto {
  @ApiProperty({ enum: verdicts })
  verdict: string;
}

class RecommendationRowDto {
  @IdField()
  sourceId: string;

  @IntegerField({ min: 1900, max: 2199 })
  year: number;

  @AmountField()
  amount: AmountDto;
}

export class NewRecommendationDto {
  @IdField()
  proposalId: string;

  @IdField()
  measureKey: string;

  @IntegerField({
    min: 0,
    max: 1_000_000,
    description: 'Numret på den bedömning du har läst, 0 om det inte fanns någon.',
  })
  follows: number;

  @IntegerField({ min: 1, max: 9_999, optional: true, description: 'Turordning, 1 kommer först.' })
  priority?: number;

  @ListField(() => RecommendationRowDto, { max: 50, description: 'Källor och belopp; inga rader tillstyrker inget.' })
  rows: RecommendationRowDto[];

  @TextField({ max: 2_000, multiline: true, optional: true, description: 'Krävs när det är mindre än begärt.' })
  reason?: string;
}

export class RecommendationDto {
  @ApiProperty({ type: 'integer' })
  number: number;
}

class BoardAmountsDto {
  @ApiProperty({ type: AmountDto })
  requested: AmountDto;

  @ApiProperty({ type: AmountDto, description: 'Av stadskontoret.' })
  recommended: AmountDto;

  @ApiProperty({ type: AmountDto, description: 'Reserverat i väntan på beslut.' })
  pending: AmountDto;

  @ApiProperty({ type: AmountDto })
  decided: AmountDto;
}

class CriterionDto {
  @ApiProperty({ example: 'purpose-1' })
  key: string;

  @ApiProperty({ enum: ['purpose', 'condition'], description: 'Minst ett ändamål ska vara ja, inget villkor nej.' })
  kind: string;

  @ApiProperty()
  text: string;
}

class BoardColumnDto extends BoardAmountsDto {
  @ApiProperty({ format: 'uuid' })
  sourceYearId: string;

  @ApiProperty({ format: 'uuid' })
  sourceId: string;

  @ApiProperty()
  code: string;

  @ApiProperty()
  name: string;

  @ApiProperty({ type: 'integer' })
  year: number;

  @ApiProperty({ description: 'Året är avräknat; inget mer fördelas ur det.' })
  isClosed: boolean;

  @ApiProperty({ type: AmountDto })
  ceiling: AmountDto;

  @ApiProperty({ type: AmountDto, description: 'Fördelat och reserverat, också av andra begäranden.' })
  reserved: AmountDto;

  @ApiProperty({ type: AmountDto, description: 'Utrymme som stannar i ett avräknat år.' })
  lockedIn: AmountDto;

  @ApiProperty({ type: AmountDto, description: 'Det som ännu kan fördelas: taket minus reserverat och avräknat.' })
  remaining: AmountDto;

  @ApiProperty({ type: AmountDto, description: 'Under noll: bedömningarna ryms inte.' })
  remainingAfterRecommended: AmountDto;

  @ApiProperty({ type: CriterionDto, isArray: true })
  criteria: CriterionDto[];
}

class BoardCellDto extends BoardAmountsDto {
  @ApiProperty({ format: 'uuid' })
  sourceYearId: string;

  @ApiProperty({ format: 'uuid' })
  sourceId: string;

  @ApiProperty({ type: 'integer' })
  year: number;

  @ApiProperty({ enum: verdicts })
  eligibility: string;

  @ApiProperty()
  withinUsePeriod: boolean;
}

class DifferenceDto {
  @ApiProperty({ type: AmountDto })
  amount: AmountDto;

  @ApiProperty({ type: String, nullable: true })
  reason: string | null;
}

class BoardAnswerDto {
  @ApiProperty()
  criterion: string;

  @ApiProperty()
  answer: boolean;

  @ApiProperty()
  ground: string;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  answeredBy: string | null;

  @ApiProperty({ type: String, nullable: true })
  answeredByName: string | null;

  @ApiProperty({ format: 'date-time' })
  answeredAt: string;
}

class BoardEligibilityDto {
  @ApiProperty({ format: 'uuid' })
  sourceId: string;

  @ApiProperty({ enum: verdicts })
  verdict: string;

  @ApiProperty({ type: BoardAnswerDto, isArray: true })
  answers: BoardAnswerDto[];
}

class BoardMeasureDto extends BoardAmountsDto {
  @ApiProperty({ format: 'uuid' })
  proposalId: string;

  @ApiProperty()
  proposalStatus: string;

  @ApiProperty({ format: 'uuid' })
  authorityId: string;

  @ApiProperty({ example: 'ASN' })
  authorityCode: string;

  @ApiProperty({ type: 'integer' })
  versionNumber: number;

  @ApiProperty({ format: 'uuid' })
  measureKey: string;

  @ApiProperty()
  title: string;

  @ApiProperty({ type: 'integer' })
  year: number;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  wishedSourceId: string | null;

  @ApiProperty({ type: AmountDto, nullable: true, description: 'Av nämnden; null tills den har beslutat.' })
  approved: AmountDto | null;

  @ApiProperty({ type: AmountDto, description: 'Begärt utan att säga ur vilken källa.' })
  unassigned: AmountDto;

  @ApiProperty({ type: 'integer', nullable: true })
  priority: number | null;

  @ApiProperty({ type: 'integer' })
  recommendationNumber: number;

  @ApiProperty({ description: 'Bedömningen gjordes på en annan version än den som visas.' })
  recommendationOutdated: boolean;

  @ApiProperty({ type: DifferenceDto, nullable: true })
  requestedToRecommended: DifferenceDto | null;

  @ApiProperty({ type: DifferenceDto, nullable: true })
  recommendedToDecided: DifferenceDto | null;

  @ApiProperty({ type: BoardCellDto, isArray: true, description: 'I samma ordning som källorna.' })
  cells: BoardCellDto[];

  @ApiProperty({ type: BoardEligibilityDto, isArray: true })
  eligibility: BoardEligibilityDto[];
}

export class BoardDto extends MomentDto {
  @ApiProperty({ format: 'uuid' })
  callId: string;

  @ApiProperty({ type: BoardColumnDto, isArray: true })
  sources: BoardColumnDto[];

  @ApiProperty({ type: BoardMeasureDto, isArray: true })
  measures: BoardMeasureDto[];

  @ApiProperty({ type: AmountDto })
  unassigned: AmountDto;

  @ApiProperty({ type: BoardAmountsDto })
  sum: BoardAmountsDto;
}
