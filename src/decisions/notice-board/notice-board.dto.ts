/** Requests and answers of announcing, appealing and assessing. */
import { ApiProperty } from '@nestjs/swagger';
import { BooleanField, ChoiceField, DayField, IdField, TextField, TimeField } from '../../platform/http/fields.js';
import { PageDto, PageQueryDto } from '../../platform/http/page.dto.js';
import { type AppealAct, appealActs, appealStatuses } from './appeal.rules.js';

export class PostAnnouncementDto {
  @DayField({ optional: true, description: 'Dagen anslaget sattes upp; i dag om inget anges.' })
  postedDay?: string;

  @TextField({
    max: 500,
    multiline: true,
    optional: true,
    description: 'Var och hur anslaget har suttit uppe. Krävs för en tidigare dag än i dag.',
  })
  postedElsewhere?: string;

  @TextField({ max: 300, optional: true, description: 'Var protokollet förvaras; hos förvaltningen om inget anges.' })
  whereKept?: string;
}

export class PostDelegatedAnnouncementDto extends PostAnnouncementDto {
  @DayField({
    optional: true,
    description: 'Dagen beslutets egna protokoll skrevs under; dagen det fördes in här om inget anges.',
  })
  minutedDay?: string;
}

export class DayRangeQueryDto extends PageQueryDto {
  @IdField({ optional: true })
  bodyId?: string;

  @DayField({ optional: true })
  fromDay?: string;

  @DayField({ optional: true })
  toDay?: string;
}

export class NewAppealDto {
  @DayField({ description: 'Dagen överklagandet kom in.' })
  receivedDay: string;

  @TimeField({ optional: true, description: 'Klockslaget, om det har antecknats; annars står bara dagen fast.' })
  receivedTime?: string;

  @TextField({ max: 300, description: 'Den som överklagar.' })
  appellant: string;

  @TextField({ max: 10_000, multiline: true, optional: true, description: 'Skälen, i sammandrag.' })
  grounds?: string;

  @TextField({ max: 200, optional: true, example: 'Förvaltningsrätten' })
  court?: string;

  @TextField({ max: 60, optional: true, description: 'Domstolens målnummer.' })
  courtReference?: string;
}

export class AppealStepDto {
  @ChoiceField({
    of: appealActs,
    description: 'Vad som hände. Domstolens avgörande antecknas när det har fått laga kraft.',
  })
  act: AppealAct;

  @DayField({ description: 'Dagen det hände.' })
  day: string;

  @TextField({ max: 60, optional: true })
  courtReference?: string;

  @TextField({ max: 2_000, multiline: true, optional: true })
  note?: string;
}

export class NewAssessmentDto {
  @BooleanField({ description: 'Får beslutet verkställas innan det har fått laga kraft?' })
  mayExecute: boolean;

  @TextField({
    max: 5_000,
    multiline: true,
    description: 'Skälen, bland annat om verkställigheten kan göras ogjord (KL 13 kap. 14 §).',
  })
  reasons: string;
}

class PostingDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ format: 'date' })
  postedDay: string;

  @ApiProperty({ format: 'date', description: 'Senast den andra dagen efter justeringen (KL 8 kap. 12 §).' })
  lastDayToAnnounce: string;

  @ApiProperty({ type: 'integer', description: 'Dagar efter den sista; 0 i rätt tid.' })
  daysLate: number;

  @ApiProperty({ format: 'date', description: 'Sista dagen att överklaga (KL 13 kap. 5 §).' })
  appealEndDay: string;

  @ApiProperty({ format: 'date', description: 'Anslaget tas ned den dagen.' })
  takeDownDay: string;

  @ApiProperty()
  whereKept: string;

  @ApiProperty({ type: String, nullable: true })
  postedElsewhere: string | null;

  @ApiProperty({ type: 'integer', description: 'Protokollets eller delegationsbeslutets version efter åtgärden.' })
  version: number;
}

export class PostedAnnouncementDto extends PostingDto {
  @ApiProperty({ format: 'uuid' })
  minutesId: string;
}

