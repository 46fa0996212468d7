/** Answers about grants. */
import { ApiProperty } from '@nestjs/swagger';
import { AmountDto } from '../../platform/http/fields.js';
import { MomentDto } from '../../platform/http/moment.dto.js';
import { PageDto } from '../../platform/http/page.dto.js';
import { agentStatuses } from './agent.rules.js';
import { conditionKinds } from './conditions.service.js';
import { RequisitionStateDto } from './grants.dto.js';
import { recoveryGrounds } from './requisition-fact.rules.js';

const day = { type: String, format: 'date' } as const;
const instant = { type: String, format: 'date-time' } as const;
const id = { type: String, format: 'uuid' } as const;

export class ConditionMadeDto {
  @ApiProperty(id)
  id: string;
}

export class ConditionDto extends ConditionMadeDto {
  @ApiProperty({ enum: conditionKinds })
  kind: string;

  @ApiProperty()
  text: string;

  @ApiProperty(day)
  validFromDay: string;

  @ApiProperty({ ...day, nullable: true })
  dueDay: string | null;

  @ApiProperty()
  reference: string;

  @ApiProperty({ ...id, nullable: true })
  documentVersionId: string | null;

  @ApiProperty(instant)
  recordedAt: string;
}

export class AgentStateDto {
  @ApiProperty(id)
  id: string;

  @ApiProperty({ enum: agentStatuses })
  status: string;

  @ApiProperty({ type: 'integer' })
  version: number;
}

export class LateAgentWarningDto {
  @ApiProperty(id)
  sourceId: string;

  @ApiProperty()
  sourceCode: string;

  @ApiProperty(day)
  deadlineDay: string;

  @ApiProperty(day)
  lastDayToAsk: string;

  @ApiProperty()
  detail: string;
}

export class AgentAskedDto extends AgentStateDto {
  @ApiProperty({ type: LateAgentWarningDto, isArray: true, description: 'Källor där anmälan kom sent.' })
  warnings: LateAgentWarningDto[];
}

export class AgentDto extends AgentStateDto {
  @ApiProperty()
  grantor: string;

  @ApiProperty()
  organisationNumber: string;

  @ApiProperty(id)
  personId: string;

  @ApiProperty()
  personName: string;

  @ApiProperty(day)
  askedDay: string;

  @ApiProperty({ ...day, nullable: true })
  approvedDay: string | null;

  @ApiProperty({ ...day, nullable: true })
  endedDay: string | null;

  @ApiProperty({ type: String, isArray: true })
  possibleActs: string[];
}

export class AgentPageDto extends PageDto {
  @ApiProperty({ type: AgentDto, isArray: true })
  items: AgentDto[];
}

export class RequisitionItemDto extends RequisitionStateDto {
  @ApiProperty(id)
  sourceId: string;

  @ApiProperty({ type: 'integer' })
  year: number;

  @ApiProperty({ type: AmountDto, nullable: true })
  requisitioned: AmountDto | null;

  @ApiProperty({ type: AmountDto, nullable: true })
  paid: AmountDto | null;

  @ApiProperty({ type: AmountDto, nullable: true })
  claimed: AmountDto | null;

  @ApiProperty({ type: String, enum: recoveryGrounds, nullable: true })
  claimGround: string | null;

  @ApiProperty({ type: AmountDto })
  repaid: AmountDto;

  @ApiProperty({ ...instant, nullable: true })
  submittedAt: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'Var och hur, när det antecknades efteråt.' })
  submittedElsewhere: string | null;

  @ApiProperty({ ...instant, nullable: true })
  deadlineAt: string | null;
}

export class ReportDto {
  @ApiProperty(day)
  reportedDay: string;

  @ApiProperty({ ...day, nullable: true })
  dueDay: string | null;

  @ApiProperty({ type: Boolean, nullable: true })
  isLate: boolean | null;

  @ApiProperty()
  use: string;

  @ApiProperty()
  results: string;

  @ApiProperty()
  resultsAgainstPurpose: string;

  @ApiProperty({ ...id, nullable: true })
  documentVersionId: string | null;
}

export class RequisitionStepDto {
  @ApiProperty({ type: 'integer' })
  number: number;

  @ApiProperty()
  act: string;

  @ApiProperty()
  from: string;

  @ApiProperty()
  to: string;

  @ApiProperty(day)
  day: string;

  @ApiProperty({ type: AmountDto, nullable: true })
  amount: AmountDto | null;

  @ApiProperty({ type: String, nullable: true })
  ground: string | null;

  @ApiProperty({ type: String, nullable: true })
  note: string | null;

  @ApiProperty({ ...id, nullable: true })
  recordedBy: string | null;

  @ApiProperty(instant)
  recordedAt: string;
}

export class RequisitionDto extends RequisitionItemDto {
  @ApiProperty({ ...id, nullable: true })
  agentId: string | null;

  @ApiProperty({ ...id, nullable: true })
  preparedBy: string | null;

  @ApiProperty({ ...id, nullable: true })
  approvedBy: string | null;

  @ApiProperty({ type: String, nullable: true })
  grantorReference: string | null;

  @ApiProperty({ type: String, nullable: true })
  withheldReason: string | null;

  @ApiProperty({ enum: [false], description: 'Bidragsgivarens beslut kan inte överklagas (SFS 2025:1255 14 §).' })
  appealable: boolean;

  @ApiProperty({ type: String, isArray: true })
  possibleActs: string[];

  @ApiProperty({ type: ReportDto, nullable: true })
  report: ReportDto | null;

  @ApiProperty({ type: String, description: 'Pengarnas väg härifrån, upp och ner.' })
  trail: string;

  @ApiProperty({ type: RequisitionStepDto, isArray: true })
  steps: RequisitionStepDto[];
}

export class ReportedDto extends RequisitionStateDto {
  @ApiProperty({ ...day, nullable: true })
  dueDay: string | null;

  @ApiProperty({ type: Boolean, nullable: true })
  isLate: boolean | null;
}

export class GrantYearDto {
  @ApiProperty({ type: 'integer' })
  year: number;

  @ApiProperty({ type: AmountDto })
  ceiling: AmountDto;

  @ApiProperty({ type: AmountDto })
  reserved: AmountDto;

  @ApiProperty({ type: AmountDto, description: 'Inskickat till bidragsgivaren.' })
  requisitioned: AmountDto;

  @ApiProperty({ type: AmountDto })
  paid: AmountDto;

  @ApiProperty({ type: AmountDto, description: 'Rekvirerat men inte utbetalt, av det som har betalats.' })
  withheld: AmountDto;

  @ApiProperty({ type: AmountDto })
  repaid: AmountDto;
}

export class GrantDto extends MomentDto {
  @ApiProperty(id)
  sourceId: string;

  @ApiProperty()
  code: string;

  @ApiProperty()
  name: string;

  @ApiProperty()
  grantor: string;

  @ApiProperty({ type: ConditionDto, isArray: true })
  conditions: ConditionDto[];

  @ApiProperty({ type: AgentDto, nullable: true })
  agent: AgentDto | null;

  @ApiProperty({ ...instant, nullable: true })
  deadlineAt: string | null;

  @ApiProperty({ type: String, isArray: true })
  warnings: string[];

  @ApiProperty({ type: GrantYearDto, isArray: true })
  years: GrantYearDto[];

  @ApiProperty({ type: RequisitionItemDto, isArray: true })
  requisitions: RequisitionItemDto[];
}
