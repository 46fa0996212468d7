/** What the proposals module answers, for the OpenAPI document. The shapes are those of the queries and services. */
import { ApiProperty } from '@nestjs/swagger';
import { type SectionKind, sectionKinds } from '../calls/call.rules.js';
import { AmountDto } from '../platform/http/fields.js';
import { PageDto } from '../platform/http/page.dto.js';
import { type ProposalStatus, proposalMachine, proposalStatuses } from './proposal.rules.js';
import { MeasureAmountDto } from './proposal-state.dto.js';
import { decisionPointTypes } from './version.rules.js';

const origins = ['drafted', 'imported', 'revised', 'amendment'];
const acts = [...new Set(proposalMachine.edges.map(({ act }) => act))];

export class SectionViewDto {
  @ApiProperty({ enum: sectionKinds })
  kind: SectionKind;

  @ApiProperty({ type: String, nullable: true })
  heading: string | null;

  @ApiProperty()
  text: string;
}

export class MeasureViewDto extends MeasureAmountDto {
  @ApiProperty({ type: 'integer' })
  year: number;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  sourceId: string | null;

  @ApiProperty({ required: false })
  rationale?: string;

  @ApiProperty({ required: false })
  activities?: string;

  @ApiProperty({ type: String, isArray: true, required: false })
  targetGroups?: string[];

  @ApiProperty({ type: String, isArray: true, required: false })
  geography?: string[];

  @ApiProperty({ type: String, isArray: true, required: false })
  methods?: string[];

  @ApiProperty({ type: String, isArray: true, required: false })
  partners?: string[];

  @ApiProperty({ type: String, isArray: true, required: false })
  resourceTypes?: string[];
}

export class DecisionPointViewDto {
  @ApiProperty({ type: 'integer' })
  number: number;

  @ApiProperty({ type: String, enum: decisionPointTypes, nullable: true })
  type: string | null;

  @ApiProperty()
  text: string;
}

export class PlannedStepViewDto {
  @ApiProperty({ format: 'uuid' })
  bodyId: string;

  @ApiProperty({ format: 'date' })
  day: string;
}

export class RecipientViewDto {
  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  authorityId: string | null;

  @ApiProperty({ type: String, nullable: true })
  name: string | null;
}

export class ApprovalDto {
  @ApiProperty({ enum: [1, 2], description: '1 enhetschef, 2 förvaltningschef.' })
  step: number;

  @ApiProperty({ format: 'uuid' })
  approverId: string;

  @ApiProperty()
  approverName: string;

  @ApiProperty({ format: 'date-time' })
  at: string;
}

export class ReasonViewDto {
  @ApiProperty({ enum: ['sentBack', 'withdrawn', 'delegated'] })
  kind: string;

  @ApiProperty()
  reason: string;

  @ApiProperty({ format: 'date-time' })
  at: string;
}

export class ProposalVersionDto {
  @ApiProperty({ format: 'uuid' })
  versionId: string;

  @ApiProperty({ type: 'integer' })
  versionNumber: number;

  @ApiProperty({ enum: origins })
  origin: string;

  @ApiProperty()
  title: string;

  @ApiProperty({ type: String, format: 'date', nullable: true })
  documentDay: string | null;

  @ApiProperty({ type: SectionViewDto, isArray: true })
  sections: SectionViewDto[];

  @ApiProperty({ type: MeasureViewDto, isArray: true })
  measures: MeasureViewDto[];

  @ApiProperty({ type: AmountDto })
  total: AmountDto;

  @ApiProperty({ type: DecisionPointViewDto, isArray: true })
  decisionPoints: DecisionPointViewDto[];

  @ApiProperty({ type: PlannedStepViewDto, isArray: true })
  decisionPlan: PlannedStepViewDto[];

  @ApiProperty({ type: RecipientViewDto, isArray: true })
  dispatchList: RecipientViewDto[];

  @ApiProperty({ type: String, isArray: true })
  goalReferences: string[];

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'SHA-256 av innehållet, hex; null så länge utkastet får ändras.',
  })
  contentHash: string | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  frozenAt: string | null;

  @ApiProperty({ format: 'date-time' })
  versionCreatedAt: string;

  @ApiProperty({ type: ApprovalDto, isArray: true, description: 'Godkännanden av just den här versionen.' })
  approvals: ApprovalDto[];

  @ApiProperty({ type: ReasonViewDto, isArray: true })
  reasons: ReasonViewDto[];
}

export class ApprovedMeasureDto {
  @ApiProperty({ format: 'uuid' })
  measureKey: string;

  @ApiProperty({ type: AmountDto, description: 'Godkänt av nämnden; det är inte pengar än.' })
  approvedAmount: AmountDto;

  @ApiProperty({ type: AmountDto, description: 'Fördelat av kommunstyrelsen.' })
  allocatedAmount: AmountDto;
}

export class ProposalDto extends ProposalVersionDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ format: 'uuid' })
  matterId: string;

  @ApiProperty({ example: 'ASN-2023-5446' })
  registrationNumber: string;

  @ApiProperty({ format: 'uuid' })
  authorityId: string;

  @ApiProperty()
  authorityName: string;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  callId: string | null;

  @ApiProperty({ enum: proposalStatuses })
  status: ProposalStatus;

  @ApiProperty({ format: 'uuid' })
  authorId: string;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  sourceDocumentId: string | null;

  @ApiProperty({ type: 'integer', nullable: true })
  submittedVersionNumber: number | null;

  @ApiProperty({ type: 'integer', nullable: true })
  approvedVersionNumber: number | null;

  @ApiProperty({ type: ApprovedMeasureDto, isArray: true })
  approved: ApprovedMeasureDto[];

  @ApiProperty({ enum: acts, isArray: true, description: 'Åtgärder som är möjliga i förslagets läge.' })
  possibleActs: string[];

  @ApiProperty({ format: 'date-time' })
  createdAt: string;

  @ApiProperty({ format: 'date-time' })
  updatedAt: string;

  @ApiProperty({ type: 'integer' })
  version: number;
}

export class VersionListItemDto {
  @ApiProperty({ format: 'uuid' })
  versionId: string;

  @ApiProperty({ type: 'integer' })
  versionNumber: number;

  @ApiProperty({ enum: origins })
  origin: string;

  @ApiProperty()
  title: string;

  @ApiProperty({ type: AmountDto })
  total: AmountDto;

  @ApiProperty({ type: String, nullable: true })
  contentHash: string | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  frozenAt: string | null;

  @ApiProperty({ format: 'date-time' })
  createdAt: string;

  @ApiProperty({
    type: String,
    format: 'uuid',
    nullable: true,
    description: 'Beslutet som gjorde versionen, när den är en ändring av ett organ.',
  })
  decisionId: string | null;
}

export class VersionPageDto extends PageDto {
  @ApiProperty({ type: VersionListItemDto, isArray: true })
  items: VersionListItemDto[];
}
