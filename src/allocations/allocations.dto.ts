/** Requests and answers of the allocations module. */
import { ApiProperty } from '@nestjs/swagger';
import {
  AmountDto,
  AmountField,
  ChoiceField,
  IdField,
  IntegerField,
  ListField,
  TextField,
} from '../platform/http/fields.js';
import { PageDto, PageQueryDto } from '../platform/http/page.dto.js';
import { InstantField } from '../platform/http/query-fields.js';
import { rowsMax } from './allocation.rules.js';
import { type AllocationStatus, allocationStatuses } from './allocation-states.rules.js';
import { conditionStatuses } from './conditional/conditional.rules.js';
import { PlacedRowDto } from './placed-row.dto.js';

export class NewAllocationDto {
  @TextField({ max: 300, example: 'Fördelning av medel för sociala insatser 2023' })
  title: string;

  @IdField({ optional: true, description: 'Inbjudan vars ärende fördelningen hör till.' })
  callId?: string;

  @IdField({ optional: true, description: 'Eller ärendet självt, hos kommunstyrelsen.' })
  matterId?: string;
}

export class AllocationRowDto {
  @IdField()
  proposalId: string;

  @IdField()
  measureKey: string;

  @IdField()
  sourceId: string;

  @IntegerField({ min: 1900, max: 2199 })
  year: number;

  @AmountField({ allowNegative: true, description: 'Minus tar tillbaka det som fördelats förut.' })
  amount: AmountDto;

  @TextField({ max: 1_000, multiline: true, optional: true, description: 'Krävs när beloppet är negativt.' })
  reason?: string;

  @TextField({
    max: 1_000,
    multiline: true,
    optional: true,
    description:
      'För ett kommande år: vad som först ska vara beslutat. Raden reserverar inget förrän den träder i kraft.',
  })
  condition?: string;
}

export class ReplaceRowsDto {
  @ListField(() => AllocationRowDto, { max: rowsMax })
  rows: AllocationRowDto[];
}

export class AllocationQueryDto extends PageQueryDto {
  @IdField({ optional: true })
  callId?: string;

  @ChoiceField({ of: allocationStatuses, optional: true })
  status?: AllocationStatus;
}

export class KnownAllocationQueryDto {
  @InstantField('Som den var känd då: det ett organ hade framför sig.')
  knownAt?: string;
}

export class AllocationStateDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ enum: allocationStatuses })
  status: string;

  @ApiProperty({ type: 'integer', description: 'Innehållets version; den organen ser.' })
  versionNumber: number;

  @ApiProperty({ type: 'integer', description: 'Postens version, för If-Match.' })
  version: number;
}

export class AllocationItemDto extends AllocationStateDto {
  @ApiProperty()
  title: string;

  @ApiProperty({ format: 'uuid' })
  matterId: string;

  @ApiProperty({ example: 'KS-2023-101' })
  registrationNumber: string;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  callId: string | null;

  @ApiProperty({ type: AmountDto, description: 'Utan villkorade rader.' })
  total: AmountDto;

  @ApiProperty({ type: AmountDto, description: 'Villkorade rader; inga pengar förrän de träder i kraft.' })
  conditional: AmountDto;
}

export class AllocationPageDto extends PageDto {
  @ApiProperty({ type: AllocationItemDto, isArray: true })
  items: AllocationItemDto[];
}

class AllocationRowViewDto extends PlacedRowDto {
  @ApiProperty({
    format: 'uuid',
    description: 'Radens nyckel, densamma i alla versioner; en ändring i beslutet anger den.',
  })
  rowKey: string;

  @ApiProperty({ type: 'integer' })
  position: number;

  @ApiProperty({ type: String, nullable: true })
  measureTitle: string | null;

  @ApiProperty({ format: 'uuid' })
  authorityId: string;

  @ApiProperty({ type: String, nullable: true })
  reason: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'Vad som först ska vara beslutat.' })
  condition: string | null;

  @ApiProperty({
    enum: conditionStatuses,
    nullable: true,
    description: 'Av en villkorad rad i en beslutad fördelning: väntar, i kraft eller fallen.',
  })
  conditionStatus: string | null;
}

class AllocatedPartDto {
  @ApiProperty({ type: AmountDto, description: 'Utan villkorade rader; delarna blir tillsammans fördelningens total.' })
  amount: AmountDto;

  @ApiProperty({ type: AmountDto, description: 'Villkorade rader, vid sidan av.' })
  conditional: AmountDto;
}

class AllocatedPerSourceDto extends AllocatedPartDto {
  @ApiProperty({ format: 'uuid' })
  sourceId: string;

  @ApiProperty()
  sourceCode: string;

  @ApiProperty({ type: 'integer' })
  year: number;
}

class AllocatedPerCommitteeDto extends AllocatedPartDto {
  @ApiProperty({ format: 'uuid' })
  authorityId: string;

  @ApiProperty()
  authorityCode: string;
}

class AllocationVersionDto {
  @ApiProperty({ type: 'integer' })
  number: number;

  @ApiProperty({ enum: ['drafted', 'revised', 'amendment'] })
  origin: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  frozenAt: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'SHA-256 över rubrik och rader, när versionen är låst.' })
  contentHash: string | null;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  decisionId: string | null;
}

export class AllocationDto extends AllocationItemDto {
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'Null för det som står nu.' })
  knownAt: string | null;

  @ApiProperty({ type: String, isArray: true })
  possibleActs: string[];

  @ApiProperty({ type: AllocationRowViewDto, isArray: true })
  rows: AllocationRowViewDto[];

  @ApiProperty({ type: AllocatedPerSourceDto, isArray: true })
  perSource: AllocatedPerSourceDto[];

  @ApiProperty({ type: AllocatedPerCommitteeDto, isArray: true })
  perCommittee: AllocatedPerCommitteeDto[];

  @ApiProperty({ type: AllocationVersionDto, isArray: true })
  versions: AllocationVersionDto[];
}
