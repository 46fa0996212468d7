/** What is answered about associations and their applications. */
import { ApiProperty } from '@nestjs/swagger';
import { AmountDto } from '../../platform/http/fields.js';
import { PageDto } from '../../platform/http/page.dto.js';
import { paymentKinds } from '../association.rules.js';
import { ProposalStateDto } from '../proposal-state.dto.js';
import { applicationStatuses, outcomes, receiptWays } from './application.rules.js';

export class AssociationStateDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ type: 'integer' })
  version: number;
}

export class AssociationDto extends AssociationStateDto {
  @ApiProperty({ example: '802999-0002' })
  organisationNumber: string;

  @ApiProperty()
  name: string;

  @ApiProperty({ type: String, nullable: true })
  email: string | null;

  @ApiProperty({ type: String, enum: paymentKinds, nullable: true })
  paymentKind: string | null;

  @ApiProperty({ type: String, nullable: true, example: '5050-1055' })
  paymentNumber: string | null;
}

export class AssociationPageDto extends PageDto {
  @ApiProperty({ type: AssociationDto, isArray: true })
  items: AssociationDto[];
}

export class ApplicationStateDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ enum: applicationStatuses })
  status: string;

  @ApiProperty({ type: 'integer' })
  version: number;
}

export class ReceivedApplicationDto extends ApplicationStateDto {
  @ApiProperty({ format: 'uuid' })
  matterId: string;

  @ApiProperty({ example: 'FRN-2023-14' })
  registrationNumber: string;

  @ApiProperty({ type: 'integer' })
  documentNumber: number;

  @ApiProperty({ format: 'date-time' })
  receivedAt: Date;

  @ApiProperty({ description: 'Kom efter ansökningstiden; registrerad ändå.' })
  isLate: boolean;
}

export class ReviewedApplicationDto extends ApplicationStateDto {
  @ApiProperty({ type: ProposalStateDto })
  proposal: ProposalStateDto;
}

export class ApplicationItemDto extends ApplicationStateDto {
  @ApiProperty({ format: 'uuid' })
  callId: string;

  @ApiProperty({ format: 'uuid' })
  associationId: string;

  @ApiProperty()
  associationName: string;

  @ApiProperty()
  organisationNumber: string;

  @ApiProperty({ type: String, enum: outcomes, nullable: true, description: 'Vad det blev; null till dess.' })
  outcome: string | null;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  matterId: string | null;

  @ApiProperty({ type: String, nullable: true })
  registrationNumber: string | null;

  @ApiProperty({ type: String, nullable: true })
  title: string | null;

  @ApiProperty({ type: 'integer', nullable: true })
  year: number | null;

  @ApiProperty({ type: AmountDto, nullable: true, description: 'Vad föreningen har sökt.' })
  applied: AmountDto | null;

  @ApiProperty({ type: AmountDto, nullable: true, description: 'Vad som beviljades; null innan det är beslutat.' })
  granted: AmountDto | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  receivedAt: Date | null;

  @ApiProperty()
  isLate: boolean;

  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'Förvaltningens förslag om ansökan.' })
  proposalId: string | null;
}

export class ApplicationSumDto {
  @ApiProperty({ type: AmountDto, description: 'Återtagna räknas inte.' })
  applied: AmountDto;

  @ApiProperty({ type: AmountDto })
  granted: AmountDto;
}

export class ApplicationPageDto extends PageDto {
  @ApiProperty({ type: ApplicationItemDto, isArray: true })
  items: ApplicationItemDto[];

  @ApiProperty({ type: ApplicationSumDto, description: 'Av alla sidor.' })
  sum: ApplicationSumDto;
}

export class ApplicationFileDto {
  @ApiProperty({ format: 'uuid' })
  documentId: string;

  @ApiProperty({ format: 'uuid' })
  documentVersionId: string;

  @ApiProperty({ type: 'integer', description: 'Handlingens nummer i ärendet.' })
  number: number;

  @ApiProperty({ type: String, nullable: true, description: 'Null när handlingen är sekretessmarkerad för läsaren.' })
  fileName: string | null;

  @ApiProperty({ type: 'integer' })
  sizeBytes: number;
}

export class ApplicationDto extends ApplicationItemDto {
  @ApiProperty({ format: 'uuid' })
  authorityId: string;

  @ApiProperty({ type: String, nullable: true })
  purpose: string | null;

  @ApiProperty({ type: 'integer', nullable: true })
  memberCount: number | null;

  @ApiProperty({ type: String, nullable: true })
  signatory: string | null;

  @ApiProperty({ type: String, enum: receiptWays, nullable: true })
  via: string | null;

  @ApiProperty({ type: String, nullable: true })
  notedElsewhere: string | null;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  documentId: string | null;

  @ApiProperty({ type: ApplicationFileDto, isArray: true, description: 'Bilagorna, i den ordning de kom.' })
  files: ApplicationFileDto[];

  @ApiProperty({ type: String, nullable: true })
  withdrawnReason: string | null;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  decisionId: string | null;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  delegatedDecisionId: string | null;

  @ApiProperty({ type: String, format: 'date', nullable: true })
  decidedDay: string | null;

  @ApiProperty({
    type: String,
    isArray: true,
    description: 'Också decideByDelegation, när förvaltningens förslag är inlämnat och inget är beslutat.',
  })
  possibleActs: string[];
}

export class MadeApplicationLinkDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ format: 'uuid' })
  applicationId: string;

  @ApiProperty({ format: 'date-time' })
  expiresAt: Date;

  @ApiProperty({ format: 'date-time' })
  createdAt: Date;

  @ApiProperty({ type: String, nullable: true, description: 'Visas en enda gång; null när svaret ges om.' })
  address: string | null;
}

export class AppliedByLinkDto {
  @ApiProperty()
  title: string;

  @ApiProperty()
  description: string;

  @ApiProperty({ type: 'integer', isArray: true })
  years: number[];

  @ApiProperty({ format: 'date' })
  replyByDay: string;

  @ApiProperty()
  replyByTime: string;

  @ApiProperty()
  takesApplications: boolean;

  @ApiProperty()
  associationName: string;

  @ApiProperty({ enum: applicationStatuses })
  status: string;

  @ApiProperty({ type: String, nullable: true })
  registrationNumber: string | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  receivedAt: Date | null;

  @ApiProperty()
  isLate: boolean;

  @ApiProperty({ type: AmountDto, nullable: true })
  applied: AmountDto | null;

  @ApiProperty({ type: String, nullable: true, description: 'Vad föreningen själv har angett att bidraget gäller.' })
  applicationTitle: string | null;

  @ApiProperty({ type: String, nullable: true })
  purpose: string | null;

  @ApiProperty({ type: ApplicationFileDto, isArray: true })
  files: ApplicationFileDto[];
}

export class DelegatedDecisionOfAwardDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ type: 'integer' })
  year: number;

  @ApiProperty({ type: 'integer', description: 'Numret i nämndens serie det året.' })
  number: number;

  @ApiProperty({ type: 'integer' })
  version: number;
}

export class DelegatedAwardStateDto extends ProposalStateDto {
  @ApiProperty({ type: DelegatedDecisionOfAwardDto })
  decision: DelegatedDecisionOfAwardDto;
}
