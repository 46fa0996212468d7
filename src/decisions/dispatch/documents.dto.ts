/** Notices and extracts as documented. */
import { ApiProperty } from '@nestjs/swagger';
import { ChoiceField } from '../../platform/http/fields.js';
import type { MinutesContent } from '../minutes/minutes.content.js';
import { StandInDto } from '../minutes/minutes-view.dto.js';
import type { ExtractContent } from './extract.content.js';
import type { NoticeContent } from './notice.content.js';

export const documentAnswers = ['json', 'pdf', 'docx'] as const;
export type DocumentAnswer = (typeof documentAnswers)[number];

export class FormatQueryDto {
  @ChoiceField({ of: documentAnswers, optional: true, description: 'json när det utelämnas.' })
  format?: DocumentAnswer;
}

class NoticeBodyDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty()
  name: string;

  @ApiProperty({ format: 'uuid' })
  authorityId: string;

  @ApiProperty()
  authorityName: string;
}

class NoticeMeetingDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ format: 'date' })
  day: string;

  @ApiProperty({ type: String, nullable: true, example: '13:00' })
  startsAt: string | null;

  @ApiProperty({ type: String, nullable: true })
  place: string | null;

  @ApiProperty()
  isOpenToPublic: boolean;
}

class SentNoticeDto {
  @ApiProperty({ type: 'integer', description: '1 är kallelsen, senare är tillägg.' })
  number: number;

  @ApiProperty({ format: 'date' })
  day: string;
}

class ProposedPointDto {
  @ApiProperty({ type: 'integer' })
  number: number;

  @ApiProperty({ example: 'approve' })
  type: string;

  @ApiProperty()
  text: string;
}

class AmountShownDto {
  @ApiProperty({ example: '8075000.00' })
  amount: string;

  @ApiProperty({ enum: ['SEK'] })
  currency: 'SEK';
}

class NoticeItemDto {
  @ApiProperty({ format: 'uuid' })
  agendaItemId: string;

  @ApiProperty({ type: 'integer' })
  position: number;

  @ApiProperty()
  title: string;

  @ApiProperty({ example: 'ASN-2023-5446' })
  registrationNumber: string;

  @ApiProperty({ type: 'integer' })
  subjectVersion: number;

  @ApiProperty({
    type: 'integer',
    nullable: true,
    description: 'Den kallelse eller det tillägg som först tog upp ärendet.',
  })
  agendaVersion: number | null;

  @ApiProperty({ description: 'Tillkom efter kallelsen.' })
  isLate: boolean;

  @ApiProperty()
  behindClosedDoors: boolean;

  @ApiProperty()
  summary: string;

  @ApiProperty({ type: ProposedPointDto, isArray: true })
  proposal: ProposedPointDto[];

  @ApiProperty({ type: String, isArray: true })
  decisionBasis: string[];

  @ApiProperty({ type: AmountShownDto, nullable: true })
  total: AmountShownDto | null;
}

export class NoticeContentDto implements NoticeContent {
  @ApiProperty({ type: 'integer', enum: [1] })
  format: 1;

  @ApiProperty({ enum: ['draft', 'sent'] })
  status: 'draft' | 'sent';

  @ApiProperty({ type: 'integer', description: '0 för ett utkast.' })
  agendaVersion: number;

  @ApiProperty({ type: NoticeBodyDto })
  body: NoticeBodyDto;

  @ApiProperty({ type: NoticeMeetingDto })
  meeting: NoticeMeetingDto;

  @ApiProperty({ type: SentNoticeDto, isArray: true })
  sent: SentNoticeDto[];

  @ApiProperty({ type: String, nullable: true, description: 'Varför kallelsen gick ut sent.' })
  lateGround: string | null;

  @ApiProperty({ type: NoticeItemDto, isArray: true })
  items: NoticeItemDto[];
}

class CertifiedDto {
  @ApiProperty()
  name: string;

  @ApiProperty({ type: String, nullable: true })
  title: string | null;

  @ApiProperty({ format: 'date' })
  day: string;
}

class ExtractSignatureDto {
  @ApiProperty({ format: 'uuid' })
  personId: string;

  @ApiProperty()
  name: string;

  @ApiProperty({ enum: ['chair', 'adjuster'] })
  role: 'chair' | 'adjuster';

  @ApiProperty({ enum: ['signedIn', 'paper'] })
  method: 'signedIn' | 'paper';

  @ApiProperty({ format: 'date' })
  signedDay: string;
}

class ExtractCorrectionDto {
  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  agendaItemId: string | null;

  @ApiProperty()
  stood: string;

  @ApiProperty()
  shallStand: string;

  @ApiProperty()
  ground: string;

  @ApiProperty({ type: String, nullable: true })
  correctedByName: string | null;

  @ApiProperty({ format: 'date' })
  correctedDay: string;
}

export class ExtractDto implements ExtractContent {
  @ApiProperty({ type: 'integer', enum: [1] })
  format: 1;

  @ApiProperty({ format: 'uuid' })
  agendaItemId: string;

  @ApiProperty({ format: 'uuid' })
  minutesId: string;

  @ApiProperty({ enum: ['adjusted', 'notAdjusted'] })
  status: 'adjusted' | 'notAdjusted';

  @ApiProperty({ type: String, format: 'date', nullable: true })
  adjustedDay: string | null;

  @ApiProperty({
    type: CertifiedDto,
    nullable: true,
    description: 'Rätt utdraget intygar; null tills det har skickats.',
  })
  certified: CertifiedDto | null;

  @ApiProperty({ type: Object, description: 'Protokollets huvud och denna enda paragraf; se protokollets content.' })
  minutes: MinutesContent;

  @ApiProperty({ type: String, nullable: true, description: 'Hexadecimalt, för hela det protokoll som skrevs under.' })
  contentHash: string | null;

  @ApiProperty({ type: ExtractSignatureDto, isArray: true })
  signatures: ExtractSignatureDto[];

  @ApiProperty({ type: StandInDto, isArray: true, description: 'Vem som justerade i stället för vem.' })
  standIns: StandInDto[];

  @ApiProperty({ type: ExtractCorrectionDto, isArray: true })
  corrections: ExtractCorrectionDto[];
}
