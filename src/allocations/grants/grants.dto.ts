/** Requests about grants: conditions, agents, requisitions and what becomes of them. */
import { ApiProperty } from '@nestjs/swagger';
import type { Day } from '../../kernel/day.js';
import type { LocalTime } from '../../kernel/deadline.js';
import {
  AmountDto,
  AmountField,
  ChoiceField,
  DayField,
  IdField,
  IntegerField,
  TextField,
  TimeField,
} from '../../platform/http/fields.js';
import { type ConditionKind, conditionKinds } from './conditions.service.js';
import { type FactAct, factActs, type RecoveryGround, recoveryGrounds } from './requisition-fact.rules.js';
import { requisitionStatuses } from './requisition.rules.js';

export class NewConditionDto {
  @ChoiceField({ of: conditionKinds })
  kind: ConditionKind;

  @TextField({ max: 4_000, multiline: true, example: 'Medlen får användas till och med 2023-12-31.' })
  text: string;

  @DayField({ description: 'Dagen villkoret gäller från.' })
  validFromDay: Day;

  @DayField({ optional: true, description: 'För ett villkor om återrapport: sista dag.' })
  dueDay?: Day;

  @TextField({ max: 300, description: 'Handlingen villkoret står i.', example: 'Socialstyrelsens beslut 2023-01-18' })
  reference: string;

  @IdField({ optional: true, description: 'Handlingens version i diariet.' })
  documentVersionId?: string;
}

export class NewAgentDto {
  @TextField({ max: 200, example: 'Socialstyrelsen' })
  grantor: string;

  @TextField({ max: 11, pattern: /^\d{6}-\d{4}$/, example: '212000-0000' })
  organisationNumber: string;

  @IdField({ description: 'Personen som är ombud.' })
  personId: string;

  @DayField({ optional: true, description: 'Dagen ombudet anmäldes; i dag om inget anges.' })
  askedDay?: Day;
}

export class AgentDayDto {
  @DayField({ optional: true, description: 'Dagen det skedde; i dag om inget anges.' })
  day?: Day;
}

export class NewRequisitionDto {
  @IntegerField({ min: 1900, max: 2199, example: 2023 })
  year: number;
}

export class PreparationDto {
  @AmountField()
  amount: AmountDto;
}

export class SubmissionDto {
  @DayField({ optional: true, description: 'Dagen den skickades in, när det skedde före den här anteckningen.' })
  submittedDay?: Day;

  @TimeField({ optional: true, description: 'Klockslag den dagen; annars dagens sista minut.' })
  submittedTime?: LocalTime;

  @TextField({
    max: 300,
    optional: true,
    description: 'Var och hur den skickades in; krävs för en tidigare dag.',
    example: 'Socialstyrelsens e-tjänst, kvittens i ärendet',
  })
  submittedElsewhere?: string;
}

export class FactDto {
  @ChoiceField({ of: factActs })
  act: FactAct;

  @DayField({ description: 'Dagen det skedde.' })
  day: Day;

  @AmountField({ optional: true, allowZero: true, description: 'Vid utbetalning, återkrav och återbetalning.' })
  amount?: AmountDto;

  @ChoiceField({ of: recoveryGrounds, optional: true, description: 'Grund för återkrav (SFS 2025:1255 12 §).' })
  ground?: RecoveryGround;

  @TextField({ max: 1_000, multiline: true, optional: true, description: 'Skälet till att pengar hålls inne.' })
  reason?: string;

  @TextField({ max: 200, optional: true, description: 'Bidragsgivarens beteckning.' })
  reference?: string;
}

const long = { max: 20_000, multiline: true } as const;

export class NewReportDto {
  @DayField({ optional: true, description: 'Dagen rapporten lämnades; i dag om inget anges.' })
  reportedDay?: Day;

  @TextField({ ...long, description: 'Vad medlen har använts till.' })
  use: string;

  @TextField({ ...long, description: 'Vad som har uppnåtts.' })
  results: string;

  @TextField({ ...long, description: 'Resultaten i förhållande till bidragets ändamål.' })
  resultsAgainstPurpose: string;

  @IdField({ optional: true, description: 'Rapportens version i diariet.' })
  documentVersionId?: string;
}

export class RequisitionStateDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ enum: requisitionStatuses })
  status: string;

  @ApiProperty({ type: 'integer' })
  version: number;
}
