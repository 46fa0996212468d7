/** A document of minutes as answered; `minutes.content.ts` says what each part means. */
import { ApiProperty } from '@nestjs/swagger';
import { AmountDto } from '../../platform/http/fields.js';
import { subjectKinds } from '../subject-handler.js';
import {
  MinutesClaimDto,
  MinutesDecisionDto,
  MinutesDisqualificationDto,
  MinutesPointDto,
  MinutesPuttingDto,
  MinutesReservationDto,
  MinutesStatementDto,
  PersonRefDto,
} from './minutes-item.dto.js';
import {
  MinutesAttendeeDto,
  MinutesBodyDto,
  MinutesChairDto,
  MinutesGuestDto,
  MinutesMeetingDto,
} from './minutes-meeting.dto.js';
import { MinutesSummaryDto } from './minutes.dto.js';

const nullableText = { type: String, nullable: true } as const;
const nullableNumber = { type: 'integer', nullable: true } as const;
const numbers = { type: 'integer', isArray: true } as const;
const people = { type: () => PersonRefDto, isArray: true } as const;

export class MinutesRecipientDto {
  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  authorityId: string | null;

  @ApiProperty()
  name: string;
}

export class MinutesItemDto {
  @ApiProperty({ format: 'uuid' })
  agendaItemId: string;

  @ApiProperty({ ...nullableNumber, description: 'Paragraf; null tills ärendet är avgjort.' })
  minuteItem: number | null;

  @ApiProperty({ type: 'integer' })
  position: number;

  @ApiProperty({ format: 'uuid' })
  matterId: string;

  @ApiProperty({ example: 'ASN-2023-5446' })
  registrationNumber: string;

  @ApiProperty()
  title: string;

  @ApiProperty({ enum: subjectKinds })
  subjectKind: string;

  @ApiProperty({ type: 'integer' })
  versionSeen: number;

  @ApiProperty({ description: 'Tillkom efter kallelsen.' })
  isLate: boolean;

  @ApiProperty()
  isUrgent: boolean;

  @ApiProperty({
    type: String,
    format: 'date',
    nullable: true,
    description: 'Sammanträdet ärendet väntar på, när för få var där för att avgöra det.',
  })
  postponedDay: string | null;

  @ApiProperty()
  behindClosedDoors: boolean;

  @ApiProperty({ type: () => MinutesDisqualificationDto, isArray: true })
  disqualifications: MinutesDisqualificationDto[];

  @ApiProperty()
  summary: string;

  @ApiProperty({ description: 'Sekreterarens egna ord.' })
  background: string;

  @ApiProperty({ description: 'Sekreterarens egna ord.' })
  deliberation: string;

  @ApiProperty({ type: () => MinutesPointDto, isArray: true })
  proposal: MinutesPointDto[];

  @ApiProperty({ type: String, isArray: true })
  decisionBasis: string[];

  @ApiProperty({ type: () => AmountDto, nullable: true })
  total: AmountDto | null;

  @ApiProperty({ type: () => MinutesClaimDto, isArray: true })
  claims: MinutesClaimDto[];

  @ApiProperty({ type: () => MinutesPuttingDto, isArray: true, description: 'I den ordning det skedde.' })
  putting: MinutesPuttingDto[];

  @ApiProperty({ type: () => MinutesDecisionDto, nullable: true })
  decision: MinutesDecisionDto | null;

  @ApiProperty({ type: () => MinutesReservationDto, isArray: true })
  reservations: MinutesReservationDto[];

  @ApiProperty({ type: () => MinutesStatementDto, isArray: true })
  statements: MinutesStatementDto[];

  @ApiProperty({ type: () => MinutesRecipientDto, isArray: true })
  dispatchList: MinutesRecipientDto[];
}

export class MinutesAdditionDto {
  @ApiProperty({ type: 'integer' })
  minuteItem: number;

  @ApiProperty()
  title: string;

  @ApiProperty({ type: 'integer' })
  inDocument: number;

  @ApiProperty({ type: () => MinutesReservationDto, isArray: true })
  reservations: MinutesReservationDto[];

  @ApiProperty({ type: () => MinutesStatementDto, isArray: true })
  statements: MinutesStatementDto[];
}

