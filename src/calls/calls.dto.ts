/** Requests and answers of the calls module. */
import { ApiProperty } from '@nestjs/swagger';
import {
  AmountDto,
  ChoiceField,
  DayField,
  IdField,
  IdListField,
  TextField,
  TextListField,
  TimeField,
} from '../platform/http/fields.js';
import { PageDto, PageQueryDto } from '../platform/http/page.dto.js';
import { YearListField } from './year-list.field.js';
import {
  type CallKind,
  callKinds,
  type CallStatus,
  callStatuses,
  type InvitationStatus,
  invitationStatuses,
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

export class CallStateDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ format: 'uuid' })
  matterId: string;

  @ApiProperty({ enum: callStatuses })
  status: CallStatus;

  @ApiProperty({ type: 'integer' })
  version: number;
}

export class CallCreatedDto extends CallStateDto {
  @ApiProperty({ example: 'KS-2023-101' })
  registrationNumber: string;
}

export class RemindedAuthorityDto {
  @ApiProperty({ format: 'uuid' })
  authorityId: string;

  @ApiProperty()
  authorityName: string;
}

export class CallRemindedDto {
  @ApiProperty({ type: RemindedAuthorityDto, isArray: true, description: 'De som påmindes nu.' })
  reminded: RemindedAuthorityDto[];

  @ApiProperty({ type: RemindedAuthorityDto, isArray: true, description: 'De som redan hade påmints samma dag.' })
  alreadyToday: RemindedAuthorityDto[];
}

export class CallListItemDto extends CallStateDto {
  @ApiProperty()
  registrationNumber: string;

  @ApiProperty({ enum: callKinds })
  kind: CallKind;

  @ApiProperty()
  title: string;

  @ApiProperty({ format: 'date' })
  replyByDay: string;

  @ApiProperty({ example: '12:00' })
  replyByTime: string;

  @ApiProperty({ type: 'integer', description: 'Inbjudna nämnder.' })
  invited: number;

  @ApiProperty({ type: 'integer', description: 'Nämnder som har svarat eller avstått.' })
  answered: number;

  @ApiProperty({
    type: 'integer',
    description: 'Nämnder vars svar saknas: de är inbjudna och har varken svarat eller avstått.',
  })
  missing: number;

  @ApiProperty({ type: 'integer', description: 'Svar som kom efter svarstiden.' })
  late: number;

  @ApiProperty({ description: 'Svarstiden har gått ut.' })
  isDue: boolean;

  @ApiProperty({ type: AmountDto, description: 'Summan av det som hittills har begärts i svaren.' })
  requested: AmountDto;

  @ApiProperty({ type: AmountDto, description: 'Källornas tak i dag under utlysningens år, sammanlagt.' })
  ceiling: AmountDto;
}

export class CallPageDto extends PageDto {
  @ApiProperty({ type: CallListItemDto, isArray: true })
  items: CallListItemDto[];
}

export class CallDeadlineDto {
  @ApiProperty({ format: 'date' })
  replyByDay: string;

  @ApiProperty()
  replyByTime: string;

  @ApiProperty({ format: 'date-time' })
  replyByAt: Date;

  @ApiProperty()
  reason: string;

  @ApiProperty({ format: 'date-time' })
  setAt: Date;
}

export class InvitationDto {
  @ApiProperty({ format: 'uuid' })
  authorityId: string;

  @ApiProperty()
  authorityName: string;

  @ApiProperty({ enum: invitationStatuses })
  status: InvitationStatus;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  receivedAt: Date | null;

  @ApiProperty({ description: 'Kom efter den gällande svarstiden; svaret är registrerat ändå.' })
  isLate: boolean;

  @ApiProperty({ type: String, nullable: true })
  note: string | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'När nämnden senast påmindes.' })
  remindedAt: Date | null;
}

export class CallSourceDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty()
  code: string;

  @ApiProperty()
  name: string;
}

export class CallDto extends CallStateDto {
  @ApiProperty()
  registrationNumber: string;

  @ApiProperty({ enum: callKinds })
  kind: CallKind;

  @ApiProperty({ format: 'uuid' })
  authorityId: string;

  @ApiProperty()
  title: string;

  @ApiProperty()
  description: string;

  @ApiProperty({ type: 'integer', isArray: true })
  years: number[];

  @ApiProperty({ enum: sectionKinds, isArray: true })
  mandatorySections: SectionKind[];

  @ApiProperty({ format: 'date' })
  replyByDay: string;

  @ApiProperty()
  replyByTime: string;

  @ApiProperty({ format: 'date-time' })
  replyByAt: Date;

  @ApiProperty({ description: 'Svarstiden har gått ut.' })
  isDue: boolean;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  issuedAt: Date | null;

  @ApiProperty({ type: String, nullable: true, description: 'Varför den lystes ut fast kalendern inte räckte.' })
  planGround: string | null;

  @ApiProperty({ type: CallSourceDto, isArray: true })
  sources: CallSourceDto[];

  @ApiProperty({ type: InvitationDto, isArray: true })
  invitations: InvitationDto[];

  @ApiProperty({
    type: CallDeadlineDto,
    isArray: true,
    description: 'Svarstiderna i den ordning de har gällt; den första är den ursprungliga.',
  })
  deadlines: CallDeadlineDto[];

  @ApiProperty({ type: AmountDto, description: 'Summan av det som hittills har begärts i svaren.' })
  requested: AmountDto;

  @ApiProperty({ type: String, isArray: true, description: 'Åtgärder som är möjliga i det läge begäran har.' })
  possibleActs: string[];
}
