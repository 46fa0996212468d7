/** What the calls module answers. */
import { ApiProperty } from '@nestjs/swagger';
import { AmountDto } from '../platform/http/fields.js';
import { PageDto } from '../platform/http/page.dto.js';
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
