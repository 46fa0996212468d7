/** Requests and answers of a meeting being conducted: notice, opening, attendance, bylaws. */
import { ApiProperty } from '@nestjs/swagger';
import {
  BooleanField,
  ChoiceField,
  DayField,
  IdField,
  IdListField,
  IntegerField,
  ListField,
  TextField,
  TextListField,
  TimeField,
} from '../platform/http/fields.js';
import { raisers } from './bylaws.rules.js';
import { meetingStates } from './meeting.rules.js';

export class MeetingNoticeDto {
  @DayField({ optional: true, description: 'Dagen kallelsen sändes; idag när den utelämnas.' })
  sentDay?: string;

  @TextField({ max: 500, optional: true, description: 'Hur kallelsen sändes. Krävs för en tidigare dag än i dag.' })
  sentElsewhere?: string;

  @TextField({ max: 500, optional: true, description: 'Varför kallelsen sänds för sent, om den gör det.' })
  lateGround?: string;
}

export class NoticeSentDto {
  @ApiProperty({ type: 'integer' })
  version: number;

  @ApiProperty({ type: 'integer', description: 'Dagordningens version; högre än 1 är ett tillägg.' })
  agendaVersion: number;

  @ApiProperty({ type: 'integer', description: 'Ärenden som är nya i versionen.' })
  items: number;
}

export class PresentDto {
  @IdField()
  personId: string;

  @ChoiceField({ of: ['onSite', 'remote'], optional: true })
  mode?: 'onSite' | 'remote';
}

export class OpeningDto {
  @TimeField({ optional: true, description: 'När sammanträdet öppnades.' })
  at?: string;

  @IdField({ optional: true, description: 'Vem som leder; ordföranden eller en vice ordförande som tjänstgör.' })
  chairId?: string;

  @IdField({ optional: true, description: 'Vem som för protokollet; den som öppnar sammanträdet.' })
  secretaryId?: string;

  @IdListField({ max: 5, min: 0, optional: true, description: 'Vilka som justerar tillsammans med ordföranden.' })
  adjusterIds?: string[];

  @ListField(() => PresentDto, { max: 400, description: 'Alla som är i rummet eller deltar på distans.' })
  present: PresentDto[];
}

export class AttendanceDto {
  @IdField()
  personId: string;

  @ChoiceField({ of: ['arrives', 'leaves'] })
  kind: 'arrives' | 'leaves';

  @TimeField({ optional: true })
  at?: string;

  @ChoiceField({ of: ['onSite', 'remote'], optional: true })
  mode?: 'onSite' | 'remote';

  @IdField({ optional: true, description: 'Ärendet som behandlades; annars det som pågår.' })
  agendaItemId?: string;
}

export class ChairDto {
  @IdField()
  chairId: string;
}

export class PauseDto {
  @TimeField({ optional: true, description: 'När; nu om sammanträdet hålls i dag och inget anges.' })
  at?: string;
}

export class ClosingDto {
  @TimeField({ optional: true })
  at?: string;
}

export class VersionDto {
  @ApiProperty({ type: 'integer' })
  version: number;
}

export class QuorumDto {
  @ApiProperty({ type: 'integer' })
  members: number;

  @ApiProperty({ type: 'integer' })
  needed: number;

  @ApiProperty({ type: 'integer' })
  serving: number;

  @ApiProperty()
  isReached: boolean;

  @ApiProperty({ type: String, nullable: true })
  exception: string | null;
}

export class ServingDto {
  @ApiProperty({ format: 'uuid' })
  personId: string;

  @ApiProperty({ enum: ['member', 'substitute'] })
  seat: string;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  servesForId: string | null;

  @ApiProperty({ type: String, nullable: true })
  party: string | null;

  @ApiProperty({ enum: ['onSite', 'remote'] })
  mode: string;
}

export class RosterDto {
  @ApiProperty({ type: ServingDto, isArray: true })
  serving: ServingDto[];

  @ApiProperty({ type: String, isArray: true })
  notServing: string[];

  @ApiProperty({ type: String, isArray: true })
  attending: string[];

  @ApiProperty({ type: String, isArray: true })
  vacantForIds: string[];
}

export class SittingDto extends VersionDto {
  @ApiProperty({ enum: meetingStates })
  status: string;

  @ApiProperty({ type: QuorumDto })
  quorum: QuorumDto;

  @ApiProperty({ type: RosterDto })
  roster: RosterDto;
}

export class BylawsDto {
  @DayField()
  fromDay: string;

  @IntegerField({ min: 0, max: 60, description: 'Dagar mellan kallelse och sammanträde.' })
  noticeDays: number;

  @BooleanField()
  remoteParticipation: boolean;

  @BooleanField({ description: 'Ska skälen för en reservation lämnas skriftligt före justeringen?' })
  writtenReservations: boolean;

  @BooleanField()
  substitutesMaySpeak: boolean;

  @ChoiceField({ of: ['party', 'list'] })
  substituteOrder: 'party' | 'list';

  @TextListField({ max: raisers.length, min: 1, itemMax: 20, of: raisers })
  mayRaise: (typeof raisers)[number][];

  @ChoiceField({ of: ['year', 'term'] })
  numbering: 'year' | 'term';

  @BooleanField()
  mayServeAgain: boolean;

  @IntegerField({
    min: 1,
    max: 400,
    optional: true,
    nullable: true,
    description: 'Antal ledamöter enligt fullmäktiges beslut, vakanser medräknade; annars de som är valda.',
  })
  memberSeats?: number | null;

  @BooleanField()
  openToPublic: boolean;

  @ChoiceField({ of: ['present', 'voting'] })
  minorityCounts: 'present' | 'voting';

  @TextField({ max: 500, description: 'Vilket reglemente eller beslut som säger det.' })
  ground: string;
}

export class BylawsQueryDto {
  @DayField({ optional: true, description: 'Vilken dags regler; dagens när den utelämnas.' })
  day?: string;
}
