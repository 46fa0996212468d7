/** Requests about indicators. */
import type { Day } from '../../kernel/day.js';
import {
  BooleanField,
  ChoiceField,
  DayField,
  IdField,
  IntegerField,
  ListField,
  TextField,
} from '../../platform/http/fields.js';
import { PageQueryDto } from '../../platform/http/page.dto.js';
import { DecimalField, YearField } from '../goal.fields.js';
import { type Period, periods } from '../period.rules.js';
import { type Group, groups, type IndicatorKind, indicatorKinds } from './outcome.rules.js';
import { type Direction, directions, type TargetKind, targetKinds } from './target.rules.js';

export class IndicatorResponsibilityDto {
  @TextField({ max: 300, example: 'Stadskontoret' })
  who: string;

  @TextField({ max: 1_000, example: 'tar fram uttag ur datalagret i januari' })
  task: string;
}

export class IndicatorDefinitionDto {
  @DayField({ description: 'Gäller från.' })
  fromDay: Day;

  @ChoiceField({ of: indicatorKinds, description: 'Ett antal, en andel (antal av ett hela) eller ett annat värde.' })
  kind: IndicatorKind;

  @TextField({ max: 5_000, multiline: true, example: 'Andel avslut från ekonomiskt bistånd till studier' })
  definition: string;

  @TextField({ max: 1_000, optional: true, description: 'Av en andel: vad som räknas.' })
  numerator?: string;

  @TextField({ max: 1_000, optional: true, description: 'Av en andel: av vad.' })
  denominator?: string;

  @TextField({ max: 100, example: 'procent' })
  unit: string;

  @BooleanField({ description: 'Delas upp på kvinnor och män.' })
  bySex: boolean;

  @TextField({ max: 300, optional: true, description: 'Verksamhetssystemet siffran kommer ur.' })
  sourceSystem?: string;

  @TextField({ max: 5_000, multiline: true, optional: true, description: 'Hur det följs upp.' })
  method?: string;

  @TextField({ max: 1_000, optional: true, description: 'När det följs upp.' })
  timing?: string;

  @ListField(() => IndicatorResponsibilityDto, { max: 50, optional: true, description: 'Vem som gör vad.' })
  responsibilities?: IndicatorResponsibilityDto[];

  @BooleanField({ optional: true, description: 'En ändrad definition: betyder siffrorna före samma sak?' })
  isComparable?: boolean;

  @TextField({
    max: 2_000,
    multiline: true,
    optional: true,
    description: 'En ändrad definition: varför, eller varför inte.',
  })
  comparabilityReason?: string;
}

export class ChangeIndicatorDto {
  @TextField({ max: 500, optional: true })
  name?: string;

  @IdField({ optional: true, nullable: true, description: 'Den som lägger in utfallet.' })
  responsibleId?: string | null;

  @DayField({ optional: true, nullable: true, description: 'Kan mätas från.' })
  availableFromDay?: Day | null;
}

/** With its first definition. */
export class NewIndicatorDto extends IndicatorDefinitionDto {
  @TextField({ max: 500, example: 'Andel avslut till studier, 18–29 år' })
  name: string;

  @IdField({ optional: true, nullable: true, description: 'Den som lägger in utfallet.' })
  responsibleId?: string | null;

  @DayField({ optional: true, nullable: true, description: 'Kan mätas från.' })
  availableFromDay?: Day | null;
}

export class NewComparabilityBreakDto {
  @DayField({ description: 'Siffror före och från dagen jämförs med försiktighet.' })
  fromDay: Day;

  @TextField({ max: 2_000, multiline: true, example: 'Målgruppen utökades under året.' })
  reason: string;
}

export class NewIndicatorTargetDto {
  @YearField()
  year: number;

  @ChoiceField({ of: targetKinds })
  kind: TargetKind;

  @ChoiceField({ of: directions })
  direction: Direction;

  @DecimalField('I indikatorns enhet; för en andel i procent, för en förändring i procentenheter.')
  value?: string;

  @TextField({ max: 1_000, example: 'minst 500 personer' })
  text: string;
}

export class OutcomeFigureDto {
  @ChoiceField({ of: groups, description: 'Samtliga, kvinnor eller män. Kvinnor och män är tillsammans samtliga.' })
  group: Group;

  @IntegerField({ min: 0, max: 1_000_000_000_000, optional: true })
  count?: number;

  @IntegerField({ min: 0, max: 1_000_000_000_000, optional: true, description: 'Av en andel: det hela.' })
  total?: number;

  @DecimalField('Av en indikator av slaget value.')
  value?: string;

  @TextField({
    max: 6,
    optional: true,
    pattern: /^[0-9]{1,3}(\.[0-9]{1,2})?$/,
    description: 'Procenttalet som källan anger det; ska vara antalet av det hela.',
    example: '18',
  })
  statedPercent?: string;
}

export class NewOutcomeDto {
  @YearField()
  year: number;

  @ChoiceField({ of: periods })
  period: Period;

  @BooleanField({ description: 'Inte mätt är inte 0.' })
  isMeasured: boolean;

  @TextField({ max: 2_000, multiline: true, optional: true, example: 'Följs upp i samband med årsanalysen' })
  notMeasuredReason?: string;

  @ListField(() => OutcomeFigureDto, { max: 3, optional: true })
  figures?: OutcomeFigureDto[];

  @TextField({ max: 5_000, multiline: true, optional: true })
  note?: string;
}

export class IndicatorQueryDto extends PageQueryDto {
  @IdField({ optional: true })
  goalId?: string;

  @IdField({ optional: true })
  authorityId?: string;
}