export class PostedDelegatedAnnouncementDto extends PostingDto {
  @ApiProperty({ format: 'uuid' })
  delegatedDecisionId: string;

  @ApiProperty({ format: 'date', description: 'Dagen beslutets egna protokoll skrevs under.' })
  minutedDay: string;
}

export class AnnouncedDelegatedDecisionDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ type: 'integer' })
  year: number;

  @ApiProperty({ type: 'integer', description: 'Löpande per organ och år.' })
  number: number;

  @ApiProperty({ format: 'date' })
  decidedDay: string;

  @ApiProperty()
  ruleNumber: string;

  @ApiProperty({ description: 'Vad punkten i delegationsordningen gäller; vad som beslutades står i protokollet.' })
  ruleDescription: string;

  @ApiProperty({ type: String, nullable: true, description: 'Tomt när beslutet rör en enskild.' })
  registrationNumber: string | null;
}

export class AnnouncementDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'Tomt för ett delegationsbeslut.' })
  minutesId: string | null;

  @ApiProperty({ format: 'uuid' })
  bodyId: string;

  @ApiProperty()
  bodyName: string;

  @ApiProperty({ type: String, format: 'date', nullable: true })
  meetingDay: string | null;

  @ApiProperty({
    enum: ['ordinary', 'immediate', 'delegated'],
    description: 'Ett protokoll, ärenden som justerats omedelbart, eller ett delegationsbeslut som inte anmäls.',
  })
  kind: string;

  @ApiProperty({ type: 'integer', isArray: true, description: 'Paragrafer i protokollet.' })
  minuteItems: number[];

  @ApiProperty({ format: 'date' })
  adjustedDay: string;

  @ApiProperty({ type: AnnouncedDelegatedDecisionDto, nullable: true })
  delegatedDecision: AnnouncedDelegatedDecisionDto | null;

  @ApiProperty({ format: 'date' })
  postedDay: string;

  @ApiProperty({ type: 'integer' })
  daysLate: number;

  @ApiProperty({ format: 'date' })
  appealEndDay: string;

  @ApiProperty({ format: 'date' })
  takeDownDay: string;

  @ApiProperty()
  whereKept: string;

  @ApiProperty({ type: String, nullable: true })
  postedElsewhere: string | null;

  @ApiProperty({ format: 'date-time', description: 'När anslaget fördes in här.' })
  postedAt: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  takenDownAt: string | null;
}

export class AnnouncementPageDto extends PageDto {
  @ApiProperty({ type: AnnouncementDto, isArray: true })
  items: AnnouncementDto[];
}

export class AnnouncedItemDto {
  @ApiProperty({ format: 'uuid' })
  decisionId: string;

  @ApiProperty({ type: 'integer' })
  minuteItem: number;

  @ApiProperty({ example: 'ASN-2023-5446' })
  registrationNumber: string;

  @ApiProperty({ description: 'Neutral när ärendet behandlades inom stängda dörrar.' })
  title: string;

  @ApiProperty({ type: String, nullable: true })
  outcome: string | null;

  @ApiProperty({ type: String, nullable: true, example: 'bifall' })
  outcomeText: string | null;
}

export class AnnouncementDetailDto extends AnnouncementDto {
  @ApiProperty({ type: AnnouncedItemDto, isArray: true })
  items: AnnouncedItemDto[];
}

export class RegisteredAppealDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  decisionId: string | null;

  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'När beslutet fattades på delegation.' })
  delegatedDecisionId: string | null;

  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'Den inkomna handlingen i ärendet.' })
  documentId: string | null;

  @ApiProperty({ enum: appealStatuses })
  status: string;

  @ApiProperty({ format: 'date' })
  receivedDay: string;

  @ApiProperty({
    type: Boolean,
    nullable: true,
    description: 'Kom in efter sista dagen; null när beslutet inte är anslaget. Bara domstolen avvisar.',
  })
  isLate: boolean | null;

  @ApiProperty({ type: 'integer' })
  version: number;
}

export class AssessmentMadeDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty()
  mayExecute: boolean;
}
