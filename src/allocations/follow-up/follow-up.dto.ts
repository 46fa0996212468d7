/** Requests and answers about plans, forecasts, needs that go on, and stop dates. */
import { ApiProperty } from '@nestjs/swagger';
import type { Day } from '../../kernel/day.js';
import {
  AmountDto,
  AmountField,
  DayField,
  IdField,
  IntegerField,
  ListField,
  TextField,
} from '../../platform/http/fields.js';
import { PageDto, PageQueryDto } from '../../platform/http/page.dto.js';
import { stopKinds } from './stop-date.rules.js';

const years = { min: 1900, max: 2199 };
const id = { type: String, format: 'uuid' } as const;

class UsePlaceDto {
  @IdField()
  proposalId: string;

  @IdField()
  measureKey: string;

  @IdField()
  sourceId: string;

  @IntegerField(years)
  year: number;
}

class PlannedMonthDto {
  @IntegerField({ min: 1, max: 12 })
  month: number;

  @AmountField()
  amount: AmountDto;
}

export class NewMonthPlanDto extends UsePlaceDto {
  @ListField(() => PlannedMonthDto, { max: 12, description: 'Månader utan belopp utelämnas.' })
  months: PlannedMonthDto[];

  @TextField({ max: 1_000, multiline: true, optional: true, description: 'Krävs när planen ändras.' })
  reason?: string;
}

export class NewForecastDto extends UsePlaceDto {
  @DayField({ optional: true, description: 'Dagen prognosen är från; i dag om inget anges.' })
  forecastDay?: Day;

  @AmountField({ allowZero: true, description: 'Vad insatsen väntas använda ur källan under hela året.' })
  amount: AmountDto;

  @TextField({
    max: 2_000,
    multiline: true,
    optional: true,
    description: 'Krävs när prognosen avviker från det fördelade, eller utfallet från planen, mer än gränsen.',
  })
  comment?: string;
}

export class NewContinuingNeedDto {
  @IdField()
  proposalId: string;

  @IdField()
  measureKey: string;

  @IntegerField({ ...years, description: 'Sista året insatsen behöver medel.' })
  untilYear: number;

  @TextField({ max: 1_000, multiline: true, example: 'Fältgruppen är planerad för tre år.' })
  note: string;
}

export class SaidDto {
  @ApiProperty(id)
  id: string;

  @ApiProperty({ type: 'integer', description: 'Vilken i ordningen; den högsta gäller.' })
  number: number;
}

export class ForecastSaidDto extends SaidDto {
  @ApiProperty({ type: AmountDto, description: 'Prognosen mot det fördelade.' })
  deviationOfYear: AmountDto;

  @ApiProperty({ type: AmountDto, nullable: true, description: 'Utfallet mot planen för de månader som gått.' })
  deviationSoFar: AmountDto | null;
}

const yearPattern = /^(19|20|21)\d\d$/;

export class ForecastQueryDto extends PageQueryDto {
  @IdField()
  proposalId: string;

  @IdField()
  measureKey: string;

  @IdField()
  sourceId: string;

  @TextField({ max: 4, pattern: yearPattern, example: '2023' })
  year: string;
}

export class StopDateQueryDto {
  @TextField({ max: 3, optional: true, pattern: /^\d{1,3}$/, description: 'Dagar framåt; 60 om inget anges.' })
  withinDays?: string;
}

export class ForecastDto {
  @ApiProperty(id)
  id: string;

  @ApiProperty({ type: 'integer' })
  number: number;

  @ApiProperty({ format: 'date' })
  forecastDay: string;

  @ApiProperty({ type: AmountDto })
  amount: AmountDto;

  @ApiProperty({ type: AmountDto, description: 'Fördelat när den lämnades.' })
  allocated: AmountDto;

  @ApiProperty({ type: AmountDto, description: 'Använt till och med den senaste hela månaden.' })
  used: AmountDto;

  @ApiProperty({ type: AmountDto, nullable: true, description: 'Planerat för samma månader.' })
  planned: AmountDto | null;

