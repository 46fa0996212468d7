/** Requests and answers about assignments. */
import { ApiProperty } from '@nestjs/swagger';
import type { Day } from '../../kernel/day.js';
import { AmountDto, AmountField, ChoiceField, DayField, IdField, TextField } from '../../platform/http/fields.js';
import { PageDto, PageQueryDto } from '../../platform/http/page.dto.js';
import { FlagQueryField, YearField, YearQueryField } from '../goal.fields.js';
import {
  type AssignmentAct,
  assignmentActs,
  type AssignmentSource,
  assignmentSources,
  type AssignmentStatus,
  assignmentStatuses,
} from './assignment.rules.js';

/** Each field may be left out and is then left as it is; null empties it. */
export class ChangeAssignmentDto {
  @IdField({ optional: true, nullable: true, description: 'Myndigheten som ska utföra det.' })
  ownerId?: string | null;

  @IdField({ optional: true, nullable: true, description: 'Den person som svarar för det.' })
  responsibleId?: string | null;

  @IdField({ optional: true, nullable: true })
  goalId?: string | null;

  @DayField({ optional: true, nullable: true, description: 'När det ska återrapporteras.' })
  reportBackDay?: Day | null;
}

export class NewAssignmentDto extends ChangeAssignmentDto {
  @YearField()
  year: number;

  @ChoiceField({ of: assignmentSources })
  source: AssignmentSource;

  @TextField({ max: 500, example: 'Budget 2018, Uppdrag' })
  sourceReference: string;

  @IdField({ optional: true, description: 'Beslutet, när det är fattat här.' })
  decisionId?: string;

  @IdField({ description: 'Myndigheten som ger uppdraget.' })
  giverId: string;

  @TextField({ max: 5_000, multiline: true, example: 'En strategi ska utarbetas.' })
  text: string;

  @TextField({
    max: 1_000,
    multiline: true,
    optional: true,
    description: 'Vad texten säger om resurser, som den säger det.',
    example: 'Resurser för detta tillsätts',
  })
  resourceStatement?: string;

  @AmountField({ optional: true, description: 'Bara när texten anger ett belopp.' })
  resourceAmount?: AmountDto;
}

export class AssignmentStepDto {
  @ChoiceField({ of: assignmentActs })
  act: AssignmentAct;

  @TextField({
    max: 20_000,
    multiline: true,
    optional: true,
    description: 'Vad som har gjorts, vad som återstår, eller skälen.',
  })
  text?: string;

  @DayField({ optional: true, description: 'När uppdraget fortsätter: nästa dag att återrapportera.' })
  reportBackDay?: Day;

  @IdField({ optional: true })
  decisionId?: string;
}

export class AssignmentQueryDto extends PageQueryDto {
  @YearQueryField()
  year?: number;

  @IdField({ optional: true })
  ownerId?: string;

  @IdField({ optional: true })
  giverId?: string;

  @IdField({ optional: true })
  goalId?: string;

  @ChoiceField({ of: assignmentStatuses, optional: true })
  status?: AssignmentStatus;

  @FlagQueryField('Bara uppdrag som ingen är utpekad att utföra.')
  withoutOwner?: boolean;
}

export class AssignmentStateDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ enum: assignmentStatuses })
  status: string;

  @ApiProperty({ type: 'integer' })
  version: number;
}

export class AssignmentFindingDto {
  @ApiProperty({ enum: ['no-owner', 'no-report-back', 'no-amount'] })
  code: string;

  @ApiProperty()
  detail: string;
}

export class AssignmentItemDto extends AssignmentStateDto {
  @ApiProperty({ type: 'integer' })
  year: number;

  @ApiProperty({ enum: assignmentSources })
  source: string;

  @ApiProperty()
  sourceReference: string;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  decisionId: string | null;

  @ApiProperty({ format: 'uuid' })
  giverId: string;

  @ApiProperty()
  text: string;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  ownerId: string | null;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  responsibleId: string | null;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  goalId: string | null;

  @ApiProperty({ type: String, format: 'date', nullable: true })
  reportBackDay: string | null;

  @ApiProperty({ type: String, nullable: true })
  resourceStatement: string | null;

  @ApiProperty({ type: AmountDto, nullable: true })
  resourceAmount: AmountDto | null;

  @ApiProperty()
  isOverdue: boolean;

  @ApiProperty({ type: AssignmentFindingDto, isArray: true })
  findings: AssignmentFindingDto[];
}

export class AssignmentPageDto extends PageDto {
  @ApiProperty({ type: AssignmentItemDto, isArray: true })
  items: AssignmentItemDto[];
}

export class AssignmentStepViewDto {
  @ApiProperty({ type: 'integer' })
  number: number;

  @ApiProperty({ enum: assignmentActs })
  act: string;

  @ApiProperty({ enum: assignmentStatuses })
  toStatus: string;

  @ApiProperty({ format: 'date' })
  day: string;

  @ApiProperty({ type: String, nullable: true })
  text: string | null;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  decisionId: string | null;
}

export class AssignmentDto extends AssignmentItemDto {
  @ApiProperty({ type: String, isArray: true })
  possibleActs: string[];

  @ApiProperty({ type: AssignmentStepViewDto, isArray: true })
  steps: AssignmentStepViewDto[];
}
