/** Requests and answers about totals and the ledger. */
import { ApiProperty } from '@nestjs/swagger';
import { AmountDto, IdField } from '../platform/http/fields.js';
import { PageDto, PageQueryDto } from '../platform/http/page.dto.js';
import { MomentDto, MomentQueryDto } from '../platform/http/moment.dto.js';
import { YearField } from '../platform/http/query-fields.js';

export class TotalsQueryDto extends MomentQueryDto {
  @IdField({ optional: true, description: 'Bara det som begärs i svar på den här inbjudan.' })
  callId?: string;
}

export class LedgerQueryDto extends PageQueryDto {
  @IdField({ optional: true })
  sourceId?: string;

  @YearField()
  year?: string;

  @IdField({ optional: true })
  proposalId?: string;

  @IdField({ optional: true })
  decisionId?: string;
}

class AskedAmountsDto {
  @ApiProperty({ type: AmountDto, description: 'Begärt av förvaltningarna.' })
  requested: AmountDto;

  @ApiProperty({ type: AmountDto, description: 'Tillstyrkt av det organ som yttrat sig senast.' })
  recommended: AmountDto;

  @ApiProperty({ type: AmountDto, description: 'Godkänt av nämnden; ännu inga pengar.' })
  approved: AmountDto;
}

export class UnassignedTotalsDto extends AskedAmountsDto {
  @ApiProperty({ type: 'integer' })
  year: number;
}

export class TotalsSumDto extends AskedAmountsDto {
  @ApiProperty({ type: AmountDto, description: 'Fördelat av kommunstyrelsen.' })
  allocated: AmountDto;

  @ApiProperty({ type: AmountDto, description: 'Reserverat för en fördelning som inte är beslutad.' })
  pending: AmountDto;

  @ApiProperty({
    type: AmountDto,
    description: 'Utfäst för ett kommande år under villkor; inga pengar, och inte med i något annat belopp.',
  })
  conditional: AmountDto;

  @ApiProperty({ type: AmountDto })
  ceiling: AmountDto;

  @ApiProperty({
    type: AmountDto,
    description: 'Taket minus fördelat och reserverat; under noll när källan är överfördelad.',
  })
  remaining: AmountDto;
}

export class SourceTotalsDto extends TotalsSumDto {
  @ApiProperty({ format: 'uuid' })
  sourceId: string;

  @ApiProperty()
  code: string;

  @ApiProperty()
  name: string;

  @ApiProperty({ type: 'integer' })
  year: number;

  @ApiProperty()
  overAllocated: boolean;
}

export class TotalsDto extends MomentDto {
  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  callId: string | null;

  @ApiProperty({ type: SourceTotalsDto, isArray: true })
  sources: SourceTotalsDto[];

  @ApiProperty({ type: UnassignedTotalsDto, isArray: true, description: 'Begärt utan att källan är sagd.' })
  unassigned: UnassignedTotalsDto[];

  @ApiProperty({ type: TotalsSumDto })
  sum: TotalsSumDto;
}

class EntryPostingDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty()
  kind: string;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  decisionId: string | null;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  reversesId: string | null;

  @ApiProperty({ type: String, nullable: true })
  reason: string | null;
}

class EntrySourceDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty()
  code: string;

  @ApiProperty({ type: 'integer' })
  year: number;
}

class EntryMeasureDto {
  @ApiProperty({ format: 'uuid' })
  proposalId: string;

  @ApiProperty({ format: 'uuid' })
  measureKey: string;

  @ApiProperty({ format: 'uuid' })
  authorityId: string;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  allocationRowId: string | null;
}

export class LedgerEntryDto {
  @ApiProperty()
  id: string;

  @ApiProperty({ type: EntryPostingDto })
  posting: EntryPostingDto;

  @ApiProperty({ type: EntrySourceDto })
  source: EntrySourceDto;

  @ApiProperty({ enum: ['source', 'pending', 'allocated'] })
  account: string;

  @ApiProperty({ type: AmountDto, description: 'Med tecken; en bokförings delar tar ut varandra.' })
  amount: AmountDto;

  @ApiProperty({ type: String, nullable: true, description: 'Löpnummer per källa och år, utan luckor.' })
  number: string | null;

  @ApiProperty({ type: AmountDto, nullable: true })
  ceilingAtEntry: AmountDto | null;

  @ApiProperty({ type: AmountDto, nullable: true })
  runningTotal: AmountDto | null;

  @ApiProperty({ type: EntryMeasureDto, nullable: true })
  measure: EntryMeasureDto | null;

  @ApiProperty({ format: 'date' })
  validDay: string;

  @ApiProperty({ format: 'date-time' })
  recordedAt: string;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  recordedBy: string | null;
}

export class LedgerPageDto extends PageDto {
  @ApiProperty({ type: LedgerEntryDto, isArray: true })
  items: LedgerEntryDto[];
}
