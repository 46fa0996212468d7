/** What reading a memorandum answers, for the OpenAPI document. The shapes are those of memorandum.types.ts. */
import { ApiProperty } from '@nestjs/swagger';
import { AmountDto } from '../platform/http/fields.js';

export class MemorandumPlaceDto {
  @ApiProperty({ type: 'integer', description: 'Första tecknet i texten, från 0.' })
  start: number;

  @ApiProperty({ type: 'integer', description: 'Efter det sista tecknet.' })
  end: number;

  @ApiProperty()
  quote: string;
}

export class ReadHeaderDto {
  @ApiProperty({ type: String, nullable: true })
  title: string | null;

  @ApiProperty({ type: String, nullable: true })
  registrationNumber: string | null;

  @ApiProperty({ type: String, format: 'date', nullable: true })
  date: string | null;
}

export class ReadMeasureDto {
  @ApiProperty()
  title: string;

  @ApiProperty({ type: AmountDto })
  amount: AmountDto;

  @ApiProperty({ type: MemorandumPlaceDto })
  place: MemorandumPlaceDto;
}

export class ReadTotalDto {
  @ApiProperty({ type: AmountDto })
  amount: AmountDto;

  @ApiProperty({ type: MemorandumPlaceDto })
  place: MemorandumPlaceDto;

  @ApiProperty({ description: 'Summan stämmer med insatserna.' })
  agrees: boolean;
}

export class ReadStepDto {
  @ApiProperty()
  body: string;

  @ApiProperty({ type: String, format: 'date', nullable: true })
  date: string | null;
}

export class ReadPointDto {
  @ApiProperty({ type: 'integer' })
  number: number;

  @ApiProperty()
  text: string;

  @ApiProperty()
  type: string;
}

export class ReadFindingDto {
  @ApiProperty({ example: 'total-mismatch' })
  code: string;

  @ApiProperty({ enum: ['error', 'warning'] })
  severity: 'error' | 'warning';

  @ApiProperty({ description: 'Vad som lästes, var, och vad som vore rätt.' })
  message: string;

  @ApiProperty({ type: MemorandumPlaceDto, nullable: true })
  place: MemorandumPlaceDto | null;
}

export class ReadSectionDto {
  @ApiProperty({ type: String, nullable: true })
  heading: string | null;

  @ApiProperty()
  kind: string;

  @ApiProperty()
  text: string;

  @ApiProperty({ type: MemorandumPlaceDto })
  place: MemorandumPlaceDto;
}

export class MemorandumPreviewDto {
  @ApiProperty({ description: 'Filens text; platserna är tecken i den.' })
  text: string;

  @ApiProperty({ type: ReadHeaderDto })
  document: ReadHeaderDto;

  @ApiProperty({ type: ReadMeasureDto, isArray: true })
  measures: ReadMeasureDto[];

  @ApiProperty({ type: AmountDto, description: 'Summan av insatserna, räknad.' })
  total: AmountDto;

  @ApiProperty({ type: ReadTotalDto, isArray: true, description: 'Summor som texten själv säger.' })
  statedTotals: ReadTotalDto[];

  @ApiProperty({ type: ReadStepDto, isArray: true })
  decisionPlan: ReadStepDto[];

  @ApiProperty({ type: ReadPointDto, isArray: true })
  decisionPoints: ReadPointDto[];

  @ApiProperty({ type: String, isArray: true })
  dispatchTo: string[];

  @ApiProperty({ type: ReadFindingDto, isArray: true })
  findings: ReadFindingDto[];

  @ApiProperty({ description: 'Inget av det som hittades är ett fel.' })
  consistent: boolean;

  @ApiProperty({ type: ReadSectionDto, isArray: true })
  sections: ReadSectionDto[];
}

export class UnmatchedDto {
  @ApiProperty({ type: String, isArray: true })
  bodies: string[];

  @ApiProperty({ type: String, isArray: true })
  recipients: string[];
}

export class AcceptedMemorandumDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ example: 'ASN-2023-5446' })
  registrationNumber: string;

  @ApiProperty({ format: 'uuid' })
  documentId: string;

  @ApiProperty({ type: UnmatchedDto, description: 'Organ och mottagare som inte finns i registret.' })
  unmatched: UnmatchedDto;
}
