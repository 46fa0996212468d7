/** Answers about consultees, what they replied, and links. */
import { ApiProperty } from '@nestjs/swagger';
import { PageDto } from '../platform/http/page.dto.js';
import { type ConsulteeStatus, consulteeStatuses } from './consultee-states.rules.js';
import { ConsulteeReplyDto } from './answers.dto.js';
import { ReplyPositionDto } from './consultees.dto.js';
import { type ConsulteeKind, consulteeKinds } from './content.rules.js';

export class ConsulteeStateDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ format: 'uuid' })
  consultationId: string;

  @ApiProperty({ enum: consulteeStatuses })
  status: ConsulteeStatus;

  @ApiProperty({ type: 'integer' })
  version: number;
}

export class ReceivedConsultationDto extends ConsulteeStateDto {
  @ApiProperty({ format: 'uuid' })
  matterId: string;

  @ApiProperty({ description: 'Remissinstansens eget diarienummer.' })
  registrationNumber: string;
}

class ConsulteeWarningDto {
  @ApiProperty()
  code: string;

  @ApiProperty()
  detail: string;
}

export class AssignedConsulteeDto extends ConsulteeStateDto {
  @ApiProperty({ type: ConsulteeWarningDto, isArray: true })
  warnings: ConsulteeWarningDto[];
}

export class ExtendedConsulteeDto extends ConsulteeStateDto {
  @ApiProperty({ description: 'Anståndet gavs när svarstiden redan hade gått ut.' })
  isAfterDeadline: boolean;
}

export class RecordedReplyDto extends ConsulteeStateDto {
  @ApiProperty({ format: 'uuid' })
  replyId: string;

  @ApiProperty({ format: 'date-time' })
  receivedAt: Date;

  @ApiProperty({ description: 'Kom efter svarstiden; det är registrerat ändå.' })
  isLate: boolean;

  @ApiProperty({ type: 'integer', nullable: true, description: 'Handlingens nummer i ärendet.' })
  documentNumber: number | null;
}

export class ConsulteeItemDto extends ConsulteeStateDto {
  @ApiProperty({ type: 'integer' })
  position: number;

  @ApiProperty({ enum: consulteeKinds })
  kind: ConsulteeKind;

  @ApiProperty({ type: String, nullable: true, format: 'uuid' })
  authorityId: string | null;

  @ApiProperty()
  name: string;

  @ApiProperty({ format: 'date', description: 'Den svarstid som gäller för just den här.' })
  replyByDay: string;

  @ApiProperty({ type: String, nullable: true })
  replyByTime: string | null;

  @ApiProperty({ format: 'date-time' })
  replyByAt: Date;

  @ApiProperty({ description: 'Har anstånd som går längre än allas svarstid.' })
  isExtended: boolean;

  @ApiProperty({ type: String, nullable: true })
  ownNumber: string | null;

  @ApiProperty({ type: String, nullable: true, format: 'date-time' })
  repliedAt: Date | null;

  @ApiProperty({ type: Boolean, nullable: true })
  isLate: boolean | null;

  @ApiProperty({ type: String, nullable: true, format: 'date-time', description: 'När den senast påmindes.' })
  remindedAt: Date | null;

  @ApiProperty({ type: String, nullable: true, format: 'date-time', description: 'Tillfrågad efter de andra.' })
  addedAt: Date | null;

  @ApiProperty({ type: String, nullable: true, description: 'Varför den inte tillfrågades med de andra.' })
  addedReason: string | null;
}

export class ConsulteePageDto extends PageDto {
  @ApiProperty({ type: ConsulteeItemDto, isArray: true })
  items: ConsulteeItemDto[];
}

export class ConsulteeExtensionDto {
  @ApiProperty({ format: 'date' })
  replyByDay: string;

  @ApiProperty({ type: String, nullable: true })
  replyByTime: string | null;

  @ApiProperty()
  reason: string;

  @ApiProperty({ format: 'date' })
  grantedDay: string;
}

export class ConsulteeNoticeDto {
  @ApiProperty({ type: 'integer' })
  number: number;

  @ApiProperty({ enum: ['dispatch', 'deadline', 'extension', 'reminder'] })
  kind: string;

  @ApiProperty({ format: 'date-time' })
  replyByAt: Date;

  @ApiProperty({ format: 'date-time' })
  toldAt: Date;
}

export class OwnHandlingDto {
  @ApiProperty({ format: 'date-time', description: 'Ankomststämpeln.' })
  receivedAt: Date;

