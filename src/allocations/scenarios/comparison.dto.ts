/** Scenarios side by side. */
import { ApiProperty } from '@nestjs/swagger';
import { AmountDto } from '../../platform/http/fields.js';

class ComparedScenarioDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty()
  name: string;

  @ApiProperty({ format: 'uuid' })
  inputsId: string;

  @ApiProperty()
  isCertified: boolean;

  @ApiProperty({ type: AmountDto })
  total: AmountDto;
}

class ComparedPartDto {
  @ApiProperty()
  code: string;

  @ApiProperty({ type: 'integer' })
  year: number;

  @ApiProperty({ type: AmountDto })
  amount: AmountDto;
}

class ComparedAmountDto {
  @ApiProperty({ type: AmountDto })
  total: AmountDto;

  @ApiProperty({ type: ComparedPartDto, isArray: true })
  sources: ComparedPartDto[];
}

class ComparedMeasureDto {
  @ApiProperty({ format: 'uuid' })
  proposalId: string;

  @ApiProperty({ format: 'uuid' })
  measureKey: string;

  @ApiProperty({ example: 'ASN' })
  authorityCode: string;

  @ApiProperty()
  title: string;

  @ApiProperty({ type: AmountDto })
  requested: AmountDto;

  @ApiProperty({ type: ComparedAmountDto, isArray: true, description: 'I scenariernas ordning.' })
  amounts: ComparedAmountDto[];
}

class ComparedGivenDto {
  @ApiProperty({ type: AmountDto })
  given: AmountDto;

  @ApiProperty({ type: AmountDto })
  left: AmountDto;
}

class ComparedSourceDto {
  @ApiProperty({ format: 'uuid' })
  sourceYearId: string;

  @ApiProperty()
  code: string;

  @ApiProperty({ type: 'integer' })
  year: number;

  @ApiProperty({ type: ComparedGivenDto, isArray: true, description: 'I scenariernas ordning.' })
  amounts: ComparedGivenDto[];
}

export class ComparisonDto {
  @ApiProperty({ description: 'Alla bygger på samma låsta underlag, så att varje skillnad är ett val.' })
  sameInputs: boolean;

  @ApiProperty({ type: ComparedScenarioDto, isArray: true })
  scenarios: ComparedScenarioDto[];

  @ApiProperty({ type: ComparedMeasureDto, isArray: true })
  measures: ComparedMeasureDto[];

  @ApiProperty({ type: ComparedSourceDto, isArray: true })
  sources: ComparedSourceDto[];
}
