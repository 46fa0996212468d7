/** What the difference between two versions answers, for the OpenAPI document: kronor per measure first. */
import { ApiProperty } from '@nestjs/swagger';
import { sectionKinds } from '../calls/call.rules.js';
import { AmountDto } from '../platform/http/fields.js';

const changes = ['added', 'removed', 'changed', 'unchanged'];

export class TotalDiffDto {
  @ApiProperty({ type: AmountDto })
  old: AmountDto;

  @ApiProperty({ type: AmountDto })
  new: AmountDto;

  @ApiProperty({ type: AmountDto, description: 'Kan vara negativ.' })
  delta: AmountDto;
}

export class MeasureDiffDto {
  @ApiProperty({ format: 'uuid' })
  measureKey: string;

  @ApiProperty()
  title: string;

  @ApiProperty({ enum: changes })
  change: string;

  @ApiProperty({ type: AmountDto, nullable: true })
  old: AmountDto | null;

  @ApiProperty({ type: AmountDto, nullable: true })
  new: AmountDto | null;

  @ApiProperty({ type: AmountDto })
  delta: AmountDto;

  @ApiProperty({ type: String, isArray: true, description: 'Fält som skiljer sig utöver beloppet.' })
  changedFields: string[];
}

export class TextDiffDto {
  @ApiProperty({ enum: sectionKinds })
  kind: string;

  @ApiProperty({ type: String, nullable: true })
  heading: string | null;

  @ApiProperty({ enum: changes })
  change: string;

  @ApiProperty({ type: String, nullable: true })
  old: string | null;

  @ApiProperty({ type: String, nullable: true })
  new: string | null;
}

export class ListDiffDto {
  @ApiProperty({ enum: changes })
  change: string;

  @ApiProperty({ type: Object, nullable: true })
  old: unknown;

  @ApiProperty({ type: Object, nullable: true })
  new: unknown;
}

export class ValueDiffDto {
  @ApiProperty({ type: String, nullable: true })
  old: string | null;

  @ApiProperty({ type: String, nullable: true })
  new: string | null;
}

export class StatedTotalDto {
  @ApiProperty({ example: '/sections/0/text' })
  pointer: string;

  @ApiProperty({ type: 'integer' })
  start: number;

  @ApiProperty({ type: 'integer' })
  end: number;

  @ApiProperty()
  quote: string;

  @ApiProperty({ type: AmountDto, nullable: true })
  read: AmountDto | null;

  @ApiProperty({ type: AmountDto })
  expected: AmountDto;
}

export class DiffDto {
  @ApiProperty({ type: 'integer' })
  from: number;

  @ApiProperty({ type: 'integer' })
  to: number;

  @ApiProperty({ type: TotalDiffDto })
  total: TotalDiffDto;

  @ApiProperty({ type: MeasureDiffDto, isArray: true, description: 'Kronor per insats, först av allt.' })
  measures: MeasureDiffDto[];

  @ApiProperty({ type: ValueDiffDto, nullable: true })
  title: ValueDiffDto | null;

  @ApiProperty({ type: ValueDiffDto, nullable: true })
  documentDay: ValueDiffDto | null;

  @ApiProperty({ type: TextDiffDto, isArray: true })
  sections: TextDiffDto[];

  @ApiProperty({ type: ListDiffDto, isArray: true })
  decisionPoints: ListDiffDto[];

  @ApiProperty({ type: ListDiffDto, isArray: true })
  decisionPlan: ListDiffDto[];

  @ApiProperty({ type: ListDiffDto, isArray: true })
  dispatchList: ListDiffDto[];

  @ApiProperty({ type: ListDiffDto, isArray: true })
  goalReferences: ListDiffDto[];

  @ApiProperty({
    type: StatedTotalDto,
    isArray: true,
    description: 'Summor i den nyare versionens texter som insatserna inte blir (R-01).',
  })
  statedTotals: StatedTotalDto[];
}
