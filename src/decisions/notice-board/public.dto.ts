/** What the public asks and is answered. */
import { ApiProperty, OmitType } from '@nestjs/swagger';
import { Money } from '../../kernel/money.js';
import { AmountDto, Checked, ChoiceField, faultOf, TextField } from '../../platform/http/fields.js';
import { PageDto } from '../../platform/http/page.dto.js';
import { type DocumentFormat, documentFormats } from '../../platform/rendering/document-model.js';
import { MinutesDto, MinutesItemDto } from '../minutes/minutes-view.dto.js';
import { outcomes } from '../subject-handler.js';
import { DayRangeQueryDto } from './notice-board.dto.js';
import { standings } from './standing.rules.js';

/** Kronor in an address: `500000` or `500000.00`. */
function MinAmountField(): PropertyDecorator {
  const check = (value: unknown): string | undefined => faultOf(() => Money.parse(value, '', { allowZero: true }));
  return (target, key) => {
    Checked('minAmount', check, { optional: true })(target, key);
    ApiProperty({ type: String, required: false, example: '500000', description: 'Minsta belopp i kronor.' })(
      target,
      key,
    );
  };
}

export class PublicDecisionQueryDto extends DayRangeQueryDto {
  @TextField({ max: 200, optional: true, description: 'Ord i beslutet, eller en del av rubriken eller diarienumret.' })
  q?: string;

  @MinAmountField()
  minAmount?: string;
}

export class DocumentQueryDto {
  @ChoiceField({ of: documentFormats, optional: true })
  format: DocumentFormat = 'pdf';
}

export class PublicMinutesSummaryDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ format: 'uuid' })
  meetingId: string;

  @ApiProperty({ format: 'uuid' })
  bodyId: string;

  @ApiProperty()
  bodyName: string;

  @ApiProperty({ format: 'date', description: 'Sammanträdesdagen.' })
  day: string;

  @ApiProperty({ enum: ['ordinary', 'immediate'] })
  kind: string;

  @ApiProperty({ type: 'integer' })
  number: number;

  @ApiProperty({ type: 'integer', isArray: true })
  minuteItems: number[];

  @ApiProperty({ format: 'date' })
  adjustedDay: string;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  announcementId: string | null;

  @ApiProperty({ type: String, format: 'date', nullable: true })
  postedDay: string | null;

  @ApiProperty({ type: String, format: 'date', nullable: true })
  appealEndDay: string | null;
}

export class PublicMinutesPageDto extends PageDto {
  @ApiProperty({ type: PublicMinutesSummaryDto, isArray: true })
  items: PublicMinutesSummaryDto[];
}

export class PublicMinutesDto extends OmitType(MinutesDto, ['version', 'missing'] as const) {
  @ApiProperty({
    description:
      'Ärenden som behandlats inom stängda dörrar återges bara med neutral rubrik; kontrollsumman är då null.',
  })
  isRedacted: boolean;
}

class VoteResultDto {
  @ApiProperty({ example: 'yrkande 2' })
  choice: string;

  @ApiProperty({ type: 'integer' })
  votes: number;
}

class VoteCountsDto {
  @ApiProperty({ type: VoteResultDto, isArray: true })
  results: VoteResultDto[];

  @ApiProperty({ type: 'integer' })
  abstained: number;

  @ApiProperty()
  isSecret: boolean;

  @ApiProperty({ type: String, enum: ['castingVote', 'lot'], nullable: true })
  tieBreak: string | null;
}

export class PublicDecisionDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ format: 'uuid' })
  minutesId: string;

  @ApiProperty({ format: 'uuid' })
  bodyId: string;

  @ApiProperty()
  bodyName: string;

  @ApiProperty({ format: 'date' })
  decisionDay: string;

  @ApiProperty({ type: 'integer', description: 'Paragraf i protokollet.' })
  minuteItem: number;

  @ApiProperty({ example: 'ASN-2023-5446' })
  registrationNumber: string;

  @ApiProperty()
  title: string;

  @ApiProperty()
  behindClosedDoors: boolean;

  @ApiProperty({ type: String, enum: outcomes, nullable: true })
  outcome: string | null;

  @ApiProperty({ type: String, nullable: true, example: 'bifall med ändringar' })
  outcomeText: string | null;

  @ApiProperty({ type: AmountDto, nullable: true, description: 'Det belopp beslutet gäller, med beslutade ändringar.' })
  amount: AmountDto | null;

  @ApiProperty({ type: VoteCountsDto, nullable: true, description: 'Den omröstning som avgjorde; null utan votering.' })
  votes: VoteCountsDto | null;

  @ApiProperty({ format: 'date' })
  adjustedDay: string;

  @ApiProperty({ type: String, format: 'date', nullable: true })
  postedDay: string | null;

  @ApiProperty({ type: String, format: 'date', nullable: true, description: 'Sista dagen att överklaga.' })
  appealEndDay: string | null;
}

export class PublicDecisionPageDto extends PageDto {
  @ApiProperty({ type: PublicDecisionDto, isArray: true })
  items: PublicDecisionDto[];
}

class PublicAppealDto {
  @ApiProperty({ format: 'date' })
  receivedDay: string;

  @ApiProperty({ example: 'hos domstolen' })
  statusText: string;
}

export class PublicDecisionDetailDto extends PublicDecisionDto {
  @ApiProperty()
  appealability: string;

  @ApiProperty({ enum: standings })
  standing: string;

  @ApiProperty({ example: 'laga kraft' })
  standingText: string;

  @ApiProperty({ type: String, format: 'date', nullable: true })
  finalDay: string | null;

  @ApiProperty({ type: PublicAppealDto, isArray: true })
  appeals: PublicAppealDto[];

  @ApiProperty({ type: () => MinutesItemDto, nullable: true, description: 'Paragrafen som den står i protokollet.' })
  item: MinutesItemDto | null;
}

class PublicAgendaItemDto {
  @ApiProperty({ type: 'integer' })
  position: number;

  @ApiProperty()
  registrationNumber: string;

  @ApiProperty()
  title: string;
}

export class PublicMeetingDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ format: 'uuid' })
  bodyId: string;

  @ApiProperty()
  bodyName: string;

  @ApiProperty()
  bodyKind: string;

  @ApiProperty({ format: 'date' })
  day: string;

  @ApiProperty({ type: String, nullable: true })
  startsAt: string | null;

  @ApiProperty({ type: String, nullable: true })
  place: string | null;

  @ApiProperty({ description: 'planned, noticeSent, opened, adjourned, closed eller cancelled.' })
  status: string;

  @ApiProperty()
  isOpenToPublic: boolean;

  @ApiProperty({
    type: PublicAgendaItemDto,
    isArray: true,
    description: 'Vad kallelsen anger, för öppna sammanträden.',
  })
  agenda: PublicAgendaItemDto[];
}

export class PublicMeetingPageDto extends PageDto {
  @ApiProperty({ type: PublicMeetingDto, isArray: true })
  items: PublicMeetingDto[];
}
