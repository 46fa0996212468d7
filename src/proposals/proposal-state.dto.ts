/** What acts and the list of proposals answer, for the OpenAPI document. */
import { ApiProperty } from '@nestjs/swagger';
import { AmountDto } from '../platform/http/fields.js';
import { PageDto } from '../platform/http/page.dto.js';
import { type ProposalStatus, proposalStatuses } from './proposal.rules.js';

export class MeasureAmountDto {
  @ApiProperty({ format: 'uuid' })
  measureKey: string;

  @ApiProperty()
  title: string;

  @ApiProperty({ type: AmountDto })
  requestedAmount: AmountDto;
}

export class ProposalStateDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ format: 'uuid' })
  matterId: string;

  @ApiProperty({ enum: proposalStatuses })
  status: ProposalStatus;

  @ApiProperty({ type: 'integer', description: 'Radens version, för If-Match.' })
  version: number;

  @ApiProperty({ type: 'integer', description: 'Tjänsteskrivelsens version.' })
  versionNumber: number;

  @ApiProperty({ type: AmountDto, description: 'Summan av insatserna; räknas alltid fram.' })
  total: AmountDto;

  @ApiProperty({ type: MeasureAmountDto, isArray: true })
  measures: MeasureAmountDto[];
}

export class ProposalCreatedDto extends ProposalStateDto {
  @ApiProperty({ example: 'ASN-2023-5446' })
  registrationNumber: string;
}

export class ProposalListItemDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ format: 'uuid' })
  matterId: string;

  @ApiProperty()
  registrationNumber: string;

  @ApiProperty({ format: 'uuid' })
  authorityId: string;

  @ApiProperty()
  authorityName: string;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  callId: string | null;

  @ApiProperty()
  title: string;

  @ApiProperty({ enum: proposalStatuses })
  status: ProposalStatus;

  @ApiProperty({ type: 'integer' })
  versionNumber: number;

  @ApiProperty({ type: AmountDto })
  total: AmountDto;

  @ApiProperty({ format: 'date-time' })
  createdAt: string;

  @ApiProperty({ format: 'date-time' })
  updatedAt: string;

  @ApiProperty({ type: 'integer' })
  version: number;
}

export class ProposalPageDto extends PageDto {
  @ApiProperty({ type: ProposalListItemDto, isArray: true })
  items: ProposalListItemDto[];
}