export class MinutesContentDto {
  @ApiProperty({ enum: [1] })
  format: number;

  @ApiProperty({ enum: ['ordinary', 'immediate'] })
  kind: string;

  @ApiProperty({ type: 'integer' })
  number: number;

  @ApiProperty({ type: () => MinutesBodyDto })
  body: MinutesBodyDto;

  @ApiProperty({ type: () => MinutesMeetingDto })
  meeting: MinutesMeetingDto;

  @ApiProperty(numbers)
  minuteItems: number[];

  @ApiProperty({ type: () => MinutesChairDto, isArray: true })
  chairs: MinutesChairDto[];

  @ApiProperty({ type: () => PersonRefDto, nullable: true })
  secretary: PersonRefDto | null;

  @ApiProperty(people)
  adjusters: PersonRefDto[];

  @ApiProperty({ type: () => MinutesAttendeeDto, isArray: true })
  members: MinutesAttendeeDto[];

  @ApiProperty({ type: () => MinutesAttendeeDto, isArray: true })
  substitutes: MinutesAttendeeDto[];

  @ApiProperty({ ...people, description: 'Ledamöter som inte kom.' })
  absent: PersonRefDto[];

  @ApiProperty({ type: () => MinutesGuestDto, isArray: true })
  others: MinutesGuestDto[];

  @ApiProperty({ description: 'Sekreterarens egna ord.' })
  opening: string;

  @ApiProperty({ description: 'Sekreterarens egna ord.' })
  closing: string;

  @ApiProperty({ type: () => MinutesItemDto, isArray: true })
  items: MinutesItemDto[];

  @ApiProperty({ type: () => MinutesAdditionDto, isArray: true, description: 'Till paragrafer som justerats för sig.' })
  additions: MinutesAdditionDto[];
}

export class MinutesSignatureDto {
  @ApiProperty({ format: 'uuid' })
  personId: string;

  @ApiProperty()
  name: string;

  @ApiProperty({ enum: ['chair', 'adjuster'] })
  role: string;

  @ApiProperty({ enum: ['signedIn', 'paper'] })
  method: string;

  @ApiProperty({ format: 'date' })
  signedDay: string;
}

export class StandInDto {
  @ApiProperty({ format: 'uuid' })
  hinderedId: string;

  @ApiProperty()
  hinderedName: string;

  @ApiProperty({ format: 'uuid' })
  personId: string;

  @ApiProperty({ description: 'Den som justerar i stället.' })
  name: string;

  @ApiProperty({ description: 'Hur den som justerar i stället är utsedd.' })
  ground: string;

  @ApiProperty({ format: 'date' })
  recordedDay: string;
}

export class MissingSignatureDto {
  @ApiProperty({ format: 'uuid' })
  personId: string;

  @ApiProperty()
  name: string;

  @ApiProperty({ enum: ['chair', 'adjuster'] })
  role: string;
}

export class MinutesCorrectionDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  agendaItemId: string | null;

  @ApiProperty()
  stood: string;

  @ApiProperty()
  shallStand: string;

  @ApiProperty()
  ground: string;

  @ApiProperty(nullableText)
  correctedByName: string | null;

  @ApiProperty({ format: 'date' })
  correctedDay: string;

  @ApiProperty({ format: 'date-time' })
  correctedAt: Date;
}

export class MinutesDto extends MinutesSummaryDto {
  @ApiProperty({ ...nullableText, description: 'SHA-256 av innehållet som kanonisk JSON (RFC 8785).' })
  contentHash: string | null;

  @ApiProperty({ type: () => MinutesContentDto })
  content: MinutesContentDto;

  @ApiProperty({ type: () => MinutesSignatureDto, isArray: true })
  signatures: MinutesSignatureDto[];

  @ApiProperty({ type: () => StandInDto, isArray: true, description: 'Vem som justerar i stället för vem.' })
  standIns: StandInDto[];

  @ApiProperty({ type: () => MissingSignatureDto, isArray: true, description: 'Vilka som inte har skrivit under.' })
  missing: MissingSignatureDto[];

  @ApiProperty({ type: () => MinutesCorrectionDto, isArray: true, description: 'Det rättade står kvar i innehållet.' })
  corrections: MinutesCorrectionDto[];
}
