/** Requests of the calls module. */
import {
  ChoiceField,
  DayField,
  IdField,
  IdListField,
  TextField,
  TextListField,
  TimeField,
} from '../platform/http/fields.js';
import { PageQueryDto } from '../platform/http/page.dto.js';
import { YearListField } from './year-list.field.js';
import {
  type CallKind,
  callKinds,
  type CallStatus,
  callStatuses,
  type SectionKind,
  sectionKinds,
} from './call.rules.js';

export class CreateCallDto {
  @ChoiceField({
    of: callKinds,
    optional: true,
    description: 'Nämnders förslag (proposal, om inget anges) eller föreningsbidrag (associationGrant).',
  })
  kind?: CallKind;

  @IdField({ optional: true, description: 'Myndigheten som lyser ut; behövs bara för den som är förordnad på flera.' })
  authorityId?: string;

  @TextField({ max: 300, example: 'Sociala insatser och lokal utveckling 2023' })
  title: string;

  @TextField({ max: 20_000, multiline: true, allowEmpty: true, optional: true })
  description?: string;

  @YearListField({ max: 10, description: 'Budgetår som insatserna får avse.', example: [2023] })
  years: number[];

  @IdListField({ max: 20, min: 1, description: 'Finansieringskällor som begäran omfattar.' })
  sourceIds: string[];

  @IdListField({
    max: 200,
    optional: true,
    description: 'Inbjudna nämnder (myndigheter), minst en; inga när utlysningen gäller föreningsbidrag.',
  })
  authorityIds?: string[];

  @DayField({ description: 'Sista svarsdag.' })
  replyByDay: string;

  @TimeField({ description: 'Klockslag i svensk tid; det som kommer på slaget är i tid.', example: '12:00' })
  replyByTime: string;

  @TextListField({
    max: 8,
    itemMax: 40,
    of: sectionKinds,
    optional: true,
    description: 'Obligatoriska avsnitt i svaret (R-19).',
  })
  mandatorySections?: SectionKind[];

  @TextField({
    max: 2_000,
    multiline: true,
    optional: true,
    description: 'Varför begäran lyses ut fast sammanträdeskalendern inte räcker; krävs bara då.',
  })
  planGround?: string;
}

export class ChangeCallDto {
  @TextField({ max: 300, optional: true })
  title?: string;

  @TextField({ max: 20_000, multiline: true, allowEmpty: true, optional: true })
  description?: string;

  @YearListField({ max: 10, optional: true, description: 'Budgetår som insatserna får avse.', example: [2023] })
  years?: number[];

  @IdListField({ max: 20, min: 1, optional: true, description: 'Finansieringskällor som begäran omfattar.' })
  sourceIds?: string[];

  @IdListField({ max: 200, min: 1, optional: true, description: 'Inbjudna nämnder (myndigheter).' })
  authorityIds?: string[];

  @DayField({ optional: true, description: 'Sista svarsdag.' })
  replyByDay?: string;

  @TimeField({ optional: true, description: 'Klockslag i svensk tid.', example: '12:00' })
  replyByTime?: string;

  @TextListField({
    max: 8,
    itemMax: 40,
    of: sectionKinds,
    optional: true,
    description: 'Obligatoriska avsnitt i svaret (R-19).',
  })
  mandatorySections?: SectionKind[];

  @TextField({
    max: 2_000,
    multiline: true,
    optional: true,
    description: 'Varför begäran lyses ut fast sammanträdeskalendern inte räcker; krävs bara då.',
  })
  planGround?: string;
}

export class ExtendCallDto {
  @DayField()
  replyByDay: string;

  @TimeField({ example: '12:00' })
  replyByTime: string;

  @TextField({ max: 2_000, multiline: true, description: 'Varför svarstiden förlängs.' })
  reason: string;
}

export class DeclineCallDto {
  @IdField({ description: 'Nämnden som avstår.' })
  authorityId: string;

  @TextField({ max: 2_000, multiline: true, optional: true })
  note?: string;
}

export class CallQueryDto extends PageQueryDto {
  @ChoiceField({ of: callKinds, optional: true })
  kind?: CallKind;

  @ChoiceField({ of: callStatuses, optional: true })
  status?: CallStatus;
}
