/** Requests and answers about scenarios. */
import { ApiProperty } from '@nestjs/swagger';
import {
  AmountDto,
  AmountField,
  BooleanField,
  ChoiceField,
  IdField,
  IdListField,
  IntegerField,
  ListField,
  TextField,
} from '../../platform/http/fields.js';
import { PageDto, PageQueryDto } from '../../platform/http/page.dto.js';
import { PlacedRowDto } from '../placed-row.dto.js';
import { type FillRule, fillRules } from './fill.rules.js';
import { scenarioOrigins, type ScenarioStatus, scenarioStatuses } from './scenario.rules.js';
import { ShortfallDto } from './shortfall.dto.js';

export class NewScenarioDto {
  @TextField({ max: 120, example: 'Lika andel åt alla' })
  name: string;

  @ChoiceField({ of: fillRules, description: 'Hur raderna fylls till en början.' })
  rule: FillRule;

  @BooleanField({ optional: true, description: 'Bara källor som insatsen är behörig för; ja om inget sägs.' })
  onlyEligible?: boolean;

  @IdField({ optional: true, description: 'Ett tidigare låst underlag, för att kunna jämföra; annars låses dagens.' })
  inputsId?: string;
}

class ScenarioRowDto {
  @IdField()
  proposalId: string;

  @IdField()
  measureKey: string;

  @IdField()
  sourceId: string;

  @IntegerField({ min: 1900, max: 2199 })
  year: number;

  @AmountField()
  amount: AmountDto;
}

export class ReplaceScenarioRowsDto {
  @ListField(() => ScenarioRowDto, { max: 2_000 })
  rows: ScenarioRowDto[];
}

export class PromotionDto {
  @TextField({ max: 300, example: 'Fördelning av medel för sociala insatser 2023' })
  title: string;

  @IdListField({ min: 1, max: 10, description: 'Sammanträdena i ordning; det sista är kommunstyrelsens.' })
  meetingIds: string[];
}

export class ScenarioQueryDto extends PageQueryDto {
  @ChoiceField({ of: scenarioStatuses, optional: true })
  status?: ScenarioStatus;
}

const uuid = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';

export class ComparisonQueryDto {
  @TextField({
    max: 400,
    optional: true,
    pattern: new RegExp(`^${uuid}(,${uuid})*$`),
    description: 'Scenariernas id med kommatecken emellan; begärans alla om inget sägs.',
  })
  ids?: string;
}

export class ScenarioStateDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ enum: scenarioStatuses })
  status: string;

  @ApiProperty({ format: 'uuid', description: 'Det låsta underlaget.' })
  inputsId: string;

  @ApiProperty({ description: 'Granskat och hållbart; annars säger scenariot vad som brister.' })
  isCertified: boolean;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  allocationId: string | null;

  @ApiProperty({ type: 'integer' })
  version: number;
}

class ScenarioItemDto extends ScenarioStateDto {
  @ApiProperty()
  name: string;

  @ApiProperty({ enum: scenarioOrigins })
  rule: string;

  @ApiProperty()
  onlyEligible: boolean;

  @ApiProperty({ type: AmountDto })
  total: AmountDto;
}

export class ScenarioPageDto extends PageDto {
  @ApiProperty({ type: ScenarioItemDto, isArray: true })
  items: ScenarioItemDto[];
}

class ScenarioRowViewDto extends PlacedRowDto {
  @ApiProperty({ format: 'uuid' })
  sourceYearId: string;

  @ApiProperty()
  measureTitle: string;

  @ApiProperty({ type: AmountDto })
  requested: AmountDto;
}

class ScenarioSourceDto {
  @ApiProperty({ format: 'uuid' })
  sourceYearId: string;

  @ApiProperty()
  code: string;

  @ApiProperty({ type: 'integer' })
  year: number;

  @ApiProperty({ type: AmountDto, description: 'När underlaget låstes.' })
  remaining: AmountDto;

  @ApiProperty({ type: AmountDto })
  given: AmountDto;

  @ApiProperty({ type: AmountDto, description: 'Under noll: så mycket saknas.' })
  left: AmountDto;
}

class CertificateDto {
  @ApiProperty({ description: 'Intyget som text: rader och summor i öre.' })
  text: string;

  @ApiProperty({ description: 'Underlaget som text; dess SHA-256 står i intyget.' })
  inputs: string;
}

class CertificateFaultDto {
  @ApiProperty({ example: 'above-ceiling' })
  code: string;

  @ApiProperty()
  place: string;

  @ApiProperty({ required: false, description: 'I öre, där det gäller belopp.' })
  found?: string;

  @ApiProperty({ required: false })
  expected?: string;
}

class InputsDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ description: 'SHA-256 över underlaget.' })
  contentHash: string;

  @ApiProperty({ format: 'date-time' })
  frozenAt: string;
}

export class ScenarioDto extends ScenarioItemDto {
  @ApiProperty({ format: 'uuid' })
  callId: string;

  @ApiProperty({ type: String, isArray: true })
  possibleActs: string[];

  @ApiProperty({ format: 'date-time' })
  createdAt: string;

  @ApiProperty({ type: InputsDto })
  inputs: InputsDto;

  @ApiProperty({ type: ScenarioRowViewDto, isArray: true })
  rows: ScenarioRowViewDto[];

  @ApiProperty({ type: ScenarioSourceDto, isArray: true })
  sources: ScenarioSourceDto[];

  @ApiProperty({ type: CertificateDto, nullable: true })
  certificate: CertificateDto | null;

  @ApiProperty({ type: CertificateFaultDto, isArray: true })
  faults: CertificateFaultDto[];

  @ApiProperty({
    type: ShortfallDto,
    nullable: true,
    description: 'När det inte ryms: med hur mycket, och vilka som kunde ge vika.',
  })
  shortfall: ShortfallDto | null;
}
