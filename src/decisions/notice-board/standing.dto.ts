/** What has become of a decision, as answered. */
import { ApiProperty } from '@nestjs/swagger';
import { ChoiceField, IdField, TextField } from '../../platform/http/fields.js';
import { PageDto, PageQueryDto } from '../../platform/http/page.dto.js';
import { type DecisionOutcome, outcomes } from '../subject-handler.js';
import { appealStatuses } from './appeal.rules.js';
import { standingActs, standings } from './standing.rules.js';

export class MadeDecisionQueryDto extends PageQueryDto {
  @IdField({ optional: true, description: 'Bara beslut i det ärendet.' })
  matterId?: string;

  @TextField({
    max: 100,
    optional: true,
    description: 'Del av ärendemening, diarienummer eller organ, eller paragrafen.',
  })
  q?: string;

  @ChoiceField({ of: ['true', 'false'], optional: true, description: 'Bara de som har överklagats.' })
  appealed?: string;
}

class MadeDecisionDto {
  @ApiProperty({ enum: ['decision', 'delegatedDecision'] })
  kind: 'decision' | 'delegatedDecision';

  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ format: 'uuid' })
  bodyId: string;

  @ApiProperty()
  bodyName: string;

  @ApiProperty({ type: 'integer', description: 'Paragrafen, eller delegationsbeslutets nummer.' })
  minuteItem: number;

  @ApiProperty({ format: 'date' })
  decisionDay: string;

  @ApiProperty({ type: String, enum: outcomes, nullable: true, description: 'Null för ett delegationsbeslut.' })
  outcome: DecisionOutcome | null;

  @ApiProperty()
  title: string;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  matterId: string | null;

  @ApiProperty({ type: String, nullable: true })
  registrationNumber: string | null;

  @ApiProperty({ type: 'integer' })
  appeals: number;

  @ApiProperty({ type: 'integer', description: 'De som inte är avgjorda eller återkallade.' })
  openAppeals: number;
}

export class MadeDecisionPageDto extends PageDto {
  @ApiProperty({ type: MadeDecisionDto, isArray: true })
  items: MadeDecisionDto[];
}

class AppealStepViewDto {
  @ApiProperty({ type: 'integer' })
  number: number;

  @ApiProperty({ enum: appealStatuses })
  status: string;

  @ApiProperty({ format: 'date' })
  day: string;

  @ApiProperty({ type: String, nullable: true })
  note: string | null;

  @ApiProperty({ format: 'date-time' })
  recordedAt: string;
}

class AppealDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ format: 'date' })
  receivedDay: string;

  @ApiProperty({ type: Boolean, nullable: true })
  isLate: boolean | null;

  @ApiProperty({ enum: appealStatuses })
  status: string;

  @ApiProperty({ example: 'hos domstolen' })
  statusText: string;

  @ApiProperty()
  court: string;

  @ApiProperty({ type: String, nullable: true })
  courtReference: string | null;

  @ApiProperty({
    type: String,
    format: 'uuid',
    nullable: true,
    description: 'Den inkomna handlingen i ärendet; tomt för andra än de berörda myndigheterna.',
  })
  documentId: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'Bara för berörda myndigheter.' })
  appellant: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'Bara för berörda myndigheter.' })
  grounds: string | null;

  @ApiProperty({ type: AppealStepViewDto, isArray: true })
  steps: AppealStepViewDto[];

  @ApiProperty({ type: String, isArray: true })
  possibleActs: string[];

  @ApiProperty({ type: 'integer' })
  version: number;
}

class AssessmentDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty()
  mayExecute: boolean;

  @ApiProperty()
  reasons: string;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  assessedBy: string | null;

  @ApiProperty({ type: String, nullable: true })
  assessedByName: string | null;

  @ApiProperty({ format: 'date-time' })
  assessedAt: string;
}

class ExecutionDto {
  @ApiProperty({ description: 'Ett överklagande har kommit som ingen har vägt in ännu.' })
  isAssessmentAskedFor: boolean;

  @ApiProperty({ description: 'Bedömningarna visas bara för de berörda myndigheterna.' })
  isShown: boolean;

  @ApiProperty({ type: AssessmentDto, nullable: true, description: 'Den senaste gäller.' })
  latest: AssessmentDto | null;

  @ApiProperty({ type: AssessmentDto, isArray: true })
  assessments: AssessmentDto[];
}

class StandingAnnouncementDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ format: 'date' })
  postedDay: string;

  @ApiProperty({ format: 'date' })
  appealEndDay: string;

  @ApiProperty({ type: 'integer' })
  daysLate: number;
}

export class StandingDto {
  @ApiProperty({ enum: ['decision', 'delegatedDecision'] })
  kind: string;

  @ApiProperty({ format: 'uuid' })
  decisionId: string;

  @ApiProperty({ format: 'uuid' })
  bodyId: string;

  @ApiProperty()
  bodyName: string;

  @ApiProperty({ type: 'integer', description: 'Paragrafen, eller delegationsbeslutets nummer.' })
  minuteItem: number;

  @ApiProperty({ format: 'date' })
  decisionDay: string;

  @ApiProperty()
  isAppealable: boolean;

  @ApiProperty({ description: 'Kommunens bedömning i ord (KL 13 kap. 2 §).' })
  appealability: string;

  @ApiProperty({ type: String, format: 'date', nullable: true })
  adjustedDay: string | null;

  @ApiProperty({ type: StandingAnnouncementDto, nullable: true })
  announcement: StandingAnnouncementDto | null;

  @ApiProperty({ enum: standings })
  standing: string;

  @ApiProperty({ example: 'överklagandetiden löper' })
  standingText: string;

  @ApiProperty({
    type: String,
    format: 'date',
    nullable: true,
    description: 'Dagen beslutet får eller fick laga kraft; null så länge något överklagande är öppet.',
  })
  finalDay: string | null;

  @ApiProperty({ type: AppealDto, isArray: true })
  appeals: AppealDto[];

  @ApiProperty({ type: ExecutionDto })
  execution: ExecutionDto;

  @ApiProperty({ enum: standingActs, isArray: true, description: 'Vad den inloggade får göra med beslutet.' })
  possibleActs: string[];
}
