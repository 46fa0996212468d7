/** Question and answer about a call's time. */
import { Transform } from 'class-transformer';
import { ApiProperty } from '@nestjs/swagger';
import { PlanLeadOutcomeDto, PlanOutcomeDto } from '../decisions/planner/planner.dto.js';
import { IntegerField } from '../platform/http/fields.js';
import { type CallVerdict, callVerdicts } from './call-plan.rules.js';

export class CallPlanQueryDto {
  @Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' && /^\d{1,3}$/.test(value) ? Number(value) : value,
  )
  @IntegerField({
    min: 0,
    max: 366,
    optional: true,
    description: 'Dagar för att sammanställa svaren; 0 om inget sägs.',
  })
  compileDays?: number;
}

export class InvitedPlanDto {
  @ApiProperty({ format: 'uuid' })
  authorityId: string;

  @ApiProperty()
  authorityName: string;

  @ApiProperty({
    type: PlanOutcomeDto,
    nullable: true,
    description: 'Saknas när myndigheten inte har något beslutande organ.',
  })
  plan: PlanOutcomeDto | null;
}

export class CallPlanDto {
  @ApiProperty({ enum: callVerdicts })
  verdict: CallVerdict;

  @ApiProperty({
    type: PlanOutcomeDto,
    nullable: true,
    description: 'Från svarstiden genom kommunstyrelsen till rekvisitionen.',
  })
  board: PlanOutcomeDto | null;

  @ApiProperty({ type: InvitedPlanDto, isArray: true })
  committees: InvitedPlanDto[];

  @ApiProperty({ type: PlanLeadOutcomeDto, isArray: true })
  leads: PlanLeadOutcomeDto[];

  @ApiProperty({ type: String, isArray: true, description: 'Helheten i meningar.' })
  summary: string[];
}