  @ApiProperty({ type: String, nullable: true })
  comment: string | null;

  @ApiProperty({ ...id, nullable: true })
  recordedBy: string | null;

  @ApiProperty({ type: String, nullable: true })
  recordedByName: string | null;

  @ApiProperty({ format: 'date-time' })
  recordedAt: string;
}

export class ForecastPageDto extends PageDto {
  @ApiProperty({ type: ForecastDto, isArray: true })
  items: ForecastDto[];
}

class FollowUpMonthDto {
  @ApiProperty({ type: 'integer' })
  month: number;

  @ApiProperty({ type: AmountDto })
  planned: AmountDto;

  @ApiProperty({ type: AmountDto })
  used: AmountDto;
}

class FollowUpLineDto {
  @ApiProperty(id)
  proposalId: string;

  @ApiProperty(id)
  measureKey: string;

  @ApiProperty({ type: String, nullable: true })
  measureTitle: string | null;

  @ApiProperty(id)
  authorityId: string;

  @ApiProperty({ example: 'ASN' })
  authorityCode: string;

  @ApiProperty({ type: AmountDto })
  allocated: AmountDto;

  @ApiProperty({ type: AmountDto })
  used: AmountDto;

  @ApiProperty({ type: 'integer', nullable: true, description: 'null när ingen plan finns.' })
  planNumber: number | null;

  @ApiProperty({ type: FollowUpMonthDto, isArray: true })
  months: FollowUpMonthDto[];

  @ApiProperty({ type: ForecastDto, nullable: true })
  forecast: ForecastDto | null;

  @ApiProperty({ description: 'Det fördelade har ändrats sedan prognosen lämnades.' })
  forecastStale: boolean;

  @ApiProperty({ type: AmountDto, nullable: true })
  deviationOfYear: AmountDto | null;

  @ApiProperty({ type: AmountDto, nullable: true })
  deviationSoFar: AmountDto | null;

  @ApiProperty({ description: 'En avvikelse över gränsen som ingen prognos har kommenterat.' })
  commentMissing: boolean;

  @ApiProperty({ type: String, nullable: true, description: 'Risken att medel saknas nästa år, i ord.' })
  nextYearRisk: string | null;
}

class FollowUpSumDto {
  @ApiProperty({ type: AmountDto })
  allocated: AmountDto;

  @ApiProperty({ type: AmountDto })
  used: AmountDto;

  @ApiProperty({ type: AmountDto, description: 'Av de insatser som har en prognos.' })
  forecast: AmountDto;

  @ApiProperty({ type: 'integer' })
  withoutForecast: number;
}

export class FollowUpDto {
  @ApiProperty(id)
  sourceId: string;

  @ApiProperty()
  sourceCode: string;

  @ApiProperty()
  sourceName: string;

  @ApiProperty({ type: 'integer' })
  year: number;

  @ApiProperty({ enum: ['all', 'own'] })
  reach: string;

  @ApiProperty({ type: 'integer', description: 'Avvikelser över så många procent ska kommenteras.' })
  deviationPercent: number;

  @ApiProperty({ type: String, format: 'date', nullable: true })
  comparedUntilDay: string | null;

  @ApiProperty({ type: FollowUpLineDto, isArray: true })
  lines: FollowUpLineDto[];

  @ApiProperty({ type: FollowUpSumDto })
  sum: FollowUpSumDto;
}

class StopDateDto {
  @ApiProperty({ enum: stopKinds })
  kind: string;

  @ApiProperty(id)
  sourceId: string;

  @ApiProperty()
  sourceCode: string;

  @ApiProperty()
  sourceName: string;

  @ApiProperty({ type: 'integer' })
  year: number;

  @ApiProperty({ format: 'date' })
  stopDay: string;

  @ApiProperty({ type: 'integer', description: 'Under noll när dagen har passerat.' })
  daysLeft: number;
}

export class StopDatesDto {
  @ApiProperty({ type: StopDateDto, isArray: true })
  items: StopDateDto[];
}
