/** Requests and answers of the decisions module. */
import { ApiProperty } from '@nestjs/swagger';
import { outcomes, subjectKinds, type DecisionOutcome, type SubjectKind } from './subject-handler.js';
import { QuorumDto } from './conduct.dto.js';
import { itemStates, meetingStates } from './meeting.rules.js';
import {
  BooleanField,
  ChoiceField,
  DayField,
  IdField,
  IdListField,
  ListField,
  TextField,
  TimeField,
} from '../platform/http/fields.js';
import { PageDto, PageQueryDto } from '../platform/http/page.dto.js';

export class PlanMeetingDto {
  @DayField({ description: 'Sammanträdesdag.' })
  day: string;

  @TimeField({ optional: true })
  startsAt?: string;

  @TextField({ max: 200, optional: true })
  place?: string;
}

export class MeetingQueryDto extends PageQueryDto {
  @IdField({ optional: true })
  bodyId?: string;

  @DayField({ optional: true })
  fromDay?: string;

  @DayField({ optional: true })
  toDay?: string;
}

export class PlanRouteDto {
  @ChoiceField({ of: subjectKinds })
  subjectKind: SubjectKind;

  @IdField()
  subjectId: string;

  @IdListField({ max: 20, description: 'Sammanträden i den ordning ärendet ska passera dem.' })
  meetingIds: string[];
}

export class PatchLineDto {
  @TextField({
    max: 200,
    description: 'Vilket fält, som JSON Pointer.',
    example: '/measures/0190b1f2-6c1e-7f00-8a00-000000000001/requestedAmount',
  })
  path: string;

  @TextField({ max: 10_000, multiline: true, description: 'Värdet i den version organet såg.', example: '5625000.00' })
  old: string;

  @TextField({ max: 10_000, multiline: true, example: '5200000.00' })
  new: string;

  @IdField({ optional: true, description: 'Den ledamot som yrkade ändringen.' })
  moverId?: string;
}

export class DecideDto {
  @ChoiceField({
    of: outcomes,
    optional: true,
    description: 'Krävs när inga yrkanden har ställts; annars räknas beslutet ut.',
  })
  outcome?: DecisionOutcome;

  @TextField({ max: 10_000, multiline: true, optional: true, description: 'Krävs vid återremiss (KL 5 kap. 50 §).' })
  reasons?: string;

  @ListField(() => PatchLineDto, {
    max: 500,
    optional: true,
    description: 'Ändrade belopp, vid bifall med ändringar eller när organet tillstyrker andra belopp.',
  })
  patch?: PatchLineDto[];

  @IdField({ optional: true, description: 'Vem som yrkade det som ingen talade emot; ordföranden när den utelämnas.' })
  moverId?: string;

  @TextField({
    max: 2000,
    multiline: true,
    optional: true,
    description:
      'Fullmäktige: vem som har berett ärendet och hur styrelsen fått yttra sig, när beslutsgången inte visar det (KL 5 kap. 26–28 §§).',
  })
  preparation?: string;

  @TextField({ max: 10_000, multiline: true, optional: true, description: 'Beslutet med organets egna ord.' })
  restated?: string;

  @BooleanField({ optional: true, description: 'Kan beslutet överklagas? Bedöms annars av utfallet (KL 13 kap. 2 §).' })
  isAppealable?: boolean;

  @TextField({ max: 500, optional: true })
  appealableGround?: string;
}

export class SubjectItemsQueryDto extends PageQueryDto {
  @IdField()
  subjectId: string;
}

export class CreatedDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ type: 'integer' })
  version: number;
}

export class RouteCreatedDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ format: 'uuid', description: 'Ärendet på det första organets dagordning.' })
  agendaItemId: string;
}

export class DecidedDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ format: 'uuid' })
  agendaItemId: string;

  @ApiProperty({ enum: outcomes })
  outcome: string;

  @ApiProperty({ type: 'integer', description: 'Paragraf i protokollet, löpande per organ och år.' })
  minuteItem: number;

  @ApiProperty({ format: 'date' })
  decisionDay: string;

  @ApiProperty({ type: 'integer' })
  versionSeen: number;

  @ApiProperty({ type: 'integer' })
  versionResult: number;

  @ApiProperty({ type: QuorumDto })
  quorum: QuorumDto;

  @ApiProperty({ enum: ['acclamation', 'ballot'] })
  settledBy: string;

  @ApiProperty({ type: 'integer' })
  version: number;
}

export class MeetingDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ format: 'uuid' })
  bodyId: string;

  @ApiProperty()
  bodyName: string;

  @ApiProperty({ format: 'date' })
  day: string;

  @ApiProperty({ type: String, nullable: true })
  startsAt: string | null;

  @ApiProperty({ type: String, nullable: true })
  place: string | null;

  @ApiProperty({ enum: meetingStates })
  status: string;

  @ApiProperty({ type: 'integer' })
  version: number;
}

export class MeetingPageDto extends PageDto {
  @ApiProperty({ type: MeetingDto, isArray: true })
  items: MeetingDto[];
}

/** Behind closed doors the reasons, the patch and the restatement are null until the minutes are adjusted. */
export class ItemDecisionDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ enum: outcomes })
  outcome: string;

  @ApiProperty({ type: String, nullable: true })
  reasons: string | null;

  @ApiProperty({ type: 'integer', description: 'Paragrafens nummer.' })
  minuteItem: number;

  @ApiProperty({ format: 'date' })
  decisionDay: string;

  @ApiProperty({ format: 'date-time' })
  recordedAt: string;

  @ApiProperty({ type: String, nullable: true })
  settledBy: string | null;

  @ApiProperty({ type: Boolean, nullable: true })
  isAppealable: boolean | null;

  @ApiProperty()
  isMinority: boolean;
}

export class AgendaItemDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ format: 'uuid' })
  meetingId: string;

  @ApiProperty({ type: 'integer' })
  position: number;

  @ApiProperty({ format: 'uuid' })
  routeId: string;

  @ApiProperty({ type: 'integer' })
  routePosition: number;

  @ApiProperty({ format: 'uuid' })
  matterId: string;

  @ApiProperty({ example: 'ASN-2023-5446' })
  registrationNumber: string;

  @ApiProperty()
  title: string;

  @ApiProperty({ enum: subjectKinds })
  subjectKind: string;

  @ApiProperty({ format: 'uuid' })
  subjectId: string;

  @ApiProperty({ type: 'integer' })
  subjectVersion: number;

  @ApiProperty({ enum: itemStates })
  status: string;

  @ApiProperty({ type: 'integer' })
  version: number;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  tabledFromId: string | null;

  @ApiProperty({ description: 'Tillkom efter den första kallelsen.' })
  isLate: boolean;

  @ApiProperty({ format: 'date' })
  day: string;

  @ApiProperty({ format: 'uuid' })
  bodyId: string;

  @ApiProperty()
  bodyName: string;

  @ApiProperty({ type: ItemDecisionDto, nullable: true, description: 'Beslutet, när det är fattat.' })
  decision: ItemDecisionDto | null;
}

export class AgendaItemPageDto extends PageDto {
  @ApiProperty({ type: AgendaItemDto, isArray: true })
  items: AgendaItemDto[];
}