  @ApiProperty({ format: 'uuid' })
  matterId: string;

  @ApiProperty({ type: String, nullable: true, format: 'uuid' })
  assignedToId: string | null;

  @ApiProperty({ type: String, nullable: true })
  assignedToName: string | null;

  @ApiProperty({ type: String, nullable: true, format: 'date', description: 'När förslaget ska vara klart, internt.' })
  draftDueDay: string | null;

  @ApiProperty({ type: String, nullable: true, format: 'uuid' })
  opinionId: string | null;
}

export class LinkInListDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ format: 'date-time' })
  expiresAt: Date;

  @ApiProperty({ type: String, nullable: true, format: 'date-time' })
  revokedAt: Date | null;

  @ApiProperty({ format: 'date-time' })
  createdAt: Date;

  @ApiProperty({ description: 'Varken utgången eller spärrad.' })
  isInForce: boolean;
}

export class ConsulteeDto extends ConsulteeItemDto {
  @ApiProperty({ type: String, nullable: true })
  note: string | null;

  @ApiProperty({ type: ConsulteeExtensionDto, isArray: true, description: 'Anstånd i den ordning de gavs.' })
  extensions: ConsulteeExtensionDto[];

  @ApiProperty({ type: ConsulteeNoticeDto, isArray: true, description: 'Vad instansen har underrättats om.' })
  notices: ConsulteeNoticeDto[];

  @ApiProperty({ type: ConsulteeReplyDto, nullable: true })
  reply: ConsulteeReplyDto | null;

  @ApiProperty({
    type: OwnHandlingDto,
    nullable: true,
    description: 'Den egna handläggningen; bara för instansen själv.',
  })
  own: OwnHandlingDto | null;

  @ApiProperty({
    type: LinkInListDto,
    isArray: true,
    description: 'Länkarna att svara genom; bara för den som frågar.',
  })
  links: LinkInListDto[];

  @ApiProperty({ type: String, isArray: true })
  possibleActs: string[];
}

export class MadeLinkDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ format: 'uuid' })
  consulteeId: string;

  @ApiProperty({ format: 'date-time' })
  expiresAt: Date;

  @ApiProperty({ type: String, nullable: true, format: 'date-time' })
  revokedAt: Date | null;

  @ApiProperty({ format: 'date-time' })
  createdAt: Date;

  @ApiProperty({ type: String, nullable: true, description: 'Adressen med hemligheten; visas en enda gång.' })
  address: string | null;
}

export class AskedByLinkDto {
  @ApiProperty()
  consulteeName: string;

  @ApiProperty()
  authorityName: string;

  @ApiProperty()
  registrationNumber: string;

  @ApiProperty()
  title: string;

  @ApiProperty()
  purpose: string;

  @ApiProperty()
  addressee: string;

  @ApiProperty({ format: 'date' })
  replyByDay: string;

  @ApiProperty({ type: String, nullable: true })
  replyByTime: string | null;

  @ApiProperty()
  isDeadlineOver: boolean;

  @ApiProperty({ type: Object, isArray: true, description: 'Frågorna: key, text, partKey.' })
  questions: object[];

  @ApiProperty({
    type: Object,
    isArray: true,
    description: 'Handlingarna: part, fileName, sizeBytes, documentVersionId.',
  })
  texts: object[];

  @ApiProperty({ type: String, nullable: true, format: 'date-time' })
  repliedAt: Date | null;

  @ApiProperty({ type: Boolean, nullable: true })
  isLate: boolean | null;
}

export class OpinionStateDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ format: 'uuid' })
  consulteeId: string;

  @ApiProperty({ format: 'uuid' })
  matterId: string;

  @ApiProperty({ enum: ['drafting', 'scheduled', 'adopted', 'official'] })
  status: string;

  @ApiProperty({ type: 'integer' })
  versionNumber: number;

  @ApiProperty({ type: 'integer' })
  version: number;
}

export class OpinionDto extends OpinionStateDto {
  @ApiProperty({ format: 'uuid' })
  consultationId: string;

  @ApiProperty()
  title: string;

  @ApiProperty()
  text: string;

  @ApiProperty({ type: ReplyPositionDto, isArray: true })
  positions: readonly object[];

  @ApiProperty({ type: Object, isArray: true, description: 'Versionerna: number, origin, frozenAt, decisionId.' })
  versions: object[];

  @ApiProperty({ type: String, isArray: true })
  possibleActs: string[];
}
