/** Requests and answers about actual costs, their import and the settlement of a year. */
import { Transform } from 'class-transformer';
import { ApiProperty } from '@nestjs/swagger';
import type { Day } from '../../kernel/day.js';
import {
  AmountDto,
  AmountField,
  ChoiceField,
  DayField,
  IdField,
  IntegerField,
  TextField,
} from '../../platform/http/fields.js';
import { PageDto, PageQueryDto } from '../../platform/http/page.dto.js';
import { type SettlementOutcome, settlementOutcomes } from './cost.rules.js';
import { importFormats } from './import-file.rules.js';

const id = { type: String, format: 'uuid' } as const;
const day = { type: String, format: 'date' } as const;

class CostedMeasureDto {
  @IdField()
  proposalId: string;

  @IdField()
  measureKey: string;
}

export class NewCostDto extends CostedMeasureDto {
  @IdField({ description: 'Källan kostnaden står på; en och bara en.' })
  sourceId: string;

  @DayField({ description: 'Dagen arbetet utfördes. Dess år är räkenskapsåret, vilken dag fakturan än har.' })
  costDay: Day;

  @DayField({ optional: true, description: 'Fakturans eller bokföringens dag.' })
  bookedDay?: Day;

  @AmountField({ allowNegative: true, description: 'Minus är en kreditering.' })
  amount: AmountDto;

  @TextField({ max: 300, example: 'Löner, fältarbetare' })
  text: string;

  @TextField({ max: 40, optional: true, example: 'A1234' })
  voucher?: string;
}

export class ReversalDto {
  @TextField({ max: 1_000, multiline: true, example: 'Fel projekt' })
  reason: string;
}

export class NewProjectCodeDto extends CostedMeasureDto {
  @TextField({ max: 20, pattern: /^[0-9A-ZÅÄÖ_-]{1,20}$/, example: 'P100' })
  code: string;

  @IdField()
  sourceId: string;
}

export class DoubleFinancingNoteDto extends CostedMeasureDto {
  @TextField({ max: 4_000, multiline: true, description: 'Den rättsliga bedömningen, och vem som gjort den.' })
  note: string;
}

export class NewSettlementDto {
  @IntegerField({ min: 1900, max: 2199, example: 2023 })
  year: number;

  @ChoiceField({
    of: settlementOutcomes,
    description: 'Statsbidrag: repay. Egna medel: return eller carry, enligt beslut.',
  })
  outcome: SettlementOutcome;

  @IdField({ optional: true })
  decisionId?: string;
}

const asYear = Transform(({ value }: { value: unknown }) =>
  typeof value === 'string' && /^\d{4}$/.test(value) ? Number(value) : value,
);

export class CostQueryDto extends PageQueryDto {
  @IdField({ optional: true })
  sourceId?: string;

  @asYear
  @IntegerField({ min: 1900, max: 2199, optional: true })
  year?: number;

  @IdField({ optional: true })
  proposalId?: string;
}

export class ImportQueryDto {
  @TextField({ max: 255, description: 'Filens namn.', example: 'huvudbok.csv' })
  fileName: string;
}

export class CostMadeDto {
  @ApiProperty(id)
  id: string;
}

export class ProjectCodeMadeDto {
  @ApiProperty()
  code: string;
}

export class RecordedCostDto extends CostMadeDto {
  @ApiProperty({ type: 'integer' })
  year: number;
}

export class ProjectCodeDto extends ProjectCodeMadeDto {
  @ApiProperty(id)
  proposalId: string;

  @ApiProperty(id)
  measureKey: string;

  @ApiProperty(id)
  sourceId: string;

  @ApiProperty()
  sourceCode: string;

  @ApiProperty()
  authorityCode: string;
}

export class ProjectCodePageDto extends PageDto {
  @ApiProperty({ type: ProjectCodeDto, isArray: true })
  items: ProjectCodeDto[];
}

export class CostDto extends RecordedCostDto {
  @ApiProperty(id)
  sourceId: string;

  @ApiProperty()
  sourceCode: string;

  @ApiProperty(id)
  proposalId: string;

  @ApiProperty(id)
  measureKey: string;

  @ApiProperty({ type: String, nullable: true })
  measureTitle: string | null;

  @ApiProperty({ example: 'ASN-2023-5446' })
  registrationNumber: string;

  @ApiProperty()
  authorityCode: string;

  @ApiProperty(day)
  costDay: string;

  @ApiProperty({ ...day, nullable: true })
  bookedDay: string | null;

  @ApiProperty({ type: AmountDto })
  amount: AmountDto;

  @ApiProperty()
  text: string;

  @ApiProperty({ type: String, nullable: true })
  voucher: string | null;

  @ApiProperty({ ...id, nullable: true })
  importId: string | null;

  @ApiProperty({ type: 'integer', nullable: true })
  importRow: number | null;

  @ApiProperty({ ...id, nullable: true })
  reversesId: string | null;

  @ApiProperty({ ...id, nullable: true })
  reversedBy: string | null;

  @ApiProperty({ type: String, nullable: true })
  reason: string | null;

  @ApiProperty({ ...id, nullable: true })
  recordedBy: string | null;

  @ApiProperty({ type: String, format: 'date-time' })
  recordedAt: string;

  @ApiProperty({ type: String, description: 'Pengarnas väg härifrån, upp och ner.' })
  trail: string;
}

export class CostPageDto extends PageDto {
  @ApiProperty({ type: CostDto, isArray: true })
  items: CostDto[];
}

export class RowFaultDto {
  @ApiProperty({ type: 'integer', description: 'Raden i filen, räknad från 1.' })
  row: number;

  @ApiProperty({ type: String, nullable: true })
  column: string | null;

  @ApiProperty()
  code: string;

  @ApiProperty({ description: 'Det som stod där.' })
  found: string;

  @ApiProperty({ description: 'Vad som hittades, och vad som vore rätt.' })
  detail: string;
}

export class PreviewRowDto {
  @ApiProperty({ type: 'integer' })
  row: number;

  @ApiProperty()
  projectCode: string;

  @ApiProperty({ type: String, nullable: true })
  measureTitle: string | null;

  @ApiProperty()
  sourceName: string;

  @ApiProperty({ type: 'integer' })
  year: number;

  @ApiProperty(day)
  costDay: string;

  @ApiProperty({ ...day, nullable: true })
  bookedDay: string | null;

  @ApiProperty({ type: AmountDto })
  amount: AmountDto;

  @ApiProperty()
  text: string;

  @ApiProperty({ type: String, nullable: true })
  voucher: string | null;
}

export class ImportPreviewDto {
  @ApiProperty({ enum: importFormats })
  format: string;

  @ApiProperty()
  fileSha256: string;

  @ApiProperty()
  acceptable: boolean;

  @ApiProperty()
  alreadyImported: boolean;

  @ApiProperty({ type: 'integer' })
  rows: number;

  @ApiProperty({ type: 'integer', description: 'Rader om annat än insatsernas kostnader (SIE).' })
  skipped: number;

  @ApiProperty({ type: AmountDto })
  total: AmountDto;

  @ApiProperty({ type: PreviewRowDto, isArray: true })
  costs: PreviewRowDto[];

  @ApiProperty({ type: 'integer' })
  faultCount: number;

  @ApiProperty({ type: RowFaultDto, isArray: true })
  faults: RowFaultDto[];
}

export class AcceptedImportDto extends CostMadeDto {
  @ApiProperty({ type: 'integer' })
  lines: number;

  @ApiProperty({ type: 'integer' })
  skipped: number;

  @ApiProperty({ type: AmountDto })
  total: AmountDto;
}
