/** Answers of the API about what consultees have answered: one reply with its positions, and all of them as a matrix. */
import { ApiProperty } from '@nestjs/swagger';
import { ConsultationQuestionViewDto } from './consultation-views.dto.js';
import { type ConsulteeStatus, consulteeStatuses } from './consultee-states.rules.js';
import { type ConsulteeKind, consulteeKinds } from './content.rules.js';
import { type ReplyLevel, replyLevels, type Stance, stances } from './reply.rules.js';

export class ReservationViewDto {
  @ApiProperty()
  name: string;

  @ApiProperty({ type: String, nullable: true })
  party: string | null;

  @ApiProperty({ type: String, nullable: true })
  reasons: string | null;
}

export class PositionViewDto {
  @ApiProperty({ format: 'uuid' })
  questionKey: string;

  @ApiProperty({ enum: stances })
  stance: Stance;

  @ApiProperty({ type: String, nullable: true, description: 'Stället i svaret, ordagrant.' })
  quote: string | null;

  @ApiProperty({
    type: 'integer',
    nullable: true,
    description: 'Tecken före stället i svarets text; null när det står i en fil.',
  })
  quoteStart: number | null;

  @ApiProperty({ description: 'Instansen har själv angett ståndpunkten; annars har den som frågade läst ut den.' })
  statedByConsultee: boolean;
}

export class ReplyFileDto {
  @ApiProperty({ format: 'uuid' })
  documentId: string;

  @ApiProperty({ format: 'uuid' })
  documentVersionId: string;

  @ApiProperty({ type: 'integer', description: 'Handlingens nummer i ärendet hos den som frågar.' })
  number: number;

  @ApiProperty({ type: String, nullable: true, description: 'Null när handlingen är sekretessmarkerad för läsaren.' })
  fileName: string | null;

  @ApiProperty({ type: 'integer' })
  sizeBytes: number;
}

export class ConsulteeReplyDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ enum: ['ownProcess', 'link', 'hand'] })
  via: string;

  @ApiProperty({ format: 'date-time' })
  receivedAt: Date;

  @ApiProperty()
  isLate: boolean;

  @ApiProperty({ enum: replyLevels })
  level: ReplyLevel;

  @ApiProperty({ type: String, nullable: true })
  signatory: string | null;

  @ApiProperty({ description: 'Tom när svaret är en fil.' })
  text: string;

  @ApiProperty({ type: ReplyFileDto, isArray: true, description: 'Filerna som kom med svaret, i den ordningen.' })
  files: ReplyFileDto[];

  @ApiProperty({ type: ReservationViewDto, isArray: true })
  reservations: ReservationViewDto[];

  @ApiProperty({ type: String, nullable: true, format: 'uuid' })
  documentId: string | null;

  @ApiProperty({ type: PositionViewDto, isArray: true })
  positions: PositionViewDto[];
}

export class AnswerCountsDto {
  @ApiProperty({ type: 'integer' })
  asked: number;

  @ApiProperty({ type: 'integer' })
  inTime: number;

  @ApiProperty({ type: 'integer', description: 'Av dem i tid: genom eget anstånd.' })
  byExtension: number;

  @ApiProperty({ type: 'integer' })
  late: number;

  @ApiProperty({ type: 'integer' })
  declined: number;

  @ApiProperty({ type: 'integer' })
  silent: number;

  @ApiProperty({ type: 'integer' })
  waiting: number;
}

export class MatrixReplyDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ description: 'Svensk tid med tusendelar.' })
  receivedAt: string;

  @ApiProperty()
  isLate: boolean;

  @ApiProperty({ enum: replyLevels })
  level: ReplyLevel;

  @ApiProperty({ type: String, nullable: true })
  ownNumber: string | null;

  @ApiProperty({ type: String, nullable: true })
  signatory: string | null;

  @ApiProperty({ type: 'integer', nullable: true })
  documentNumber: number | null;

  @ApiProperty({ type: ReservationViewDto, isArray: true })
  reservations: ReservationViewDto[];
}

export class MatrixConsulteeDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty()
  name: string;

  @ApiProperty({ enum: consulteeKinds })
  kind: ConsulteeKind;

  @ApiProperty({ enum: consulteeStatuses })
  status: ConsulteeStatus;

  @ApiProperty({ type: String, nullable: true })
  note: string | null;

  @ApiProperty({ type: String, nullable: true, format: 'date' })
  extendedToDay: string | null;

  @ApiProperty({ type: String, nullable: true })
  extendedToTime: string | null;

  @ApiProperty({ type: MatrixReplyDto, nullable: true })
  reply: MatrixReplyDto | null;
}

export class MatrixStatementDto extends PositionViewDto {
  @ApiProperty({ format: 'uuid' })
  consulteeId: string;

  @ApiProperty()
  consulteeName: string;

  @ApiProperty({ format: 'uuid' })
  replyId: string;

  @ApiProperty({ type: 'integer', nullable: true, description: 'Svarets nummer i ärendet.' })
  documentNumber: number | null;

  @ApiProperty()
  isLate: boolean;
}

export class AnswerMatrixDto {
  @ApiProperty({ format: 'uuid' })
  consultationId: string;

  @ApiProperty({ type: AnswerCountsDto })
  counts: AnswerCountsDto;

  @ApiProperty({ type: ConsultationQuestionViewDto, isArray: true })
  questions: readonly ConsultationQuestionViewDto[];

  @ApiProperty({ type: MatrixConsulteeDto, isArray: true, description: 'Remissinstanserna med svar.' })
  consultees: readonly MatrixConsulteeDto[];

  @ApiProperty({
    type: MatrixStatementDto,
    isArray: true,
    description: 'En ståndpunkt per instans och fråga, med ställe och handling.',
  })
  statements: readonly MatrixStatementDto[];
}
